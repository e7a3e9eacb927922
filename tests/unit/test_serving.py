"""What stands before Streamlit on the wire, asked in-process: files compressed ahead, and the page made ours."""

from __future__ import annotations

import asyncio
import gzip
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
import streamlit

from ita.serving import (
    A_DAY,
    A_YEAR,
    POLICY,
    ASGIApp,
    CompressedFiles,
    Message,
    OwnPage,
    Receive,
    Scope,
    Send,
    compress_tree,
)

SCRIPT = b"const words = 'script';\n" * 200
STYLE = b"body { color: black; }\n" * 200
SECRET = b"nobody may read this"
BEHIND = b"the app behind"
HEADER = '<link rel="stylesheet" href="/app/static/ita.css"><script defer src="/app/static/ita.js"></script>'
STREAMLIT_PAGE = Path(streamlit.__file__).parent / "static" / "index.html"


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers in lower case, body, and what the app behind was asked with."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(app: ASGIApp, path: str, headers: dict[str, str] | None = None, method: str = "GET", query: str = "") -> Answer:
    """Send one request into an ASGI application."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(key.lower().encode(), value.encode()) for key, value in (headers or {}).items()],
    }
    asyncio.run(app(scope, receive, send))
    start, *bodies = sent
    assert start["type"] == "http.response.start"
    assert [message["type"] for message in bodies] == ["http.response.body"] * len(bodies)
    assert not bodies[-1].get("more_body")
    names = [key for key, _ in start["headers"]]
    assert len(names) == len(set(names)), "a header stands twice"
    return Answer(
        start["status"],
        {key.decode(): value.decode() for key, value in start["headers"]},
        b"".join(message.get("body", b"") for message in bodies),
    )


@dataclass
class Behind:
    """An app that answers with one body in pieces, and keeps the scopes that it was asked with."""

    pieces: Iterable[bytes] = (BEHIND,)
    kind: str = "text/plain"
    more: tuple[tuple[bytes, bytes], ...] = ()
    status: int = 200

    def __post_init__(self) -> None:
        self.asked: list[Scope] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope)
        if scope["type"] != "http":
            return
        headers = [(b"content-type", self.kind.encode()), *self.more]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        for piece in self.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of files as they are, with a file beside it that nobody may reach."""
    folder = tmp_path / "static"
    (folder / "js").mkdir(parents=True)
    (folder / "js" / "main.abc.js").write_bytes(SCRIPT)
    (folder / "style.css").write_bytes(STYLE)
    (folder / "tiny.js").write_bytes(b"1;")
    (folder / "icon.png").write_bytes(b"\x89PNG" + bytes(2000))
    (folder / "letters.ttf").write_bytes(bytes(2000))
    (tmp_path / "secret.txt").write_bytes(SECRET)
    (tmp_path / "static-other").mkdir()
    (tmp_path / "static-other" / "secret.txt").write_bytes(SECRET)
    return folder


@pytest.fixture
def packed(tmp_path: Path, folder: Path) -> Path:
    """Return the tree of compressed files."""
    compress_tree(folder, tmp_path / "packed", workers=1)
    return tmp_path / "packed"


@pytest.fixture
def behind() -> Behind:
    """Return the app behind."""
    return Behind()


@pytest.fixture
def files(folder: Path, packed: Path, behind: Behind) -> CompressedFiles:
    """Return the files served under /static."""
    return CompressedFiles(behind, "/static", folder, packed, A_YEAR)


# --- Which encoding ---


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("br;q=1.0, gzip;q=0.5", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0, gzip", "gzip"),
        ("br;q=0.000,gzip", "gzip"),
        ("gzip;q=0, br;q=0", ""),
        ("BR", "br"),
        ("identity", ""),
        ("deflate, zstd", ""),
        ("", ""),
    ],
)
def test_the_best_encoding_that_the_browser_takes(files: CompressedFiles, accepted: str, encoding: str) -> None:
    answer = ask(files, "/static/js/main.abc.js", {"Accept-Encoding": accepted})
    assert answer.status == 200
    assert answer.headers.get("content-encoding", "") == encoding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert unpack(answer.body) == SCRIPT
    assert answer.headers["content-length"] == str(len(answer.body))
    if encoding:
        assert len(answer.body) < len(SCRIPT) / 4


