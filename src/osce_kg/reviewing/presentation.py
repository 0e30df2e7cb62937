"""Pairs as a reviewer reads them: text, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final, TypeAlias

from osce_kg.model.resolution import Candidate, CandidatePair
from osce_kg.printable import FORMULA_SIGNS, on_one_line
from osce_kg.resolution import distance
from osce_kg.reviewing.reviewed_build import ReviewedBuild

_MOST_QUOTES: Final = 4
_MOST_FELLOWS: Final = 4
_COLUMNS: Final = ("left", "right", "score", "distance", "merged", "reasons", "objections")
_SIDE_COLUMNS: Final = ("names", "posts", "states", "days", "quotes", "person")

Writer: TypeAlias = Callable[[ReviewedBuild, Iterable[CandidatePair]], str]


def render_text(build: ReviewedBuild, pairs: Iterable[CandidatePair]) -> str:
    """Return the pairs, numbered, as text for people."""
    blocks = [f"{number}. {shown_pair(build, pair)}\n" for number, pair in enumerate(pairs, start=1)]
    return "\n".join(blocks) or "There are no doubtful pairs.\n"


def render_json(build: ReviewedBuild, pairs: Iterable[CandidatePair]) -> str:
    """Return the pairs as a JSON array, each with both candidates whole."""
    records = [_record(build, pair) for pair in pairs]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def render_csv(build: ReviewedBuild, pairs: Iterable[CandidatePair]) -> str:
    """Return the pairs as CSV, a line for each; a cell that a spreadsheet would compute begins with ``'``."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    sides = tuple(f"{side}_{column}" for side in ("left", "right") for column in _SIDE_COLUMNS)
    rows.writerow((*_COLUMNS, *sides))
    for pair in pairs:
        record = _record(build, pair)
        left, right = record["left"], record["right"]
        own = {**record, "left": left["anchor"], "right": right["anchor"]}
        cells = chain(_cells(own, _COLUMNS), _cells(left, _SIDE_COLUMNS), _cells(right, _SIDE_COLUMNS))
        rows.writerow(cells)
    return text.getvalue()


WRITERS: Final[Mapping[str, Writer]] = {"text": render_text, "json": render_json, "csv": render_csv}
"""Form of a list → what writes it."""


def shown_pair(build: ReviewedBuild, pair: CandidatePair) -> str:
    """Return a pair as lines for people, without a line break at the end."""
    left, right = (build.candidate(anchor) for anchor in (pair.left, pair.right))
    lines = [
        f"{left.names[0]} | {right.names[0]}",
        f"   {'one person' if pair.merged else 'two people'} now, score {pair.score:.2f}",
        *(f"   + {reason}" for reason in pair.reasons),
        *(f"   - {objection}" for objection in pair.objections),
        *_shown_candidate(build, left, right),
        *_shown_candidate(build, right, left),
    ]
    return "\n".join(map(on_one_line, lines))


def _shown_candidate(build: ReviewedBuild, candidate: Candidate, other: Candidate) -> Iterator[str]:
    yield f"   {candidate.anchor}"
    facts = ["; ".join(candidate.names), "; ".join(candidate.posts), ", ".join(candidate.states)]
    if candidate.days:
        facts.append(" to ".join(dict.fromkeys(candidate.days)))
    yield from (f"      {fact}" for fact in facts if fact)
    yield from _shortened([f"      “{quote}”" for quote in build.quotes(candidate)], _MOST_QUOTES)
    fellows = [anchor for anchor in build.fellows(candidate) if anchor != other.anchor]
    yield from _shortened([f"      now one person with {anchor}" for anchor in fellows], _MOST_FELLOWS)


def _shortened(lines: list[str], most: int) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"      … and {len(lines) - most} more"


def _record(build: ReviewedBuild, pair: CandidatePair) -> dict[str, Any]:
    return {
        "left": _side(build, build.candidate(pair.left)),
        "right": _side(build, build.candidate(pair.right)),
        "score": pair.score,
        "distance": distance(pair),
        "merged": pair.merged,
        "reasons": list(pair.reasons),
        "objections": list(pair.objections),
    }


def _side(build: ReviewedBuild, candidate: Candidate) -> dict[str, Any]:
    return {
        "anchor": candidate.anchor,
        "person": candidate.person,
        "document": candidate.document,
        "names": list(candidate.names),
        "posts": list(candidate.posts),
        "states": list(candidate.states),
        "days": list(candidate.days or ()),
        "quotes": list(build.quotes(candidate)),
        "mergedWith": list(build.fellows(candidate)),
    }


def _cells(record: Mapping[str, Any], columns: Iterable[str]) -> Iterator[str]:
    for column in columns:
        value = record[column]
        text = on_one_line(" | ".join(value) if isinstance(value, list) else str(value))
        yield f"'{text}" if text.startswith(FORMULA_SIGNS) else text
