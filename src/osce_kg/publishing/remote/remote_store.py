"""A store behind HTTP: named graphs are sent, read back, moved and dropped; queries are asked.

Everything reads through queries, so that whoever serves from such a store needs nothing else of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol
from urllib.parse import urlencode

from osce_kg.errors import InputError
from osce_kg.publishing.remote.addresses import StoreAddresses
from osce_kg.publishing.remote.comparison import parse_lines
from osce_kg.publishing.remote.exchange import Exchange, StoreAnswer, StoreRequest

_N_TRIPLES: Final = "application/n-triples"
_SOLUTIONS: Final = "application/sparql-results+json"
_TEXT_TYPES: Final = frozenset({_N_TRIPLES, "text/plain", "text/ntriples"})
_ROWS: Final = 5_000
"""Solutions asked for at a time; stores that give fewer are asked again."""


class GraphTransfer(Protocol):
    """How the statements of a named graph travel."""

    largest_part: int
    """Statements of one request, unless the user wants another number."""

    def replace(self, graph: str, lines: Sequence[bytes]) -> None:
        """Make these N-Triples lines the whole content of a graph, in one request."""
        ...

    def add(self, graph: str, lines: Sequence[bytes]) -> None:
        """Add lines to a graph, in one request."""
        ...

    def read(self, graph: str) -> set[bytes]:
        """Return the lines of a graph; none if there is no such graph."""
        ...


class RemoteStore:
    """Queries and updates of a store."""

    def __init__(self, addresses: StoreAddresses, exchange: Exchange) -> None:
        self._addresses = addresses
        self._exchange = exchange

    def transfer(self) -> GraphTransfer:
        """Return how graphs travel: by the Graph Store Protocol where the store has an address for it."""
        if self._addresses.graph_store is None:
            return UpdateTransfer(self)
        return GraphStoreTransfer(self._addresses.graph_store, self._exchange)

    def update(self, text: str, *, repeatable: bool = True) -> None:
        """Send an update.

        Args:
            text: of the update.
            repeatable: sent twice it does the same, so that it may be sent again when the store breaks off.
        """
        body, kind = text.encode(), "application/sparql-update"
        request = StoreRequest(
            "POST", self._addresses.update, body=body, content_type=kind, repeatable=repeatable
        )
        self._exchange.send(request)

    def select(self, query: str) -> Iterator[dict[str, str]]:
        """Give the solutions of a query that ends with ORDER BY: variable to lexical form or IRI."""
        offset = 0
        # Many stores cut a long answer without a word: only one without solutions is the end.
        while rows := self._solutions(f"{query} LIMIT {_ROWS} OFFSET {offset}"):
            yield from rows
            offset += len(rows)

    def sizes(self, prefix: str) -> dict[str, int]:
        """Return the graphs whose names begin with a prefix, and how many statements each has."""
        query = f"""SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }}
            FILTER(STRSTARTS(STR(?g), "{prefix}")) }} GROUP BY ?g ORDER BY ?g"""
        return {row.get("g", ""): self._number(row) for row in self.select(query)}

    def size(self, graph: str) -> int:
        """Return how many statements a graph has."""
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        return self._number(next(iter(self._solutions(query)), {}))

    def construct(self, graph: str) -> set[bytes]:
        """Return the lines of a graph by a query.

        Raises:
            InputError: the answer is no N-Triples text.
        """
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        return read_n_triples(self._query(query, _N_TRIPLES), self._addresses.query)

    def construct_about(self, graph: str, subjects: Iterable[str]) -> set[bytes]:
        """Return the lines of a graph about some subjects, given in the form of N-Triples."""
        query = f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }}
            VALUES ?s {{ {" ".join(subjects)} }} }}"""
        return read_n_triples(self._query(query, _N_TRIPLES), self._addresses.query)

    def move(self, source: str, target: str) -> None:
        """Move a graph to the place of another; sent once, as a second time would empty that."""
        self.update(f"MOVE GRAPH <{source}> TO GRAPH <{target}>", repeatable=False)

    def drop(self, graph: str) -> None:
        """Remove a graph; one that is not there is no error."""
        self.update(f"DROP SILENT GRAPH <{graph}>")

    def fill_default_graph(self, prefix: str, without: str) -> None:
        """Make the default graph the union of the graphs whose names begin with a prefix, in one update.

        Args:
            prefix: of the names.
            without: a longer prefix, of names that are left out.

        Raises:
            InputError: the default graph is no graph of its own, as in Virtuoso: clearing it could clear all.
        """
        probe = f"{without}probe"
        self.update(f"INSERT DATA {{ GRAPH <{probe}> {{ <{probe}> <{probe}> <{probe}> }} }}")
        try:
            if self._solutions(f"SELECT ?s {{ ?s <{probe}> ?o }}"):
                reason = "the default graph of the store shows its named graphs already; it is not filled"
                raise InputError(reason, source=self._addresses.update)
        finally:
            self.drop(probe)
        chosen = f'STRSTARTS(STR(?g), "{prefix}") && !STRSTARTS(STR(?g), "{without}")'
        self.update(
            f"CLEAR DEFAULT ;\nINSERT {{ ?s ?p ?o }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER({chosen}) }}"
        )

    def _query(self, query: str, accept: str) -> StoreAnswer:
        body, kind = urlencode({"query": query}).encode(), "application/x-www-form-urlencoded"
        return self._exchange.send(
            StoreRequest("POST", self._addresses.query, body=body, content_type=kind, accept=accept)
        )

    def _solutions(self, query: str) -> list[dict[str, str]]:
        answer = self._query(query, _SOLUTIONS)
        try:
            rows = json.loads(answer.body)["results"]["bindings"]
            # Where there is no group, some stores give one solution without bindings.
            return [{name: str(term["value"]) for name, term in row.items()} for row in rows if row]
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            reason = "no SPARQL endpoint: the answer to a query holds no solutions"
            raise InputError(reason, source=self._addresses.query) from None

    def _number(self, row: dict[str, str]) -> int:
        if not row.get("n", "").isdecimal():
            raise InputError("the number of statements was not answered", source=self._addresses.query)
        return int(row["n"])


