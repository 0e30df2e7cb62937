"""What an event was about: the thing discussed as written, and the fields of work it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.groups import read_group
from osce_kg.extraction.vocabulary import word_set
from osce_kg.model.reference import FieldOfWork

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
_STOPS = word_set("with during at in after before when while including , . ;")


@lru_cache(maxsize=64)
def _pattern(field: FieldOfWork) -> re.Pattern[str]:
    cues = sorted({field.label.lower(), *field.keywords}, key=lambda cue: (-len(cue), cue))
    return re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in cues) + r")", re.I)


def add_subjects(sentences: Sequence[Sentence], drafts: Sequence[EventDraft]) -> None:
    """Note what each meeting discussed.

    Its own verb tells, or a sentence after it in the paragraph ("The discussions focused on …").
    """
    for draft in drafts:
        if draft.kind == "meeting" and not draft.subjects:
            draft.subjects = _discussed(draft.sentence, draft.trigger)
    for sentence in sentences:
        subject = _told_subject(sentence)
        if subject is None:
            continue
        for draft in _last_told(drafts, sentence):
            draft.attest(sentence)
            draft.subjects.append(subject)


def _told_subject(sentence: Sentence) -> str | None:
    text = sentence.text_of(0, len(sentence))
    matches = (lead.search(text) for lead in _LEADS)
    return next((match["subject"].rstrip(" .") for match in matches if match), None)


def _last_told(drafts: Sequence[EventDraft], sentence: Sentence) -> list[EventDraft]:
    """Return the events that are told last before ``sentence`` in its paragraph, visits apart."""
    before = [
        draft
        for draft in drafts
        if draft.kind != "visit"
        and draft.sentence.paragraph == sentence.paragraph
        and draft.sentence.index < sentence.index
    ]
    last = max((draft.sentence.index for draft in before), default=-1)
    return [draft for draft in before if draft.sentence.index == last]


def _discussed(sentence: Sentence, trigger: int) -> list[str]:
    """Return "the draft of the new election law" of "He discussed the draft … in a meeting with …"."""
    for index in range(trigger, -1, -1):
        if sentence.lower(index) in _DISCUSSING and sentence.tokens[index].pos == "VERB":
            end = index + 1
            while end < len(sentence) and sentence.lower(end) not in _STOPS:
                end += 1
            return [sentence.text_of(index + 1, end)] if end > index + 1 else []
    return []


def find_topics(draft: EventDraft, cast: Cast, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the keys of the fields of work whose cue words tell what the event was about.

    Names and descriptions of the participants are left out: whom somebody met is not what they spoke of. An
    event whose subject tells of no field, or points back ("the legislation"), shares those of the visit
    told of just before.
    """
    own = _topics_of(draft, cast, gazetteer)
    outer = draft.part_of
    if outer is None or not draft.subjects or draft.sentence.index - outer.sentence.index != 1:
        return own
    points_back = any(s.lower().startswith("the ") and len(s.split()) == 2 for s in draft.subjects)
    if outer.sentence.paragraph != draft.sentence.paragraph or (own and not points_back):
        return own
    shared = {*own, *_topics_of(outer, cast, gazetteer)}
    return tuple(field.key for field in gazetteer.fields_of_work() if field.key in shared)


def _topics_of(draft: EventDraft, cast: Cast, gazetteer: Gazetteer) -> tuple[str, ...]:
    text = " ".join(
        [*(_without_people(sentence, draft, cast) for sentence in draft.evidence), *draft.subjects]
    )
    return fields_named_in(text, gazetteer)


def fields_named_in(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the keys of the fields of work whose cue words stand in a text."""
    return tuple(field.key for field in gazetteer.fields_of_work() if _pattern(field).search(text))


def _without_people(sentence: Sentence, draft: EventDraft, cast: Cast) -> str:
    """Return the text of a sentence without the phrases that name people, groups and bodies."""
    spans = [(a.start, a.end) for a in cast.agents.get(sentence.index, [])]
    spans += [(p.agent.start, p.agent.end) for p in draft.participants if p.agent.sentence is sentence]
    spans += [(m.start, m.end) for m in sentence.matches.values() if m.entry("structure")]
    spans += [(group.start, group.end) for i in range(len(sentence)) if (group := read_group(sentence, i))]
    hidden = {index for start, end in spans for index in range(start, end)}
    return " ".join(token.text for index, token in enumerate(sentence.tokens) if index not in hidden)
