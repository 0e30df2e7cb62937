"""Many statements are loaded in batches, with one copy of each triple in the default graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from osce_kg.errors import MachineError
from osce_kg.store import OxigraphStore, loading


def lines(count: int) -> Iterator[bytes]:
    for number in range(count):
        for graph in range(2):
            yield (
                f"<https://example.org/{number}> <https://example.org/p> "
                f'"text \\"of\\" {number % 7}\\n"@en <https://example.org/graph/{graph}> .'
            ).encode()


@pytest.mark.parametrize("on_disk", [True, False])
def test_each_batch_is_loaded_with_its_copies(
    on_disk: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_BATCH", 7)
    store = ox.Store(str(tmp_path / "store")) if on_disk else ox.Store()
    loading.load_with_copies(store, lines(30))
    assert len(list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))) == 30
    quads = {quad for quad in store if quad.graph_name != ox.DefaultGraph()}
    assert quads == set(ox.parse(b"\n".join(lines(30)), format=ox.RdfFormat.N_QUADS))


def test_a_triple_that_many_graphs_hold_is_copied_once_whatever_the_batch() -> None:
    triple = "<https://example.org/s> <https://example.org/p> <https://example.org/o>"
    with OxigraphStore() as store:
        store.load_lines(f"{triple} <https://example.org/graph/{each}> .".encode() for each in range(9))
        store.load_lines([f"{triple} <https://example.org/graph/9> .".encode()])
        assert len(store) == 10
        assert len(list(store.triples())) == 1


def test_nothing_is_loaded_from_nothing() -> None:
    with OxigraphStore() as store:
        store.load_lines([])
        assert len(store) == 0


def test_a_fault_of_the_disk_while_loading_is_one_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def bulk_load(self, content: bytes, **options: object) -> None:
            raise OSError("No space left on device")

    monkeypatch.setattr(loading, "_BATCH", 3)
    with OxigraphStore(tmp_path / "store") as store, monkeypatch.context() as full:
        full.setattr(store, "_store", Full())
        with pytest.raises(MachineError, match="No space left"):
            store.load_lines(lines(10))


def test_what_goes_wrong_while_lines_are_made_is_raised_as_it_is() -> None:
    def broken() -> Iterator[bytes]:
        yield from lines(1)
        raise FileNotFoundError("made by nobody")

    with OxigraphStore() as store, pytest.raises(FileNotFoundError, match="made by nobody"):
        store.load_lines(broken())
