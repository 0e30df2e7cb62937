"""Hyphens at the ends of lines: which belong to the word, and which only part it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"[^\W_]+(?:-[^\W_]+)*$")
_FIRST = re.compile(r"[^\W_]+")
_LONGEST = 80  # of a word; a longer row of letters is not looked at whole
_KEEPS_ITS_HYPHEN = re.compile(r"anti|co|counter|cross|ex|follow|non|post|self|so|vice|well", re.IGNORECASE)


class Hyphens:
    """Decides by the words that the document writes elsewhere.

    A word that the document writes with its hyphen within a line keeps it ("Co-operation"); one that it
    writes as one word loses it. For a word that stands nowhere else, a hyphen before a capital or a number,
    after a part that has a hyphen already ("Chairman-in-") and after a prefix such as "non-" belongs to it.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """Take in the lines of the document; the words that they end in half are left out."""
        self._words: set[str] = set()
        for line in lines:
            whole = line.rsplit(maxsplit=1)[0] if line.endswith("\ufffe") and " " in line.strip() else line
            self._words.update(word.casefold() for word in _WORD.findall(whole))

    def between(self, before: str, after: str) -> str:
        """Return what stands between the parts of a word at two ends of lines: a hyphen or nothing."""
        last, first = _LAST.search(before[-_LONGEST:]), _FIRST.match(after[:_LONGEST])
        if last is None or first is None:
            return "-"
        return "-" if self._belongs(last[0], first[0]) else ""

    def _belongs(self, last: str, first: str) -> bool:
        if f"{last}-{first}".casefold() in self._words:
            return True
        if f"{last}{first}".casefold() in self._words:
            return False
        return not first[0].islower() or "-" in last or _KEEPS_ITS_HYPHEN.fullmatch(last) is not None
