"""The first thing that a request meets, asked in-process: names, pages of others, bodies that are slow or endless."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita import gateway
from ita.errors import InputError
from ita.gateway import HEADERS, Gateway, bound_connections
from ita.hosts import Name, Served, configured, parse
from ita.serving import ASGIApp, Message, Receive, Scope, Send

PORT = 8501


# --- Names ---


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("127.0.0.1:8501", Name("127.0.0.1", 8501)),
        ("ITA.Example.GO.TH.", Name("ita.example.go.th")),
        ("[::1]:8501", Name("::1", 8501)),
        ("my_town-1", Name("my_town-1")),
        ("", None),
        (":8501", None),
        ("a b", None),
        ("a:0", None),
        ("a:65536", None),
        ("a:8501:8501", None),
        ("a/b", None),
        ("user@a", None),
        ("*", None),
        ("*.go.th", None),
        ("a..b", None),
        ("::1", None),
        ("a:٨", None),
        ("a\n", None),
    ],
)
def test_a_host_header_is_a_name_and_a_port_or_nothing(text: str, name: Name | None) -> None:
    assert parse(text) == name


@given(st.text(max_size=60))
def test_no_text_is_more_than_a_name_or_nothing(text: str) -> None:
    found = parse(text)
    assert found is None or (found.host and not set(found.host) & set(" /@?#*\n\r,"))
    assert Served().knows(text, "http", PORT) == (text.lower() in KNOWN)


KNOWN = {f"{host}{dot}:{PORT}" for host in ("127.0.0.1", "localhost") for dot in ("", ".")} | {f"[::1]:{PORT}"}


@pytest.mark.parametrize(
    ("hosts", "authority", "known"),
    [
        ("ita.example.go.th", "ita.example.go.th", True),
        ("ita.example.go.th", "ita.example.go.th:443", True),
        ("ita.example.go.th", "ita.example.go.th:8501", True),
        ("ita.example.go.th", "ita.example.go.th:9000", False),
        ("ita.example.go.th", "x.ita.example.go.th", False),
        (" a , b:9000 ,", "b:9000", True),
        (" a , b:9000 ,", "b", False),
        ("localhost:9000", "localhost:9000", True),
        ("", "ita.example.go.th", False),
    ],
)
def test_configured_names_are_served_too(hosts: str, authority: str, known: bool) -> None:
    served = Served(configured(hosts))
    assert served.knows(authority, "http", PORT) is known
    assert served.trusts(f"https://{authority}", PORT) is known
    assert not served.trusts(authority, PORT)


@pytest.mark.parametrize("hosts", ["*", "a,*.b", "http://a", "a/b", "a:99999", "ก"])
def test_a_pattern_or_an_address_is_no_name(hosts: str) -> None:
    with pytest.raises(InputError) as refused:
        configured(hosts)
    assert refused.value.rule == "host-name"


# --- Requests ---


class Behind:
    """An app that takes the whole body and answers with its length; it keeps what it was asked."""

    def __init__(self, reads: bool = True, fails: bool = False, kind: str = "") -> None:
        self.scopes: list[Scope] = []
        self.reads = reads
        self.fails = fails
        self.kind = kind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] == "websocket":
            await receive()
            await send({"type": f"websocket.{self.kind or 'accept'}"})
            return
        size, more = 0, self.reads
        try:
            while more:
                message = await receive()
                size += len(message.get("body", b""))
                more = message.get("more_body", False)
        except Exception:
            # As Starlette does: it answers for what went wrong, and lets it pass on.
            await send({"type": "http.response.start", "status": 500, "headers": []})
            raise
        if self.fails:
            raise ValueError("a defect")
        given = [(b"access-control-allow-origin", b"*"), (b"x-frame-options", b"ALLOWALL"), (b"Cache-Control", b"max")]
        await send({"type": "http.response.start", "status": 200, "headers": given})
        await send({"type": "http.response.body", "body": str(size).encode()})


Sender = Callable[[], Any]


def ask(app: ASGIApp, named: dict[str, str] | None = None, parts: Sender | None = None, **scope: Any) -> list[Message]:
    """Send one request; `parts` is called for each message of its body."""
    sent: list[Message] = []
    waiting = [
        {"type": "websocket.connect"} if scope.get("type") == "websocket" else {"type": "http.request", "body": b""}
    ]

    async def receive() -> Message:
        if parts is not None:
            return await parts()
        return waiting.pop() if waiting else {"type": "websocket.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    fields = {"host": f"127.0.0.1:{PORT}", **(named or {})}
    whole = {
        "type": "http",
        "scheme": "http",
        "method": "GET",
        "path": "/",
        "server": ("127.0.0.1", PORT),
        "headers": [(key.lower().encode(), value.encode()) for key, value in fields.items()],
        **scope,
    }
    asyncio.run(app(whole, receive, send))
    return sent


def test_every_answer_carries_the_headers_and_none_that_opens_it_to_others() -> None:
    start, _ = ask(Gateway(Behind(), Served()))
    headers = {key.lower(): value for key, value in start["headers"]}
    assert headers == {**HEADERS, b"cache-control": b"max"}
    assert len(headers) == len(start["headers"])


def test_behind_it_the_page_and_the_server_have_one_name() -> None:
    # Where they differ, Streamlit asks a host outside for this machine's address.
    behind = Behind()
    served = Served(configured("ita.example.go.th"))
    for origin in ("http://[::1]:8501", "https://ita.example.go.th", "http://127.0.0.1:8501"):
        ask(Gateway(behind, served), {"Origin": origin}, type="websocket", scheme="ws", extensions={})
        seen = dict(behind.scopes[-1]["headers"])
        assert seen[b"origin"].decode() == origin
        assert origin.endswith("//" + seen[b"host"].decode())


@pytest.mark.parametrize("extensions", [{}, {"websocket.http.response": {}}])
@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://127.0.0.1:8502"}])
def test_a_strange_socket_is_never_passed_on(extensions: dict[str, Any], headers: dict[str, str]) -> None:
    behind = Behind()
    headers = {key.lower(): value for key, value in headers.items()}
    first = ask(Gateway(behind, Served()), headers, type="websocket", scheme="ws", extensions=extensions)[0]
    assert behind.scopes == []
    assert first["type"] == ("websocket.http.response.start" if extensions else "websocket.close")
    assert not extensions or set(HEADERS) <= {key for key, _ in first["headers"]}


def test_a_socket_that_is_refused_behind_it_gets_the_headers_too() -> None:
    extensions = {"websocket.http.response": {}}
    gate = Gateway(Behind(kind="close"), Served())
    start, body = ask(gate, type="websocket", scheme="ws", extensions=extensions)
    assert (start["type"], start["status"]) == ("websocket.http.response.start", 403)
    assert set(HEADERS) <= {key for key, _ in start["headers"]}
    assert body["body"].startswith(b"<!doctype html>")


def test_two_host_headers_or_none_are_strange() -> None:
    for headers in ([], [(b"host", b"127.0.0.1:8501")] * 2):
        assert ask(Gateway(Behind(), Served()), headers=headers)[0]["status"] == 421


def test_sessions_beyond_the_bound_are_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "MOST_SESSIONS", 0)
    extensions = {"websocket.http.response": {}}
    start = ask(Gateway(Behind(), Served()), type="websocket", scheme="ws", extensions=extensions)[0]
    assert start["status"] == 503


# --- Bodies ---


def body_of(*parts: bytes, pause: float = 0.0, ends: bool = True) -> Sender:
    """Return what sends a body in parts, each after a pause; one that does not end says no more."""
    left = list(parts)

    async def send() -> Message:
        await asyncio.sleep(pause if left else 60)
        part = left.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(left) or not ends}

    return send


UPLOAD = {"Content-Length": "40"}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a pause of the body short, and its least speed high."""
    monkeypatch.setattr(gateway, "PAUSE_SECONDS", 0.1)
    monkeypatch.setattr(gateway, "BYTES_A_SECOND", 1000)


