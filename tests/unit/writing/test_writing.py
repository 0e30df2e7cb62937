from __future__ import annotations

import datetime as dt
import json
from hashlib import sha256
from pathlib import Path

import pytest
from rdflib import PROV, RDF, RDFS
from rdflib.term import Literal, URIRef

from osce_kg.config import Settings
from osce_kg.errors import (
    BusyError,
    LimitError,
    MissingInputError,
    OsceKgError,
    QueryError,
    RefusedQueryError,
    RefusedWriteError,
    UsageError,
)
from osce_kg.identifiers import DERIVED_GRAPH
from osce_kg.namespaces import GRAPH, OKG
from osce_kg.pipeline import build_graph
from osce_kg.pipeline.directory import is_build, read_report
from osce_kg.pipeline.staging import staged_directory
from osce_kg.store import OxigraphReader
from osce_kg.writing.requests import Operation, WriteRequest
from osce_kg.writing.user_graphs import ACTIVITIES, USER_GRAPHS
from osce_kg.writing.writing import Written, write

MOMENT = dt.datetime(2026, 5, 18, 12, 30, tzinfo=dt.UTC)
NOTES = str(GRAPH["user/notes"])
A, B, P = (URIRef(f"http://example.org/{name}") for name in "abp")


def snapshot(directory: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file()}


def update(build: Path, text: str, settings: Settings | None = None, **dataset: tuple[str, ...]) -> Written:
    request = WriteRequest(Operation.UPDATE, text.encode(), **dataset)
    return write(build, request, settings or Settings(), MOMENT)


def put(build: Path, content: str, graph: str = NOTES, operation: Operation = Operation.REPLACE) -> Written:
    return write(build, WriteRequest(operation, content.encode(), graph, "text/turtle"), Settings(), MOMENT)


def triples(build: Path, graph: str) -> set[tuple[object, ...]]:
    reader = OxigraphReader.open(build / "store")
    return {statement[:3] for statement in reader.quads(URIRef(graph))}


def test_an_update_of_a_users_graph_is_in_store_dump_and_report(own_build: Path) -> None:
    written = update(own_build, f"INSERT DATA {{ GRAPH <{NOTES}> {{ <{A}> <{P}> 'word' }} }}")
    assert is_build(own_build)
    assert triples(own_build, NOTES) == {(A, P, Literal("word"))}
    dump = (own_build / "dump/osce-kg.nq").read_bytes()
    assert f'<{A}> <{P}> "word" <{NOTES}> .\n'.encode() in dump
    assert written.graph_version == sha256(dump).hexdigest()
    report = read_report(own_build)
    assert report is not None
    assert report["graphVersion"] == written.graph_version
    # One statement of the user, seven on who wrote it, and what follows from both: the write is an activity.
    assert report["userStatements"] == 9
    assert report["statements"] == dump.count(b"\n")
    assert OxigraphReader.open(own_build / "store").ask(f"ASK {{ <{A}> <{P}> 'word' }}")


def test_everything_else_stays_as_it_was(own_build: Path) -> None:
    graphs = [graph for graph in OxigraphReader.open(own_build / "store").graphs() if graph != DERIVED_GRAPH]
    before = {graph: triples(own_build, graph) for graph in graphs}
    put(own_build, f"<{A}> <{P}> <{B}> .")
    assert {graph: triples(own_build, graph) for graph in graphs} == before


def test_the_next_build_from_documents_finds_what_was_read_and_extracted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Vienna, 6 April 2004 - The Secretary General met Minister Aliev.\n")
    build, sources = tmp_path / "build", [str(tmp_path / "a.txt")]
    first = build_graph(sources, build)
    anew = snapshot(build / "dump")
    put(build, f"<{A}> <{P}> <{B}> .")
    again = build_graph(sources, build)
    assert (first.reused, again.reused) == (0, 1)
    assert snapshot(build / "dump") == anew


