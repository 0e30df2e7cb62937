from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from osce_kg.errors import InputError, MachineError, UsageError
from osce_kg.model.resolution import Judgement
from osce_kg.resolution import append_judgement, read_judgements, require_judgements_place
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
        (f"n1#A,n2#B,same,a,2026-01-31,{'a' * 131073}\n", "field larger than field limit"),
    ],
)
def test_a_line_that_is_no_judgement_is_refused_with_its_number(
    tmp_path: Path, line: str, reason: str
) -> None:
    with pytest.raises(InputError, match=rf"judgements\.csv:3: .*{reason}"):
        read(tmp_path, "n1#A,n2#B,same,a,2026-01-31,\n" + line)


def test_judgements_may_come_through_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(path.write_text, HEADER + "n1#A,n2#B,same,editor,2026-01-31,read\n")
        judgements = read_judgements(path)
    assert judgements == (Judgement("n1#A", "n2#B", True, "editor", "2026-01-31", "read"),)


def test_a_folder_is_no_file_of_judgements(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"{tmp_path}: the judgements cannot be read"):
        read_judgements(tmp_path)


def test_a_file_that_is_not_there_has_no_judgements(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "judgements.csv") == ()


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text("left,right\n", encoding="utf-8")
    with pytest.raises(InputError, match="columns"):
        read_judgements(path)


def test_the_judgements_that_come_with_the_package_can_be_read() -> None:
    assert isinstance(read_judgements(resource_path("data", "judgements", "judgements.csv")), tuple)
    assert resource_path("data", "judgements", "judgements.csv").is_file()


def test_a_line_that_is_not_utf_8_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_bytes(HEADER.encode() + b"n1#A,n2#B,same,a,2026-01-31,\nn1#\xff,n2#B,same,a,2026-01-31,\n")
    with pytest.raises(InputError, match=r"judgements\.csv:3: .*UTF-8"):
        read_judgements(path)


def test_a_line_after_a_reason_of_several_lines_is_told_by_its_own_number(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"judgements\.csv:4: "):
        read(tmp_path, 'n1#A,n2#B,same,a,2026-01-31,"one\ntwo"\nbroken\n')


def test_what_spreadsheets_and_editors_do_to_a_file_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_bytes(
        b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode() + b"n1#A,n2#B,same,a,2026-01-31,\r\n\r\n"
    )
    assert len(read_judgements(path)) == 1
    path.write_bytes(b"")
    assert read_judgements(path) == ()


JUDGEMENT = Judgement('n1#Ivan "Vanya", Petrov', "n2#B", False, "A. Reader", "2026-01-31", "=, \"and\", 'so'")


def test_what_is_added_is_read_again_and_nothing_before_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    append_judgement(path, JUDGEMENT)
    before = path.read_bytes()
    append_judgement(path, replace(JUDGEMENT, same=True))
    assert path.read_bytes().startswith(before)
    assert read_judgements(path) == (JUDGEMENT, replace(JUDGEMENT, same=True))
    assert [entry.name for entry in tmp_path.iterdir()] == ["judgements.csv"]


@pytest.mark.parametrize(
    "content", [b"", HEADER.encode(), HEADER.encode() + b"n1#A,n2#B,same,a,2026-01-31,read"]
)
def test_a_header_or_line_end_that_is_missing_is_added(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "judgements.csv"
    path.write_bytes(content)
    number = len(read_judgements(path))
    append_judgement(path, JUDGEMENT)
    assert read_judgements(path)[number:] == (JUDGEMENT,)


def test_nothing_is_added_to_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(HEADER + "n1#A,n2#B,sa")
    with pytest.raises(InputError, match=r"judgements\.csv:2"):
        append_judgement(path, JUDGEMENT)
    assert path.read_text() == HEADER + "n1#A,n2#B,sa"


def test_nothing_is_added_that_a_check_refuses(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    append_judgement(path, JUDGEMENT)
    before = path.read_bytes()

    def refuse(judgements: tuple[Judgement, ...]) -> None:
        assert judgements == (JUDGEMENT,)
        raise UsageError("refused")

    with pytest.raises(UsageError, match="refused"):
        append_judgement(path, JUDGEMENT, refuse)
    assert path.read_bytes() == before


def test_of_a_line_that_does_not_fit_on_the_disk_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "judgements.csv"
    append_judgement(path, JUDGEMENT)
    before = path.read_bytes()
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:10]))
    with pytest.raises(MachineError, match="No space left"):
        append_judgement(path, JUDGEMENT)
    assert path.read_bytes() == before


def test_reviewers_who_add_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"

    def add(number: int) -> None:
        append_judgement(path, replace(JUDGEMENT, left=f"n{number}#A"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))
    assert {judgement.left for judgement in read_judgements(path)} == {f"n{n}#A" for n in range(40)}


def test_a_place_that_cannot_be_written_is_known_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="not a file"):
        require_judgements_place(tmp_path)
    with pytest.raises(UsageError, match="there is no folder"):
        require_judgements_place(tmp_path / "nothing" / "judgements.csv")
    require_judgements_place(tmp_path / "judgements.csv")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(MachineError, match="read-only"):
        require_judgements_place(tmp_path / "judgements.csv")
