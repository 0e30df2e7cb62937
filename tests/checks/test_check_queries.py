"""Each check passes a graph that is as it should be, and finds what is wrong in one that is not.

``passing/NAME.ttl`` gives no answer; ``failing/NAME.ttl`` exactly those of its first lines, one a line:
``# expect: THIS VALUE``, with ``_:`` for a blank node.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest

from osce_kg.namespaces import ID
from osce_kg.resources import resource_path
from osce_kg.validation import validate_graph
from osce_kg.validation.checks import Check, answers, read_checks
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.loading import load_graph

HERE = Path(__file__).parent
CHECKS = read_checks(resource_path("queries", "checks"))
MARK = "# expect: "

by_name = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)


def found(check: Check, path: Path) -> Counter[tuple[str, str]]:
    results = answers([check], load_graph(rdf_files([path])).graph)
    return Counter(
        ("_:" if result.focus.startswith("_:") else result.focus, result.value) for result in results
    )


def expected(path: Path) -> Counter[tuple[str, str]]:
    lines = path.read_text("utf-8").splitlines()
    pairs = [line.removeprefix(MARK).partition(" ") for line in lines if line.startswith(MARK)]
    return Counter((term(this), term(value)) for this, _, value in pairs)


def term(text: str) -> str:
    return text if not text or text.startswith(("_:", '"')) else f"<{urljoin(str(ID), text)}>"


def test_every_check_has_a_passing_and_a_failing_graph() -> None:
    names = {check.name for check in CHECKS}
    assert {path.stem for path in (HERE / "passing").iterdir()} == names
    assert {path.stem for path in (HERE / "failing").iterdir()} == names
    assert len(names) >= 13


@by_name
def test_a_graph_that_is_as_it_should_be_passes(check: Check) -> None:
    assert found(check, HERE / "passing" / f"{check.name}.ttl") == Counter()


@by_name
def test_what_is_wrong_is_found(check: Check) -> None:
    path = HERE / "failing" / f"{check.name}.ttl"
    assert found(check, path) == expected(path)
    assert expected(path)


@by_name
def test_a_check_says_what_it_asks(check: Check) -> None:
    assert check.rule.name.endswith("?")
    assert check.rule.description.endswith(".")
    assert check.message.endswith(".")


def test_the_sample_breaks_no_rule_and_no_check(sample_build: Path) -> None:
    report = validate_graph([sample_build], checks=CHECKS)
    assert [finding.message for finding in report.findings if finding.severity == "violation"] == []
    assert report.focus_nodes > 3000
