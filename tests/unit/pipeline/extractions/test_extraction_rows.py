"""What a build asks of each document is known without decoding its extraction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from osce_kg.errors import MachineError
from osce_kg.pipeline.extracting import warnings_of
from osce_kg.pipeline.extractions.kept import KeptExtractions
from osce_kg.pipeline.extractions.packed import PackedExtractions, pack_extractions
from osce_kg.pipeline.extractions.rows import EXTRACTION_ROWS, extraction_of, extraction_row
from osce_kg.pipeline.rows import packing
from written_corpus import chairmans_visit, envoys_visit, mention

VISITS = [chairmans_visit().extraction, envoys_visit().extraction, mention("n3", "Anna Berg").extraction]
KEYS = ("k1", "k2", "k3")
ROWS = [
    extraction_row(key, extraction.document, extraction) for key, extraction in zip(KEYS, VISITS, strict=True)
]


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PackedExtractions:
    """Each extraction in a file of its own."""
    monkeypatch.setattr(packing, "_USUAL_ROWS", 1)
    kept = KeptExtractions(tmp_path / "work", tmp_path / "earlier")
    kept.add(EXTRACTION_ROWS.render(ROWS))
    return pack_extractions(kept, KEYS, tmp_path / "packed")


def test_an_entry_tells_what_its_extraction_holds() -> None:
    entry = ROWS[0].entry
    assert (entry.document, entry.events) == ("n1", 4)
    people = sum(len(person.mentions) for person in VISITS[0].persons)
    assert entry.mentions == people + sum(len(each.mentions) for each in VISITS[0].organizations)
    assert entry.city_keys == ("g1526273",)
    assert entry.size == len(ROWS[0].texts[0])
    assert extraction_of(ROWS[0]) == VISITS[0]


@pytest.mark.parametrize("warnings", [(), ("half of a pair: \ud800",), ("first\n", "[]")])
def test_warnings_are_told_with_the_source_of_the_document(warnings: tuple[str, ...]) -> None:
    extraction = replace(VISITS[2], warnings=warnings)
    entry = extraction_row("k", "n3", extraction).entry
    assert tuple(entry.losses("a.txt")) == warnings_of("a.txt", extraction)


def test_extractions_are_loaded_in_their_order_or_one_alone(packed: PackedExtractions) -> None:
    assert list(packed) == VISITS
    assert (len(packed), packed[1], packed[-1]) == (3, VISITS[1], VISITS[2])
    assert list(packed[1:]) == VISITS[1:]
    assert [entry.document for entry in packed.entries] == ["n1", "n2", "n3"]


def test_only_the_file_that_holds_an_extraction_is_read(packed: PackedExtractions, tmp_path: Path) -> None:
    files = sorted((tmp_path / "packed").iterdir())
    for path in (files[0], files[2]):
        path.write_bytes(b"years of work")
    assert packed[1] == VISITS[1]
    with pytest.raises(MachineError, match="has changed during the build"):
        packed[0]
