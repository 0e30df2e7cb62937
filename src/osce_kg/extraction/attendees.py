"""Who else was there: "A and B also took part in the meeting", "the meeting was attended by C"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import EventDraft, Participant, participants_of
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.vocabulary import word_set

_MEETING_NOUNS = word_set("meeting talks discussions discussion encounter consultations")
_TAKING_PART = frozenset({("took", "part"), ("takes", "part")})
TRIGGERS: Final = word_set("attended participated took takes")
"""Words that tell of those who were there."""


class AttendeeReader:
    """Reads those who took part in what the sentences before tell of."""

    def __init__(self, cast: Cast, phrases: PhraseReader) -> None:
        self._cast = cast
        self._phrases = phrases

    def read(self, sentence: Sentence) -> list[Participant]:
        """Return the attendees that a sentence names, in the order of the text."""
        agents: list[Agent] = []
        for index, token in enumerate(sentence.tokens):
            if token.lower not in TRIGGERS:
                continue
            following = sentence.lower(index + 1)
            if token.lower == "attended" and following == "by":
                found = self._phrases.read_object(sentence, index + 2, reach=2)
                agents.extend(found.agents if found is not None else ())
            elif token.lower in ("participated", "attended") or (token.lower, following) in _TAKING_PART:
                agents.extend(self._agents_before(sentence, index))
        return participants_of(self._cast, agents, "attendee")

    def add_to_meetings(self, sentences: Iterable[Sentence], drafts: Sequence[EventDraft]) -> None:
        """Let those who "took part in the meeting" take part in the one meeting that is told just before.

        They are on no side: the text does not say on whose.
        """
        meetings = [draft for draft in drafts if draft.kind == "meeting" and not draft.is_headline]
        told: dict[int, list[EventDraft]] = {}
        for draft in meetings:
            told.setdefault(draft.sentence.index, []).append(draft)
        before: list[EventDraft] = []
        for sentence in sentences:
            if before and before[-1].sentence.paragraph != sentence.paragraph:
                before = []
            if len(before) == 1 and _speaks_of_meeting(sentence):
                known = before[0].individuals()
                attendees = [p for p in self.read(sentence) if _is_other_person(p, known)]
                before[0].add(attendees)
                if attendees:
                    before[0].attest(sentence)
            before = told.get(sentence.index) or before

    def _agents_before(self, sentence: Sentence, verb: int) -> list[Agent]:
        agents: list[Agent] = []
        position = 0
        while position < verb:
            found = self._phrases.read_list(sentence, position)
            if found is not None and found.end <= verb:
                agents.extend(found.agents)
                position = found.end
            else:
                position += 1
        return agents


def _is_other_person(attendee: Participant, known: Collection[Individual]) -> bool:
    if attendee.individual is None:
        return attendee.agent.kind == "group"
    return attendee.individual not in known


def _speaks_of_meeting(sentence: Sentence) -> bool:
    """Tell whether "the meeting" is attended, not a conference or nothing that is named."""
    for index, token in enumerate(sentence.tokens):
        if token.lower in _MEETING_NOUNS and sentence.lower(index - 1) in ("the", "these", "this"):
            return True
    return False
