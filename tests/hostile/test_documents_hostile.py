"""Rows of the catalogue of hostile inputs that concern reading; each test names its row."""

from __future__ import annotations

import gzip
import io
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest

from osce_kg.documents import Origin, Reading, ReadLimits, read_document, read_documents
from osce_kg.model.document import Document

BODY = "The Minister met Ms. Jones in the morning.\n"


def read(content: str | bytes, source: str = "page.txt") -> Reading:
    return read_document(content if isinstance(content, bytes) else content.encode(), Origin(source))


def document_of(content: str | bytes, source: str = "page.txt") -> Document:
    document = read(content, source).document
    assert document is not None
    return document


@pytest.mark.parametrize(
    "content",
    [
        "",
        " \n\t \n",
        "-\nOur work\n- Elections\n- Projects\n-\nCountries\n- All\n- Albania\n- Kazakhstan\n- About us\n",
        "<html><body><nav>Mr. A met Mr. B.</nav></body></html>",
    ],
)
def test_a1_empty_files_and_menus_give_no_document_and_the_report_says_no_event(content: str) -> None:
    reading = read(content)
    assert reading.document is None
    assert [loss.severity for loss in reading.losses] == ["warning"]
    assert reading.losses[0].reason.startswith("no event")


@pytest.mark.parametrize(
    "raw",
    [
        "Türkiye’s Minister left.".encode("cp1252"),
        "Türkiye’s Minister left.".encode("utf-16"),
        "Türkiye’s ".encode() + "Minister left – at last.".encode("cp1252"),
        "T\ufffdrkiye’s Minister left.".encode(),
    ],
)
def test_a2_no_encoding_puts_a_replacement_character_into_the_text(raw: bytes) -> None:
    reading = read(raw)
    assert reading.document is not None
    assert "\ufffd" not in reading.document.text
    assert "Minister left" in reading.document.text


def test_a2_bytes_that_no_encoding_explains_are_refused_with_the_reason() -> None:
    reading = read(b"caf\xe9 \x81\x8d")
    assert reading.document is None
    assert "neither UTF-8 nor windows-1252" in reading.losses[0].reason


def test_a3_a_file_over_the_limit_is_not_even_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # sparse: takes no room on disk
    corpus = read_documents([str(path)])
    assert not corpus.documents
    assert str(ReadLimits().max_bytes) in corpus.losses[0].reason


def test_a3_one_line_of_ten_megabytes_without_a_space_is_one_sentence() -> None:
    document = document_of(b"x" * 10_000_000)
    assert [len(paragraph.sentences) for paragraph in document.paragraphs] == [1]


def test_a4_control_and_direction_characters_do_not_reach_the_text() -> None:
    document = document_of("Mi\u200dnister Pa\u202essy\x00 met\x01 Ms. Jo\u2066nes\x1b.")
    assert document.text == "Minister Passy  met  Ms. Jones ."


def test_a4_control_characters_written_as_entities_do_not_reach_the_text() -> None:
    document = document_of("<p>Minister&#1; Pa&#x202e;ssy&#0; met&#xD800; Ms. Jones&#x1b;.</p>", "page.html")
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Cf"} for character in document.text)
    assert "\ufffd" not in document.text


def test_a5_surrogates_encoded_as_if_they_were_characters_are_left_out() -> None:
    document = document_of(b"Minister \xed\xa0\x80Passy met Ms. Jones.")
    assert document.text == "Minister Passy met Ms. Jones."


