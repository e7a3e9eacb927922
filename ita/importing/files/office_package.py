"""Open the ZIP archive that every Office file is: how much of it is unpacked, and what is never opened.

Word and Excel files differ in what they are told of a refusal, so each brings its own refusals.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Protocol

from ita.errors import InputError

# The real report's document.xml is under 1 MB; Word itself becomes slow long before 32.
MAX_PART_BYTES = 32 * 1024 * 1024
# A tag or an attribute of a few bytes costs over a hundred in memory. A million each is a document
# of some 25 MB as Word writes it, and keeps the tree of any XML below 400 MB.
MAX_XML_TAGS = 1_000_000
MAX_XML_VALUES = 1_000_000
# Office files have dozens of parts; a hostile archive may list hundreds of thousands.
MAX_PARTS = 4_000
# XML of Office shrinks to a tenth or a thirtieth. Pictures may shrink more, but are few and not read.
MAX_RATIO = 200
RATIO_COUNTS_FROM = 4 * 1024 * 1024
MAX_TOTAL_BYTES = 512 * 1024 * 1024
TOTAL_RATIO_COUNTS_FROM = 64 * 1024 * 1024

_CHUNK = 64 * 1024
_ENTRY = b"PK\x01\x02"
_ENCRYPTED_FLAG = 0x1
# What zipfile raises for an archive that is cut off or altered; it checks little by itself.
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Refusals(Protocol):
    """What a person is told of an Office file that is not opened."""

    def bomb(self) -> InputError:
        """Return the refusal of a file that unpacks to far more than it can honestly hold."""
        ...

    def protected(self) -> InputError:
        """Return the refusal of a file with a password."""
        ...

    def truncated(self) -> InputError:
        """Return the refusal of an archive that is cut off or altered."""
        ...

    def too_large(self, size: int) -> InputError:
        """Return the refusal of a part of so many bytes."""
        ...


class OfficePackage:
    """The ZIP archive of an Office file, none of it trusted: its entries, and the bytes of those that are asked for.

    Parameters
    ----------
    data
        The whole file.
    refusals
        What is raised where it is not opened: `bomb` or `truncated`.
    """

    def __init__(self, data: bytes, refusals: Refusals) -> None:
        self._refusals = refusals
        if data.count(_ENTRY) > MAX_PARTS:
            raise refusals.bomb()
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN_ZIP:
            raise refusals.truncated() from None
        entries = self._archive.infolist()
        total = sum(info.file_size for info in entries)
        if total > MAX_TOTAL_BYTES or (total > TOTAL_RATIO_COUNTS_FROM and total > MAX_RATIO * len(data)):
            raise refusals.bomb()
        # Some tools write backslashes; of two parts of one name the later counts, as in zipfile.
        self.entries = {info.filename.replace("\\", "/"): info for info in entries}

    def is_protected(self, info: zipfile.ZipInfo) -> bool:
        """Tell whether a part needs a password."""
        return bool(info.flag_bits & _ENCRYPTED_FLAG)

    def part(self, info: zipfile.ZipInfo) -> bytes:
        """Return the bytes of a part, counted as they unpack: an archive may lie about sizes.

        Raises
        ------
        InputError
            Any of the refusals.
        """
        if self.is_protected(info):
            raise self._refusals.protected()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # Others are not allowed in Office files, and may ask for any amount of memory.
            raise self._refusals.truncated()
        if info.file_size > RATIO_COUNTS_FROM and info.file_size > MAX_RATIO * info.compress_size:
            raise self._refusals.bomb()
        if info.file_size > MAX_PART_BYTES:
            raise self._refusals.too_large(info.file_size)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > MAX_PART_BYTES:
                        raise self._refusals.bomb()
                    chunks.append(chunk)
        except _BROKEN_ZIP:
            raise self._refusals.truncated() from None
        return b"".join(chunks)
