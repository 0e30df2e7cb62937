"""Scores one document: what was found against the gold annotation.

Measures (``tallies.MEASURES``), each with hits, spurious finds and misses:

persons           one to one, by their most similar names
roles             title and organization, on matched persons; ``roles_title`` the same, title only
visits, meetings  events of that kind with the same status, compatible participants and place
visit_edges       set of (named visitor, country, status): however stops are grouped
meetings_covered  a meeting is found if some found meeting contains its participants, and right if it contains
                  those of some gold meeting
met_pairs         set of pairs of named persons who met
dates, places     begin and end, place and country, over events of all kinds

What the gold marks as optional is neither hit nor miss.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from osce_kg.evaluation.annotations import AnnotatedEvent, AnnotatedPerson, AnnotatedRole, Annotation
from osce_kg.evaluation.matching import Matching, RoleTest, slots
from osce_kg.evaluation.similarity import (
    Attendance,
    is_same_group,
    is_same_role,
    is_same_title,
)
from osce_kg.evaluation.tallies import Counter, DocumentScore

_Item = TypeVar("_Item")


def score_document(gold: Annotation, found: Annotation) -> DocumentScore:
    """Return tallies and mistakes of one document."""
    return score_matching(Matching(gold, found))


def score_matching(matching: Matching) -> DocumentScore:
    """Return tallies and mistakes of one document that is matched with its gold already."""
    return _Scorer(matching).score()


class _Scorer:
    """Counts each measure on one matching."""

    def __init__(self, matching: Matching) -> None:
        self.gold = matching.gold
        self.counter = Counter()
        self.matching = matching

    def score(self) -> DocumentScore:
        """Count every measure."""
        self._count_persons()
        self._count_roles("roles", is_same_role)
        self._count_roles("roles_title", is_same_title)
        self._count_events("visits", "visit")
        self._count_events("meetings", "meeting")
        self._count_visit_edges()
        self._count_covered_meetings()
        self._count_met_pairs()
        self._count_dates_and_places()
        return self.counter.score()

    def _count_persons(self) -> None:
        for i, person in enumerate(self.gold.persons):
            if i in self.matching.persons:
                self.counter.hit("persons")
            else:
                self.counter.missed("persons", person.names[0])
        for person in self.matching.persons_without_gold():
            self.counter.spurious("persons", person.names[0])

    def _count_roles(self, measure: str, agrees: RoleTest) -> None:
        for i, person in enumerate(self.gold.persons):
            for wanted, given in self.matching.role_pairs(i, agrees):
                if wanted is None or given is None:
                    if wanted is not None and not wanted.optional:
                        self.counter.missed(measure, _shown(person, wanted))
                    elif given is not None:
                        self.counter.spurious(measure, _shown(person, given))
                elif not wanted.optional:
                    self.counter.hit(measure)
        for person in self.matching.persons_without_gold():
            for role in person.roles:
                self.counter.spurious(measure, _shown(person, role))

    def _count_events(self, measure: str, kind: str) -> None:
        for i, wanted in enumerate(self.matching.wanted):
            if wanted.event.kind == kind and not wanted.event.optional:
                match = self.matching.given_for(i)
                if match is not None and match.event.status == wanted.event.status:
                    self.counter.hit(measure)
                else:
                    self.counter.missed(measure, self._described(wanted, "STATUS " if match else ""))
        for j, given in enumerate(self.matching.given):
            if given.event.kind != kind:
                continue
            if j not in self.matching.gold_of:
                self.counter.spurious(measure, self._described(given))
                continue
            wanted = self.matching.wanted[self.matching.gold_of[j]]
            if not wanted.event.optional and wanted.event.status != given.event.status:
                self.counter.spurious(measure, self._described(given, "STATUS "))

    def _count_visit_edges(self) -> None:
        self._count_sets("visit_edges", self.matching.visit_edges(), self._edge_in_words)

    def _count_met_pairs(self) -> None:
        self._count_sets("met_pairs", self.matching.met_pairs(), self._pair_in_words)

    def _count_sets(
        self, measure: str, sets: tuple[set[_Item], set[_Item], set[_Item]], in_words: Callable[[_Item], str]
    ) -> None:
        """Count (wanted, accepted, given) without regard to order."""
        wanted, accepted, given = sets
        for _ in wanted & given:
            self.counter.hit(measure)
        for words in sorted(map(in_words, wanted - given)):
            self.counter.missed(measure, words)
        for words in sorted(map(in_words, given - wanted - accepted)):
            self.counter.spurious(measure, words)

    def _edge_in_words(self, edge: tuple[str, str, str]) -> str:
        return f"{self.matching.names.get(edge[0], edge[0])} -> {edge[1]} ({edge[2]})"

    def _pair_in_words(self, pair: frozenset[str]) -> str:
        return " + ".join(sorted(self.matching.names.get(person, person) for person in pair))

    def _count_covered_meetings(self) -> None:
        every = [item for item in self.matching.wanted if item.event.kind == "meeting"]
        found = [item for item in self.matching.given if item.event.kind == "meeting"]
        for wanted in every:
            if wanted.event.optional:
                continue
            if any(_covers(given, wanted) for given in found):
                self.counter.hit("meetings_covered")
            else:
                self.counter.missed("meetings_covered", self._described(wanted))
        for given in found:
            if not any(_covers(given, wanted) for wanted in every):
                self.counter.spurious("meetings_covered", self._described(given))

    def _count_dates_and_places(self) -> None:
        for i, wanted in enumerate(self.matching.wanted):
            if not wanted.event.optional:
                match = self.matching.given_for(i)
                self._count_slots(wanted.event, match.event if match else None)
        for j, given in enumerate(self.matching.given):
            if j not in self.matching.gold_of:
                for slot in slots(given.event):
                    if slot.value:
                        words = f"unmatched {given.event.kind} {slot.name} {slot.value}"
                        self.counter.spurious(slot.measure, words)

    def _count_slots(self, wanted: AnnotatedEvent, given: AnnotatedEvent | None) -> None:
        found = {slot.name: slot.value for slot in slots(given)} if given else {}
        for slot in slots(wanted):
            value = found.get(slot.name)
            words = f"{wanted.id} {wanted.kind} {slot.name}: gold {slot.value} / found {value}"
            verdict = self.matching.slot_verdict(wanted, slot.name, value)
            if verdict is True:
                self.counter.hit(slot.measure)
                continue
            if verdict is False:
                self.counter.spurious(slot.measure, words)
            if slot.value and (value or not (slot.measure == "dates" and wanted.date_weak)):
                self.counter.missed(slot.measure, words)

    def _described(self, item: Attendance, mark: str = "") -> str:
        event = item.event
        who = [self.matching.names.get(person, person) for person in sorted(item.persons)]
        days = f"{event.begin}..{event.end}"
        where = f"{event.place}|{event.country}"
        return f"{mark}{event.kind}/{event.status} {days} {where} {', '.join([*who, *item.groups])}"


def _covers(given: Attendance, wanted: Attendance) -> bool:
    return (
        wanted.event.status == given.event.status
        and wanted.persons <= given.persons
        and all(any(is_same_group(label, other) for other in given.groups) for label in wanted.groups)
    )


def _shown(person: AnnotatedPerson, role: AnnotatedRole) -> str:
    return f"{person.names[0]}: {role.titles[0]} @ {role.organization}"
