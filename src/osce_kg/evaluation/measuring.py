"""Runs the extractor over gold documents and adds up the scores of each split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from osce_kg.documents import read_documents
from osce_kg.evaluation.annotations import read_annotation
from osce_kg.evaluation.gold import GoldDocument, fingerprint
from osce_kg.evaluation.gold_form import gold_form
from osce_kg.evaluation.judging import JudgedFact, judge_facts
from osce_kg.evaluation.matching import Matching
from osce_kg.evaluation.scoring import score_document, score_matching
from osce_kg.evaluation.tallies import MEASURES, DocumentScore, Tally
from osce_kg.extraction import Extractor, load_rule_extractor
from osce_kg.model.document import Loss
from osce_kg.model.reference import Reference
from osce_kg.pipeline import extract_or_lose
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
        losses: documents that nothing could be extracted from, which count as if nothing had been found in
            them, and warnings about others.
    """

    split: str
    gold: str
    documents: Mapping[str, DocumentScore]
    totals: Tallies
    constructs: Mapping[str, Tallies]
    facts: Sequence[JudgedFact] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def pinned_as(self) -> str:
        """Return the name of the split in the file of floors."""
        return self.split

    @property
    def figures(self) -> Mapping[str, float]:
        """Return F1 by measure."""
        return {measure: tally.f1 for measure, tally in self.totals.items()}


def measure_splits(
    splits: Mapping[str, Sequence[GoldDocument]],
    load_extractor: Callable[[Reference], Extractor] = load_rule_extractor,
) -> list[SplitScore]:
    """Extract from every document and score it; splits in the order of their names.

    Args:
        splits: the documents of each split.
        load_extractor: gives the extractor that is measured.

    Raises:
        MachineError: the language model is not installed, or its endpoint not there.
    """
    reference = load_reference()
    extractor = load_extractor(reference)
    return [
        _score_split(split, documents, extractor, reference) for split, documents in sorted(splits.items())
    ]


def _score_split(
    split: str, documents: Sequence[GoldDocument], extractor: Extractor, reference: Reference
) -> SplitScore:
    scores: dict[str, DocumentScore] = {}
    losses: list[Loss] = []
    with_construct: dict[str, list[DocumentScore]] = defaultdict(list)
    judged: list[JudgedFact] = []
    for document in documents:
        score, facts, told = _assess(document, extractor, reference)
        losses += told
        scores[document.key] = score
        judged += facts
        for construct in document.constructs:
            with_construct[construct].append(score)
    constructs = {name: _totals(with_construct[name]) for name in sorted(with_construct)}
    totals = _totals(scores.values())
    return SplitScore(split, fingerprint(documents), scores, totals, constructs, judged, tuple(losses))


def _assess(
    gold: GoldDocument, extractor: Extractor, reference: Reference
) -> tuple[DocumentScore, Sequence[JudgedFact], Sequence[Loss]]:
    """Return the score of a document, its judged facts, and what the user should know.

    A document that cannot be read or extracted from counts as one in which nothing was found.
    """
    corpus = read_documents([str(gold.text)])
    losses = [*corpus.losses]
    for read in corpus.documents:
        extraction, told = extract_or_lose(read, extractor)
        losses += told
        if extraction is not None:
            found = read_annotation(gold_form(read, extraction, reference))
            matching = Matching(gold.annotation, found)
            return score_matching(matching), judge_facts(gold.key, extraction, matching), losses
    return score_document(gold.annotation, read_annotation({})), (), losses


def _totals(scores: Iterable[DocumentScore]) -> Tallies:
    totals = dict.fromkeys(MEASURES, Tally())
    for score in scores:
        totals = {measure: total + score.tallies[measure] for measure, total in totals.items()}
    return totals
