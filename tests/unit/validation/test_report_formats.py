"""What holds for reports of every format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from osce_kg.model.validation import Finding, Place, ValidationReport
from osce_kg.validation.reporting import FAILURE_WRITERS, WRITERS
from osce_kg.validation.verdict import Policy

MakeReport = Callable[..., ValidationReport]
POLICY = Policy()


@pytest.mark.parametrize("name", WRITERS)
def test_a_report_is_utf_8_text_that_ends_with_one_line_end(
    name: str, make_report: MakeReport, violation: Finding, warning: Finding, hostile: Finding
) -> None:
    undecodable_path = replace(hostile, file="caf\udce9.ttl", statement=Place("caf\udce9.ttl", 1, 1))
    for findings in ((), (violation, warning), (hostile,), (undecodable_path,)):
        text = WRITERS[name](make_report(*findings), POLICY)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert text.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_report_has_the_same_bytes(
    name: str, make_report: MakeReport, violation: Finding, warning: Finding
) -> None:
    assert WRITERS[name](make_report(violation, warning), POLICY) == WRITERS[name](
        make_report(violation, warning), POLICY
    )


@pytest.mark.parametrize("name", sorted(WRITERS.keys() - {"turtle", "json"}))
def test_no_report_passes_in_silence_over_data_that_nothing_targets(
    name: str, make_report: MakeReport
) -> None:
    assert "0 focus nodes" in WRITERS[name](make_report(focus_nodes=0), POLICY)


@pytest.mark.parametrize("name", sorted(WRITERS.keys() - {"turtle"}))
def test_a_run_that_failed_never_looks_like_one_that_conforms(name: str, make_report: MakeReport) -> None:
    text = FAILURE_WRITERS[name]("a.ttl:3: <no>\n::sense::", 3)
    assert text.endswith("\n")
    assert "a.ttl:3" in text.replace("a\\.ttl\\:3", "a.ttl:3")
    for word in ('"conforms"', "conforms:", "passes"):
        assert word not in text


def test_only_turtle_cannot_say_that_there_is_no_verdict() -> None:
    assert WRITERS.keys() - FAILURE_WRITERS.keys() == {"turtle"}


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_no_character_of_the_data_steers_a_terminal(
    name: str, make_report: MakeReport, hostile: Finding
) -> None:
    text = WRITERS[name](make_report(hostile), POLICY)
    assert not {"\x1b", "\x00", "\x07"} & set(text) or name == "github"
