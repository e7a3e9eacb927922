"""The names that the dashboard is served under: who may ask for it, and from which pages.

A page of a stranger can have its own name point to this machine, and then reads what it is served. So every request
must name the server by a name of its own, with its port, and come from a page of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ita.errors import N_, InputError

VARIABLE = "ITA_HOSTS"
LOCAL = ("127.0.0.1", "localhost", "::1")
WEB_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
_AUTHORITY = re.compile(
    r"(?P<host>\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.)){0,252})(?::(?P<port>[0-9]{1,5}))?"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its port; None is the server's own port, or one that a browser leaves out."""

    host: str
    port: int | None = None


def parse(text: str) -> Name | None:
    """Return the name and port of a Host header, or None for what is none."""
    found = _AUTHORITY.fullmatch(text)
    if found is None:
        return None
    port = int(found["port"]) if found["port"] else None
    if port is not None and not 0 < port < 65536:
        return None
    return Name(found["host"].strip("[]").lower().removesuffix("."), port)


def configured(text: str | None) -> frozenset[Name]:
    """Return the further names that ``ITA_HOSTS`` gives: ``ita.town.go.th, town:8080``.

    Raises
    ------
    InputError
        A part is no name: a pattern, an address with a path, a port out of range.
    """
    names = set()
    for part in (each.strip() for each in (text or "").split(",")):
        if not part:
            continue
        name = parse(part)
        if name is None:
            raise InputError(
                N_("“{name}” is no name to serve the dashboard under."),
                {"name": part},
                hint=N_("Give names such as ita.example.go.th or 192.168.1.20:8501, with commas between them."),
                rule="host-name",
            )
        names.add(name)
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class Served:
    """The names of one server.

    Parameters
    ----------
    more
        Names beside those of this machine, as `configured` gives them.
    """

    more: frozenset[Name] = frozenset()

    def knows(self, authority: str, scheme: str, port: int | None) -> bool:
        """Tell whether a Host header names this server.

        Parameters
        ----------
        authority
            The header, such as ``127.0.0.1:8501``.
        scheme
            Of the request: http, https, ws or wss.
        port
            That the server listens on; None where it does not say.
        """
        name = parse(authority)
        if name is None:
            return False
        shown = name.port or WEB_PORTS.get(scheme)
        if name.host in LOCAL and (shown == port or port is None):
            return True
        # Behind a proxy the server does not see whether the person's side is encrypted: both usual ports are meant.
        usual: Iterable[int | None] = (*WEB_PORTS.values(), port)
        return any(
            each.host == name.host and (shown == each.port if each.port else shown in usual) for each in self.more
        )

    def trusts(self, origin: str, port: int | None) -> bool:
        """Tell whether a page of this origin (``http://127.0.0.1:8501``) is one of this server."""
        scheme, colon, authority = origin.partition("://")
        return bool(colon) and scheme in {"http", "https"} and self.knows(authority, scheme, port)
