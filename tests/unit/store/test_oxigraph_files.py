"""What only a store on disk has: a folder, a lock, a life after the process."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib.namespace import RDFS
from rdflib.term import Literal, URIRef

from osce_kg.errors import InputError, MachineError, MissingInputError
from osce_kg.model.statement import Statement
from osce_kg.store import OxigraphReader, OxigraphStore

STATEMENT = Statement(
    URIRef("https://example.org/s"), RDFS.label, Literal("x"), URIRef("https://example.org/graph")
)


def test_a_closed_store_can_be_opened_again_with_its_statements(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "store") as store:
        store.add([STATEMENT])
    with OxigraphStore(tmp_path / "store") as store:
        assert list(store.quads()) == [STATEMENT]


def test_a_closed_store_can_be_renamed_and_read(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "store") as store:
        store.add([STATEMENT])
    (tmp_path / "store").rename(tmp_path / "moved")
    assert list(OxigraphReader.open(tmp_path / "moved").quads()) == [STATEMENT]


def test_a_reader_opens_a_store_that_its_owner_still_holds(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "store") as store:
        store.add([STATEMENT])
        assert len(OxigraphReader.open(tmp_path / "store")) == 1


def test_a_second_owner_is_refused(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "store"), pytest.raises(MachineError, match="lock"):
        OxigraphStore(tmp_path / "store")


def test_a_missing_store_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="nowhere: there is no store"):
        OxigraphReader.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_not_a_store_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("not a store")
    with pytest.raises(InputError, match="cannot be opened"):
        OxigraphReader.open(tmp_path)


def test_lines_of_a_release_are_statements_again(tmp_path: Path) -> None:
    lines = [
        b'<https://example.org/s> <https://example.org/p> "a <b> . c" <https://example.org/g> .',
        b'<https://example.org/s> <https://example.org/p> "a <b> . c" <https://example.org/h> .',
    ]
    with OxigraphStore(tmp_path / "store") as store:
        store.add([STATEMENT])
        store.load_lines(lines)
        assert len(store) == 3
        assert [str(graph) for graph in store.graphs()] == [
            "https://example.org/g",
            "https://example.org/graph",
            "https://example.org/h",
        ]
        counted = store.select(
            "SELECT (COUNT(*) AS ?n) { <https://example.org/s> <https://example.org/p> ?o }"
        )
        assert [str(row["n"]) for row in counted] == ["1"]
