"""A build's directory of any size, as ``osce-kg build`` would have written it, of a synthetic graph.

Run ``python -m benchmarks.synthetic_build DIR --quads 1000000``; ``osce-kg serve --data DIR`` serves it. What
is asserted is made up, the ontology is the real one, and what follows is derived and published by the stages
that derive and publish for a build.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Final, cast

import pyoxigraph as ox
from rdflib.term import Literal, URIRef

from benchmarks.synthetic_graph import Quad, synthetic_quads
from osce_kg import __version__
from osce_kg.errors import InputError
from osce_kg.identifiers import DERIVED_GRAPH, ONTOLOGY_GRAPH
from osce_kg.model.record import BuildRecord, StageRecord
from osce_kg.model.release import Release
from osce_kg.model.statement import Statement
from osce_kg.namespaces import ID, OKG
from osce_kg.pipeline.directory import DOCUMENTS, is_build
from osce_kg.pipeline.report import REPORT, render_report
from osce_kg.pipeline.staging import staged_directory
from osce_kg.publishing import publish_release
from osce_kg.reasoning.closure import read_ontology
from osce_kg.reasoning.derivation import derive_statements
from osce_kg.store import OxigraphStore

QUADS_PER_DOCUMENT: Final = 429
"""About so many quads come with each document, derived ones included."""

_QUADS_OF_ONTOLOGY: Final = 3_500
_BATCH: Final = 10_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the directory, unless a build is there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    options = parser.parse_args(arguments)
    if not is_build(options.directory):
        write_build(options.directory, documents_for(options.quads))


def documents_for(quads: int) -> int:
    """Return how many documents give a graph of about so many quads."""
    return max(1, math.ceil((quads - _QUADS_OF_ONTOLOGY) / QUADS_PER_DOCUMENT))


def write_build(directory: Path, documents: int, seed: int = 1) -> Release:
    """Write a build of a synthetic graph; arguments as of ``synthetic_graph``.

    Raises:
        InputError: the store refused a statement.
    """
    with staged_directory(directory, is_ours=is_build) as place:
        with OxigraphStore(place / "store") as store:
            add_asserted(store, documents, seed)
            _add(store, list(derive_statements(store.reader())))
            release = publish_release(store.reader(), place / "dump")
            _write_texts(store, place / DOCUMENTS)
        stage = StageRecord("synthetic", (("documents", documents), ("statements", release.quads)))
        report = render_report(BuildRecord(__version__, (stage,)), release, ())
        (place / REPORT).write_text(report, encoding="utf-8")
    return release


def add_asserted(store: OxigraphStore, documents: int, seed: int = 1) -> None:
    """Add to a store what a build asserts, and the ontology; arguments as of ``synthetic_graph``.

    Raises:
        InputError: the store refused a statement.
    """
    _add(store, asserted_statements(documents, seed))
    _add(store, _ontology())


def _add(store: OxigraphStore, statements: Iterable[Statement]) -> None:
    if losses := store.add(statements):
        raise InputError(f"{len(losses)} statements were refused; the first because {losses[0].reason}")


def asserted_statements(documents: int, seed: int = 1) -> Iterator[Statement]:
    """Yield the statements of a synthetic graph, without those that rules derive; arguments as there."""
    quads = synthetic_quads(documents, seed)
    while batch := list(islice(quads, _BATCH)):
        for quad in ox.parse(BytesIO(_n_quads(batch)), format=ox.RdfFormat.N_QUADS):
            statement = _statement(quad)
            if statement.graph != DERIVED_GRAPH:  # it comes back by the rules
                yield statement


def _n_quads(quads: Iterable[Quad]) -> bytes:
    return "".join(f"{' '.join(quad)} .\n" for quad in quads).encode()


def _statement(quad: ox.Quad) -> Statement:
    value: URIRef | Literal
    if isinstance(quad.object, ox.Literal):
        literal = quad.object
        datatype = None if literal.language else URIRef(literal.datatype.value)
        value = Literal(literal.value, lang=literal.language, datatype=datatype, normalize=False)
    else:
        value = URIRef(cast(ox.NamedNode, quad.object).value)
    subject, graph = cast(ox.NamedNode, quad.subject), cast(ox.NamedNode, quad.graph_name)
    return Statement(URIRef(subject.value), URIRef(quad.predicate.value), value, URIRef(graph.value))


def _ontology() -> Iterator[Statement]:
    for subject, predicate, value in read_ontology(alignments=True):
        yield Statement(
            cast(URIRef, subject), cast(URIRef, predicate), cast(URIRef | Literal, value), ONTOLOGY_GRAPH
        )


def _write_texts(store: OxigraphStore, folder: Path) -> None:
    """Write the documents' texts: their passages, one a line."""
    folder.mkdir()
    query = f"""SELECT ?document ?exact {{
      ?passage <{OKG.passageOf}> ?document ; <{OKG.exact}> ?exact ; <{OKG.startOffset}> ?start
    }} ORDER BY ?document ?start"""
    texts: dict[str, list[str]] = {}
    for solution in store.select(query):
        texts.setdefault(str(solution["document"]), []).append(str(solution["exact"]))
    for document, lines in texts.items():
        key = document.removeprefix(f"{ID}document/")
        (folder / f"{key}.txt").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
