"""The tests of W3C for SPARQL 1.1 Update, read from their manifests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, Namespace
from rdflib.term import Node
from w3c_manifests import HOME, MF, SUITE, address, read_manifest

_UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
_KINDS: dict[Node, str] = {
    MF.UpdateEvaluationTest: "evaluation",
    MF.PositiveUpdateSyntaxTest11: "positive syntax",
    MF.NegativeUpdateSyntaxTest11: "negative syntax",
    MF.NegativeSyntaxTest11: "negative syntax",
}


@dataclass(frozen=True)
class Dataset:
    """Files: of the default graph, and of the named graphs by their names."""

    default: tuple[Path, ...]
    named: tuple[tuple[str, Path], ...]

    def store(self) -> ox.Store:
        """Return the dataset as a store."""
        store = ox.Store()
        for file in self.default:
            store.load(path=str(file), base_iri=address(file))
        for name, file in self.named:
            store.add_graph(ox.NamedNode(name))
            store.load(path=str(file), base_iri=address(file), to_graph=ox.NamedNode(name))
        return store


@dataclass(frozen=True)
class UpdateTest:
    """An update, what it is carried out on, and what must come of it.

    Attributes:
        kind: ``evaluation``, ``positive syntax`` or ``negative syntax``.
    """

    iri: str
    kind: str
    update: Path
    before: Dataset
    after: Dataset

    @property
    def base_iri(self) -> str:
        """The address of the update."""
        return address(self.update)


def update_tests() -> tuple[UpdateTest, ...]:
    """Return the tests of updates; none without the suite."""
    return tuple(_update_tests()) if SUITE.is_dir() else ()


def _update_tests() -> Iterator[UpdateTest]:
    file = SUITE / "manifest-sparql11-update.ttl"
    manifest = Graph().parse(file, format="turtle", publicID=address(file))
    included = manifest.value(URIRef(address(file)), MF.include)
    assert included is not None
    for folder in Collection(manifest, included):
        graph, entries = read_manifest(_file(folder).parent.name)
        for test in entries:
            action = graph.value(test, MF.action)
            yield UpdateTest(
                iri=str(test),
                kind=next(_KINDS[kind] for kind in graph.objects(test, RDF.type)),
                update=_file(graph.value(action, _UT.request) or action),
                before=_dataset(graph, action),
                after=_dataset(graph, graph.value(test, MF.result)),
            )


def _dataset(graph: Graph, node: Node | None) -> Dataset:
    return Dataset(
        tuple(map(_file, graph.objects(node, _UT.data))),
        tuple(
            (str(graph.value(data, RDFS.label)), _file(graph.value(data, _UT.graph)))
            for data in graph.objects(node, _UT.graphData)
        ),
    )


def _file(node: Node | None) -> Path:
    return SUITE / str(node).removeprefix(HOME)
