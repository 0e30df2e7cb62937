from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from osce_kg.errors import InputError, UsageError
from osce_kg.model.resolution import Judgement
from osce_kg.resolution import read_judgements
from osce_kg.reviewing import Judge, ReviewedBuild
from written_corpus import WrittenDocument

Reviewed = Callable[..., ReviewedBuild]
ONE, TWO, THREE = (f"n{number}#Ivan Petrov" for number in (1, 2, 3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "judgements.csv"


@pytest.fixture
def judge(petrovs: ReviewedBuild, path: Path) -> Judge:
    return Judge(petrovs, path, "A. Reader", "2026-03-01")


def test_a_judgement_becomes_one_line(judge: Judge, path: Path) -> None:
    judge.judge("n1#Mr. Ivan Petrov", TWO, same=True, reason="He\tmoved,\n they say.")
    assert read_judgements(path) == (
        Judgement(ONE, TWO, True, "A. Reader", "2026-03-01", "He moved, they say."),
    )
    assert path.read_text().count("\n") == 2


def test_the_day_is_today_unless_it_is_given(petrovs: ReviewedBuild, path: Path) -> None:
    before = dt.date.today()
    recorded = Judge(petrovs, path, "A. Reader").judge(ONE, TWO, same=True, reason="moved")
    assert before <= dt.date.fromisoformat(recorded.day) <= dt.date.today()


def test_a_mention_can_be_judged_against_the_reference_data(judge: Judge, path: Path) -> None:
    judge.judge("reference#p000001", ONE, same=False, reason="another man")
    assert [judgement.same for judgement in read_judgements(path)] == [False]


def test_an_anchor_of_nobody_is_refused_with_the_nearest(judge: Judge, path: Path) -> None:
    with pytest.raises(UsageError, match=r"nearest are n3#Ivan Petrov, n1#Ivan Petrov, n2#Ivan Petrov"):
        judge.judge("n3#Ivan Petrow", TWO, same=True, reason="moved")
    with pytest.raises(UsageError, match=r"nearest are reference#p000001"):
        judge.judge("Solomon Passy", TWO, same=True, reason="moved")
    assert not path.exists()


def test_a_name_that_two_people_of_a_document_share_is_refused_with_both(
    reviewed: Reviewed, path: Path
) -> None:
    doc = WrittenDocument("n1", "Marat Karimov and Timur Karimov came.\n")
    doc.person("Marat Karimov", forms=("Marat Karimov", "Karimov"))
    doc.person("Timur Karimov", forms=("Timur Karimov", "Karimov"))
    judge = Judge(reviewed(doc), path, "A. Reader")
    with pytest.raises(UsageError, match=r"several people .*n1#Marat Karimov, n1#Timur Karimov"):
        judge.judge("n1#Karimov", "n1#Marat Karimov", same=True, reason="read it")


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        (ONE, "n1#Mr. Ivan Petrov", "one mention"),
        ("reference#p000001", "reference#p000002", "both persons of the reference data"),
    ],
)
def test_a_judgement_that_cannot_be_one_is_refused(
    judge: Judge, path: Path, left: str, right: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        judge.judge(left, right, same=True, reason="read it")
    assert not path.exists()


def test_a_contradiction_by_way_of_a_third_mention_is_refused_with_the_way(judge: Judge, path: Path) -> None:
    judge.judge(ONE, TWO, same=True, reason="moved")
    judge.judge(TWO, THREE, same=True, reason="one sentence")
    before = path.read_bytes()
    with pytest.raises(UsageError, match=rf"{ONE} is {TWO} \(A\. Reader, 2026-03-01\); {TWO} is {THREE}"):
        judge.judge(ONE, THREE, same=False, reason="I thought again")
    assert path.read_bytes() == before


def test_one_mention_cannot_be_two_persons_of_the_reference_data(judge: Judge) -> None:
    judge.judge(ONE, "reference#p000001", same=True, reason="misprint")
    with pytest.raises(UsageError, match="two persons of the reference data"):
        judge.judge(ONE, "reference#p000002", same=True, reason="misprint")


def test_judging_again_replaces_the_earlier_judgement(judge: Judge, petrovs: ReviewedBuild) -> None:
    judge.judge(ONE, TWO, same=True, reason="moved")
    judge.judge(TWO, "n1#Mr. Ivan Petrov", same=False, reason="I thought again")
    judge.judge(TWO, THREE, same=True, reason="one sentence")
    assert petrovs.open_pairs(judge.judgements()) == ()


def test_judgements_that_contradict_each_other_already_are_the_fault_of_the_file(
    judge: Judge, path: Path
) -> None:
    rows = [
        (ONE, TWO, "same", "a", "2026-01-01", ""),
        (TWO, THREE, "same", "a", "2026-01-01", ""),
        (ONE, THREE, "different", "a", "2026-01-01", ""),
    ]
    with path.open("w", newline="") as lines:
        csv.writer(lines).writerows((("left", "right", "decision", "author", "day", "reason"), *rows))
    with pytest.raises(InputError, match=r"judgements\.csv: judgements contradict each other"):
        judge.judge(ONE, "reference#p000001", same=False, reason="another man")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "bell\a",
        "\x1b[2J",
        "\udcff",
        "a\u202eb",
        "a\u200bb",
        "a" * 2001,
    ],
)
def test_a_reason_or_author_that_is_no_text_or_a_formula_is_refused(
    petrovs: ReviewedBuild, judge: Judge, path: Path, text: str
) -> None:
    with pytest.raises(UsageError, match="reason"):
        judge.judge(ONE, TWO, same=True, reason=text)
    with pytest.raises(UsageError, match="author"):
        Judge(petrovs, path, text)
    assert not path.exists()


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "20260301", "2026-3-1"])
def test_a_day_that_is_none_is_refused(petrovs: ReviewedBuild, path: Path, day: str) -> None:
    with pytest.raises(UsageError, match="day"):
        Judge(petrovs, path, "A. Reader", day)


def test_a_place_where_no_judgements_can_be_is_refused_before_any_question(
    petrovs: ReviewedBuild, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="not a file"):
        Judge(petrovs, tmp_path, "A. Reader")
    with pytest.raises(UsageError, match="there is no folder"):
        Judge(petrovs, tmp_path / "nothing" / "judgements.csv", "A. Reader")
