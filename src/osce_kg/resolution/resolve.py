"""RESOLVE: from the local items of every document to entities, with scores and reasons."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import CandidatePair, Judgement, Resolution
from osce_kg.resolution.candidate_file import parse_candidate
from osce_kg.resolution.corpus import resolve_corpus
from osce_kg.resolution.ledger import Ledger
from osce_kg.resolution.local_resolution import LocalResolver


def resolve_mentions(
    documents: Iterable[Document],
    extractions: Iterable[Extraction],
    reference: Reference,
    judgements: Iterable[Judgement] = (),
    ledger: Ledger | None = None,
) -> Resolution:
    """Decide which local persons, groups, organizations, places and posts are one entity.

    The order of the documents and extractions does not matter. Everything is in memory at once; a large
    corpus is resolved by :class:`LocalResolver` and :func:`resolve_corpus`.

    Args:
        documents: every document that has an extraction, and maybe others.
        extractions: one for each document.
        reference: authority persons with their tenures, States and structures.
        judgements: human decisions; they override scores and guards.
        ledger: keys that earlier builds gave.

    Raises:
        InputError: two judgements contradict each other.
        KeyError: an extraction belongs to no document.
    """
    texts = {document.key: document for document in documents}
    resolver = LocalResolver(reference)
    ordered = sorted(extractions, key=lambda extraction: extraction.document)
    locals_ = [resolver.resolve(texts[extraction.document], extraction) for extraction in ordered]
    pairs: list[CandidatePair] = []
    corpus = resolve_corpus(locals_, reference, judgements, ledger, watch=pairs.extend)
    slices = [corpus.document(local) for local in locals_]
    return Resolution(
        persons=corpus.persons,
        organizations=corpus.organizations,
        places=corpus.places,
        links=tuple(chain.from_iterable(each.links for each in slices)),
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.left, pair.right))),
        posts=corpus.posts,
        candidates=tuple(
            parse_candidate(rendered, person)
            for local in locals_
            for rendered, person in zip(local.candidates, corpus.persons_of(local.document), strict=True)
        ),
        anchors=corpus.anchors,
    )
