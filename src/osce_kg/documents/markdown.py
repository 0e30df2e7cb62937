"""Take the inline markup out of Markdown, so that names and sentences stand without stars and brackets."""

from __future__ import annotations

import re

_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{0,1000}\)")
_ADDRESS = re.compile(r"<(https?://[^>\s]{1,1000})>")
_BOLD_LINE = re.compile(r"^[ ]*(?:\*\*|__)(?=[^\s*_])([^*_\n]{1,200})(?:\*\*|__):?[ ]*$", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])([^\n]{1,1000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,1000})(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")


def render_markdown(text: str) -> str:
    """Return Markdown without inline markup; a line in bold becomes a heading, other block markup stays."""
    text = _IMAGE.sub("", text)
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", text))
    text = _BOLD_LINE.sub(r"### \1", text)
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text)
