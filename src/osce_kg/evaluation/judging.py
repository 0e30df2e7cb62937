"""Which facts of an extraction are right, by the matching that the scorer counts on.

A fact that the gold marks as optional, or says nothing of, is not judged: people without a name and
hypothetical events among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from osce_kg.evaluation.gold_form import agent_labels, encounters
from osce_kg.evaluation.matching import Matching, slots
from osce_kg.evaluation.normal_forms import fold
from osce_kg.evaluation.similarity import Attendance, is_same_group, is_same_role
from osce_kg.model.extraction import Extraction, Grounds, LocalEvent

Way = tuple[Grounds, ...]
"""All that has to be right for a fact, each with its grounds: a participation needs its event."""

Chain = tuple[Way, ...]
"""The facts that one fact follows from, or that fact itself: who met whom from two participations."""


@dataclass(frozen=True, slots=True)
class JudgedFact:
    """A fact of one document, right or wrong.

    Attributes:
        document: key of the document.
        kind: ``person``, ``post``, ``meeting``, ``visit``, ``gathering``, ``meeting participant`` and so on,
            ``date``, ``place``, ``met pair``, ``visit edge``.
        chains: what it rests on; a derived fact may follow from several events.
        is_right: by the matching of the scorer.
        has_right_event: the event that it belongs to is right; True where it belongs to none.
    """

    document: str
    kind: str
    chains: tuple[Chain, ...]
    is_right: bool
    has_right_event: bool = True

    @property
    def is_derived(self) -> bool:
        """Tell whether it follows from other facts."""
        return len(self.chains[0]) > 1


def judge_facts(document: str, extraction: Extraction, matching: Matching) -> list[JudgedFact]:
    """Return the facts of one document that its gold allows to judge, in a fixed order.

    Args:
        document: its key.
        matching: of what was extracted, in the form of the gold, with the gold.
    """
    return list(_Judge(document, extraction, matching).facts())


class _Judge:
    """Judges each kind of fact on one matching."""

    def __init__(self, key: str, extraction: Extraction, matching: Matching) -> None:
        self._key = key
        self._extraction = extraction
        self._matching = matching
        self._events = {event.id: event for event in extraction.events}
        self._labels = agent_labels(extraction)
        self._named = {person.id for person in extraction.persons if person.name}

    def facts(self) -> Iterator[JudgedFact]:
        """Yield every fact that can be judged."""
        yield from self._people()
        for index, given in enumerate(self._matching.given):
            yield from self._event(self._events[given.event.id], given, self._matching.gold_of.get(index))
        yield from self._met_pairs()
        yield from self._visit_edges()

    def _fact(self, way: Way, is_right: bool, has_right_event: bool = True) -> JudgedFact:
        return JudgedFact(self._key, way[-1][0], ((way,),), is_right, has_right_event)

    def _people(self) -> Iterator[JudgedFact]:
        gold_of = {j: i for i, j in self._matching.persons.items()}
        people = [person for person in self._extraction.persons if person.name]
        for j, person in enumerate(people):
            yield self._fact((person.grounds,), j in gold_of)
            pairs = self._matching.role_pairs(gold_of[j], is_same_role) if j in gold_of else []
            roles = self._matching.found.persons[j].roles
            for claim, role in zip(person.roles, roles, strict=True):
                wanted = next((wanted for wanted, given in pairs if given is role), None)
                if wanted is None or not wanted.optional:
                    yield self._fact((claim.grounds,), wanted is not None)

    def _event(self, event: LocalEvent, given: Attendance, index: int | None) -> Iterator[JudgedFact]:
        wanted = self._matching.wanted[index] if index is not None else None
        if wanted is not None and wanted.event.optional:
            return
        is_right = wanted is not None and wanted.event.status == given.event.status
        yield self._fact((event.grounds,), is_right)
        for participation in event.participants:
            if participation.role in ("organizer", "supporter"):
                # The gold names them elsewhere.
                continue
            took_part = is_right and wanted is not None and self._took_part(participation.agent, wanted)
            yield self._fact((event.grounds, participation.grounds), took_part, is_right)
        for slot in slots(given.event):
            grounds = _slot_grounds(event, slot.measure)
            if slot.value is None or not grounds:
                # That an event was online is a place for the gold, not for the graph.
                continue
            agrees = (
                self._matching.slot_verdict(wanted.event, slot.name, slot.value)
                if wanted is not None
                else False
            )
            if agrees is not None:
                yield self._fact((event.grounds, grounds), agrees, is_right)

    def _took_part(self, agent: str, wanted: Attendance) -> bool:
        label = agent if agent in self._named else self._labels.get(agent, "")
        person = self._matching.person_of(label)
        if person is not None:
            return person in wanted.persons
        return any(is_same_group(group, label) for group in wanted.groups)

    def _met_pairs(self) -> Iterator[JudgedFact]:
        """Judge who met whom; two people may have met several times."""
        chains: dict[frozenset[str | None], list[Chain]] = defaultdict(list)
        for event, left, right in encounters(self._extraction):
            pair = frozenset(map(self._matching.person_of, (left.agent, right.agent)))
            chains[pair].append(((event.grounds, left.grounds), (event.grounds, right.grounds)))
        wanted, accepted, _ = self._matching.met_pairs()
        for pair, found in chains.items():
            if pair in wanted or pair not in accepted:
                yield JudgedFact(self._key, "met pair", tuple(found), pair in wanted)

    def _visit_edges(self) -> Iterator[JudgedFact]:
        """Judge who was where, or will be: an edge needs the visitor and the State."""
        chains: dict[tuple[str | None, str, str], list[Chain]] = defaultdict(list)
        for given in self._matching.given:
            if given.event.kind != "visit" or given.event.country is None:
                continue
            event = self._events[given.event.id]
            for participation in event.participants:
                if participation.agent in self._named:
                    visitor = self._matching.person_of(participation.agent)
                    edge = visitor, fold(given.event.country), given.event.status
                    visit = event.grounds
                    chains[edge].append(((visit, participation.grounds), (visit, event.place_grounds)))
        wanted, accepted, _ = self._matching.visit_edges()
        for edge, found in chains.items():
            if edge in wanted or edge not in accepted:
                yield JudgedFact(self._key, "visit edge", tuple(found), edge in wanted)


def _slot_grounds(event: LocalEvent, measure: str) -> Grounds:
    if measure == "places":
        return event.place_grounds
    return ("date", event.time.basis) if event.time is not None else ()
