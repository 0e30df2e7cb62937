"""A build, its dumps and an endpoint give the same answers and the same errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from rdflib.term import Literal

from osce_kg import KnowledgeGraph
from osce_kg.errors import (
    LimitError,
    MissingInputError,
    OsceKgError,
    QueryError,
    RefusedQueryError,
    UsageError,
)
from osce_kg.namespaces import ID
from running_server import running_server

SOURCES = ("build", "quads", "compressed", "triples", "endpoint")
MEETINGS = "SELECT ?e ?when { ?e a okg:Meeting . OPTIONAL { ?e okg:edtf ?when } } ORDER BY ?e"


@pytest.fixture(scope="module", params=SOURCES)
def kg(request: pytest.FixtureRequest, network_build: Path) -> Iterator[KnowledgeGraph]:
    dump = network_build / "dump"
    with ExitStack() as open_things:
        where: str | Path = {
            "build": network_build,
            "quads": dump / "osce-kg.nq",
            "compressed": dump / "osce-kg.trig.gz",
            "triples": dump / "osce-kg.ttl",
        }.get(request.param, "")
        if request.param == "endpoint":
            where = f"{open_things.enter_context(running_server(network_build)).url}sparql"
        yield open_things.enter_context(KnowledgeGraph.open(where))


@pytest.fixture(scope="module")
def build(network_build: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(network_build) as opened:
        yield opened


@pytest.mark.parametrize(
    "ask",
    [
        lambda kg: kg.query(MEETINGS),
        lambda kg: kg.query("SELECT * { ?e okg:edtf ?when } ORDER BY ?e"),
        lambda kg: kg.query("SELECT (COUNT(*) AS ?n) { ?s a okg:Person ; rdfs:label ?o }"),
        lambda kg: kg.query("network-edges"),
        lambda kg: kg.query("SELECT ?e { ?e okg:hasParticipant ?person } ORDER BY ?e", person="Anna Alder"),
        lambda kg: kg.network().edges,
        lambda kg: kg.network(kind="visit", from_=2004, to="2004-12").nodes,
        lambda kg: kg.meetings(person="Alder, Anna", confidence=0.5),
        lambda kg: kg.passages("event/m2"),
    ],
)
def test_the_answer_is_that_of_the_build(
    ask: Callable[[KnowledgeGraph], object], kg: KnowledgeGraph, build: KnowledgeGraph
) -> None:
    expected = ask(build)
    assert expected
    assert ask(kg) == expected


def test_every_example_query_has_the_same_answer_of_a_dump(sample_build: Path) -> None:
    dump = sample_build / "dump" / "osce-kg.ttl"
    with KnowledgeGraph.open(sample_build) as build, KnowledgeGraph.open(dump) as loaded:
        for row in build.queries:
            expected = build.query(row.key)
            assert expected
            assert loaded.query(row.key) == expected, row.key


def test_booleans_and_graphs_are_answers_too(kg: KnowledgeGraph) -> None:
    assert kg.ask("ASK { ?s rdfs:label ?label }", label=Literal("Anna Alder", lang="en"))
    assert not kg.ask("ASK { ?s rdfs:label ?label }", label="Anna Alder")
    graph = kg.construct("CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o }", s=ID["state/KAZ"])
    assert {str(label) for label in graph.objects()} == {"Kazakhstan", "Казахстан"}


def test_labels_are_at_hand(kg: KnowledgeGraph) -> None:
    found = kg.query("SELECT ?s { ?s okg:metWith ?person } ORDER BY ?s LIMIT 1", person="p2")
    assert found.labels == {ID["person/p1"]: "Anna Alder"}
    assert kg.label(ID["state/KAZ"]) == "Kazakhstan"
    assert kg.label("https://example.org/none") == "https://example.org/none"
    assert kg.label("no iri> }") == "no iri> }"
    odd = kg.query("SELECT ?x { VALUES ?x { <mailto:a> <odd:b> 'c' } }")
    assert odd.labels == {}


@pytest.mark.parametrize(
    ("query", "error", "message"),
    [
        ("SELECT * {\n ?s ?p", QueryError, "line 2"),
        ("SELECT * { ?s nix:p ?o }", QueryError, "nix"),
        ("ASK { ?s ?p ?o }", QueryError, "of the form SELECT"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", RefusedQueryError, "SERVICE"),
        ("DELETE WHERE { ?s ?p ?o }", RefusedQueryError, "Updates"),
        ("who-met-who", UsageError, "there are .*who-met-whom"),
    ],
)
def test_a_wrong_query_has_the_same_error_everywhere(
    kg: KnowledgeGraph, query: str, error: type[OsceKgError], message: str
) -> None:
    with pytest.raises(error, match=message):
        kg.query(query)


def test_the_query_behind_an_answer_runs_without_prefixes_from_elsewhere(kg: KnowledgeGraph) -> None:
    found = kg.query(MEETINGS)
    assert found.explain().startswith("PREFIX okg: <")
    assert kg.query(found.sparql) == found


def test_what_takes_too_long_is_stopped_and_the_next_question_answered(network_build: Path) -> None:
    long = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(6)) + " }"
    with KnowledgeGraph.open(network_build, deadline=1) as kg:
        with pytest.raises(LimitError):
            kg.query(long)
        assert kg.query(MEETINGS)


def test_what_is_no_graph_is_told(tmp_path: Path) -> None:
    for name in ("nowhere", "notes.txt"):
        (tmp_path / "notes.txt").write_text("no graph")
        with pytest.raises(MissingInputError, match=f"{name}: neither a build's directory nor a dump"):
            KnowledgeGraph.open(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("broken.nt", b"<http://e.org/s> <http://e.org/p> .\n", r"broken\.nt:1: does not parse"),
        ("broken.ttl.gz", b"not compressed", r"broken\.ttl\.gz: cannot be read"),
        ("short.nq.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00", r"short\.nq\.gz: cannot be read"),
    ],
)
def test_a_broken_dump_is_told_with_its_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(OsceKgError, match=message):
        KnowledgeGraph.open(tmp_path / name)


def test_an_endpoint_that_is_not_there_is_told_without_its_password() -> None:
    with KnowledgeGraph.open("http://me:secret@127.0.0.1:9/sparql") as kg:
        with pytest.raises(OsceKgError, match=r"^http://127\.0\.0\.1:9/sparql: the server cannot be reached"):
            kg.query(MEETINGS)
        assert "secret" not in repr(kg)


def test_a_closed_graph_answers_no_more(network_build: Path) -> None:
    kg = KnowledgeGraph.open(network_build / "dump" / "osce-kg.nt")
    kg.query(MEETINGS)
    kg.close()
    kg.close()
    with pytest.raises(MissingInputError, match="has been closed"):
        kg.query(MEETINGS)