def test_a5_a_file_name_that_is_not_utf8_can_still_be_reported(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/na\xefve.txt"
    try:
        Path(os.fsdecode(path)).write_text(BODY, encoding="utf-8")
    except OSError:
        pytest.skip("this file system refuses such names")
    source = read_documents([str(tmp_path)]).documents[0].source
    assert source.encode("utf-8") == b"na\\udcefve.txt"


@pytest.mark.parametrize(
    "name",
    [
        '"><img src=x onerror=alert(1)>',
        "{{7*7}}",
        "=HYPERLINK(1)",
        "../../etc/passwd",
        "<a b>\\u003E",
        "N" * 3000,
    ],
)
def test_a6_a7_markup_formulas_and_paths_in_a_name_stay_text(name: str) -> None:
    document = document_of(f"Minister {name} met Ms. Jones.")
    assert document.text == f"Minister {name} met Ms. Jones."
    assert document.key == f"x{document.sha256[:16]}"


def test_a8_the_same_document_under_another_name_is_the_same_document(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    alone = read_documents([str(tmp_path / "a.txt")])
    both = read_documents([str(tmp_path)])
    assert both.readings == alone.readings
    assert "the same bytes" in both.losses[0].reason


@pytest.mark.parametrize("day", ["31 February 2004", "13/05/04", "0 May 2004", "5 May 0000", "last Tuesday"])
def test_a9_a_date_that_is_no_day_leaves_the_document_undated(day: str) -> None:
    reading = read(f"Minister in Skopje\nDate: {day}\n{BODY}")
    assert reading.document is not None
    assert (reading.document.date, reading.document.date_basis) == (None, None)
    assert day in reading.losses[0].reason


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("Mr. ", 50_000),
        ("(", 1_000_000),
        (".", 1_000_000),
        ('."', 300_000),
        ("A.", 500_000),
        ("VIENNA, ", 100_000),
        ("5 May ", 100_000),
        ("a\u0301\u0302" + "\u0301" * 50, 10_000),
        ("**a ", 50_000),
        ("- ", 300_000),
        ("-\n", 300_000),
        ("x\n\n", 30_000),
        ("The Minister met Ms. Jones in the morning.\n\n", 20_000),
    ],
)
@pytest.mark.parametrize("source", ["page.txt", "page.md"])
def test_a13_repetition_ends_in_reasonable_time(unit: str, count: int, source: str) -> None:
    # quadratic reading of any of these would meet the time limit of the test run
    reading = read(unit * count, source)
    assert reading.document is not None or reading.losses


def test_a13_a_page_nested_without_end_is_refused_before_it_is_parsed() -> None:
    reading = read(b"<div>" * 2_000_000 + b"x", "page.html")
    assert reading.document is None
    assert reading.losses[0].reason == "elements nested more than 500 deep"


@pytest.fixture
def odd_folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "good.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe.txt")
    return tmp_path


def test_a14_pipes_links_and_folders_with_a_file_name_are_skipped_with_a_reason(odd_folder: Path) -> None:
    corpus = read_documents([str(odd_folder)])
    assert [document.source for document in corpus.documents] == ["good.txt"]
    reasons = {Path(loss.source).name: loss.reason for loss in corpus.losses}
    assert reasons == {
        "dangling.txt": "a symbolic link; links are not followed",
        "folder.txt": "a folder, not a file",
        "link.txt": "a symbolic link; links are not followed",
        "loop": "a symbolic link; links are not followed",
        "pipe.txt": "a named pipe, not a file",
    }


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin"])
def test_a14_a_device_that_is_named_is_refused(path: str) -> None:
    if not Path(path).is_char_device():
        pytest.skip(f"{path} is not a device here")
    corpus = read_documents([path])
    assert corpus.losses[0].reason == "a device, not a file"


def test_a14_an_unreadable_file_is_a_loss_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{name} {BODY}", encoding="utf-8")
    open_file = os.open

    def refusing(path: Path, flags: int) -> int:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return open_file(path, flags)

    monkeypatch.setattr(os, "open", refusing)
    corpus = read_documents([str(tmp_path)])
    assert [document.source for document in corpus.documents] == ["b.txt"]
    assert corpus.losses[0].reason == "cannot be read: Permission denied"


def test_a14_a_file_that_grows_while_it_is_read_is_a_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    fstat = os.fstat

    def growing(descriptor: int) -> os.stat_result:
        seen = fstat(descriptor)
        with path.open("a", encoding="utf-8") as file:
            file.write(BODY)
        return seen

    monkeypatch.setattr(os, "fstat", growing)
    corpus = read_documents([str(path)])
    assert not corpus.documents
    assert corpus.losses[0].reason == "changed while it was read"


def test_a15_archives_are_refused_unopened_whatever_they_are_named() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../outside.txt", BODY)
    for raw in (packed.getvalue(), gzip.compress(b"0" * 1_000_000)):
        reading = read(raw)
        assert reading.document is None
        assert "it is not unpacked" in reading.losses[0].reason
