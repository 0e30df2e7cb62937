"""Runs the whole way (read, extract, resolve) over the documents of a split and compares with its gold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from osce_kg.documents import read_documents
from osce_kg.evaluation.consistency import RESOLUTION_PREFIX
from osce_kg.evaluation.resolution.baselines import baselines
from osce_kg.evaluation.resolution.gold import GoldMention, ResolutionGold
from osce_kg.evaluation.resolution.links import JudgedLink, judge_links
from osce_kg.evaluation.resolution.measures import Agreement, agreement
from osce_kg.evaluation.tallies import RESOLUTION_MEASURES
from osce_kg.extraction import Gazetteer, LanguageModel, extract_mentions, load_language_model
from osce_kg.model.document import Document, Loss
from osce_kg.model.extraction import Extraction, LocalPerson
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import Link, Resolution
from osce_kg.model.text import Span
from osce_kg.reference import load_reference
from osce_kg.resolution import resolve_mentions

RESOLUTION: Final = "resolution"
"""Our resolution, over the mentions that extraction found."""

END_TO_END: Final = "end to end"
"""The same over all mentions of the gold: one that was not found is missed."""


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention of the gold and what became of it.

    Attributes:
        gold: the annotation.
        person: what extraction found there, or None.
        link: to whom resolution linked it, or None.
    """

    gold: GoldMention
    person: LocalPerson | None
    link: Link | None


@dataclass(frozen=True, slots=True)
class ResolutionScore:
    """How well the mentions of one split were resolved.

    Attributes:
        split: its name.
        gold: fingerprint of its gold.
        mentions: every mention of the gold with its outcome.
        systems: agreement by system: ours over what was found, ours end to end, and the baselines over what
            was found.
        constructs: number of found mentions and agreement of ours, by construct.
        links: the links that say something about others, judged.
        losses: documents that could not be read, whose mentions are missed, and warnings about others.
    """

    split: str
    gold: str
    mentions: tuple[ResolvedMention, ...]
    systems: Mapping[str, Agreement]
    constructs: Mapping[str, tuple[int, Agreement]]
    links: tuple[JudgedLink, ...]
    losses: tuple[Loss, ...] = ()

    @property
    def pinned_as(self) -> str:
        """Return the name of the split in the file of floors."""
        return RESOLUTION_PREFIX + self.split

    @property
    def figures(self) -> Mapping[str, float]:
        """Return F1 by measure."""
        ours, whole = self.systems[RESOLUTION], self.systems[END_TO_END]
        values = (ours.pairs.f1, ours.b_cubed.f1, whole.pairs.f1, whole.b_cubed.f1)
        return dict(zip(RESOLUTION_MEASURES, values, strict=True))

    @property
    def found(self) -> tuple[ResolvedMention, ...]:
        """Return the mentions that extraction found."""
        return tuple(mention for mention in self.mentions if mention.link is not None)


def measure_resolution(golds: Iterable[ResolutionGold]) -> list[ResolutionScore]:
    """Resolve the documents of each split, apart from those of the others, and score it.

    Raises:
        MachineError: the language model is not installed.
    """
    reference = load_reference()
    gazetteer, model = Gazetteer(reference), load_language_model()
    return [_measure(gold, reference, gazetteer, model) for gold in golds]


def score(gold: ResolutionGold, mentions: Sequence[ResolvedMention]) -> ResolutionScore:
    """Compare what became of the mentions of a split with its gold."""
    persons = [mention.gold.person for mention in mentions]
    entities = [mention.link.entity if mention.link else None for mention in mentions]
    found = [index for index, entity in enumerate(entities) if entity is not None]
    gold_found, found_entities = [persons[i] for i in found], [entities[i] for i in found]
    names = [person.name if (person := mentions[i].person) else None for i in found]
    systems = {
        RESOLUTION: agreement(gold_found, found_entities),
        END_TO_END: agreement(persons, entities),
        **{name: agreement(gold_found, labels) for name, labels in baselines(names).items()},
    }
    with_construct: dict[str, list[int]] = {}
    for position, index in enumerate(found):
        for construct in mentions[index].gold.constructs:
            with_construct.setdefault(construct, []).append(position)
    constructs = {
        name: (len(chosen), agreement(gold_found, found_entities, chosen))
        for name, chosen in sorted(with_construct.items())
    }
    scores = [mention.link.score if mention.link else 0.0 for mention in mentions]
    links = tuple(judge_links(persons, entities, scores, gold.authorities))
    return ResolutionScore(gold.split, gold.fingerprint, tuple(mentions), systems, constructs, links)


def _measure(
    gold: ResolutionGold, reference: Reference, gazetteer: Gazetteer, model: LanguageModel
) -> ResolutionScore:
    corpus = read_documents([str(gold.documents)])
    extractions = [extract_mentions(document, gazetteer, model) for document in corpus.documents]
    resolution = resolve_mentions(corpus.documents, extractions, reference)
    outcome = resolved_mentions(gold.mentions, corpus.documents, extractions, resolution)
    return replace(score(gold, outcome), losses=tuple(corpus.losses))


def resolved_mentions(
    mentions: Iterable[GoldMention],
    documents: Sequence[Document],
    extractions: Sequence[Extraction],
    resolution: Resolution,
) -> list[ResolvedMention]:
    """Find what became of each mention of the gold.

    Args:
        mentions: of the gold.
        documents: of the gold, as they were read, and ``extractions`` from them in the same order.
        resolution: of all of them.
    """
    by_name = {Path(document.source).stem: index for index, document in enumerate(documents)}
    links = {(link.document, link.local): link for link in resolution.links}
    outcome: list[ResolvedMention] = []
    for mention in mentions:
        index = by_name.get(mention.document)
        person = _person_at(mention, extractions[index]) if index is not None else None
        link = links[documents[index].key, person.id] if index is not None and person else None
        outcome.append(ResolvedMention(mention, person, link))
    return outcome


def _person_at(mention: GoldMention, extraction: Extraction) -> LocalPerson | None:
    """Return the person whose name, or for an office whose mention, covers the gold mention best."""
    best: tuple[float, LocalPerson] | None = None
    for person in extraction.persons:
        for span in _name_spans(person) if mention.is_named else person.mentions:
            shared = min(span.end, mention.end) - max(span.start, mention.start)
            union = max(span.end, mention.end) - min(span.start, mention.start)
            if shared > 0 and (best is None or shared / union > best[0]):
                best = shared / union, person
    return best[1] if best else None


def _name_spans(person: LocalPerson) -> list[Span]:
    return [span for form in person.forms for span in form.spans]
