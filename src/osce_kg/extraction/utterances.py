"""Quoted speech: what was said literally, by whom, and at which event."""

from __future__ import annotations

from collections.abc import Sequence

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.assembly import Assembler
from osce_kg.extraction.coreference import Cast, Individual, is_subject
from osce_kg.extraction.drafts import EventDraft
from osce_kg.model.extraction import LocalUtterance
from osce_kg.model.text import Span

_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“"}
_SHORTEST = 25
_SAYING = frozenset(
    {
        "said",
        "says",
        "told",
        "added",
        "stressed",
        "noted",
        "emphasized",
        "underlined",
        "stated",
        "remarked",
        "explained",
        "recalled",
        "expressed",
        "argued",
        "concluded",
    }
)


def read_utterances(
    text: str, sentences: Sequence[Sentence], cast: Cast, drafts: Sequence[EventDraft], assembler: Assembler
) -> tuple[LocalUtterance, ...]:
    """Return the quotations of a document with their speakers; scare quotes of a few words are left out."""
    found: list[LocalUtterance] = []
    for span in _quotations(text, sentences):
        around = [s for s in sentences if s.span.overlaps(span)]
        if not around:
            continue
        speaker = _speaker(around, span, cast)
        local = assembler.person_id(speaker) if speaker is not None else None
        evidence = Span(around[0].span.start, around[-1].span.end)
        found.append(LocalUtterance(local, _event(around, speaker, drafts), span, evidence))
    return tuple(found)


def _quotations(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """Return the insides of quotation marks; a quotation stays within its paragraph."""
    spans: list[Span] = []
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    for members in paragraphs.values():
        position, end = members[0].span.start, members[-1].span.end
        while position < end:
            closing = _PAIRS.get(text[position])
            close = text.find(closing, position + 1, end) if closing else -1
            if close > position + _SHORTEST and not _is_title(text[position + 1 : close]):
                spans.append(Span(position + 1, close))
            position = close + 1 if close > position else position + 1
    return spans


def _is_title(quoted: str) -> bool:
    """Tell a title in quotation marks from speech: most of its longer words are capitalized."""
    long_words = [word for word in quoted.split() if len(word) > 3]
    return sum(word[0].isupper() for word in long_words) > 0.6 * len(long_words)


def _speaker(around: Sequence[Sentence], span: Span, cast: Cast) -> Individual | None:
    """Return the subject of the verb of saying beside the quotation, else whom the text is about."""
    for sentence in reversed(around):
        for index, token in enumerate(sentence.tokens):
            if token.lower in _SAYING and not span.start <= token.span.start < span.end:
                found = _subject(sentence, index, span, cast)
                if found is not None:
                    return found
    return cast.topic_before(around[0])


def _subject(sentence: Sentence, verb: int, span: Span, cast: Cast) -> Individual | None:
    outside = [
        a
        for a in cast.agents[sentence.index]
        if not span.covers(sentence.span_of(a.start, a.end)) and not a.plural
    ]
    near = sorted(outside, key=lambda agent: (not is_subject(agent), abs(agent.start - verb)))
    for index in (verb - 1, verb + 1, verb - 2):
        if sentence.lower(index) in ("he", "she"):
            pronoun = Agent("pronoun", sentence, index, index + 1, label=sentence.lower(index))
            return next(iter(cast.referents(pronoun)), None)
    return next((individual for agent in near for individual in cast.referents(agent)), None)


def _event(
    around: Sequence[Sentence], speaker: Individual | None, drafts: Sequence[EventDraft]
) -> str | None:
    """Return the local id of the last event before the end of the quotation at which the speaker took part."""
    last = around[-1].index
    taken = [
        (draft.sentence.index, number)
        for number, draft in enumerate(drafts, start=1)
        if speaker in draft.individuals()
        and draft.kind in ("meeting", "press-conference", "conference", "ceremony")
        and draft.sentence.paragraph >= 0
        and last - 3 <= draft.sentence.index <= last
    ]
    return f"e{max(taken)[1]}" if taken else None
