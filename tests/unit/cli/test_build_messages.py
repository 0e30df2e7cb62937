from __future__ import annotations

import sys

import pytest

from osce_kg.cli.build import shows_progress, summary
from osce_kg.cli.losses import exit_code, print_losses
from osce_kg.model.document import Loss
from osce_kg.model.record import BuildRecord, StageRecord

UNREADABLE = Loss("documents", "a.txt", "there is no such file")
EMPTY = Loss("documents", "b.txt", "the file is empty", "warning")
FAILED = Loss("extraction", "c.txt", "internal error")


@pytest.mark.parametrize(
    ("losses", "code"), [([], 0), ([EMPTY], 0), ([UNREADABLE, EMPTY], 3), ([UNREADABLE, FAILED], 4)]
)
def test_the_exit_code_tells_bad_input_from_our_own_failure(losses: list[Loss], code: int) -> None:
    assert exit_code(losses) == code


def test_losses_are_told_once_with_source_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    print_losses([UNREADABLE, EMPTY, UNREADABLE])
    told = capsys.readouterr()
    assert told.err == "a.txt: there is no such file\nb.txt: warning: the file is empty\n"
    assert told.out == ""


def test_a_line_break_in_a_name_does_not_split_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_losses([Loss("documents", "a\nb\x1b[2J\u2028é.txt", "not read")])
    assert capsys.readouterr().err == "a\\nb\\x1b[2J\\u2028é.txt: not read\n"


def test_the_summary_counts_losses_and_warnings_apart() -> None:
    counts = (("documents", 2), ("events", 1200), ("entities", 7), ("statements", 30))
    record = BuildRecord("1", (StageRecord("all", counts, (UNREADABLE, EMPTY)),))
    expected = "2 documents, 1,200 events, 7 entities, 30 statements, 1 losses, 1 warnings"
    assert summary(record) == expected


@pytest.mark.parametrize(
    ("is_terminal", "ci", "shown"), [(True, "", True), (True, "1", False), (False, "", False)]
)
def test_progress_is_for_people_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, ci: str, shown: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal, raising=False)
    monkeypatch.setenv("CI", ci)
    assert shows_progress() is shown
