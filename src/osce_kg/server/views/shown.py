"""A view as a page shows it: the query of one of its pages, and what the store answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from rdflib.term import URIRef

from osce_kg.server.values import value_of
from osce_kg.server.views.items import Item, Labeller, items_of
from osce_kg.server.views.query import View
from osce_kg.store import StatementReader

_LAST_PAGE: Final = 100_000
"""Pages beyond this one are not asked for: each costs more than the one before."""


@dataclass(frozen=True, slots=True)
class ShownView:
    """One page of a view.

    Attributes:
        query: the text that was run; what is shown is its answer.
        items: what it answers, grouped.
        number: of the page, from 1.
        has_more: there is a page after it.
    """

    view: View
    query: str
    items: tuple[Item, ...]
    number: int
    has_more: bool


def label_in(reader: StatementReader, language: str) -> Labeller:
    """Return what gives the labels of one page, each looked up once."""
    return cache(lambda term: value_of(reader, term, language))


def show_view(reader: StatementReader, view: View, thing: URIRef, number: int, label: Labeller) -> ShownView:
    """Ask for one page of a view.

    Args:
        reader: what is asked.
        thing: whose page it is on.
        number: of the page of the view, from 1.
        label: gives what is shown of a term.
    """
    query = view.query(thing)
    text = query.page(min(number, _LAST_PAGE))
    rows = list(reader.select(text))
    items = items_of(rows, query.columns, view.levels, label)
    # A page that is not full is the last one; only after a full one it has to be asked.
    has_more = len(rows) >= query.size and any(reader.select(query.first_after(number)))
    return ShownView(view, text, items, number, has_more)
