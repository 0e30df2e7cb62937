from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.printable import on_one_line
from osce_kg.validation.reporting.github import write_github, write_github_failure
from osce_kg.validation.verdict import Policy

MakeReport = Callable[..., ValidationReport]
COMMAND = re.compile(r"::(?P<name>\w+)(?: (?P<properties>.*?))?::(?P<data>.*)")


def unescape(text: str) -> str:
    """Undo the escapes as the runner does: the percent sign last."""
    for escape, character in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(escape, character)
    return text


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as a runner does: a line that begins with two colons."""
    found = []
    for line in re.split(r"\r\n|\r|\n", text):
        if match := COMMAND.fullmatch(line.strip()):
            pairs = (pair.split("=", 1) for pair in (match["properties"] or "").split(",") if pair)
            properties = {name: unescape(value) for name, value in pairs}
            found.append((match["name"], properties, unescape(match["data"])))
    return found


def test_a_finding_is_annotated_where_its_statement_is(
    make_report: MakeReport, violation: Finding, warning: Finding, information: Finding
) -> None:
    assert commands(write_github(make_report(violation, warning, information), Policy())) == [
        (
            "error",
            {"file": "data/file one.ttl", "line": "4", "col": "9", "title": "say why"},
            violation.message,
        ),
        ("warning", {"title": "AndConstraintComponent"}, "Look."),
        ("notice", {"file": "data/file one.ttl", "line": "3", "col": "7", "title": "say why"}, "Undated."),
    ]


def test_data_starts_no_command_of_its_own(make_report: MakeReport, hostile: Finding) -> None:
    text = write_github(make_report(hostile), Policy())
    ((name, properties, data),) = commands(text)
    told = "".join(each if each in "\r\n" else on_one_line(each) for each in hostile.message)
    assert (name, properties["file"], data) == ("error", hostile.file, told)
    assert "\x1b" not in text
    assert not text.splitlines()[-1].startswith("::")


def test_what_a_baseline_has_is_not_annotated(make_report: MakeReport, violation: Finding) -> None:
    text = write_github(make_report(replace(violation, known=True)), Policy())
    assert commands(text) == []
    assert text.startswith("osce-kg: does not conform: 1 violation, 1 of them in the baseline")


def test_a_failure_is_an_error_without_a_place() -> None:
    ((name, properties, data),) = commands(write_github_failure("a\n::warning::b", 3))
    assert (name, properties["title"]) == ("error", "osce-kg could not validate")
    assert data == "a\n::warning::b (exit code 3)"
