"""The embedded store: Oxigraph, on disk or in memory.

The store keeps a copy of every triple in its default graph, once however many named graphs hold it.
Oxigraph's own union of graphs repeats a triple for each graph that holds it, which makes counts wrong.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast

import pyoxigraph as ox
from rdflib.term import Literal, URIRef

from osce_kg.errors import InputError, MachineError, MissingInputError, QueryError
from osce_kg.model.document import Loss
from osce_kg.model.statement import Statement
from osce_kg.store.copying import note_tables
from osce_kg.store.gate import RejectedTermError, checked_iri, checked_lines, checked_term
from osce_kg.store.interface import Term, TripleOfTerms
from osce_kg.store.loading import load_with_copies

_Results = TypeVar("_Results", ox.QuerySolutions, ox.QueryTriples, ox.QueryBoolean)


def rdflib_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    """Return a term of the store as a term of a statement.

    Raises:
        QueryError: it is a blank node or a quoted triple.
    """
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if not isinstance(term, ox.Literal):
        raise QueryError("The query gives blank nodes or quoted triples; published data has none.")
    if term.language is not None:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    if datatype == "http://www.w3.org/2001/XMLSchema#string":
        return Literal(term.value)
    # rdflib would rewrite "2004-05-18Z" without its Z.
    return Literal(term.value, datatype=URIRef(datatype), normalize=False)


def open_store(path: Path) -> ox.Store:
    """Open a store on disk as it is now, read-only.

    Raises:
        MissingInputError: there is no store.
        InputError: what is there is not a store, or its path is not UTF-8.
    """
    if not (path / "CURRENT").is_file():
        raise MissingInputError("there is no store", source=str(path))
    try:
        # In a bare environment Python knows a name with an umlaut by its bytes; Oxigraph wants text.
        return ox.Store.read_only(os.fsencode(path).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError("a path to a store must be UTF-8", source=ascii(str(path))) from error
    except (OSError, RuntimeError) as error:  # Oxigraph reports a corrupt store as RuntimeError
        raise InputError(f"the store cannot be opened: {error}", source=str(path)) from error


def quads_of(lines: Iterable[bytes]) -> list[ox.Quad]:
    """Return the quads of N-Quads lines without line end."""
    return list(ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS))


def _rdflib_triple(statement: ox.Quad | ox.Triple) -> TripleOfTerms:
    subject, predicate = rdflib_term(statement.subject), rdflib_term(statement.predicate)
    return cast(URIRef, subject), cast(URIRef, predicate), rdflib_term(statement.object)


def read_triple(line: bytes) -> TripleOfTerms:
    """Return the triple of one line of N-Triples or N-Quads, as a release has them.

    Raises:
        SyntaxError: it is no such line.
    """
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    return _rdflib_triple(quad)


class OxigraphReader:
    """A view of an Oxigraph store without any way to change it."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a store on disk as it is now; later changes by its owner are not seen.

        Raises:
            MissingInputError: there is no store.
            InputError: what is there is not a store.
        """
        return cls(open_store(path))

    def __len__(self) -> int:
        # Twenty times faster than counting in Python, and without the copies in the default graph.
        counted = next(self.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))
        return int(counted["n"])

    def graphs(self) -> tuple[URIRef, ...]:
        """Return the names of the graphs that hold statements, sorted."""
        names = (graph for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode))
        return tuple(sorted(URIRef(graph.value) for graph in names if next(self._quads(graph), None)))

    def quads(
        self,
        graph: URIRef | None = None,
        *,
        subject: URIRef | None = None,
        predicate: URIRef | None = None,
        value: Term | None = None,
    ) -> Iterator[Statement]:
        """Give the statements with these terms, None standing for any, in no particular order."""
        try:
            name = None if graph is None else checked_iri(str(graph))
        except RejectedTermError:  # what the gate keeps out is the name of no graph
            return
        for quad in self._matching(subject, predicate, value, name):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield Statement(*_rdflib_triple(quad), URIRef(quad.graph_name.value))

    def triples(
        self,
        *,
        subject: URIRef | None = None,
        predicate: URIRef | None = None,
        value: Term | None = None,
    ) -> Iterator[TripleOfTerms]:
        """Give the triples of the union of all graphs with these terms, each once, in no particular order."""
        # The copy in the default graph; in the named graphs it stands once for each document that says it.
        yield from map(_rdflib_triple, self._matching(subject, predicate, value, ox.DefaultGraph()))

    def n_triples(self, graph: URIRef) -> bytes:
        """Return one graph as N-Triples, a line for each triple, in no particular order."""
        dumped = self._store.dump(from_graph=ox.NamedNode(graph), format=ox.RdfFormat.N_TRIPLES)
        return cast(bytes, dumped)

    def lines(self, graph: URIRef) -> frozenset[bytes]:
        """Return one graph as N-Quads lines without line end."""
        name = f"<{graph}> .".encode()
        return frozenset(line[:-1] + name for line in self.n_triples(graph).split(b"\n") if line)

    def holds_line(self, line: bytes) -> bool:
        """Tell whether the statement of an N-Quads line is in the store."""
        (quad,) = quads_of([line])
        return quad in self._store

    def constructed_lines(self, query: str, graph: URIRef, within: Sequence[URIRef]) -> Iterator[bytes]:
        """Give what a CONSTRUCT query finds in some graphs alone, as N-Quads lines of another graph.

        Args:
            query: sees the union of these graphs as its default graph.
            graph: that the lines are to be statements of; one may come more than once.
            within: names of the graphs to look at.
        """
        name = f"<{graph}> .".encode()
        seen: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(graph) for graph in within]
        for triple in cast(ox.QueryTriples, self._store.query(query, default_graph=seen)):
            yield f"{triple} ".encode() + name

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""
        return bool(self._results(query, ox.QueryBoolean, "ASK"))

    def select(self, query: str) -> Iterator[dict[str, Term]]:
        """Give the solutions of a SELECT query: variable name to term, unbound variables left out."""
        solutions = self._results(query, ox.QuerySolutions, "SELECT")
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            pairs = zip(names, solution, strict=True)
            yield {name: rdflib_term(term) for name, term in pairs if term is not None}

    def construct(self, query: str) -> Iterator[TripleOfTerms]:
        """Give the triples of a CONSTRUCT or DESCRIBE query."""
        yield from map(_rdflib_triple, self._results(query, ox.QueryTriples, "CONSTRUCT or DESCRIBE"))

    def _matching(
        self,
        subject: URIRef | None,
        predicate: URIRef | None,
        value: Term | None,
        graph: ox.NamedNode | ox.DefaultGraph | None,
    ) -> Iterator[ox.Quad]:
        try:
            nodes = [None if term is None else checked_iri(str(term)) for term in (subject, predicate)]
            target = None if value is None else checked_term(value)
        except RejectedTermError:  # what the gate keeps out is in no statement
            return iter(())
        return self._store.quads_for_pattern(nodes[0], nodes[1], target, graph)

    def _quads(self, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(None, None, None, graph)

    def _results(self, query: str, kind: type[_Results], form: str) -> _Results:
        try:
            results = self._store.query(query)
        except SyntaxError as error:
            raise QueryError(f"The query does not parse: {error}") from error
        if not isinstance(results, kind):
            raise QueryError(f"The query must be of the form {form}.")
        return results


class OxigraphStore(OxigraphReader):
    """A store with one owner, who may write. Use as a context manager, or call ``close()``."""

    def __init__(self, path: Path | None = None) -> None:
        """Open or create the store at ``path``; without a path it lives in memory.

        Raises:
            MachineError: another process holds the store, or it cannot be written.
        """
        self._path = path
        with self._writing():
            super().__init__(ox.Store(None if path is None else str(path)))

    def add(self, statements: Iterable[Statement]) -> tuple[Loss, ...]:
        """Add statements; return a loss for each that the gate kept out."""
        losses: list[Loss] = []
        self.load_lines(checked_lines(statements, losses))
        return tuple(losses)

    def load_lines(self, lines: Iterable[bytes]) -> None:
        """Add statements that have passed the gate.

        Args:
            lines: N-Quads lines without line end, each with a named graph.
        """
        load_with_copies(self._store, lines, self._writing)

    def add_constructed(self, query: str, graph: URIRef) -> None:
        """Add what a CONSTRUCT query finds to a graph."""
        name = f" <{graph}> .".encode()
        found = self._results(query, ox.QueryTriples, "CONSTRUCT")
        self.load_lines(str(triple).encode() + name for triple in found)

    def change_lines(self, removed: Iterable[bytes], added: Iterable[bytes]) -> None:
        """Remove some statements and add others; few, for many are loaded faster.

        A graph that loses its last statement is gone, as if it had never been there.

        Args:
            removed, added: N-Quads lines without line end, as :meth:`OxigraphReader.lines` gives them.
        """
        going = quads_of(removed)
        with self._writing():
            for quad in going:
                self._store.remove(quad)
                self._remove_stray_copy(quad)
            self._store.extend(
                copy
                for quad in quads_of(added)
                for copy in (quad, ox.Quad(quad.subject, quad.predicate, quad.object))
            )
            for graph in {cast(ox.NamedNode, quad.graph_name) for quad in going}:
                if next(self._quads(graph), None) is None:
                    self._store.remove_graph(graph)

    def remove_graph(self, graph: URIRef) -> None:
        """Remove a graph with its statements; a graph that is not there is no error."""
        removed = list(self._quads(ox.NamedNode(graph)))
        with self._writing():
            self._store.remove_graph(ox.NamedNode(graph))
            for quad in removed:
                self._remove_stray_copy(quad)

    def _remove_stray_copy(self, quad: ox.Quad) -> None:
        """Remove the copy of a quad's triple in the default graph if no named graph holds it any more."""
        holders = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        left = list(islice(holders, 2))
        if len(left) == 1:
            self._store.remove(left[0])

    def reader(self) -> OxigraphReader:
        """Return a view of this store that cannot change it."""
        return OxigraphReader(self._store)

    def close(self, *, compact: bool = True) -> None:
        """Write the store to disk and let go of it.

        Args:
            compact: bring it into the form that is fastest to read, which takes as long as it is large.
        """
        if self._path is not None:
            with self._writing():
                if compact:
                    self._store.optimize()
                self._store.flush()
        # Oxigraph releases the lock on the folder when the last reference goes.
        del self._store
        if self._path is not None:
            with self._writing():
                note_tables(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            place = "in memory" if self._path is None else f"at {self._path}"
            raise MachineError(f"The store {place} cannot be written: {error}") from error
