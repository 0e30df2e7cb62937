from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from osce_kg.model.validation import Finding, Place, ValidationReport
from osce_kg.validation.reporting import summary
from osce_kg.validation.reporting.wording import rule_id, rule_name, rules_by_iri

MakeReport = Callable[..., ValidationReport]


def test_the_summary_counts_and_never_hides_that_nothing_was_checked(
    make_report: MakeReport, violation: Finding, warning: Finding
) -> None:
    assert summary(make_report(violation, warning, warning)) == (
        "does not conform: 1 violation, 2 warnings (1,200 focus nodes, 1 triple, pyshacl)"
    )
    assert summary(make_report(warning)) == "conforms: 1 warning (1,200 focus nodes, 1 triple, pyshacl)"
    assert summary(make_report(focus_nodes=0)) == "conforms: no findings (0 focus nodes, 1 triple, pyshacl)"


def test_the_summary_says_what_a_baseline_has_and_what_was_looked_at(
    make_report: MakeReport, violation: Finding, warning: Finding
) -> None:
    report = replace(make_report(replace(violation, known=True), warning), scope="only a part")
    assert summary(report).startswith(
        "does not conform: 1 violation, 1 warning, 1 of them in the baseline, only a part ("
    )


def test_the_place_of_a_finding_is_that_of_its_statement_if_there_is_one(violation: Finding) -> None:
    assert violation.place == Place("data/file one.ttl", 4, 9)
    assert replace(violation, statement=Place()).place == Place("data/file one.ttl", 3, 7)


def test_a_shape_without_a_name_is_called_by_its_component(
    make_report: MakeReport, violation: Finding, warning: Finding
) -> None:
    rules = rules_by_iri(make_report(violation, warning))
    assert rule_name(rules[rule_id(violation)]) == "say why"
    assert rule_name(rules[rule_id(warning)]) == "AndConstraintComponent"
    assert rule_name(rules["https://example.org/shapes#T"]) == "T"