def test_without_a_word_about_encodings_the_file_comes_as_it_is(files: CompressedFiles) -> None:
    answer = ask(files, "/static/js/main.abc.js")
    assert answer.body == SCRIPT
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/static/tiny.js", "/static/icon.png"])
def test_what_gains_nothing_is_not_compressed(files: CompressedFiles, folder: Path, path: str) -> None:
    answer = ask(files, path, {"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in answer.headers
    assert answer.body == (folder / path.removeprefix("/static/")).read_bytes()


def test_a_file_that_is_not_packed_yet_comes_as_it_is(folder: Path, tmp_path: Path, behind: Behind) -> None:
    app = CompressedFiles(behind, "/static", folder, tmp_path / "empty", A_YEAR)
    assert ask(app, "/static/style.css", {"Accept-Encoding": "br"}).body == STYLE


# --- Headers ---


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/js/main.abc.js", "text/javascript; charset=utf-8"),
        ("/static/style.css", "text/css; charset=utf-8"),
        ("/static/icon.png", "image/png"),
        ("/static/letters.ttf", "font/ttf"),
    ],
)
def test_each_file_names_its_kind_and_may_be_kept(files: CompressedFiles, path: str, kind: str) -> None:
    answer = ask(files, path, {"Accept-Encoding": "br"})
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    # A cache between must not give brotli to one who does not take it.
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_how_long_files_are_kept_is_for_the_caller_to_say(folder: Path, packed: Path, behind: Behind) -> None:
    app = CompressedFiles(behind, "/app/static", folder, packed, A_DAY)
    assert ask(app, "/app/static/style.css").headers["cache-control"] == "public, max-age=86400"


def test_an_address_that_names_what_its_file_holds_is_kept_for_a_year(
    folder: Path, packed: Path, behind: Behind
) -> None:
    app = CompressedFiles(behind, "/app/static", folder, packed, A_DAY)
    for query, kept in (("v=0123456789ab", 31536000), ("", 86400), ("x=v=1", 86400)):
        assert f"max-age={kept}" in ask(app, "/app/static/style.css", query=query).headers["cache-control"]


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_head_answers_as_get_without_the_body(files: CompressedFiles, accepted: str) -> None:
    headers = {"Accept-Encoding": accepted}
    get, header = (ask(files, "/static/style.css", headers, method) for method in ("GET", "HEAD"))
    assert header.body == b""
    assert (header.status, header.headers) == (get.status, get.headers)


# --- What is not ours ---


@pytest.mark.parametrize(
    "path", ["/", "/gaps", "/static", "/staticx/style.css", "/static/none.js", "/static/", "/static/js", "/health"]
)
def test_everything_else_passes_to_the_app_behind(files: CompressedFiles, behind: Behind, path: str) -> None:
    answer = ask(files, path, {"Accept-Encoding": "br"})
    assert answer.body == BEHIND
    assert len(behind.asked) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_pass(files: CompressedFiles, behind: Behind, method: str) -> None:
    assert ask(files, "/static/style.css", method=method).body == BEHIND


@pytest.mark.parametrize(
    "path",
    [
        "/static/../secret.txt",
        "/static/js/../../secret.txt",
        "/static/js/../style.css",
        "/static//../secret.txt",
        "/static/..\\secret.txt",
        "/static/../static-other/secret.txt",
        "/static/link.txt",
        "/static/linked/secret.txt",
        "/static/style.css\0.png",
        "/static/./../secret.txt",
    ],
)
def test_nothing_outside_the_folder_is_reached(files: CompressedFiles, folder: Path, path: str) -> None:
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "linked").symlink_to(folder.parent / "static-other")
    answer = ask(files, path, {"Accept-Encoding": "br"})
    assert answer.body == BEHIND


