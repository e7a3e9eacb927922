"""Files that the command line takes and writes: bytes in, bounded; bytes out, whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from ita.errors import N_, InputError, SourceLocation


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file; of one that is too large one more than `most`, which is enough to refuse it.

    Raises
    ------
    InputError
        ``file-unreadable``.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as reason:
        raise InputError(
            N_("The file {file} cannot be read: {reason}"),
            {"file": str(path), "reason": getattr(reason, "strerror", None) or str(reason)},
            location=SourceLocation(str(path)),
            rule="file-unreadable",
        ) from None


def write_file(target: Path, data: bytes, *, hint: str, force: bool = False) -> None:
    """Write a file whole or not at all: under another name beside it, then moved into its place.

    Parameters
    ----------
    hint
        What to do where there is a file already.
    force
        Replace a file that is there.

    Raises
    ------
    InputError
        ``file-exists`` without `force`, or ``file-unwritable``; no half file is left.
    """
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if force:
            part.replace(target)
        else:
            _move_new(part, target)
    except FileExistsError:
        raise InputError(
            N_("There is a file {file} already; it was left as it is."),
            {"file": str(target)},
            hint=hint,
            location=SourceLocation(str(target)),
            rule="file-exists",
        ) from None
    except (OSError, ValueError) as reason:
        raise InputError(
            N_("The file {file} cannot be written: {reason}"),
            {"file": str(target), "reason": getattr(reason, "strerror", None) or str(reason)},
            location=SourceLocation(str(target)),
            rule="file-unwritable",
        ) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _move_new(part: Path, target: Path) -> None:
    """Move a file to a name that none has yet."""
    try:
        # Unlike a look before, a link is refused by the system itself where another file has come meanwhile.
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no links.
        if target.exists():
            raise FileExistsError(str(target)) from None
        part.replace(target)
