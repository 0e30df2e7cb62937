"""Nouns of gatherings: which words name a conference, a training or a ceremony, and what it is on."""

from __future__ import annotations

from dataclasses import dataclass

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
    ("training", "session"): ("training", "training"),
    ("training",): ("training", "training"),
    ("course",): ("training", "training"),
    ("master", "classes"): ("training", "training"),
    ("master", "class"): ("training", "training"),
    ("lectures",): ("training", "training"),
    ("summer", "school"): ("training", "training"),
    ("ceremony",): ("ceremony", "ceremony"),
    ("inauguration",): ("ceremony", "ceremony"),
}
_LONGEST = max(len(noun) for noun in _NOUNS)
_NOUN_TAGS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_TITLE_TAGS = frozenset({"NOUN", "ADJ", "PROPN"})
_DEFINITE = word_set("the this its")
_NO_TITLES = word_set("annual regional one-day two-day")
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
    if sentence.lower(position - 1) == "video" or sentence.tokens[position].pos not in _NOUN_TAGS:
        # A video conference is a way to meet.
        return None
    for length in range(_LONGEST, 0, -1):
        found = _NOUNS.get(tuple(sentence.lower(position + i) for i in range(length)))
        if found is not None:
            before = range(max(0, position - 2), position)
            is_definite = any(sentence.lower(index) in _DEFINITE for index in before)
            return GatheringNoun(position, position + length, *found, is_definite)
    return None


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
        start > 0 and sentence.tokens[start - 1].pos in _TITLE_TAGS and sentence.lower(start - 1) != "joint"
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
