"""Lint finds the fault that was planted in sound shapes, says in which line it is, and finds nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from osce_kg.cli.shapes import command
from osce_kg.errors import InputError, MissingInputError
from osce_kg.model.validation import ValidationReport
from osce_kg.namespaces import LINT
from osce_kg.validation.lint import lint_shapes
from osce_kg.validation.lint.faults import lint_rules

SOUND = """\
@prefix okg: <https://w3id.org/osce-kg/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/osce-kg/shapes#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:shapes> sh:declare [ sh:prefix "okg" ; sh:namespace "https://w3id.org/osce-kg/ontology#"^^xsd:anyURI ] .
shape:Person a sh:NodeShape ; sh:name "Person"@en ; sh:description "Somebody."@en ;
    sh:targetClass okg:Person ; sh:property shape:title .
shape:title a sh:PropertyShape ; sh:name "title"@en ; sh:description "What they are called."@en ;
    sh:path okg:title ; sh:pattern "^[A-Z]{2,8}$" ;
    sh:message "A title is of capital letters."@en ; sh:severity sh:Warning .
shape:Holder a sh:NodeShape ; sh:name "holder"@en ; sh:description "Who holds an office."@en ;
    sh:targetObjectsOf okg:holder ; sh:or ( shape:is-named [ sh:class okg:Person ] ) ;
    sh:severity sh:Violation ; sh:sparql shape:holder-named ; sh:message "Nobody known."@en .
shape:is-named a sh:PropertyShape ; sh:name "is named"@en ; sh:description "They have a title."@en ;
    sh:path okg:title ; sh:minCount 1 .
shape:holder-named sh:message "The holder has no name."@en ; sh:prefixes <urn:shapes> ;
    sh:select "SELECT $this WHERE { $this a okg:Person . FILTER (REGEX(STR($this), '^urn:x')) }" .
