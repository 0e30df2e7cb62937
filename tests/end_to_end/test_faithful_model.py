"""Verification costs little: of what a faithful model tells, nearly all is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from faithful_model import FaithfulModel
from model_answers import SETTINGS
from osce_kg.documents import read_documents
from osce_kg.extraction.llm import LlmExtractor
from osce_kg.model.extraction import Extraction
from osce_kg.resources import resource_path
from press_release import gazetteer, rules

ONE_QUESTION = replace(SETTINGS, portion=1_000_000)
FLOORS = {"persons": 0.97, "posts": 0.85, "meetings": 0.9, "visits": 0.85, "participants": 0.88}
"""Share that is kept of what the rules find in the sample documents; a little below what was measured."""


def counts(found: Extraction) -> Counter[str]:
    return Counter(
        {
            "persons": len(found.persons),
            "posts": sum(len(person.roles) for person in found.persons),
            "meetings": sum(event.kind == "meeting" for event in found.events),
            "visits": sum(event.kind == "visit" for event in found.events),
            "participants": sum(len(event.participants) for event in found.events),
        }
    )


@pytest.mark.slow
def test_nearly_all_that_a_faithful_model_tells_of_the_sample_documents_is_kept() -> None:
    told: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for document in read_documents([str(resource_path("data", "documents"))]).documents:
        found = rules().extract(document)
        told += counts(found)
        model = FaithfulModel(document, found)
        kept += counts(LlmExtractor(gazetteer(), ONE_QUESTION, model).extract(document))
    assert told["meetings"] > 100
    shares = {name: kept[name] / told[name] for name in FLOORS}
    assert {name: share for name, share in shares.items() if share < FLOORS[name]} == {}, shares