def test_what_follows_is_derived_with_the_statement_and_gone_without_it(own_build: Path) -> None:
    leg = f"<{A}> <{OKG.legOf}> <{B}> ."
    put(own_build, leg)
    assert (B, OKG.hasLeg, A) in triples(own_build, DERIVED_GRAPH)
    put(own_build, f"<{A}> <{P}> <{B}> .")
    assert (B, OKG.hasLeg, A) not in triples(own_build, DERIVED_GRAPH)


def test_each_write_says_who_wrote_what_and_when(own_build: Path) -> None:
    content = f"<{A}> <{P}> 1 ."
    put(own_build, content)
    write(own_build, WriteRequest(Operation.REMOVE, graph=NOTES), Settings(write_agent="Desk 4"), MOMENT)
    described = triples(own_build, ACTIVITIES)
    first, second = sorted(
        (node for node, predicate, value in described if (predicate, value) == (RDF.type, PROV.Activity)),
        key=lambda node: (node, PROV.wasAssociatedWith, _agent(described, "Desk 4")) in described,
    )
    assert {
        value
        for node, predicate, value in described
        if (node, predicate) == (URIRef(NOTES), PROV.wasInfluencedBy)
    } == {
        first,
        second,
    }
    assert any(
        str(value) == f"sha256:{sha256(content.encode()).hexdigest()}"
        for node, _, value in described
        if node == first
    )
    assert any(
        str(value) == "2026-05-18T12:30:00.000000Z" or str(value) == "2026-05-18T12:30:00Z"
        for node, _, value in described
        if node == first
    )


def _agent(described: set[tuple[object, ...]], name: str) -> object:
    (agent,) = (
        node for node, predicate, value in described if predicate == RDFS.label and str(value) == name
    )
    return agent


def test_a_graph_is_made_extended_replaced_and_removed(own_build: Path) -> None:
    assert put(own_build, f"<{A}> <{P}> 1 .").is_new
    assert not put(own_build, f"<{A}> <{P}> 2 .", operation=Operation.ADD).is_new
    assert {str(value) for _, _, value in triples(own_build, NOTES)} == {"1", "2"}
    assert not put(own_build, f"<{A}> <{P}> 3 .").is_new
    assert {str(value) for _, _, value in triples(own_build, NOTES)} == {"3"}
    write(own_build, WriteRequest(Operation.REMOVE, graph=NOTES), Settings(), MOMENT)
    assert triples(own_build, NOTES) == set()
    with pytest.raises(MissingInputError, match="There is no graph"):
        write(own_build, WriteRequest(Operation.REMOVE, graph=NOTES), Settings(), MOMENT)


