"""Who is let in, on the wire: other names, pages of others, what every answer carries, slow and endless uploads."""

from __future__ import annotations

import base64
import hmac
import http.client
import json
import os
import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

import ita
from ita.paths import database_id
from tests.browser.visiting import SECRET, Dashboard

# What every answer carries, whatever its route and its status.
CARRIED = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "cache-control",
}


def port_of(dashboard: Dashboard) -> int:
    """Return the port of a dashboard."""
    return urlsplit(dashboard.url).port or 0


def ask(
    dashboard: Dashboard, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], str]:
    """Ask for a path with headers of one's own, Host among them; return status, headers and text."""
    with closing(http.client.HTTPConnection("127.0.0.1", port_of(dashboard), timeout=30)) as connection:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()


def knock(dashboard: Dashboard, **headers: str) -> tuple[int, str]:
    """Ask for a session as a browser does; return the status and the rest of the answer."""
    sent = {
        "Host": f"127.0.0.1:{port_of(dashboard)}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
        **headers,
    }
    header = "GET /_stcore/stream HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    with socket.create_connection(("127.0.0.1", port_of(dashboard)), timeout=30) as connection:
        connection.sendall(header.encode() + b"\r\n")
        answer = connection.recv(65536).decode("latin-1")
    return int(answer.split()[1]), answer


@pytest.fixture(autouse=True)
def _quiet(looked_at: Dashboard) -> Iterator[None]:
    """Let nothing be written to the log, and nothing be asked of another machine, whoever knocks."""
    yield
    assert looked_at.complaints == []


STRANGE_HOSTS = (
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1.evil.example:{port}",
    "127.0.0.1:{other}",
    "localhost:{other}",
    "localhost",
    "127.0.0.1:{port}@evil.example",
    "",
)
STRANGE_ORIGINS = (
    "http://evil.example",
    "http://evil.example:{port}",
    "http://localhost:{other}",
    "http://127.0.0.1",
    "null",
    "file://",
    "chrome-extension://abc",
)


@pytest.mark.parametrize("host", STRANGE_HOSTS)
def test_a_strange_name_gets_no_session_and_no_page(looked_at: Dashboard, host: str) -> None:
    named = host.format(port=port_of(looked_at), other=port_of(looked_at) + 1)
    status, _answer = knock(looked_at, Host=named, Origin=f"http://{named}")
    assert status in {400, 421}
    for path in ("/", "/gaps", "/health", "/_stcore/health", "/static/index.html", "/app/static/ita.css", "/media/x"):
        status, headers, text = ask(looked_at, path, Host=named)
        assert (status, CARRIED - set(headers)) == (421, set())
        assert "ที่อยู่" in text and "This address" in text and len(text) < 1000


@pytest.mark.parametrize("origin", STRANGE_ORIGINS)
def test_a_strange_page_gets_no_session_and_nothing_is_looked_up(looked_at: Dashboard, origin: str) -> None:
    named = origin.format(port=port_of(looked_at), other=port_of(looked_at) + 1)
    status, answer = knock(looked_at, Origin=named)
    assert status == 403
    assert all(f"\n{name}:" in answer for name in CARRIED)
    assert ask(looked_at, "/_stcore/upload_file/a/b", "PUT", b"x", Origin=named)[0] == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST", "localhost."])
def test_its_own_names_open_a_session(looked_at: Dashboard, name: str) -> None:
    port = port_of(looked_at)
    assert knock(looked_at, Host=f"{name}:{port}", Origin=f"http://{name}:{port}")[0] == 101
    # A page under one of its names may ask under another: Streamlit would look up this machine's address outside.
    assert knock(looked_at, Host=f"{name}:{port}", Origin=f"http://[::1]:{port}")[0] == 101
    assert ask(looked_at, "/", Host=f"{name}:{port}", Accept="text/html")[0] == 200


