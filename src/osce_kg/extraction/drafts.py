"""Events while they are being put together; ``assembly`` turns them into the boundary type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass, field

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.time_resolution import Interval, year_before
from osce_kg.extraction.times import TimeMention
from osce_kg.model.text import Span


@dataclass(slots=True, eq=False)
class Participant:
    """Someone in an event: ``individual`` for people, else the agent itself stands for a group or body.

    ``group`` is the first mention of a group that ``agent`` points back to.
    """

    agent: Agent
    individual: Individual | None
    role: str
    side: str | None = None
    group: Agent | None = None

    @property
    def identity(self) -> object:
        """What makes two participants the same."""
        return self.individual or self._key

    @property
    def _key(self) -> tuple[int, int, str]:
        named = self.group or self.agent
        return named.sentence.index, named.start, named.label


_NAMELESS = frozenset({"group", "organization", "collective"})


def participants_of(
    cast: Cast,
    agents: Iterable[Agent],
    role: str,
    side: str | None = None,
    *,
    nameless: Collection[str] = _NAMELESS,
) -> list[Participant]:
    """Return those whom ``agents`` stand for, each once.

    Args:
        nameless: kinds of agents that take part themselves when they stand for no known person.
    """
    found: dict[object, Participant] = {}
    for agent in agents:
        individuals = cast.referents(agent)
        present = [Participant(agent, individual, role, side) for individual in individuals]
        if not individuals and agent.kind in nameless:
            group = cast.first_mention(agent) if agent.kind in ("group", "collective") else None
            present = [Participant(agent, None, role, side, group)]
            leader = cast.leader_of(agent) if agent.kind == "group" else None
            if leader is not None:
                present.append(Participant(agent, leader, role, side))
        for participant in present:
            found.setdefault(participant.identity, participant)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as the text names it.

    Attributes:
        name: preferred name of a known place, else the words of the text.
        kind: ``city``, ``venue``, ``state``, ``region``.
        city: GeoNames key.
        state: ISO alpha-3.
        span: where it stands.
    """

    name: str
    kind: str
    city: str | None
    state: str | None
    span: Span


@dataclass(slots=True, eq=False)
class EventDraft:
    """An event with the sentences that tell of it; ``trigger`` is the token that does.

    ``focus`` is the end of the interlocutor's phrase: a place and a day right after it are this event's own
    ("Serzh Sargsyan in Yerevan on 6 October and …"). ``place_evidence`` tells why a place was inferred, None
    for one that the text states.
    """

    kind: str
    sentence: Sentence
    trigger: int
    status: str = "occurred"
    format: str | None = None
    mode: str = "in-person"
    participants: list[Participant] = field(default_factory=list)
    places: list[PlaceName] = field(default_factory=list)
    state: str | None = None
    interval: Interval | None = None
    time: TimeMention | None = None
    time_sentence: Sentence | None = None
    part_of: EventDraft | None = None
    leg_number: int | None = None
    evidence: list[Sentence] = field(default_factory=list)
    _attested: set[int] = field(default_factory=set)
    _present: set[object] = field(default_factory=set)
    _individuals: set[Individual] = field(default_factory=set)
    subjects: list[str] = field(default_factory=list)
    focus: int | None = None
    place_evidence: str | None = None

    @property
    def is_placed(self) -> bool:
        """Tell whether a city or venue of the event is known."""
        return any(place.kind in ("city", "venue") for place in self.places)

    @property
    def is_headline(self) -> bool:
        """Tell whether the headline tells of the event: it stands in no paragraph."""
        return self.sentence.paragraph < 0

    def add(self, participants: Iterable[Participant]) -> None:
        """Add participants that are not there yet."""
        for participant in participants:
            if participant.identity not in self._present:
                self.participants.append(participant)
                self._note(participant)

    def replace_participants(self, participants: Iterable[Participant]) -> None:
        """Let others take part than before."""
        self.participants = list(participants)
        self._present.clear()
        self._individuals.clear()
        for participant in self.participants:
            self._note(participant)

    def _note(self, participant: Participant) -> None:
        self._present.add(participant.identity)
        if participant.individual is not None:
            self._individuals.add(participant.individual)

    def set_time(
        self, sentence: Sentence, mention: TimeMention, interval: Interval, today: dt.date | None
    ) -> None:
        """Date the event by the words ``mention`` of ``sentence``; ``today`` is the day of the document."""
        self.time, self.interval, self.time_sentence = mention, interval, sentence
        first = interval.start_earliest
        if self.status == "occurred" and today is not None and first is not None and first > today:
            self._settle_future(interval)

    def _settle_future(self, interval: Interval) -> None:
        """Settle an event dated after the document.

        It is planned, unless its verb is past and the year was only inferred: then it was a year earlier.
        """
        past = self.sentence.tokens[self.trigger].tag in ("VBD", "VBN") and interval.basis == "year-inferred"
        earlier = year_before(interval) if past else None
        if earlier is not None:
            self.interval = earlier
        else:
            self.status = "planned"

    def infer_place(self, places: Sequence[PlaceName], evidence: str) -> None:
        """Place the event where its own sentence does not say so; ``evidence`` tells what that rests on."""
        self.places = list(places)
        self.state = self.state or next((place.state for place in places if place.state), None)
        self.place_evidence = evidence

    def individuals(self) -> Set[Individual]:
        """Return the people that take part."""
        return self._individuals

    def group_labels(self) -> Set[str]:
        """Return what the groups and bodies that take part are called, in lower case."""
        return {(p.group or p.agent).label.lower() for p in self.participants if p.individual is None}

    def is_told_by(self, sentence: Sentence) -> bool:
        """Tell whether a sentence is one of those that tell of the event."""
        return sentence.index in self._attested

    def attest(self, sentence: Sentence) -> None:
        """Note another sentence that tells of the event."""
        if sentence.index not in self._attested:
            self._attested.add(sentence.index)
            self.evidence.append(sentence)
