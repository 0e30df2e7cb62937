"""A build's directory of a synthetic graph is like one of real documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.synthetic_build import write_build
from benchmarks.synthetic_graph import synthetic_graph, synthetic_quads

from osce_kg.identifiers import (
    DERIVED_GRAPH,
    ENTITY_GRAPH,
    ONTOLOGY_GRAPH,
    REFERENCE_GRAPH,
    document_graph,
)
from osce_kg.namespaces import ID, OKG
from osce_kg.pipeline.directory import read_report
from osce_kg.store import OxigraphReader

DOCUMENTS = 3
DOCUMENT_GRAPHS = [document_graph(f"n{number:06}") for number in range(DOCUMENTS)]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("synthetic") / "build"
    write_build(place, DOCUMENTS)
    return place


@pytest.fixture(scope="module")
def reader(build: Path) -> OxigraphReader:
    return OxigraphReader.open(build / "store")


def test_it_is_a_whole_build_that_says_how_large_it_is(build: Path, reader: OxigraphReader) -> None:
    report = read_report(build)
    assert report is not None
    assert (report["documents"], report["statements"]) == (DOCUMENTS, len(reader))


def test_it_has_the_named_graphs_of_a_build(reader: OxigraphReader) -> None:
    graphs = {DERIVED_GRAPH, ENTITY_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH, *DOCUMENT_GRAPHS}
    assert set(reader.graphs()) == graphs


def test_what_the_generator_says_is_derived_follows_by_the_rules(reader: OxigraphReader) -> None:
    said = {quad[:3] for quad in synthetic_quads(DOCUMENTS) if quad[3] == f"<{DERIVED_GRAPH}>"}
    derived = {
        (quad.subject.n3(), quad.predicate.n3(), quad.object.n3()) for quad in reader.quads(DERIVED_GRAPH)
    }
    assert said
    assert said <= derived


def test_people_and_their_labels_are_entities(reader: OxigraphReader) -> None:
    (graph,) = {quad.graph for quad in reader.quads(subject=ID["person/p000060"], predicate=OKG.Person)} or {
        quad.graph for quad in reader.quads(ENTITY_GRAPH, subject=ID["person/p000060"])
    }
    assert graph == ENTITY_GRAPH


def test_the_text_of_a_document_has_its_passages_at_their_offsets(
    build: Path, reader: OxigraphReader
) -> None:
    query = f"""SELECT ?exact ?start ?end {{
      ?passage <{OKG.passageOf}> <{ID}document/n000001> ; <{OKG.exact}> ?exact ;
        <{OKG.startOffset}> ?start ; <{OKG.endOffset}> ?end }}"""
    text = (build / "documents" / "n000001.txt").read_text(encoding="utf-8")
    passages = list(reader.select(query))
    assert len(passages) > 10
    for passage in passages:
        assert text[int(passage["start"]) : int(passage["end"])] == str(passage["exact"])


def test_the_triples_are_those_of_the_quads() -> None:
    assert list(synthetic_graph(2)) == [quad[:3] for quad in synthetic_quads(2)]
