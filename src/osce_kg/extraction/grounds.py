"""What the confidence in a fact rests on, by name: marks of the evidence that the rules found it by.

The first part of grounds is the kind of fact, the marks after it go from the coarse to the fine. Only what
was measured to tell right facts from wrong ones is a mark: by what kind of mention somebody takes part,
whether a meeting lies within a visit that the document tells of, where the body of a post is from. Which verb
or noun tells of an event is none, nor whether the parse agrees: they told nothing more.
"""

from __future__ import annotations

from typing import Final

from osce_kg.extraction.drafts import EventDraft, Participant
from osce_kg.extraction.individuals import Individual
from osce_kg.model.extraction import Grounds, LocalOrganization

_MENTIONS: Final = {"person": "named", "office": "by post", "organization": "body"}
"""Kind of agent → mark, where they differ."""

STRONGEST_FIRST: Final[tuple[tuple[str, ...], ...]] = (
    ("named", "by post", "pronoun", "collective", "companion", "group", "implied", "body", "nobody"),
    ("within a visit", "on its own"),
    ("held", "not held"),
    ("named beside it", "told around it", "State of the visit", "assumed"),
    ("full name", "one name", "no name"),
    ("with a post", "without a post"),
    ("known body", "inferred body", "body by its words", "no body"),
)
"""Marks that exclude each other, the strongest first: weaker evidence never gets the higher confidence."""

_BY_STRENGTH: Final = STRONGEST_FIRST[0]


def event_grounds(draft: EventDraft) -> Grounds:
    """Return what an event rests on: its surroundings, then its weakest participant."""
    if draft.kind == "meeting":
        is_enclosed = draft.part_of is not None and draft.part_of.kind == "visit"
        return "meeting", "within a visit" if is_enclosed else "on its own", _weakest_mention(draft)
    if draft.kind == "visit":
        return "visit", "held" if draft.status == "occurred" else "not held", _weakest_mention(draft)
    return "gathering", draft.kind


def participant_grounds(participant: Participant, draft: EventDraft) -> Grounds:
    """Return what it rests on that someone took part in an event."""
    kind = draft.kind if draft.kind in ("meeting", "visit") else "gathering"
    return f"{kind} participant", _mention(participant, draft)


def date_grounds(basis: str) -> Grounds:
    """Return what the day of an event rests on, by the concept of date-basis."""
    return "date", basis


def place_grounds(draft: EventDraft) -> Grounds:
    """Return what the place and the State of an event rest on; nothing where it has neither."""
    if draft.places:
        return "place", "named beside it" if draft.place_evidence is None else "told around it"
    if draft.state is None:
        return ()
    outer = draft.part_of.state if draft.part_of is not None else None
    return "place", "State of the visit" if outer == draft.state else "assumed"


def person_grounds(individual: Individual) -> Grounds:
    """Return what it rests on that a mention is a person."""
    name = "no name"
    if individual.name is not None:
        name = "full name" if len(individual.name.split()) > 1 else "one name"
    return "person", name, "with a post" if individual.roles else "without a post"


def post_grounds(body: LocalOrganization | None, *, inferred: bool) -> Grounds:
    """Return what a post rests on, by the body that it is in."""
    if body is None:
        return "post", "no body"
    if inferred:
        return "post", "inferred body"
    return "post", "known body" if body.reference is not None else "body by its words"


def _mention(participant: Participant, draft: EventDraft) -> str:
    if participant.role == "companion":
        return "companion"
    agent = participant.agent
    if not draft.is_told_by(agent.sentence):
        # No sentence about the event mentions them: they are whom the text was about before.
        return "implied"
    return _MENTIONS.get(agent.kind, agent.kind)


def _weakest_mention(draft: EventDraft) -> str:
    """Return how the least sure participant is mentioned; companions came later, and say nothing of it."""
    mentions = (_mention(participant, draft) for participant in draft.participants)
    own = [mention for mention in mentions if mention != "companion"]
    return max(own, key=_BY_STRENGTH.index, default="nobody")
