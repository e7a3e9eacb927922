#!/usr/bin/env python3
"""Set up the ITA dashboard and start it, test it, or pass on to its command line.

Standard library only. The whole file has to parse on Python 3.6, so that a Python which is too old ends in a
message and not in a syntax error; therefore newer annotations stand in quotes.
"""

import argparse
import collections
import contextlib
import errno
import functools
import hashlib
import hmac
import http.client
import importlib.util
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

MINORS = (13, 12, 11)  # the Pythons 3.x that the pinned packages support, best first
ROOT = Path(__file__).resolve().parent
WINDOWS = sys.platform == "win32"
VENV = ROOT / ".venv"
VENV_BIN = VENV / ("Scripts" if WINDOWS else "bin")
VENV_PYTHON = VENV_BIN / ("python.exe" if WINDOWS else "python")
CATALOGUE = ROOT / "locale" / "th" / "LC_MESSAGES" / "ita.po"
STAMP = VENV / "ita-setup.json"
RUN_PACKAGES = ("requirements.txt",)
TEST_PACKAGES = ("requirements.txt", "requirements-dev.txt")

APP_NAME = "ita-dashboard"
HOST = "127.0.0.1"
FIRST_PORT = 8501
PORTS_TRIED = 20
HEALTH_TIMEOUT = 1.0
TEXT_BROWSERS = ("www-browser", "links", "links2", "elinks", "lynx", "w3m")


# --- What the person at the terminal sees ---


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Mark a text for the catalogue."""
    return text


# Written before each line of the usage; what it does comes from the catalogue.
COMMANDS = (
    ("python3 start.py [--...]", N_("open the dashboard; the first time, install what it needs")),
    ("python3 start.py test [...]", N_("run every check, or only the tests named (passed on to pytest)")),
    ("python3 start.py test --fast", N_("only the fast tests (within a minute, without a browser)")),
    ("python3 start.py bench [...]", N_("measure the dashboard beside other programs (see: start.py bench --help)")),
    ("python3 start.py ita ...", N_("import, check, save, back up (see: start.py ita --help)")),
)
OPTIONS = (
    ("--port N", N_("the first port to try (8501 if not given)")),
    ("--db FILE", N_("the database file (if not given: the variable ITA_DATABASE, else data/ita.duckdb)")),
    ("--host NAME", N_("another name that the dashboard is opened under, such as a proxy's; may be repeated")),
    ("", N_("(or the variable ITA_HOSTS, names separated by commas)")),
    ("", N_("(the variable ITA_ADDRESS: the address that links and QR codes on papers lead to)")),
    ("--no-browser", N_("do not open a browser")),
)
ENTRY = re.compile(r'^msgid ((?:"(?:[^"\\\n]|\\.)*"\s+)+)msgstr ((?:"(?:[^"\\\n]|\\.)*"\s*)+)', re.MULTILINE)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def read_catalogue(path: Path) -> "dict[str, str]":
    """Return the Thai of each message id of a PO file; empty where there is no such file.

    Read here, and not by Babel, because nothing is installed yet when the first of these texts is needed.
    """
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}

    def joined(strings: str) -> str:
        return "".join(json.loads(each) for each in STRING.findall(strings))

    found = {joined(text): joined(thai) for text, thai in ENTRY.findall(source)}
    return {text: thai for text, thai in found.items() if text}


@functools.lru_cache(maxsize=None)
def catalogue() -> "dict[str, str]":
    """Return the catalogue that the whole program has its Thai from."""
    return read_catalogue(CATALOGUE)


def both(text: str, **fields: object) -> str:
    """Return a message id in Thai and English, a line each; in English alone where the catalogue lacks it."""
    said = [catalogue().get(text, text), text]
    return "\n".join(dict.fromkeys(each.format(**fields) for each in said))


def usage() -> str:
    """Return how this program is used, in Thai and then in English."""

    def part(translate: "Callable[[str], str]") -> str:
        rows = [translate(N_("Usage:")), *("  %-29s %s" % (name, translate(text)) for name, text in COMMANDS)]
        rows += [translate(N_("Options:")), *("  %-14s %s" % (name, translate(text)) for name, text in OPTIONS)]
        rows.append(translate(N_("On Windows use start.cmd, or py start.py in place of python3 start.py")))
        return "\n".join(rows)

    said = [part(lambda text: catalogue().get(text, text)), part(lambda text: text)]
    return "\n\n".join(dict.fromkeys(said))


def use_utf8_output() -> None:
    """Make Thai printable on every console, also on Windows code pages and in old locales."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
        elif stream is not None:  # Python 3.6 cannot switch an open stream
            setattr(sys, name, open(stream.fileno(), "w", encoding="utf-8", closefd=False))


