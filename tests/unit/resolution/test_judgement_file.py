from __future__ import annotations

from pathlib import Path

import pytest

from osce_kg.errors import InputError
from osce_kg.model.resolution import Judgement
from osce_kg.resolution import read_judgements
from osce_kg.resources import resource_path

HEADER = "left,right,decision,author,day,reason\n"


def read(tmp_path: Path, lines: str) -> tuple[Judgement, ...]:
    path = tmp_path / "judgements.csv"
    path.write_text(HEADER + lines, encoding="utf-8")
    return read_judgements(path)


def test_each_line_is_one_judgement(tmp_path: Path) -> None:
    judgements = read(tmp_path, 'n1#A,n2#B,same,editor,2026-01-31,"one post, one day"\n')
    assert judgements == (Judgement("n1#A", "n2#B", True, "editor", "2026-01-31", "one post, one day"),)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("n1#A,n2#B,maybe,a,2026-01-31,\n", "decision"),
        ("n1,n2#B,same,a,2026-01-31,\n", "anchors"),
        ("n1#A,n1#A,same,a,2026-01-31,\n", "anchors"),
        ("n1#A,n2#B,same,a,yesterday,\n", "day"),
        ("n1#A,n2#B,same,a,2026-02-30,\n", "day"),
        ("n1#A,n2#B,same\n", "6 columns, not 3"),
        ("n1#A,n2#B,same,a,2026-01-31,,\n", "6 columns, not 7"),
        ('n1#A,"n2#B,same,a,2026-01-31,\n', "no CSV"),
    ],
)
def test_a_line_that_is_no_judgement_is_refused_with_its_number(
    tmp_path: Path, line: str, reason: str
) -> None:
    with pytest.raises(InputError, match=rf"judgements\.csv:3: .*{reason}"):
        read(tmp_path, "n1#A,n2#B,same,a,2026-01-31,\n" + line)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text("left,right\n", encoding="utf-8")
    with pytest.raises(InputError, match="columns"):
        read_judgements(path)


def test_the_judgements_that_come_with_the_package_can_be_read() -> None:
    assert isinstance(read_judgements(resource_path("data", "judgements", "judgements.csv")), tuple)
    assert resource_path("data", "judgements", "judgements.csv").is_file()
