"""Judging: a decision of a human, checked against the build and all earlier ones, becomes one line."""

from __future__ import annotations

import datetime as dt
import unicodedata
from heapq import nsmallest
from pathlib import Path
from typing import Final

from rapidfuzz.fuzz import ratio

from osce_kg.errors import InputError, UsageError
from osce_kg.model.resolution import Candidate, Judgement
from osce_kg.printable import FORMULA_SIGNS, on_one_line
from osce_kg.resolution import (
    Verdicts,
    append_judgement,
    is_day,
    read_judgements,
    referenced_person,
    require_judgements_place,
)
from osce_kg.reviewing.reviewed_build import ReviewedBuild
from osce_kg.titles import fold

_NEAREST: Final = 3
_LONGEST: Final = 2000
"""Characters of a reason or an author: more than anybody needs, and far below what a CSV reader takes."""
_NO_TEXT: Final = frozenset({"Cc", "Cf", "Cs"})
"""Categories of characters that control, turn or hide text, or are halves of others."""


class Judge:
    """One reviewer, who judges pairs of one build and records that in one file."""

    def __init__(self, build: ReviewedBuild, judgements: Path, author: str, day: str = "") -> None:
        """See whether there can be judgements at all.

        Args:
            build: what is reviewed.
            judgements: the CSV; it need not be there yet.
            author: name of the reviewer, for the record.
            day: ``YYYY-MM-DD``; by default the day of each judgement.

        Raises:
            InputError: what is there is not a file.
            UsageError: the author or the day makes no sense, or the file can have no place there.
            MachineError: the file cannot be written.
        """
        if day and not is_day(day):
            raise UsageError(f"the day must be written YYYY-MM-DD, not {day!r}")
        require_judgements_place(judgements)
        self._build = build
        self._path = judgements
        self._author = one_line(author, "author")
        self._day = day

    def judgements(self) -> tuple[Judgement, ...]:
        """Return the judgements as the file has them now.

        Raises:
            InputError: the file is broken.
        """
        return read_judgements(self._path)

    def judge(self, left: str, right: str, *, same: bool, reason: str) -> Judgement:
        """Record that two are, or are not, one person.

        Args:
            left, right: anchors or aliases of the build's candidates, or ``reference#<key>``.
            same: whether they are one person.
            reason: why, as a sentence for the next reader.

        Returns:
            what was recorded, by the candidates' own anchors.

        Raises:
            UsageError: an anchor names nobody, the reason is none, or other judgements say otherwise.
            InputError: the file has broken or contradictory lines.
            MachineError: the file cannot be written.
        """
        anchors = self._anchor(left), self._anchor(right)
        if anchors[0] == anchors[1]:
            raise UsageError(f"{left} and {right} are one mention, {anchors[0]}")
        if all(referenced_person(anchor) for anchor in anchors):
            raise UsageError(
                f"{left} and {right} are both persons of the reference data; correct that instead"
            )
        day = self._day or dt.date.today().isoformat()
        judgement = Judgement(*anchors, same, self._author, day, one_line(reason, "reason"))

        def check(before: tuple[Judgement, ...]) -> None:
            self._require_consistent(before, judgement)

        check(self.judgements())  # before a file is made for nothing
        append_judgement(self._path, judgement, check)
        return judgement

    def _anchor(self, anchor: str) -> str:
        candidate = self._build.find(anchor)
        if candidate is not None:
            return candidate.anchor
        sharing = sorted(c.anchor for c in self._build.candidates if anchor in c.aliases)
        if sharing:
            raise UsageError(f"{anchor} names several people of the document: {', '.join(sharing)}")
        nearest = nsmallest(_NEAREST, self._build.candidates, key=lambda known: _farness(anchor, known))
        raise UsageError(
            f"nobody in the build has the anchor {anchor}; the nearest are "
            + ", ".join(on_one_line(known.anchor) for known in nearest)
        )

    def _require_consistent(self, before: tuple[Judgement, ...], judgement: Judgement) -> None:
        contradiction = Verdicts(self._build.canonical(before)).contradiction()
        if contradiction is not None:
            raise InputError(f"judgements contradict each other: {contradiction}", source=str(self._path))
        contradiction = Verdicts(self._build.canonical((*before, judgement))).contradiction()
        if contradiction is not None:
            raise UsageError(f"that would contradict other judgements: {contradiction}")


def _farness(anchor: str, candidate: Candidate) -> tuple[float, float, str]:
    """Return a sort key: likeness of the name first, then of the document."""
    document, _, name = anchor.rpartition("#")
    known = (*candidate.names, candidate.anchor.partition("#")[2])
    likeness = max(ratio(fold(name), fold(form)) for form in known)
    return -likeness, -ratio(document, candidate.document or ""), candidate.anchor


def one_line(text: str, what: str) -> str:
    """Return a text for one cell of the file, white space made single spaces.

    Raises:
        UsageError: it is empty or too long, holds control characters, invisible ones or bytes that are not
            UTF-8, or would be a formula.
    """
    line = " ".join(text.split())
    if not line:
        raise UsageError(f"the {what} must not be empty")
    if len(line) > _LONGEST:
        raise UsageError(f"the {what} may have {_LONGEST} characters, not {len(line)}")
    if any(unicodedata.category(character) in _NO_TEXT for character in line):
        raise UsageError(f"the {what} holds characters that are no text")
    if line.startswith(FORMULA_SIGNS):
        raise UsageError(
            f"the {what} must not begin with {line[0]}: a spreadsheet would take it for a formula"
        )
    return line
