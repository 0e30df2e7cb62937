"""Runs the extractor over gold documents and adds up the scores of each split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from osce_kg.documents import read_documents
from osce_kg.evaluation.annotations import Annotation, read_annotation
from osce_kg.evaluation.gold import GoldDocument, fingerprint
from osce_kg.evaluation.gold_form import gold_form
from osce_kg.evaluation.scoring import score_document
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
    """

    split: str
    gold: str
    documents: Mapping[str, DocumentScore]
    totals: Tallies
    constructs: Mapping[str, Tallies]


def measure_splits(splits: Mapping[str, Sequence[GoldDocument]]) -> list[SplitScore]:
    """Extract from every document and score it; splits in the order of their names.

    Raises:
        MachineError: the language model is not installed.
    """
    reference = load_reference()
    gazetteer, model = Gazetteer(reference), load_language_model()

    def predict(document: GoldDocument) -> Annotation:
        read = read_documents([str(document.text)]).documents
        # A document that cannot be read counts as one in which nothing was found.
        form = gold_form(read[0], extract_mentions(read[0], gazetteer, model), reference) if read else {}
        return read_annotation(form)

    return [
        _score_split(split, documents, [predict(document) for document in documents])
        for split, documents in sorted(splits.items())
    ]


def _score_split(
    split: str, documents: Sequence[GoldDocument], predictions: Iterable[Annotation]
) -> SplitScore:
    scores: dict[str, DocumentScore] = {}
    with_construct: dict[str, list[DocumentScore]] = defaultdict(list)
    for document, prediction in zip(documents, predictions, strict=True):
        score = score_document(document.annotation, prediction)
        scores[document.key] = score
        for construct in document.constructs:
            with_construct[construct].append(score)
    constructs = {name: _totals(with_construct[name]) for name in sorted(with_construct)}
    return SplitScore(split, fingerprint(documents), scores, _totals(scores.values()), constructs)


def _totals(scores: Iterable[DocumentScore]) -> Tallies:
    totals = dict.fromkeys(MEASURES, Tally())
    for score in scores:
        totals = {measure: total + score.tallies[measure] for measure, total in totals.items()}
    return totals
