"""Builds to review, of documents whose extraction is written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from osce_kg.model.resolution import Judgement
from osce_kg.resolution import read_candidates, reference_candidates, write_candidates
from osce_kg.reviewing import ReviewedBuild
from small_reference import small_reference
from written_corpus import WrittenDocument, mention, resolve

Reviewed = Callable[..., ReviewedBuild]


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    """Return what makes a reviewed build of documents, and of judgements that it was built with."""

    def make(*documents: WrittenDocument, judgements: tuple[Judgement, ...] = ()) -> ReviewedBuild:
        path = tmp_path / "candidates.json"
        write_candidates(resolve(*documents, judgements=judgements), path)
        for document in documents:
            (tmp_path / f"{document.key}.txt").write_text(document.text, encoding="utf-8")
        return ReviewedBuild(read_candidates(path), reference_candidates(small_reference()), tmp_path)

    return make


@pytest.fixture
def petrovs(reviewed: Reviewed) -> ReviewedBuild:
    """Three people called Petrov, none of them merged."""
    return reviewed(
        mention("n1", "Ivan Petrov", "Envoy", "BGR", form="Mr. Ivan Petrov"),
        mention("n2", "Ivan Petrov", "Ambassador", "BEL"),
        mention("n3", "Ivan Petrov"),
    )
