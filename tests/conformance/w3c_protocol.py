"""The protocol tests of W3C: each one or more HTTP requests, and what must come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import RDFS, Namespace
from rdflib.term import Node
from w3c_manifests import HOME, MF, SUITE, read_manifest

_CNT = Namespace("http://www.w3.org/2011/content#")
HT = Namespace("http://www.w3.org/2011/http#")
_UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")


@dataclass(frozen=True)
class ProtocolRequest:
    """A request and what it must bring.

    Attributes:
        target: path and parameters; the path is that of the manifest, ``/sparql/``.
        statuses: first digits of the statuses that are right.
        form: ``boolean``, ``tabular``, ``RDF``, or None if nothing is said of the answer's form.
        boolean: the answer; None if nothing is said of it.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: frozenset[str]
    form: str | None
    boolean: bool | None


@dataclass(frozen=True)
class ProtocolTest:
    """Requests that are sent one after the other.

    Attributes:
        graphs: named graphs of the dataset: name to file.
    """

    iri: str
    graphs: dict[str, Path]
    requests: tuple[ProtocolRequest, ...]

    @property
    def wants_update(self) -> bool:
        """Whether an update must succeed for the test to pass."""
        return "#update_" in self.iri


def protocol_tests() -> tuple[ProtocolTest, ...]:
    """Return the tests of the protocol; none without the suite."""
    if not SUITE.is_dir():
        return ()
    graph, entries = read_manifest("protocol")
    return tuple(
        ProtocolTest(str(test), dict(_graphs(graph, test)), tuple(_requests(graph, test))) for test in entries
    )


def _graphs(graph: Graph, test: Node) -> Iterator[tuple[str, Path]]:
    for data in graph.objects(test, _UT.graphData):
        file = SUITE / str(graph.value(data, _UT.graph)).removeprefix(HOME)
        yield str(graph.value(data, RDFS.label)), file


def _requests(graph: Graph, test: Node) -> Iterator[ProtocolRequest]:
    for request in members(graph, graph.value(graph.value(test, MF.action), HT.requests)):
        response = graph.value(request, HT.resp)
        headers = members(graph, graph.value(request, HT.headers))
        form, boolean = graph.value(response, MF.expectedFormat), graph.value(response, MF.expectedBoolean)
        yield ProtocolRequest(
            method=str(graph.value(request, HT.methodName)),
            target=str(graph.value(request, HT.absolutePath)),
            headers=tuple(
                (str(graph.value(node, HT.fieldName)), str(graph.value(node, HT.fieldValue)))
                for node in headers
            ),
            body=body_of(graph, graph.value(request, HT.body)),
            statuses=frozenset(
                str(status).rpartition("StatusCode")[2][0]
                for status in graph.objects(response, MF.expectedStatus)
            ),
            form=None if form is None else str(form),
            boolean=None if boolean is None else str(boolean) == "true",
        )


def body_of(graph: Graph, content: Node | None) -> bytes | None:
    """Return the body of a message; None if it has none."""
    if content is None:
        return None
    return str(graph.value(content, _CNT.chars)).encode(str(graph.value(content, _CNT.characterEncoding)))


def members(graph: Graph, head: Node | None) -> list[Node]:
    """Return the members of a list."""
    return [] if head is None else list(Collection(graph, head))
