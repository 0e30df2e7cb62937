"""Queries as checks: read, refused, asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from osce_kg.errors import InputError, MissingInputError
from osce_kg.validation import validate_graph
from osce_kg.validation.checks import answers, read_checks
from osce_kg.validation.data_graph import DataGraph

SETTINGS = '[lonely]\nseverity = "warning"\nmessage = "It knows nobody."\n'
QUERY = """# question: Who knows nobody?
# description: Persons without
#   acquaintances.
SELECT ?this ?value WHERE {
  ?this a <urn:Person> ; <urn:name> ?value . FILTER NOT EXISTS { ?this <urn:knows> ?who }
}
"""
PERSONS = """
<urn:ana> a <urn:Person> ; <urn:name> "Ana" ; <urn:knows> <urn:bo> .
<urn:bo> a <urn:Person> ; <urn:name> "Bo" .
"""


def written(directory: Path, query: str = QUERY, settings: str = SETTINGS) -> Path:
    (directory / "lonely.rq").write_text(query, encoding="utf-8")
    (directory / "checks.toml").write_text(settings, encoding="utf-8")
    return directory


def test_an_answer_is_a_finding_with_its_place_and_the_name_of_the_check(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(PERSONS, encoding="utf-8")
    checks = read_checks(written(tmp_path))
    report = validate_graph([data], checks=checks)
    (finding,) = report.findings
    assert finding.severity == "warning"
    assert finding.focus_node == "<urn:bo>"
    assert finding.value == '"Bo"'
    assert finding.shape == "https://w3id.org/osce-kg/checks#lonely"
    assert finding.message == "urn:bo: It knows nobody. Found: “Bo”."
    assert (finding.file, finding.line) == (str(data), 3)
    assert checks[0].rule in report.rules
    assert checks[0].rule.name == "Who knows nobody?"
    assert checks[0].rule.description == "Persons without acquaintances."


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT ?this WHERE {", "does not parse"),
        ("SELECT ?who WHERE { ?who a <urn:Person> }", "a SELECT of \\?this"),
        ("ASK { ?this a <urn:Person> }", "a SELECT of \\?this"),
        ("SELECT ?this ?value { BIND (1 AS ?value) }", "an answer without \\?this"),
    ],
)
def test_a_query_that_is_no_check_is_refused_by_name(tmp_path: Path, query: str, reason: str) -> None:
    checks = read_checks(written(tmp_path, query))
    with pytest.raises(InputError, match=rf"lonely\.rq: .*{reason}"):
        list(answers(checks, DataGraph()))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?this WHERE { SERVICE <http://127.0.0.1:9/> { ?this a <urn:Person> } }",
        "SELECT ?this FROM <http://127.0.0.1:9/> WHERE { ?this a <urn:Person> }",
        "# quiet \\u000ASELECT ?this WHERE { SERVICE <http://127.0.0.1:9/> { ?this a <urn:Person> } }",
    ],
)
def test_a_query_that_reaches_out_is_refused(tmp_path: Path, query: str) -> None:
    with pytest.raises(InputError, match="reaches out of the data"):
        read_checks(written(tmp_path, query))


def test_comments_before_a_query_may_use_any_word(tmp_path: Path) -> None:
    assert read_checks(written(tmp_path, f"# Who gets no answer from the service?\n{QUERY}"))


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ("", "says nothing about lonely.rq"),
        (SETTINGS + "[other]\n", "there is no query other.rq"),
        (SETTINGS.replace("warning", "bad"), "lonely needs a severity"),
        ('[lonely]\nseverity = "info"\n', "and a message"),
        ("[lonely", "not a TOML file"),
    ],
)
def test_settings_that_do_not_fit_the_queries_are_refused(tmp_path: Path, settings: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_checks(written(tmp_path, settings=settings))


def test_a_directory_without_checks_is_a_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no checks"):
        read_checks(tmp_path)


def test_of_a_change_only_the_answers_that_it_can_affect_are_told(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(
        PERSONS + '<urn:cy> a <urn:Person> ; <urn:name> "Cy" . <urn:di> a <urn:Person> ; <urn:name> "Di" .'
    )
    checks = read_checks(written(tmp_path))

    def told(*changed: tuple[str, str, str]) -> set[str]:
        report = validate_graph([data], checks=checks, changed=changed)
        return {finding.focus_node for finding in report.findings}

    assert told(("<urn:cy>", "<urn:knows>", "<urn:bo>")) == {"<urn:cy>"}
    assert told(("<urn:bo>", "<urn:name>", '"Bob"'), ("<urn:z>", "<urn:p>", "<urn:di>")) == {"<urn:bo>"}
    counting = "SELECT ?this { ?this a <urn:Person> { SELECT (COUNT(?x) AS ?n) { ?x <urn:knows> ?y } } }"
    checks = read_checks(written(tmp_path, counting))
    assert told(("<urn:cy>", "<urn:name>", '"Z"')) == set()
    assert len(told(("<urn:z>", "<urn:knows>", "<urn:y>"))) == 4
