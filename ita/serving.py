"""What stands before Streamlit on the wire: its files compressed ahead, its page in our language, our own files.

Plain ASGI, so that it is tested without Streamlit. Streamlit sends its files uncompressed and its page in English;
on a town's line the compressed files are the largest gain of all.

Files are served by hand, not by a library, after servestatic 4.4.0 was tried and measured in its place. It serves
brotli and gzip, cache headers and no path outside, but:

- it looks for a compressed file beside the original only, and Streamlit's folder may be read-only: all of it, 39 MB,
  would have to be copied beside the cache;
- it opens a thread for every answer and sends 8 KB at a time: the largest file came 30 times a second where this code
  sends it 262 times, a small one 548 times instead of 865;
- its list of files and their sizes is taken at the start: one that changes afterwards is announced with the wrong size;
- its compressor takes Brotli's highest level, with no setting: 9 seconds instead of 0.6 for the largest file.

Starlette's own StaticFiles serves no compressed files.
"""

from __future__ import annotations

import gzip
import mimetypes
import os
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import brotli
from markupsafe import Markup, escape

from ita.errors import N_
from ita.i18n import translator

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

COMPRESSIBLE = frozenset({".js", ".css", ".html", ".json", ".svg", ".ttf", ".map", ".txt"})
SMALLEST = 800
NOWHERE = N_("There is no page at this address.")
TO_OVERVIEW = N_("Open the overview")
# Brotli above 9 takes minutes over Streamlit's 26 MB for two percent.
BROTLI_QUALITY = 9
GZIP_LEVEL = 6
# The coarsest file system keeps times to two seconds.
CLOCK_SECONDS = 2
A_YEAR = b"public, max-age=31536000, immutable"
A_DAY = b"public, max-age=86400"
# The browser itself refuses every request to another host; Streamlit needs inline styles, eval and blobs of its own.
POLICY = b"default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'self'; form-action 'self'"


def compress_tree(source: Path, target: Path, *, workers: int | None = None) -> int:
    """Compress every file of a tree that gains by it into ``target`` as ``.br`` and ``.gz``; return how many were new.

    A packed file bears the time of its source. Where the two agree it is left, so a second call costs a directory
    walk; a source that was changed, or put back to an older one, is packed anew. Each file appears whole: it is
    written beside and moved into place.
    """
    files = [f for f in source.rglob("*") if f.suffix in COMPRESSIBLE and f.is_file() and f.stat().st_size >= SMALLEST]
    todo = [f for f in files if not _fresh(f, target / f"{f.relative_to(source)}.gz")]
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        list(pool.map(lambda file: _compress(file, target / file.relative_to(source)), todo))
    return len(todo)


def _fresh(file: Path, packed: Path) -> bool:
    """Tell whether a packed file was made of a file as it is now."""
    return packed.exists() and abs(packed.stat().st_mtime - file.stat().st_mtime) < CLOCK_SECONDS


def _compress(file: Path, target: Path) -> None:
    time = file.stat().st_mtime
    data = file.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    # The .gz comes last: where it is, both are.
    for suffix, packed in (
        (".br", brotli.compress(data, quality=BROTLI_QUALITY)),
        (".gz", gzip.compress(data, GZIP_LEVEL, mtime=0)),
    ):
        beside = target.with_name(f"{target.name}{suffix}.{os.getpid()}.part")
        beside.write_bytes(packed)
        os.utime(beside, (time, time))
        beside.replace(target.with_name(target.name + suffix))


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return dict(scope.get("headers", ()))


def _accepted(scope: Scope) -> set[str]:
    """Return the encodings that a request accepts; one with q=0 is not."""
    header = _headers(scope).get(b"accept-encoding", b"").decode("latin-1")
    found = (part.strip().split(";") for part in header.lower().split(","))
    return {words[0].strip() for words in found if not any(_REFUSED.fullmatch(w.strip()) for w in words[1:])}


def _is_versioned(scope: Scope) -> bool:
    """Tell whether an address names what its file holds: that address never stands for anything else."""
    return bytes(scope.get("query_string", b"")).startswith(b"v=")


_SHORT_PAGE = Markup(
    '<!doctype html><html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>ITA</title><style>body{{font:17px/1.6 Sarabun,sans-serif;margin:3rem auto;max-width:40rem;padding:0 1rem}}"
    "</style></head><body>{said}</body></html>"
)
_SAID = Markup('<p lang="{lang}">{text}{home}</p>')
_HOME = Markup(' <a href="/?l={lang}">{text}</a>')
_REFUSED = re.compile(r"q\s*=\s*0(?:\.0*)?")


