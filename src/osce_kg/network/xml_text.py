"""Any text as XML 1.0, so that a reader gets it back."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

# XML 1.0 (5th ed.), production 2: no other characters can be written, not even as references.
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return the text with U+FFFD in place of each character that no XML document can hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def element_text(text: str) -> str:
    """Return the text for the inside of an element; a reader would turn a bare CR into LF."""
    return escape(writable(text), {"\r": "&#13;"})


def attribute(name: str, value: object) -> str:
    """Return `` name="value"``; line breaks and tabs as references, or a reader would make them spaces."""
    return f" {name}={quoteattr(writable(str(value)))}"
