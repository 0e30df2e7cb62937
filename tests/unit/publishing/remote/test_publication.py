"""Named graphs of a build come into a store whole, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib.term import Literal, URIRef

from graph_store_server import Fault, GraphStoreServer, Noted, graph_store
from osce_kg.errors import InputError, MachineError
from osce_kg.model.statement import Statement
from osce_kg.namespaces import GRAPH, OKG
from osce_kg.publishing.remote import (
    PUBLICATION_GRAPH,
    Exchange,
    PublicationOptions,
    PublicationReport,
    RemoteStore,
    TransferProtocol,
    find_addresses,
    publish_graphs,
    verify_graphs,
)
from osce_kg.store import OxigraphStore

SMALL, LARGE = str(GRAPH["document/x1"]), str(GRAPH["reference"])
PART = 10
FOREIGN = "http://example.org/theirs"


def statements(graph: str, number: int, text: str = "text") -> list[Statement]:
    return [
        Statement(
            URIRef(f"http://example.org/s{i // 3}"),
            OKG.title,
            Literal(f"{text} {i}", lang="en"),
            URIRef(graph),
        )
        for i in range(number)
    ]


@pytest.fixture
def build() -> OxigraphStore:
    """A graph that goes in one request, and one of three parts and a half."""
    store = OxigraphStore()
    store.add([*statements(SMALL, 7), *statements(LARGE, 35)])
    return store


@pytest.fixture
def server() -> Iterator[GraphStoreServer]:
    with graph_store() as server:
        server.store.add(ox.Quad(*(ox.NamedNode("http://example.org/a"),) * 3, ox.NamedNode(FOREIGN)))
        yield server


@pytest.fixture(params=list(TransferProtocol))
def protocol(request: pytest.FixtureRequest) -> TransferProtocol:
    assert isinstance(request.param, TransferProtocol)
    return request.param


def published(
    build: OxigraphStore,
    server: GraphStoreServer,
    protocol: TransferProtocol = TransferProtocol.GRAPH_STORE,
    act: Callable[..., PublicationReport] = publish_graphs,
    **options: Any,
) -> PublicationReport:
    path = "/store" if protocol is TransferProtocol.GRAPH_STORE else "/update"
    with Exchange(sleep=lambda _: None) as exchange:
        store = RemoteStore(find_addresses(server.url + path, protocol), exchange)
        return act(build, store, PublicationOptions(**{"part": PART, **options}))


def assert_same(build: OxigraphStore, server: GraphStoreServer) -> None:
    for graph in build.graphs():
        assert server.lines(str(graph)) == set(build.n_triples(graph).splitlines())
    assert server.graphs() == {*map(str, build.graphs()), PUBLICATION_GRAPH, FOREIGN}


def test_every_graph_arrives_whole(
    build: OxigraphStore, server: GraphStoreServer, protocol: TransferProtocol
) -> None:
    report = published(build, server, protocol)
    assert report.published == [SMALL, LARGE]
    assert_same(build, server)


def test_what_is_there_is_not_sent_again(
    build: OxigraphStore, server: GraphStoreServer, protocol: TransferProtocol
) -> None:
    published(build, server, protocol)
    server.requests.clear()
    report = published(build, server, protocol)
    assert report.unchanged == [SMALL, LARGE]
    assert server.changes == []


@pytest.mark.parametrize("done", range(10))
def test_an_interrupted_run_is_finished_by_another_that_does_the_rest_only(
    build: OxigraphStore, server: GraphStoreServer, protocol: TransferProtocol, done: int
) -> None:
    server.faults = [None] * done + [Fault(400)]
    with pytest.raises(MachineError):
        published(build, server, protocol)
    published(build, server, protocol)
    assert_same(build, server)
    carrying = [request for request in server.changes if carries_statements(request)]
    # One request for the small graph, four for the large one, and the one that failed.
    assert len(carrying) <= 6


def carries_statements(request: Noted) -> bool:
    is_insertion = b"INSERT DATA" in request.body and PUBLICATION_GRAPH.encode() not in request.body
    return request.path == "/store" or is_insertion


def test_parts_that_have_come_are_not_sent_again(build: OxigraphStore, server: GraphStoreServer) -> None:
    # Of the small graph: record removed, graph put, record written; of the large one: two parts.
    server.faults = [None] * 6 + [Fault(400)]
    with pytest.raises(MachineError):
        published(build, server)
    server.requests.clear()
    published(build, server)
    sent = [request.body.count(b"\n") for request in server.changes if request.path == "/store"]
    assert sent == [10, 5]
    assert_same(build, server)


def test_a_request_that_is_carried_out_only_after_its_run_was_killed_does_no_harm(
    build: OxigraphStore, server: GraphStoreServer
) -> None:
    server.faults = [None] * 7 + [Fault(400)]
    with pytest.raises(MachineError):
        published(build, server)
    (staging,) = (graph for graph in server.graphs() if "/staging/" in graph)

    def with_a_late_move(text: str) -> str:
        server.store.remove_graph(ox.NamedNode(staging))
        server.rewrite = str
        return text

    server.rewrite = with_a_late_move
    assert published(build, server).published == [LARGE]
    assert_same(build, server)


def test_a_graph_that_changes_is_seen_old_or_new_and_nothing_between(
    build: OxigraphStore, server: GraphStoreServer, protocol: TransferProtocol
) -> None:
    published(build, server, protocol)
    build.add(statements(SMALL, 30, "more"))
    server.watched = SMALL
    report = published(build, server, protocol)
    assert report.published == [SMALL]
    assert set(server.seen) == {7, 37}
    assert_same(build, server)


def test_a_change_that_was_interrupted_is_noticed_even_by_the_build_before(
    build: OxigraphStore, server: GraphStoreServer
) -> None:
    published(build, server)
    later = OxigraphStore()
    later.add([*statements(SMALL, 7, "other"), *statements(LARGE, 35)])
    # Record removed, staged, moved; then its record cannot be written.
    server.faults = [None] * 3 + [Fault(400)]
    with pytest.raises(MachineError):
        published(later, server)
    assert server.lines(SMALL) == set(later.n_triples(URIRef(SMALL)).splitlines())
    assert published(build, server).published == [SMALL]
    assert_same(build, server)


def test_a_move_is_never_repeated_as_the_second_would_empty_the_graph(
    build: OxigraphStore, server: GraphStoreServer
) -> None:
    broken = Fault(breaks=True, does_it_all_the_same=True)
    server.faults = [None] * 8 + [broken]
    with pytest.raises(MachineError, match="breaks off"):
        published(build, server)
    assert sum(b"MOVE" in request.body for request in server.requests) == 1
    assert len(server.lines(LARGE)) == 35
    server.requests.clear()
    assert published(build, server).published == [LARGE]
    assert [request.path for request in server.changes] == ["/update"]  # its record
    assert_same(build, server)


def test_what_the_build_no_longer_has_is_removed_only_if_asked_for(
    build: OxigraphStore, server: GraphStoreServer
) -> None:
    published(build, server)
    build.remove_graph(URIRef(SMALL))
    assert published(build, server).left == [SMALL]
    assert SMALL in server.graphs()
    assert published(build, server, prune=True, graphs="ref*").removed == []
    assert published(build, server, prune=True, dry_run=True).removed == [SMALL]
    assert SMALL in server.graphs()
    assert published(build, server, prune=True).removed == [SMALL]
    assert_same(build, server)


def test_a_dry_run_says_what_would_be_done_and_changes_nothing(
    build: OxigraphStore, server: GraphStoreServer
) -> None:
    assert published(build, server, dry_run=True).published == [SMALL, LARGE]
    assert server.changes == []


def test_only_the_graphs_asked_for_are_published(build: OxigraphStore, server: GraphStoreServer) -> None:
    assert published(build, server, graphs="document/*").published == [SMALL]
    assert LARGE not in server.graphs()


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace("text 3", "text three"),
        lambda text: "\n".join(text.splitlines()[1:]),
        lambda text: text + text.replace("text 1", "text one too many"),
    ],
    ids=["changed", "missing", "too many"],
)
def test_a_graph_that_the_store_spoils_is_told_and_gets_no_record(
    build: OxigraphStore, server: GraphStoreServer, rewrite: Callable[[str], str]
) -> None:
    server.rewrite = rewrite
    report = published(build, server)
    assert set(report.differing) == {SMALL, LARGE}
    assert report.published == []
    assert LARGE not in server.graphs()  # it was found out before it was moved
    server.rewrite = str
    assert published(build, server).published == [SMALL, LARGE]
    assert_same(build, server)


def test_verifying_reads_everything_back_and_changes_nothing(
    build: OxigraphStore, server: GraphStoreServer, protocol: TransferProtocol
) -> None:
    published(build, server, protocol)
    assert published(build, server, protocol, verify_graphs).unchanged == [SMALL, LARGE]
    server.store.update(f"DELETE WHERE {{ GRAPH <{LARGE}> {{ <http://example.org/s2> ?p ?o }} }}")
    server.requests.clear()
    report = published(build, server, protocol, verify_graphs)
    assert report.unchanged == [SMALL]
    assert len(report.differing[LARGE].missing) == 3
    assert server.changes == []


def test_a_store_that_cuts_its_answers_is_read_whole_all_the_same(
    build: OxigraphStore,
    server: GraphStoreServer,
    protocol: TransferProtocol,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("osce_kg.publishing.remote.read_back._AT_A_TIME", 10)
    server.largest_answer = 10
    assert published(build, server, protocol).published == [SMALL, LARGE]
    server.store.update(f"INSERT DATA {{ GRAPH <{LARGE}> {{ <urn:zzz> <urn:zzz> 1 }} }}")
    report = published(build, server, protocol, verify_graphs)
    assert report.differing[LARGE].unexpected == (b"+1 statements",)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_all_graphs_are_listed_by_a_store_that_gives_few_solutions_at_a_time(
    server: GraphStoreServer, number: int
) -> None:
    build = OxigraphStore()
    build.add([row for key in range(number) for row in statements(str(GRAPH[f"document/x{key}"]), 2)])
    published(build, server)
    server.largest_answer = 2
    assert len(published(build, server).unchanged) == number


def test_the_default_graph_has_each_triple_of_ours_once_whatever_was_there(
    build: OxigraphStore, server: GraphStoreServer, protocol: TransferProtocol
) -> None:
    build.add(statements(LARGE, 7))
    build.add(statements(SMALL, 7))
    server.store.add(ox.Quad(*(ox.NamedNode("http://example.org/old"),) * 3))
    published(build, server, protocol, fill_default_graph=True)
    held = [quad.triple for quad in server.store.quads_for_pattern(None, None, None, ox.DefaultGraph())]
    lines = {line for graph in (SMALL, LARGE, PUBLICATION_GRAPH) for line in server.lines(graph)}
    assert {f"{triple} .".encode() for triple in held} == lines
    assert len(held) == len(lines)
    assert_same(build, server)


def test_a_default_graph_that_is_no_graph_of_its_own_is_left_alone(
    build: OxigraphStore, server: GraphStoreServer
) -> None:
    server.is_union = True
    with pytest.raises(InputError, match="shows its named graphs already"):
        published(build, server, fill_default_graph=True)
    assert_same(build, server)
