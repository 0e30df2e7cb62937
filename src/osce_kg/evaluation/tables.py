"""Scores as plain text tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from osce_kg.evaluation.measuring import SplitScore
from osce_kg.evaluation.tallies import MEASURES

_BY_CONSTRUCT = ("persons", "roles", "visits", "meetings", "met_pairs", "dates", "places")


def render_totals(score: SplitScore, floors: Mapping[str, float]) -> str:
    """Return precision, recall and F1 per measure, with the floor of F1."""
    heading = f"{score.split}: {len(score.documents)} documents"
    lines = [
        heading,
        f"  {'measure':<17}{'P':>7}{'R':>7}{'F1':>7}{'floor':>7}{'hits':>7}{'spurious':>10}{'missed':>8}",
    ]
    for measure in MEASURES:
        tally = score.totals[measure]
        floor = f"{floors[measure]:.3f}" if measure in floors else "-"
        ratios = f"{tally.precision:>7.3f}{tally.recall:>7.3f}{tally.f1:>7.3f}{floor:>7}"
        counts = f"{tally.hits:>7}{tally.spurious:>10}{tally.missed:>8}"
        lines.append(f"  {measure:<17}{ratios}{counts}")
    return "\n".join(lines)


def render_constructs(score: SplitScore) -> str:
    """Return F1 per construct: what the documents have that makes them hard; documents overlap."""
    width = max(map(len, score.constructs), default=0) + 2
    head = "".join(f"{measure:>11}" for measure in _BY_CONSTRUCT)
    lines = [f"  {'F1 by construct':<{width}}{head}"]
    for construct, totals in score.constructs.items():
        cells = "".join(f"{totals[measure].f1:>11.3f}" for measure in _BY_CONSTRUCT)
        lines.append(f"  {construct:<{width}}{cells}")
    return "\n".join(lines)


def render_mistakes(score: SplitScore, measures: Iterable[str] = MEASURES) -> str:
    """Return every mistake, document by document."""
    wanted = set(measures)
    lines: list[str] = []
    for key, document in score.documents.items():
        mistakes = [mistake for mistake in document.mistakes if mistake.measure in wanted]
        if mistakes:
            lines.append(f"  {key}: {len(mistakes)} mistakes")
            lines += [f"    {item.measure:<17}{item.kind:<9} {item.item}" for item in mistakes]
    return "\n".join(lines)