def test_the_dataset_of_the_protocol_is_that_of_every_where(own_build: Path) -> None:
    put(own_build, f"<{A}> <{P}> 1 .")
    put(own_build, f"<{B}> <{P}> 2 .", graph=f"{USER_GRAPHS}others")
    copied = f"{USER_GRAPHS}copy"
    copy = f"INSERT {{ GRAPH <{copied}> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
    update(own_build, copy, default_graphs=(NOTES,))
    assert triples(own_build, copied) == triples(own_build, NOTES)


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        ("CLEAR ALL", RefusedWriteError, "This would change the graph"),
        ("DROP DEFAULT", RefusedWriteError, "This would change the default graph"),
        (f"DROP GRAPH <{GRAPH['entities']}>", RefusedWriteError, str(GRAPH["entities"])),
        (f"INSERT DATA {{ <{A}> <{P}> 1 }}", RefusedWriteError, "the default graph"),
        (
            f"INSERT DATA {{ GRAPH <{GRAPH['reference']}> {{ <{A}> <{P}> 1 }} }}",
            RefusedWriteError,
            "reference",
        ),
        (f"INSERT DATA {{ GRAPH <{A}> {{ <{A}> <{P}> 1 }} }}", RefusedWriteError, "example.org"),
        (f"INSERT DATA {{ GRAPH <{ACTIVITIES}> {{ <{A}> <{P}> 1 }} }}", RefusedWriteError, "user/activities"),
        (
            f"INSERT DATA {{ GRAPH <{GRAPH['user/../reference']}> {{ <{A}> <{P}> 1 }} }}",
            RefusedWriteError,
            "",
        ),
        (f"CREATE GRAPH <{A}>", RefusedWriteError, "example.org"),
        (f"MOVE GRAPH <{GRAPH['entities']}> TO <{NOTES}>", RefusedWriteError, "entities"),
        (f"INSERT DATA {{ GRAPH <{NOTES}> {{ <{A}> <{P}> <<( <{A}> <{P}> 1 )>> }} }}", UsageError, "quoted"),
        ("LOAD <http://127.0.0.1/>", RefusedQueryError, "calls no other host"),
        ("INSERT DATA {", QueryError, "The update does not parse at line 1"),
        (f"INSERT DATA {{ GRAPH <{NOTES}> {{ <{A}> <{P}> [] }} }}", UsageError, "no blank nodes"),
        (f"INSERT DATA {{ GRAPH <{NOTES}> {{ <javascript:a> <{P}> 1 }} }}", UsageError, "scheme"),
        (
            f"INSERT DATA {{ GRAPH <{NOTES}> {{ <{A}> <{P}> '2004-02-31'^^xsd:date }} }}",
            UsageError,
            "not a value",
        ),
        (f"INSERT DATA {{ GRAPH <{NOTES}> {{ <{A}> <{P}> '\\u0001' }} }}", UsageError, "U+0001"),
    ],
)
def test_a_write_that_cannot_be_done_whole_changes_nothing(
    own_build: Path, text: str, error: type[OsceKgError], told: str
) -> None:
    before = snapshot(own_build)
    good = f"INSERT DATA {{ GRAPH <{NOTES}> {{ <{B}> <{P}> 1 }} }} ; "
    with pytest.raises(error) as caught:
        update(own_build, good + text)
    assert told in str(caught.value)
    assert type(caught.value) is error
    assert snapshot(own_build) == before
    assert [path.name for path in own_build.parent.iterdir()] == ["build"], "something was left beside it"


def test_an_update_that_takes_too_long_is_stopped(own_build: Path) -> None:
    before = snapshot(own_build)
    endless = f"""INSERT {{ GRAPH <{NOTES}> {{ <{A}> <{P}> ?n }} }} WHERE {{
        {{ SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }} }} }}"""
    with pytest.raises(LimitError, match=r"longer than 0\.5 seconds"):
        update(own_build, endless, Settings(write_deadline=0.5))
    assert snapshot(own_build) == before


def test_an_update_that_needs_too_much_memory_is_stopped(own_build: Path) -> None:
    doubled = (
        'BIND("'
        + "x" * 64
        + '" AS ?x0) '
        + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(28))
    )
    with pytest.raises(LimitError, match="more than 64 MiB"):
        update(
            own_build,
            f"INSERT {{ GRAPH <{NOTES}> {{ <{A}> <{P}> ?x28 }} }} WHERE {{ {doubled} }}",
            Settings(memory_limit=64),
        )


def test_an_update_that_is_nested_too_deeply_is_refused(own_build: Path) -> None:
    with pytest.raises(UsageError):
        update(own_build, "INSERT {} WHERE " + "{" * 20_000 + "}" * 20_000)


def test_while_the_build_is_made_nothing_is_written(own_build: Path) -> None:
    with (
        pytest.raises(BusyError, match="Another write or build") as caught,
        staged_directory(own_build, is_ours=is_build),
    ):
        put(own_build, f"<{A}> <{P}> 1 .")
    assert str(own_build) not in str(caught.value)


def test_the_fingerprint_is_that_of_no_build_from_documents(own_build: Path) -> None:
    before = json.loads((own_build / "report.json").read_text())["fingerprint"]
    put(own_build, f"<{A}> <{P}> 1 .")
    assert json.loads((own_build / "report.json").read_text())["fingerprint"] != before
