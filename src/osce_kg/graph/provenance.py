"""Where a document's statements come from: document, capture, run, and the passages that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import DCTERMS, RDF, RDFS, XSD
from rdflib.term import Literal, URIRef

from osce_kg.graph.literals import Pair, day, describe, english, moment, plain, score, whole
from osce_kg.graph.passages import Passages
from osce_kg.identifiers import document_graph, entity_iri
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.model.statement import Statement
from osce_kg.model.text import Span
from osce_kg.namespaces import OKG, concept


@dataclass(frozen=True, slots=True)
class Provenance:
    """The document's graph, its passages and the run that found its statements."""

    graph: URIRef
    passages: Passages
    run: URIRef

    @classmethod
    def of(cls, document: Document, extraction: Extraction) -> Provenance:
        """Return the provenance of what one extractor found in one document."""
        return cls(document_graph(document.key), Passages(document), _run_iri(extraction))

    def pairs(self, spans: Iterable[Span], confidence: float, status: str = "stated") -> Iterator[Pair]:
        """Give the pairs that every event and timed relation carries.

        Args:
            spans: words that say so; the sentences around them are cited.
            confidence: 0 to 1.
            status: concept of the assertion-status vocabulary.
        """
        for passage in self.passages.sentences_around(spans):
            yield OKG.attestedBy, passage
        yield OKG.confidence, score(confidence)
        yield OKG.assertionStatus, concept("assertion-status", status)
        yield OKG.extractedIn, self.run


def document_statements(
    document: Document, extraction: Extraction, issuers: Iterable[URIRef]
) -> Iterator[Statement]:
    """Describe the document, the bytes that were received, and the run over it."""
    graph, iri = document_graph(document.key), entity_iri(f"document/{document.key}")
    node = re.fullmatch(r"n(\d+)", document.key)
    title = _in_its_language(document.title, document) if document.title else None
    pairs: list[Pair] = [
        (RDF.type, OKG.Document),
        (RDFS.label, title or english(_untitled(document))),
        (DCTERMS.title, title),
        (DCTERMS.language, Literal(document.language)),
        (DCTERMS.issued, day(document.date)),
        (DCTERMS.source, _source(document.url)),
        (DCTERMS.publisher, plain(document.issuer)),
        (OKG.genre, concept("document-kind", document.genre)),
        (OKG.dateBasis, concept("date-basis", document.date_basis) if document.date_basis else None),
        (OKG.nodeId, whole(int(node[1])) if node else None),
        *((OKG.translatedAt, Literal(url, datatype=XSD.anyURI)) for _, url in document.translations),
        *((OKG.issuedBy, issuer) for issuer in issuers),
    ]
    yield from describe(graph, iri, pairs)
    digest = Literal(document.sha256.upper(), datatype=XSD.hexBinary, normalize=False)
    capture: list[Pair] = [
        (RDF.type, OKG.Capture),
        (OKG.captureOf, iri),
        (OKG.sha256, digest),
        (DCTERMS.source, _source(document.url) if document.retrieved else None),
        (DCTERMS.created, moment(document.retrieved)),
    ]
    yield from describe(graph, entity_iri(f"capture/{document.sha256[:16]}"), capture)
    extractor = entity_iri(
        f"extractor/{_key_part(extraction.extractor)}-{_key_part(extraction.extractor_version)}"
    )
    name = english(f"{extraction.extractor} {extraction.extractor_version}")
    yield from describe(graph, _run_iri(extraction), ((RDF.type, OKG.Extraction), (OKG.extractor, extractor)))
    method = plain(extraction.confidence_method)
    extractor_pairs = ((RDF.type, OKG.Extractor), (RDFS.label, name), (OKG.confidenceMethod, method))
    yield from describe(graph, extractor, extractor_pairs)


def _run_iri(extraction: Extraction) -> URIRef:
    return entity_iri(f"run/{extraction.document}-{_key_part(extraction.extractor_version)}")


def _key_part(text: str) -> str:
    """Return a name or version with nothing in it that a key may not have: "1.0+local" → "1.0-local"."""
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).replace("..", ".").strip("-.") or "unknown"


def _in_its_language(text: str, document: Document) -> Literal:
    return Literal(text, lang=None if document.language == "und" else document.language)


def _untitled(document: Document) -> str:
    kind = document.genre.replace("-", " ").capitalize()
    return f"{kind} without a title ({document.date.isoformat() if document.date else document.key})"


def _source(url: str | None) -> URIRef | Literal | None:
    """Return the address as an IRI where it is one; as text where it only looks like one."""
    if url and re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", url):
        return URIRef(url)
    return plain(url)
