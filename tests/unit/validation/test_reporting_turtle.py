from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.validation.findings import path_text
from osce_kg.validation.reporting.turtle import path_in_turtle, write_turtle
from osce_kg.validation.verdict import Policy

SHACL = "http://www.w3.org/ns/shacl#"
MakeReport = Callable[..., ValidationReport]


def test_turtle_is_a_validation_report_of_shacl_with_pointers_into_the_files(
    make_report: MakeReport, violation: Finding, warning: Finding
) -> None:
    graph = Graph().parse(data=write_turtle(make_report(violation, warning), Policy()), format="turtle")
    expected = Graph().parse(
        data=f"""@prefix sh: <{SHACL}> . @prefix earl: <http://www.w3.org/ns/earl#> .
        @prefix ptr: <http://www.w3.org/2009/pointers#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        [] a sh:ValidationReport ; sh:conforms false ; sh:result [ a sh:ValidationResult ;
            sh:resultSeverity sh:Violation ; sh:focusNode <urn:a> ;
            sh:sourceShape <https://example.org/shapes#S> ;
            sh:sourceConstraintComponent sh:MinCountConstraintComponent ; sh:resultPath <urn:p> ;
            sh:value "it\\n\\"is\\""@en ; sh:resultMessage "“Ana”: say \\"why\\".\\nFound: ä." ;
            earl:pointer [ a ptr:LineCharPointer ; ptr:lineNumber 4 ; ptr:charNumber 9 ;
                ptr:reference [ dcterms:identifier "data/file one.ttl" ] ] ; dcterms:source <urn:passage> ] ,
          [ a sh:ValidationResult ; sh:resultSeverity sh:Warning ; sh:focusNode [] ; sh:sourceShape [] ;
            sh:resultPath ( <urn:p> [ sh:inversePath <urn:q> ] ) ;
            sh:sourceConstraintComponent sh:AndConstraintComponent ; sh:resultMessage "Look." ] .""",
        format="turtle",
    )
    assert isomorphic(graph, expected)


def test_a_turtle_report_without_findings_conforms(make_report: MakeReport) -> None:
    graph = Graph().parse(data=write_turtle(make_report(), Policy()), format="turtle")
    assert list(graph.objects(None, URIRef(f"{SHACL}conforms"))) == [Literal(True)]


def test_hostile_words_stay_words_in_turtle(make_report: MakeReport, hostile: Finding) -> None:
    graph = Graph().parse(data=write_turtle(make_report(hostile), Policy()), format="turtle")
    assert str(next(graph.objects(None, URIRef(f"{SHACL}resultMessage")))) == hostile.message


@pytest.mark.parametrize(
    "path",
    [
        "<urn:p>",
        "<urn:p>/<urn:q>",
        "^<urn:p>",
        "^(<urn:p>/<urn:q>)",
        "(<urn:p>|^<urn:q>)",
        "<urn:p>*/(<urn:p>/<urn:q>)+",
        "(<urn:p>|<urn:q>)?",
        "(<urn:p>/<urn:q>|<urn:r>)/<urn:s>",
    ],
)
def test_paths_become_property_paths_and_back(path: str) -> None:
    data = f"@prefix sh: <{SHACL}> . <urn:S> sh:path {path_in_turtle(path)} ."
    graph = Graph().parse(data=data, format="turtle")
    node = graph.value(URIRef("urn:S"), URIRef(f"{SHACL}path"))
    assert isinstance(node, URIRef | BNode)
    assert path_text(graph, node) == path


@pytest.mark.parametrize("path", ["", "_:f0b1", "<urn:p> <urn:q>", "no path"])
def test_what_is_no_path_is_left_out(path: str) -> None:
    assert path_in_turtle(path) == ""
