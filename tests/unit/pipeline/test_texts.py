"""A text is in the new folder as it is in the document, whatever the build before had under its name."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from osce_kg.documents import in_memory
from osce_kg.model.document import Document, ReadDocument
from osce_kg.pipeline.texts import link_texts, write_texts
from press_release import press_release

READINGS = [in_memory(press_release(f"Anna Berg met Köhler {n}.", key=f"n{n}")) for n in range(3)]


def refuse() -> Document:
    raise AssertionError("a document was loaded whose text was there")


def make_texts(readings: list[ReadDocument], folder: Path, earlier: Path) -> None:
    missing = link_texts({reading.key: reading.text_sha256 for reading in readings}, folder, earlier)
    write_texts((reading for reading in readings if reading.key in missing), folder)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def expected(readings: list[ReadDocument]) -> dict[str, str]:
    return {f"{reading.key}.txt": reading.load().text for reading in readings}


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    make_texts(READINGS, tmp_path / "earlier", tmp_path / "none")
    return tmp_path / "earlier"


def test_texts_are_those_of_the_documents(earlier: Path) -> None:
    assert texts(earlier) == expected(READINGS)


def test_texts_that_are_the_same_are_linked_to_and_not_loaded(earlier: Path, tmp_path: Path) -> None:
    unchanged = [replace(reading, load=refuse) for reading in READINGS[1:]]
    make_texts(unchanged, tmp_path / "new", earlier)
    assert texts(tmp_path / "new") == expected(READINGS[1:])
    assert all(path.stat().st_nlink == 2 for path in (tmp_path / "new").iterdir())


def test_another_text_of_the_same_name_is_not_taken(earlier: Path, tmp_path: Path) -> None:
    changed = [in_memory(press_release("It rained.", key="n0")), *READINGS[1:]]
    (earlier / "n1.txt").write_text("damaged")
    (earlier / "n2.txt").unlink()
    (earlier / "n2.txt").mkdir()
    make_texts(changed, tmp_path / "new", earlier)
    assert texts(tmp_path / "new") == expected(changed)


def test_where_files_cannot_be_linked_to_they_are_copied(
    earlier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_link(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse_link)
    make_texts(READINGS, tmp_path / "new", earlier)
    assert texts(tmp_path / "new") == expected(READINGS)
    assert all(path.stat().st_nlink == 1 for path in (tmp_path / "new").iterdir())


def test_links_that_were_begun_elsewhere_are_made_again(earlier: Path, tmp_path: Path) -> None:
    digests = {reading.key: reading.text_sha256 for reading in READINGS}
    link_texts(digests, tmp_path / "new", earlier)
    make_texts(READINGS, tmp_path / "new", earlier)
    assert texts(tmp_path / "new") == texts(earlier) == expected(READINGS)
