from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from osce_kg.cli.validate import command
from osce_kg.errors import InputError, MachineError, MissingInputError, UsageError

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
    assert [finding["place"]["line"] for finding in report["findings"]] == [3]
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
    from osce_kg.cli import report_files, validate
    from osce_kg.validation.engines import ENGINES
    from osce_kg.validation.findings import SEVERITIES
    from osce_kg.validation.reporting import WRITERS
    from osce_kg.validation.sources import FORMATS

    assert set(report_files.REPORT_FORMATS) == set(WRITERS)
    assert set(validate._INPUT_FORMATS) == set(FORMATS)
    assert validate._SEVERITIES == SEVERITIES
    assert set(validate._ENGINES) == set(ENGINES)


def test_a_run_writes_as_many_reports_as_are_asked_for_and_the_exit_code_stays(tmp_path: Path) -> None:
    files = {name: tmp_path / f"report.{name}" for name in ("sarif", "junit", "html", "markdown")}
    options = [f"--report={name}:{path}" for name, path in files.items()]
    result = run(tmp_path, BAD, *options, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["conforms"] is False
    assert json.loads(files["sarif"].read_text())["runs"][0]["results"]
    assert "<failure" in files["junit"].read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["data.ttl", *(path.name for path in files.values())]
    )


@pytest.mark.parametrize("report", ["sarif", "sarif:", "pdf:report.pdf", ":x"])
def test_a_report_without_a_known_format_and_a_file_is_wrong_usage(tmp_path: Path, report: str) -> None:
    assert run(tmp_path, GOOD, "--report", report).exit_code == 2


def test_a_report_that_cannot_be_written_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    result = run(tmp_path, GOOD, "--report", f"json:{tmp_path}/none/report.json")
    assert isinstance(result.exception, MachineError)


def test_a_run_that_fails_replaces_the_reports_of_the_last_one(tmp_path: Path) -> None:
    files = {name: tmp_path / f"report.{name}" for name in ("json", "junit", "turtle")}
    options = [f"--report={name}:{path}" for name, path in files.items()]
    assert run(tmp_path, GOOD, *options).exit_code == 0
    assert run(tmp_path, "<urn:s> a okg:State", *options).exception
    assert json.loads(files["json"].read_text())["error"]["exitCode"] == 3
    assert "<error" in files["junit"].read_text()
    assert not files["turtle"].exists()


def test_a_run_that_is_killed_leaves_no_report_that_could_pass_for_its_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {name: tmp_path / f"report.{name}" for name in ("json", "junit", "turtle")}
    options = [f"--report={name}:{path}" for name, path in files.items()]
    assert run(tmp_path, GOOD, *options).exit_code == 0

    def killed(*_: object, **__: object) -> None:
        seen.update({name: path.read_text() for name, path in files.items() if path.exists()})
        raise KeyboardInterrupt

    seen: dict[str, str] = {}
    monkeypatch.setattr("osce_kg.validation.validate_graph", killed)
    run(tmp_path, GOOD, *options)
    assert seen.keys() == {"json", "junit"}
    assert json.loads(seen["json"])["error"] == {"message": "The run did not finish.", "exitCode": 4}
    assert "<error" in seen["junit"]
    assert {name for name, path in files.items() if path.exists()} == {"json", "junit"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("data.ttl", "--report", "json:data.ttl"),
        ("data.ttl", "none.ttl", "--report", "json:sub/../data.ttl"),
        ("*.ttl", "--report", "turtle:data.ttl"),
        (".", "--report", "turtle:data.ttl"),
        ("data.ttl", "--write-baseline", "data.ttl"),
        ("sub", "--shapes", "shapes.ttl", "--report", "turtle:shapes.ttl"),
        ("sub", "--baseline", "b.json", "--report", "json:b.json"),
        ("sub", "--report", "json:new.json", "--report", "html:./new.json"),
    ],
)
def test_no_report_replaces_what_the_run_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    for name in ("data.ttl", "sub/more.ttl", "shapes.ttl", "b.json"):
        Path(name).write_text("kept")
    result = CliRunner().invoke(command, list(arguments))
    assert isinstance(result.exception, UsageError)
    assert {path.read_text() for path in tmp_path.rglob("*.*")} == {"kept"}


