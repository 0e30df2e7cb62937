"""Rows of the catalogue of hostile inputs that concern conclusions; each test names its row."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from osce_kg.cli.ontology import command as ontology
from osce_kg.cli.validate import command as validate
from osce_kg.reasoning import closure

SAME = "<http://www.w3.org/2002/07/owl#sameAs>"


def chain(tmp_path: Path, links: int) -> str:
    """Write that so many things more than one are one thing, each by the one before."""
    lines = [f"<urn:a{number}> {SAME} <urn:a{number + 1}> .\n" for number in range(links)]
    lines.append('<urn:a0> a <https://w3id.org/osce-kg/ontology#State> ; <urn:p> "x" .\n')
    path = tmp_path / "same.ttl"
    path.write_text("".join(lines))
    return str(path)


def test_b15_a_chain_of_names_is_not_closed_by_validation(tmp_path: Path) -> None:
    result = CliRunner().invoke(validate, [chain(tmp_path, 2000)])
    assert "(1 focus node, 2,002 triples, fast)" in result.stdout


def test_b15_conclusions_end_with_their_budget_and_the_report_says_which_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closure, "BUDGET_SECONDS", 0.5)
    result = CliRunner().invoke(ontology, ["check", chain(tmp_path, 150)])
    assert result.exit_code == 1
    assert "conclusions were given up after 0.5 s of CPU time, the most that they may take" in result.output
