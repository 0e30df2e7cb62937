"""What every store of statements must do; a new implementation joins by adding its factory to ``STORES``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib.namespace import RDFS, XSD
from rdflib.term import BNode, Literal, URIRef

from osce_kg.errors import QueryError
from osce_kg.model.statement import Statement
from osce_kg.store import OxigraphStore, StatementStore

STORES: dict[str, Callable[[Path], StatementStore]] = {
    "oxigraph in memory": lambda path: OxigraphStore(),
    "oxigraph on disk": lambda path: OxigraphStore(path / "store"),
}

ONE, TWO = URIRef("https://example.org/graph/1"), URIRef("https://example.org/graph/2")
PERSON = URIRef("https://example.org/person")


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StatementStore]:
    with STORES[request.param](tmp_path) as opened:
        yield opened


def label(text: str, graph: URIRef = ONE) -> Statement:
    return Statement(PERSON, RDFS.label, Literal(text), graph)


def test_statements_come_back_as_they_were_added(
    store: StatementStore, meeting_statements: tuple[Statement, ...]
) -> None:
    assert store.add(meeting_statements) == ()
    assert set(store.quads()) == set(meeting_statements)
    assert len(store) == len(meeting_statements)


def test_adding_the_same_statements_again_changes_nothing(store: StatementStore) -> None:
    store.add([label("a"), label("b")])
    store.add([label("b"), label("a")])
    assert len(store) == 2


def test_graphs_are_listed_in_order_and_only_those_that_hold_statements(store: StatementStore) -> None:
    store.add([label("a", TWO), label("a", ONE)])
    assert store.graphs() == (ONE, TWO)
    store.remove_graph(ONE)
    assert store.graphs() == (TWO,)


def test_quads_of_one_graph_are_only_its_own(store: StatementStore) -> None:
    store.add([label("a", ONE), label("b", TWO)])
    assert list(store.quads(TWO)) == [label("b", TWO)]


def test_quads_are_found_by_any_of_their_terms(store: StatementStore) -> None:
    store.add([label("a"), label("b"), label("b", TWO)])
    assert list(store.quads(ONE, subject=PERSON, value=Literal("b"))) == [label("b")]
    assert set(store.quads(value=Literal("b"))) == {label("b"), label("b", TWO)}
    assert len(list(store.quads(subject=PERSON, predicate=RDFS.label))) == 3
    assert list(store.quads(subject=URIRef("not an IRI"))) == []


def test_triples_of_the_union_are_given_once_and_found_by_any_of_their_terms(store: StatementStore) -> None:
    store.add([label("a", ONE), label("a", TWO), label("b", TWO)])
    both = {(PERSON, RDFS.label, Literal("a")), (PERSON, RDFS.label, Literal("b"))}
    for found in (
        list(store.triples()),
        list(store.triples(subject=PERSON)),
        list(store.triples(predicate=RDFS.label)),
    ):
        assert len(found) == 2
        assert set(found) == both
    assert list(store.triples(subject=PERSON, value=Literal("a"))) == [(PERSON, RDFS.label, Literal("a"))]
    assert list(store.triples(subject=URIRef("not an IRI"))) == []
    store.remove_graph(TWO)
    assert list(store.triples()) == [(PERSON, RDFS.label, Literal("a"))]


def test_n_triples_hold_one_graph_line_by_line(store: StatementStore) -> None:
    store.add([label("one\nline"), label("b", TWO)])
    assert store.n_triples(ONE) == (
        b'<https://example.org/person> <http://www.w3.org/2000/01/rdf-schema#label> "one\\nline" .\n'
    )


def test_a_triple_in_two_graphs_counts_once_in_the_union(store: StatementStore) -> None:
    store.add([label("a", ONE), label("a", TWO)])
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert [int(row["n"]) for row in store.select(count)] == [1]
    assert len(store) == 2


def test_removing_a_graph_keeps_triples_that_another_graph_holds(store: StatementStore) -> None:
    store.add([label("shared", ONE), label("shared", TWO), label("only here", ONE)])
    store.remove_graph(ONE)
    assert [row["o"] for row in store.select("SELECT ?o { ?s ?p ?o }")] == [Literal("shared")]


def test_removing_a_graph_that_is_not_there_is_no_error(store: StatementStore) -> None:
    store.remove_graph(ONE)
    assert len(store) == 0


@pytest.mark.parametrize("day", ["2004-05-18Z", "2004-05-18", "2004-05-18+02:00", "-0044-03-15"])
def test_dates_keep_their_lexical_form(store: StatementStore, day: str) -> None:
    store.add([Statement(PERSON, RDFS.comment, Literal(day, datatype=XSD.date, normalize=False), ONE)])
    assert [str(statement.object) for statement in store.quads()] == [day]


def test_statements_that_the_gate_keeps_out_are_reported_and_the_others_stored(store: StatementStore) -> None:
    bad = Statement(URIRef("https://example.org/a b"), RDFS.label, Literal("x"), ONE)
    losses = store.add([label("a"), bad, label("b")])
    assert len(store) == 2
    assert [(loss.stage, loss.source) for loss in losses] == [("store", str(ONE))]
    assert "U+0020" in losses[0].reason


def test_blank_nodes_are_kept_out(store: StatementStore) -> None:
    losses = store.add([Statement(BNode(), RDFS.label, Literal("x"), ONE)])  # type: ignore[arg-type]
    assert len(store) == 0
    assert "blank nodes" in losses[0].reason


def test_select_leaves_unbound_variables_out(store: StatementStore) -> None:
    store.add([label("a")])
    rows = list(store.select("SELECT ?s ?missing { ?s ?p ?o }"))
    assert rows == [{"s": PERSON}]


def test_construct_gives_triples(store: StatementStore) -> None:
    store.add([label("a")])
    triples = store.construct("CONSTRUCT { ?s a ?o } WHERE { ?s ?p ?o }")
    assert [(subject, value) for subject, _, value in triples] == [(PERSON, Literal("a"))]


def test_ask_answers(store: StatementStore) -> None:
    assert not store.ask("ASK { ?s ?p ?o }")
    store.add([label("a")])
    assert store.ask("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("query", ["SELECT * {", "ASK {}", "INSERT DATA { <a:a> <a:b> <a:c> }"])
def test_a_query_that_is_not_a_select_is_an_error(store: StatementStore, query: str) -> None:
    with pytest.raises(QueryError):
        list(store.select(query))


def test_a_reader_sees_the_statements_and_has_no_way_to_change_them(store: StatementStore) -> None:
    store.add([label("a")])
    reader = store.reader()
    assert list(reader.quads()) == [label("a")]
    assert not hasattr(reader, "add")
    assert not hasattr(reader, "remove_graph")
