"""Names that the reference data knows, found in text by one Aho-Corasick automaton."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from osce_kg.extraction.analysis import Entry, Match, Sentence
from osce_kg.extraction.names import folded
from osce_kg.model.reference import City, Reference, State, Structure

_PERSONAL = re.compile(
    r"^(?!.*\bOffice\b).*\b(?:Commissioner|Representative|Envoy|Co-Chairs|Secretary General)\b|^OSCE Chair$"
)


_SEVERAL: Final = 3
"""So many bodies make a city one where the world meets."""


class Gazetteer:
    """Finds names of States, structures, cities and regions; built once from the reference data."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.states: dict[str, State] = {state.iso3: state for state in reference.states}
        self.structures: dict[str, Structure] = {item.key: item for item in reference.structures}
        self.cities: dict[str, City] = {city.key: city for city in reference.cities}
        self.regions: dict[str, tuple[str, ...]] = dict(reference.regions)
        self._entries: dict[str, tuple[Entry, ...]] = {}
        for name, entry in _entries_of(reference):
            known = self._entries.get(name, ())
            if entry not in known:
                # "Federal Republic of Yugoslavia" is first of all the State of that name.
                self._entries[name] = (entry, *known) if entry.name == name else (*known, entry)
        self._names = sorted(self._entries)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        # All matches are asked for: the longest one may break off inside a word ("OSCE Chair|person").
        return AhoCorasick(self._names, matchkind=MatchKind.Standard)

    def find_matches(self, text: str, sentence: Sentence) -> dict[int, Match]:
        """Return the matches of a sentence by the index of their first token; they keep to whole tokens."""
        line = sentence.span.of(text).replace("\n", " ").replace("’", "'")
        base = sentence.span.start
        starts = {token.span.start - base: index for index, token in enumerate(sentence.tokens)}
        ends = {token.span.end - base: index + 1 for index, token in enumerate(sentence.tokens)}
        aligned = [
            Match(starts[start], ends[end], self._entries[self._names[number]])
            for number, start, end in self._automaton.find_matches_as_indexes(line, overlapping=True)
            if start in starts and end in ends
        ]
        matches: dict[int, Match] = {}
        taken = 0
        for match in sorted(aligned, key=lambda match: (match.start, -match.end)):
            if match.start >= taken:
                matches[match.start] = match
                taken = match.end
        return matches

    def find_entries(self, text: str, kind: str) -> list[tuple[str, Entry]]:
        """Return (name as written, entry) of one kind in a title or heading; longest names first."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        names = sorted({self._names[number] for number, _, _ in found}, key=lambda name: (-len(name), name))
        return [(name, entry) for name in names for entry in self._entries[name] if entry.kind == kind]

    def lookup(self, name: str, *kinds: str) -> Entry | None:
        """Return what a name means, whatever its capitals ("ALMATY"); the first of ``kinds`` wins."""
        entries = self._folded.get(name.lower().replace("’", "'"), ())
        return next((entry for kind in kinds for entry in entries if entry.kind == kind), None)

    @cached_property
    def _folded(self) -> dict[str, tuple[Entry, ...]]:
        folded: dict[str, tuple[Entry, ...]] = {}
        for name in self._names:
            folded[name.lower()] = (*folded.get(name.lower(), ()), *self._entries[name])
        return folded

    @cached_property
    def seats(self) -> frozenset[str]:
        """Cities where international bodies sit: a meeting there says nothing of where its guests are from.

        They are the seats of the OSCE's institutions, and cities with several bodies: Vienna, Geneva.
        """
        seated = [s for s in self.reference.structures if s.seat and s.host is None]
        bodies = Counter(structure.seat for structure in seated)
        institutions = {s.seat for s in seated if s.parent == "osce" and s.kind == "institution"}
        return frozenset(s for s, count in bodies.items() if s and (count >= _SEVERAL or s in institutions))

    def states_of_office(self, name: str) -> frozenset[str]:
        """Return the States (ISO alpha-3) whose posts the authority file gives people of this name."""
        return self._states_of_office.get(folded(name), frozenset())

    @cached_property
    def _states_of_office(self) -> dict[str, frozenset[str]]:
        held: dict[str, set[str]] = {}
        for tenure in self.reference.tenures:
            if tenure.state:
                held.setdefault(tenure.person, set()).add(tenure.state)
        found: dict[str, set[str]] = {}
        for person in self.reference.persons:
            for name in (person.name, *person.variants):
                for key in {folded(name), folded(name.split()[-1])}:
                    found.setdefault(key, set()).update(held.get(person.key, ()))
        return {key: frozenset(states) for key, states in found.items() if states}

    def find_fields(self, text: str) -> tuple[str, ...]:
        """Return the keys of the fields of work of which a label or cue word begins a word of ``text``."""
        automaton, fields = self._cues
        lower = text.lower()
        found = {
            key
            for number, start, _ in automaton.find_matches_as_indexes(lower, overlapping=True)
            if start == 0 or not (lower[start - 1].isalnum() or lower[start - 1] == "_")
            for key in fields[number]
        }
        return self.in_order(found)

    def in_order(self, fields: Collection[str]) -> tuple[str, ...]:
        """Return keys of fields of work in the order of the reference data."""
        return tuple(field.key for field in self.reference.fields_of_work if field.key in fields)

    @cached_property
    def _cues(self) -> tuple[AhoCorasick, list[list[str]]]:
        cues: dict[str, list[str]] = {}
        for field in self.reference.fields_of_work:
            for cue in sorted({field.label.lower(), *(keyword.lower() for keyword in field.keywords)}):
                cues.setdefault(cue, []).append(field.key)
        return AhoCorasick(list(cues), matchkind=MatchKind.Standard), list(cues.values())


def _entries_of(reference: Reference) -> Iterable[tuple[str, Entry]]:
    for state in reference.states:
        entry = Entry("state", state.iso3, state.name)
        for name in (state.name, state.formal_name, *state.aliases):
            yield name.removeprefix("the ").removeprefix("The ").replace("’", "'"), entry
        for name in state.demonyms:
            yield name, Entry("demonym", state.iso3, state.name)
    for structure in reference.structures:
        names = {dated.name for dated in structure.names} | set(structure.abbreviations)
        for name in sorted(names):
            # "OSCE High Commissioner on National Minorities" is a post: the grammar of posts reads it.
            if not _PERSONAL.search(name):
                yield name, Entry("structure", structure.key, structure.name)
    for city in reference.cities:
        for name in (city.name, *city.aliases):
            yield name, Entry("city", city.key, city.name)
    for region, _ in reference.regions:
        yield region, Entry("region", region, region)
        if region.endswith("ia"):
            yield f"{region}n", Entry("region", region, region)
