"""Files packed into one ZIP that is the same for the same request."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date


def zipped(files: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """Return files, each with its name, as one ZIP.

    Parameters
    ----------
    day
        Stands for when each was written: the day that they carry, so that the same files give the same ZIP.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files:
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(entry, data)
    return made.getvalue()
