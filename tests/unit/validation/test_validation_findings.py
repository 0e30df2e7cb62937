from __future__ import annotations

import pytest
from rdflib import BNode, Graph, Literal, URIRef

from osce_kg.model.validation import Finding
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.findings import Message, Result, Wording, findings_of, in_order, path_text, term_text

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SHACL = "http://www.w3.org/ns/shacl#"


def graph(text: str = "") -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def finding(severity: str = "violation", focus_node: str = "<urn:a>", message: str = "") -> Finding:
    return Finding(severity, focus_node, "urn:S", "urn:C", "", "", message)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (":p", "<urn:p>"),
        ("( :p :q )", "<urn:p>/<urn:q>"),
        ("[ sh:inversePath :p ]", "^<urn:p>"),
        ("[ sh:inversePath ( :p :q ) ]", "^(<urn:p>/<urn:q>)"),
        ("[ sh:alternativePath ( :p [ sh:inversePath :q ] ) ]", "(<urn:p>|^<urn:q>)"),
        ("( [ sh:zeroOrMorePath :p ] [ sh:oneOrMorePath ( :p :q ) ] )", "<urn:p>*/(<urn:p>/<urn:q>)+"),
        ("[ sh:zeroOrOnePath [ sh:alternativePath ( :p :q ) ] ]", "(<urn:p>|<urn:q>)?"),
    ],
)
def test_paths_are_written_as_in_sparql(path: str, text: str) -> None:
    shapes = graph(f":S sh:path {path} .")
    node = shapes.value(URIRef("urn:S"), URIRef(SHACL + "path"))
    assert isinstance(node, URIRef | BNode)
    assert path_text(shapes, node) == text


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (None, ""),
        (URIRef("urn:a"), "<urn:a>"),
        (BNode("b1"), "_:b1"),
        (Literal('a "b"\n\\ ä'), '"a \\"b\\"\\n\\\\ ä"'),
        (Literal("a", lang="en"), '"a"@en'),
        (Literal("1", datatype=URIRef("urn:d")), '"1"^^<urn:d>'),
    ],
)
def test_terms_are_written_as_in_n_triples(term: URIRef | BNode | Literal | None, text: str) -> None:
    assert term_text(term) == text


NOTHING = Wording(DataGraph(), Graph())


def test_a_name_is_the_english_label_of_the_data_before_any_other() -> None:
    data = DataGraph.of_rdflib(
        graph(':a rdfs:label "Казахстан"@ru , "Kazakhstan"@en . :c skos:prefLabel "concept"@de .')
    )
    wording = Wording(data, graph(':a rdfs:label "from the shapes"@en . :b rdfs:label "shape"@en .'))
    assert wording.name("<urn:a>") == "“Kazakhstan”"
    assert wording.name("<urn:b>") == "“shape”"
    assert wording.name("<urn:c>") == "“concept”"


def test_a_thing_without_a_label_is_named_by_its_key() -> None:
    assert NOTHING.name("<https://w3id.org/osce-kg/id/event/x1>") == "event/x1"
    assert NOTHING.name("<urn:a>") == "urn:a"
    assert NOTHING.name("_:b1") == "_:b1"


def test_a_long_value_is_shortened() -> None:
    name = NOTHING.name(term_text(Literal("word " * 1000)))
    assert len(name) < 100
    assert name.endswith("…”")


def test_a_long_label_is_shortened() -> None:
    data = DataGraph.of_rdflib(graph(f':a rdfs:label "{"word " * 1000}"@en .'))
    assert len(Wording(data, graph("")).name("<urn:a>")) < 250


def result(severity: str = f"{SHACL}Violation", *messages: Message) -> Result:
    component = f"{SHACL}ClassConstraintComponent"
    return Result(severity, "<urn:a>", "<urn:S>", component, "<urn:p>", "<urn:v>", messages)


def test_a_result_becomes_a_finding_with_labels_in_its_message() -> None:
    data = DataGraph.of_rdflib(graph(':a rdfs:label "Ana"@en . :v rdfs:label "Value"@en .'))
    told = result(f"{SHACL}Warning", Message("Falsch.", "de"), Message("Wrong.", "en"))
    assert findings_of([told], Wording(data, Graph())) == (
        Finding(
            severity="warning",
            focus_node="<urn:a>",
            shape="urn:S",
            component=f"{SHACL}ClassConstraintComponent",
            path="<urn:p>",
            value="<urn:v>",
            message="“Ana”: Wrong. Found: “Value”.",
        ),
    )


@pytest.mark.parametrize(
    ("severity", "name"),
    [(f"{SHACL}Violation", "violation"), (f"{SHACL}Info", "info"), ("urn:MySeverity", "violation")],
)
def test_an_unknown_severity_counts_as_a_violation(severity: str, name: str) -> None:
    assert [found.severity for found in findings_of([result(severity)], NOTHING)] == [name]


def test_findings_stand_worst_first_in_the_same_order_whatever_order_they_come_in() -> None:
    findings = [
        finding("info", "<urn:a>"),
        finding("violation", "<urn:b>"),
        finding("warning", "<urn:a>"),
        finding("violation", "<urn:a>"),
        finding("violation", "<urn:a>"),
    ]
    expected = (findings[3], findings[1], findings[2], findings[0])
    assert in_order(findings) == expected
    assert in_order(reversed(findings)) == expected
