"""Quoted speech: what was said literally, by whom, and at which event."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from osce_kg.extraction.agents import is_subject
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.assembly import Assembler
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.phrases import pronoun_at
from osce_kg.extraction.quotations import find_quotations
from osce_kg.extraction.vocabulary import word_set
from osce_kg.model.extraction import LocalUtterance
from osce_kg.model.text import Span

_SAYING = word_set(
    "said says told added stressed noted emphasized underlined stated remarked explained recalled "
    "expressed argued concluded"
)
_SPEAKING_EVENTS = frozenset({"meeting", "press-conference", "conference", "ceremony"})
_FURTHEST_EVENT = 3
"""Sentences that may lie between an event and what was said at it."""


def read_utterances(
    text: str, sentences: Sequence[Sentence], cast: Cast, drafts: Sequence[EventDraft], assembler: Assembler
) -> tuple[LocalUtterance, ...]:
    """Return the quotations of a document with their speakers; scare quotes of a few words are left out."""
    found: list[LocalUtterance] = []
    spoken_at = _speaking_events(drafts)
    starts = [sentence.span.start for sentence in sentences]
    ends = [sentence.span.end for sentence in sentences]
    for span in find_quotations(text, sentences):
        around = sentences[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
        if not around:
            continue
        speaker = _speaker(around, span, cast)
        local = assembler.person_id(speaker) if speaker is not None else None
        evidence = Span(around[0].span.start, around[-1].span.end)
        found.append(LocalUtterance(local, _event(around[-1], speaker, spoken_at), span, evidence))
    return tuple(found)


def _speaker(around: Sequence[Sentence], span: Span, cast: Cast) -> Individual | None:
    """Return the subject of the verb of saying beside the quotation, else whom the text is about."""
    for sentence in reversed(around):
        for index, token in enumerate(sentence.tokens):
            if token.lower in _SAYING and not span.start <= token.span.start < span.end:
                found = _sayer(sentence, index, span, cast)
                if found is not None:
                    return found
    return cast.topic_before(around[0])


def _sayer(sentence: Sentence, verb: int, span: Span, cast: Cast) -> Individual | None:
    """Return who says: a pronoun beside the verb, else the nearest subject outside the quotation."""
    for index in (verb - 1, verb + 1, verb - 2):
        if sentence.lower(index) in ("he", "she"):
            return next(iter(cast.referents(pronoun_at(sentence, index))), None)
    outside = [
        agent
        for agent in cast.agents[sentence.index]
        if not span.covers(sentence.span_of(agent.start, agent.end)) and not agent.plural
    ]
    near = sorted(outside, key=lambda agent: (not is_subject(agent), abs(agent.start - verb)))
    return next((individual for agent in near for individual in cast.referents(agent)), None)


def _speaking_events(drafts: Sequence[EventDraft]) -> dict[int, list[tuple[int, EventDraft]]]:
    """Return the events at which people speak, with their numbers, by the index of their sentence."""
    found: dict[int, list[tuple[int, EventDraft]]] = {}
    for number, draft in enumerate(drafts, start=1):
        if draft.kind in _SPEAKING_EVENTS and not draft.is_headline:
            found.setdefault(draft.sentence.index, []).append((number, draft))
    return found


def _event(
    last: Sentence, speaker: Individual | None, spoken_at: Mapping[int, Sequence[tuple[int, EventDraft]]]
) -> str | None:
    """Return the local id of the last event up to ``last`` at which the speaker took part."""
    for index in range(last.index, last.index - _FURTHEST_EVENT - 1, -1):
        numbers = [n for n, draft in spoken_at.get(index, ()) if speaker in draft.individuals()]
        if numbers:
            return f"e{max(numbers)}"
    return None
