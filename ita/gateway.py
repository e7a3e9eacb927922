"""The first thing that a request meets: who may ask, how long a body may take, and what every answer carries.

Plain ASGI around the whole application, so that no route, no error and no refusal is without it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from ita.errors import N_
from ita.hosts import Served
from ita.serving import POLICY, ASGIApp, Message, Receive, Scope, Send, short_page

# Every answer carries these; a route may set another value for itself, save where the name is in `ALWAYS`.
HEADERS = {
    b"content-security-policy": POLICY,
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"SAMEORIGIN",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": b"camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-store",
}
ALWAYS = frozenset(HEADERS) - {b"cache-control"}
# The largest file is 20 MB, and the form around it is small.
MOST_BYTES = 22 * 1024 * 1024
MOST_BODIES = 20
MOST_SESSIONS = 300
# A body may pause this long, and must not come slower than this on the whole.
PAUSE_SECONDS = 15.0
BYTES_A_SECOND = 8 * 1024
CLOSING_SECONDS = 2.0
# What Streamlit tells of itself, which nobody here asks for.
HIDDEN = "/_stcore/metrics"
ASIDE = N_("This address does not belong to the dashboard. Open it at the address that it was started with.")
STRANGE_PAGE = N_("Another website asked for this. Open the dashboard in a window of its own.")
TOO_SLOW = N_("The file took too long to arrive. Nothing was stored. Please try again.")
TOO_LARGE = N_("The file is larger than 20 MB. Nothing was stored.")
TOO_MANY = N_("The dashboard is very busy. Please try again in a minute.")


class _CutOffError(Exception):
    """A body that is not waited for any longer."""


class Gateway:
    """Let in only who names this server and comes from its own pages, and give every answer the same headers.

    Parameters
    ----------
    app
        What stands behind: the whole application.
    served
        The names that this server is reached by.
    has_room
        Asked before a body is taken; False refuses it.
    """

    def __init__(self, app: ASGIApp, served: Served, has_room: Callable[[], bool] = lambda: True) -> None:
        self.app = app
        self.served = served
        self.has_room = has_room
        self.bodies = 0
        self.sessions = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse strangers, and pass everything else on."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        send = with_headers(send)
        stranger = self._stranger(scope)
        if stranger is not None:
            await refuse(scope, receive, send, *stranger)
        elif scope["path"] == HIDDEN:
            await refuse(scope, receive, send, 404, ASIDE)
        elif scope["type"] == "websocket":
            await self._session(scope, receive, send)
        else:
            await self._request(scope, receive, send)

    def _stranger(self, scope: Scope) -> tuple[int, str] | None:
        """Return how a stranger is refused; None for one of ours.

        What stands behind is then asked under one name: Streamlit looks up its own address, at a host outside, when
        Origin and Host differ.
        """
        port = scope["server"][1] if scope.get("server") else None
        headers = scope["headers"]
        host, origin, site, mode, target = (
            [value.decode("latin-1") for key, value in headers if key == name]
            for name in (b"host", b"origin", b"sec-fetch-site", b"sec-fetch-mode", b"sec-fetch-dest")
        )
        if len(host) != 1 or not self.served.knows(host[0], scope["scheme"], port):
            return 421, ASIDE
        if origin and (len(origin) > 1 or not self.served.trusts(origin[0], port)):
            return 403, STRANGE_PAGE
        if not set(site) <= {"same-origin", "none"} and not (
            # A link may be followed from anywhere, as one in a mail.
            mode == ["navigate"] and target == ["document"] and scope.get("method") in {"GET", "HEAD"}
        ):
            return 403, STRANGE_PAGE
        if origin:
            ours = origin[0].partition("://")[2].encode("latin-1")
            scope["headers"] = [(key, ours if key == b"host" else value) for key, value in headers]
        return None

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.sessions >= MOST_SESSIONS:
            await refuse(scope, receive, send, 503, TOO_MANY)
            return
        opened = closed = False

        async def answered(message: Message) -> None:
            nonlocal opened, closed
            opened = opened or message["type"] == "websocket.accept"
            if message["type"] == "websocket.close" and not opened:
                # Said below, since the server would say it without a page and without headers.
                closed = True
            else:
                await send(message)

        self.sessions += 1
        try:
            await self.app(scope, receive, answered)
        finally:
            self.sessions -= 1
        if closed:
            await refuse(scope, receive, send, 403, ASIDE, connected=True)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        if b"transfer-encoding" not in headers and length.strip(b"0") == b"":
            await self.app(scope, receive, send)
            return
        if not length.isdigit() or int(length[:20]) > MOST_BYTES:
            await refuse(scope, receive, send, 413, TOO_LARGE)
        elif self.bodies >= MOST_BODIES or not self.has_room():
            await refuse(scope, receive, send, 503, TOO_MANY)
        else:
            self.bodies += 1
            try:
                await Body(receive, send).take(self.app, scope)
            finally:
                self.bodies -= 1


class Body:
    """The body of one request on its way in: not too slow, and not too long.

    Parameters
    ----------
    receive
        Where it comes from.
    send
        Where the answer goes.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self.receive = receive
        self.send = send
        self.taken = 0
        self.complete = False
        self.started = False
        self.refused: tuple[int, str] | None = None

    async def take(self, app: ASGIApp, scope: Scope) -> None:
        """Pass the request on; one whose body is cut off is told so, whatever the app behind says of it."""
        self.began = asyncio.get_running_loop().time()
        with contextlib.suppress(_CutOffError):
            await app(scope, self._receive, self._send)
        if self.refused is not None and not self.started:
            await refuse(scope, self.receive, self.send, *self.refused, more=((b"connection", b"close"),))

    async def _receive(self) -> Message:
        if self.complete:
            return await self.receive()
        elapsed = asyncio.get_running_loop().time() - self.began
        patience = min(PAUSE_SECONDS, 2 * PAUSE_SECONDS + self.taken / BYTES_A_SECOND - elapsed)
        try:
            message = await asyncio.wait_for(self.receive(), max(patience, 0.001))
        except TimeoutError:
            self.refused = (408, TOO_SLOW)
            raise _CutOffError from None
        if message["type"] == "http.disconnect":
            # The person closed the page; no defect that would be logged.
            raise _CutOffError
        self.taken += len(message.get("body", b""))
        self.complete = not message.get("more_body", False)
        if self.taken > MOST_BYTES:
            self.refused = (413, TOO_LARGE)
            raise _CutOffError
        return message

    async def _send(self, message: Message) -> None:
        if self.refused is None or self.started:
            self.started = True
            await self.send(message)


