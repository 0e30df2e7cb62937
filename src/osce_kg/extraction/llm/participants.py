"""Verifies who took part in an event: each must be meant by words of the event's own sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.bodies import BodyRegistry
from osce_kg.extraction.groups import group_size
from osce_kg.extraction.llm.answers import ParticipantClaim
from osce_kg.extraction.llm.drops import Drops, Fault
from osce_kg.extraction.llm.figures import Figure
from osce_kg.extraction.llm.known_people import KnownPeople
from osce_kg.extraction.llm.page import Page, Passage
from osce_kg.extraction.llm.people import CONFIDENCE, body_at
from osce_kg.extraction.posts import body_of_match
from osce_kg.model.extraction import LocalEvent, LocalGroup, LocalParticipation, LocalPerson
from osce_kg.model.text import Span
from osce_kg.titles import normal_title

_FORMER: Final = ("former", "former-honorific", "designate")
_LONGEST_DESCRIPTION: Final = 30
"""Tokens of what describes a group."""


class ParticipantVerifier:
    """Verifies participants, and gives local ids to groups as they are needed."""

    def __init__(self, page: Page, bodies: BodyRegistry, people: KnownPeople, drops: Drops) -> None:
        self._page = page
        self._bodies = bodies
        self._people = people
        self._drops = drops
        self._persons: dict[Figure, LocalPerson] = dict(people.persons())
        self._groups: dict[Span, LocalGroup] = {}

    def persons(self) -> tuple[LocalPerson, ...]:
        """Return the people of the document, in the order of the text."""
        return tuple(self._persons.values())

    def groups(self, events: Iterable[LocalEvent]) -> tuple[LocalGroup, ...]:
        """Return the groups that take part in some of the events."""
        agents = {participation.agent for event in events for participation in event.participants}
        return tuple(group for group in self._groups.values() if group.id in agents)

    def verify(
        self, number: int, claims: Iterable[ParticipantClaim], passages: Sequence[Passage]
    ) -> tuple[LocalParticipation, ...]:
        """Return the participants of an event in the answer about portion ``number``, each once."""
        found: dict[str, LocalParticipation] = {}
        for claim in claims:
            span = self._page.find(claim.mention, passages)
            if span is None:
                self._drops.drop(Fault.NOT_MENTIONED)
                continue
            if claim.agent == "person":
                participation = self._person(number, claim, span)
            else:
                participation = self._group_or_body(claim, span)
            if participation is not None:
                found.setdefault(participation.agent, participation)
        return tuple(found.values())

    def _person(self, number: int, claim: ParticipantClaim, span: Span) -> LocalParticipation | None:
        figure = self._people.figure((number, claim.person))
        if figure is None:
            self._drops.drop(Fault.UNKNOWN_PERSON)
            return None
        if not self._people.means(span, figure):
            self._drops.drop(Fault.MENTION_OF_ANOTHER)
            return None
        person = self._persons[figure]
        capacity = _capacity(person, self._page.words(span))
        body = person.roles[capacity].organization if capacity is not None else None
        represented = (body,) if body is not None else ()
        return _participation(person.id, claim, span, capacity, represented)

    def _group_or_body(self, claim: ParticipantClaim, span: Span) -> LocalParticipation | None:
        if self._people.names_somebody(span):
            # A person whom the answer takes for a group or body would be in the graph twice.
            self._drops.drop(Fault.MENTION_OF_ANOTHER)
            return None
        group = self._group(span) if claim.agent == "group" else None
        body = body_at(self._page, self._bodies, span) if claim.agent == "organization" else None
        if group is not None:
            return _participation(group.id, claim, span, None, group.represents)
        if body is not None:
            return _participation(body, claim, span, None, ())
        self._drops.drop(Fault.NO_GROUP)
        return None

    def _group(self, span: Span) -> LocalGroup | None:
        """Return the group that a span describes, with the States and bodies that the description names."""
        if span not in self._groups:
            phrase = self._page.phrase(span)
            if not _describes_people(phrase):
                return None
            start = 1 if phrase.lower(0) in ("the", "a", "an") else 0
            sizes = (group_size(token.lower) for token in phrase.tokens)
            named = (body_of_match(match) for match in phrase.matches.values())
            represents = [self._bodies.add_body(body, phrase, None) for body in named if body is not None]
            self._groups[span] = LocalGroup(
                id=f"g{len(self._groups) + 1}",
                label=phrase.text_of(start, len(phrase)),
                size=next((size for size in sizes if size), None),
                represents=tuple(dict.fromkeys(represents)),
                mentions=(span,),
            )
        return self._groups[span]


def _describes_people(phrase: Sentence) -> bool:
    """Tell whether a phrase has a noun for people, and is no sentence."""
    nouns = (token.lower in words.GROUP_HEADS or i in phrase.heads for i, token in enumerate(phrase.tokens))
    ends = any(token.text in (".", "!", "?") for token in phrase.tokens)
    return len(phrase) <= _LONGEST_DESCRIPTION and not ends and any(nouns)


def _capacity(person: LocalPerson, mention: str) -> int | None:
    """Return the post in which somebody acts: the one that the mention names, else the only one held."""
    said = f" {normal_title(mention)} "
    current = [index for index, role in enumerate(person.roles) if role.tenure not in _FORMER]
    named = [index for index in current if f" {normal_title(person.roles[index].title)} " in said]
    if named:
        return named[0]
    return current[0] if len(current) == 1 else None


def _participation(
    agent: str, claim: ParticipantClaim, span: Span, capacity: int | None, representing: tuple[str, ...]
) -> LocalParticipation:
    return LocalParticipation(agent, claim.role, claim.side or None, capacity, representing, span, CONFIDENCE)