def test_an_absolute_path_is_not_followed(files: CompressedFiles, folder: Path) -> None:
    answer = ask(files, f"/static/{folder.parent / 'secret.txt'}")
    assert answer.body == BEHIND


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_what_is_no_request_passes_untouched(folder: Path, packed: Path, kind: str) -> None:
    for app in (lambda behind: CompressedFiles(behind, "/static", folder, packed, A_YEAR), page_of):
        behind = Behind()
        scope: Scope = {"type": kind, "path": "/static/style.css", "headers": []}

        async def receive() -> Message:
            return {}

        async def send(_: Message) -> None:
            raise AssertionError("nothing is to be sent")

        asyncio.run(app(behind)(scope, receive, send))
        assert behind.asked == [scope]


# --- Compressing ahead ---


def test_files_that_gain_are_packed_both_ways_and_whole(packed: Path) -> None:
    found = {str(file.relative_to(packed)) for file in packed.rglob("*") if file.is_file()}
    assert found == {
        f"{name}{suffix}" for name in ("js/main.abc.js", "style.css", "letters.ttf") for suffix in (".br", ".gz")
    }
    assert brotli.decompress((packed / "style.css.br").read_bytes()) == STYLE
    assert gzip.decompress((packed / "style.css.gz").read_bytes()) == STYLE


def test_a_second_call_does_nothing(folder: Path, packed: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in packed.rglob("*")}
    assert compress_tree(folder, packed, workers=1) == 0
    assert {file: file.stat().st_mtime_ns for file in packed.rglob("*")} == before


def test_a_changed_file_is_packed_anew_and_only_it(folder: Path, packed: Path, behind: Behind) -> None:
    later = (packed / "style.css.gz").stat().st_mtime + 10
    (folder / "style.css").write_bytes(STYLE + b"/* changed */")
    os.utime(folder / "style.css", (later, later))
    assert compress_tree(folder, packed, workers=1) == 1
    app = CompressedFiles(behind, "/static", folder, packed, A_YEAR)
    for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = ask(app, "/static/style.css", {"Accept-Encoding": encoding})
        assert unpack(answer.body) == STYLE + b"/* changed */"


def test_a_file_that_was_put_back_to_an_older_one_is_packed_anew(folder: Path, packed: Path) -> None:
    # As after a checkout or an unpacked archive: other contents, an older time.
    (folder / "style.css").write_bytes(SCRIPT)
    os.utime(folder / "style.css", (1_000_000_000, 1_000_000_000))
    assert compress_tree(folder, packed, workers=1) == 1
    assert gzip.decompress((packed / "style.css.gz").read_bytes()) == SCRIPT


def test_a_file_that_changed_since_is_sent_as_it_is(files: CompressedFiles, folder: Path) -> None:
    (folder / "style.css").write_bytes(b"a{}")
    os.utime(folder / "style.css", (1_000_000_000, 1_000_000_000))
    answer = ask(files, "/static/style.css", {"Accept-Encoding": "br"})
    assert (answer.body, answer.headers.get("content-encoding")) == (b"a{}", None)


def test_a_call_that_was_cut_off_is_made_good(folder: Path, packed: Path) -> None:
    (packed / "style.css.gz").unlink()
    (packed / "style.css.br").write_bytes(b"")
    assert compress_tree(folder, packed, workers=1) == 1
    assert brotli.decompress((packed / "style.css.br").read_bytes()) == STYLE


# --- The page ---


def page_of(behind: ASGIApp) -> OwnPage:
    """Return the middleware that makes the page ours, as the app sets it up."""
    return OwnPage(behind, "ITA", HEADER)


def streamlit_page(*more: tuple[bytes, bytes]) -> Behind:
    """Return an app that sends Streamlit's own page in pieces, with its length and tag."""
    page = STREAMLIT_PAGE.read_bytes()
    headers = ((b"content-length", str(len(page)).encode()), (b"ETag", b'"abc"'), (b"last-modified", b"Mon"), *more)
    return Behind([page[:100], page[100:2000], page[2000:]], "text/html; charset=utf-8", headers)