class CompressedFiles:
    """Serve files of a folder under a path, compressed ahead; everything else passes to the app behind.

    Parameters
    ----------
    app
        What stands behind.
    prefix
        Path that the folder is served under, such as ``/static``.
    folder
        The files as they are.
    packed
        The tree that `compress_tree` made of the folder.
    cache
        Value of Cache-Control, for files that are asked for without a version (``?v=``).
    """

    def __init__(self, app: ASGIApp, prefix: str, folder: Path, packed: Path, cache: bytes) -> None:
        self.app = app
        self.prefix = prefix.rstrip("/") + "/"
        self.folder = folder.resolve()
        self.packed = packed
        self.cache = cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer GET and HEAD for files that are there."""
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or not path.startswith(self.prefix):
            await self.app(scope, receive, send)
            return
        file = self._file(path[len(self.prefix) :])
        if file is None:
            await self.app(scope, receive, send)
            return
        body, encoding = self._packed(file, _accepted(scope))
        kind = (
            "text/javascript"
            if file.suffix == ".js"
            else mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        )
        if file.suffix == ".ttf":
            kind = "font/ttf"
        headers = [
            (b"content-type", kind.encode() + (b"; charset=utf-8" if kind.startswith("text/") else b"")),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", A_YEAR if _is_versioned(scope) else self.cache),
            (b"vary", b"Accept-Encoding"),
            (b"x-content-type-options", b"nosniff"),
        ]
        if encoding:
            headers.append((b"content-encoding", encoding))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def _file(self, relative: str) -> Path | None:
        """Return the file that a path names inside the folder, or None; nothing outside it is ever reached."""
        if "\\" in relative or "\0" in relative or ".." in relative.split("/"):
            return None
        file = (self.folder / relative).resolve()
        return file if file.is_relative_to(self.folder) and file.is_file() else None

    def _packed(self, file: Path, accepted: set[str]) -> tuple[bytes, bytes]:
        relative = file.relative_to(self.folder)
        for name, suffix in (("br", ".br"), ("gzip", ".gz")):
            packed = self.packed / f"{relative}{suffix}"
            if name in accepted and _fresh(file, packed):
                return packed.read_bytes(), name.encode()
        return file.read_bytes(), b""


class OwnPage:
    """Change Streamlit's page on its way out: ``<html lang>``, our title and style, no font of Streamlit's ahead.

    The language is that of the link (``l=en``), else Thai. Only answers of type text/html are touched. Streamlit sends
    its page for every address, and shows the first screen at those that name none: they are told as not found.

    Parameters
    ----------
    app
        What stands behind.
    title
        Of the page, until a screen gives it its own.
    header
        What is added to the head of the page.
    known
        The paths of all screens, without slashes; None where any path may be one.
    """

    def __init__(self, app: ASGIApp, title: str, header: str, known: frozenset[str] | None = None) -> None:
        self.app = app
        self.title = title
        self.header = header
        self.known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but pages, which are collected and changed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # The page must come as plain text to be changed; it is eight kilobytes.
        if _wants_page(scope):
            kept = [
                (k, v)
                for k, v in scope["headers"]
                if k not in {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
            ]
            scope = {**scope, "headers": kept}
        lang = "en" if parse_qs(scope.get("query_string", b"").decode("latin-1")).get("l") == ["en"] else "th"
        start: Message | None = None
        body = b""

        async def changed(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_page(message["headers"]):
                start = message
                return
            if start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            is_known = self.known is None or str(scope["path"])[1:] in self.known
            page = self._change(body.decode("utf-8"), lang).encode() if body else b""
            if not is_known:
                start = {**start, "status": 404}
                page = short_page(NOWHERE, TO_OVERVIEW).encode() if body else b""
            drop = {b"content-length", b"etag", b"last-modified", b"accept-ranges"}
            headers = [(k, v) for k, v in start["headers"] if k.lower() not in drop]
            headers += [(b"content-security-policy", POLICY), (b"referrer-policy", b"no-referrer")]
            if page:
                headers.append((b"content-length", str(len(page)).encode()))
            await send({**start, "headers": headers})
            await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, changed)

    def _change(self, page: str, lang: str) -> str:
        page = re.sub(r'<html lang="[^"]*"', f'<html lang="{lang}"', page, count=1)
        page = re.sub(r"<title>[^<]*</title>", f"<title>{escape(self.title)}</title>", page, count=1)
        page = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*/?>', "", page)
        return page.replace("</head>", self.header + "</head>", 1)


def short_page(text: str, way_home: str | None = None) -> str:
    """Return a page that says one thing (message id) in Thai and English, with a link to the first screen."""
    said = Markup("").join(
        _SAID.format(lang=lang, text=_(text), home=_HOME.format(lang=lang, text=_(way_home)) if way_home else "")
        for lang, _ in (("th", translator("th")), ("en", translator("en")))
    )
    return str(_SHORT_PAGE.format(said=said))


def _wants_page(scope: Scope) -> bool:
    return b"text/html" in _headers(scope).get(b"accept", b"") and scope.get("method") == "GET"


def _is_page(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    found = {k.lower(): v for k, v in headers}
    return found.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in found
