"""The ASGI application: Streamlit behind our own page, files and health route. Run it with ``python3 start.py``."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

import ita
from ita.errors import ItaError
from ita.i18n import error_text
from ita.importing.build import close_shared, shared
from ita.paths import DATA, ROOT, database_id, database_path
from ita.serving import A_DAY, A_YEAR, CompressedFiles, OwnPage, compress_tree
from ita.store.daily import DailyBackups
from ita.store.refusing import DAMAGE
from pages.shared.guard import show_script_error

STREAMLIT_FILES = Path(st.__file__).parent / "static" / "static"
OWN_FILES = ROOT / "pages" / "static"
PACKED = DATA / "cache" / f"static-{st.__version__}"
PACKED_OWN = DATA / "cache" / "own"
HEAD = (
    '<link rel="stylesheet" href="/app/static/ita.css"><script defer src="/app/static/ita.js"></script>'
    '<link rel="preload" href="/app/static/fonts/Sarabun-Regular.ttf" as="font" type="font/ttf" crossorigin>'
)


async def health(_: Request) -> JSONResponse:
    """Tell that this dashboard answers, and for which database, without naming its path."""
    return JSONResponse(
        {
            "status": "ok",
            "app": "ita-dashboard",
            "version": ita.__version__,
            "database_id": database_id(database_path()),
            "pid": os.getpid(),
        }
    )


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Open (and where needed build) the database before the first request, close it after the last.

    A damaged one is no reason to end: every page says what to do, and opens it once it is restored.
    """
    path = database_path()
    try:
        shared(path)
    except ItaError as reason:
        print(error_text(reason, "th"), error_text(reason, "en"), sep="\n", file=sys.stderr, flush=True)
        if reason.rule not in DAMAGE:
            # The server would print a traceback for anything raised here; the reason is said, so just end.
            os._exit(1)
    backups = DailyBackups(lambda: shared(path)[0], path)
    backups.start()
    try:
        yield
    finally:
        backups.stop()
        close_shared()


compress_tree(STREAMLIT_FILES, PACKED)
compress_tree(OWN_FILES, PACKED_OWN)
app = st.App(
    "pages/main.py",
    lifespan=lifespan,
    routes=[Route("/health", health)],
    middleware=[
        Middleware(CompressedFiles, prefix="/static", folder=STREAMLIT_FILES, packed=PACKED, cache=A_YEAR),
        Middleware(CompressedFiles, prefix="/app/static", folder=OWN_FILES, packed=PACKED_OWN, cache=A_DAY),
        Middleware(OwnPage, title="ITA", head=HEAD),
    ],
    on_script_error=show_script_error,
)