def test_a_page_of_another_port_or_site_may_link_here_and_read_nothing(looked_at: Dashboard) -> None:
    for site in ("cross-site", "same-site"):
        link = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
        assert ask(looked_at, "/gaps", **link)[0] == 200
        for more in ({"Sec_Fetch_Dest": "iframe"}, {"Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"}):
            assert ask(looked_at, "/app/static/ita.js", **{**link, **more})[0] == 403
        assert ask(looked_at, "/gaps", "POST", b"x", **link)[0] == 403


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "GET", 200),
        ("/measures?a=x", "HEAD", 200),
        ("/nowhere", "GET", 404),
        ("/gaps/x", "GET", 404),
        ("/health", "GET", 200),
        ("/health", "POST", 405),
        ("/_stcore/health", "GET", 200),
        ("/_stcore/host-config", "GET", 200),
        ("/_stcore/metrics", "GET", 404),
        ("/_stcore/stream", "GET", 404),
        ("/_stcore/upload_file/a/b", "PUT", 403),
        ("/_stcore/upload_file/a/b", "OPTIONS", 204),
        ("/media/0123456789abcdef0123456789abcdef.csv", "GET", 404),
        ("/component/x/y", "GET", 404),
        ("/static/none.js", "GET", 404),
        ("/static/../app.py", "GET", 400),
        ("/app/static/ita.css", "GET", 200),
        ("/app/static/none.css", "GET", 404),
        ("//evil.example/x", "GET", 400),
        ("/", "DELETE", 405),
    ],
)
def test_every_answer_carries_the_same_headers(looked_at: Dashboard, path: str, method: str, status: int) -> None:
    answered, headers, _ = ask(looked_at, path, method, b"x" if method == "PUT" else None)
    assert (answered, CARRIED - set(headers)) == (status, set())
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors" in headers["content-security-policy"]
    assert not [name for name in headers if name.startswith("access-control-")]


def test_health_tells_strangers_nothing_and_start_which_database_is_open(looked_at: Dashboard) -> None:
    port = port_of(looked_at)
    wrong = hmac.new(SECRET.encode(), str(port + 1).encode(), "sha256").hexdigest()
    for proof in ({}, {"X_ITA_Proof": ""}, {"X_ITA_Proof": SECRET}, {"X_ITA_Proof": wrong}, {"X_ITA_Proof": "é"}):
        assert json.loads(ask(looked_at, "/health", **proof)[2]) == {"status": "ok"}
    proof = hmac.new(SECRET.encode(), str(port).encode(), "sha256").hexdigest()
    said = ask(looked_at, "/health", X_ITA_Proof=proof)[2]
    assert json.loads(said) == {
        "status": "ok",
        "app": "ita-dashboard",
        "version": ita.__version__,
        "database_id": database_id(looked_at.database),
        "pid": looked_at.process.pid,
    }
    assert str(looked_at.database.parent) not in said


def test_half_a_request_and_half_an_upload_hold_nobody_up(looked_at: Dashboard) -> None:
    port = port_of(looked_at)
    slow = b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 9000000\r\n\r\nx" % port
    held = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(60)]
    try:
        for number, connection in enumerate(held):
            connection.sendall(slow if number % 2 else b"GET / HTTP/1.1\r\nHos")
        # It answers while all of them are still held.
        assert ask(looked_at, "/health")[0] == 200
    finally:
        for connection in held:
            connection.close()


def test_an_upload_that_says_it_is_too_large_is_refused_before_it_is_sent(looked_at: Dashboard) -> None:
    with socket.create_connection(("127.0.0.1", port_of(looked_at)), timeout=30) as connection:
        header = "PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: 99999999999\r\n\r\n"
        connection.sendall(header.format(port_of(looked_at)).encode())
        answer = ""
        while "</html>" not in answer:
            answer += connection.recv(65536).decode()
    assert answer.startswith("HTTP/1.1 413 ") and "20 MB" in answer
