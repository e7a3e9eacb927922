"""What the command line prints: rows as JSON on stdout, words in Thai and English on stderr."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from decimal import Decimal

from ita.i18n import say


def plain(value: object) -> object:
    """Return a value as JSON has it: decimals as numbers, dates as ISO."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def to_json(value: object) -> str:
    """Return a value as one line of JSON, Thai as Thai."""
    return json.dumps(value, ensure_ascii=False, default=plain)


def print_message(text: str, **params: str | int) -> None:
    """Say something to the person at the terminal, in Thai and English."""
    for lang in ("th", "en"):
        print(say(text, params, lang), file=sys.stderr)
