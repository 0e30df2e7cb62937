from __future__ import annotations

import json
from typing import Any

import pytest

from osce_kg.model.document import Loss
from osce_kg.model.record import BuildRecord, StageRecord
from osce_kg.model.release import Release
from osce_kg.pipeline.report import render_report

RELEASE = Release("1", "abc", 10, 9, ())


def report_on(losses: list[Loss], *sources: str) -> dict[str, Any]:
    stages = (
        StageRecord("documents", (("documents", 4),), tuple(losses)),
        StageRecord("store", (("statements", 10),)),
    )
    record: dict[str, Any] = json.loads(render_report(BuildRecord("0.1.0", stages, "f1"), RELEASE, sources))
    return record


def test_losses_and_warnings_are_listed_apart_and_counted_by_stage() -> None:
    lost = Loss("documents", "b.txt", "binary data, not text")
    warning = Loss("documents", "a.txt", "the file is empty", "warning")
    report = report_on([lost, warning], "a.txt", "b.txt")
    assert report["losses"] == [{"stage": "documents", "source": "b.txt", "reason": "binary data, not text"}]
    assert report["warnings"] == [{"stage": "documents", "source": "a.txt", "reason": "the file is empty"}]
    assert report["stages"][0] == {
        "stage": "documents",
        "counts": {"documents": 4},
        "losses": 1,
        "warnings": 1,
    }


def test_the_report_tells_by_a_digest_what_the_build_was_made_from() -> None:
    assert report_on([])["fingerprint"] == "f1"


def test_the_totals_come_from_the_stages_and_are_zero_without_them() -> None:
    report = report_on([])
    totals = {name: report[name] for name in ("documents", "mentions", "entities", "events", "statements")}
    assert totals == {"documents": 4, "mentions": 0, "entities": 0, "events": 0, "statements": 10}


@pytest.mark.parametrize(
    ("given", "source", "shown"),
    [
        ("/srv/corpus", "/srv/corpus/2004/a.txt", "corpus/2004/a.txt"),
        ("/srv/corpus/", "/srv/corpus/register.csv:7", "corpus/register.csv:7"),
        ("/srv/a.txt", "/srv/a.txt", "a.txt"),
        ("corpus", "corpus/a.txt", "corpus/a.txt"),
        (".", "a.txt", "a.txt"),
        ("https://example.org/srv/a", "https://example.org/srv/a", "https://example.org/srv/a"),
    ],
)
def test_paths_are_shown_without_what_lies_above_the_inputs(given: str, source: str, shown: str) -> None:
    report = report_on([Loss("documents", source, "not read")], given, "/elsewhere")
    assert [entry["source"] for entry in report["losses"]] == [shown]
