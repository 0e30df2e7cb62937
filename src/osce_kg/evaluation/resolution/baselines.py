"""What a few lines would reach: clusterings by the name alone, to measure resolution against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from rapidfuzz.distance import JaroWinkler

from osce_kg.evaluation.resolution.measures import Labels
from osce_kg.titles import fold

SIMILAR: Final = 0.92
"""Jaro-Winkler similarity of folded names from which the third baseline joins them."""

Names = Sequence[str | None]
"""Name of each mention as extraction gives it; None where it gives none."""


def baselines(names: Names) -> Mapping[str, Labels]:
    """Return clusterings by the same name, the same folded name, and similar names; others stay alone.

    The third joins names above a threshold and takes connected components, as many a script does.
    """
    folded = [fold(name) if name else None for name in names]
    return {
        "same name": _alone(names),
        "same folded name": _alone(folded),
        f"Jaro-Winkler ≥ {SIMILAR}": _components(folded),
    }


def _alone(labels: Names) -> Labels:
    """Give those without a label one of their own."""
    return [label or f"#{index}" for index, label in enumerate(labels)]


def _components(names: Names) -> Labels:
    distinct = sorted({name for name in names if name})
    leader = {name: name for name in distinct}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for left, right in combinations(distinct, 2):
        if JaroWinkler.similarity(left, right) >= SIMILAR:
            leader[find(right)] = find(left)
    return _alone([find(name) if name else None for name in names])