def with_headers(send: Send) -> Send:
    """Return a `send` that gives every answer the headers that all have, and takes those that open it to others."""

    async def changed(message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.http.response.start"}:
            given = [
                (key, value)
                for key, value in message.get("headers", ())
                if key.lower() not in ALWAYS and not key.lower().startswith(b"access-control-")
            ]
            names = {key.lower() for key, _ in given}
            message = {**message, "headers": given + [(k, v) for k, v in HEADERS.items() if k not in names]}
        await send(message)

    return changed


async def refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    text: str,
    more: tuple[tuple[bytes, bytes], ...] = (),
    *,
    connected: bool = False,
) -> None:
    """Answer with a short page that says why in Thai and English; a websocket is refused before it opens."""
    page = short_page(text).encode()
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(page)).encode()), *more]
    if scope["type"] == "websocket":
        if not connected and (await receive())["type"] != "websocket.connect":
            return
        if "websocket.http.response" not in (scope.get("extensions") or {}):
            await send({"type": "websocket.close", "code": 1008})
            return
    kind = "websocket.http" if scope["type"] == "websocket" else "http"
    body = b"" if scope.get("method") == "HEAD" else page
    await send({"type": f"{kind}.response.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.response.body", "body": body})
    if scope["type"] == "websocket":
        # uvicorn complains of one who returns before the connection has ended; it says so twice.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                for _ in range(2):
                    await receive()


def bound_connections(protocol: Any, most: int, seconds: float) -> None:
    """Keep a server from being held by connections that ask for nothing.

    uvicorn waits for the end of a request's head for ever, and takes any number of connections. Those beyond `most`
    are closed at once, and one that was asked nothing whole for `seconds` is closed then.

    Parameters
    ----------
    protocol
        uvicorn's class for a connection.
    most
        Connections at once, sessions included.
    seconds
        How long the head of a request may take.
    """
    made = protocol.connection_made

    def connection_made(self: Any, transport: Any) -> None:
        if len(self.connections) >= most:
            transport.abort()
            return
        made(self, transport)
        self.loop.call_later(seconds, check, self, None)

    def check(self: Any, before: object) -> None:
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            return
        idle = self.cycle is None or self.cycle.response_complete
        if idle and self.cycle is before:
            self.transport.close()
            return
        self.loop.call_later(seconds, check, self, self.cycle if idle else None)

    protocol.connection_made = connection_made
