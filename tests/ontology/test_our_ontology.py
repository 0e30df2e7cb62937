"""`osce-kg ontology check` is the one home of what our ontology has to be; here it is held to it."""

from pathlib import Path

import pytest

from osce_kg.model.ontology import OntologyReport
from osce_kg.ontology.checking import check_ontology
from osce_kg.ontology.checking.expectations import our_expectations


@pytest.fixture(scope="module")
def report() -> OntologyReport:
    return check_ontology(our_expectations())


def test_our_ontology_is_as_it_should_be(report: OntologyReport) -> None:
    assert [finding for finding in report.findings if finding.severity != "info"] == []


def test_all_of_it_was_checked(report: OntologyReport, repository: Path) -> None:
    assert report.not_checked == ()
    folder = repository / "ontology"
    assert len(report.files) == len(list(folder.rglob("*.ttl")))
    assert report.terms >= 104
    assert report.concepts >= 90


def test_every_exemption_says_why(report: OntologyReport) -> None:
    for exemption in our_expectations().exemptions:
        assert len(exemption.why.split()) >= 4
