"""The one part of a file that a ``Range`` header asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re
from typing import NamedTuple

# More digits than any file has bytes, and few enough for int().
_ONE_RANGE = re.compile(r"bytes=[ \t]*(\d{0,30})-(\d{0,30})[ \t]*", re.IGNORECASE | re.ASCII)


class ByteRange(NamedTuple):
    """Bytes from ``start`` up to ``stop``; empty if the file has none of those that are asked for."""

    start: int
    stop: int


def requested_range(header: str, size: int) -> ByteRange | None:
    """Return the range that is asked for; None where the header is to be ignored and the whole file sent.

    So it is with what is no range, and with several at once: many small ones would cost more than the file.

    Args:
        header: value of the ``Range`` header.
        size: bytes of the file.
    """
    match = _ONE_RANGE.fullmatch(header)
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return ByteRange(max(size - int(match[2]), 0), size)
    start = int(match[1])
    last = int(match[2]) if match[2] else size - 1
    if match[2] and last < start:
        return None
    return ByteRange(start, max(min(last + 1, size), start) if start < size else start)
