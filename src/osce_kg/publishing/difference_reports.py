"""A difference as text for people, as an RDF Patch, and as JSON; each in pieces, for it may be long.

RDF Patch is the format of Apache Jena (https://afs.github.io/rdf-patch/): a line for each statement, ``D`` to
delete it and ``A`` to add it, within one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from osce_kg.namespaces import shorten
from osce_kg.printable import on_one_line
from osce_kg.publishing.canonical_statements import CanonicalStatements
from osce_kg.publishing.difference import Change, Difference, DifferenceSummary, Fate, Tally

_SHOWN: Final = 30
"""Rows of a table for people; JSON has them all."""


class Sides(NamedTuple):
    """What the two sides are called: as the user named them."""

    before: str
    after: str


def render_text(difference: Difference, changes: Iterable[Change], sides: Sides) -> Iterator[str]:
    """Give the lines that differ, after ``-`` or ``+``, and how many of each kind; nothing if none do."""
    is_first = True
    for change in changes:
        if is_first:
            yield f"--- {_heading(sides.before, difference.before)}\n"
            yield f"+++ {_heading(sides.after, difference.after)}\n"
            is_first = False
        sign = "+" if change.fate is Fate.ADDED else "-"
        # Bidirectional and control characters may stand in a literal as they are.
        yield f"{sign} {on_one_line(change.line[:-1])}\n"
    if not is_first:
        yield from _text_of_summary(difference.summary)


def render_patch(difference: Difference, changes: Iterable[Change], sides: Sides) -> Iterator[str]:
    """Give an RDF Patch that turns the one into the other; its header has the hashes of both."""
    yield f'H id "sha256:{difference.after.sha256}" .\n'
    yield f'H prev "sha256:{difference.before.sha256}" .\n'
    yield "TX .\n"
    for change in changes:
        yield f"{'A' if change.fate is Fate.ADDED else 'D'} {change.line}"
    yield "TC .\n"


def render_json(difference: Difference, changes: Iterable[Change], sides: Sides) -> Iterator[str]:
    """Give one object: both sides, the statements that differ, and how many of each kind."""
    yield '{"before": ' + _json(_json_side(sides.before, difference.before))
    yield ',\n"after": ' + _json(_json_side(sides.after, difference.after))
    yield ',\n"changes": ['
    comma = ""
    for change in changes:
        statement = change.line.removesuffix(" .\n")
        yield f"{comma}\n{_json({'fate': change.fate.value, 'statement': statement})}"
        comma = ","
    yield f'\n],\n"summary": {_json(_json_summary(difference.summary))}}}\n'


RENDERERS: Final[Mapping[str, Callable[[Difference, Iterable[Change], Sides], Iterator[str]]]] = (
    MappingProxyType({"text": render_text, "patch": render_patch, "json": render_json})
)
"""By the name of the format."""


def _heading(name: str, side: CanonicalStatements) -> str:
    return f"{on_one_line(name)}  {side.count:,} statements, sha256:{side.sha256}"


def _text_of_summary(summary: DifferenceSummary) -> Iterator[str]:
    total = summary.statements
    yield f"\n{total.removed:,} removed, {total.added:,} added, {summary.kept:,} kept\n"
    for title, tallies in (
        ("things, by class", summary.classes),
        ("statements, by predicate", summary.predicates),
        ("statements, by graph", summary.graphs),
    ):
        if not tallies:
            continue
        yield f"\n{'removed':>9}  {'added':>9}  {'changed':>9}  {title}\n"
        largest = sorted(tallies, key=lambda term: (-tallies[term].total, term))
        for term in largest[:_SHOWN]:
            tally = tallies[term]
            name = on_one_line(shorten(_iri(term)))
            yield f"{tally.removed:>9,}  {tally.added:>9,}  {tally.changed or '':>9}  {name}\n"
        if len(largest) > _SHOWN:
            yield f"{'':>31}  … and {len(largest) - _SHOWN:,} more\n"


def _json_side(name: str, side: CanonicalStatements) -> dict[str, str | int]:
    return {"source": name, "sha256": side.sha256, "statements": side.count}


def _json_summary(summary: DifferenceSummary) -> dict[str, object]:
    return {
        "kept": summary.kept,
        "removed": summary.statements.removed,
        "added": summary.statements.added,
        "classes": {_iri(term): _things(tally) for term, tally in sorted(summary.classes.items())},
        "predicates": {_iri(term): _statements(tally) for term, tally in sorted(summary.predicates.items())},
        "graphs": {_iri(term): _statements(tally) for term, tally in sorted(summary.graphs.items())},
    }


def _iri(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _statements(tally: Tally) -> dict[str, int]:
    return {"removed": tally.removed, "added": tally.added}


def _things(tally: Tally) -> dict[str, int]:
    return _statements(tally) | {"changed": tally.changed}


def _json(value: object) -> str:
    # The same bytes in every locale, and no character that a terminal acts upon.
    return json.dumps(value, ensure_ascii=True)
