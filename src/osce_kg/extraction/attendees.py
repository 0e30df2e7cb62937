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
from osce_kg.extraction.status import event_status
from osce_kg.extraction.syntax import is_pluperfect
from osce_kg.extraction.vocabulary import word_set

_MEETING_NOUNS = word_set("meeting talks discussions discussion encounter consultations")
_TAKING_PART = frozenset({("took", "part"), ("takes", "part")})
_DENYING = word_set("denied nobody never none")
_NOUN_REACH = 5
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
        for index in _attendances(sentence):
            agents.extend(self._agents_at(sentence, index))
        return participants_of(self._cast, agents, "attendee")

    def _agents_at(self, sentence: Sentence, index: int) -> list[Agent]:
        if sentence.lower(index) == "attended" and sentence.lower(index + 1) == "by":
            found = self._phrases.read_object(sentence, index + 2, reach=2)
            return list(found.agents) if found is not None else []
        return self._agents_before(sentence, index)

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
                if position == 0 or sentence.tokens[position - 1].pos != "ADP":
                    agents.extend(found.agents)
                position = found.end
            else:
                position += 1
        return agents


def _is_other_person(attendee: Participant, known: Collection[Individual]) -> bool:
    if attendee.individual is None:
        return attendee.agent.kind == "group"
    return attendee.individual not in known


def _attendances(sentence: Sentence) -> list[int]:
    """Return the tokens that tell that somebody was there, not that nobody was, or will be."""
    if any(token.lower in _DENYING for token in sentence.tokens):
        return []
    found = []
    for index, token in enumerate(sentence.tokens):
        is_told = token.lower in ("participated", "attended") or (
            (token.lower, sentence.lower(index + 1)) in _TAKING_PART
        )
        if is_told and event_status(sentence, index) == "occurred" and not is_pluperfect(sentence, index):
            found.append(index)
    return found


def _speaks_of_meeting(sentence: Sentence) -> bool:
    """Tell whether "the meeting" itself is attended, not one of a body, nor something that is not named."""
    told = _attendances(sentence)
    return bool(told) and any(
        token.lower in _MEETING_NOUNS
        and sentence.lower(noun - 1) in ("the", "these", "this")
        and sentence.lower(noun + 1) not in ("of", "in", "between")
        and any(abs(index - noun) <= _NOUN_REACH for index in told)
        for noun, token in enumerate(sentence.tokens)
    )
