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

from collections.abc import Callable, Iterable
from typing import TypeVar

from osce_kg.evaluation.annotations import AnnotatedEvent, AnnotatedPerson, AnnotatedRole, Annotation, Pair
from osce_kg.evaluation.normal_forms import fold
from osce_kg.evaluation.similarity import (
    SAME_EVENT,
    SAME_NAME,
    Attendance,
    date_range,
    event_similarity,
    is_same_country,
    is_same_date,
    is_same_group,
    is_same_place,
    is_same_role,
    is_same_title,
    match_best,
    name_similarity,
)
from osce_kg.evaluation.tallies import Counter, DocumentScore

_Item = TypeVar("_Item")

_UNKNOWN = "?"
"""Marks a person that the gold does not have."""


def score_document(gold: Annotation, found: Annotation) -> DocumentScore:
    """Return tallies and mistakes of one document."""
    return _Scorer(gold, found).score()


class _Scorer:
    """Matches persons, then events, once; each measure is counted on these matches."""

    def __init__(self, gold: Annotation, found: Annotation) -> None:
        self.gold = gold
        self.found = found
        self.counter = Counter()
        self.persons = match_best(
            (
                (name_similarity(wanted.names, given.names), i, j)
                for i, wanted in enumerate(gold.persons)
                for j, given in enumerate(found.persons)
            ),
            SAME_NAME,
        )
        self.names = {person.id: person.names[0] for person in gold.persons}
        self.gold_ids = {found.persons[j].id: gold.persons[i].id for i, j in self.persons.items()}
        self.found_names = {person.id: person.names[0] for person in found.persons}
        self.wanted = [_attend(event, self._gold_person) for event in gold.events]
        self.given = [_attend(event, self._found_person) for event in found.events]
        self.events = self._match_events()
        self.gold_of = {j: i for i, j in self.events.items()}

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

    def _gold_person(self, reference: str) -> str | None:
        return reference if reference in self.names else None

    def _found_person(self, reference: str) -> str | None:
        """Return the gold id of a person found, by id or by name; None for a group."""
        if reference in self.found_names:
            return self.gold_ids.get(reference) or _UNKNOWN + self.found_names[reference]
        scores = ((name_similarity(person.names, [reference]), person.id) for person in self.gold.persons)
        score, person = max(scores, default=(0.0, ""))
        return person if score >= SAME_NAME else None

    def _match_events(self) -> dict[int, int]:
        """Pair the events; what the gold marks as optional gets what the others leave."""
        pairs: dict[int, int] = {}
        for optional in (False, True):
            taken = set(pairs.values())
            scores = (
                (event_similarity(wanted, given), i, j)
                for i, wanted in enumerate(self.wanted)
                if wanted.event.optional is optional
                for j, given in enumerate(self.given)
                if j not in taken
            )
            pairs |= match_best(scores, SAME_EVENT)
        return pairs

    def _count_persons(self) -> None:
        for i, person in enumerate(self.gold.persons):
            if i in self.persons:
                self.counter.hit("persons")
            else:
                self.counter.missed("persons", person.names[0])
        for person in self._persons_without_gold():
            self.counter.spurious("persons", person.names[0])

    def _persons_without_gold(self) -> list[AnnotatedPerson]:
        matched = set(self.persons.values())
        return [person for j, person in enumerate(self.found.persons) if j not in matched]

    def _count_roles(self, measure: str, agrees: Callable[[AnnotatedRole, AnnotatedRole], bool]) -> None:
        for i, person in enumerate(self.gold.persons):
            free = list(self.found.persons[self.persons[i]].roles) if i in self.persons else []
            for wanted in sorted(person.roles, key=lambda role: role.optional):
                given = next((role for role in free if agrees(wanted, role)), None)
                if given is not None:
                    free.remove(given)
                    if not wanted.optional:
                        self.counter.hit(measure)
                elif not wanted.optional:
                    self.counter.missed(measure, _shown(person, wanted))
            for role in free:
                self.counter.spurious(measure, _shown(person, role))
        for person in self._persons_without_gold():
            for role in person.roles:
                self.counter.spurious(measure, _shown(person, role))

    def _count_events(self, measure: str, kind: str) -> None:
        for i, wanted in enumerate(self.wanted):
            if wanted.event.kind == kind and not wanted.event.optional:
                match = self._given_for(i)
                if match is not None and match.event.status == wanted.event.status:
                    self.counter.hit(measure)
                else:
                    self.counter.missed(measure, self._described(wanted, "STATUS " if match else ""))
        for j, given in enumerate(self.given):
            if given.event.kind != kind:
                continue
            if j not in self.gold_of:
                self.counter.spurious(measure, self._described(given))
                continue
            wanted = self.wanted[self.gold_of[j]]
            if not wanted.event.optional and wanted.event.status != given.event.status:
                self.counter.spurious(measure, self._described(given, "STATUS "))

    def _given_for(self, index: int) -> Attendance | None:
        return self.given[self.events[index]] if index in self.events else None

    def _count_visit_edges(self) -> None:
        wanted = _visit_edges(item for item in self.wanted if not item.event.optional)
        accepted = _visit_edges(item for item in self.wanted if item.event.optional)
        given = _visit_edges(self.given)
        self._count_sets("visit_edges", (wanted, accepted, given), self._edge_in_words)

    def _count_met_pairs(self) -> None:
        wanted = _pairs(self.gold.met_pairs, self._gold_person)
        accepted = _pairs(self.gold.optional_pairs, self._gold_person)
        given = _pairs(self.found.met_pairs, self._found_person)
        self._count_sets("met_pairs", (wanted, accepted, given), self._pair_in_words)

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
        return f"{self.names.get(edge[0], edge[0])} -> {edge[1]} ({edge[2]})"

    def _pair_in_words(self, pair: frozenset[str]) -> str:
        return " + ".join(sorted(self.names.get(person, person) for person in pair))

    def _count_covered_meetings(self) -> None:
        every = [item for item in self.wanted if item.event.kind == "meeting"]
        found = [item for item in self.given if item.event.kind == "meeting"]
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
        for i, wanted in enumerate(self.wanted):
            if not wanted.event.optional:
                match = self._given_for(i)
                self._count_slots(wanted.event, match.event if match else None)
        for j, given in enumerate(self.given):
            if j not in self.gold_of:
                for measure, name, value in _slots(given.event):
                    if value:
                        self.counter.spurious(measure, f"unmatched {given.event.kind} {name} {value}")

    def _count_slots(self, wanted: AnnotatedEvent, given: AnnotatedEvent | None) -> None:
        found = {name: value for _, name, value in _slots(given)} if given else {}
        for measure, name, gold_value in _slots(wanted):
            value = found.get(name)
            words = f"{wanted.id} {wanted.kind} {name}: gold {gold_value} / found {value}"
            if gold_value is None:
                if measure == "dates" and value and not self._lies_within(value, wanted):
                    self.counter.spurious(measure, words)
            elif _AGREES[name](gold_value, value):
                self.counter.hit(measure)
            else:
                if value:
                    self.counter.spurious(measure, words)
                if value or not (measure == "dates" and wanted.date_weak):
                    self.counter.missed(measure, words)

    def _lies_within(self, date: str, event: AnnotatedEvent) -> bool:
        """Tell whether a date that the gold leaves open lies in the range of the event or one around it."""
        by_id = {item.id: item for item in self.gold.events}
        around: AnnotatedEvent | None = event
        while around is not None:
            days = date_range(around)
            # "~" sorts after digits: the last month or year is included.
            if days and days[0][: len(date)] <= date <= days[1] + "~":
                return True
            around = by_id.get(around.part_of or "")
        return False

    def _described(self, item: Attendance, mark: str = "") -> str:
        event = item.event
        who = [self.names.get(person, person) for person in sorted(item.persons)]
        days = f"{event.begin}..{event.end}"
        where = f"{event.place}|{event.country}"
        return f"{mark}{event.kind}/{event.status} {days} {where} {', '.join([*who, *item.groups])}"