@pytest.mark.parametrize(
    ("query", "lang"),
    [
        ("", "th"),
        ("v=1&a=ban-mo&l=en", "en"),
        ("l=th", "th"),
        ("l=fr", "th"),
        ('l="><script>', "th"),
        ("l=en&l=th", "th"),
    ],
)
def test_the_page_says_its_language(query: str, lang: str) -> None:
    answer = ask(page_of(streamlit_page()), "/measures", {"Accept": "text/html"}, query=query)
    page = answer.body.decode()
    assert page.count("<html") == 1
    assert f'<html lang="{lang}"' in page


def test_the_page_is_ours_before_its_script_runs() -> None:
    theirs = STREAMLIT_PAGE.read_text(encoding="utf-8")
    assert '<html lang="en"' in theirs
    assert "SourceSans" in theirs, "Streamlit has changed its page; see that nothing of it is loaded ahead"
    page = ask(page_of(streamlit_page()), "/", {"Accept": "text/html"}).body.decode()
    assert page.count("<title>") == 1
    assert "<title>ITA</title>" in page
    assert page.count(HEADER + "</head>") == 1
    assert "SourceSans" not in page
    # Streamlit's own script is still there.
    assert "/static/js/" in page
    assert page.endswith(theirs[-50:])


def test_the_length_fits_and_nothing_says_that_it_is_the_old_page() -> None:
    answer = ask(page_of(streamlit_page()), "/", {"Accept": "text/html"})
    assert answer.headers == {
        "content-type": "text/html; charset=utf-8",
        "content-length": str(len(answer.body)),
        "content-security-policy": POLICY.decode(),
        "referrer-policy": "no-referrer",
    }
    # Nothing but what the page brings itself may be loaded from anywhere.
    assert re.findall(r"(?:https?|wss?):|\*", POLICY.decode()) == []
    assert "default-src 'self'" in POLICY.decode()


def test_the_app_behind_is_asked_for_the_whole_page_as_plain_text() -> None:
    behind = streamlit_page()
    asked = {"Accept": "text/html,*/*", "Accept-Encoding": "gzip", "If-None-Match": '"abc"', "Range": "bytes=0-9"}
    ask(page_of(behind), "/", {**asked, "Cookie": "a=b"})
    assert dict(behind.asked[0]["headers"]) == {b"accept": b"text/html,*/*", b"cookie": b"a=b"}


@pytest.mark.parametrize("path", ["/nowhere", "/Gaps", "/gaps/x", "/gaps/", "/static/none.js", "/a/../gaps"])
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_an_address_that_is_no_screen_is_not_found(path: str, accept: str) -> None:
    page = OwnPage(streamlit_page(), "ITA", HEADER, known=frozenset({"", "gaps"}))
    assert ask(page, "/", {"Accept": accept}).status == 200
    assert ask(page, "/gaps", {"Accept": accept}).status == 200
    answer = ask(page, path, {"Accept": accept})
    assert answer.status == 404
    assert answer.headers["content-length"] == str(len(answer.body))
    said = answer.body.decode()
    assert "ไม่มีหน้านี้" in said and "There is no page at this address." in said and 'href="/?l=en"' in said
    assert "<script" not in said


def test_what_is_no_page_passes_as_it_is() -> None:
    behind = Behind([b'{"a": ', b"1}"], "application/json", ((b"content-length", b"8"), (b"etag", b'"x"')))
    answer = ask(page_of(behind), "/health", {"Accept-Encoding": "gzip"})
    assert answer.body == b'{"a": 1}'
    assert answer.headers == {"content-type": "application/json", "content-length": "8", "etag": '"x"'}
    assert dict(behind.asked[0]["headers"]) == {b"accept-encoding": b"gzip"}


def test_a_page_that_comes_compressed_all_the_same_is_left_alone() -> None:
    body = gzip.compress(b"<html lang='en'></html>")
    behind = Behind([body], "text/html", ((b"content-encoding", b"gzip"),))
    assert ask(page_of(behind), "/", {"Accept": "text/html"}).body == body


@pytest.mark.parametrize("status", [304, 204])
def test_an_answer_without_a_body_stays_without_one(status: int) -> None:
    behind = Behind((), "text/html", ((b"etag", b'"abc"'),), status)
    answer = ask(page_of(behind), "/", {"Accept": "text/html"})
    assert (answer.status, answer.body) == (status, b"")
