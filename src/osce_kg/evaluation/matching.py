"""Which person and which event of the gold a found one is: the matching that every measure counts on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from osce_kg.evaluation.annotations import (
    AnnotatedEvent,
    AnnotatedPerson,
    AnnotatedRole,
    Annotation,
    Pair,
)
from osce_kg.evaluation.normal_forms import fold
from osce_kg.evaluation.similarity import (
    SAME_EVENT,
    SAME_NAME,
    Attendance,
    date_range,
    event_similarity,
    is_same_country,
    is_same_date,
    is_same_place,
    match_best,
    name_similarity,
)

UNKNOWN: Final = "?"
"""Marks a person that the gold does not have."""

RoleTest = Callable[[AnnotatedRole, AnnotatedRole], bool]
"""Tells whether a role of the gold and one that was found agree."""

Edge = tuple[str, str, str]
"""Visitor (gold id), country (folded), status."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A date or a place of an event: its measure, its name (``begin``, ``country``), its value or None."""

    measure: str
    name: str
    value: str | None


class Matching:
    """Persons, then events, of one document paired one to one with those of its gold.

    Attributes:
        persons: index in the gold → index in what was found.
        events: the same of events.
        gold_of: index of a found event → index in the gold.
        names: gold id → name.
        wanted, given: events of the gold and those found, with their participants told apart.
    """

    def __init__(self, gold: Annotation, found: Annotation) -> None:
        self.gold = gold
        self.found = found
        self.persons = match_best(
            (
                (name_similarity(wanted.names, given.names), i, j)
                for i, wanted in enumerate(gold.persons)
                for j, given in enumerate(found.persons)
            ),
            SAME_NAME,
        )
        self.names = {person.id: person.names[0] for person in gold.persons}
        self._gold_ids = {found.persons[j].id: gold.persons[i].id for i, j in self.persons.items()}
        self._found_names = {person.id: person.names[0] for person in found.persons}
        self.wanted = [_attend(event, self._gold_person) for event in gold.events]
        self.given = [_attend(event, self.person_of) for event in found.events]
        self.events = self._match_events()
        self.gold_of = {j: i for i, j in self.events.items()}

    def person_of(self, reference: str) -> str | None:
        """Return the gold id of a person found, by id or by name; None for a group."""
        if reference in self._found_names:
            return self._gold_ids.get(reference) or UNKNOWN + self._found_names[reference]
        scores = ((name_similarity(person.names, [reference]), person.id) for person in self.gold.persons)
        score, person = max(scores, default=(0.0, ""))
        return person if score >= SAME_NAME else None

    def persons_without_gold(self) -> list[AnnotatedPerson]:
        """Return the persons found that the gold does not have."""
        matched = set(self.persons.values())
        return [person for j, person in enumerate(self.found.persons) if j not in matched]

    def given_for(self, index: int) -> Attendance | None:
        """Return the found event that the event ``index`` of the gold is paired with."""
        return self.given[self.events[index]] if index in self.events else None

    def role_pairs(
        self, index: int, agrees: RoleTest
    ) -> list[tuple[AnnotatedRole | None, AnnotatedRole | None]]:
        """Return the roles (wanted, given) of person ``index`` of the gold; None beside one that is alone.

        What the gold marks as optional gets what the others leave.
        """
        given = self.found.persons[self.persons[index]].roles if index in self.persons else ()
        free = list(given)
        pairs: list[tuple[AnnotatedRole | None, AnnotatedRole | None]] = []
        for wanted in sorted(self.gold.persons[index].roles, key=lambda role: role.optional):
            found = next((role for role in free if agrees(wanted, role)), None)
            if found is not None:
                free.remove(found)
            pairs.append((wanted, found))
        return [*pairs, *((None, role) for role in free)]

    def slot_verdict(self, wanted: AnnotatedEvent, name: str, value: str | None) -> bool | None:
        """Tell whether a date or place found for an event of the gold is right; None if nothing says so."""
        slot = next(slot for slot in slots(wanted) if slot.name == name)
        if value is None:
            return None
        if slot.value is not None:
            return _AGREES[name](slot.value, value)
        return None if slot.measure == "places" or self._lies_within(value, wanted) else False

    def visit_edges(self) -> tuple[set[Edge], set[Edge], set[Edge]]:
        """Return the visit edges (wanted, accepted, given)."""
        return (
            visit_edges(item for item in self.wanted if not item.event.optional),
            visit_edges(item for item in self.wanted if item.event.optional),
            visit_edges(self.given),
        )

    def met_pairs(self) -> tuple[set[frozenset[str]], set[frozenset[str]], set[frozenset[str]]]:
        """Return the pairs who met (wanted, accepted, given)."""
        return (
            _pairs(self.gold.met_pairs, self._gold_person),
            _pairs(self.gold.optional_pairs, self._gold_person),
            _pairs(self.found.met_pairs, self.person_of),
        )

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

    def _gold_person(self, reference: str) -> str | None:
        return reference if reference in self.names else None

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


_AGREES: Final = {
    "begin": is_same_date,
    "end": is_same_date,
    "place": is_same_place,
    "country": is_same_country,
}


def slots(event: AnnotatedEvent) -> tuple[Slot, ...]:
    """Return the dates and places of an event."""
    return (
        Slot("dates", "begin", event.begin),
        Slot("dates", "end", event.end),
        Slot("places", "place", event.place),
        Slot("places", "country", event.country),
    )


def visit_edges(items: Iterable[Attendance]) -> set[Edge]:
    """Return the visit edges of events: who went to which country."""
    return {
        (person, fold(item.event.country), item.event.status)
        for item in items
        if item.event.kind == "visit" and item.event.country
        for person in item.persons
    }


def _attend(event: AnnotatedEvent, resolve: Callable[[str], str | None]) -> Attendance:
    people = {reference: resolve(reference) for reference in event.participants}
    persons = frozenset(person for person in people.values() if person)
    groups = tuple(reference for reference in event.participants if not people[reference])
    return Attendance(event, persons, groups)


def _pairs(pairs: Iterable[Pair], resolve: Callable[[str], str | None]) -> set[frozenset[str]]:
    return {frozenset(resolve(person) or UNKNOWN + person for person in pair) for pair in pairs}
