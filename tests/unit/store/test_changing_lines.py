from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.term import URIRef

from osce_kg.errors import MachineError
from osce_kg.store import OxigraphReader, OxigraphStore
from osce_kg.store.copying import copy_store

ONE, TWO = URIRef("https://example.org/graph/1"), URIRef("https://example.org/graph/2")
LINES = tuple(
    f'<https://example.org/{subject}> <https://example.org/p> "{value}" <{graph}> .'.encode()
    for subject in ("s", "t")
    for value in ("a <b> . c", "é\\n", "1.5")
    for graph in (ONE, TWO)
)
UNION = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMES = "SELECT ?g { GRAPH ?g {} }"

some_lines = st.frozensets(st.sampled_from(LINES))


def union(store: OxigraphReader) -> int:
    return int(next(store.select(UNION))["n"])


@given(before=some_lines, after=some_lines)
def test_a_store_that_was_changed_holds_what_one_made_anew_holds(
    before: frozenset[bytes], after: frozenset[bytes]
) -> None:
    with OxigraphStore() as store, OxigraphStore() as anew:
        store.change_lines((), before)
        store.change_lines(before - after, after - before)
        anew.load_lines(sorted(after))
        for graph in (ONE, TWO):
            assert store.lines(graph) == {line for line in after if line.endswith(f"<{graph}> .".encode())}
        assert {line for line in LINES if store.holds_line(line)} == after
        assert union(store) == union(anew)
        assert {solution["g"] for solution in store.select(NAMES)} == {
            solution["g"] for solution in anew.select(NAMES)
        }


def test_a_query_within_graphs_sees_only_these(tmp_path: Path) -> None:
    with OxigraphStore() as store:
        store.load_lines(LINES)
        pattern = '?s <https://example.org/p> ?o FILTER(?o = "1.5")'
        query = f"CONSTRUCT {{ ?s <https://example.org/q> ?o }} WHERE {{ {pattern} }}"
        store.change_lines([line for line in LINES if b"/t>" in line and b"graph/1" in line], ())
        expected = b'<https://example.org/s> <https://example.org/q> "1.5" <https://example.org/graph/2> .'
        assert set(store.constructed_lines(query, TWO, [ONE])) == {expected}
        assert len(set(store.constructed_lines(query, TWO, [ONE, TWO]))) == 2


def test_what_a_query_constructs_is_added_once_and_shows_in_the_union() -> None:
    query = "CONSTRUCT { ?s <https://example.org/q> ?s } WHERE { ?s <https://example.org/p> ?o }"
    with OxigraphStore() as store:
        store.load_lines([line for line in LINES if b"graph/1" in line])
        before = union(store)
        store.add_constructed(query, TWO)
        store.add_constructed(query, TWO)
        assert len(store.lines(TWO)) == 2
        assert union(store) == before + 2


def test_a_copy_begins_as_the_store_and_neither_sees_changes_of_the_other(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "store") as store:
        store.load_lines(LINES[:6])
    copy_store(tmp_path / "store", tmp_path / "copy")
    with OxigraphStore(tmp_path / "copy") as copy:
        assert copy.lines(ONE) | copy.lines(TWO) == set(LINES[:6])
        copy.change_lines(LINES[:3], LINES[6:])
    original, copied = OxigraphReader.open(tmp_path / "store"), OxigraphReader.open(tmp_path / "copy")
    assert original.lines(ONE) | original.lines(TWO) == set(LINES[:6])
    assert copied.lines(ONE) | copied.lines(TWO) == set(LINES[3:])


def test_a_store_that_is_not_compacted_is_whole_all_the_same(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "store")
    store.change_lines((), LINES)
    store.close(compact=False)
    assert len(OxigraphReader.open(tmp_path / "store")) == len(LINES)


@pytest.mark.parametrize("damage", ["one bit", "note gone", "note damaged"])
def test_a_store_whose_tables_are_not_as_they_were_written_is_not_copied(tmp_path: Path, damage: str) -> None:
    with OxigraphStore(tmp_path / "store") as store:
        store.load_lines(LINES)
    note, table = tmp_path / "store" / "TABLES", next((tmp_path / "store").glob("*.sst"))
    if damage == "one bit":
        content = bytearray(table.read_bytes())
        content[len(content) // 2] ^= 1
        table.write_bytes(content)
    elif damage == "note damaged":
        note.write_text("{")
    else:
        note.unlink()
    with pytest.raises(MachineError, match="not as it was written"):
        copy_store(tmp_path / "store", tmp_path / "copy")


def test_a_copy_of_a_copy_that_was_changed_is_whole(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "0") as store:
        store.load_lines(LINES[:1])
    for number in range(1, len(LINES)):
        copy_store(tmp_path / str(number - 1), tmp_path / str(number))
        changed = OxigraphStore(tmp_path / str(number))
        changed.change_lines((), LINES[number : number + 1])
        changed.close(compact=False)
    assert len(OxigraphReader.open(tmp_path / str(len(LINES) - 1))) == len(LINES)


def test_a_store_that_cannot_be_copied_is_an_error_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="nowhere"):
        copy_store(tmp_path / "nowhere", tmp_path / "copy")
