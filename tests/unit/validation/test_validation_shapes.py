from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from osce_kg.errors import InputError, MissingInputError
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.shapes import Shapes, focus_nodes, load_shapes, subclass_axioms

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def shapes_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "s.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def query_shape(query: str) -> str:
    return f':S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:select """{query}""" ] .'


def test_a_directory_gives_all_its_shapes(tmp_path: Path) -> None:
    (tmp_path / "b.shapes.ttl").write_text(PREFIXES + ":B sh:targetClass :C .", encoding="utf-8")
    (tmp_path / "a.ttl").write_text(PREFIXES + ":A sh:targetNode :n .", encoding="utf-8")
    assert {str(shape) for shape in load_shapes(tmp_path).graph.subjects()} == {"urn:A", "urn:B"}


def test_no_shape_of_a_directory_is_left_out_because_of_its_folder_or_format(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + ":A sh:targetNode :n .", encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more/b.ttl").write_text(PREFIXES + ":B sh:targetClass :C .", encoding="utf-8")
    (tmp_path / "c.nt").write_text("<urn:C> <http://www.w3.org/ns/shacl#targetNode> <urn:n> .\n")
    (tmp_path / "profile.json").write_text("no RDF")
    shapes = load_shapes(tmp_path)
    assert {str(shape) for shape in shapes.graph.subjects()} == {"urn:A", "urn:B", "urn:C"}


def test_a_directory_without_shapes_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no shapes"):
        load_shapes(tmp_path)


@pytest.mark.parametrize("typo", ["mincount", "minCounts", "targetclass", "propertyShape"])
def test_a_misspelt_term_is_refused_because_engines_would_ignore_it(tmp_path: Path, typo: str) -> None:
    text = f":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:{typo} 1 ] ."
    with pytest.raises(InputError, match=f"SHACL has no such term: sh:{typo}"):
        load_shapes(shapes_file(tmp_path, text))


def test_shapes_without_any_target_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no shape has a target"):
        load_shapes(shapes_file(tmp_path, ":S a sh:NodeShape ; sh:nodeKind sh:IRI ."))


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT $this FROM <http://127.0.0.1:9/> WHERE { $this ?p ?o }", "FROM"),
        ("SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }", "SERVICE"),
        ("SELECT $this WHERE { service SILENT ?s { $this ?p ?o } }", "SERVICE"),
        (r"SELECT $this WHERE { \\u0053ERVICE ?s { $this ?p ?o } }", "SERVICE"),
        (r"SELECT $this WHERE {\\U00000053ERVICE?s{ $this ?p ?o } }", "SERVICE"),
        ("SELECT $this #\nFROM NAMED<urn:g> { $this ?p ?o }", "FROM"),
    ],
)
def test_a_query_that_reaches_out_of_the_data_is_refused(tmp_path: Path, query: str, word: str) -> None:
    with pytest.raises(InputError, match=f"{word} reaches out of the data"):
        load_shapes(shapes_file(tmp_path, query_shape(query)))


def test_variables_and_prefixed_names_may_be_called_as_they_like(tmp_path: Path) -> None:
    query = "SELECT $this WHERE { $this :from ?from ; :service $service . BIND (:service AS ?fromHere) }"
    assert load_shapes(shapes_file(tmp_path, query_shape(query)))


@pytest.mark.parametrize("script", [":S sh:js [ sh:jsFunctionName 'f' ] .", ":S sh:js [ sh:jsLibrary :l ] ."])
def test_scripts_are_refused(tmp_path: Path, script: str) -> None:
    with pytest.raises(InputError, match="JavaScript"):
        load_shapes(shapes_file(tmp_path, f":S sh:targetClass :C . {script}"))


def test_only_the_class_tree_of_an_ontology_is_taken(tmp_path: Path) -> None:
    (tmp_path / "o.ttl").write_text(
        PREFIXES + ":A rdfs:subClassOf :B , [ a :Restriction ] ; rdfs:label 'a' .", encoding="utf-8"
    )
    (axiom,) = subclass_axioms(tmp_path)
    assert (axiom[0], axiom[2]) == ("<urn:A>", "<urn:B>")


def test_an_ontology_that_is_not_there_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        subclass_axioms(tmp_path)
    with pytest.raises(MissingInputError):
        subclass_axioms(tmp_path / "none.ttl")


def test_focus_nodes_are_those_of_every_kind_of_target() -> None:
    shapes = Graph().parse(
        data=PREFIXES
        + """:S sh:targetClass :C ; sh:targetNode :n , :absent .
        :T sh:targetSubjectsOf :p ; sh:targetObjectsOf :q .
        :K a sh:NodeShape , rdfs:Class ."""
    )
    data = Graph().parse(
        data=PREFIXES
        + """:D rdfs:subClassOf :C . :instance a :C . :indirect a :D . :member a :K . :n :x :y . :s :p :o .
        :t :q :u . :other :x :n ."""
    )
    found = focus_nodes(Shapes(shapes, "s.ttl"), DataGraph.of_rdflib(data))
    assert found == {f"<urn:{name}>" for name in ("instance", "indirect", "member", "n", "s", "u")}
