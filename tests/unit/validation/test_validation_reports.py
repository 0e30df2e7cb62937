from __future__ import annotations

import json
from dataclasses import replace

from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.validation.reports import WRITERS, summary, write_json, write_text, write_turtle

SHACL = "http://www.w3.org/ns/shacl#"
FINDING = Finding(
    severity="violation",
    focus_node="<urn:a>",
    shape="urn:S",
    component=f"{SHACL}MinCountConstraintComponent",
    path="<urn:p>",
    value='"it\\n\\"is\\""@en',
    message='“Ana”: say "why".\nFound: ä.',
    file="data.ttl",
    line=3,
    column=7,
)
WARNING = Finding(
    "warning", "_:f0b1", "_:f0b9", f"{SHACL}AndConstraintComponent", "<urn:p>/<urn:q>", "", "Look."
)


def report(*findings: Finding, focus_nodes: int = 1200) -> ValidationReport:
    return ValidationReport(findings, focus_nodes, 1, "pyshacl")


def test_every_writer_ends_with_one_line_end() -> None:
    for writer in WRITERS.values():
        text = writer(report(FINDING, WARNING))
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_text_gives_message_place_and_terms() -> None:
    text = write_text(report(FINDING, WARNING))
    assert text.startswith('✗ violation: “Ana”: say "why".\n')
    assert "    at     data.ttl:3:7\n    node   <urn:a>\n    path   <urn:p>\n" in text
    assert "! warning: Look.\n    node   _:f0b1\n" in text
    assert "at" not in text.split("! warning")[1].split()[:4]


def test_text_spends_one_line_on_mere_info() -> None:
    information = replace(FINDING, severity="info", message="Undated.")
    assert write_text(report(information)).splitlines()[:-1] == ["i info: Undated. [data.ttl:3:7]"]


def test_the_summary_counts_and_never_hides_that_nothing_was_checked() -> None:
    assert summary(report(FINDING, WARNING, WARNING)) == (
        "does not conform: 1 violation, 2 warnings (1,200 focus nodes, 1 triple, pyshacl)"
    )
    assert summary(report(WARNING)) == "conforms: 1 warning (1,200 focus nodes, 1 triple, pyshacl)"
    assert summary(report(focus_nodes=0)) == "conforms: no findings (0 focus nodes, 1 triple, pyshacl)"


def test_json_holds_the_fields_of_the_findings() -> None:
    document = json.loads(write_json(report(FINDING)))
    assert document["conforms"] is False
    assert document["focusNodes"] == 1200
    (written,) = document["findings"]
    assert Finding(**written) == FINDING


def test_turtle_is_a_validation_report_of_shacl() -> None:
    graph = Graph().parse(data=write_turtle(report(FINDING, WARNING)), format="turtle")
    expected = Graph().parse(
        data=f"""@prefix sh: <{SHACL}> .
        [] a sh:ValidationReport ; sh:conforms false ; sh:result [ a sh:ValidationResult ;
            sh:resultSeverity sh:Violation ; sh:focusNode <urn:a> ; sh:sourceShape <urn:S> ;
            sh:sourceConstraintComponent sh:MinCountConstraintComponent ; sh:resultPath <urn:p> ;
            sh:value "it\\n\\"is\\""@en ; sh:resultMessage "“Ana”: say \\"why\\".\\nFound: ä." ] ,
          [ a sh:ValidationResult ; sh:resultSeverity sh:Warning ; sh:focusNode [] ; sh:sourceShape [] ;
            sh:sourceConstraintComponent sh:AndConstraintComponent ; sh:resultMessage "Look." ] .""",
        format="turtle",
    )
    assert isomorphic(graph, expected)


def test_a_turtle_report_without_findings_conforms() -> None:
    graph = Graph().parse(data=write_turtle(report()), format="turtle")
    assert list(graph.objects(None, URIRef(f"{SHACL}conforms"))) == [Literal(True)]
