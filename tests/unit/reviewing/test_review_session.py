from __future__ import annotations

from pathlib import Path

import pytest

from osce_kg.errors import MachineError
from osce_kg.model.resolution import Judgement
from osce_kg.resolution import append_judgement, read_judgements
from osce_kg.reviewing import Judge, ReviewedBuild, Session, judging

ONE, TWO, THREE = (f"n{number}#Ivan Petrov" for number in (1, 2, 3))


class Reviewer:
    """Enters lines one after the other, and remembers what was shown."""

    def __init__(self, build: ReviewedBuild, path: Path, *lines: str) -> None:
        self.path = path
        self.shown: list[str] = []
        self._lines = iter(lines)
        self._build = build
        self.session = Session(build, Judge(build, path, "A. Reader"), self._enter, self.shown.append)

    def _enter(self, prompt: str) -> str | None:
        self.shown.append(prompt)
        line = next(self._lines, None)
        if line == "^C":
            raise KeyboardInterrupt
        return line

    def review(self) -> list[tuple[str, str, bool]]:
        self.session.run(self._build.open_pairs(read_judgements(self.path)))
        return self.recorded()

    def recorded(self) -> list[tuple[str, str, bool]]:
        return [(j.left, j.right, j.same) for j in read_judgements(self.path)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "judgements.csv"


def test_each_answer_is_recorded_and_skipped_pairs_are_not(petrovs: ReviewedBuild, path: Path) -> None:
    reviewer = Reviewer(petrovs, path, "s", "one sentence", "k", "different", "two posts")
    assert reviewer.review() == [(ONE, THREE, True), (ONE, TWO, False)]
    assert reviewer.session.recorded == 2


def test_what_the_last_answer_implies_is_not_asked(petrovs: ReviewedBuild, path: Path) -> None:
    reviewer = Reviewer(petrovs, path, "s", "one sentence", "s", "one sentence")
    reviewer.review()
    assert sum("score" in text for text in reviewer.shown) == 2


def test_what_another_reviewer_settles_meanwhile_is_not_asked(petrovs: ReviewedBuild, path: Path) -> None:
    reviewer = Reviewer(petrovs, path, "k", "k", "k")
    pairs = petrovs.open_pairs(())
    append_judgement(path, Judgement(ONE, THREE, True, "another", "2026-01-01", "read"))
    reviewer.session.run(pairs)
    assert sum("score" in text for text in reviewer.shown) == 2


@pytest.mark.parametrize("lines", [["q"], ["QUIT"], [], ["s"], ["x", "?", ""]])
def test_quitting_and_the_end_of_input_record_nothing_unfinished(
    petrovs: ReviewedBuild, path: Path, lines: list[str]
) -> None:
    assert Reviewer(petrovs, path, *lines).review() == []


def test_what_was_answered_before_an_interruption_is_kept(petrovs: ReviewedBuild, path: Path) -> None:
    reviewer = Reviewer(petrovs, path, "s", "one sentence", "d", "^C")
    with pytest.raises(KeyboardInterrupt):
        reviewer.review()
    assert reviewer.recorded() == [(ONE, THREE, True)]
    assert reviewer.session.recorded == 1


def test_an_answer_without_a_reason_is_asked_again(petrovs: ReviewedBuild, path: Path) -> None:
    reviewer = Reviewer(petrovs, path, "s", "", "d", "two posts")
    assert reviewer.review() == [(ONE, THREE, False)]
    assert "Not recorded: the reason must not be empty." in reviewer.shown


def test_an_answer_that_contradicts_another_reviewer_is_told_and_asked_again(
    petrovs: ReviewedBuild, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewer = Reviewer(petrovs, path, "d", "two posts", "k", "k", "k")
    append = judging.append_judgement

    def append_after_another(path: Path, judgement: Judgement, check: object) -> None:
        monkeypatch.undo()
        for left in (ONE, THREE):
            append(path, Judgement(left, TWO, True, "another", "2026-01-01", "read"))
        append(path, judgement, check)  # type: ignore[arg-type]

    monkeypatch.setattr(judging, "append_judgement", append_after_another)
    assert reviewer.review() == [(ONE, TWO, True), (THREE, TWO, True)]
    assert any("contradict" in text for text in reviewer.shown)


def test_a_file_that_cannot_be_written_ends_the_session_with_what_was_recorded(
    petrovs: ReviewedBuild, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewer = Reviewer(petrovs, path, "s", "one sentence", "d", "two posts")
    append = judging.append_judgement

    def append_once(path: Path, judgement: Judgement, check: object) -> None:
        if path.exists():
            raise MachineError("no space is left")
        append(path, judgement, check)  # type: ignore[arg-type]

    monkeypatch.setattr(judging, "append_judgement", append_once)
    with pytest.raises(MachineError):
        reviewer.review()
    assert reviewer.recorded() == [(ONE, THREE, True)]
