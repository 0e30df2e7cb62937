"""What is kept changes nothing but the time that reading takes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp

import grimp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.documents import Origin, ReadLimits, read_document, read_documents
from osce_kg.documents import reading as reading_module
from osce_kg.errors import MachineError
from osce_kg.model.document import Corpus, Document
from osce_kg.pipeline import readings
from osce_kg.pipeline.readings import PROGRAM_PARTS, ReadingFiles
from printed_documents import docx, paragraph

BODIES = (
    "The Minister met Ms. Jones in the morning.\n",
    "VIENNA, 6 April 2004 - The Minister met Mr. Berg.\n\nDate: 31 February 2004\n",
    "<html><body><p>The Minister met Ms. Ruiz.</p></body></html>",
    "Министр встретился с президентом.\n",
    "",
    "Über Köln\n\nThe Minister met Ms. Köhler in Köln.\n".encode("cp1252").decode("latin-1"),
)
NAMES = ("a.txt", "b.html", "deep/a.txt", "deep/c.md", "register.csv", "report.docx")
REGISTERS = (
    "file,url\na.txt,https://www.osce.org/cio/52627\n",
    "file,url,date\nb.html,https://www.osce.org/cio/52627,2004-04-06\na.txt,https://www.osce.org/cio/52627,\n",
    "file,title\ndeep/a.txt,A talk\nmissing.txt,Nothing\n",
)
REPORTS = (
    docx(paragraph("The Minister met Ms. Jones.")),
    docx(paragraph("It rained.")),
    b"PK\x03\x04 cut off",
)

changes = st.one_of(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 5)),
    st.tuples(st.sampled_from(NAMES), st.none()),
)
steps = st.lists(st.tuples(st.lists(changes, max_size=4), st.sampled_from([100, 20_000_000])), max_size=4)


def change(corpus: Path, name: str, choice: int | None) -> None:
    """Give a file one of its contents, or remove it."""
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if choice is None:
        path.unlink(missing_ok=True)
    elif name == "register.csv":
        path.write_text(REGISTERS[choice % len(REGISTERS)])
    elif name == "report.docx":
        path.write_bytes(REPORTS[choice % len(REPORTS)])
    else:
        path.write_text(BODIES[choice])


class Build:
    """Reads a corpus again and again, each time with what was kept the time before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    @property
    def kept(self) -> Path:
        return self._folder / f"kept{self._number}"

    def read(self, *sources: Path, limits: ReadLimits | None = None) -> tuple[Corpus, list[Document]]:
        with ReadingFiles(self.kept, self._folder) as kept:
            corpus = read_documents(
                [str(source) for source in sources], limits=limits or ReadLimits(), kept=kept
            )
            self._number += 1
            kept.pack(self.kept)
            return corpus, list(corpus.documents)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for name, choice in zip(NAMES[:4], range(4), strict=True):
        change(folder, name, choice)
    return folder


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path)


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources of the documents that were read from their bytes."""
    sources: list[str] = []

    def read(raw: bytes, origin: Origin, limits: ReadLimits) -> object:
        sources.append(origin.source)
        return read_document(raw, origin, limits)

    monkeypatch.setattr(reading_module, "read_document", read)
    return sources


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@given(steps)
@settings(max_examples=40, deadline=None)
def test_whatever_changes_reading_with_what_is_kept_gives_what_reading_gives(
    steps: Sequence[tuple[Sequence[tuple[str, int | None]], int]],
) -> None:
    folder = Path(mkdtemp())
    try:
        build, corpus = Build(folder), folder / "corpus"
        corpus.mkdir()
        for some, most in steps:
            for name, choice in some:
                change(corpus, name, choice)
            sources, limits = (corpus, corpus / "a.txt"), ReadLimits(max_bytes=most)
            plain = read_documents([str(source) for source in sources], limits=limits)
            kept, documents = build.read(*sources, limits=limits)
            assert kept == plain
            assert documents == list(plain.documents)
            fresh = Build(folder / "fresh")
            fresh.kept.parent.mkdir(exist_ok=True)
            fresh.read(*sources, limits=limits)
            assert contents(build.kept) == contents(fresh.kept)
            shutil.rmtree(folder / "fresh")
    finally:
        shutil.rmtree(folder)


def test_only_what_is_new_is_read_and_what_holds_no_document_is_tried_again(
    build: Build, corpus: Path, read_anew: list[str]
) -> None:
    change(corpus, "empty.txt", 4)
    build.read(corpus)
    assert len(read_anew) == 5
    read_anew.clear()
    change(corpus, "deep/a.txt", 5)
    build.read(corpus)
    assert sorted(read_anew) == ["deep/a.txt", "empty.txt"]


def test_a_copy_of_a_document_is_not_read_again_either(
    build: Build, corpus: Path, read_anew: list[str]
) -> None:
    change(corpus, "copy.txt", 0)
    first, _ = build.read(corpus)
    read_anew.clear()
    assert build.read(corpus)[0] == first
    assert read_anew == []
    assert "not read again: the same bytes as a.txt" in {loss.reason for loss in first.losses}


@pytest.mark.parametrize("harm", [bytes, lambda raw: raw[: len(raw) // 2], lambda raw: raw[:90] + raw[91:]])
def test_what_is_damaged_is_read_again(
    build: Build, corpus: Path, read_anew: list[str], harm: Callable[[bytes], bytes]
) -> None:
    first, documents = build.read(corpus)
    read_anew.clear()
    for path in build.kept.iterdir():
        path.write_bytes(harm(path.read_bytes()))
    whole = contents(build.kept) if harm is bytes else None
    assert build.read(corpus) == (first, documents)
    assert len(read_anew) == (0 if whole else 4)


def test_whatever_bit_turns_the_documents_stay_the_same(build: Build, corpus: Path) -> None:
    first, documents = build.read(corpus)
    (path,) = build.kept.iterdir()
    raw, chance = path.read_bytes(), random.Random(1)
    for _ in range(20):
        damaged = bytearray(raw)
        damaged[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        (path,) = build.kept.iterdir()
        path.write_bytes(damaged)
        assert build.read(corpus) == (first, documents)


def test_another_program_reads_again(
    build: Build, corpus: Path, read_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build.read(corpus)
    read_anew.clear()
    monkeypatch.setattr(readings, "_program", lambda: "another program")
    build.read(corpus)
    assert len(read_anew) == 4


def test_a_document_is_not_held_but_loaded_when_it_is_asked_for(tmp_path: Path, corpus: Path) -> None:
    with ReadingFiles(tmp_path / "none", tmp_path) as kept:
        documents = read_documents([str(corpus)], kept=kept).documents
        assert documents[0] == documents[0]
        assert documents[0] is not documents[0]
        assert [document.key for document in documents[1:3]] == [documents[1].key, documents[2].key]


def test_a_row_that_is_damaged_while_it_is_in_use_is_told(build: Build, tmp_path: Path, corpus: Path) -> None:
    build.read(corpus)
    with ReadingFiles(build.kept, tmp_path) as kept:
        documents = read_documents([str(corpus)], kept=kept).documents
        for path in build.kept.iterdir():
            path.write_bytes(b"years of work")
        with pytest.raises(MachineError, match="has changed during the build"):
            list(documents)


def test_a_scratch_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot be written"):
        ReadingFiles(tmp_path, tmp_path / "missing")


def test_nothing_is_left_but_what_was_packed(build: Build, tmp_path: Path, corpus: Path) -> None:
    build.read(corpus)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", build.kept.name]


def test_every_module_that_reading_one_document_imports_counts() -> None:
    graph = grimp.build_graph("osce_kg")
    parts = {"osce_kg.documents.kept", "osce_kg.documents.parsing"}
    imported = parts.union(*(graph.find_upstream_modules(module) for module in parts))
    counted = {part.removesuffix(".py") for part in PROGRAM_PARTS}
    assert {module.split(".")[1] for module in imported} <= counted
