"""The manifests of the SPARQL 1.1 tests of W3C (w3c/rdf-tests), read as what they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, Namespace
from rdflib.term import Node

SUITE = Path(__file__).parents[3] / "shared/w3c/sparql/sparql11"
HOME = "https://w3c.github.io/rdf-tests/sparql/sparql11/"
"""Where the suite is published: relative IRIs in its files are relative to their addresses there."""

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")

ABSENT = f"the SPARQL test suite of W3C is not there: {SUITE}"

_KINDS: dict[Node, str] = {
    MF.QueryEvaluationTest: "evaluation",
    MF.CSVResultFormatTest: "evaluation",
    MF.PositiveSyntaxTest11: "positive syntax",
    MF.NegativeSyntaxTest11: "negative syntax",
}


@dataclass(frozen=True)
class QueryTest:
    """A query and what must come of it.

    Attributes:
        kind: ``evaluation``, ``positive syntax`` or ``negative syntax``.
        data: files that make up the default graph.
        graphs: files that are named graphs, each named by its address.
        result: file with the expected answer; None for syntax tests.
    """

    iri: str
    kind: str
    query: Path
    data: tuple[Path, ...]
    graphs: tuple[Path, ...]
    result: Path | None

    @property
    def base_iri(self) -> str:
        """The address of the folder of the test."""
        return address(self.query.parent) + "/"


def address(file: Path) -> str:
    """Return where a file of the suite is published."""
    return HOME + file.relative_to(SUITE).as_posix()


def read_manifest(folder: str) -> tuple[Graph, list[Node]]:
    """Return the manifest of a folder of the suite, and its tests in order."""
    file = SUITE / folder / "manifest.ttl"
    graph = Graph().parse(file, format="turtle", publicID=address(file))
    entries = graph.value(URIRef(address(file)), MF.entries)
    assert entries is not None
    return graph, list(Collection(graph, entries))


def query_tests() -> tuple[QueryTest, ...]:
    """Return the tests of queries, their syntax and the forms of their results; none without the suite."""
    if not SUITE.is_dir():
        return ()
    manifests = ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl")
    return tuple(test for manifest in manifests for test in _query_tests(manifest))


def reported_tests() -> tuple[str, ...]:
    """Return the IRIs of all tests that a report on the endpoint tells of."""
    others = (*read_manifest("protocol")[1], *read_manifest("service-description")[1])
    return (*(test.iri for test in query_tests()), *map(str, others))


def _query_tests(manifest: str) -> Iterator[QueryTest]:
    file = SUITE / manifest
    graph = Graph().parse(file, format="turtle", publicID=address(file))
    included = graph.value(URIRef(address(file)), MF.include)
    assert included is not None
    for folder in Collection(graph, included):
        yield from _folder_tests(_file(folder).parent.name)


def _folder_tests(folder: str) -> Iterator[QueryTest]:
    graph, entries = read_manifest(folder)
    for test in entries:
        action, result = graph.value(test, MF.action), graph.value(test, MF.result)
        query = graph.value(action, QT.query)
        yield QueryTest(
            iri=str(test),
            kind=next(_KINDS[kind] for kind in graph.objects(test, RDF.type)),
            query=_file(query or action),
            data=tuple(map(_file, graph.objects(action, QT.data))),
            graphs=tuple(map(_file, graph.objects(action, QT.graphData))),
            result=_file(result) if result is not None else None,
        )


def _file(node: Node | None) -> Path:
    return SUITE / str(node).removeprefix(HOME)
