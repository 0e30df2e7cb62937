"""Nouns of gatherings: which words name a conference, a training or a ceremony, and what it is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.vocabulary import word_set

# Noun → (kind of event, concept of meeting-format). Longer nouns are matched first.
_NOUNS: dict[tuple[str, ...], tuple[str, str]] = {
    ("press", "conference"): ("press-conference", "press-conference"),
    ("news", "conference"): ("press-conference", "press-conference"),
    ("press", "briefing"): ("press-conference", "press-conference"),
    ("press-conference",): ("press-conference", "press-conference"),
    ("round", "table"): ("conference", "round-table"),
    ("round-table",): ("conference", "round-table"),
    ("roundtable",): ("conference", "round-table"),
    ("working", "group", "meeting"): ("conference", "working-group"),
    ("conference",): ("conference", "conference"),
    ("seminar",): ("conference", "workshop"),
    ("workshop",): ("conference", "workshop"),
    ("symposium",): ("conference", "conference"),
    ("training", "course"): ("training", "training"),
    ("training", "of", "trainers"): ("training", "training"),
    ("training", "of", "trainers", "course"): ("training", "training"),
    ("training", "session"): ("training", "training"),
    ("training",): ("training", "training"),
    ("course",): ("training", "training"),
    ("master", "classes"): ("training", "training"),
    ("master", "class"): ("training", "training"),
    ("lectures",): ("training", "training"),
    ("summer", "school"): ("training", "training"),
    ("ministerial", "council"): ("conference", "conference"),
    ("annual", "session"): ("conference", "conference"),
    ("session",): ("conference", "conference"),
    ("joint", "session"): ("conference", "conference"),
    ("winter", "meeting"): ("conference", "conference"),
    ("autumn", "meeting"): ("conference", "conference"),
    ("implementation", "meeting"): ("conference", "conference"),
    ("review", "meeting"): ("conference", "conference"),
    ("ceremony",): ("ceremony", "ceremony"),
    ("inauguration",): ("ceremony", "ceremony"),
    ("opening", "of"): ("ceremony", "ceremony"),
}
_LONGEST = max(len(noun) for noun in _NOUNS)
_OPENED = word_set(
    "office centre center exhibition building monument school academy bridge museum library presence"
)
_OPENED_REACH = 7
_INSTITUTES = word_set("centre center academy facility institute school programme program")
_GENERAL = word_set("conference training course ceremony workshop seminar")
_MARGINS = word_set("margins sidelines margin fringes")
_MARGINS_REACH = 10
_SITTINGS = word_set("meeting session")
_SITTING_BODIES = word_set("council committee bureau group assembly commission forum board")
_SITTING_REACH = 8
TRIGGERS: Final = _SITTINGS | {noun[0] for noun in _NOUNS}
"""Words with which the noun of a gathering begins."""

_NOUN_TAGS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_TITLE_TAGS = frozenset({"NOUN", "ADJ", "PROPN"})
_DEFINITE = word_set("the this its")
_NO_TITLES = word_set("online annual regional one-day two-day")
_NO_SUBJECTS = word_set("joint osce")
_AFTER_SUBJECT = word_set(", . ; ( ) which for where")
_FINITE_TAGS = frozenset({"VBD", "VBZ", "MD"})
_SUBJECT_REACH = 14
_PREPOSITION_REACH = 5


@dataclass(frozen=True, slots=True)
class GatheringNoun:
    """A noun of a gathering at tokens ``[start, end)``.

    Attributes:
        kind: of the event: ``conference``, ``training``, ``press-conference``, ``ceremony``.
        format: concept of meeting-format.
        is_definite: "the", "this" or "its" stands before it, so it may point back.
    """

    start: int
    end: int
    kind: str
    format: str
    is_definite: bool

    def covers(self, index: int) -> bool:
        """Tell whether the token at ``index`` is a part of the noun."""
        return self.start <= index < self.end


def find_gathering_nouns(sentence: Sentence) -> list[GatheringNoun]:
    """Return the nouns of gatherings of a sentence from left to right."""
    nouns: list[GatheringNoun] = []
    position = 0
    while position < len(sentence):
        noun = _noun_at(sentence, position)
        if noun is not None:
            nouns.append(noun)
        position = noun.end if noun is not None else position + 1
    return nouns


def _noun_at(sentence: Sentence, position: int) -> GatheringNoun | None:
    token = sentence.tokens[position]
    if token.lower not in TRIGGERS:
        return None
    if sentence.lower(position - 1) == "video" or token.pos not in _NOUN_TAGS:
        # A video conference is a way to meet.
        return None
    for length in range(_LONGEST, 0, -1):
        found = _NOUNS.get(tuple(sentence.lower(position + i) for i in range(length)))
        if found is not None and not _is_other_use(sentence, position, position + length):
            before = range(max(0, position - 2), position)
            is_definite = any(sentence.lower(index) in _DEFINITE for index in before)
            return GatheringNoun(position, position + length, *found, is_definite)
    if _is_sitting(sentence, position):
        return GatheringNoun(position, position + 1, "conference", "conference", is_definite=False)
    return None


def _is_other_use(sentence: Sentence, start: int, end: int) -> bool:
    """Tell what only looks like a gathering: "the course of events", a "Training Centre", opening talks."""
    following = {sentence.lower(index) for index in range(end, end + _OPENED_REACH)}
    if sentence.lower(start) == "opening":
        return not following & _OPENED
    if sentence.lower(end - 1) == "course" and sentence.lower(end) == "of":
        return end - start == 1
    return sentence.lower(end) in _INSTITUTES


def _is_sitting(sentence: Sentence, position: int) -> bool:
    """Tell whether a body sits.

    "The first meeting of the Senior Council", "a session of the Group", "the meeting which our Bureau held".
    """
    following = sentence.lower(position + 1)
    is_held = following in ("which", "that") and "held" in {
        sentence.lower(index) for index in range(position, position + _SITTING_REACH)
    }
    if sentence.lower(position) not in _SITTINGS or not (following == "of" or is_held):
        return False
    for index in range(position + 2, min(len(sentence), position + _SITTING_REACH)):
        if sentence.lower(index) in _SITTING_BODIES and sentence.is_capitalized(index):
            return True
        if not (sentence.is_capitalized(index) or sentence.tokens[index].pos in ("DET", "ADJ", "PRON")):
            return False
    return False


def may_be_called(known: Sentence, start: int, sentence: Sentence, noun: GatheringNoun) -> bool:
    """Tell whether a later noun can mean the gathering that the noun at ``start`` of ``known`` names.

    "The session" can mean the Annual Session; "the Autumn Meeting" can not.
    """
    words = [sentence.lower(index) for index in range(noun.start, noun.end)]
    first = [known.lower(index) for index in range(start, start + _LONGEST)]
    return words == first[: len(words)] or (len(words) == 1 and (words[0] in first or words[0] in _GENERAL))


def margins_of(sentence: Sentence) -> GatheringNoun | None:
    """Return the gathering on whose margins a sentence sets its events."""
    margins = [index for index, token in enumerate(sentence.tokens) if token.lower in _MARGINS]
    if not margins:
        return None
    reach = range(margins[0], margins[0] + _MARGINS_REACH)
    return next((noun for noun in find_gathering_nouns(sentence) if noun.start in reach), None)


def preposition_before(sentence: Sentence, noun: GatheringNoun) -> str:
    """Return the preposition that the noun hangs on, "" if none stands close before it."""
    for index in range(noun.start - 1, max(-1, noun.start - 1 - _PREPOSITION_REACH), -1):
        if sentence.tokens[index].pos == "ADP":
            return sentence.lower(index)
    return ""


def subject_of_gathering(sentence: Sentence, noun: GatheringNoun) -> list[str]:
    """Return what the gathering is on: "on profiling of the electorate", else the words before the noun."""
    for index in range(noun.end, min(len(sentence), noun.end + _SUBJECT_REACH)):
        following = sentence.lower(index + 1)
        if sentence.lower(index) == "on" and following and not following.isdigit():
            end = index + 1
            while end < len(sentence) and not _ends_subject(sentence, end):
                end += 1
            return [sentence.text_of(index + 1, end)] if end > index + 1 else []
    start = noun.start
    while (
        start > 0
        and sentence.tokens[start - 1].pos in _TITLE_TAGS
        and sentence.lower(start - 1) not in _NO_SUBJECTS
        and not sentence.lower(start - 1)[0].isdigit()
    ):
        start -= 1
    title = sentence.text_of(start, noun.start) if start < noun.start else ""
    return [title] if title and title.lower() not in _NO_TITLES else []


def _ends_subject(sentence: Sentence, position: int) -> bool:
    """Tell whether a date, a place, a verb or a new clause begins: the subject ends before it."""
    word = sentence.lower(position)
    if word in _AFTER_SUBJECT or sentence.tokens[position].tag in _FINITE_TAGS:
        return True
    match = sentence.matches.get(position + 1)
    is_place = word in ("in", "at") and match is not None and match.entry("city", "state") is not None
    return is_place or (word in ("on", "from") and sentence.lower(position + 1)[:1].isdigit())
