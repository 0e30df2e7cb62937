"""Extraction is as good as it was: the floors hold, and our scorer counts like the one of the gold set."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from osce_kg.documents import read_documents
from osce_kg.evaluation.annotations import read_annotation
from osce_kg.evaluation.gate import read_floors, shortfalls
from osce_kg.evaluation.gold import GoldDocument, read_gold
from osce_kg.evaluation.gold_form import gold_form
from osce_kg.evaluation.measuring import measure_splits
from osce_kg.evaluation.scoring import score_document
from osce_kg.evaluation.tallies import MEASURES
from osce_kg.extraction import Gazetteer, extract_mentions, load_language_model
from osce_kg.reference import load_reference
from osce_kg.resources import resource_path

SHARED_GOLD = Path(__file__).parents[3] / "shared" / "gold"
OURS = resource_path("data", "gold")


def test_the_floors_of_our_training_documents_hold() -> None:
    train = read_gold([OURS])["train"]
    assert "train" in read_floors()
    assert shortfalls(measure_splits({"train": train}), read_floors()) == []


@pytest.mark.parametrize("split", ["dev", "seed"])
def test_the_floors_of_documents_that_do_not_come_with_the_repository_hold(split: str) -> None:
    if not SHARED_GOLD.is_dir():
        pytest.skip("the gold of real documents is not on this machine")
    documents = read_gold([SHARED_GOLD])[split]
    assert split in read_floors()
    assert shortfalls(measure_splits({split: documents}), read_floors()) == []


def test_our_scorer_counts_like_the_one_of_the_gold_set() -> None:
    if not (SHARED_GOLD / "score.py").is_file():
        pytest.skip("the scorer of the gold set is not on this machine")
    other = load_module(SHARED_GOLD / "score.py")
    documents = [item for items in read_gold([SHARED_GOLD, OURS]).values() for item in items]
    assert len(documents) > 60
    for document, prediction in zip(documents, predict(documents), strict=True):
        gold = json.loads(document.path.read_text(encoding="utf-8"))["gold"]
        counted, _ = other.score_doc(gold, prediction)
        ours = score_document(read_annotation(gold), read_annotation(prediction)).tallies
        for measure in MEASURES:
            found = [ours[measure].hits, ours[measure].spurious, ours[measure].missed]
            assert found == counted[measure], f"{document.key}: {measure}"


def load_module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("other_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(documents: list[GoldDocument]) -> list[dict[str, Any]]:
    reference = load_reference()
    gazetteer, model = Gazetteer(reference), load_language_model()
    forms = []
    for document in documents:
        [read] = read_documents([str(document.text)]).documents
        forms.append(gold_form(read, extract_mentions(read, gazetteer, model), reference))
    return forms
