"""start.py, start.cmd and .ci/run: from a bare machine to a running dashboard, without a network."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import hmac
import http.client
import http.server
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
CATALOGUE = Path("locale") / "th" / "LC_MESSAGES" / "ita.po"
OURS, OTHERS = "a" * 64, "b" * 64

# Stands in for Streamlit: answers /health as the dashboard does, strangers too, and ends cleanly when asked to.
FAKE_STREAMLIT = """
import hashlib, hmac, http.server, json, os, signal, sys
if os.environ.get("APP_ENDS") == "by itself":
    sys.exit("the database is held by process 4711")
if os.environ.get("APP_ENDS") == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
port = next(int(a.split("=")[1]) for a in sys.argv if a.startswith("--server.port="))
database = os.environ["ITA_DATABASE"]
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        identity = hashlib.sha256(database.encode()).hexdigest()
        said = {"status": "ok", "app": "ita-dashboard", "database_id": identity, "argv": sys.argv,
                "cwd": os.getcwd(), "database": database, "utf8": sys.flags.utf8_mode, "hosts": os.environ["ITA_HOSTS"]}
        proof = hmac.new(os.environ["ITA_START_SECRET"].encode(), str(port).encode(), "sha256").hexdigest()
        body = json.dumps(said if self.headers["X-ITA-Proof"] == proof else {"status": "ok"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args):
        pass
def end(*args):
    print("app: closed its database", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
http.server.ThreadingHTTPServer(("127.0.0.1", port), Health).serve_forever()
"""

FAKE_ITA = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "cwd": os.getcwd(), "utf8": sys.flags.utf8_mode}))
sys.exit(3)
"""


def copy_start(folder: Path) -> Path:
    """Put start.py and the catalogue that it has its Thai from into a folder."""
    (folder / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / CATALOGUE, folder / CATALOGUE)
    return Path(shutil.copy(REPOSITORY / "start.py", folder))


def load(folder: Path) -> ModuleType:
    """Import a copy of start.py that believes `folder` to be the project."""
    copy = copy_start(folder)
    spec = importlib.util.spec_from_file_location("start", copy)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def script(path: Path, text: str) -> Path:
    """Write an executable shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    path.chmod(0o755)
    return path


def environment(**extra: str) -> dict[str, str]:
    """Return an environment in which pip has no network and no browser opens."""
    return {**os.environ, "PIP_NO_INDEX": "1", "CI": "true", "COLUMNS": "200", **extra}


def run_start(folder: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(folder / "start.py"), *arguments]
    env = environment(**extra)
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False)


def free_ports(count: int) -> int:
    """Return the first of `count` neighbouring ports that nobody uses."""
    for first in range(21000 + os.getpid() % 5000, 30000, count):
        with contextlib.ExitStack() as probes, contextlib.suppress(OSError):
            for port in range(first, first + count):
                probes.enter_context(socket.socket()).bind(("127.0.0.1", port))
            return first
    raise AssertionError("no free ports")


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return start.py over an empty project whose requirements are one comment."""
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    (tmp_path / "requirements-dev.txt").write_text("# nothing for development\n")
    monkeypatch.delenv("ITA_DATABASE", raising=False)
    module = load(tmp_path)
    monkeypatch.setattr(module, "HEALTH_TIMEOUT", 0.3)
    monkeypatch.setattr(module, "PORTS_TRIED", 4)
    return module


# --- Any Python, any console ---


@pytest.mark.parametrize("version", [(3, 6), (3, 11), (3, 13)])
def test_the_file_parses_on_old_pythons(version: tuple[int, int]) -> None:
    ast.parse((REPOSITORY / "start.py").read_text(encoding="utf-8"), feature_version=version)


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 14, 0)])
def test_a_python_that_does_not_fit_is_named_in_two_languages(
    start: ModuleType,
    version: tuple[int, int, int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as end:
        start.require_python([])
    message = capsys.readouterr().err
    assert end.value.code == 1
    assert f"3.{version[1]} โปรดติดตั้ง Python 3.13" in message
    assert message.index("โปรดติดตั้ง") < message.index("Install Python 3.13")


def test_a_fitting_python_on_path_takes_over_and_stand_ins_are_passed_by(tmp_path: Path) -> None:
    copy_start(tmp_path)
    script(tmp_path / "bin" / "python3.13", "exit 0\n")
    script(tmp_path / "bin" / "python3.12", 'if [ "$1" = -c ]; then echo 12; else echo "$@"; fi\n')
    pretend = "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv = sys.argv[1:]; "
    pretend += "runpy.run_path(sys.argv[0], run_name='__main__')"
    command = [sys.executable, "-c", pretend, str(tmp_path / "start.py"), "test", "-k", "x y"]
    env = {"PATH": str(tmp_path / "bin")}
    ran = subprocess.run(command, env=env, capture_output=True, text=True, timeout=30, check=False)
    assert (ran.returncode, ran.stdout) == (0, f"{tmp_path / 'start.py'} test -k x y\n"), ran.stderr


def test_the_catalogue_is_read_as_babel_reads_it(tmp_path: Path) -> None:
    module = load(tmp_path)
    with (REPOSITORY / CATALOGUE).open("rb") as file:
        assert module.read_catalogue(REPOSITORY / CATALOGUE) == {m.id: m.string for m in read_po(file) if m.id}
    odd = tmp_path / "odd.po"
    odd.write_text('msgid ""\n"a \\"b\\" "\n"\\\\c\\n"\nmsgstr "ก"\n"ข"\n', encoding="utf-8")
    assert module.read_catalogue(odd) == {'a "b" \\c\n': "กข"}


def test_without_the_catalogue_it_speaks_english_once(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "start.py", tmp_path)
    ran = run_start(tmp_path, "--nonsense")
    assert ran.returncode == 2 and ran.stderr.count("Wrong usage") == 1


def test_help_is_thai_then_english_whatever_the_console() -> None:
    ran = run_start(REPOSITORY, "--help", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.index("วิธีใช้") < ran.stdout.index("Usage")


@pytest.mark.parametrize("arguments", [["nonsense"], ["--port", "0"], ["--port", "x"], ["--unknown"], ["--db"]])
def test_wrong_usage_ends_with_2_and_speaks_on_stderr_only(arguments: list[str]) -> None:
    ran = run_start(REPOSITORY, *arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "คำสั่งไม่ถูกต้อง" in ran.stderr and "Wrong usage" in ran.stderr and "--no-browser" in ran.stderr


def test_a_missing_file_is_a_message_and_no_traceback(tmp_path: Path) -> None:
    copy_start(tmp_path)
    ran = run_start(tmp_path)
    assert ran.returncode == 1
    assert "requirements.txt" in ran.stderr and "ทำงานต่อไม่ได้" in ran.stderr and "Traceback" not in ran.stderr


# --- Set-up ---


class Builder:
    """Takes the place of venv and pip: notes what is asked for, and can be told to break off."""

    def __init__(self, start: ModuleType) -> None:
        self.start = start
        self.steps: list[str] = []
        self.breaks_at = ""

    def __call__(self, command: list[str], _lock: int) -> None:
        step = command[2]
        self.steps.append(step)
        assert not self.start.STAMP.exists(), "a stamp during the work would survive an interruption"
        if step == self.breaks_at:
            raise SystemExit(130)
        if step == "venv":
            assert "--clear" in command, "remains of an interrupted set-up would be kept"
            self.start.VENV_BIN.mkdir(parents=True, exist_ok=True)
            self.start.VENV_PYTHON.touch()

    def steps_since(self) -> list[str]:
        steps, self.steps = self.steps, []
        return steps


@pytest.fixture
def builder(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Builder:
    builder = Builder(start)
    monkeypatch.setattr(start, "build", builder)
    return builder


def test_set_up_happens_once_and_again_for_what_changed(start: ModuleType, builder: Builder) -> None:
    start.prepare(start.RUN_PACKAGES)
    assert builder.steps_since() == ["venv", "pip"]
    start.prepare(start.RUN_PACKAGES)
    assert builder.steps_since() == []
    start.prepare(start.TEST_PACKAGES)
    assert builder.steps_since() == ["pip"]
    start.prepare(start.RUN_PACKAGES)
    assert builder.steps_since() == []
    (start.ROOT / "requirements-dev.txt").write_text("# another\n")
    start.prepare(start.RUN_PACKAGES)
    assert builder.steps_since() == []
    (start.ROOT / "requirements.txt").write_text("# another\n")
    start.prepare(start.RUN_PACKAGES)
    assert builder.steps_since() == ["pip"]


def test_another_python_builds_anew(start: ModuleType, builder: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    start.prepare(start.RUN_PACKAGES)
    monkeypatch.setattr(sys, "base_prefix", "/opt/another")
    builder.steps_since()
    start.prepare(start.RUN_PACKAGES)
    assert builder.steps_since() == ["venv", "pip"]


@pytest.mark.parametrize("breaks_at", ["venv", "pip"])
def test_an_interrupted_set_up_is_built_anew_by_the_next_start(
    start: ModuleType, builder: Builder, breaks_at: str
) -> None:
    builder.breaks_at = breaks_at
    with pytest.raises(SystemExit):
        start.prepare(start.RUN_PACKAGES)
    builder.steps_since()
    builder.breaks_at = ""
    start.prepare(start.RUN_PACKAGES)
    assert builder.steps_since() == ["venv", "pip"]
    assert start.is_ready(start.RUN_PACKAGES)


def test_an_interrupted_update_is_built_anew_by_the_next_start(start: ModuleType, builder: Builder) -> None:
    start.prepare(start.RUN_PACKAGES)
    (start.ROOT / "requirements.txt").write_text("# another\n")
    builder.breaks_at = "pip"
    with pytest.raises(SystemExit):
        start.prepare(start.RUN_PACKAGES)
    assert builder.steps_since() == ["venv", "pip", "pip"]
    builder.breaks_at = ""
    start.prepare(start.RUN_PACKAGES)
    assert builder.steps_since() == ["venv", "pip"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "\x00"])
def test_a_damaged_stamp_counts_for_nothing(start: ModuleType, builder: Builder, text: str) -> None:
    start.prepare(start.RUN_PACKAGES)
    start.STAMP.write_text(text)
    assert not start.is_ready(start.RUN_PACKAGES)


def test_an_environment_without_its_python_counts_for_nothing(start: ModuleType, builder: Builder) -> None:
    start.prepare(start.RUN_PACKAGES)
    start.VENV_PYTHON.unlink()
    assert not start.is_ready(start.RUN_PACKAGES)


def test_two_starts_wait_for_each_other(
    start: ModuleType, builder: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    with start.one_at_a_time():
        second = threading.Thread(target=start.prepare, args=(start.RUN_PACKAGES,))
        second.start()
        second.join(0.3)
        assert second.is_alive() and builder.steps == []
    second.join(10)
    assert builder.steps == ["venv", "pip"]
    assert "หน้าต่างอื่น" in capsys.readouterr().err


@pytest.mark.parametrize("lacking", ["ensurepip", "venv"])
def test_a_bare_debian_is_told_the_command_that_helps(tmp_path: Path, lacking: str) -> None:
    copy_start(tmp_path)
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{lacking!r}] = None\n")
    ran = run_start(tmp_path, PYTHONPATH=str(tmp_path))
    assert ran.returncode == 1
    assert "โปรดติดตั้งด้วยคำสั่งต่อไปนี้" in ran.stderr and "sudo apt install python3-venv" in ran.stderr
    assert "Traceback" not in ran.stderr and not (tmp_path / ".venv").exists()


def test_a_failed_step_shows_its_last_lines_and_what_to_check(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    work = "import sys; [print('line', n) for n in range(99)]; sys.exit('no route to anywhere')"
    with start.one_at_a_time() as lock, pytest.raises(SystemExit) as end:
        start.build([sys.executable, "-c", work], lock)
    message = capsys.readouterr().err
    assert end.value.code == 1
    assert "no route to anywhere" in message and "line 98" in message and "line 50" not in message
    assert message.index("ติดตั้งไม่สำเร็จ") < message.index("The set-up failed")


# --- Which database, which port ---


def test_the_database_is_the_option_then_the_variable_then_the_usual_place(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert start.database_path(None) == tmp_path / "data" / "ita.duckdb"
    monkeypatch.setenv("ITA_DATABASE", "")
    assert start.database_path(None) == tmp_path / "data" / "ita.duckdb"
    monkeypatch.setenv("ITA_DATABASE", "เมือง.duckdb")
    assert start.database_path(None) == tmp_path / "เมือง.duckdb"
    assert start.database_path("x/../option.duckdb") == tmp_path / "option.duckdb"


def test_the_database_is_known_by_the_digest_of_its_path(start: ModuleType) -> None:
    path = Path("/srv/เมือง.duckdb")
    assert start.database_id(path) == hashlib.sha256("/srv/เมือง.duckdb".encode()).hexdigest()


Serve = Callable[..., None]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return a function that starts an HTTP server answering every request in one way."""
    with contextlib.ExitStack() as servers:

        def start_server(port: int, body: object, status: int = 200, location: str = "") -> None:
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self) -> None:
                    self.send_response(status)
                    if location:
                        self.send_header("Location", location)
                    self.end_headers()
                    self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

                def log_message(self, *_arguments: object) -> None:
                    """Keep quiet."""

            server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
            servers.callback(server.server_close)
            servers.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()

        yield start_server


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Return a port whose server accepts connections and never answers; the next three are free."""
    port = free_ports(4)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", port))
        listener.listen()
        yield port


def dashboard(identity: str) -> dict[str, str]:
    return {"status": "ok", "app": "ita-dashboard", "database_id": identity}


def test_a_free_port_is_used_without_a_word(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    port = free_ports(4)
    assert start.choose_port(port, OURS) == (port, False)
    assert capsys.readouterr() == ("", "")


def test_our_own_dashboard_is_recognised(start: ModuleType, serve: Serve) -> None:
    port = free_ports(4)
    serve(port, dashboard(OURS))
    assert start.choose_port(port, OURS) == (port, True)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(dashboard(OTHERS), 200, id="dashboard of another database"),
        pytest.param({**dashboard(OURS), "app": "other"}, 200, id="another app"),
        pytest.param(dashboard(OURS), 404, id="not found"),
        pytest.param(dashboard(OURS), 503, id="failing"),
        pytest.param(b"<html>", 200, id="no JSON"),
        pytest.param(b"\xff\xfe\x00", 200, id="no text"),
        pytest.param(["ita-dashboard"], 200, id="no object"),
    ],
)
def test_a_strangers_port_is_named_and_passed_by(
    start: ModuleType, serve: Serve, capsys: pytest.CaptureFixture[str], body: object, status: int
) -> None:
    port = free_ports(4)
    serve(port, body, status)
    assert start.choose_port(port, OURS) == (port + 1, False)
    message = capsys.readouterr().err
    assert f"พอร์ต {port} ไม่ว่าง" in message and f"Port {port} is taken." in message
    assert f"ใช้พอร์ต {port + 1} แทน" in message and f"Using port {port + 1} instead." in message


def test_a_server_that_never_answers_is_passed_by(start: ModuleType, silent_port: int) -> None:
    assert start.choose_port(silent_port, OURS) == (silent_port + 1, False)


def test_a_redirect_is_not_followed(start: ModuleType, serve: Serve) -> None:
    port = free_ports(4)
    serve(port + 1, dashboard(OURS))
    serve(port, b"", 302, f"http://127.0.0.1:{port + 1}/health")
    assert start.ask_health(port) == {}


def test_a_proxy_is_not_asked(start: ModuleType, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_ports(4)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    serve(port, dashboard(OURS))
    assert start.ask_health(port) == dashboard(OURS)


def test_our_own_dashboard_is_found_beyond_a_strangers_port(start: ModuleType, serve: Serve) -> None:
    port = free_ports(4)
    serve(port, b"", 404)
    serve(port + 1, dashboard(OURS))
    assert start.choose_port(port, OURS) == (port + 1, True)


def test_our_own_dashboard_is_found_beyond_a_port_that_has_become_free(
    start: ModuleType, serve: Serve, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_ports(4)
    serve(port + 1, b"", 404)
    serve(port + 2, dashboard(OURS))
    assert start.choose_port(port, OURS) == (port + 2, True)
    assert capsys.readouterr().err == ""


def test_our_own_dashboard_is_found_at_the_port_that_another_start_chose(start: ModuleType, serve: Serve) -> None:
    port = free_ports(4)
    start.VENV.mkdir(exist_ok=True)
    start.remember(OURS, port, "")
    serve(port, dashboard(OURS))
    elsewhere = free_ports(4)
    assert start.choose_port(elsewhere, OURS) == (port, True)
    assert start.choose_port(elsewhere, OTHERS) == (elsewhere, False)


def test_the_next_start_shows_that_it_knows_the_secret_and_nobody_else_may_read_it(start: ModuleType) -> None:
    port = free_ports(4)
    shown: list[str | None] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.append(self.headers["X-ITA-Proof"])
            knows = shown[-1] == hmac.new(b"s3cret", str(port).encode(), "sha256").hexdigest()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(dashboard(OURS) if knows else {"status": "ok"}).encode())

        def log_message(self, *_arguments: object) -> None:
            """Keep quiet."""

    start.VENV.mkdir(exist_ok=True)
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            assert start.choose_port(port, OURS) == (port + 1, False)
            start.note_of(OURS).write_text("8501")
            start.remember(OURS, port, "s3cret")
            assert start.choose_port(free_ports(4), OURS) == (port, True)
            # A dashboard that answers again at the first port, while the note names another, is asked in the same way.
            start.remember(OURS, port + 3, "s3cret")
            assert start.choose_port(port, OURS) == (port, True)
        finally:
            server.shutdown()
    assert shown[0] is None and "s3cret" not in shown
    assert sys.platform == "win32" or start.note_of(OURS).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "note", ["{free}", "{free} secret", "0", "0 secret", " secret", "x", "", "99999999999", "8501\n8502", "\xff"]
)
def test_a_note_of_a_dashboard_that_has_ended_counts_for_nothing(start: ModuleType, note: str) -> None:
    port = free_ports(4)
    start.VENV.mkdir(exist_ok=True)
    start.note_of(OURS).write_text(note.format(free=port + 1), encoding="utf-8")
    assert start.choose_port(port, OURS) == (port, False)


def test_no_free_port_is_a_message(
    start: ModuleType, serve: Serve, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "PORTS_TRIED", 2)
    port = free_ports(2)
    serve(port, b"", 404)
    serve(port + 1, dashboard(OTHERS))
    with pytest.raises(SystemExit) as end:
        start.choose_port(port, OURS)
    assert end.value.code == 1
    assert f"No port is free from {port} to {port + 1}" in capsys.readouterr().err


def test_the_last_port_of_all_ends_the_search(start: ModuleType) -> None:
    with contextlib.suppress(SystemExit):
        assert start.choose_port(65535, OURS) == (65535, False)


# --- The browser ---


@pytest.fixture
def opened(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Return the environments in which a browser was opened, on a Linux desktop."""
    calls: list[dict[str, str]] = []
    monkeypatch.setattr(start.subprocess, "Popen", lambda _command, *, env, **_rest: calls.append(env))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    return calls


def test_the_browser_opens_on_a_desktop_and_never_in_the_terminal(
    start: ModuleType, opened: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("BROWSER", "/usr/bin/lynx")
    start.open_browser("http://127.0.0.1:1")
    monkeypatch.setenv("BROWSER", "/usr/bin/firefox")
    start.open_browser("http://127.0.0.1:1")
    assert [("TERM" in env, env.get("BROWSER")) for env in opened] == [(False, None), (False, "/usr/bin/firefox")]


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("DISPLAY", "")])
def test_no_browser_opens_without_a_desktop_or_in_ci(
    start: ModuleType, opened: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    start.open_browser("http://127.0.0.1:1")
    assert opened == []


def test_the_browser_is_given_the_address(start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    note = tmp_path / "opened"
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("BROWSER", str(script(tmp_path / "browser", f'echo "$1" > {note}.new; mv {note}.new {note}\n')))
    start.open_browser("http://127.0.0.1:1")
    deadline = time.monotonic() + 10
    while not note.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert note.read_text() == "http://127.0.0.1:1\n"


# --- The checks ---


@pytest.fixture
def checks(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the project programs that note how they were called; those named in FAILING fail. Return the notes."""
    notes: Path = start.ROOT / "calls"
    fail = 'case " $FAILING " in *" $1 "*) exit 1;; esac\n'
    script(start.VENV_PYTHON, f'shift\necho "$@" >> {notes}\n' + fail)
    script(start.VENV_BIN / "lint-imports", f"set lint-imports\necho $1 >> {notes}\n" + fail)
    monkeypatch.setattr(start, "prepare", lambda _packages: None)
    return notes


# One more than there are cores.
WORKERS = (os.cpu_count() or 1) + 1
ALL_CHECKS = [
    "ruff check .",
    "ruff format --check .",
    "mypy",
    "lint-imports",
    f"pytest --numprocesses={WORKERS} --dist=worksteal",
]


def test_all_checks_run_in_order(start: ModuleType, checks: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert start.run_checks([]) == 0
    assert checks.read_text().splitlines() == ALL_CHECKS
    assert "All checks passed." in capfd.readouterr().out


def test_checks_go_on_after_a_failure_and_name_it_at_the_end(
    start: ModuleType, checks: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAILING", "mypy lint-imports")
    assert start.run_checks([]) == 1
    assert checks.read_text().splitlines() == ALL_CHECKS
    assert capfd.readouterr().out.endswith("Failed: mypy, lint-imports\n")


@pytest.mark.parametrize(
    ("arguments", "called"),
    [(["-k", "port"], "pytest -k port\n"), (["--fast"], f"pytest --fast --numprocesses={WORKERS} --dist=worksteal\n")],
)
def test_arguments_leave_only_pytest(start: ModuleType, checks: Path, arguments: list[str], called: str) -> None:
    assert start.run_checks(arguments) == 0
    assert checks.read_text() == called


def test_the_benchmark_is_given_its_arguments_and_its_exit_code_comes_back(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = start.ROOT / "calls"
    script(start.VENV_PYTHON, f'echo "$PWD $PYTHONUTF8 $@" > {notes}\nexit ${{CODE:-0}}\n')
    wanted: list[tuple[str, ...]] = []
    monkeypatch.setattr(start, "prepare", wanted.append)
    assert start.main(["bench", "--runs", "2", "--write"]) == 0
    assert notes.read_text() == f"{start.ROOT} 1 tests/bench/run.py --runs 2 --write\n"
    assert wanted == [start.TEST_PACKAGES]
    monkeypatch.setenv("CODE", "3")
    assert start.main(["bench"]) == 3


def test_a_benchmark_that_a_signal_ended_tells_it_as_a_shell_does(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(start.VENV_PYTHON, "kill -TERM $$\n")
    monkeypatch.setattr(start, "prepare", lambda _packages: None)
    assert start.main(["bench"]) == 143


# --- The whole way, with a real environment ---


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project whose only package, in a wheel beside it, stands in for Streamlit; set up by its first test."""
    folder = tmp_path_factory.mktemp("project โครงการ")
    copy_start(folder)
    wheel = "streamlit-1.0-py3-none-any.whl"
    about = "streamlit-1.0.dist-info/"
    with zipfile.ZipFile(folder / wheel, "w") as archive:
        archive.writestr("streamlit/__init__.py", "")
        archive.writestr("streamlit/__main__.py", FAKE_STREAMLIT)
        archive.writestr(about + "METADATA", "Metadata-Version: 2.1\nName: streamlit\nVersion: 1.0\n")
        archive.writestr(about + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(about + "RECORD", "")
    (folder / "requirements.txt").write_text(f"./{wheel}\n")
    (folder / "ita").mkdir()
    (folder / "ita" / "__init__.py").touch()
    (folder / "ita" / "__main__.py").write_text(FAKE_ITA)
    (folder / "elsewhere" / "ita").mkdir(parents=True)
    (folder / "elsewhere" / "ita" / "__init__.py").touch()
    (folder / "elsewhere" / "ita" / "__main__.py").write_text("raise SystemExit('the wrong ita')")
    first = run_start(folder, "ita")
    assert first.returncode == 3, first.stderr
    assert "[1/2]" in first.stderr and "[2/2]" in first.stderr and "Set-up is complete." in first.stderr
    assert json.loads(first.stdout)["arguments"] == []
    return folder


@contextlib.contextmanager
def running(project: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the dashboard, and yield its process and the address that it printed."""
    command = [sys.executable, str(project / "start.py"), *arguments]
    with subprocess.Popen(
        command,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            line = next((line for line in process.stdout if "is ready at" in line), "")
            yield process, line.split("ready at")[1].split()[0]
        finally:
            process.terminate()


def test_the_command_line_keeps_folder_arguments_exit_code_and_clean_output(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "elsewhere")
    ran = run_start(project, "ita", "import", "ไฟล์ 1.txt", "--json")
    assert (ran.returncode, ran.stderr) == (3, "")
    assert json.loads(ran.stdout) == {
        "arguments": ["import", "ไฟล์ 1.txt", "--json"],
        "cwd": str(project / "elsewhere"),
        "utf8": 1,
    }


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_dashboard_runs_until_it_is_stopped(project: Path, sent: signal.Signals, code: int) -> None:
    port = free_ports(4)
    names = ("--host", "ita.example.go.th", "--host", "town:8080")
    with running(project, "--port", str(port), "--db", str(project / "x.duckdb"), *names) as (process, url):
        assert url == f"http://127.0.0.1:{port}"
        module = load(project)
        assert module.ask_health(port) == {}, "strangers are told no more than that it is well"
        health = module.ask_health(port, module.remembered(module.database_id(project / "x.duckdb"))[1])
        os.killpg(process.pid, sent)  # as a terminal sends Ctrl-C: to all that run in it
        rest = process.communicate(timeout=20)[0]
    assert health["argv"][1:] == [
        "run",
        "app.py",
        f"--server.port={port}",
        "--server.address=127.0.0.1",
        "--server.headless=true",
    ]
    assert (health["cwd"], health["database"], health["utf8"]) == (str(project), str(project / "x.duckdb"), 1)
    assert health["hosts"] == "ita.example.go.th,town:8080"
    assert process.returncode == code
    assert "app: closed its database" in rest and "Traceback" not in rest
    assert load(project).is_free(port)


def test_a_second_dashboard_of_the_same_database_is_not_started(project: Path) -> None:
    port = free_ports(4)
    with running(project, "--port", str(port)) as (_process, url):
        again = run_start(project, "--port", str(port))
        assert again.returncode == 0
        assert f"เปิดอยู่แล้วที่  {url}" in again.stdout and f"already running at  {url}" in again.stdout
        with running(project, "--port", str(port), "--db", "other.duckdb") as (_other, other_url):
            assert other_url == f"http://127.0.0.1:{port + 1}"


def test_an_app_that_ends_before_it_is_ready_passes_on_its_code_and_words(project: Path) -> None:
    ran = run_start(project, "--port", str(free_ports(4)), APP_ENDS="by itself")
    assert ran.returncode == 1
    assert "held by process 4711" in ran.stderr and "ready" not in ran.stdout
    assert run_start(project, "--port", str(free_ports(4)), APP_ENDS="killed").returncode == 137


def test_a_start_killed_while_pip_works_leaves_no_stamp(project: Path, silent_port: int) -> None:
    shutil.copytree(project, project.parent / "killed", symlinks=True)
    folder = project.parent / "killed"
    (folder / "requirements.txt").write_text("not-there==1\n")
    env = environment(PIP_INDEX_URL=f"http://127.0.0.1:{silent_port}/", PIP_RETRIES="0", PIP_DEFAULT_TIMEOUT="3")
    del env["PIP_NO_INDEX"]
    start = load(folder)
    with subprocess.Popen([sys.executable, "start.py"], cwd=folder, env=env, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 20
        while start.STAMP.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
    assert start.read_stamp() == {}


# --- The files beside it ---


def test_the_windows_starter_tries_every_python_and_has_the_line_ends_that_cmd_needs() -> None:
    content = (REPOSITORY / "start.cmd").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 0
    order = [content.index(word) for word in (b"chcp 65001", b"py -3.13", b"py -3.12", b"py -3.11", b"PY=python")]
    assert order == sorted(order)
    assert b'"%~dp0start.py" %*' in content


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return a folder of programs, the only ones .ci/run finds; each notes its call in `calls` and succeeds."""
    programs = tmp_path / "programs"
    note = f'echo "${{0##*/}} $*" >> {tmp_path / "calls"}\n'
    for name in ("python3", "chromium", "apt-get"):
        script(programs / name, note)
    script(programs / "sudo", 'exec "$@"\n')
    for name in ("bash", "env", "dirname"):
        (programs / name).symlink_to(str(shutil.which(name)))
    (tmp_path / ".ci").mkdir()
    shutil.copy(REPOSITORY / ".ci" / "run", tmp_path / ".ci" / "run")
    return programs


def ci_calls(machine: Path) -> list[str]:
    subprocess.run(["bash", str(machine.parent / ".ci" / "run")], env={"PATH": str(machine)}, check=True, timeout=30)
    return (machine.parent / "calls").read_text().splitlines()[1:]


def test_ci_only_runs_the_checks_on_a_machine_that_lacks_nothing(machine: Path) -> None:
    assert ci_calls(machine) == ["python3 start.py test"]


def test_ci_installs_what_a_bare_machine_lacks(machine: Path) -> None:
    (machine / "chromium").unlink()
    python = machine / "python3"
    script(python, python.read_text().removeprefix("#!/bin/sh\n") + '[ "$1" != -c ]\n')
    assert ci_calls(machine) == [
        "apt-get update",
        "apt-get install -y --no-install-recommends chromium python3-venv",
        "python3 start.py test",
    ]
