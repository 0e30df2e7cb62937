from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from osce_kg.errors import InputError
from osce_kg.resolution import read_candidates, resolve_mentions, write_candidates
from small_reference import small_reference
from written_corpus import WrittenDocument, chairmans_visit, envoys_visit, mention, resolve


def test_candidates_are_read_as_they_were_written(tmp_path: Path) -> None:
    resolution = resolve(chairmans_visit(), envoys_visit(), mention("n3", "Passy", date=None))
    path = tmp_path / "candidates.json"
    write_candidates(resolution, path)
    found = read_candidates(path)
    assert found.candidates == resolution.candidates
    assert set(found.pairs) <= set(resolution.pairs)
    assert found.pairs


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("candidates", "names", "[]"),
        ("candidates", "names", '"Ivan"'),
        ("candidates", "names", '["\\ud800"]'),
        ("candidates", "anchor", "5"),
        ("candidates", "person", "null"),
        ("candidates", "document", "5"),
        ("candidates", "days", '["2004-01-01"]'),
        ("candidates", "days", "[1, 2]"),
        ("candidates", "passages", "[[0, Infinity]]"),
        ("candidates", "passages", "[[0, 1.5]]"),
        ("candidates", "passages", "[[-3, 1]]"),
        ("candidates", "passages", "[[4, 1]]"),
        ("candidates", "passages", "[[1, 2, 3]]"),
        ("pairs", "left", "5"),
        ("pairs", "score", "NaN"),
        ("pairs", "score", "1.1"),
        ("pairs", "score", "true"),
        ("pairs", "merged", '"no"'),
        ("pairs", "reasons", "{}"),
    ],
)
def test_a_field_of_another_type_or_range_is_told_with_file_and_field(
    tmp_path: Path, part: str, field: str, value: str
) -> None:
    path = tmp_path / "candidates.json"
    write_candidates(resolve(chairmans_visit(), envoys_visit(), mention("n3", "Passy", date=None)), path)
    record = json.loads(path.read_text(encoding="utf-8"))
    record[part][0][field] = "HERE"
    path.write_text(json.dumps(record).replace('"HERE"', value), encoding="utf-8")
    with pytest.raises(InputError, match=rf"candidates\.json: .*{field}"):
        read_candidates(path)


@pytest.mark.parametrize("part", ["candidates", "pairs"])
def test_candidates_and_pairs_are_lists(tmp_path: Path, part: str) -> None:
    path = tmp_path / "candidates.json"
    path.write_text(json.dumps({"candidates": [], "pairs": []} | {part: {}}))
    with pytest.raises(InputError, match=rf"candidates\.json: .*{part}"):
        read_candidates(path)


def test_a_corpus_of_nobody_has_no_candidates(tmp_path: Path) -> None:
    path = tmp_path / "candidates.json"
    write_candidates(resolve(), path)
    assert read_candidates(path).candidates == ()


def test_every_candidate_and_pair_has_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "candidates.json"
    resolution = resolve(*(mention(f"n{number}", "Ivan Petrov") for number in range(3)))
    write_candidates(resolution, path)
    assert len(path.read_text().splitlines()) == 3 + len(resolution.candidates) + len(resolution.pairs)


def test_a_candidate_has_the_sentences_that_mention_the_person_each_once() -> None:
    text = "Anna Berg came. Ms. Berg and she, Anna Berg, spoke.\n\nNobody else came.\n"
    doc = WrittenDocument("n1", text)
    doc.person("Anna Berg", forms=("Anna Berg", "Ms. Berg"))
    (candidate,) = resolve(doc).candidates
    assert [passage.of(text) for passage in candidate.passages] == [text.partition("\n")[0]]
    assert candidate.aliases == ("n1#Anna Berg", "n1#Berg", "n1#Ms. Berg")


def test_somebody_without_a_name_is_a_candidate_by_post() -> None:
    (candidate,) = resolve(mention("n1", None, "Deputy Head of the Section", "KAZ")).candidates
    assert candidate.anchor == "n1#Deputy Head of the Section of Kazakhstan"
    assert candidate.names[0] == "Deputy Head of the Section of Kazakhstan"


def test_a_candidate_shows_the_state_that_the_document_names_and_not_those_that_followed_it() -> None:
    known = small_reference()
    (state,) = (state for state in known.states if state.iso3 == "AZE")
    former = replace(state, iso3="SUN", name="Soviet Union", succeeded_by=("AZE",))
    doc = mention("n1", "Ivan Petrov", "President", "SUN")
    reference = replace(known, states=(*known.states, former))
    (candidate,) = resolve_mentions([doc.document], [doc.extraction], reference).candidates
    assert candidate.states == ("SUN",)
