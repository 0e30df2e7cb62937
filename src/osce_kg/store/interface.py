"""What a store of statements can do; one contract test runs against every implementation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from rdflib.term import Literal, URIRef

from osce_kg.model.document import Loss
from osce_kg.model.statement import Statement

Term: TypeAlias = URIRef | Literal
"""A term of published data; blank nodes do not occur in it."""

TripleOfTerms: TypeAlias = tuple[URIRef, URIRef, Term]


class QueryReader(Protocol):
    """What can be asked queries and cannot be changed: a store, or an endpoint far away."""

    def ask(self, query: str) -> bool:
        """Answer an ASK query.

        Raises:
            QueryError: the query does not parse, or is of another form.
        """
        ...

    def select(self, query: str) -> Iterator[dict[str, Term]]:
        """Give the solutions of a SELECT query: variable name to term, unbound variables left out.

        Raises:
            QueryError: the query does not parse, or is of another form.
        """
        ...

    def construct(self, query: str) -> Iterator[TripleOfTerms]:
        """Give the triples of a CONSTRUCT or DESCRIBE query.

        Raises:
            QueryError: the query does not parse, or is of another form.
        """
        ...


class StatementReader(QueryReader, Protocol):
    """A view that cannot change what it shows.

    Queries see every named graph, and as default graph the union of them all, each triple once.
    """

    def __len__(self) -> int:
        """Return the number of statements (quads)."""
        ...

    def graphs(self) -> tuple[URIRef, ...]:
        """Return the names of the graphs that hold statements, sorted."""
        ...

    def quads(
        self,
        graph: URIRef | None = None,
        *,
        subject: URIRef | None = None,
        predicate: URIRef | None = None,
        value: Term | None = None,
    ) -> Iterator[Statement]:
        """Give the statements with these terms, None standing for any, in no particular order."""
        ...

    def triples(
        self,
        *,
        subject: URIRef | None = None,
        predicate: URIRef | None = None,
        value: Term | None = None,
    ) -> Iterator[TripleOfTerms]:
        """Give the triples of the union of all graphs with these terms, each once, in no particular order."""
        ...

    def n_triples(self, graph: URIRef) -> bytes:
        """Return one graph as N-Triples, a line for each triple, in no particular order."""
        ...


class StatementStore(StatementReader, Protocol):
    """A store that its one owner writes to; everyone else gets ``reader()``."""

    def add(self, statements: Iterable[Statement]) -> tuple[Loss, ...]:
        """Add statements; those that already hold stay as they are.

        Returns:
            a loss for each statement that the gate kept out, in the order given; the others are in the store.

        Raises:
            MachineError: the statements could not be written; none, or a part, of them is in the store.
        """
        ...

    def remove_graph(self, graph: URIRef) -> None:
        """Remove a graph with its statements; a graph that is not there is no error."""
        ...

    def reader(self) -> StatementReader:
        """Return a view of this store that cannot change it."""
        ...

    def close(self) -> None:
        """Write everything to its medium and let go of it; the store cannot be used afterwards."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
