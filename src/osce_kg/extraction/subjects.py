"""What an event was about: the thing discussed as written, and the fields of work whose cue words the text uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.model.reference import FieldOfWork

_DISCUSS = frozenset({"discussed", "discuss", "discusses", "discussing", "reviewed", "raised", "addressed"})
_LEADS = (
    re.compile(
        r"\b(?:the )?(?:discussions?|talks|meetings?) (?:also )?(?:focused|centred|centered) on (?P<subject>.+)",
        re.I,
    ),
    re.compile(
        r"\bamong (?:the )?(?:issues|topics|subjects|questions) (?:discussed|raised|reviewed|covered) (?:were|was) (?P<subject>.+)",
        re.I,
    ),
    re.compile(r"\b(?:the )?participants (?:also )?(?:discussed|reviewed|considered) (?P<subject>.+)", re.I),
    re.compile(
        r"\b(?:during|in) the (?:meeting|talks|discussions),? (?P<subject>.+?),? (?:was|were) discussed", re.I
    ),
)
_STOPS = frozenset({"with", "during", "at", "in", "after", "before", "when", "while", "including"})


@lru_cache(maxsize=64)
def _pattern(field: FieldOfWork) -> re.Pattern[str]:
    cues = sorted({field.label.lower(), *field.keywords}, key=lambda cue: (-len(cue), cue))
    return re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in cues) + r")", re.I)


def add_subjects(sentences: Sequence[Sentence], drafts: Sequence[EventDraft]) -> None:
    """Note what each meeting discussed: by its own verb, or by a sentence after it ("The discussions focused on …")."""
    for draft in drafts:
        if draft.kind == "meeting" and not draft.subjects:
            draft.subjects = _discussed(draft.sentence, draft.trigger)
    for sentence in sentences:
        subject = next(
            (m["subject"] for lead in _LEADS if (m := lead.search(sentence.text_of(0, len(sentence))))), None
        )
        if subject is None:
            continue
        before = [
            d
            for d in drafts
            if d.kind != "visit"
            and d.sentence.paragraph == sentence.paragraph
            and d.sentence.index < sentence.index
        ]
        last = max((d.sentence.index for d in before), default=-1)
        for draft in before:
            if draft.sentence.index == last:
                draft.attest(sentence)
                draft.subjects.append(subject.rstrip(" ."))


def _discussed(sentence: Sentence, trigger: int) -> list[str]:
    """Return "the draft of the new election law" of "He discussed the draft … in a meeting with …"."""
    for index in range(trigger, -1, -1):
        if sentence.lower(index) in _DISCUSS and sentence.tokens[index].pos == "VERB":
            end = index + 1
            while (
                end < len(sentence)
                and sentence.lower(end) not in _STOPS
                and sentence.lower(end) not in (",", ".", ";")
            ):
                end += 1
            return [sentence.text_of(index + 1, end)] if end > index + 1 else []
    return []


def find_topics(draft: EventDraft, cast: Cast, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the keys of the fields of work whose cue words tell what the event was about.

    Names and descriptions of the participants are left out: whom somebody met is not what they spoke of. An event that
    names no subject of its own shares that of the visit told of just before ("He discussed the legislation").
    """
    own = _topics_of(draft, cast, gazetteer)
    outer = draft.part_of
    if own or outer is None or draft.sentence.index - outer.sentence.index != 1 or not draft.subjects:
        return own
    return _topics_of(outer, cast, gazetteer) if outer.sentence.paragraph == draft.sentence.paragraph else own


def _topics_of(draft: EventDraft, cast: Cast, gazetteer: Gazetteer) -> tuple[str, ...]:
    text = " ".join(
        [*(_without_people(sentence, draft, cast) for sentence in draft.evidence), *draft.subjects]
    )
    return tuple(field.key for field in gazetteer.fields_of_work() if _pattern(field).search(text))


def _without_people(sentence: Sentence, draft: EventDraft, cast: Cast) -> str:
    """Return the text of a sentence without the phrases that name people, groups and bodies."""
    spans = [(a.start, a.end) for a in cast.agents.get(sentence.index, [])]
    spans += [(p.agent.start, p.agent.end) for p in draft.participants if p.agent.sentence is sentence]
    spans += [(m.start, m.end) for m in sentence.matches.values() if m.entry("structure")]
    hidden = {index for start, end in spans for index in range(start, end)}
    return " ".join(token.text for index, token in enumerate(sentence.tokens) if index not in hidden)