def status_of(sent: list[Message]) -> int:
    """Return the status of the only answer."""
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    return int(sent[0]["status"])


def test_a_body_that_comes_passes_whole(quick: None) -> None:
    sent = ask(Gateway(Behind(), Served()), UPLOAD, body_of(b"x" * 20, b"y" * 20, pause=0.02), method="PUT")
    assert (status_of(sent), sent[1]["body"]) == (200, b"40")


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(body_of(b"x", ends=False), id="one that pauses for ever"),
        pytest.param(body_of(*[b"x"] * 40, pause=0.03), id="one that trickles"),
        pytest.param(body_of(*[b"x" * 100] * 5000, pause=0.0, ends=False), id="one that is longer than all that fits"),
    ],
)
def test_a_body_that_does_not_end_is_cut_off_and_said(
    quick: None, monkeypatch: pytest.MonkeyPatch, parts: Sender
) -> None:
    monkeypatch.setattr(gateway, "MOST_BYTES", 10_000)
    gate = Gateway(Behind(), Served())
    sent = ask(gate, {"Transfer-Encoding": "chunked"}, parts, method="PUT")
    assert status_of(sent) in {408, 413}
    assert (b"connection", b"close") in sent[0]["headers"]
    assert "ยังไม่มีการบันทึก" in sent[1]["body"].decode()
    assert gate.bodies == 0


