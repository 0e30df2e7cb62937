"""The query behind a view: a file in ``queries/pages``, about ``$this``; one page of its answer is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from rdflib.term import URIRef

from osce_kg.querying.catalogue import ExampleQuery, read_catalogue
from osce_kg.resources import resource_path
from osce_kg.store.gate import checked_iri

_SELECT: Final = re.compile(r"^SELECT ((?:\?\w+\s+)+)WHERE", re.MULTILINE)
_WINDOW: Final = re.compile(r"LIMIT (\d+) OFFSET 0\b")
_ORDERED_WINDOW: Final = re.compile(rf"(?:ORDER BY [^\n]*\s+)?{_WINDOW.pattern}")


class Level(NamedTuple):
    """What the rows of an answer are grouped by.

    Attributes:
        key: column; rows in a row with the same value are one item.
        heading: column that the item is headed by; often the key.
    """

    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class View:
    """A list on the page of a thing.

    Attributes:
        key: its text's key, its name in addresses and the name of its query.
        levels: how its rows are grouped, the outermost first.
        links: properties by which what is listed points to the thing; they need no list of their own.
        is_derived: what is listed follows from what documents say, by the published rules.
        folds_quotes: its sentences are shown on demand: they are many, or the same ones again and again.
    """

    key: str
    levels: tuple[Level, ...]
    links: tuple[URIRef, ...] = ()
    is_derived: bool = False
    folds_quotes: bool = False

    def query(self, *things: URIRef) -> ViewQuery:
        """Return the query for a thing, or for several where the query is made for these.

        Raises:
            RejectedTermError: the IRI of a thing is none.
        """
        text = read_view_queries()[self.key].text
        window, selected = _WINDOW.search(text), _SELECT.search(text)
        if window is None or selected is None:
            raise ValueError(f"queries/pages/{self.key}.rq is no SELECT query with LIMIT … OFFSET 0")
        columns = tuple(name.removeprefix("?") for name in selected[1].split())
        about = text.replace("$this", " ".join(str(checked_iri(str(thing))) for thing in things))
        return ViewQuery(about, columns, int(window[1]))


@dataclass(frozen=True, slots=True)
class ViewQuery:
    """A query of which one page after the other can be had.

    Attributes:
        text: SPARQL with ``LIMIT size OFFSET 0``.
        columns: names of its variables, in their order.
        size: number of solutions of the innermost part on a page.
    """

    text: str
    columns: tuple[str, ...]
    size: int

    def page(self, number: int) -> str:
        """Return the query for a page, from 1."""
        return _WINDOW.sub(f"LIMIT {self.size} OFFSET {(number - 1) * self.size}", self.text)

    def first_after(self, number: int) -> str:
        """Return a query that has a solution if there is anything after a page.

        Whether there is does not depend on the order; without one the store need not find and sort them all.
        """
        return _ORDERED_WINDOW.sub(f"LIMIT 1 OFFSET {number * self.size}", self.text)


@cache
def read_view_queries() -> Mapping[str, ExampleQuery]:
    """Return the queries of ``queries/pages`` by their key; read once."""
    return {query.key: query for query in read_catalogue(resource_path("queries", "pages"))}
