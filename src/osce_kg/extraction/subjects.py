"""What an event was about: the thing discussed as written, and the fields of work it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.groups import read_group
from osce_kg.extraction.vocabulary import word_set

_DISCUSSING = word_set("discussed discuss discusses discussing reviewed raised addressed")
_LEADS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:the )?(?:discussions?|talks|meetings?) (?:also )?"
        r"(?:focused|centred|centered) on (?P<subject>.+)",
        r"\bamong (?:the )?(?:issues|topics|subjects|questions) "
        r"(?:discussed|raised|reviewed|covered) (?:were|was) (?P<subject>.+)",
        r"\b(?:the )?participants (?:also )?(?:discussed|reviewed|considered) (?P<subject>.+)",
        r"\b(?:during|in) the (?:meeting|talks|discussions),? (?P<subject>.+?),? (?:was|were) discussed",
    )
)
_IN_LEADS = word_set("discussed focused centred centered raised reviewed covered considered")
"""Each lead has one of these words."""

_STOPS = word_set("with during at in after before when while including , . ;")


def add_subjects(sentences: Sequence[Sentence], drafts: Sequence[EventDraft]) -> None:
    """Note what each meeting discussed.

    Its own verb tells, or a sentence after it in the paragraph ("The discussions focused on …").
    """
    for draft in drafts:
        if draft.kind == "meeting" and not draft.subjects:
            draft.subjects = _discussed(draft.sentence, draft.trigger)
    told: dict[int, list[EventDraft]] = {}
    for draft in drafts:
        if draft.kind != "visit":
            told.setdefault(draft.sentence.index, []).append(draft)
    last: list[EventDraft] = []
    for before, sentence in pairwise(sentences):
        last = told.get(before.index, last) if before.paragraph == sentence.paragraph else []
        subject = _told_subject(sentence) if last else None
        if subject is not None:
            for draft in last:
                draft.attest(sentence)
                draft.subjects.append(subject)


def _told_subject(sentence: Sentence) -> str | None:
    if not any(token.lower in _IN_LEADS for token in sentence.tokens):
        return None
    text = sentence.text_of(0, len(sentence))
    matches = (lead.search(text) for lead in _LEADS)
    return next((match["subject"].rstrip(" .") for match in matches if match), None)


def _discussed(sentence: Sentence, trigger: int) -> list[str]:
    """Return "the draft of the new election law" of "He discussed the draft … in a meeting with …"."""
    for index in range(trigger, -1, -1):
        if sentence.lower(index) in _DISCUSSING and sentence.tokens[index].pos == "VERB":
            end = index + 1
            while end < len(sentence) and sentence.lower(end) not in _STOPS:
                end += 1
            return [sentence.text_of(index + 1, end)] if end > index + 1 else []
    return []


class TopicFinder:
    """Finds the fields of work that the events of one document were about."""

    def __init__(self, cast: Cast, gazetteer: Gazetteer) -> None:
        self._cast = cast
        self._gazetteer = gazetteer
        self._hidden: dict[int, frozenset[int]] = {}

    def topics(self, draft: EventDraft) -> tuple[str, ...]:
        """Return the keys of the fields of work whose cue words tell what the event was about.

        Names and descriptions of the participants are left out: whom somebody met is not what they spoke of.
        An event whose subject tells of no field, or points back ("the legislation"), shares those of the
        visit told of just before.
        """
        own = self._told(draft)
        outer = draft.part_of
        if outer is None or not draft.subjects or draft.sentence.index - outer.sentence.index != 1:
            return own
        points_back = any(s.lower().startswith("the ") and len(s.split()) == 2 for s in draft.subjects)
        if outer.sentence.paragraph != draft.sentence.paragraph or (own and not points_back):
            return own
        return self._gazetteer.in_order({*own, *self._told(outer)})

    def _told(self, draft: EventDraft) -> tuple[str, ...]:
        passages = [self._without_people(sentence, draft) for sentence in draft.evidence]
        return self._gazetteer.find_fields(" ".join([*passages, *draft.subjects]))

    def _without_people(self, sentence: Sentence, draft: EventDraft) -> str:
        """Return the text of a sentence without the phrases that name people, groups and bodies."""
        parts = [p.agent for p in draft.participants if p.agent.sentence is sentence]
        hidden = self._people_and_bodies(sentence).union(*(range(part.start, part.end) for part in parts))
        return " ".join(token.text for index, token in enumerate(sentence.tokens) if index not in hidden)

    def _people_and_bodies(self, sentence: Sentence) -> frozenset[int]:
        """Return the tokens of such phrases; kept, as the events of a list share their sentence."""
        if sentence.index not in self._hidden:
            spans = [(agent.start, agent.end) for agent in self._cast.agents.get(sentence.index, [])]
            spans += [(m.start, m.end) for m in sentence.matches.values() if m.entry("structure")]
            groups = (read_group(sentence, start) for start in range(len(sentence)))
            spans += [(group.start, group.end) for group in groups if group is not None]
            self._hidden[sentence.index] = frozenset(i for start, end in spans for i in range(start, end))
        return self._hidden[sentence.index]