_AGREES = {
    "begin": is_same_date,
    "end": is_same_date,
    "place": is_same_place,
    "country": is_same_country,
}


def _slots(event: AnnotatedEvent) -> tuple[tuple[str, str, str | None], ...]:
    return (
        ("dates", "begin", event.begin),
        ("dates", "end", event.end),
        ("places", "place", event.place),
        ("places", "country", event.country),
    )


def _attend(event: AnnotatedEvent, resolve: Callable[[str], str | None]) -> Attendance:
    people = {reference: resolve(reference) for reference in event.participants}
    persons = frozenset(person for person in people.values() if person)
    groups = tuple(reference for reference in event.participants if not people[reference])
    return Attendance(event, persons, groups)


def _covers(given: Attendance, wanted: Attendance) -> bool:
    return (
        wanted.event.status == given.event.status
        and wanted.persons <= given.persons
        and all(any(is_same_group(label, other) for other in given.groups) for label in wanted.groups)
    )


def _visit_edges(items: Iterable[Attendance]) -> set[tuple[str, str, str]]:
    return {
        (person, fold(item.event.country), item.event.status)
        for item in items
        if item.event.kind == "visit" and item.event.country
        for person in item.persons
    }


def _pairs(pairs: Iterable[Pair], resolve: Callable[[str], str | None]) -> set[frozenset[str]]:
    return {frozenset(resolve(person) or _UNKNOWN + person for person in pair) for pair in pairs}


def _shown(person: AnnotatedPerson, role: AnnotatedRole) -> str:
    return f"{person.names[0]}: {role.titles[0]} @ {role.organization}"
