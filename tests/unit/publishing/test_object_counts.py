"""Distinct objects are counted for each property, and no longer when their last triple has gone."""

from __future__ import annotations

import pytest

from osce_kg.publishing import object_counts
from osce_kg.publishing.object_counts import ObjectCounts


@pytest.mark.parametrize("pending", [0, 1000], ids=["added up at once", "added up at the end"])
def test_objects_are_counted_once_for_a_property_and_once_for_all(
    monkeypatch: pytest.MonkeyPatch, pending: int
) -> None:
    monkeypatch.setattr(object_counts, "_PENDING", pending)
    counts = ObjectCounts()
    counts.add(b"<p>", {b"<a>": 2, b"<b>": 1}, 1)
    counts.add(b"<q>", {b"<a>": 1}, 1)
    counts.add(b"<p>", {b"<a>": 1, b"<c>": 1}, 1)
    assert {predicate: len(digests) for predicate, digests, _ in counts.items()} == {b"<p>": 3, b"<q>": 1}
    assert counts.distinct() == 3
    counts.add(b"<p>", {b"<a>": 3}, -1)
    counts.add(b"<q>", {b"<a>": 1}, -1)
    assert {predicate: len(digests) for predicate, digests, _ in counts.items()} == {b"<p>": 2}
    assert counts.distinct() == 2


def test_no_more_is_taken_away_than_there_was() -> None:
    counts = ObjectCounts()
    counts.add(b"<p>", {b"<a>": 1}, -1)
    with pytest.raises(ValueError, match="more was taken away"):
        counts.distinct()
