from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import XSD

from osce_kg.validation.data_graph import SUBCLASS, TYPE, DataGraph
from osce_kg.validation.terms import Triple

P, Q = "<urn:p>", "<urn:q>"
TRIPLES = st.tuples(
    st.sampled_from(["<urn:a>", "<urn:C>", "_:f0b1"]),
    st.sampled_from([P, TYPE, SUBCLASS]),
    st.sampled_from(
        ["<urn:a>", "<urn:C>", "_:f0b1", '"x"', f'"2"^^<{XSD.integer}>', f'"02"^^<{XSD.integer}>']
    ),
)


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


def test_what_is_derived_follows_what_is_taken_away() -> None:
    kept = [("<urn:a>", TYPE, "<urn:C>"), ("<urn:a>", P, "<urn:b>"), ("_:f0b1", P, '"x"@en')]
    gone = [("<urn:b>", TYPE, "<urn:C>"), ("<urn:a>", P, "<urn:c>"), ("_:f0b1", Q, "<urn:b>")]
    graph = DataGraph([*kept, *gone])
    looked_at(graph)
    graph.remove([*gone, ("<urn:z>", P, "<urn:b>"), ("<urn:a>", "<urn:z>", "<urn:b>")])
    assert looked_at(graph) == looked_at(DataGraph(kept))
    graph.add(gone)
    assert looked_at(graph) == looked_at(DataGraph([*kept, *gone]))


def looked_at(graph: DataGraph) -> tuple[object, ...]:
    """Return all that can be seen of a graph, derived data with it."""
    predicates = [TYPE, SUBCLASS, P, Q]
    return (
        sorted(graph),
        set(graph.predicates()),
        graph.instances("<urn:C>"),
        [sorted(graph.inverse(predicate)) for predicate in predicates],
        sorted(map(str, graph.store(None))),
    )


@given(st.lists(st.tuples(st.booleans(), st.sets(TRIPLES, min_size=1)), max_size=5))
def test_a_graph_that_changes_is_as_one_that_is_made_anew(changes: list[tuple[bool, set[Triple]]]) -> None:
    graph, expected = DataGraph(), set()
    for comes, triples in changes:
        (graph.add if comes else graph.remove)(triples)
        expected = expected | triples if comes else expected - triples
        assert looked_at(graph) == looked_at(DataGraph(expected))


def test_classes_in_a_circle_end() -> None:
    graph = DataGraph([("<urn:A>", SUBCLASS, "<urn:B>"), ("<urn:B>", SUBCLASS, "<urn:A>")])
    assert graph.subclasses("<urn:A>") == {"<urn:A>", "<urn:B>"}


def test_the_store_holds_the_predicates_asked_for_with_the_names_of_blank_nodes() -> None:
    graph = DataGraph([("_:f0b1", P, "<urn:b>"), ("<urn:a>", Q, '"x"')])
    assert [str(quad.subject) for quad in graph.store([P])] == ["_:f0b1"]
    assert len(graph.store(None)) == 2
    graph.add([("<urn:c>", P, '"y"')])
    of_p = {str(quad.subject) for quad in graph.store([P]) if str(quad.predicate) == P}
    assert of_p == {"_:f0b1", "<urn:c>"}


def test_rdflib_gets_the_same_triples() -> None:
    graph = DataGraph([("_:f0b1", P, f'"05"^^<{XSD.integer}>'), ("<urn:a>", Q, '"x"@en')])
    assert set(DataGraph.of_rdflib(graph.to_rdflib())) == set(graph)