@pytest.mark.parametrize("length", ["99999999999", "9" * 4000, "-1", "x", "1e3", "23068673"])
def test_a_length_that_cannot_be_taken_is_refused_before_anything_is_read(length: str) -> None:
    behind = Behind()
    assert status_of(ask(Gateway(behind, Served()), {"Content-Length": length}, method="PUT")) == 413
    assert behind.scopes == []


def test_bodies_beyond_the_bound_are_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Gateway(Behind(), Served(), has_room=lambda: False)
    assert status_of(ask(full, UPLOAD, body_of(b"x" * 40), method="PUT")) == 503
    # What has no body is answered all the same.
    assert status_of(ask(full)) == 200
    monkeypatch.setattr(gateway, "MOST_BODIES", 0)
    assert status_of(ask(Gateway(Behind(), Served()), UPLOAD, body_of(b"x" * 40), method="PUT")) == 503


def test_one_who_goes_away_in_the_middle_is_no_defect() -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    assert ask(Gateway(Behind(), Served()), UPLOAD, gone, method="PUT")[0]["status"] == 500


def test_a_defect_behind_it_stays_one() -> None:
    with pytest.raises(ValueError, match="a defect"):
        ask(Gateway(Behind(fails=True), Served()), UPLOAD, body_of(b"x" * 40), method="PUT")


# --- Connections ---


class Transport:
    """A connection as the server sees it."""

    def __init__(self) -> None:
        self.ended = ""
        self.protocol: Any = None

    def abort(self) -> None:
        self.ended = "aborted"

    def close(self) -> None:
        self.ended = "closed"

    def is_closing(self) -> bool:
        return bool(self.ended)

    def get_protocol(self) -> Any:
        return self.protocol


def test_connections_that_ask_nothing_are_closed_and_others_stay() -> None:
    timers: list[tuple[Any, ...]] = []

    class Protocol:
        connections: set[Any] = set()  # noqa: RUF012 - shared, as by the server
        loop = SimpleNamespace(call_later=lambda _seconds, *call: timers.append(call))
        cycle: Any = None

        def connection_made(self, transport: Transport) -> None:
            self.connections.add(self)
            self.transport = transport
            transport.protocol = self

    def tick() -> None:
        due, timers[:] = list(timers), []
        for call, *arguments in due:
            call(*arguments)

    bound_connections(Protocol, most=3, seconds=20)
    silent, busy, becomes_socket, beyond = (Transport() for _ in range(4))
    for transport in (silent, busy, becomes_socket, beyond):
        Protocol().connection_made(transport)
    assert (beyond.ended, len(Protocol.connections)) == ("aborted", 3)
    busy.protocol.cycle = SimpleNamespace(response_complete=False)
    becomes_socket.protocol = object()
    tick()
    assert (silent.ended, busy.ended, becomes_socket.ended) == ("closed", "", "")
    busy.protocol.cycle = SimpleNamespace(response_complete=True)
    tick()
    assert busy.ended == ""
    tick()
    assert busy.ended == "closed"
    assert timers == [] or tick() is None
