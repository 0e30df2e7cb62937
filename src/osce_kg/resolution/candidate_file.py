"""The file of a build that ``review`` reads: every candidate, and the pairs on which identity depends.

One JSON object, one candidate or pair a line, so that two builds can be compared line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from osce_kg.errors import InputError, MissingInputError
from osce_kg.model.resolution import Candidate, CandidatePair, Resolution
from osce_kg.model.text import Span
from osce_kg.resolution.doubts import deciding_pairs


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """Candidates by anchor, and pairs, the most doubtful first."""

    candidates: tuple[Candidate, ...]
    pairs: tuple[CandidatePair, ...]


def write_candidates(resolution: Resolution, path: Path) -> None:
    """Write the candidates of a resolution and the pairs on which it depends who is one person."""
    persons = {candidate.anchor: candidate.person for candidate in resolution.candidates}
    pairs = deciding_pairs(resolution.pairs, persons)
    parts = [
        '{"candidates": [',
        *_lines(map(_candidate_record, resolution.candidates)),
        '], "pairs": [',
        *_lines(map(asdict, pairs)),
        "]}\n",
    ]
    path.write_text("\n".join(parts), encoding="utf-8")


def read_candidates(path: Path) -> CandidateFile:
    """Read what :func:`write_candidates` wrote.

    Raises:
        MissingInputError: there is no such file.
        InputError: it is another file, or broken.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return CandidateFile(tuple(map(_candidate, record["candidates"])), tuple(map(_pair, record["pairs"])))
    except FileNotFoundError as error:
        raise MissingInputError("there are no candidates to review", source=str(path)) from error
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise InputError(f"the candidates cannot be read: {error}", source=str(path)) from error


def _lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    yield from (f"{line}," for line in lines[:-1])
    yield from lines[-1:]


def _candidate_record(candidate: Candidate) -> dict[str, Any]:
    record = asdict(candidate)
    record["passages"] = [(passage.start, passage.end) for passage in candidate.passages]
    return record


def _candidate(record: dict[str, Any]) -> Candidate:
    days = record["days"]
    return Candidate(
        anchor=str(record["anchor"]),
        aliases=_texts(record["aliases"]),
        person=str(record["person"]),
        names=_texts(record["names"]),
        posts=_texts(record["posts"]),
        states=_texts(record["states"]),
        days=(str(days[0]), str(days[1])) if days else None,
        document=record["document"],
        passages=tuple(Span(int(start), int(end)) for start, end in record["passages"]),
    )


def _pair(record: dict[str, Any]) -> CandidatePair:
    return CandidatePair(
        left=str(record["left"]),
        right=str(record["right"]),
        score=float(record["score"]),
        merged=bool(record["merged"]),
        reasons=_texts(record["reasons"]),
        objections=_texts(record["objections"]),
    )


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(map(str, values))
