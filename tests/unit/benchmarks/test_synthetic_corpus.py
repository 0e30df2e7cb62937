"""Generated documents are the same each time, can be read, and say what is written down about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.corpus import read_facts, write_corpus
from benchmarks.corpus.layouts import LAYOUTS
from benchmarks.corpus.story import _official

from osce_kg.documents import read_documents
from osce_kg.model.document import Document

DOCUMENTS = 40


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "corpus"
    write_corpus(folder, DOCUMENTS)
    return folder


@pytest.fixture(scope="module")
def documents(corpus: Path) -> tuple[Document, ...]:
    read = read_documents([str(corpus)])
    assert read.losses == ()
    return read.documents


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_corpus_is_written_each_time_and_another_for_another_seed(
    corpus: Path, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "again", DOCUMENTS)
    write_corpus(tmp_path / "other", DOCUMENTS, seed=2)
    assert files(tmp_path / "again") == files(corpus)
    assert list(read_facts(tmp_path / "again")) == list(read_facts(corpus))
    assert files(tmp_path / "other") != files(corpus)


def test_one_document_more_is_written_alone_and_changes_no_other(corpus: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path / "more", DOCUMENTS, numbers=[3, DOCUMENTS])
    more = files(tmp_path / "more")
    same = [name for name in more if files(corpus).get(name) == more[name]]
    assert [name.partition("-")[0] for name in same] == ["0000/0000003"]
    assert len(more) == 2


def test_every_document_is_read_as_one_with_a_text_of_its_own(documents: tuple[Document, ...]) -> None:
    assert len(documents) == DOCUMENTS
    assert len({document.text for document in documents}) == DOCUMENTS
    assert all(document.paragraphs for document in documents)


def test_every_layout_is_there_with_menus_set_aside(documents: tuple[Document, ...]) -> None:
    for name, _ in LAYOUTS:
        assert any(document.source.endswith(name) for document in documents)
    pages = [document for document in documents if document.source.endswith("captured-page.txt")]
    bodies = [paragraph.span.of(page.text) for page in pages for paragraph in page.paragraphs]
    assert not any("Roma and Sinti" in body for body in bodies)


def test_every_fact_names_people_place_and_day_of_its_document(
    corpus: Path, documents: tuple[Document, ...]
) -> None:
    texts = {Path(document.source).name: document.text for document in documents}
    facts = list(read_facts(corpus))
    assert len(facts) > 2 * DOCUMENTS
    for fact in facts:
        text = texts[Path(fact.document).name]
        assert {fact.visitor in text, fact.host in text, fact.city in text} == {True}
        assert f"{fact.day.day} {fact.day:%B %Y}" in text


def test_no_two_people_have_one_name() -> None:
    names = [_official(number, "").name for number in range(0, 100_000, 7)]
    assert len(set(names)) == len(names)
