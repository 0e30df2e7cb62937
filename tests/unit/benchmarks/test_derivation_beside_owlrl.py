"""The rules beside owlrl, over statements of a synthetic graph."""

from __future__ import annotations

from benchmarks.derivation import beside_owlrl


def test_the_rules_and_owlrl_find_the_same_in_whole_documents() -> None:
    found = beside_owlrl(370)
    assert found.entailed > 40
    assert found.by_one == 0