def test_a_baseline_may_be_written_anew(tmp_path: Path) -> None:
    baseline = str(tmp_path / "b.json")
    run(tmp_path, BAD, "--write-baseline", baseline)
    assert run(tmp_path, WARNED, "--baseline", baseline, "--write-baseline", baseline).exit_code == 0
    assert json.loads(Path(baseline).read_text())["findings"][0]["severity"] == "warning"


def test_an_annotation_says_that_a_run_has_failed(tmp_path: Path) -> None:
    result = run(tmp_path, "<urn:s> a okg:State", "--format", "github")
    assert result.stdout.startswith("::error title=osce-kg could not validate::")


def test_standard_input_is_read_in_the_format_that_is_named() -> None:
    invoke = CliRunner().invoke
    result = invoke(command, ["-", "--input-format", "turtle", "--format", "json"], input=PREFIXES + BAD)
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["place"] == {"file": "<stdin>", "line": 3, "column": 1}
    assert invoke(command, ["-"], input=PREFIXES + GOOD).exit_code == 2


def test_relative_iris_on_standard_input_refer_to_nothing() -> None:
    result = CliRunner().invoke(
        command, ["-", "--input-format", "turtle"], input=PREFIXES + "<s> a okg:State ."
    )
    assert isinstance(result.exception, InputError)


def test_directories_and_patterns_are_read(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/a.ttl").write_text(PREFIXES + GOOD)
    (tmp_path / "x/b.ttl").write_text(PREFIXES + BAD.replace("urn:s", "urn:t"))
    for argument in (str(tmp_path), f"{tmp_path}/*/?.ttl"):
        result = CliRunner().invoke(command, [argument, "--format", "json"])
        report = json.loads(result.stdout)
        assert report["focusNodes"] == 2
        assert [finding["place"]["file"] for finding in report["findings"]] == [f"{tmp_path}/x/b.ttl"]


def test_a_baseline_lets_only_new_findings_fail(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    assert run(tmp_path, BAD, "--write-baseline", str(baseline)).exit_code == 0
    moved = f"# moved\n\n{BAD}"
    assert run(tmp_path, moved, "--baseline", str(baseline)).exit_code == 0
    result = run(tmp_path, moved + BAD.replace("urn:s", "urn:t"), "--baseline", str(baseline))
    assert result.exit_code == 1
    assert "urn:t" in result.stdout
    assert "node   <urn:s>" not in result.stdout


def test_entries_of_a_baseline_that_nothing_needs_are_told(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    run(tmp_path, BAD, "--write-baseline", str(baseline))
    result = run(tmp_path, GOOD, "--baseline", str(baseline))
    assert result.exit_code == 0
    assert "1 of its entries match no finding any more" in result.stderr


def test_a_baseline_that_is_not_there_is_missing_input_and_no_empty_one(tmp_path: Path) -> None:
    result = run(tmp_path, BAD, "--baseline", str(tmp_path / "none.json"))
    assert isinstance(result.exception, MissingInputError)


@pytest.mark.parametrize(
    "arguments",
    [
        ["data.ttl", "--endpoint", "http://127.0.0.1:9/"],
        ["--endpoint", "http://127.0.0.1:9/", "--changed-since", "main"],
        [],
    ],
)
def test_files_and_an_endpoint_exclude_each_other(arguments: list[str]) -> None:
    assert CliRunner().invoke(command, arguments).exit_code == 2


def test_only_http_addresses_are_endpoints() -> None:
    result = CliRunner().invoke(command, ["--endpoint", "file:///etc/passwd"])
    assert isinstance(result.exception, InputError)
    assert "only http and https" in str(result.exception)


def test_help_loads_no_engine() -> None:
    program = (
        "import sys; from osce_kg.cli import run; code = run(['validate', '--help']);"
        "loaded = {'rdflib', 'pyshacl', 'pyoxigraph', 'requests'} & sys.modules.keys();"
        "sys.exit(code or len(loaded))"
    )
    environment = {"PYTHONPATH": ":".join(sys.path)}
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0
