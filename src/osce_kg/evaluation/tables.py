"""Scores as plain text tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from osce_kg.evaluation.judging import JudgedFact
from osce_kg.evaluation.measuring import SplitScore
from osce_kg.evaluation.reliability import PROMISE, Band, Rated, band_from, calibration_error, reliability
from osce_kg.evaluation.tallies import MEASURES

_ALL = "all asserted facts"
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


def render_reliability(heading: str, rated: Iterable[tuple[JudgedFact, float]]) -> str:
    """Return by kind of fact what share is right in each band of confidence, and from the promise upwards."""
    head = f"{'facts':>7}{'share':>7}{'mean':>7}{'P':>7}  {'95 % interval':<15}{'error':>6}"
    lines = [heading, f"  {'fact':<23}{'confidence':<12}{head}"]
    for kind, facts in _by_kind(rated).items():
        lines += _reliability_lines(kind, facts)
    return "\n".join(lines)


def render_promise(splits: Mapping[str, Iterable[tuple[JudgedFact, float]]]) -> str:
    """Return a Markdown table by kind of fact and split: how many facts carry the promise, how it holds.

    A cell has how many of the facts have so much confidence, and the share of these that is right with its
    95 % interval.
    """
    columns = {split: _by_kind(rated) for split, rated in splits.items()}
    lines = ["| fact | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    kinds = dict.fromkeys(kind for column in columns.values() for kind in column)
    for kind in sorted(kinds, key=lambda kind: (kind == _ALL, kind)):
        cells = [_promise_cell(column.get(kind, ())) for column in columns.values()]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _promise_cell(rated: Sequence[Rated]) -> str:
    band = band_from(rated, PROMISE)
    if not band.facts:
        return f"0 of {len(rated)}" if rated else "-"
    low, high = band.interval
    return f"{band.facts} of {len(rated)}: {band.precision:.3f} ({low:.2f}-{high:.2f})"


def _by_kind(rated: Iterable[tuple[JudgedFact, float]]) -> dict[str, list[Rated]]:
    """Return the facts by kind, and last all but the derived ones, which repeat what they follow from."""
    kinds: dict[str, list[Rated]] = defaultdict(list)
    asserted: list[Rated] = []
    for fact, confidence in rated:
        kinds[fact.kind].append((confidence, fact.is_right))
        if not fact.is_derived:
            asserted.append((confidence, fact.is_right))
    return {**dict(sorted(kinds.items())), _ALL: asserted}


def _reliability_lines(kind: str, rated: Sequence[Rated]) -> list[str]:
    bands = reliability(rated)
    lines = [_band_line(kind, f"{band.low:.2f}-{band.high:.2f}", band, len(rated)) for band in bands]
    promised = _band_line(kind, f"{PROMISE:.2f} and up", band_from(rated, PROMISE), len(rated))
    return [*lines, f"{promised}{calibration_error(bands):>6.3f}"]


def _band_line(kind: str, confidence: str, band: Band, facts: int) -> str:
    low, high = band.interval
    counts = f"{band.facts:>7}{band.facts / facts:>7.2f}" if facts else f"{0:>7}{'-':>7}"
    ratios = f"{band.confidence:>7.3f}{band.precision:>7.3f}" if band.facts else f"{'-':>7}{'-':>7}"
    return f"  {kind:<23}{confidence:<12}{counts}{ratios}  {f'{low:.3f}-{high:.3f}':<15}"
