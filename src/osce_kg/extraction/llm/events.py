"""Verifies what answers say of events, and gives their records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from osce_kg.extraction.llm.answers import EventClaim
from osce_kg.extraction.llm.circumstances import CircumstanceVerifier
from osce_kg.extraction.llm.drops import Drops, Fault
from osce_kg.extraction.llm.page import Page, Passage
from osce_kg.extraction.llm.participants import ParticipantVerifier
from osce_kg.extraction.llm.people import CONFIDENCE
from osce_kg.extraction.llm.portions import Portion
from osce_kg.model.extraction import LocalEvent, LocalParticipation
from osce_kg.model.text import Span

_MOST_QUOTES: Final = 4
"""Of an event; with many, everybody would be in its sentences."""

_VISITORS: Final = frozenset({"visitor", "companion"})
_WITH_SIDES: Final = frozenset({"meeting", "contact"})


@dataclass(frozen=True, slots=True)
class _Verified:
    """A verified event before it has its id; the claims name it by ``claimed``, its parent by ``parent``."""

    claimed: tuple[int, str]
    parent: tuple[int, str]
    event: LocalEvent


class EventVerifier:
    """Verifies the events of the answers about one document."""

    def __init__(
        self, page: Page, participants: ParticipantVerifier, circumstances: CircumstanceVerifier, drops: Drops
    ) -> None:
        self._page = page
        self._participants = participants
        self._circumstances = circumstances
        self._drops = drops
        self._verified: list[_Verified] = []

    def verify(self, number: int, portion: Portion, claims: Iterable[EventClaim]) -> None:
        """Take up the events of the answer about portion ``number``."""
        for claim in claims:
            found = self._passages(claim.quotes, portion)
            if not found:
                self._drops.drop(Fault.NO_EVIDENCE)
                continue
            participants = _seated(claim, self._participants.verify(number, claim.participants, found))
            if _lacks_somebody(claim, participants):
                self._drops.drop(Fault.TOO_FEW)
                continue
            event = self._event(claim, participants, found)
            self._verified.append(_Verified((number, claim.id), (number, claim.part_of), event))

    def _passages(self, quotes: Sequence[str], portion: Portion) -> list[Passage]:
        for _ in quotes[_MOST_QUOTES:]:
            self._drops.drop(Fault.TOO_MANY)
        passages = (self._page.passage(quote, portion.span, self._drops) for quote in quotes[:_MOST_QUOTES])
        return [passage for passage in passages if passage is not None]

    def events(self) -> tuple[LocalEvent, ...]:
        """Return the records of all events, in the order of the text."""
        merged = _merge(sorted(self._verified, key=lambda item: item.event.evidence))
        ids: dict[tuple[int, str], str] = {}
        for position, (claims, _) in enumerate(merged, start=1):
            for item in claims:
                ids.setdefault(item.claimed, f"e{position}")
        parents: dict[str, str] = {}
        for position, (claims, _) in enumerate(merged, start=1):
            if claims[0].parent[1]:
                self._enclose(f"e{position}", ids.get(claims[0].parent), parents)
        return tuple(
            replace(event, id=f"e{position}", part_of=parents.get(f"e{position}"))
            for position, (_, event) in enumerate(merged, start=1)
        )

    def _enclose(self, event: str, outer: str | None, parents: dict[str, str]) -> None:
        """Note the event around an event in ``parents``, unless there is none, or the way out leads back."""
        around = outer
        while around is not None and around != event:
            around = parents.get(around)
        if outer is None or around == event:
            self._drops.drop(Fault.NO_ENCLOSING_EVENT)
        else:
            parents[event] = outer

    def _event(
        self, claim: EventClaim, participants: tuple[LocalParticipation, ...], passages: Sequence[Passage]
    ) -> LocalEvent:
        places, state = self._circumstances.places(claim.places, passages)
        time = self._circumstances.time(claim.date, passages, claim.status)
        ahead = claim.status == "occurred" and self._circumstances.is_ahead(time)
        evidence = tuple(dict.fromkeys(s.span for passage in passages for s in passage.sentences))
        return LocalEvent(
            id="",
            kind=claim.kind,
            status="planned" if ahead else claim.status,
            format=claim.format or None,
            mode=claim.mode,
            time=time,
            places=places,
            state=state,
            participants=participants,
            part_of=None,
            leg_number=None,
            topics=self._page.gazetteer.find_fields(self._told(evidence, participants)),
            subjects=self._subjects(claim.subjects, passages),
            label="",
            evidence=evidence,
            confidence=CONFIDENCE,
            place_confidence=CONFIDENCE if places or state else None,
        )

    def _told(self, evidence: Iterable[Span], participants: Iterable[LocalParticipation]) -> str:
        """Return the sentences of an event without its participants: whom people met is not what about."""
        text = " ".join(self._page.words(span) for span in evidence)
        for participation in participants:
            text = text.replace(self._page.words(participation.span), " ")
        return text

    def _subjects(self, claims: Iterable[str], passages: Sequence[Passage]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for claimed in claims:
            span = self._page.find(claimed, passages)
            if span is None:
                self._drops.drop(Fault.NO_SUBJECT)
            else:
                found[self._page.words(span)] = None
        return tuple(found)


def _lacks_somebody(claim: EventClaim, participants: Sequence[LocalParticipation]) -> bool:
    """Tell whether nobody makes the event what it is: nobody meets alone, and a visit has a visitor."""
    if claim.kind == "meeting" and claim.status == "occurred":
        sides = {participation.side for participation in participants} - {None}
        return len(participants) < 2 or len(sides) == 1
    return claim.kind == "visit" and not any(p.role in _VISITORS for p in participants)


def _seated(
    claim: EventClaim, participants: tuple[LocalParticipation, ...]
) -> tuple[LocalParticipation, ...]:
    """Return the participants with their sides; two who meet are on two, and other events have none.

    Two who remain of more are left where they are: those that they met may be among those left out.
    """
    if claim.kind not in _WITH_SIDES:
        return tuple(replace(participation, side=None) for participation in participants)
    if len(claim.participants) == len(participants) == 2 and not any(p.side for p in participants):
        return (replace(participants[0], side="a"), replace(participants[1], side="b"))
    return participants


def _merge(verified: Sequence[_Verified]) -> list[tuple[list[_Verified], LocalEvent]]:
    """Return each event once: claims of one kind and status, on one known date, with the same people."""
    merged: list[tuple[list[_Verified], LocalEvent]] = []
    known: dict[object, int] = {}
    for item in verified:
        event = item.event
        agents = frozenset(participation.agent for participation in event.participants)
        key = (event.kind, event.status, event.time.edtf if event.time else item.claimed, agents)
        if agents and key in known:
            claims, first = merged[known[key]]
            evidence = tuple(dict.fromkeys((*first.evidence, *event.evidence)))
            merged[known[key]] = ([*claims, item], replace(first, evidence=evidence))
        else:
            known[key] = len(merged)
            merged.append(([item], event))
    return merged