def say(text: str, **fields: object) -> None:
    """Show progress; on stderr, because stdout belongs to what a command prints."""
    print(both(text, **fields), file=sys.stderr, flush=True)


def fail(text: str, code: int = 1, **fields: object) -> NoReturn:
    """Say what is wrong and how to put it right, and end."""
    print("\n" + both(text, **fields), file=sys.stderr, flush=True)
    raise SystemExit(code)


def end_on_signals() -> None:
    """Turn Ctrl-C, termination and a closed terminal into a quiet SystemExit with the usual code."""

    def end(number: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    # Someone who starts us under nohup wants us to outlive the terminal.
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, end)


def stop(child: "subprocess.Popen[bytes]", grace: float = 0.0) -> None:
    """End a child: let it finish by itself for `grace` seconds, then ask, at last force it."""
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(grace)
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(15)
    finally:  # also when a second Ctrl-C finds the waiting too long
        child.kill()
        child.wait()


# --- A Python that fits ---


def find_python() -> "list[str]":
    """Return the command of a supported Python on PATH, best first; empty when there is none."""
    for minor in MINORS:
        for command in ([["py", f"-3.{minor}"]] if WINDOWS else []) + [[f"python3.{minor}"]]:
            found = [shutil.which(command[0]) or command[0], *command[1:]]
            # Asked, not trusted by its name: version managers leave stand-ins that start no Python.
            question = [*found, "-c", "import sys; print(sys.version_info[1])"]
            with contextlib.suppress(OSError, subprocess.SubprocessError):
                answer = subprocess.check_output(question, stderr=subprocess.DEVNULL, timeout=20)
                if answer.decode("ascii", "replace").strip() == str(minor):
                    return found
    return []


def require_python(arguments: "list[str]") -> None:
    """Go on under a supported Python: this one, else one from PATH, else a message and exit 1."""
    major, minor = sys.version_info[:2]
    if major == 3 and minor in MINORS:
        return
    found = find_python()
    if found:
        run_instead([*found, str(ROOT / "start.py"), *arguments], dict(os.environ))
    text = N_("Python 3.11, 3.12 or 3.13 is needed, but this is Python {version}. Install Python 3.13 and start again.")
    fail(text, version="%s.%s" % (major, minor))


def run_instead(command: "list[str]", env: "dict[str, str]") -> NoReturn:
    """Become `command`; where an exec would detach it from its console (Windows), wait for it."""
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(command[0], command, env)
    child = subprocess.Popen(command, env=env)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the child, which decides
    raise SystemExit(child.wait())


def child_env(**extra: str) -> "dict[str, str]":
    """Return the environment for programs in .venv: UTF-8, and no packages from elsewhere."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH", "PIP_USER")}
    return {**env, "PYTHONUTF8": "1", **extra}


# --- Set-up ---


def wanted_stamp(packages: "tuple[str, ...]") -> "dict[str, str]":
    """Return what the stamp must hold: this Python, and the digest of each requirements file."""
    stamp = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in packages}
    return {**stamp, "python": f"{sys.implementation.cache_tag} {sys.base_prefix}"}


def read_stamp() -> "dict[str, str]":
    """Return the stamp of the last complete set-up; empty when there is none to be trusted."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and VENV_PYTHON.exists() else {}


def is_ready(packages: "tuple[str, ...]") -> bool:
    """Say whether .venv holds what the requirements files name now."""
    return wanted_stamp(packages).items() <= read_stamp().items()


