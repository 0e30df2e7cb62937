"""SARIF 2.1.0: what code scanning of GitHub, GitLab, Azure DevOps and editors read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from osce_kg import __version__
from osce_kg.model.validation import Finding, Place, Rule, SourcePassage, ValidationReport
from osce_kg.validation.baseline import fingerprint
from osce_kg.validation.reporting.wording import (
    NOTHING_CHECKED,
    rule_id,
    rule_name,
    rules_by_iri,
    short_name,
    summary,
)
from osce_kg.validation.verdict import Policy

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
_FINGERPRINT = "osceKgFinding/v1"


def write_sarif(report: ValidationReport, policy: Policy) -> str:
    """Return a SARIF log with one run: the rules, and all findings, those of a baseline as unchanged."""
    rules = rules_by_iri(report)
    numbers = {iri: number for number, iri in enumerate(rules)}
    with_baseline = bool(report.stale) or any(finding.known for finding in report.findings)
    notes = [_notification("note", summary(report))]
    if not report.focus_nodes:
        notes.append(_notification("error" if policy.strict else "warning", NOTHING_CHECKED))
    invocation = {
        "executionSuccessful": True,
        "exitCode": 0 if policy.passes(report) else 1,
        "toolExecutionNotifications": notes,
    }
    results = [
        _result(finding, numbers[rule_id(finding)], with_baseline=with_baseline)
        for finding in report.findings
    ]
    return _log([_rule(rule) for rule in rules.values()], invocation, results)


def write_sarif_failure(reason: str, exit_code: int) -> str:
    """Return a SARIF log of a run that did not succeed, without results."""
    invocation = {
        "executionSuccessful": False,
        "exitCode": exit_code,
        "toolExecutionNotifications": [_notification("error", reason)],
    }
    return _log([], invocation, [])


def _log(rules: list[dict[str, Any]], invocation: dict[str, Any], results: list[dict[str, Any]]) -> str:
    driver = {
        "name": "osce-kg",
        "version": __version__,
        "informationUri": "https://w3id.org/osce-kg/",
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _notification(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": text}}


def _rule(rule: Rule) -> dict[str, Any]:
    descriptor: dict[str, Any] = {
        "id": rule.iri,
        "name": short_name(rule.iri),
        "shortDescription": {"text": rule_name(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.description:
        descriptor["fullDescription"] = {"text": rule.description}
    if rule.iri.startswith(("http://", "https://")):
        descriptor["helpUri"] = rule.iri
    return descriptor


def _result(finding: Finding, rule_index: int, *, with_baseline: bool) -> dict[str, Any]:
    focus = Place(finding.file, finding.line, finding.column)
    related = [_location(focus, "the focus node")] if focus != finding.place and focus.file else []
    related += [
        _passage_location(passage) for passage in finding.passages if passage.file or passage.document
    ]
    node: dict[str, Any] = {"fullyQualifiedName": finding.focus_node, "kind": "resource"}
    location: dict[str, Any] = {"logicalLocations": [node]}
    if finding.place.file:
        location["physicalLocation"] = _physical(finding.place)
    terms = {"focusNode": finding.focus_node, "path": finding.path, "value": finding.value}
    result: dict[str, Any] = {
        "ruleId": rule_id(finding),
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
        "partialFingerprints": {_FINGERPRINT: fingerprint(finding)},
        "properties": {name: text for name, text in terms.items() if text} | {"component": finding.component},
    }
    if related:
        result["relatedLocations"] = [{"id": number, **place} for number, place in enumerate(related)]
    if with_baseline:
        result["baselineState"] = "unchanged" if finding.known else "new"
    return result


def _location(place: Place, text: str) -> dict[str, Any]:
    return {"physicalLocation": _physical(place), "message": {"text": text}}


def _physical(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(place.file)}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column}
    return physical


def _passage_location(passage: SourcePassage) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(passage.file or passage.document)}
    if 0 <= passage.start <= passage.end:
        region: dict[str, Any] = {"charOffset": passage.start, "charLength": passage.end - passage.start}
        if passage.quote:
            region["snippet"] = {"text": passage.quote}
        physical["region"] = region
    text = f"the passage that says so: “{passage.quote}”" if passage.quote else "the passage that says so"
    return {"physicalLocation": physical, "message": {"text": text}}


def _artifact(name: str) -> dict[str, str]:
    """Return an address: relative to the root of the checkout for a relative path."""
    if name.startswith(("http://", "https://")):
        return {"uri": quote(name, safe="/:?#[]@!$&'()*+,;=%~")}
    path = Path(name)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix(), errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
