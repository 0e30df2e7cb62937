"""Literals in the one lexical form that this graph uses, and nodes described as statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from rdflib import XSD
from rdflib.term import Literal, URIRef

from osce_kg.model.statement import Statement
from osce_kg.namespaces import EDTF

Pair: TypeAlias = tuple[URIRef, URIRef | Literal | None]
"""Predicate and object; a None object means that there is nothing to say."""


def describe(graph: URIRef, subject: URIRef, pairs: Iterable[Pair]) -> Iterator[Statement]:
    """Give the statements about one subject, leaving out pairs without an object."""
    for predicate, value in pairs:
        if value is not None:
            yield Statement(subject, predicate, value, graph)


def english(text: str) -> Literal:
    """Return text in English."""
    return Literal(text, lang="en")


@lru_cache(maxsize=1 << 12)
def score(value: float | None) -> Literal | None:
    """Return a score from 0 to 1 as xsd:decimal with two digits."""
    return None if value is None else Literal(f"{value:.2f}", datatype=XSD.decimal, normalize=False)


@lru_cache(maxsize=1 << 12)
def whole(number: int | None) -> Literal | None:
    """Return a whole number as xsd:integer."""
    return None if number is None else Literal(str(number), datatype=XSD.integer, normalize=False)


@lru_cache(maxsize=1 << 12)
def day(date: dt.date | None) -> Literal | None:
    """Return a day as xsd:date."""
    return None if date is None else Literal(date.isoformat(), datatype=XSD.date, normalize=False)


def moment(time: dt.datetime | None) -> Literal | None:
    """Return a time in UTC as xsd:dateTime, in whole seconds."""
    if time is None:
        return None
    return Literal(time.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=XSD.dateTime, normalize=False)


def edtf(expression: str) -> Literal | None:
    """Return an EDTF expression; None when it is empty."""
    return Literal(expression, datatype=EDTF) if expression else None


def plain(text: str | None) -> Literal | None:
    """Return text without a language; None when it is empty."""
    return Literal(text) if text else None