"""

GOOD = """\
@prefix okg: <https://w3id.org/osce-kg/ontology#> .
<urn:holding> okg:holder <urn:ana> .
<urn:ana> a okg:Person ; okg:title "ANA" .
"""
BAD = """\
@prefix okg: <https://w3id.org/osce-kg/ontology#> .
<urn:holding> okg:holder <urn:x-bo> , <urn:cy> .
<urn:x-bo> a okg:Person ; okg:title "bo" .
"""

PLANTED = [
    ("shacl-shacl", "sh:severity sh:Warning .", 'sh:minCount "one" ; sh:severity sh:Warning .', 10),
    ("unknown-shacl-term", "sh:severity sh:Warning .", "sh:mincount 1 ; sh:severity sh:Warning .", 10),
    ("no-path", "sh:path okg:title ; sh:pattern", "sh:pattern", 8),
    ("query-syntax", "SELECT $this WHERE", "SELECT $this WERE", 17),
    ("query-syntax", "SELECT $this WHERE", "SELECT ?other WHERE", 17),
    ("query-syntax", "SELECT $this WHERE", "ASK", 17),
    ("query-forbidden", "$this a okg:Person .", "$this a okg:Person . MINUS { $this a okg:State }", 17),
    ("query-forbidden", "$this a okg:Person .", "SERVICE <http://127.0.0.1:9/> { $this a okg:Person }", 17),
    ("query-prefix", "$this a okg:Person", "$this a foaf:Person", 17),
    ("query-prefix", "sh:prefixes <urn:shapes>", "sh:prefixes <urn:nothing>", 16),
    ("unknown-term", "sh:targetClass okg:Person", "sh:targetClass okg:Persom", 7),
    ("unknown-term", "sh:path okg:title ; sh:pattern", "sh:path okg:titel ; sh:pattern", 9),
    ("unknown-term", "$this a okg:Person", "$this a okg:Persom", 17),
    (
        "unknown-term",
        "sh:path okg:title ; sh:minCount 1",
        "sh:path okg:status ; sh:hasValue <https://w3id.org/osce-kg/vocab/event-status/held>",
        15,
    ),
    ("bad-pattern", "^[A-Z]{2,8}$", "^[A-Z{2,8}$", 9),
    ("bad-pattern", "^[A-Z]{2,8}$", "^(?=A)[A-Z]{2,8}$", 9),
    ("unsafe-pattern", "^[A-Z]{2,8}$", "^([A-Z]+)*$", 9),
    ("unsafe-pattern", "'^urn:x'", "'^(a|aa)+x'", 17),
    ("no-target", "shape:is-named [ sh:class", "[ sh:class okg:State ] [ sh:class", 14),
    ("no-constraint", "; sh:property shape:title .", ". shape:title sh:targetClass okg:Person .", 6),
    (
        "no-iri",
        "sh:property shape:title .",
        'sh:property shape:title , [ sh:path okg:mode ; sh:severity sh:Info ; sh:message "" ; sh:in () ] .',
        7,
    ),
    ("no-name", 'sh:name "title"@en ; ', "", 8),
    ("no-description", 'sh:description "What they are called."@en ', "sh:order 1 ", 8),
    ("no-message", 'sh:message "A title is of capital letters."@en ; ', "", 8),
    ("no-severity", " ; sh:severity sh:Warning .", " .", 8),
]


def rules_of(report: ValidationReport) -> list[str]:
    return [finding.shape.removeprefix(str(LINT)) for finding in report.findings]


def written(directory: Path, text: str, good: str = GOOD, bad: str = BAD) -> Path:
    """Write shapes and their examples, and return the file of the shapes."""
    for folder, data in (("valid", good), ("invalid", bad)):
        (directory / "examples" / folder).mkdir(parents=True, exist_ok=True)
        (directory / "examples" / folder / "data.ttl").write_text(data, encoding="utf-8")
    path = directory / "own.shapes.ttl"
    path.write_text(text, encoding="utf-8")
    return path


def test_sound_shapes_have_no_fault(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND)
    report = lint_shapes([path], examples=tmp_path / "examples")
    assert [finding.message for finding in report.findings] == []
    assert report.focus_nodes == 4


@pytest.mark.parametrize(
    ("rule", "sound", "faulty", "line"), PLANTED, ids=[f"{rule}-{line}" for rule, _, _, line in PLANTED]
)
def test_a_planted_fault_is_found_in_its_line(
    tmp_path: Path, rule: str, sound: str, faulty: str, line: int
) -> None:
    assert SOUND.count(sound) == 1
    path = written(tmp_path, SOUND.replace(sound, faulty))
    report = lint_shapes([path])
    assert rules_of(report) == [rule]
    (finding,) = report.findings
    assert (finding.file, finding.place.line) == (str(path), line), finding


def test_a_shape_without_a_good_example_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND, good="<urn:ana> a <https://w3id.org/osce-kg/ontology#Person> .")
    report = lint_shapes([path], examples=tmp_path / "examples")
    assert rules_of(report) == ["no-good-example"]
    assert report.findings[0].message.startswith("Holder: ")
    assert report.findings[0].line == 11


def test_a_rule_without_a_bad_example_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND, bad=BAD.replace('"bo"', '"BO"'))
    report = lint_shapes([path], examples=tmp_path / "examples")
    assert rules_of(report) == ["no-bad-example"]
    assert report.findings[0].message == "title: No bad example breaks the rule."


def test_a_good_example_that_does_not_conform_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND, good=GOOD.replace('"ANA"', '"ana"'))
    report = lint_shapes([path], examples=tmp_path / "examples")
    assert rules_of(report) == ["bad-example"]
    assert "valid/data.ttl:3" in report.findings[0].message


def test_examples_without_a_folder_are_a_missing_input(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND)
    with pytest.raises(MissingInputError, match="no examples"):
        lint_shapes([path], examples=tmp_path)


def test_every_rule_of_lint_is_tested() -> None:
    by_examples = {"no-good-example", "no-bad-example", "bad-example"}
    assert {rule for rule, *_ in PLANTED} | by_examples == {rule.name for rule in lint_rules()}


def test_shapes_that_do_not_parse_are_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"own\.shapes\.ttl:2"):
        lint_shapes([written(tmp_path, "@prefix sh: <http://www.w3.org/ns/shacl#> .\nsh:x sh:y z .")])


def test_our_shapes_have_no_fault_and_their_examples_are_found_beside_them() -> None:
    result = CliRunner().invoke(command, ["lint"])
    assert (result.exit_code, result.output.count("\n")) == (0, 1), result.output


@pytest.mark.parametrize(("arguments", "exit_code"), [((), 1), (("--fail-on", "violation"), 0)])
def test_a_warning_fails_unless_only_violations_do(
    tmp_path: Path, arguments: tuple[str, ...], exit_code: int
) -> None:
    path = written(tmp_path, SOUND.replace('sh:name "title"@en ; ', ""))
    result = CliRunner().invoke(command, ["lint", str(path), "--format", "json", *arguments])
    assert result.exit_code == exit_code
    (finding,) = json.loads(result.output)["findings"]
    assert finding["shape"] == str(LINT["no-name"])
    assert finding["place"]["line"] == 8


def test_examples_can_be_named_for_shapes_of_ones_own(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND, bad=BAD.replace('"bo"', '"BO"'))
    result = CliRunner().invoke(command, ["lint", str(path), "--examples", str(tmp_path / "examples")])
    assert result.exit_code == 1
    assert "No bad example breaks the rule" in result.output
