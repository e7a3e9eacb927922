"""The address that people outside open the dashboard at: what links and QR codes on papers lead to.

It is a setting of the installation, for a paper knows nothing of the server that a reader will open. Without one,
papers name the view.
"""

from __future__ import annotations

import os
import re
from urllib.parse import SplitResult, quote, urlsplit

from ita.errors import N_, InputError
from ita.hosts import parse

VARIABLE = "ITA_ADDRESS"
NO_LINKS = N_("The variable {variable} is not used: papers have no link and no QR code until it is put right.")
# A code of more letters has points too small to be read from paper.
MOST_LETTERS = 200
_MOST_SHOWN = 80
_PORT = re.compile(r":[0-9]*\Z", re.ASCII)
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~"
_NAME_AND_PASSWORD = re.compile(r"//[^/]*@")


def public_address(text: str) -> str:
    """Return an address as papers carry it, without a slash at its end: ``https://ita.example.go.th/dashboard``.

    Letters outside ASCII come out encoded, as links and codes hold them.

    Raises
    ------
    InputError
        ``public-address``: not http or https, no host, with a name or password, with a query or fragment, or over 200
        characters.
    """
    given = text.strip()
    try:
        parts = urlsplit(given)
        port = _PORT.search(parts.netloc)
        name = parts.netloc.removesuffix(port[0] if port else "")
        authority = name.encode("idna").decode("ascii") + (port[0] if port else "")
    except ValueError:
        # Of urlsplit, or UnicodeError, which is one too.
        raise _refused(given) from None
    made = f"{parts.scheme}://{authority}{quote(parts.path.rstrip('/'), safe=_KEPT_IN_PATH)}"
    if not (_is_plain(given, parts) and parse(authority)) or max(len(given), len(made)) > MOST_LETTERS:
        raise _refused(given)
    return made


def _is_plain(given: str, parts: SplitResult) -> bool:
    """Tell whether an address is of the web and names nothing but a place: no letter in it is a blank or invisible."""
    has_more = "?" in given or "#" in given or "\\" in given or "@" in parts.netloc
    return parts.scheme in {"http", "https"} and not has_more and given.isprintable() and " " not in given


def _refused(given: str) -> InputError:
    shown = "".join(each if each.isprintable() else "�" for each in _NAME_AND_PASSWORD.sub("//…@", given))
    return InputError(
        N_("“{address}” cannot be the public address of the dashboard."),
        {"address": shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}…", "limit": MOST_LETTERS},
        hint=N_(
            "Give one such as https://ita.example.go.th: http or https and a name, no password, nothing behind ? or #, "
            "at most {limit} characters."
        ),
        rule="public-address",
    )


def configured_address() -> str | None:
    """Return the address that ``ITA_ADDRESS`` gives; None where it is not set.

    Raises
    ------
    InputError
        It is set and is none (`public_address`).
    """
    given = os.environ.get(VARIABLE, "").strip()
    return public_address(given) if given else None


def usable_address() -> str | None:
    """Return the address that ``ITA_ADDRESS`` gives; None where it is not set or wrong, which is said at the start."""
    try:
        return configured_address()
    except InputError:
        return None
