from __future__ import annotations

import pytest
from rdflib import Graph

from osce_kg.validation.affected import affected_focus_nodes
from osce_kg.validation.data_graph import SUBCLASS, TYPE, DataGraph, Triple
from osce_kg.validation.shapes import Shapes

PREFIXES = "@prefix : <urn:> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"


def shapes(text: str) -> Shapes:
    return Shapes(Graph().parse(data=PREFIXES + text, format="turtle"), "shapes.ttl")


def iri(name: str) -> str:
    return f"<urn:{name}>"


GRAPH = DataGraph(
    [
        (iri("m"), TYPE, iri("Meeting")),
        (iri("n"), TYPE, iri("Meeting")),
        (iri("i"), iri("in"), iri("m")),
        (iri("i"), iri("who"), iri("a")),
        (iri("a"), TYPE, iri("Person")),
    ]
)


@pytest.mark.parametrize(
    ("shape", "changed", "affected"),
    [
        ("sh:path :label ; sh:minCount 1", (iri("m"), iri("label"), '"x"'), {"m"}),
        ("sh:path :label ; sh:minCount 1", (iri("m"), iri("other"), '"x"'), set()),
        ("sh:path ( [ sh:inversePath :in ] :who ) ; sh:minCount 1", (iri("i"), iri("who"), iri("b")), {"m"}),
        ("sh:path ( [ sh:inversePath :in ] :who ) ; sh:class :P", (iri("a"), TYPE, iri("P")), {"a", "m"}),
        ("sh:path :p ; sh:equals :q", (iri("n"), iri("q"), iri("a")), {"n"}),
        ("sh:closed true", (iri("n"), iri("whatever"), iri("a")), {"n"}),
        ("sh:not [ sh:path :p ; sh:minCount 1 ]", (iri("m"), iri("p"), iri("a")), {"m"}),
    ],
)
def test_a_change_affects_those_whose_shapes_read_it(shape: str, changed: Triple, affected: set[str]) -> None:
    rules = shapes(f":S sh:targetClass :Meeting ; {shape} .")
    assert affected_focus_nodes(GRAPH, rules, [changed]) == {iri(name) for name in affected}


def test_what_a_query_reads_is_followed_back_by_its_patterns() -> None:
    rules = shapes(
        ":S sh:targetClass :Meeting ; sh:sparql [ sh:select "
        "'SELECT $this { ?i <urn:in> $this ; <urn:who> ?w FILTER NOT EXISTS { ?w <urn:name> ?n } }' ] ."
    )
    assert affected_focus_nodes(GRAPH, rules, [(iri("a"), iri("name"), '"A"')]) == {iri("m")}
    assert affected_focus_nodes(GRAPH, rules, [(iri("b"), iri("name"), '"B"')]) == set()


@pytest.mark.parametrize(
    "shape",
    [
        "sh:sparql [ sh:select 'SELECT $this { $this a ?t . ?x <urn:p> ?y FILTER (?y > 1) }' ]",
        "sh:node :S",
    ],
)
def test_what_cannot_be_traced_affects_all(shape: str) -> None:
    rules = shapes(f":S sh:targetClass :Meeting ; {shape} .")
    assert affected_focus_nodes(GRAPH, rules, []) >= {iri("m"), iri("n")}


def test_a_change_of_the_class_tree_affects_all() -> None:
    rules = shapes(":S sh:targetClass :Meeting ; sh:nodeKind sh:IRI .")
    assert affected_focus_nodes(GRAPH, rules, [(iri("X"), SUBCLASS, iri("Y"))]) == {iri("m"), iri("n")}


def test_who_gains_or_loses_a_target_is_affected() -> None:
    rules = shapes(
        ":S sh:targetSubjectsOf :p ; sh:nodeKind sh:IRI . :T sh:targetObjectsOf :q ; sh:class :C ."
    )
    changed = [(iri("a"), iri("p"), iri("b")), (iri("c"), iri("q"), iri("d"))]
    assert affected_focus_nodes(GRAPH, rules, changed) == {iri("a"), iri("d")}
