from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from osce_kg.model.validation import Finding, Place, SourcePassage
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.loading import load_graph
from osce_kg.validation.placing import place_findings
from osce_kg.validation.sources import RdfSource

TEXT = """@prefix : <urn:> .
:a :p "x"@en ,
    [ :q :b ] ;
  :r ( 1 2 ) .
:b :p :a .
"""


def finding(focus_node: str, path: str = "", value: str = "") -> Finding:
    return Finding("violation", focus_node, "urn:S", "urn:C", path, value, "No.")


def place_in(found: Finding, sources: Sequence[RdfSource]) -> Finding:
    (placed,) = place_findings([found], load_graph(sources).graph, sources)
    return placed


def place(tmp_path: Path, found: Finding, *texts: str) -> Finding:
    paths = []
    for number, text in enumerate(texts or (TEXT,)):
        paths.append(tmp_path / f"{number}.ttl")
        paths[-1].write_text(text, encoding="utf-8")
    return place_in(found, rdf_files(paths))


@pytest.mark.parametrize(
    ("found", "node", "statement"),
    [
        (finding("<urn:a>", "<urn:p>", '"x"@en'), (2, 1), (2, 7)),
        (finding("<urn:a>", "<urn:p>", "_:f0b1"), (2, 1), (3, 5)),
        (finding("<urn:a>", "<urn:r>"), (2, 1), (4, 3)),
        (finding("<urn:a>", "<urn:r>", '"not there"'), (2, 1), (4, 3)),
        (finding("<urn:a>", "<urn:none>"), (2, 1), (0, 0)),
        (finding("<urn:a>"), (2, 1), (0, 0)),
        (finding("<urn:a>", "^<urn:p>", "<urn:b>"), (2, 1), (5, 7)),
        (finding("<urn:a>", "<urn:p>/<urn:q>", "<urn:b>"), (2, 1), (2, 4)),
        (finding("<urn:a>", "(<urn:p>|<urn:q>)", "<urn:b>"), (2, 1), (0, 0)),
        (finding("<urn:a>", "^<urn:p>/<urn:q>", "<urn:b>"), (2, 1), (0, 0)),
        (finding("_:f0b1", "<urn:q>", "<urn:b>"), (3, 5), (3, 10)),
        (finding("<urn:nowhere>", "<urn:p>"), (0, 0), (0, 0)),
    ],
)
def test_a_finding_has_the_place_of_its_node_and_of_its_statement(
    tmp_path: Path, found: Finding, node: tuple[int, int], statement: tuple[int, int]
) -> None:
    placed = place(tmp_path, found)
    assert (placed.line, placed.column) == node
    assert (placed.statement.line, placed.statement.column) == statement
    assert placed.file == str(tmp_path / "0.ttl")


def test_node_and_statement_may_be_in_different_files(tmp_path: Path) -> None:
    placed = place(tmp_path, finding("<urn:a>", "<urn:z>", '"y"'), TEXT, '\n<urn:a> <urn:z> "x" , "y" .')
    assert (placed.file, placed.line) == (str(tmp_path / "0.ttl"), 2)
    assert placed.statement == Place(str(tmp_path / "1.ttl"), 2, 23)


def test_a_node_is_placed_in_the_first_file_that_describes_it_at_its_first_line(tmp_path: Path) -> None:
    text = "<urn:o> <urn:p> <urn:a> .\n<urn:a> <urn:p> [ <urn:q> 1 ] .\n<urn:a> <urn:r> 1 ."
    placed = place(tmp_path, finding("<urn:a>"), "<urn:x> <urn:y> <urn:a> .", text, "<urn:a> <urn:s> 1 .")
    assert (placed.file, placed.line) == (str(tmp_path / "1.ttl"), 2)


def test_a_node_that_no_file_describes_has_no_file_if_there_are_several(tmp_path: Path) -> None:
    placed = place(tmp_path, finding("<urn:nowhere>"), TEXT, TEXT)
    assert (placed.file, placed.line) == ("", 0)


OKG = "https://w3id.org/osce-kg/ontology#"
ID = "https://w3id.org/osce-kg/id/"
ATTESTED = f"""@prefix okg: <{OKG}> .
<urn:event> okg:attestedBy <{ID}passage/x1/10-24> , <{ID}passage/x1/0-5> .
<{ID}passage/x1/10-24> okg:passageOf <{ID}document/x1> ; okg:exact "She met him."@en ;
    okg:startOffset 10 ; okg:endOffset 24 .
"""
SECOND = SourcePassage(f"{ID}passage/x1/10-24", f"{ID}document/x1", "She met him.", 10, 24)


def test_a_finding_has_the_passages_that_attest_its_node(tmp_path: Path) -> None:
    placed = place(tmp_path, finding("<urn:event>"), ATTESTED)
    assert placed.passages == (SourcePassage(f"{ID}passage/x1/0-5"), SECOND)


def test_a_passage_is_its_own_passage(tmp_path: Path) -> None:
    assert place(tmp_path, finding(f"<{ID}passage/x1/10-24>"), ATTESTED).passages == (SECOND,)
    assert place(tmp_path, finding("<urn:other>"), ATTESTED).passages == ()


def test_in_a_build_a_passage_is_in_the_text_of_its_document(tmp_path: Path) -> None:
    (tmp_path / "dump").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/x1.txt").write_text("text")
    (tmp_path / "dump/data.ttl").write_text(ATTESTED)
    found = finding(f"<{ID}passage/x1/10-24>")
    placed = place_in(found, rdf_files([tmp_path / "dump/data.ttl"]))
    assert placed.passages == (replace(SECOND, file=str(tmp_path / "documents/x1.txt")),)


@pytest.mark.parametrize("key", ["../secret", "..%2fsecret", "%2e%2e", "a/../../secret"])
def test_a_passage_never_names_a_file_outside_the_texts(tmp_path: Path, key: str) -> None:
    (tmp_path / "dump").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "secret.txt").write_text("text")
    (tmp_path / "dump/data.nt").write_text(f'<{ID}passage/{key}/0-1> <{OKG}exact> "x" .\n')
    found = finding(f"<{ID}passage/{key}/0-1>")
    placed = place_in(found, rdf_files([tmp_path / "dump/data.nt"]))
    assert [passage.file for passage in placed.passages] == [""]


@pytest.mark.parametrize("offset", ['"x"', '"-1"', '"1e9"', f'"{"9" * 5000}"'])
def test_offsets_that_are_none_are_left_out(tmp_path: Path, offset: str) -> None:
    text = f'<urn:x> <{OKG}exact> "quote" ; <{OKG}startOffset> {offset} .'
    (passage,) = place(tmp_path, finding("<urn:x>"), text).passages
    assert (passage.start, passage.quote) == (-1, "quote")
