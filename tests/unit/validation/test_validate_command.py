from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from osce_kg.cli.validate import command
from osce_kg.errors import InputError, MissingInputError

PREFIXES = """@prefix okg: <https://w3id.org/osce-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
GOOD = '<urn:s> a okg:State ; rdfs:label "Kazakhstan"@en .\n'
WARNED = '<urn:s> a okg:State ; rdfs:label "Kazakhstan"@en , "Republic of Kazakhstan"@en .\n'
BAD = "<urn:s> a okg:State .\n"
UNTARGETED = "<urn:s> <urn:p> <urn:o> .\n"


def run(tmp_path: Path, text: str, *arguments: str) -> Result:
    path = tmp_path / "data.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    return CliRunner().invoke(command, [str(path), *arguments])


@pytest.mark.parametrize(
    ("text", "arguments", "exit_code"),
    [
        (GOOD, (), 0),
        (GOOD, ("--strict", "--fail-on", "info"), 0),
        (WARNED, (), 0),
        (WARNED, ("--fail-on", "warning"), 1),
        (WARNED, ("--fail-on", "info"), 1),
        (BAD, (), 1),
        (UNTARGETED, (), 0),
        (UNTARGETED, ("--strict",), 1),
        (GOOD, ("--format", "pdf"), 2),
        (GOOD, ("--engine", "other"), 2),
    ],
)
def test_the_exit_code_tells_findings_from_conforming_data(
    tmp_path: Path, text: str, arguments: tuple[str, ...], exit_code: int
) -> None:
    assert run(tmp_path, text, *arguments).exit_code == exit_code


def test_no_file_is_wrong_usage() -> None:
    assert CliRunner().invoke(command, []).exit_code == 2


def test_bad_input_is_raised_for_the_group_to_translate(tmp_path: Path) -> None:
    result = run(tmp_path, "<urn:s> a okg:State")
    assert isinstance(result.exception, InputError)
    assert result.exception.exit_code == 3
    result = CliRunner().invoke(command, [str(tmp_path / "none.ttl")])
    assert isinstance(result.exception, MissingInputError)


def test_data_that_nothing_targets_is_a_loud_warning(tmp_path: Path) -> None:
    result = run(tmp_path, UNTARGETED)
    assert "WARNING: 0 focus nodes" in result.stderr
    assert "WARNING" not in run(tmp_path, GOOD).stderr


def test_each_format_goes_to_stdout_alone(tmp_path: Path) -> None:
    report = json.loads(run(tmp_path, BAD, "--format", "json").stdout)
    assert [finding["line"] for finding in report["findings"]] == [3]
    assert "sh:ValidationReport" in run(tmp_path, BAD, "--format", "turtle").stdout
    assert run(tmp_path, GOOD).stdout == "conforms: no findings (1 focus node, 2 triples, fast)\n"


def test_own_shapes_replace_the_published_ones(tmp_path: Path) -> None:
    shapes = tmp_path / "own.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<urn:S> sh:targetNode <urn:s> ; sh:nodeKind sh:BlankNode .",
        encoding="utf-8",
    )
    result = run(tmp_path, GOOD, "--shapes", str(shapes))
    assert result.exit_code == 1
    assert "urn:S" in result.stdout


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
def test_the_engine_is_the_one_that_was_asked_for(tmp_path: Path, engine: str) -> None:
    assert run(tmp_path, GOOD, "--engine", engine).stdout.endswith(f", {engine})\n")


def test_the_formats_severities_and_engines_offered_are_those_that_exist() -> None:
    from osce_kg.cli import validate
    from osce_kg.validation.engines import ENGINES
    from osce_kg.validation.findings import SEVERITIES
    from osce_kg.validation.reports import WRITERS

    assert set(validate._FORMATS) == set(WRITERS)
    assert validate._SEVERITIES == SEVERITIES
    assert set(validate._ENGINES) == set(ENGINES)
