"""The table of confidence: how it is read and written, and what it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from osce_kg.errors import InputError, MachineError, MissingInputError
from osce_kg.extraction.confidence import (
    CONFIDENCE_FILE,
    Calibration,
    ConfidenceTable,
    confidence_in,
    read_table,
    write_table,
)
from osce_kg.extraction.grounds import STRONGEST_FIRST
from press_release import read

TABLE = ConfidenceTable(
    {
        ("meeting",): Calibration(70, 10, 0.87),
        ("meeting", "on its own"): Calibration(40, 8, 0.82),
        ("meeting", "within a visit"): Calibration(30, 2, 0.92),
        ("meeting participant",): Calibration(90, 10, 0.9),
        ("meeting participant", "named"): Calibration(60, 2, 0.96),
    },
    {"meeting": 1.5, "meeting participant": 1.0},
)


def test_known_grounds_have_their_own_confidence() -> None:
    assert TABLE.confidence(("meeting", "within a visit")) == 0.92
    assert TABLE.confidence(("meeting",)) == 0.87


def test_what_needs_an_event_has_the_product_of_both() -> None:
    factors = ("meeting", "within a visit"), ("meeting participant", "named")
    assert TABLE.confidence(*factors) == 0.88


def test_grounds_that_were_never_seen_count_as_the_least_sure_beside_them() -> None:
    assert TABLE.confidence(("meeting", "by telephone")) == 0.82
    assert TABLE.confidence(("meeting", "within a visit", "named")) == 0.92


def test_of_a_kind_that_was_never_seen_nothing_is_known() -> None:
    assert TABLE.confidence(("utterance", "quoted")) == 0.5


def test_nothing_is_certain_and_nothing_impossible() -> None:
    wild = ConfidenceTable({("a",): Calibration(1, 0, 0.999), ("b",): Calibration(0, 9, 0.001)}, {})
    assert wild.confidence(("a",)) == 0.99
    assert wild.confidence(("b",)) == 0.01


def test_a_table_is_read_as_it_was_written_and_written_the_same_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    write_table(TABLE, first, comments=["learned from two documents"])
    assert read_table(first) == TABLE
    write_table(read_table(first), second, comments=["learned from two documents"])
    assert first.read_bytes() == second.read_bytes()
    assert first.read_text().startswith("# learned from two documents\n")


@pytest.mark.parametrize(
    "text",
    [
        "[meeting",
        "[meeting]\ngap = 1.0\n",
        "[meeting]\ngap = 1.0\nall = { confidence = 1.0, right = 1, wrong = 0 }\n[meeting.marks]\n",
        "[meeting]\ngap = 1.0\nall = { confidence = 0.9, right = 1 }\n[meeting.marks]\n",
        "gap = 1.0\n",
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "confidence.toml"
    path.write_text(text)
    with pytest.raises(InputError, match="not a table of confidence"):
        read_table(path)


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        read_table(tmp_path / "none.toml")


def test_a_table_that_cannot_be_written_is_the_fault_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="the table of confidence cannot be written"):
        write_table(TABLE, tmp_path / "not there" / "table.toml", comments=[])


def test_in_the_table_of_the_package_weaker_evidence_is_never_surer() -> None:
    calibrations = read_table(CONFIDENCE_FILE).calibrations
    compared = 0
    for stronger, value in calibrations.items():
        for weaker, other in calibrations.items():
            if stronger[:-1] != weaker[:-1]:
                continue
            for family in STRONGEST_FIRST:
                if {stronger[-1], weaker[-1]} <= set(family):
                    is_ordered = family.index(stronger[-1]) < family.index(weaker[-1])
                    compared += is_ordered
                    assert not is_ordered or value.confidence >= other.confidence, (stronger, weaker)
    assert compared > 20


def test_the_records_of_a_document_have_the_confidence_of_their_grounds() -> None:
    report = read(
        "Foreign Minister Karl Holm of Norway visited Georgia on Monday, and met Anna Berg and students."
    )
    people = report.extraction.persons
    facts = [*people, *(claim for person in people for claim in person.roles), *report.extraction.events]
    assert len(facts) > 4
    assert all(fact.confidence == confidence_in(fact.grounds) for fact in facts)
    for event in report.extraction.events:
        assert event.place_confidence == confidence_in(event.grounds, event.place_grounds)
        assert event.time is not None
        assert event.time.confidence == confidence_in(event.grounds, ("date", event.time.basis))
        for participation in event.participants:
            assert participation.confidence == confidence_in(event.grounds, participation.grounds)


def test_an_extraction_says_how_its_confidence_was_obtained() -> None:
    assert "annotated documents" in read("It rained.").extraction.confidence_method