def try_lock(handle: int) -> bool:
    """Take the lock if it is free; on a file system that knows no locks, go on without."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 1 << 30, os.SEEK_SET)  # beyond the end, so that reading stays free
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN)
    return True


@contextlib.contextmanager
def one_at_a_time() -> "Iterator[int]":
    """Let no two starts of this folder set up or choose a port at once; yield the lock's handle.

    start.py itself is the lock file: it is always there, and the system frees the lock whatever becomes of us. pip
    inherits the handle, so that a pip that outlives a killed start still holds it.
    """
    handle = os.open(__file__, os.O_RDONLY)
    try:
        if not try_lock(handle):
            say(N_("Another window is setting up or starting this program; waiting for it ..."))
            while not try_lock(handle):
                time.sleep(0.2)
        yield handle
    finally:
        os.close(handle)


def set_up(packages: "tuple[str, ...]", lock: int) -> None:
    """Bring .venv to what `packages` name, unless it is there already.

    The stamp goes first and comes back last: whatever interrupts this leaves none, and then the next start builds anew.
    """
    if is_ready(packages):
        return
    wanted = wanted_stamp(packages)
    fresh = read_stamp().get("python") != wanted["python"]
    if fresh and not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        fail(
            N_("This Python lacks its venv part. Install it with this command, then start again: {command}"),
            command="sudo apt install python3-venv",
        )
    say(N_("Installing what is needed; the first time can take some minutes."))
    if STAMP.exists():
        STAMP.unlink()
    steps = 2 if fresh else 1
    if fresh:
        say(N_("[1/2] Preparing the folder for it (.venv)"))
        # The base Python, because --clear would remove that of an activated .venv from under our feet.
        base = getattr(sys, "_base_executable", None) or sys.executable
        build([base, "-m", "venv", "--clear", str(VENV)], lock)
    say(N_("[{step}/{steps}] Downloading and installing the packages"), step=steps, steps=steps)
    pip = [str(VENV_PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    build([*pip, *(f"--requirement={name}" for name in packages)], lock)
    written = STAMP.with_suffix(".new")
    written.write_text(json.dumps(wanted), encoding="utf-8")
    written.replace(STAMP)
    say(N_("Set-up is complete."))


def build(command: "list[str]", lock: int) -> None:
    """Run one step of the set-up, showing its progress in short, and its last lines if it fails."""
    last = collections.deque(maxlen=20)  # type: collections.deque[str]
    count = 0
    child = subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=child_env(),
        pass_fds=() if WINDOWS else (lock,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        for raw in child.stdout or ():
            last.append(raw.decode("utf-8", "replace").rstrip())
            if last[-1].startswith("Collecting ") and sys.stderr.isatty():
                count += 1
                note = f"      {count:3} {last[-1].split()[1]}"
                print(f"{note:78.78}", end="\r", file=sys.stderr, flush=True)
        code = child.wait()
    finally:
        stop(child)
    if code:
        print("", *("    | " + line for line in last), sep="\n", file=sys.stderr)
        fail(
            N_(
                "The set-up failed (see the lines above). Check the internet connection, the free disk space, and that "
                "this folder may be written to; then start again."
            )
        )


def prepare(packages: "tuple[str, ...]") -> None:
    """Set up unless all is ready, and take no lock if it is."""
    if not is_ready(packages):
        with one_at_a_time() as lock:
            set_up(packages, lock)


# --- The dashboard ---


def database_path(option: "str | None") -> Path:
    """Return the absolute database file: the option, else ITA_DATABASE, else the usual place."""
    chosen = option or os.environ.get("ITA_DATABASE")
    # Not by Path, which raises where links go round in a circle; that is said where the file is opened.
    return Path(os.path.realpath(os.path.expanduser(chosen) if chosen else str(ROOT / "data" / "ita.duckdb")))


def database_id(path: Path) -> str:
    """Return the name under which /health tells which database is open, but not where it lies."""
    return hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()


def proof_for(port: int, secret: str) -> str:
    """Return what shows a dashboard on this port that we know its secret; to any other port it is worth nothing."""
    return hmac.new(secret.encode(), str(port).encode(), "sha256").hexdigest()


def ask_health(port: int, secret: str = "") -> "dict[str, object]":
    """Return what a dashboard on this port says of itself; empty for silence or anything else.

    Strangers are told no more than that it is well. By http.client, because that follows neither a proxy nor a
    redirect off this machine.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=HEALTH_TIMEOUT)
    try:
        connection.request("GET", "/health", headers={"X-ITA-Proof": proof_for(port, secret)} if secret else {})
        response = connection.getresponse()
        answer = json.loads(response.read(65536).decode("utf-8")) if response.status == 200 else {}
    except (OSError, http.client.HTTPException, ValueError):
        return {}
    finally:
        connection.close()
    return answer if isinstance(answer, dict) and answer.get("app") == APP_NAME else {}


def is_free(port: int) -> bool:
    """Say whether a server of ours could listen on this port."""
    with socket.socket() as probe:
        # On POSIX, as for the server itself, a port that was just closed may be used again. On Windows the same option
        # would share a port in use.
        if sys.platform == "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    if WINDOWS:
        return True
    with socket.socket() as probe:  # macOS lets us bind beside a server that listens on all addresses
        probe.settimeout(HEALTH_TIMEOUT)
        return probe.connect_ex((HOST, port)) != 0


