"""Paragraphs that a page prints more than once."""

from __future__ import annotations

from collections.abc import Sequence

from osce_kg.model.text import Span

_SHORTEST_REPEAT = 40


def fold_repeats(text: str, spans: Sequence[Span]) -> dict[Span, tuple[Span, ...]]:
    """Return each paragraph that is new, in order, with the places where it is printed again.

    Short lines ("Participants:") may recur for a reason and are not folded. Paragraphs that differ only in
    where their lines end are the same: offsets within the first hold within the others.
    """
    first: dict[str, Span] = {}
    repeats: dict[Span, list[Span]] = {}
    for span in spans:
        content = span.of(text).replace("\n", " ")
        original = first.setdefault(content, span)
        if original is span or len(content) < _SHORTEST_REPEAT:
            repeats[span] = []
        else:
            repeats[original].append(span)
    return {span: tuple(again) for span, again in repeats.items()}
