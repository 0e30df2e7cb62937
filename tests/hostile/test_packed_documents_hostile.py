"""Rows A3, A4, A14 and A15 of the catalogue of hostile inputs, for PDF and DOCX documents.

Whatever such a file holds, its reading ends within its limits, writes nothing, and costs no other document.
"""

from __future__ import annotations

import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.documents import Origin, Reading, ReadLimits, read_document, read_documents
from printed_documents import (
    RELATIONS,
    Print,
    archive,
    bomb,
    docx,
    encrypted_pdf,
    paragraph,
    pdf,
    pdf_of_streams,
)

GOOD = "The Minister met Ms. Jones in the morning."
DOCX = docx(paragraph(GOOD))
PDF = pdf([[Print(GOOD, 700)]])
PACKED = "/Filter /FlateDecode"
TIGHT = ReadLimits(max_bytes=2_000_000, pdf_seconds=3, pdf_memory=32 << 20)


def read(raw: bytes, limits: ReadLimits = TIGHT) -> Reading:
    return read_document(raw, Origin("report"), limits)


def reason(raw: bytes, limits: ReadLimits = TIGHT) -> str:
    reading = read(raw, limits)
    assert reading.document is None
    (loss,) = reading.losses
    return loss.reason


def test_a15_a_part_that_unpacks_to_more_than_its_cap_is_refused_before_it_is_unpacked_whole() -> None:
    packed = docx("", {"word/document.xml": b" " * 50_000_000})
    assert len(packed) < 60_000
    tracemalloc.start()
    assert "larger than the limit of" in reason(packed, ReadLimits())
    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()


def test_a15_a_bomb_in_a_part_that_is_not_read_does_no_harm() -> None:
    assert read(docx(paragraph(GOOD), {"word/media/image1.png": b"0" * 10_000_000})).document is not None


def test_a15_members_that_lead_out_of_the_archive_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.xml"
    slip = docx(paragraph(GOOD), {f"../../{outside.name}": "x", str(outside): "x", "word/../../x": "x"})
    document = read(slip).document
    assert document is not None
    assert not outside.exists()
    main = RELATIONS.replace("word/document.xml", "../../etc/passwd")
    assert "it is not unpacked" in reason(docx("", {"_rels/.rels": main}))


def test_a15_more_members_than_a_document_has_are_refused() -> None:
    assert reason(archive({f"m{number}": b"" for number in range(10_001)}), ReadLimits()) == (
        "more than 10000 members in the archive"
    )


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:1/">]>',
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels", "docProps/core.xml"])
def test_a15_no_part_may_declare_entities(part: str, declaration: str) -> None:
    assert "document type declaration" in reason(docx(paragraph(GOOD), {part: f"{declaration}<d>&b;</d>"}))


def test_a15_elements_nested_without_end_are_refused() -> None:
    deep = "<p>" * 2000 + "</p>" * 2000
    assert "nested more than 500 deep" in reason(docx("", {"word/document.xml": f"<d>{deep}</d>"}))


def test_a15_many_paragraphs_within_the_cap_are_read_in_linear_time() -> None:
    # quadratic reading would meet the time limit of the test run
    many = docx("".join(f"<p><r><t>He met Ms. Jones {n}.</t></r></p>" for n in range(50_000)))
    document = read(many, ReadLimits()).document
    assert document is not None
    assert len(document.paragraphs) == 50_000


@pytest.mark.parametrize("raw", [DOCX, PDF], ids=["docx", "pdf"])
def test_a15_a_file_that_is_cut_off_is_told(raw: bytes) -> None:
    for end in range(10, len(raw) - 1, len(raw) // 4):
        assert reason(raw[:end])


def test_a15_what_is_locked_is_told() -> None:
    assert reason(encrypted_pdf()) == "it needs a password"
    locked = bytearray(DOCX)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := locked.find(mark, place + 1)) >= 0:
            locked[place + offset] |= 1
    assert reason(bytes(locked)) == "it needs a password"
    assert "one with a password" in reason(b"\xd0\xcf\x11\xe0" + bytes(600))


def test_a15_a_stream_that_unpacks_without_end_meets_the_limit_of_memory() -> None:
    assert "32 MiB of memory" in reason(pdf_of_streams([bomb(100)], filters=PACKED))
    twice = zlib.compress(bomb(100), 9)
    assert "32 MiB of memory" in reason(
        pdf_of_streams([twice], filters="/Filter [/FlateDecode /FlateDecode]")
    )


def test_a15_a_page_that_takes_for_ever_meets_the_limit_of_time_or_memory() -> None:
    shown = b"BT /F1 9 Tf 72 700 Td " + b"(abc def) Tj T* 0 -9 Td " * 3_000_000 + b"ET"
    limits = ReadLimits(pdf_seconds=1)
    assert "limit of" in reason(pdf_of_streams([zlib.compress(shown)], filters=PACKED), limits)


def test_a3_more_text_than_the_limit_is_refused() -> None:
    wordy = pdf([[Print("x" * 1000, 700)]] * 3)
    assert reason(wordy, ReadLimits(max_bytes=2500)) == "more than the limit of 2500 characters of text"


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        (b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
        (b"/Count 1", b"/Count 999999999"),
        (b"/Contents 5 0 R", b"/Contents 4 0 R"),
        (b"/Parent 2 0 R", b"/Parent 4 0 R"),
        (b"/Length", b"/Lengtx"),
        (b"startxref\n", b"startxref\n9"),
    ],
)
def test_a15_circles_and_lies_in_a_pdf_end(found: bytes, instead: bytes) -> None:
    reading = read(PDF.replace(found, instead))
    assert reading.document is not None or reading.losses


def test_a4_control_and_direction_characters_do_not_reach_the_text() -> None:
    document = read(docx(paragraph("The Mi\u200dnister Pa\u202essy met Ms. Jo\u2066nes\u00ad."))).document
    assert document is not None
    assert document.text == "The Minister Passy met Ms. Jones."


def test_a14_a_broken_file_costs_no_other_document(tmp_path: Path) -> None:
    files = {
        "bomb.pdf": pdf_of_streams([bomb(100)], filters=PACKED),
        "cut.docx": DOCX[:200],
        "empty.pdf": b"",
        "good.docx": DOCX,
        "good.pdf": PDF,
        "no.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 100,
        "picture.docx": b"\x89PNG\r\n",
        "text.pdf": f"{GOOD} It is no PDF.".encode(),
    }
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    corpus = read_documents([str(tmp_path)], limits=TIGHT)
    assert {document.source for document in corpus.documents} == {"good.docx", "good.pdf", "text.pdf"}
    lost = {Path(loss.source).name for loss in corpus.losses}
    assert lost == {"bomb.pdf", "cut.docx", "empty.pdf", "no.pdf", "picture.docx"}


@given(st.integers(0, len(DOCX) - 1), st.binary(min_size=1, max_size=20))
def test_a15_a_docx_with_any_bytes_changed_is_read_or_lost_with_a_reason(place: int, bytes_: bytes) -> None:
    changed = DOCX[:place] + bytes_ + DOCX[place + len(bytes_) :]
    reading = read(changed)
    assert reading.document is not None or reading.losses[-1].reason
