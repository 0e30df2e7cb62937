"""Extending a table: what the graph knows of things, cell by cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from rdflib.term import Literal

from osce_kg.errors import OversizeError
from osce_kg.server.reconciliation.facts import Facts, described_type, key_of
from osce_kg.server.reconciliation.messages import ExtensionQuery, WantedProperty, known_key
from osce_kg.server.reconciliation.properties import Property
from osce_kg.store import StatementReader
from osce_kg.store.interface import Term

MOST_VALUES: Final = 10_000
"""Values of one answer."""


def extend(facts: Facts, query: ExtensionQuery) -> dict[str, Any]:
    """Return the values of properties of things as the protocol writes them.

    A thing that the graph does not know has no values.

    Raises:
        OversizeError: there are more values than one answer may have; none is left out without a word.
    """
    rows: dict[str, dict[str, Any]] = {}
    room = MOST_VALUES
    for name in query.ids:
        rows[name] = {}
        for wanted in query.properties:
            terms = _terms(facts, name, wanted)
            room -= len(terms)
            if room < 0:
                raise OversizeError(
                    f"There are more than {MOST_VALUES} values; ask for fewer ids, or set a limit of values."
                )
            rows[name][wanted.prop.id] = [_value(facts, term, as_text=wanted.as_text) for term in terms]
    return {
        "meta": [described_property(facts.reader, wanted.prop) for wanted in query.properties],
        "rows": rows,
    }


def described_property(reader: StatementReader, prop: Property) -> dict[str, Any]:
    """Return a property, as the protocol writes it."""
    described: dict[str, Any] = {"id": prop.id, "name": prop.name}
    if len(prop.ranges) == 1:
        described["type"] = described_type(reader, prop.ranges[0])
    return described


def _terms(facts: Facts, name: str, wanted: WantedProperty) -> list[Term]:
    key = facts.names.current(known_key(name))
    return [] if key is None else facts.values(key, wanted.prop, most=None)[: wanted.limit]


def _value(facts: Facts, term: Term, *, as_text: bool) -> dict[str, Any]:
    if isinstance(term, Literal):
        return _literal(term)
    key = key_of(term)
    # Only what has a name can be looked up by a client; a concept of a vocabulary has another address.
    if key is None or facts.names.current(key) is None:
        return {"str": facts.label(term)}
    return {"str": facts.name(key)} if as_text else {"id": key, "name": facts.name(key)}


def _literal(literal: Literal) -> dict[str, Any]:
    value = literal.value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        # The protocol has no days, only points in time.
        return {"date": f"{value.isoformat()}T00:00:00Z"}
    if isinstance(value, int) and not isinstance(value, bool):
        return {"int": value}
    if isinstance(value, float | Decimal):
        return {"float": float(value)}
    return {"str": str(literal)}
