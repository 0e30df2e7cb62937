from __future__ import annotations

import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS
from rdflib.term import Literal, URIRef

from osce_kg.identifiers import ENTITY_GRAPH, ONTOLOGY_GRAPH, document_graph, entity_iri
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG
from osce_kg.pipeline.graphs import (
    GraphChange,
    GraphSource,
    MadeGraphs,
    change_store,
    fill_store,
    is_small_change,
    read_kept_graphs,
    write_kept_graphs,
)
from osce_kg.store import OxigraphReader

PERSON, OTHER, BODY = entity_iri("person/x1"), entity_iri("person/x2"), entity_iri("structure/osce")
HOLDING = entity_iri("holding/x1")
PAIRS = (
    (PERSON, RDFS.label, Literal("Anna Berg", lang="en")),
    (PERSON, OKG.confidence, Literal("0.90", datatype=URIRef("http://www.w3.org/2001/XMLSchema#decimal"))),
    (HOLDING, OKG.holder, PERSON),
    (HOLDING, OKG.holder, OTHER),
    (PERSON, RDFS.label, Literal("\x00 the gate keeps this out")),
    (PERSON, RDF.type, OKG.Person),
)
ONTOLOGY = ((OKG.Person, RDFS.subClassOf, OKG.Agent),)

Corpus = Mapping[str, frozenset[int]]
corpora = st.dictionaries(st.sampled_from(("n1", "n2", "n3")), st.frozensets(st.integers(0, len(PAIRS) - 1)))


def source(graph: URIRef, numbers: frozenset[int]) -> GraphSource:
    statements = [Statement(*PAIRS[number], graph) for number in sorted(numbers)]
    return GraphSource(graph, repr(sorted(numbers)), lambda: statements)


def sources(corpus: Corpus) -> list[GraphSource]:
    named = [source(document_graph(key), numbers) for key, numbers in corpus.items()]
    ontology = [Statement(*triple, ONTOLOGY_GRAPH) for triple in ONTOLOGY]
    shared = [source(ENTITY_GRAPH, frozenset({5})), GraphSource(ONTOLOGY_GRAPH, "", lambda: ontology)]
    return sorted([*named, *shared], key=lambda each: each.graph)


def lines(store: Path) -> set[bytes]:
    reader = OxigraphReader.open(store)
    return {line for graph in reader.graphs() for line in reader.lines(graph)}


@given(before=corpora, after=corpora)
@example(
    before={"n1": frozenset({0, 1, 2}), "n2": frozenset({2, 3}), "n3": frozenset({4})},
    after={"n1": frozenset({0, 1, 2}), "n2": frozenset({1, 4})},
)
@settings(max_examples=5, deadline=None)
def test_a_changed_store_is_that_made_from_nothing(before: Corpus, after: Corpus) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        earlier = fill_store(place / "earlier", sources(before), "program")
        anew = fill_store(place / "anew", sources(after), "program")
        changed = change_store(place / "changed", sources(after), earlier.kept, place / "earlier")
        was, is_now = lines(place / "earlier"), lines(place / "anew")
        assert lines(place / "changed") == is_now
        assert changed.kept == anew.kept
        assert changed.change is not None
        assert changed.change.removed == tuple(sorted(was - is_now))
        assert changed.change.added == tuple(sorted(is_now - was))
        write_kept_graphs(changed.kept, place / "kept")
        assert read_kept_graphs(place / "kept") == anew.kept


def made(place: Path, corpus: Corpus) -> MadeGraphs:
    return fill_store(place / "store", sources(corpus), "program")


def test_what_the_gate_keeps_out_is_told_again_of_a_graph_that_did_not_change(tmp_path: Path) -> None:
    corpus = {"n1": frozenset({0, 4}), "n2": frozenset({0})}
    earlier = made(tmp_path, corpus)
    later = sources({**corpus, "n2": frozenset({1})})
    changed = change_store(tmp_path / "changed", later, earlier.kept, tmp_path / "store")
    assert [loss.reason.partition(" contains")[2][:7] for loss in changed.kept.losses()] == [" U+0000"]


def test_sizes_are_those_of_the_graphs(tmp_path: Path) -> None:
    kept = made(tmp_path, {"n1": frozenset({0, 4}), "n2": frozenset({0, 1})}).kept
    assert kept.size(str(document_graph(""))) == 3
    assert kept.size() == 5


def test_statements_of_graphs_that_did_not_change_are_not_made(tmp_path: Path) -> None:
    corpus = {"n1": frozenset({0}), "n2": frozenset({1})}
    earlier = made(tmp_path, corpus)

    def never() -> list[Statement]:
        raise AssertionError("these statements are there already")

    later = [GraphSource(each.graph, each.digest, never) for each in sources(corpus)]
    changed = change_store(tmp_path / "changed", later, earlier.kept, tmp_path / "store")
    assert changed.change == GraphChange({}, (), ())


@pytest.mark.parametrize(
    ("program", "changed", "expected"), [("program", 1, True), ("program", 4, False), ("another", 0, False)]
)
def test_a_build_is_changed_if_the_same_program_made_it_and_little_is_other(
    tmp_path: Path, program: str, changed: int, expected: bool
) -> None:
    corpus = {f"n{number}": frozenset({0}) for number in range(8)}
    earlier = made(tmp_path, corpus)
    later = {**corpus, **{f"n{number}": frozenset({1}) for number in range(changed)}}
    assert is_small_change(sources(later), program, earlier.kept) is expected


def test_there_is_nothing_to_change_in_no_build() -> None:
    assert not is_small_change(sources({}), "program", None)


@pytest.mark.parametrize("damage", [b"", b"[]\n", b"\xff\n\xff\n", b'0\n["program",{}]\n'])
def test_damaged_records_are_none(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "kept").write_bytes(damage)
    assert read_kept_graphs(tmp_path / "kept") is None
    assert read_kept_graphs(tmp_path / "missing") is None


@pytest.mark.parametrize("content", [b'["program",{"name":["digest",1]}]', b'["program"]', b"7"])
def test_records_of_another_form_are_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept").write_bytes(sha256(content).hexdigest().encode() + b"\n" + content + b"\n")
    assert read_kept_graphs(tmp_path / "kept") is None
