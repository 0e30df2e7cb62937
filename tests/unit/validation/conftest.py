from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from osce_kg.model.validation import Finding, Place, Rule, SourcePassage, ValidationReport

SHACL = "http://www.w3.org/ns/shacl#"
MakeReport = Callable[..., ValidationReport]


@pytest.fixture
def violation() -> Finding:
    return Finding(
        severity="violation",
        focus_node="<urn:a>",
        shape="https://example.org/shapes#S",
        component=f"{SHACL}MinCountConstraintComponent",
        path="<urn:p>",
        value='"it\\n\\"is\\""@en',
        message='“Ana”: say "why".\nFound: ä.',
        file="data/file one.ttl",
        line=3,
        column=7,
        statement=Place("data/file one.ttl", 4, 9),
        passages=(
            SourcePassage("urn:passage", "urn:document", "She met “him”.", 10, 24, "build/documents/x1.txt"),
        ),
    )


@pytest.fixture
def warning() -> Finding:
    return Finding(
        "warning", "_:f0b1", "_:f0b9", f"{SHACL}AndConstraintComponent", "<urn:p>/^<urn:q>", "", "Look."
    )


@pytest.fixture
def information(violation: Finding) -> Finding:
    return replace(violation, severity="info", message="Undated.", statement=Place(), passages=())


@pytest.fixture
def make_report() -> MakeReport:
    def make(*findings: Finding, focus_nodes: int = 1200) -> ValidationReport:
        rules = (
            Rule("https://example.org/shapes#S", "say why", "A thing says <why>.", "violation"),
            Rule("https://example.org/shapes#T"),
        )
        return ValidationReport(findings, focus_nodes, 1, "pyshacl", rules)

    return make


@pytest.fixture
def hostile(violation: Finding) -> Finding:
    """Words and names that mean something to a terminal, a CI, a browser or a parser."""
    words = (
        '<script>alert(1)</script> "><img src=x onerror=alert(1)> ]]> <!-- | `code` [a](javascript:x) @team '
        "\r\n::set-output name=x::y\n##[command]x %0A \x1b[2J\x00\x07\u202e\u2028 ${{ secrets.X }} "
        "$(id) ;,: 😀"
    )
    return replace(
        violation,
        focus_node="<javascript:alert(1)>",
        value=json.dumps(words),
        message=words,
        file="a,b:c%\n::error::x.ttl",
        statement=Place("a,b:c%\n::error::x.ttl", 4, 9),
        passages=(SourcePassage("javascript:alert(2)", "javascript:alert(3)", words, 0, 5),),
    )
