from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from osce_kg.model.validation import BaselineEntry, Finding, ValidationReport
from osce_kg.validation.reporting.json_document import write_json, write_json_failure
from osce_kg.validation.verdict import Policy

MakeReport = Callable[..., ValidationReport]


def test_json_holds_all_that_is_known_about_a_finding(make_report: MakeReport, violation: Finding) -> None:
    document = json.loads(write_json(make_report(violation), Policy()))
    (finding,) = document.pop("findings")
    assert document == {
        "version": 1,
        "conforms": False,
        "passes": False,
        "engine": "pyshacl",
        "focusNodes": 1200,
        "triples": 1,
        "scope": "",
        "staleBaselineEntries": [],
    }
    assert len(finding.pop("fingerprint")) == 32
    assert finding == {
        "severity": "violation",
        "message": violation.message,
        "focusNode": "<urn:a>",
        "path": "<urn:p>",
        "value": violation.value,
        "shape": "https://example.org/shapes#S",
        "component": "http://www.w3.org/ns/shacl#MinCountConstraintComponent",
        "place": {"file": "data/file one.ttl", "line": 3, "column": 7},
        "statement": {"file": "data/file one.ttl", "line": 4, "column": 9},
        "passages": [
            {
                "passage": "urn:passage",
                "document": "urn:document",
                "quote": "She met “him”.",
                "start": 10,
                "end": 24,
                "file": "build/documents/x1.txt",
            }
        ],
        "known": False,
    }


def test_json_says_null_for_places_that_are_not_known(make_report: MakeReport, warning: Finding) -> None:
    (finding,) = json.loads(write_json(make_report(warning), Policy()))["findings"]
    assert (finding["place"], finding["statement"]) == (None, None)


def test_json_tells_conforming_from_passing(make_report: MakeReport, violation: Finding) -> None:
    entry = BaselineEntry("f" * 32, "warning", 2, "<urn:b>", "urn:S", "", "Gone.")
    report = replace(make_report(replace(violation, known=True)), stale=(entry,))
    document = json.loads(write_json(report, Policy()))
    assert (document["conforms"], document["passes"]) == (False, True)
    assert [stale["message"] for stale in document["staleBaselineEntries"]] == ["Gone."]


def test_json_of_a_failure_has_an_error_and_no_verdict() -> None:
    assert json.loads(write_json_failure("no such file", 3)) == {
        "version": 1,
        "error": {"message": "no such file", "exitCode": 3},
    }
