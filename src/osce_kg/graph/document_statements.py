"""BUILD: everything that one document says, as statements of its own named graph."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import RDF, RDFS

from osce_kg.graph.events import EventBuilder
from osce_kg.graph.literals import Pair, describe, english
from osce_kg.graph.local_entities import LocalEntities, minted
from osce_kg.graph.people import people_statements
from osce_kg.graph.provenance import Provenance, document_statements
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import DocumentResolution
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG


def build_document_statements(
    document: Document, extraction: Extraction, resolution: DocumentResolution, reference: Reference
) -> Iterator[Statement]:
    """Give the statements of one document, all in the graph ``document_graph(document.key)``.

    Args:
        document: its text is what the passages quote.
        extraction: what was found in this document.
        resolution: what a corpus that contains this extraction was resolved to, as far as it is about it.
        reference: names the States that the document only implies.

    Raises:
        KeyError: the resolution does not know a local id of the extraction.
    """
    entities = LocalEntities(extraction, resolution, reference)
    provenance = Provenance.of(document, extraction)
    events = EventBuilder(extraction, entities, provenance)
    yield from document_statements(document, extraction, entities.issuers())
    yield from people_statements(extraction, entities, provenance)
    yield from events.statements()
    yield from _utterances(document, extraction, entities, provenance, events)
    yield from provenance.passages.statements()


def _utterances(
    document: Document,
    extraction: Extraction,
    entities: LocalEntities,
    provenance: Provenance,
    events: EventBuilder,
) -> Iterator[Statement]:
    """Give what was said: the quotation is the passage, and the label says whose words they are."""
    for utterance in extraction.utterances:
        words = " ".join(utterance.span.of(document.text).split())
        who = f"{entities.name(utterance.speaker)}: " if utterance.speaker else ""
        pairs: list[Pair] = [
            (RDF.type, OKG.Utterance),
            (RDFS.label, english(f"{who}“{words}”")),
            (OKG.speaker, entities.iri(utterance.speaker) if utterance.speaker else None),
            (OKG.uttered, events.iri(utterance.event) if utterance.event else None),
            *((OKG.attestedBy, passage) for passage in provenance.passages.quoting((utterance.span,))),
            (OKG.extractedIn, provenance.run),
        ]
        iri = minted("utterance", document.key, str(utterance.span.start), str(utterance.span.end))
        yield from describe(provenance.graph, iri, pairs)
