"""Where one document names structures that the reference data knows: "the OSCE Centre in Almaty"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from osce_kg.extraction.analysis import Entry, Match, Sentence
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.model.document import Document

_MISSION_KINDS: Final = frozenset({"field-operation", "institution"})


@dataclass(frozen=True, slots=True)
class StructureMention:
    """A structure named by ``match`` of ``sentence``; ``name`` is in lower case."""

    sentence: Sentence
    match: Match
    entry: Entry
    name: str

    @property
    def position(self) -> tuple[int, int]:
        """Number of the sentence and of the token: the order of the text."""
        return self.sentence.index, self.match.start


class StructureMentions:
    """The structures that a document names, by their names; a name is looked for once, not at each use."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> None:
        self._document = document
        self._sentences = sentences
        self._gazetteer = gazetteer

    def last_with(self, word: str, at: Sentence, position: int) -> StructureMention | None:
        """Return the last structure before token ``position`` of ``at`` whose name has ``word``."""
        lasts = (
            _last_before(mentions, (at.index, position))
            for name, mentions in self._by_name.items()
            if word in name
        )
        return max((last for last in lasts if last is not None), key=lambda last: last.position, default=None)

    def last_mission(self, at: Sentence, position: int) -> StructureMention | None:
        """Return the last field operation or institution before token ``position`` of ``at``."""
        return _last_before(self._missions, (at.index, position))

    def first_field_operation(self, word: str) -> StructureMention | None:
        """Return the first field operation of the text whose name has ``word``."""
        firsts = (
            next(filter(self._is_kind({"field-operation"}), mentions), None)
            for name, mentions in self._by_name.items()
            if word in name
        )
        found = (first for first in firsts if first is not None)
        return min(found, key=lambda first: first.position, default=None)

    def in_headings(self, word: str) -> tuple[str, Entry] | None:
        """Return (name, entry) of the first structure with ``word`` in issuer, title or headings."""
        return next((found for name, found in self._above_the_text.items() if word in name), None)

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[StructureMention]]:
        by_name: dict[str, list[StructureMention]] = {}
        for mention in self._all():
            by_name.setdefault(mention.name, []).append(mention)
        return by_name

    @cached_property
    def _missions(self) -> Sequence[StructureMention]:
        return list(filter(self._is_kind(_MISSION_KINDS), self._all()))

    @cached_property
    def _above_the_text(self) -> Mapping[str, tuple[str, Entry]]:
        headings = dict.fromkeys(sentence.heading for sentence in self._sentences)
        found: dict[str, tuple[str, Entry]] = {}
        for text in (self._document.issuer, self._document.title, *headings):
            for name, entry in self._gazetteer.find_entries(text or "", "structure"):
                found.setdefault(name.lower(), (name, entry))
        return found

    def _all(self) -> Iterable[StructureMention]:
        """Yield all mentions in the order of the text."""
        for sentence in self._sentences:
            for match in sentence.matches.values():
                entry = match.entry("structure")
                if entry is not None:
                    name = sentence.text_of(match.start, match.end).lower()
                    yield StructureMention(sentence, match, entry, name)

    def _is_kind(self, kinds: Iterable[str]) -> Callable[[StructureMention], bool]:
        return lambda mention: self._gazetteer.structures[mention.entry.key].kind in kinds


def _last_before(mentions: Sequence[StructureMention], position: tuple[int, int]) -> StructureMention | None:
    end = bisect_left(mentions, position, key=lambda mention: mention.position)
    return mentions[end - 1] if end else None
