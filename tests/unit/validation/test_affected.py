from __future__ import annotations

import pytest
from rdflib import Graph

from osce_kg.validation.affected import affected_focus_nodes
from osce_kg.validation.data_graph import SUBCLASS, TYPE, DataGraph
from osce_kg.validation.shapes import Shapes
from osce_kg.validation.terms import Triple

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


MET = """:S sh:targetClass :Person ; sh:sparql [ sh:select 'SELECT $this ?value {
    $this <urn:met> ?value FILTER NOT EXISTS {
        ?mine <urn:who> $this ; <urn:in> ?event . ?theirs <urn:in> ?event ; <urn:who> ?value } }' ] ."""


def test_whom_all_ways_of_a_query_lead_to_is_affected_not_whom_one_of_them_leads_to() -> None:
    people = [iri(f"p{number}") for number in range(4)]
    hub, first, second, third = people
    triples = [(person, TYPE, iri("Person")) for person in people]
    for number, guest in enumerate((first, second, third)):
        triples += [(hub, iri("met"), guest), (guest, iri("met"), hub)]
        for who in (hub, guest):
            place = iri(f"i{number}-{who[5:-1]}")
            triples += [(place, iri("who"), who), (place, iri("in"), iri(f"e{number}"))]
    rules = shapes(MET.replace("\n", " "))
    change = [triple for triple in triples if triple[0].startswith("<urn:i1-")]
    assert affected_focus_nodes(DataGraph(triples), rules, change) == {hub, second}
    without = DataGraph(triple for triple in triples if triple not in change)
    assert affected_focus_nodes(without, rules, change) == {hub, second}


def test_a_variable_of_a_subquery_is_none_outside_unless_it_is_selected() -> None:
    rules = shapes(
        ":S sh:targetClass :Meeting ; sh:sparql [ sh:select "
        "'SELECT $this { $this <urn:p> ?x { SELECT $this ?y { $this a <urn:Meeting> . ?x <urn:q> ?y } } }' "
        "] ."
    )
    assert affected_focus_nodes(GRAPH, rules, [(iri("a"), iri("q"), iri("b"))]) >= {iri("m"), iri("n")}


def test_any_change_affects_the_targets_of_a_shape_that_is_not_compiled() -> None:
    rules = shapes(":S sh:targetClass :Meeting ; sh:node :S .")
    assert affected_focus_nodes(GRAPH, rules, []) == {iri("m"), iri("n")}


CHAIRING = """:S sh:targetClass :Meeting ; sh:sparql [ sh:select 'SELECT $this {
    $this <urn:day> ?day . ?chair a <urn:Chair> ; <urn:first> ?first FILTER (?first > ?day) }' ] ."""


@pytest.mark.parametrize(
    ("changed", "affects"),
    [
        ([(iri("c"), iri("first"), '"2004"')], False),
        ([(iri("c"), iri("first"), '"2004"'), (iri("c"), TYPE, iri("Chair"))], True),
        ([(iri("c"), TYPE, iri("Chair"))], True),
        ([(iri("c"), TYPE, iri("Person"))], False),
        ([(iri("c"), iri("other"), iri("Chair"))], False),
    ],
)
def test_what_only_a_filter_relates_affects_all_if_it_is_of_the_kind_that_the_query_names(
    changed: list[Triple], affects: bool
) -> None:
    found = affected_focus_nodes(GRAPH, shapes(CHAIRING.replace("\n", " ")), changed)
    assert found & {iri("m"), iri("n")} == ({iri("m"), iri("n")} if affects else set())


def test_a_change_of_the_class_tree_affects_all() -> None:
    rules = shapes(":S sh:targetClass :Meeting ; sh:nodeKind sh:IRI .")
    assert affected_focus_nodes(GRAPH, rules, [(iri("X"), SUBCLASS, iri("Y"))]) == {iri("m"), iri("n")}


def test_who_gains_or_loses_a_target_is_affected() -> None:
    rules = shapes(
        ":S sh:targetSubjectsOf :p ; sh:nodeKind sh:IRI . :T sh:targetObjectsOf :q ; sh:class :C ."
    )
    changed = [(iri("a"), iri("p"), iri("b")), (iri("c"), iri("q"), iri("d"))]
    assert affected_focus_nodes(GRAPH, rules, changed) == {iri("a"), iri("d")}
