"""The answers come out of the documents: a changed document changes them, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers import Ask, asking
from osce_kg.pipeline import build_graph


def rebuilt(shared: Path, place: Path, *changes: tuple[str, str]) -> Ask:
    """Build copies of the seed documents in which words are replaced, and return what asks that build."""
    copies = place / "documents"
    copies.mkdir()
    for path in sorted(shared.glob("seeds/*.txt")):
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            text = text.replace(old, new)
        (copies / path.name).write_text(text, encoding="utf-8")
    build_graph([str(copies)], place / "build")
    return asking(place / "build")


@pytest.fixture(scope="module")
def changed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Other people and other days than in the seed documents."""
    return rebuilt(
        shared,
        tmp_path_factory.mktemp("changed"),
        ("Nurtay Abykaev", "Dariga Sultanova"),
        ("6 April 2004", "21 April 2004"),
        ("from 13 to 14 May", "from 3 to 5 May"),
        ("Belgium, Canada, Norway", "Belgium, Iceland, Norway"),
        ("Zhalgas", "Tabigat"),
        ("on his second stop".capitalize(), "On his third stop"),
    )


def column(rows: list[dict[str, str]], name: str) -> set[str]:
    return {row[name] for row in rows}


def test_another_interlocutor_is_met(changed: Ask) -> None:
    met = column(changed("CQ01"), "met")
    assert "Dariga Sultanova" in met
    assert "Nurtay Abykaev" not in met


def test_another_dateline_dates_the_meetings(changed: Ask) -> None:
    assert column(changed("CQ01"), "date") == {"2004-04-21"}
    assert ("Solomon Passy", "2004-04-21", "2004-04-21") in {
        (row["met"], row["from"], row["until"]) for row in changed("CQ04")
    }


def test_other_days_of_a_visit_date_the_meeting_during_it(changed: Ask) -> None:
    assert ("Martti Ahtisaari", "2004-05-03", "2004-05-05") in {
        (row["met"], row["from"], row["until"]) for row in changed("CQ04")
    }


def test_another_state_is_represented(changed: Ask) -> None:
    assert column(changed("CQ08"), "state") == {"Belgium", "Iceland", "Norway", "Portugal", "Slovenia"}


def test_the_tour_has_another_stop(changed: Ask) -> None:
    assert column(changed("CQ18"), "stop") == {"3"}


def test_what_only_the_reference_data_say_stays(changed: Ask, ask: Ask) -> None:
    for identifier in ("CQ10", "CQ11", "CQ12", "CQ13"):
        assert changed(identifier) == ask(identifier)