def note_of(identity: str) -> Path:
    """Return the file that tells where the dashboard of a database was opened last."""
    return VENV / f"ita-open-{identity[:16]}"


def remembered(identity: str) -> "tuple[int | None, str]":
    """Return the port at which the dashboard of this database was opened last, and the secret that it knows.

    Wherever --port put it; None where nothing can be read.
    """
    try:
        port, _, secret = note_of(identity).read_text(encoding="ascii").partition(" ")
        return port_number(port), secret
    except (OSError, ValueError, argparse.ArgumentTypeError):
        return None, ""


def remember(identity: str, port: int, secret: str) -> None:
    """Note where the dashboard of this database is open, for the next start; nobody else may read it."""
    note = note_of(identity)
    with contextlib.suppress(OSError):
        if note.exists():
            note.unlink()
        with open(os.open(str(note), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(f"{port} {secret}".strip())


def choose_port(first: int, identity: str) -> "tuple[int, bool]":
    """Return the port to use, and whether the dashboard of this database already answers there.

    All ports in reach are asked before a free one is taken: a second dashboard could not open the same database.
    """
    known, secret = remembered(identity)
    if known and ask_health(known, secret).get("database_id") == identity:
        return known, True
    free = None
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        if is_free(port):
            free = free or port
        elif ask_health(port, secret).get("database_id") == identity:
            return port, True
        elif free is None:
            say(N_("Port {port} is taken."), port=port)
    if free is None:
        text = N_("No port is free from {first} to {last}. Choose another with --port N.")
        fail(text, first=first, last=port)
    if free != first:
        say(N_("Using port {port} instead."), port=free)
    return free, False


def open_browser(url: str) -> None:
    """Open the page in a graphical browser, if there is one; never in this terminal."""
    graphical = WINDOWS or sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if os.environ.get("CI") or not graphical:
        return
    # Without TERM the module offers no text-mode browser; and in a session of its own whatever opens has no terminal
    # to take over, and does not end with our Ctrl-C.
    env = {k: v for k, v in os.environ.items() if k != "TERM"}
    if Path(env.get("BROWSER", "")).name in TEXT_BROWSERS:
        del env["BROWSER"]
    null = subprocess.DEVNULL
    command = [sys.executable, "-m", "webbrowser", "-t", url]
    subprocess.Popen(command, env=env, start_new_session=True, stdin=null, stdout=null, stderr=null)


def start_app(port: int, database: Path, secret: str, hosts: str) -> "subprocess.Popen[bytes]":
    """Start the dashboard's server.

    In a session of its own it gets one signal, from us, and no Ctrl-C while it is still importing, which would print
    a traceback. (Windows has no sessions: there Ctrl-C reaches it directly, and `stop` leaves it time.)
    """
    command = [str(VENV_PYTHON), "-m", "streamlit", "run", "app.py"]
    command += [f"--server.port={port}", f"--server.address={HOST}", "--server.headless=true"]
    env = child_env(ITA_DATABASE=str(database), ITA_START_SECRET=secret, ITA_HOSTS=hosts)
    return subprocess.Popen(command, cwd=str(ROOT), env=env, stdin=subprocess.DEVNULL, start_new_session=True)


def wait_until_healthy(child: "subprocess.Popen[bytes]", port: int, secret: str) -> bool:
    """Wait for the dashboard's first answer; False when its process ends before."""
    while child.poll() is None:
        if ask_health(port, secret):
            return True
        time.sleep(0.05)
    return False


def run_dashboard(first_port: int, database: Path, browser: bool, hosts: str = "") -> int:
    """Serve the dashboard until it ends, or open the one that already serves this database."""
    with contextlib.ExitStack() as until_healthy:
        lock = until_healthy.enter_context(one_at_a_time())
        set_up(RUN_PACKAGES, lock)
        port, running = choose_port(first_port, database_id(database))
        url = f"http://{HOST}:{port}"
        if running:
            print("\n" + both(N_("The dashboard is already running at  {url}"), url=url), flush=True)
            if browser:
                open_browser(url)
            return 0
        say(N_("Starting the dashboard ..."))
        secret = secrets.token_hex(16)
        child = start_app(port, database, secret, hosts)
        try:
            if wait_until_healthy(child, port, secret):
                remember(database_id(database), port, secret)
                until_healthy.close()
                text = N_("The dashboard is ready at  {url}  (Ctrl-C stops it)")
                print("\n" + both(text, url=url) + "\n", flush=True)
                if browser:
                    open_browser(url)
            code = child.wait()
            return code if code >= 0 else 128 - code  # as a shell tells of a process that a signal ended
        finally:
            stop(child, grace=5.0 if WINDOWS else 0.0)


# --- Checks and the command line ---


def run_checks(pytest_arguments: "list[str]") -> int:
    """Run every check to the end, or only pytest when it is given arguments; 1 if any failed."""
    prepare(TEST_PACKAGES)
    python = [str(VENV_PYTHON), "-m"]
    # All tests on every core, and all fast ones; named ones in this process, where a debugger reaches them. One more
    # than there are cores, for tests in a browser wait most of their time.
    workers = (os.cpu_count() or 1) + 1
    on_every_core = [f"--numprocesses={workers}", "--dist=worksteal"] if pytest_arguments in ([], ["--fast"]) else []
    checks = [
        ("ruff check", [*python, "ruff", "check", "."]),
        ("ruff format", [*python, "ruff", "format", "--check", "."]),
        ("mypy", [*python, "mypy"]),
        ("lint-imports", [str(VENV_BIN / ("lint-imports.exe" if WINDOWS else "lint-imports"))]),
        ("pytest", [*python, "pytest", *pytest_arguments, *on_every_core]),
    ]
    failed = []
    for name, command in checks[-1:] if pytest_arguments else checks:
        print(f"\n=== {name} ===", flush=True)
        child = subprocess.Popen(command, cwd=str(ROOT), env=child_env())
        try:
            if child.wait():
                failed.append(name)
        finally:
            stop(child, grace=5.0)  # Ctrl-C reached it too, and pytest tidies up
    result = both(N_("Failed: {checks}"), checks=", ".join(failed)) if failed else both(N_("All checks passed."))
    print("\n" + result, flush=True)
    return 1 if failed else 0


def run_bench(arguments: "list[str]") -> int:
    """Run the benchmark, and return its exit code."""
    prepare(TEST_PACKAGES)
    child = subprocess.Popen([str(VENV_PYTHON), "tests/bench/run.py", *arguments], cwd=str(ROOT), env=child_env())
    try:
        code = child.wait()
        return code if code >= 0 else 128 - code
    finally:
        stop(child, grace=5.0)  # Ctrl-C reached it too, and it ends its servers


def run_command_line(arguments: "list[str]") -> NoReturn:
    """Become `python -m ita`, in the caller's folder so that relative file names keep their sense.

    -P keeps that folder off the import path: a file there that is named like a module must not be loaded.
    """
    prepare(RUN_PACKAGES)
    run_instead([str(VENV_PYTHON), "-P", "-m", "ita", *arguments], child_env(PYTHONPATH=str(ROOT)))


def port_number(text: str) -> int:
    """Return a TCP port from its text."""
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError("1-65535")
    return int(text)


class Options(argparse.ArgumentParser):
    """The dashboard's options, explained in two languages when they are wrong."""

    def error(self, message: str) -> NoReturn:
        """Show the usage and what is wrong on stderr, and exit with 2."""
        print(usage(), file=sys.stderr)
        fail(N_("Wrong usage: {reason}"), code=2, reason=message)


def main(arguments: "list[str]") -> int:
    """Do what the arguments ask for, and return the exit code."""
    commands = {"test": run_checks, "bench": run_bench, "ita": run_command_line}
    if arguments and arguments[0] in commands:
        require_python(arguments)
        return commands[arguments[0]](arguments[1:])
    parser = Options(add_help=False, allow_abbrev=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--port", type=port_number, default=FIRST_PORT)
    parser.add_argument("--db")
    parser.add_argument("--host", action="append", default=[])
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args(arguments)
    if options.help:
        print(usage())
        return 0
    require_python(arguments)
    hosts = ",".join([*options.host, os.environ.get("ITA_HOSTS", "")]).strip(",")
    return run_dashboard(options.port, database_path(options.db), not options.no_browser, hosts)


if __name__ == "__main__":
    use_utf8_output()
    end_on_signals()
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
        sys.exit(code)
    except BrokenPipeError:  # the reader, such as `header`, has seen enough; nobody is left to tell
        os._exit(1)
    except OSError as error:
        text = N_("Cannot go on: {reason}. Close other windows of this program, and check permissions and disk space.")
        fail(text, reason=error)
