"""``osce-kg ontology``: exit codes, reports, and the pages that it makes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from osce_kg.cli import run

BROKEN = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <https://example.org/o#> .
<https://example.org/o> a owl:Ontology .
:thing a owl:Class .
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "broken.ttl"
    file.write_text(BROKEN, encoding="utf-8")
    return file


def test_our_ontology_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ontology", "check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("The ontology is as it should be")


def test_findings_have_file_line_and_exit_code_1(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ontology", "check", str(broken)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert (
        f"{broken}:4:1: violation: https://example.org/o#thing has no label in “en” (rdfs:label). [labelled]"
        in lines
    )
    assert "not checked: whether shapes or queries use the terms: none are given (used_by)" in lines


def test_the_report_can_be_had_as_json(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ontology", "check", str(broken), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["clean"] is False
    assert {finding["line"] for finding in report["findings"]} == {4}
    assert "labelled" in {finding["check"] for finding in report["findings"]}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ontology", "check", "none.ttl"], 3),
        (["ontology", "check", "--expectations", "none.toml"], 3),
        (["ontology", "check", "--format", "yaml"], 2),
        (["ontology", "html"], 2),
        (["ontology"], 2),
    ],
)
def test_what_cannot_be_done_has_its_exit_code(arguments: list[str], code: int) -> None:
    assert run(arguments) == code


def test_a_file_that_is_not_turtle_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bad.ttl"
    file.write_text("<a> <b> <c> .\n<a> <b> nonsense .\n", encoding="utf-8")
    assert run(["ontology", "check", str(file)]) == 3
    assert f"{file}:2" in capsys.readouterr().err


def test_the_pages_and_their_data_are_made(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "site"
    assert run(["ontology", "html", "--out", str(out)]) == 0
    suffixes = ("html", "jsonld", "nt", "rdf", "ttl")
    assert {file.name for file in out.iterdir()} == {
        f"{document}.{suffix}" for document in ("ontology", "shapes") for suffix in suffixes
    }


def test_the_same_ontology_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "osce_kg", "ontology", "html", "--out", str(out)]
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": f"UTC{seed}"}
        subprocess.run(command, check=True, env=environment, capture_output=True)
        made.append({file.name: file.read_bytes() for file in out.iterdir()})
    assert made[0] == made[1]
