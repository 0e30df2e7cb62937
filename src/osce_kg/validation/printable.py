"""Words of the data, made fit for a terminal and for the log of a CI."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Return one line that neither moves a cursor, nor ends a line, nor turns the direction of writing."""
    text = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04X}", text)
