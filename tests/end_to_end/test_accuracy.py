"""Extraction is as good as it was: the floors hold, and our scorer counts like the one of the gold set."""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from osce_kg.documents import read_documents
from osce_kg.evaluation.annotations import read_annotation
from osce_kg.evaluation.calibration import rate
from osce_kg.evaluation.gate import read_floors, shortfalls
from osce_kg.evaluation.gold import GoldDocument, read_gold
from osce_kg.evaluation.gold_form import gold_form
from osce_kg.evaluation.measuring import SplitScore, measure_splits
from osce_kg.evaluation.reliability import PROMISE, Rated, band_from
from osce_kg.evaluation.scoring import score_document
from osce_kg.evaluation.tallies import MEASURES
from osce_kg.extraction import Gazetteer, extract_mentions, load_language_model
from osce_kg.extraction.confidence import CONFIDENCE_FILE, read_table
from osce_kg.reference import load_reference
from osce_kg.resources import resource_path

SHARED_GOLD = Path(__file__).parents[3] / "shared" / "gold"
OURS = resource_path("data", "gold")
ENOUGH = 20
"""Facts of one kind from which on their precision counts."""


@cache
def measured(split: str) -> SplitScore:
    """Return the score of one split of our gold, or of the gold of real documents."""
    if split in ("dev", "seed") and not SHARED_GOLD.is_dir():
        pytest.skip("the gold of real documents is not on this machine")
    gold = SHARED_GOLD if split in ("dev", "seed") else OURS
    [score] = measure_splits({split: read_gold([gold])[split]})
    return score


@pytest.mark.parametrize("split", ["train", "dev", "seed"])
def test_no_score_is_below_its_floor(split: str) -> None:
    assert split in read_floors()
    assert shortfalls([measured(split)], read_floors()) == []


@pytest.mark.parametrize("splits", [("train",), ("dev", "seed"), ("test",)], ids="+".join)
def test_of_the_facts_with_a_confidence_of_nine_tenths_nine_in_ten_are_right(splits: tuple[str, ...]) -> None:
    table = read_table(CONFIDENCE_FILE)
    kinds: dict[str, list[Rated]] = defaultdict(list)
    for fact in (fact for split in splits for fact in measured(split).facts):
        kinds[fact.kind].append((rate(fact, table), fact.is_right))
    sure = {kind: band_from(rated, PROMISE) for kind, rated in kinds.items()}
    assert sum(band.facts for band in sure.values()) > 0.3 * sum(map(len, kinds.values()))
    for kind, band in sure.items():
        # Few facts tell little: there the promise must only not be refuted.
        share = band.precision if band.facts >= ENOUGH else band.interval[1]
        assert share >= PROMISE, f"{kind}: {band.right} of {band.facts}"


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
