"""Runs the extractor over gold documents and adds up the scores of each split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from osce_kg.documents import read_documents
from osce_kg.evaluation.annotations import read_annotation
from osce_kg.evaluation.gold import GoldDocument, fingerprint
from osce_kg.evaluation.gold_form import gold_form
from osce_kg.evaluation.judging import JudgedFact, judge_facts
from osce_kg.evaluation.matching import Matching
from osce_kg.evaluation.scoring import score_document, score_matching
from osce_kg.evaluation.tallies import MEASURES, DocumentScore, Tally
from osce_kg.extraction import Gazetteer, extract_mentions, load_language_model
from osce_kg.reference import load_reference

Tallies = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class SplitScore:
    """How well the documents of one split were extracted.

    Attributes:
        split: its name.
        gold: fingerprint of its annotations.
        documents: score of each document by key.
        totals: tallies by measure (micro: items are added up, not ratios).
        constructs: totals over the documents with a construct; a document may have several.
        facts: what was found, judged, where a gold document allows it.
    """

    split: str
    gold: str
    documents: Mapping[str, DocumentScore]
    totals: Tallies
    constructs: Mapping[str, Tallies]
    facts: Sequence[JudgedFact] = ()


def measure_splits(splits: Mapping[str, Sequence[GoldDocument]]) -> list[SplitScore]:
    """Extract from every document and score it; splits in the order of their names.

    Raises:
        MachineError: the language model is not installed.
    """
    reference = load_reference()
    gazetteer, model = Gazetteer(reference), load_language_model()

    def assess(gold: GoldDocument) -> tuple[DocumentScore, list[JudgedFact]]:
        read = read_documents([str(gold.text)]).documents
        if not read:
            # A document that cannot be read counts as one in which nothing was found.
            return score_document(gold.annotation, read_annotation({})), []
        extraction = extract_mentions(read[0], gazetteer, model)
        found = read_annotation(gold_form(read[0], extraction, reference))
        matching = Matching(gold.annotation, found)
        return score_matching(matching), judge_facts(gold.key, extraction, matching)

    return [
        _score_split(split, documents, [assess(document) for document in documents])
        for split, documents in sorted(splits.items())
    ]


def _score_split(
    split: str,
    documents: Sequence[GoldDocument],
    assessed: Iterable[tuple[DocumentScore, Sequence[JudgedFact]]],
) -> SplitScore:
    scores: dict[str, DocumentScore] = {}
    with_construct: dict[str, list[DocumentScore]] = defaultdict(list)
    judged: list[JudgedFact] = []
    for document, (score, facts) in zip(documents, assessed, strict=True):
        scores[document.key] = score
        judged += facts
        for construct in document.constructs:
            with_construct[construct].append(score)
    constructs = {name: _totals(with_construct[name]) for name in sorted(with_construct)}
    return SplitScore(split, fingerprint(documents), scores, _totals(scores.values()), constructs, judged)


def _totals(scores: Iterable[DocumentScore]) -> Tallies:
    totals = dict.fromkeys(MEASURES, Tally())
    for score in scores:
        totals = {measure: total + score.tallies[measure] for measure, total in totals.items()}
    return totals
