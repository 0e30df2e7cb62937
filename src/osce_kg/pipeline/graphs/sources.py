"""What each asserted graph of a build is made from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from rdflib.term import Literal, URIRef

from osce_kg.graph import build_document_statements, build_entity_statements, build_reference_statements
from osce_kg.identifiers import ENTITY_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH, document_graph
from osce_kg.model.reference import Reference
from osce_kg.model.statement import Statement
from osce_kg.pipeline.extractions.extract_all import Extracted
from osce_kg.pipeline.fingerprint import digest_of
from osce_kg.pipeline.graphs.made import GraphSource
from osce_kg.pipeline.local_resolutions import LocalResolutions
from osce_kg.reasoning.closure import read_ontology
from osce_kg.resolution import CorpusResolution


def graph_sources(
    extracted: Extracted, corpus: CorpusResolution, locals_: LocalResolutions, reference: Reference
) -> Iterator[GraphSource]:
    """Yield the asserted graphs of a build, in the order of their names.

    Args:
        extracted: the documents, by key.
        corpus: what they were resolved to.
        locals_: what each was resolved to alone.
        reference: with which that was done.
    """
    yield from _document_sources(extracted, corpus, locals_, reference)
    entities = partial(build_entity_statements, corpus, reference)
    yield GraphSource(ENTITY_GRAPH, digest_of(map(repr, _entities(corpus))), entities)
    yield GraphSource(ONTOLOGY_GRAPH, "", _ontology_statements)
    cities = frozenset(city for entry in extracted.extractions.entries for city in entry.city_keys)
    described = partial(build_reference_statements, reference, cities)
    yield GraphSource(REFERENCE_GRAPH, digest_of(sorted(cities)), described)


def _entities(corpus: CorpusResolution) -> Iterator[object]:
    yield from corpus.persons
    yield from corpus.organizations
    yield from corpus.places


def _ontology_statements() -> Iterator[Statement]:
    for subject, predicate, value in read_ontology(alignments=True):
        yield Statement(
            cast(URIRef, subject), cast(URIRef, predicate), cast(URIRef | Literal, value), ONTOLOGY_GRAPH
        )


def _document_sources(
    extracted: Extracted, corpus: CorpusResolution, locals_: LocalResolutions, reference: Reference
) -> Iterator[GraphSource]:
    for number, reading in enumerate(extracted.readings):
        extracted_from = extracted.extractions.entries[number].key
        digest = digest_of([extracted_from, str(reading.retrieved), corpus.given(reading.key)])
        statements = partial(_document_statements, extracted, number, corpus, locals_, reference)
        yield GraphSource(document_graph(reading.key), digest, statements, reading.text_sha256)


def _document_statements(
    extracted: Extracted,
    number: int,
    corpus: CorpusResolution,
    locals_: LocalResolutions,
    reference: Reference,
) -> Iterator[Statement]:
    document, extraction = extracted.documents[number], extracted.extractions[number]
    decided = corpus.document(locals_.of(document.key))
    return build_document_statements(document, extraction, decided, reference)
