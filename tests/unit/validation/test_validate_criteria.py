"""``osce-kg validate --profile``, ``--checks`` and ``--no-checks``: what data are held against."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from osce_kg.cli import run
from osce_kg.resources import resource_path

PERSON = """
<https://w3id.org/osce-kg/id/person/p> a <https://w3id.org/osce-kg/ontology#Person> .
<https://w3id.org/osce-kg/id/name/n> a <https://w3id.org/osce-kg/ontology#NameUse> ;
    <https://w3id.org/osce-kg/ontology#nameOf> <https://w3id.org/osce-kg/id/person/p> ;
    <https://w3id.org/osce-kg/ontology#nameString> "Ana"@en ;
    <http://purl.org/dc/terms/source> "a list" .
"""
SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://w3id.org/osce-kg/shapes#any> a sh:NodeShape ; sh:nodeKind sh:Literal ;
    sh:targetClass <https://w3id.org/osce-kg/ontology#Person> .
"""
EVERYTHING = "SELECT ?this WHERE { ?this a ?type }"
SETTINGS = '[everything]\nseverity = "violation"\nmessage = "It is there."\n'


@pytest.fixture
def person(tmp_path: Path) -> Path:
    path = tmp_path / "person.ttl"
    path.write_text(PERSON, encoding="utf-8")
    return path


@pytest.fixture
def checks(tmp_path: Path) -> Path:
    directory = tmp_path / "checks"
    directory.mkdir()
    (directory / "everything.rq").write_text(EVERYTHING, encoding="utf-8")
    (directory / "checks.toml").write_text(SETTINGS, encoding="utf-8")
    return directory


def findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, str]]:
    """Return the exit code and the severity of each rule that was broken."""
    code = run(["validate", "--format", "json", *arguments])
    report = json.loads(capsys.readouterr().out)
    return code, {finding["shape"].partition("#")[2]: finding["severity"] for finding in report["findings"]}


def test_data_of_others_needs_no_labels_and_no_confidence(
    person: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = {"label-english": "violation", "sourced-confidence": "violation"}
    assert findings(capsys, str(person)) == (1, wanted)
    assert findings(capsys, str(person), "--profile", "release") == (1, wanted)
    warned = dict.fromkeys(wanted, "warning")
    assert findings(capsys, str(person), "--profile", "incoming") == (0, warned)


def test_strict_lets_no_information_pass(
    tmp_path: Path, person: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agent = tmp_path / "agent.ttl"
    agent.write_text(
        "<https://w3id.org/osce-kg/id/organization/o> a <https://w3id.org/osce-kg/ontology#Agent> ;\n"
        '<http://www.w3.org/2000/01/rdf-schema#label> "Zhalgas"@en .\n',
        encoding="utf-8",
    )
    assert findings(capsys, str(agent)) == (0, {"AgentKind": "info"})
    assert findings(capsys, str(agent), "--profile", "strict") == (1, {"AgentKind": "violation"})


def test_an_unknown_profile_is_bad_input(person: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(person), "--profile", "loose"]) == 3
    assert "known: incoming, release, strict" in capsys.readouterr().err


def test_shapes_of_others_have_no_profile_unless_they_bring_it(
    tmp_path: Path, person: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shapes = tmp_path / "shapes"
    (shapes / "profiles").mkdir(parents=True)
    (shapes / "any.ttl").write_text(SHAPE, encoding="utf-8")
    assert findings(capsys, str(person), "--shapes", str(shapes)) == (1, {"any": "violation"})
    (shapes / "profiles" / "mild.toml").write_text('[severity]\nany = "info"\n', encoding="utf-8")
    mild = findings(capsys, str(person), "--shapes", str(shapes), "--profile", "mild")
    assert mild == (0, {"any": "info"})


def test_checks_are_asked_of_files_when_they_are_named(
    person: Path, checks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, broken = findings(capsys, str(person), "--profile", "incoming", "--checks", str(checks))
    assert broken["everything"] == "violation"


def test_checks_of_ours_are_asked_of_builds_unless_they_are_unwanted(
    meeting_build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = {path.stem for path in resource_path("queries", "checks").glob("*.rq")}
    _, asked = findings(capsys, str(meeting_build))
    _, not_asked = findings(capsys, str(meeting_build), "--no-checks")
    _, incoming = findings(capsys, str(meeting_build), "--profile", "incoming")
    assert ours & asked.keys()
    assert not ours & (not_asked.keys() | incoming.keys())


def test_checks_and_no_checks_exclude_each_other(person: Path, checks: Path) -> None:
    assert run(["validate", str(person), "--checks", str(checks), "--no-checks"]) == 2


def test_a_profile_changes_the_severity_of_checks_too(
    person: Path, checks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checks / "checks.toml").write_text(SETTINGS.replace("violation", "info"), encoding="utf-8")
    arguments = (str(person), "--checks", str(checks))
    assert findings(capsys, *arguments)[1]["everything"] == "info"
    assert findings(capsys, *arguments, "--profile", "strict")[1]["everything"] == "violation"
