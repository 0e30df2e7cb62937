from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.errors import InputError, MissingInputError
from osce_kg.model.validation import Finding, Place, ValidationReport
from osce_kg.validation.baseline import (
    against_baseline,
    baseline_of,
    fingerprint,
    read_baseline,
    write_baseline,
)


def finding(number: int, severity: str = "violation", **fields: Any) -> Finding:
    plain = Finding(
        severity, f"<urn:{number}>", "urn:S", "urn:C", "<urn:p>", '"v"', "No.", "a.ttl", number, 1
    )
    return replace(plain, **fields)


def report(*findings: Finding) -> ValidationReport:
    return ValidationReport(findings, 1, 1, "pyshacl")


def new(found: ValidationReport) -> list[str]:
    return [finding.focus_node for finding in found.new]


def test_a_finding_is_the_same_one_wherever_it_has_moved_and_however_it_is_worded() -> None:
    moved = finding(
        1, file="b.ttl", line=99, column=5, statement=Place("b.ttl", 100), message="Never.", passages=()
    )
    assert fingerprint(moved) == fingerprint(finding(1))


@pytest.mark.parametrize("field", ["focus_node", "shape", "component", "path", "value"])
def test_a_finding_about_something_else_is_another_one(field: str) -> None:
    assert fingerprint(finding(1, **{field: "<urn:other>"})) != fingerprint(finding(1))


def test_parts_of_a_finding_cannot_run_into_each_other() -> None:
    assert fingerprint(finding(1, path="<urn:a>", value="")) != fingerprint(
        finding(1, path="", value="<urn:a>")
    )


@given(st.lists(st.integers(0, 30), unique=True), st.integers())
def test_order_changes_neither_baseline_nor_verdict(numbers: list[int], seed: int) -> None:
    findings = [finding(number) for number in numbers]
    shuffled = random.Random(seed).sample(findings, len(findings))
    assert write_baseline(baseline_of(findings)) == write_baseline(baseline_of(shuffled))
    assert new(against_baseline(report(*shuffled), baseline_of(findings))) == []


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_what_is_new_and_what_is_stale_are_the_differences(before: set[int], after: set[int]) -> None:
    entries = baseline_of(finding(number) for number in before)
    compared = against_baseline(report(*(finding(number) for number in sorted(after))), entries)
    assert new(compared) == [f"<urn:{number}>" for number in sorted(after - before)]
    assert {entry.focus_node for entry in compared.stale} == {f"<urn:{number}>" for number in before - after}


def test_blank_nodes_are_counted_because_their_names_do_not_last() -> None:
    entries = baseline_of([finding(1, focus_node="_:f0b1"), finding(1, focus_node="_:f0b2")])
    assert [entry.count for entry in entries] == [2]
    three = [finding(1, focus_node=f"_:f3b{number}") for number in (7, 8, 9)]
    assert new(against_baseline(report(*three), entries)) == ["_:f3b9"]
    assert [entry.count for entry in against_baseline(report(three[0]), entries).stale] == [1]


def test_a_finding_that_has_become_worse_is_new() -> None:
    entries = baseline_of([finding(1, "warning")])
    assert new(against_baseline(report(finding(1, "violation")), entries)) == ["<urn:1>"]
    assert new(against_baseline(report(finding(1, "info")), entries)) == []


def test_a_part_of_the_data_tells_nothing_about_stale_entries() -> None:
    entries = baseline_of([finding(1)])
    assert against_baseline(report(), entries, tell_stale=False).stale == ()


def test_a_baseline_is_read_as_it_was_written_an_entry_to_a_line(tmp_path: Path) -> None:
    entries = baseline_of([finding(1, message="é\n\ud800"), finding(2, "warning")])
    path = tmp_path / "baseline.json"
    path.write_text(write_baseline(entries), encoding="utf-8")
    assert read_baseline(path) == entries
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2 + len(entries)
    assert json.loads(write_baseline([])) == {"version": 1, "findings": []}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2, "findings": []}',
        '{"version": 1, "findings": {}}',
        '{"version": 1, "findings": [{}]}',
        '{"version": 1, "findings": [1]}',
        "[" * 100_000,
        "\xff",
    ],
)
def test_what_is_no_baseline_never_passes_for_an_empty_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError):
        read_baseline(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry | {"severity": "fatal"},
        lambda entry: entry | {"count": 0},
        lambda entry: entry | {"count": True},
        lambda entry: entry | {"extra": ""},
        lambda entry: entry | {"path": None},
    ],
)
def test_an_entry_of_another_form_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    document = json.loads(write_baseline(baseline_of([finding(1)])))
    document["findings"] = [change(entry) for entry in document["findings"]]
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputError, match="an entry that is none"):
        read_baseline(path)


def test_a_baseline_that_is_not_there_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        read_baseline(tmp_path / "none.json")