class GraphStoreTransfer:
    """Graphs travel by the Graph Store HTTP Protocol; replacing is as atomic as the store's PUT."""

    largest_part = 20_000

    def __init__(self, url: str, exchange: Exchange) -> None:
        self._url = url
        self._exchange = exchange

    def replace(self, graph: str, lines: Sequence[bytes]) -> None:
        """Put the graph."""
        self._send("PUT", graph, lines)

    def add(self, graph: str, lines: Sequence[bytes]) -> None:
        """Post to the graph."""
        self._send("POST", graph, lines)

    def read(self, graph: str) -> set[bytes]:
        """Get the graph."""
        answer = self._exchange.send(
            StoreRequest("GET", self._url, graph, accept=_N_TRIPLES, expected=frozenset({404}))
        )
        return set() if answer.status == 404 else read_n_triples(answer, self._url)

    def _send(self, method: str, graph: str, lines: Sequence[bytes]) -> None:
        # application/n-triples needs no parameter: it is UTF-8 always.
        self._exchange.send(StoreRequest(method, self._url, graph, _joined(lines), _N_TRIPLES))


class UpdateTransfer:
    """Graphs travel within updates; replacing is one update, which stores make a transaction."""

    # Some stores compile an update and end at 10,000 lines of what they compile it to.
    largest_part = 1_000

    def __init__(self, store: RemoteStore) -> None:
        self._store = store

    def replace(self, graph: str, lines: Sequence[bytes]) -> None:
        """Drop the graph and insert into it."""
        self._store.update(f"DROP SILENT GRAPH <{graph}> ;\n{_insertion(graph, lines)}")

    def add(self, graph: str, lines: Sequence[bytes]) -> None:
        """Insert into the graph."""
        self._store.update(_insertion(graph, lines))

    def read(self, graph: str) -> set[bytes]:
        """Construct the graph."""
        return self._store.construct(graph)


def read_n_triples(answer: StoreAnswer, url: str) -> set[bytes]:
    """Return the lines of an answer.

    Raises:
        InputError: it is something else than N-Triples.
    """
    if answer.media_type not in _TEXT_TYPES:
        raise InputError(f"gives {answer.media_type or 'an unknown type'} instead of N-Triples", source=url)
    try:
        return parse_lines(answer.body)
    except SyntaxError as error:
        raise InputError(f"the answer does not parse: {error.msg or error}", source=url) from error


def _joined(lines: Iterable[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def _insertion(graph: str, lines: Sequence[bytes]) -> str:
    # N-Triples is a part of what SPARQL takes as data.
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{_joined(lines).decode()}}} }}"
