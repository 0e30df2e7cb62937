"""A graph in memory and one in a store answer alike, whatever was asked before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import XSD

from osce_kg.errors import InputError
from osce_kg.validation.data_graph import SUBCLASS, TYPE, DataGraph
from osce_kg.validation.graph_reader import GraphReader
from osce_kg.validation.store_graph import StoreGraph
from osce_kg.validation.terms import Term, Triple

NODES = ["<urn:a>", "<urn:b>", "<urn:C>", "<urn:D>", '"x"', '"x"@en', f'"2"^^<{XSD.integer}>']
IRIS = NODES[:4]
INTEGER = ox.NamedNode(str(XSD.integer))
PREDICATES = ["<urn:p>", "<urn:q>", TYPE, SUBCLASS]
TRIPLES = st.sets(st.tuples(st.sampled_from(IRIS), st.sampled_from(PREDICATES), st.sampled_from(NODES)))

SETS = st.frozensets(st.sampled_from(NODES))

Question = Callable[[GraphReader], object]


def held(graph: GraphReader, nodes: frozenset[Term]) -> set[Term]:
    """Return the predicates at nodes that are there: more may be named."""
    return {name for name in graph.predicates_at(nodes) if graph.forward(name, nodes)}


def pointing(graph: GraphReader, nodes: frozenset[Term]) -> set[Term]:
    return {name for name in graph.predicates_at(nodes, backwards=True) if graph.backward(name, nodes)}


def described(graph: GraphReader, nodes: frozenset[Term]) -> None:
    if isinstance(graph, StoreGraph):
        graph.describe(nodes)


def forgotten(graph: GraphReader) -> None:
    if isinstance(graph, StoreGraph):
        graph.forget()


QUESTIONS: st.SearchStrategy[Question] = st.one_of(
    st.builds(lambda p, n: lambda g: set(g.forward(p, n)), st.sampled_from(PREDICATES), SETS),
    st.builds(lambda p, n: lambda g: set(g.backward(p, n)), st.sampled_from(PREDICATES), SETS),
    st.builds(lambda c, n: lambda g: set(g.instances_among(c, n)), st.sampled_from(IRIS), SETS),
    st.builds(lambda n: lambda g: held(g, n), SETS),
    st.builds(lambda n: lambda g: pointing(g, n), SETS),
    st.builds(lambda n: lambda g: described(g, n), SETS),
    st.just(forgotten),
    st.builds(lambda p: lambda g: (set(g.subjects(p)), set(g.objects(p))), st.sampled_from(PREDICATES)),
    st.builds(lambda c: lambda g: set(g.instances(c)), st.sampled_from(IRIS)),
    st.builds(lambda n: lambda g: n in g, st.sampled_from(NODES)),
    st.builds(
        lambda s, p, o: lambda g: g.holds((s, p, o)),
        st.sampled_from(IRIS),
        st.sampled_from(PREDICATES),
        st.sampled_from(NODES),
    ),
    st.just(lambda g: len(list(g.store(None).query("SELECT * { ?s ?p ?o }")))),
)


def store_of(triples: Iterable[Triple]) -> ox.Store:
    store = ox.Store()
    lines = "".join(f"{' '.join(triple)} .\n" for triple in triples)
    store.extend(ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
    # What only stands in a named graph is none of the data.
    (other,) = ox.parse("<urn:z> <urn:p> <urn:a> <urn:g> .", format=ox.RdfFormat.N_QUADS)
    store.add(other)
    return store


@given(TRIPLES, st.lists(QUESTIONS, min_size=1, max_size=12))
def test_both_give_the_same_answers(triples: set[Triple], questions: list[Question]) -> None:
    in_memory, stored = DataGraph(triples), StoreGraph(store_of(triples))
    assert [ask(stored) for ask in questions] == [ask(in_memory) for ask in questions]


@given(TRIPLES, SETS, SETS)
def test_what_was_answered_does_not_change_with_what_is_asked_later(
    triples: set[Triple], first: frozenset[Term], second: frozenset[Term]
) -> None:
    graph = StoreGraph(store_of(triples))
    answers = [graph.forward("<urn:p>", first), graph.backward("<urn:p>", first)]
    before = [set(answer) for answer in answers]
    graph.forward("<urn:p>", second)
    graph.backward("<urn:p>", second)
    graph.describe(first | second)
    assert [set(answer) for answer in answers] == before


@given(triples=TRIPLES, size=st.integers(1, 6))
def test_parts_have_every_subject_once_with_all_its_triples(
    triples: set[Triple], size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dump = tmp_path_factory.getbasetemp() / "parts.nt"
    dump.write_text("".join(sorted(f"{' '.join(triple)} .\n" for triple in triples)), encoding="utf-8")
    graph, seen = StoreGraph(ox.Store()), list[Term]()  # there is nothing to look up
    for part in graph.parts(dump, size):
        seen += part
        found = {(s, p, o) for p in PREDICATES for s, o in graph.forward(p, part)}
        assert found == {triple for triple in triples if triple[0] in part}
        graph.forget()
    assert sorted(seen) == sorted({subject for subject, _, _ in triples})


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (b"<urn:b> <urn:p> <urn:a> .\n<urn:a> <urn:p> <urn:a> .\n", "not sorted"),
        (b"<urn:b> <urn:p> <urn:a> .\n<urn:b> <urn:p> <urn:a> .\n", "not sorted"),
        (b"<urn:a> <urn:p> <urn:a> .\n<urn:b> <urn:p> <ur", "not sorted"),
        (b'<urn:a> <urn:p> "\xff" .\n', "UTF-8"),
    ],
)
def test_a_dump_that_is_not_as_it_was_published_is_refused(lines: bytes, reason: str, tmp_path: Path) -> None:
    dump = tmp_path / "osce-kg.nt"
    dump.write_bytes(lines)
    with pytest.raises(InputError, match=reason):
        list(StoreGraph(ox.Store()).parts(dump, 10))


def test_a_class_tree_from_elsewhere_is_joined_with_that_of_the_store() -> None:
    graph = StoreGraph(
        store_of([("<urn:a>", TYPE, "<urn:C>"), ("<urn:C>", SUBCLASS, "<urn:D>")]),
        [
            ("<urn:D>", SUBCLASS, "<urn:E>"),
        ],
    )
    assert graph.instances_among("<urn:E>", {"<urn:a>", "<urn:b>"}) == {"<urn:a>"}


def test_a_dump_spells_terms_as_the_store_does(tmp_path: Path) -> None:
    """Both are asked about the same nodes, by their text."""
    text = "".join(map(chr, [*range(1, 0x20), *range(0x7F, 0xA1), 0x22, 0x5C, 0x2028, 0xFEFF, 0x1F600]))
    literals = [ox.Literal(text), ox.Literal(text, language="en-GB"), ox.Literal("02", datatype=INTEGER)]
    store = ox.Store()
    for literal in literals:
        store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), literal))
    dump = tmp_path / "osce-kg.nt"
    lines = store.dump(from_graph=ox.DefaultGraph(), format=ox.RdfFormat.N_TRIPLES)
    dump.write_bytes(b"".join(sorted(lines.splitlines(keepends=True))))
    of_dump, of_store = StoreGraph(ox.Store()), StoreGraph(store)
    (part,) = of_dump.parts(dump, 10)
    assert set(of_dump.forward("<urn:p>", part)) == set(of_store.forward("<urn:p>", part))
