"""Searching by name: the index of names says what may be meant, one query what the page says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rdflib.term import URIRef

from osce_kg.namespaces import ID
from osce_kg.searching import Found, NameDirectory
from osce_kg.server.views import VIEWS, Item, Labeller, items_of
from osce_kg.store import StatementReader

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "person": "Person",
        "state": "State",
        "organization": "Organization",
        "place": "Place",
        "event": "Event",
        "document": "Document",
        "post": "Post",
    }
)
"""Kinds of things that can be searched for, with their classes, in the order of the page."""

FOUND_ON_A_PAGE: Final = 20
LAST_PAGE: Final = 10
_LIKE_ENOUGH: Final = 0.55
"""Similarity below which a name has little to do with what was searched for."""


@dataclass(frozen=True, slots=True)
class Result:
    """A thing that was found, with what the graph says of it.

    Attributes:
        found: with the name by which it was found.
        item: heading and facts.
        kind: key of ``KINDS``.
    """

    found: Found
    item: Item
    kind: str


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What was found.

    Attributes:
        counts: kind to how many were found of it; more than ``FOUND_ON_A_PAGE`` are not counted.
        query: SPARQL that gives what is said of the results; empty without any.
        results: those of the page, the likeliest first.
        has_more: there is a page after it.
    """

    counts: Mapping[str, int]
    query: str
    results: tuple[Result, ...]
    has_more: bool


def search_by_name(
    names: NameDirectory, reader: StatementReader, text: str, kind: str | None, page: int, label: Labeller
) -> SearchResults:
    """Find what may be meant by a text.

    Args:
        names: where it is looked up.
        reader: says more of what is found.
        text: a name in any spelling.
        kind: key of ``KINDS``; None: any.
        page: from 1 to ``LAST_PAGE``.
        label: gives what is shown of a term.
    """
    counts = {key: len(_found(names, text, type_id, FOUND_ON_A_PAGE + 1)) for key, type_id in KINDS.items()}
    first = (page - 1) * FOUND_ON_A_PAGE
    found = _found(names, text, None if kind is None else KINDS[kind], first + FOUND_ON_A_PAGE + 1)
    shown = found[first : first + FOUND_ON_A_PAGE]
    query, items = _described(reader, shown, label)
    results = tuple(
        Result(one, items[ID[one.key]], _kind_of(names, one.key)) for one in shown if ID[one.key] in items
    )
    return SearchResults(
        counts={key: number for key, number in counts.items() if number},
        query=query,
        results=results,
        has_more=len(found) > first + FOUND_ON_A_PAGE and page < LAST_PAGE,
    )


def _found(names: NameDirectory, text: str, type_id: str | None, limit: int) -> list[Found]:
    types = tuple(KINDS.values()) if type_id is None else (type_id,)
    return [one for one in names.find(text, types=types, limit=limit) if one.similarity >= _LIKE_ENOUGH]


def _described(
    reader: StatementReader, shown: list[Found], label: Labeller
) -> tuple[str, dict[URIRef, Item]]:
    if not shown:
        return "", {}
    view = VIEWS["found"]
    query = view.query(*(ID[one.key] for one in shown))
    text = query.page(1)
    items = items_of(list(reader.select(text)), query.columns, view.levels, label)
    return text, {URIRef(item.heading.iri): item for item in items if item.heading and item.heading.iri}


def _kind_of(names: NameDirectory, key: str) -> str:
    return next(kind for kind, type_id in KINDS.items() if names.has_type(key, [type_id]))
