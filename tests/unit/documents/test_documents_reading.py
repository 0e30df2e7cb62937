from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.documents import Origin, ReadLimits, read_document, read_documents
from osce_kg.model.document import Corpus

BODY = "The Minister met Ms. Jones in the morning.\n"


def write(path: Path, text: str = BODY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_documents_of_a_folder_are_found_at_any_depth_and_ordered_by_key(tmp_path: Path) -> None:
    for name in ("z.txt", "a/b.md", "a/c/ü.html", "a/d.HTM"):
        write(tmp_path / name, f"Minister in {name}\n\n{BODY}")
    corpus = read_documents([str(tmp_path)])
    assert {document.source for document in corpus.documents} == {"z.txt", "a/b.md", "a/c/ü.html", "a/d.HTM"}
    assert [document.key for document in corpus.documents] == sorted(d.key for d in corpus.documents)
    assert corpus.losses == ()


def test_readmes_registers_and_hidden_files_are_passed_over_in_silence_and_others_are_named(
    tmp_path: Path,
) -> None:
    for name in ("README.md", "register.csv", "register-b.csv", ".hidden.txt", ".git/x.txt"):
        write(tmp_path / name, "file\n")
    write(tmp_path / "table.csv")
    corpus = read_documents([str(tmp_path)])
    assert not corpus.documents
    assert [(loss.source, loss.severity) for loss in corpus.losses] == [
        (str(tmp_path / "table.csv"), "warning")
    ]


def test_a_file_that_is_named_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    assert len(read_documents([str(write(tmp_path / "notes.dat"))]).documents) == 1


def test_a_missing_path_is_an_error_in_the_report_and_the_rest_is_read(tmp_path: Path) -> None:
    missing, there = str(tmp_path / "missing.txt"), str(write(tmp_path / "a.txt"))
    corpus = read_documents([missing, there])
    assert len(corpus.documents) == 1
    loss = corpus.losses[0]
    assert (loss.stage, loss.source, loss.severity) == ("documents", missing, "error")
    assert loss.reason == "there is no such file or folder"


@pytest.mark.parametrize("path", ["nul\x00.txt", "x" * 5000, "lone\ud800.txt"])
def test_a_path_that_no_system_allows_is_a_loss_too(path: str) -> None:
    corpus = read_documents([path])
    assert not corpus.documents
    corpus.losses[0].source.encode("utf-8")
    assert corpus.losses[0].severity == "error"


def test_the_same_bytes_are_one_document_and_said_to_be_so(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    corpus = read_documents([str(tmp_path), str(tmp_path / "a.txt")])
    assert [document.source for document in corpus.documents] == ["a.txt"]
    assert [loss.reason for loss in corpus.losses] == ["not read again: the same bytes as a.txt"] * 2


def test_two_captures_of_one_page_are_one_document(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", "Another wording.\n")
    rows = "".join(f"{name},https://www.osce.org/cio/52627\n" for name in ("a.txt", "b.txt"))
    write(tmp_path / "register.csv", "file,url\n" + rows)
    corpus = read_documents([str(tmp_path)])
    assert [(d.key, d.source) for d in corpus.documents] == [("n52627", "a.txt")]
    assert "another copy of the page in a.txt" in corpus.losses[0].reason


def test_the_order_of_the_sources_does_not_change_the_documents(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path / f"{name}.txt", f"Minister in town {name}\n\n{BODY}")
    paths = [str(path) for path in tmp_path.iterdir()]
    forward, backward = read_documents(paths), read_documents(paths[::-1])
    assert forward == backward == read_documents([str(tmp_path)])
    assert isinstance(forward, Corpus)


def test_a_document_over_the_limit_is_lost_by_the_name_of_the_limit(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", BODY * 10)
    corpus = read_documents([str(tmp_path)], limits=ReadLimits(max_bytes=100))
    assert not corpus.documents
    assert "limit of 100 bytes" in corpus.losses[0].reason


@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff", "\x00"])
def test_an_empty_document_is_no_event_and_no_error(content: str) -> None:
    reading = read_document(content.encode(), Origin("empty.txt"))
    assert reading.document is None
    assert [loss.severity for loss in reading.losses] == ["warning"]
    assert reading.losses[0].reason == "no event: the file is empty"


def test_a_headline_alone_is_no_document() -> None:
    reading = read_document(b"Press release\nMinister visits Skopje\nDate: 6 April 2004\n", Origin("x.txt"))
    assert reading.document is None


def test_russian_text_is_marked_as_russian() -> None:
    document = read_document("Министр встретился с президентом.".encode(), Origin("x.txt")).document
    assert document is not None
    assert document.language == "ru"


@given(st.text(max_size=400), st.sampled_from(["x.txt", "x.md", "x.html"]))
def test_any_text_gives_a_document_with_sound_offsets_or_a_reason(content: str, source: str) -> None:
    reading = read_document(content.encode("utf-8", "ignore"), Origin(source))
    document = reading.document
    if document is None:
        assert reading.losses
        return
    assert document.paragraphs
    for paragraph in document.paragraphs:
        assert 0 <= paragraph.span.start < paragraph.span.end <= len(document.text)
        assert paragraph.sentences
        assert all(paragraph.span.covers(sentence) for sentence in paragraph.sentences)
        assert not any(paragraph.span.overlaps(span) for span in document.dropped)


@given(st.binary(max_size=300), st.sampled_from(["x.txt", "x.md", "x.html", "x.docx"]))
def test_any_bytes_are_read_or_lost_with_a_reason(raw: bytes, source: str) -> None:
    reading = read_document(raw, Origin(source))
    assert reading.document is not None or reading.losses[-1].reason
