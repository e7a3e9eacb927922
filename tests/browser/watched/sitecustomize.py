"""Loaded by the server that the tests start: whatever it asks of another machine stands in its log as a complaint."""

import sys

HERE = ("127.", "::1", "localhost", "/")


def watch(event: str, arguments: tuple) -> None:
    """Write down every name that is looked up and every connection that is made, but those to this machine."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else address
    else:
        return
    if host and not str(host).startswith(HERE):
        print(f"OUTSIDE {event} {host}", file=sys.stderr, flush=True)


sys.addaudithook(watch)
