"""Partitions are cut the same way each time, and what ended a process is tried alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osce_kg.pipeline.extractions import partitions
from osce_kg.pipeline.extractions.partitions import (
    Partition,
    after_death,
    cut_into_partitions,
    extract_partition,
    given_up,
)
from scripted_extractor import ScriptedExtractor, scripted_documents


def cut(count: int) -> list[list[str]]:
    keyed = [(document.key, document) for document in scripted_documents([""] * count)]
    return [list(partition.keys) for partition in cut_into_partitions(keyed)]


def test_partitions_have_at_most_so_many_documents_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partitions, "_MOST_DOCUMENTS", 2)
    assert cut(5) == [["n0001", "n0002"], ["n0003", "n0004"], ["n0005"]]
    assert cut(0) == []


def test_partitions_have_at_most_so_many_characters_unless_one_document_has_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short, long, last = scripted_documents(["", "", ""])
    long = replace(long, text=long.text * 100)
    monkeypatch.setattr(partitions, "_MOST_CHARACTERS", 3 * len(short.text))
    found = cut_into_partitions([("a", short), ("b", short), ("c", long), ("d", last)])
    assert [partition.keys for partition in found] == [("a", "b"), ("c",), ("d",)]


def test_what_trips_the_extractor_is_lost_and_the_others_are_kept() -> None:
    documents = tuple(scripted_documents(["", "trip", ""]))
    result = extract_partition(Partition(documents, ("a", "b", "c")), ScriptedExtractor())
    assert [(key, loss.source) for key, loss in result.losses] == [("b", "n0002.txt")]
    assert result.rows is not None


def test_a_partition_in_which_nothing_is_found_has_no_rows() -> None:
    result = extract_partition(Partition(tuple(scripted_documents(["trip"])), ("a",)), ScriptedExtractor())
    assert result.rows is None


def test_after_a_death_documents_are_tried_one_by_one_and_one_alone_once_more() -> None:
    one, two = scripted_documents(["", ""])
    singles = after_death(Partition((one, two), ("a", "b")))
    assert singles == (Partition((one,), ("a",)), Partition((two,), ("b",)))
    (again,) = after_death(singles[0])
    assert again == Partition((one,), ("a",), deaths=1)
    assert after_death(again) == ()


def test_a_document_that_is_given_up_is_told_with_its_source() -> None:
    (document,) = scripted_documents(["die"])
    ((key, loss),) = given_up(Partition((document,), ("a",), 1), "signal 9").losses
    assert (key, loss.source, loss.severity) == ("a", "n0001.txt", "error")
    assert loss.reason == "the process that read it ended each time (signal 9)"
