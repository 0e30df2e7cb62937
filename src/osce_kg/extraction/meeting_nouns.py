"""Encounters told by nouns: "held talks with", "meetings between", "his interlocutors were"."""

from __future__ import annotations

from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.actors import MeetingActors
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.encounters import Encounter, encounter_with, is_several, read_opening_with
from osce_kg.extraction.phrases import AgentList, PhraseReader
from osce_kg.extraction.status import event_status
from osce_kg.extraction.vocabulary import word_set

_NOUNS = word_set(
    "meeting meetings talks discussions discussion consultations consultation conversation "
    "conversations negotiations audience audiences lunch dinner breakfast encounter views dialogue "
    "briefing briefings"
)
_INTERLOCUTORS = word_set("interlocutors interlocutor partners counterparts")
_CALLS = word_set("call visit")
TRIGGERS: Final = _NOUNS | _INTERLOCUTORS | _CALLS | {"conference"}
"""Words that, as nouns, tell of an encounter; "conference" does in "video conference"."""

_BETWEEN_NOUN_AND_WITH = word_set(
    "in at on today yesterday tomorrow here there the this morning afternoon later held also , took "
    "take place were was are that same day further about concerning 's current projects"
)
_ARRANGED = word_set("organized organised arranged facilitated")
_FURTHEST_PREPOSITION = 12


class MeetingNouns:
    """Reads the encounter that a noun tells of."""

    def __init__(self, phrases: PhraseReader, actors: MeetingActors) -> None:
        self._phrases = phrases
        self._actors = actors

    def read(self, sentence: Sentence, index: int) -> Encounter | None:
        """Return what the noun at ``index`` tells of, None where it is no noun of meeting."""
        token = sentence.tokens[index]
        if token.lower not in TRIGGERS or sentence.lower(index - 1) == "press":
            return None
        video_conference = token.lower == "conference" and sentence.lower(index - 1) == "video"
        if (token.lower in _NOUNS or video_conference) and token.pos in ("NOUN", "PROPN"):
            return self._talks(sentence, index)
        if token.lower in _INTERLOCUTORS:
            return self._interlocutors(sentence, index)
        if is_courtesy_call(sentence, index):
            return self._courtesy_call(sentence, index)
        return None

    def _talks(self, sentence: Sentence, noun: int) -> Encounter | None:
        """Read "held separate meetings with A", "after a meeting with A he said", "talks between A and B"."""
        word = sentence.lower(noun)
        if word == "views" and sentence.lower(noun - 2) not in ("exchange", "exchanged"):
            return None
        position = _preposition_of(sentence, noun)
        if position is None:
            return read_opening_with(sentence, noun, self._phrases, self._actors)
        preposition = sentence.lower(position)
        other = self._phrases.read_object(sentence, position + 1, reach=4)
        if other is None or (preposition in ("by", "from") and not _is_briefing(word)):
            return None
        if preposition in ("between", "of"):
            return _talks_between(sentence, noun, preposition, other)
        left = self._actors.of_noun(sentence, noun, other)
        status = event_status(sentence, noun, is_noun=True)
        form = "briefing" if _is_briefing(word) else "bilateral"
        encounter = encounter_with(other, left, noun, status, form)
        encounter.is_joint = len(other.agents) > 1 and _is_one_meeting(sentence, noun)
        return encounter

    def _interlocutors(self, sentence: Sentence, noun: int) -> Encounter | None:
        left = self._actors.possessor(sentence, noun)
        if not left:
            return None
        position = noun + 1
        limit = min(len(sentence), noun + 9)
        while position < limit and sentence.lower(position) not in ("were", "included", "include", "was"):
            position += 1
        other = self._phrases.read_object(sentence, position + 1) if position < limit else None
        if other is None and sentence.lower(noun).startswith("interlocutor"):
            # "A, B and C were the Deputy Head's interlocutors in Travnik".
            other = self._phrases.read_list(sentence, 0)
        if other is None or any(agent in other.agents for agent in left):
            return None
        return encounter_with(other, left, noun, "occurred")

    def _courtesy_call(self, sentence: Sentence, noun: int) -> Encounter | None:
        if sentence.lower(noun + 1) not in ("on", "to"):
            return None
        host = self._phrases.read_object(sentence, noun + 2, reach=3)
        if host is None:
            return None
        left = self._actors.of_noun(sentence, noun, host)
        status = event_status(sentence, noun, is_noun=True)
        encounter = encounter_with(host, left, noun, status, "audience")
        encounter.is_hosted = True
        return encounter


def is_courtesy_call(sentence: Sentence, index: int) -> bool:
    """Tell whether "call" or "visit" at ``index`` is a courtesy call: that is a meeting, not a journey."""
    before = (sentence.lower(index - 1), sentence.lower(index - 2))
    return sentence.lower(index) in _CALLS and "courtesy" in before


def _is_briefing(word: str) -> bool:
    return word in ("briefing", "briefings")


def _is_one_meeting(sentence: Sentence, noun: int) -> bool:
    """Tell "a meeting with A and B" from "meetings with A and B"."""
    before = {sentence.lower(index) for index in range(max(0, noun - 3), noun)}
    return not sentence.lower(noun).endswith("s") and bool(before & {"a", "an", "one"})


def _talks_between(sentence: Sentence, noun: int, preposition: str, parties: AgentList) -> Encounter | None:
    """Read "talks between A and B" and "a meeting of the Ministers", without what follows "Ministers"."""
    agents = parties.agents
    if preposition == "of":
        if sentence.lower(noun) not in ("meeting", "meetings"):
            return None
        agents = [agent for agent in agents if agent.start == parties.start]
    if not is_several(agents):
        return None
    status = event_status(sentence, noun, is_noun=True)
    return Encounter(noun, agents, [], status, "talks", (parties.start, parties.end))


def _preposition_of(sentence: Sentence, noun: int) -> int | None:
    """Return the "with", "between", "by" of a meeting noun: places and days may stand between."""
    position = noun + 1
    limit = min(len(sentence), noun + _FURTHEST_PREPOSITION)
    is_briefing = _is_briefing(sentence.lower(noun))
    while position < limit:
        word = sentence.lower(position)
        if word in ("with", "between") or (position == noun + 1 and word == "of"):
            return position
        if is_briefing and word in ("by", "from"):
            return position
        if word in _ARRANGED and sentence.lower(position + 1) == "by":
            # "meetings organized by the Mission with A": the arranger is stepped over.
            position = next((i for i in range(position, limit) if sentence.lower(i) == "with"), limit)
        elif position in sentence.matches:
            position = sentence.matches[position].end
        elif _may_stand_between(word) or (is_briefing and word not in (".", ";")):
            position += 1
        else:
            return None
    return None


def _may_stand_between(word: str) -> bool:
    return word in _BETWEEN_NOUN_AND_WITH or word in words.MONTHS or word in words.WEEKDAYS or word.isdigit()
