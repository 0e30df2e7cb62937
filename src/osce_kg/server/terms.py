"""The terms of the ontology and its vocabularies, as the ontology page lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rdflib.term import Literal, URIRef

from osce_kg.identifiers import ONTOLOGY_GRAPH
from osce_kg.namespaces import PREFIXES
from osce_kg.server.labels import label_of, preferred_text
from osce_kg.store import StatementReader

_DEFINITION: Final = URIRef(PREFIXES["skos"] + "definition")
_TYPE: Final = URIRef(PREFIXES["rdf"] + "type")
_KINDS: Final[Mapping[str, str]] = {
    PREFIXES["owl"] + "Class": "Classes",
    PREFIXES["owl"] + "ObjectProperty": "Relations",
    PREFIXES["owl"] + "DatatypeProperty": "Attributes",
    PREFIXES["skos"] + "ConceptScheme": "Vocabularies",
}


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A term; ``anchor`` is the fragment of its IRI, where it has one."""

    iri: str
    anchor: str
    label: str
    definition: str


def list_terms(reader: StatementReader, base_iri: str) -> dict[str, list[OntologyTerm]]:
    """Return our own terms by kind, each kind ordered by label."""
    terms: dict[str, list[OntologyTerm]] = {}
    for kind, heading in _KINDS.items():
        found = reader.quads(ONTOLOGY_GRAPH, predicate=_TYPE, value=URIRef(kind))
        subjects = {statement.subject for statement in found if str(statement.subject).startswith(base_iri)}
        terms[heading] = sorted((_term(reader, subject) for subject in subjects), key=lambda term: term.label)
    return terms


def _term(reader: StatementReader, iri: URIRef) -> OntologyTerm:
    values = [statement.object for statement in reader.quads(subject=iri, predicate=_DEFINITION)]
    definition = preferred_text([value for value in values if isinstance(value, Literal)])
    return OntologyTerm(str(iri), str(iri).partition("#")[2], label_of(reader, iri), definition or "")
