"""Scores of resolution as plain text tables."""

from __future__ import annotations

from collections.abc import Mapping

from osce_kg.evaluation.resolution.links import bands, from_score
from osce_kg.evaluation.resolution.measures import Agreement, wrong_pairs
from osce_kg.evaluation.resolution.measuring import ResolutionScore, ResolvedMention
from osce_kg.evaluation.tallies import RESOLUTION_MEASURES

_WIDTH = 22


def render_resolution(score: ResolutionScore, floors: Mapping[str, float]) -> str:
    """Return what was found, agreement by system, and the floors."""
    persons = len({mention.gold.person for mention in score.mentions})
    missed = len(score.mentions) - len(score.found)
    floor = ", ".join(f"{name} {floors[name]:.3f}" for name in RESOLUTION_MEASURES if name in floors)
    lines = [
        f"resolution, {score.split}: {len(score.mentions)} mentions of {persons} persons; "
        f"extraction found {len(score.found)} and missed {missed}",
        _heading("system"),
        *(_row(name, value) for name, value in score.systems.items()),
        f"  floors of F1: {floor or '-'}",
    ]
    return "\n".join(lines)


def render_links(score: ResolutionScore) -> str:
    """Return how many links of each band of scores are right."""
    found = [(f"from {band.low:.2f}", band) for band in bands(score.links)]
    rows = [*found, ("all from 0.90", from_score(score.links, 0.9))]
    lines = [f"  {name:<{_WIDTH}}{band.links:>7}{band.precision:>8.3f}" for name, band in rows]
    return "\n".join([f"  {'links by score':<{_WIDTH}}{'links':>7}{'right':>8}", *lines])


def render_resolution_constructs(score: ResolutionScore) -> str:
    """Return agreement over the found mentions with each construct; a mention may have several."""
    rows = [_row(f"{name} ({number})", value) for name, (number, value) in sorted(score.constructs.items())]
    return "\n".join([_heading("construct (mentions)"), *rows])


def render_wrong_pairs(score: ResolutionScore) -> str:
    """Return every wrong pair, and every mention that extraction missed."""
    found = score.found
    persons = [mention.gold.person for mention in found]
    entities = [mention.link.entity if mention.link else None for mention in found]
    lines = [
        f"    {'joined' if joined else 'apart':<8} {_shown(found[left])} | {_shown(found[right])}"
        for left, right, joined in wrong_pairs(persons, entities)
    ]
    lost = [f"    missed   {_shown(mention)}" for mention in score.mentions if mention.link is None]
    return "\n".join([f"  {len(lines)} wrong pairs, {len(lost)} mentions missed", *lines, *lost])


def _shown(mention: ResolvedMention) -> str:
    gold, link = mention.gold, mention.link
    why = f" [{link.score:.2f} {'; '.join(link.reasons)}]" if link else ""
    return f"{gold.document}: {gold.form} = {gold.person}{why}"


def _heading(first: str) -> str:
    columns = ("pair P", "R", "F1", "B3 P", "R", "F1")
    return f"  {first:<{_WIDTH + 6}}" + "".join(f"{column:>8}" for column in columns)


def _row(name: str, value: Agreement) -> str:
    pairs, b_cubed = value.pairs, value.b_cubed
    ratios = (pairs.precision, pairs.recall, pairs.f1, b_cubed.precision, b_cubed.recall, b_cubed.f1)
    return f"  {name:<{_WIDTH + 6}}" + "".join(f"{ratio:>8.3f}" for ratio in ratios)
