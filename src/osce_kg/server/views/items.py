"""The solutions of a query as a list: rows in a row about the same thing become one item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from rdflib.term import Literal, URIRef

from osce_kg.server.values import Quote, Value
from osce_kg.server.views.query import Level
from osce_kg.store.interface import Term

Row: TypeAlias = Mapping[str, Term]
Labeller: TypeAlias = Callable[[Term], Value]
"""Gives what a page shows of a term, in the language of the page."""

_SAID: Final = ("passage", "quote", "document")
_SHOWN_APART: Final = frozenset({*_SAID, "when", "issued", "status", "assertion", "confidence"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A column of the answer that is about an item, with its different values."""

    column: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list.

    Attributes:
        heading: what it is about; None if the column is empty.
        record: IRI of the statement itself, where the heading leads elsewhere.
        when: EDTF; the day of the document that says so if ``is_as_of``, of one that is listed its own.
        facts: what else is known, in the order of the columns.
        status, assertion: concepts, e.g. ``planned`` and ``inferred``; None if they are not said.
        confidence: from 0 to 1; None where there is none.
        quotes: the sentences that say so.
        parts: items of the next level.
    """

    heading: Value | None
    record: str | None
    when: str | None
    is_as_of: bool
    facts: tuple[Fact, ...]
    status: Value | None
    assertion: Value | None
    confidence: float | None
    quotes: tuple[Quote, ...]
    parts: tuple[Item, ...]


def items_of(
    rows: Iterable[Row], columns: Sequence[str], levels: Sequence[Level], label: Labeller
) -> tuple[Item, ...]:
    """Group rows into items.

    Args:
        rows: solutions, in their order.
        columns: names of the variables of the query, in their order.
        levels: what they are grouped by, the outermost first.
        label: gives what is shown of a term.
    """
    level, inner = levels[0], levels[1:]
    last = columns.index(inner[0].key) if inner else len(columns)
    own = [name for name in columns[:last] if name not in (level.key, level.heading)]
    return tuple(
        _item(list(group), own, columns[last:], levels, label)
        for _, group in groupby(rows, lambda row: row.get(level.key))
    )


def _item(
    rows: Sequence[Row], own: Sequence[str], rest: Sequence[str], levels: Sequence[Level], label: Labeller
) -> Item:
    level, inner = levels[0], levels[1:]
    first = rows[0]
    key, heading = first.get(level.key), first.get(level.heading)
    # A date and a sentence have a place of their own; a document has it only where it is a sentence's.
    is_shown_apart = level.heading in _SHOWN_APART and level.heading != level.key
    when = first.get("when") if level.heading == "when" or "when" in own else None
    issued = first.get("issued") if "issued" in own else None
    inner_rows = [row for row in rows if inner and inner[0].key in row]
    return Item(
        heading=None if heading is None or is_shown_apart else label(heading),
        record=str(key) if isinstance(key, URIRef) and level.key not in (level.heading, "passage") else None,
        when=str(when or issued) if when is not None or issued is not None else None,
        is_as_of=when is None and level.key != "document",
        facts=tuple(_facts(rows, own, label)),
        status=_concept(rows, own, "status", label),
        assertion=_concept(rows, own, "assertion", label),
        confidence=_number(rows, own, "confidence"),
        quotes=_quotes(rows, label) if "quote" in own or level.key == "passage" else (),
        parts=items_of(inner_rows, rest, inner, label) if inner else (),
    )


def _facts(rows: Sequence[Row], own: Sequence[str], label: Labeller) -> Iterable[Fact]:
    for name in own:
        if name not in _SHOWN_APART and (terms := _different(rows, name)):
            yield Fact(name, tuple(label(term) for term in terms))


def _different(rows: Sequence[Row], name: str) -> list[Term]:
    return list(dict.fromkeys(row[name] for row in rows if name in row))


def _concept(rows: Sequence[Row], own: Sequence[str], name: str, label: Labeller) -> Value | None:
    terms = _different(rows, name) if name in own else []
    return label(terms[0]) if terms else None


def _number(rows: Sequence[Row], own: Sequence[str], name: str) -> float | None:
    terms = _different(rows, name) if name in own else []
    numbers = [float(term) for term in terms if isinstance(term, Literal) and _is_number(term)]
    return max(numbers, default=None)


def _is_number(literal: Literal) -> bool:
    try:
        float(literal)
    except ValueError:
        return False
    return True


def _quotes(rows: Sequence[Row], label: Labeller) -> tuple[Quote, ...]:
    quotes = {
        row["passage"]: Quote(str(row["quote"]), str(row["passage"]), label(row["document"]))
        for row in rows
        if all(name in row for name in _SAID)
    }
    return tuple(quotes.values())
