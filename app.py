"""The ASGI application: Streamlit behind our own page, files and health route. Run it with ``python3 start.py``."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime import Runtime, memory_media_file_storage
from uvicorn.protocols.http.auto import AutoHTTPProtocol

import ita
from ita.errors import ItaError
from ita.gateway import Gateway, bound_connections
from ita.hosts import VARIABLE, Served, configured
from ita.i18n import error_text, say
from ita.importing.build import close_shared, shared
from ita.paths import DATA, database_id, database_path
from ita.public_address import NO_LINKS, configured_address
from ita.public_address import VARIABLE as ADDRESS
from ita.serving import A_DAY, A_YEAR, CompressedFiles, OwnPage, compress_tree
from ita.store.backup_rotation import DailyBackups
from ita.store.error_mapping import DAMAGE
from ita.streamlit_texts import json_block
from pages.addresses import paths
from pages.shared import assets
from pages.shared.errors_ui import show_script_error
from pages.shared.kept_uploads import kept_bytes

STREAMLIT_FILES = Path(st.__file__).parent / "static" / "static"
PACKED = DATA / "cache" / f"static-{st.__version__}"
PACKED_OWN = DATA / "cache" / "own"
# Figures are drawn here, for the width that the browser says it has before its first request.
SAY_WIDTH = (
    "<script>document.cookie='ita_width='+(innerWidth>=1800?'projector':innerWidth>=1100?'wide':'narrow')"
    "+'; path=/; samesite=strict'</script>"
)
# A reload within a presentation shows its ground at once, not the page that it covers; `present.js` takes it away.
COVER = (
    "<script>{const given=new URLSearchParams(location.search),root=document.documentElement,step=given.get('k');"
    "if(location.pathname==='/present'&&step){root.dataset.step=step;"
    "root.dataset.stage=given.get('c')||(matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light');"
    "root.classList.add('ita-presenting');setTimeout(()=>root.classList.remove('ita-presenting'),15000)}}</script>"
)
# What draws charts is fetched beside Streamlit's own files where the page has one, elsewhere once the page is at rest.
CHARTED = ("/gaps", "/trends")
CHART_FILES = [assets.address(name) for name in (assets.CHART, assets.PLOTLY)]
GET_CHARTS = (
    f"<script>{{const get=()=>{json.dumps(CHART_FILES)}.forEach(href=>"
    "document.head.append(Object.assign(document.createElement('link'),{rel:'modulepreload',href})));"
    f"{json.dumps(CHARTED)}.includes(location.pathname)?get():addEventListener('load',()=>setTimeout(get,4000))}}</script>"
)
HEADER = (
    f'{SAY_WIDTH}{COVER}{GET_CHARTS}{json_block()}<link rel="stylesheet" href="{assets.address("ita.css")}">'
    f'<script defer src="{assets.address("ita.js")}"></script>'
    '<link rel="preload" href="/app/static/fonts/Sarabun-Regular.ttf" as="font" type="font/ttf" crossorigin>'
)
# Connections at once, and how long the head of a request may take.
MOST_CONNECTIONS = 600
HEAD_SECONDS = 20.0
# Files that people have uploaded and not closed yet, and what is kept of them for papers, over all sessions.
MOST_UPLOADED = 400 * 1024 * 1024


async def health(request: Request) -> JSONResponse:
    """Tell that this dashboard answers; to start.py, which knows the secret, also for which database.

    The proof is of the port that was asked, so that a program on another port cannot use what it is shown.
    """
    secret = os.environ.get("ITA_START_SECRET", "")
    port = request.scope["server"][1]
    proof = hmac.new(secret.encode(), str(port).encode(), "sha256").hexdigest()
    shown = request.headers.get("x-ita-proof", "")
    if not secret or not hmac.compare_digest(proof.encode(), shown.encode("latin-1")):
        return JSONResponse({"status": "ok"})
    return JSONResponse(
        {
            "status": "ok",
            "app": "ita-dashboard",
            "version": ita.__version__,
            "database_id": database_id(database_path()),
            "pid": os.getpid(),
        }
    )


def end(reason: ItaError) -> NoReturn:
    """Say why there is no dashboard, and end; the server would print a traceback for anything raised."""
    print(error_text(reason, "th"), error_text(reason, "en"), sep="\n", file=sys.stderr, flush=True)
    os._exit(1)


def has_room() -> bool:
    """Tell whether a further file may be uploaded; Streamlit keeps those of all sessions in memory."""
    kept = Runtime.instance().uploaded_file_mgr.file_storage  # type: ignore[attr-defined]
    uploaded = sum(len(file.data) for files in list(kept.values()) for file in list(files.values()))
    return uploaded + kept_bytes() < MOST_UPLOADED


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Open (and where needed build) the database before the first request, close it after the last.

    A damaged one is no reason to end: every page says what to do, and opens it once it is restored.
    """
    path = database_path()
    try:
        shared(path)
    except ItaError as reason:
        if reason.rule not in DAMAGE:
            end(reason)
        print(error_text(reason, "th"), error_text(reason, "en"), sep="\n", file=sys.stderr, flush=True)
    backups = DailyBackups(lambda: shared(path)[0], path)
    backups.start()
    try:
        yield
    finally:
        backups.stop()
        close_shared()


try:
    served = Served(configured(os.environ.get(VARIABLE)))
except ItaError as reason:
    end(reason)
# Papers do without an address that is none: no reason to end.
try:
    configured_address()
except ItaError as reason:
    for lang in ("th", "en"):
        print(error_text(reason, lang), say(NO_LINKS, {"variable": ADDRESS}, lang), file=sys.stderr, flush=True)
# The address of a file to download is the digest of what it holds: with a key of this process nobody can work it out.
key = secrets.token_bytes(32)
# Streamlit has no setting for it; the name is one that its module imports.
vars(memory_media_file_storage)["create_fast_hasher"] = lambda: hashlib.blake2b(digest_size=16, key=key)
bound_connections(AutoHTTPProtocol, MOST_CONNECTIONS, HEAD_SECONDS)
compress_tree(STREAMLIT_FILES, PACKED)
compress_tree(assets.FOLDER, PACKED_OWN)
app = st.App(
    "pages/main.py",
    lifespan=lifespan,
    routes=[Route("/health", health)],
    middleware=[
        Middleware(CompressedFiles, prefix="/static", folder=STREAMLIT_FILES, packed=PACKED, cache=A_YEAR),
        Middleware(CompressedFiles, prefix="/app/static", folder=assets.FOLDER, packed=PACKED_OWN, cache=A_DAY),
        Middleware(OwnPage, title="ITA", header=HEADER, known=paths()),
    ],
    on_script_error=show_script_error,
)
# Streamlit finds its application by the assignment above, and then runs what the name holds.
app = Gateway(app, served, has_room)  # type: ignore[assignment]
