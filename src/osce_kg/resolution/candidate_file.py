"""The file of a build that ``review`` reads: every candidate, and the pairs on which identity depends.

One JSON object, one candidate or pair a line, so that two builds can be compared line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from osce_kg.errors import InputError, MissingInputError
from osce_kg.model.resolution import Candidate, CandidatePair, Resolution
from osce_kg.model.text import Span
from osce_kg.resolution.doubts import deciding_pairs

_SHOWN: Final = tuple(field.name for field in fields(Candidate) if field.name != "person")
_OF_A_PAIR: Final = tuple(field.name for field in fields(CandidatePair))


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """Candidates by anchor, and pairs, the most doubtful first."""

    candidates: tuple[Candidate, ...]
    pairs: tuple[CandidatePair, ...]


def render_candidate(candidate: Candidate) -> str:
    """Return a candidate as JSON on one line, in ASCII and without the person that it was taken for."""
    record = {name: getattr(candidate, name) for name in _SHOWN}
    record["passages"] = [(passage.start, passage.end) for passage in candidate.passages]
    return json.dumps(record)


def parse_candidate(rendered: str, person: str) -> Candidate:
    """Return the candidate that :func:`render_candidate` gave, taken for a person."""
    record = json.loads(rendered)
    return Candidate(
        anchor=record["anchor"],
        aliases=tuple(record["aliases"]),
        person=person,
        names=tuple(record["names"]),
        posts=tuple(record["posts"]),
        states=tuple(record["states"]),
        days=record["days"] and (record["days"][0], record["days"][1]),
        document=record["document"],
        passages=tuple(Span(start, end) for start, end in record["passages"]),
    )


def candidate_line(rendered: str, person: str) -> str:
    """Return the line of the file for what :func:`render_candidate` gave, taken for a person."""
    return f'{{"person": {json.dumps(person)}, {rendered[1:]}'


def write_candidates(resolution: Resolution, path: Path) -> None:
    """Write the candidates of a resolution and the pairs on which it depends who is one person."""
    persons = {candidate.anchor: candidate.person for candidate in resolution.candidates}
    lines = (candidate_line(render_candidate(each), each.person) for each in resolution.candidates)
    stream_candidates(lines, map(render_pair, deciding_pairs(resolution.pairs, persons)), path)


def render_pair(pair: CandidatePair) -> str:
    """Return a pair as JSON on one line, in ASCII."""
    return json.dumps({name: getattr(pair, name) for name in _OF_A_PAIR})


def stream_candidates(candidates: Iterable[str], pairs: Iterable[str], path: Path) -> None:
    """Write candidates and pairs; they are taken one by one, and never all in memory.

    Args:
        candidates: by anchor, each as :func:`candidate_line` gives it.
        pairs: those on which it depends who is one person, the most doubtful first, each as
            :func:`render_pair` gives it.
        path: of the file, which is replaced.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"candidates": [\n')
        file.writelines(_separated(candidates))
        file.write('], "pairs": [\n')
        file.writelines(_separated(pairs))
        file.write("]}\n")


def read_candidates(path: Path) -> CandidateFile:
    """Read what :func:`write_candidates` or :func:`stream_candidates` wrote.

    Raises:
        MissingInputError: there is no such file.
        InputError: it is another file, or broken; the message names the field.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return CandidateFile(
            tuple(map(_candidate, _list(record, "candidates"))), tuple(map(_pair, _list(record, "pairs")))
        )
    except FileNotFoundError as error:
        raise MissingInputError("there are no candidates to review", source=str(path)) from error
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise InputError(f"the candidates cannot be read: {error}", source=str(path)) from error


def _separated(lines: Iterable[str]) -> Iterator[str]:
    """Give lines with their ends, a comma after each but the last."""
    waiting = None
    for line in lines:
        if waiting is not None:
            yield waiting + ",\n"
        waiting = line
    if waiting is not None:
        yield waiting + "\n"


def _candidate(record: dict[str, Any]) -> Candidate:
    names = _texts(record, "names")
    if not names:
        raise ValueError("names must not be empty")
    return Candidate(
        anchor=_text(record, "anchor"),
        aliases=_texts(record, "aliases"),
        person=_text(record, "person"),
        names=names,
        posts=_texts(record, "posts"),
        states=_texts(record, "states"),
        days=_days(record),
        document=None if record["document"] is None else _text(record, "document"),
        passages=tuple(map(_passage, _list(record, "passages"))),
    )


def _pair(record: dict[str, Any]) -> CandidatePair:
    score, merged = record["score"], record["merged"]
    if type(score) not in (int, float) or not 0 <= score <= 1:
        raise ValueError(f"score must be a number from 0 to 1, not {score!r}")
    if not isinstance(merged, bool):
        raise TypeError(f"merged must be true or false, not {merged!r}")
    return CandidatePair(
        left=_text(record, "left"),
        right=_text(record, "right"),
        score=float(score),
        merged=merged,
        reasons=_texts(record, "reasons"),
        objections=_texts(record, "objections"),
    )


def _days(record: dict[str, Any]) -> tuple[str, str] | None:
    if record["days"] is None:
        return None
    days = _texts(record, "days")
    if len(days) != 2:
        raise ValueError("days must be two or null")
    return days[0], days[1]


def _passage(value: Any) -> Span:
    match value:
        # "type" because JSON's true would count as 1
        case [start, end] if type(start) is type(end) is int and 0 <= start < end:
            return Span(start, end)
    raise ValueError(f"passages must be pairs of a start and a later end, not {value!r}")


def _list(record: dict[str, Any], field: str) -> list[Any]:
    values = record[field]
    if not isinstance(values, list):
        raise TypeError(f"{field} must be a list")
    return values


def _texts(record: dict[str, Any], field: str) -> tuple[str, ...]:
    return tuple(_checked_text(value, field) for value in _list(record, field))


def _text(record: dict[str, Any], field: str) -> str:
    return _checked_text(record[field], field)


def _checked_text(value: Any, field: str) -> str:
    """Return a text that can be written as UTF-8; halves of characters, which JSON can hold, cannot."""
    if not isinstance(value, str) or any("\ud800" <= character <= "\udfff" for character in value):
        raise TypeError(f"{field} must be text")
    return value
