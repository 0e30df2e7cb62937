from __future__ import annotations

from rdflib.namespace import XSD

from osce_kg.validation.data_graph import SUBCLASS, TYPE, DataGraph

P, Q = "<urn:p>", "<urn:q>"


def test_a_triple_that_is_added_twice_is_there_once() -> None:
    graph = DataGraph([("<urn:a>", P, "<urn:b>")])
    graph.add([("<urn:a>", P, "<urn:b>"), ("<urn:a>", P, '"b"')])
    assert sorted(graph) == [("<urn:a>", P, '"b"'), ("<urn:a>", P, "<urn:b>")]
    assert len(graph) == 2


def test_what_is_derived_follows_what_is_added() -> None:
    graph = DataGraph([("<urn:a>", TYPE, "<urn:Sub>")])
    assert graph.instances("<urn:Top>") == set()
    assert "<urn:x>" not in graph
    graph.add([("<urn:Sub>", SUBCLASS, "<urn:Mid>"), ("<urn:Mid>", SUBCLASS, "<urn:Top>")])
    assert graph.instances("<urn:Top>") == {"<urn:a>"}
    graph.add([("<urn:y>", P, "<urn:x>")])
    assert "<urn:x>" in graph
    assert set(graph.inverse(P)) == {("<urn:x>", "<urn:y>")}


def test_classes_in_a_circle_end() -> None:
    graph = DataGraph([("<urn:A>", SUBCLASS, "<urn:B>"), ("<urn:B>", SUBCLASS, "<urn:A>")])
    assert graph.subclasses("<urn:A>") == {"<urn:A>", "<urn:B>"}


def test_the_store_holds_the_predicates_asked_for_with_the_names_of_blank_nodes() -> None:
    graph = DataGraph([("_:f0b1", P, "<urn:b>"), ("<urn:a>", Q, '"x"')])
    assert [str(quad.subject) for quad in graph.store([P])] == ["_:f0b1"]
    assert len(graph.store(None)) == 2
    graph.add([("<urn:c>", P, '"y"')])
    assert len(graph.store([P])) == 2


def test_rdflib_gets_the_same_triples() -> None:
    graph = DataGraph([("_:f0b1", P, f'"05"^^<{XSD.integer}>'), ("<urn:a>", Q, '"x"@en')])
    assert set(DataGraph.of_rdflib(graph.to_rdflib())) == set(graph)
