"""``/sparql/terms.json``: the names that a query over this graph can use, for editors that complete them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, Response
from rdflib.term import Literal, URIRef

from osce_kg.identifiers import ONTOLOGY_GRAPH
from osce_kg.namespaces import PREFIXES
from osce_kg.publishing import ReleaseSummary
from osce_kg.server.graphs import finished
from osce_kg.server.site import current_site
from osce_kg.store import StatementReader

blueprint = Blueprint("query_terms", __name__)

_TYPE: Final = URIRef(PREFIXES["rdf"] + "type")
_KINDS: Final[Mapping[str, str]] = {
    PREFIXES["owl"] + "Class": "class",
    PREFIXES["owl"] + "ObjectProperty": "property",
    PREFIXES["owl"] + "DatatypeProperty": "property",
    PREFIXES["skos"] + "Concept": "concept",
}
_LABELS: Final = frozenset({URIRef(PREFIXES["rdfs"] + "label"), URIRef(PREFIXES["skos"] + "prefLabel")})
_DEFINITION: Final = URIRef(PREFIXES["skos"] + "definition")

_LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?", re.ASCII)
"""A local name as SPARQL takes it, between slashes; what else there can be is not in names of terms."""


@dataclass(slots=True)
class Term:
    """A class, a property or a concept.

    Attributes:
        kind: ``class``, ``property`` or ``concept``.
        labels, definitions: by language.
        uses: instances of a class, triples of a property; 0 of what is not used, and of concepts.
    """

    kind: str
    labels: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    uses: int = 0


@blueprint.get("/sparql/terms.json")
def terms() -> Response:
    """Give the prefixes that need no declaration, and the terms of this graph with their labels."""
    site = current_site()
    found = read_terms(site.reader, site.summary)
    document: dict[str, Any] = {
        "prefixes": PREFIXES,
        "terms": [
            {
                "name": name,
                "iri": iri,
                "kind": term.kind,
                "labels": term.labels,
                "definitions": term.definitions,
                "uses": term.uses,
            }
            for name, iri, term in sorted(_named(found.items()), key=lambda named: named[0])
        ],
    }
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return finished(Response(body, content_type="application/json"))


def read_terms(reader: StatementReader, summary: ReleaseSummary) -> dict[str, Term]:
    """Return the terms that the ontology declares and those that the release counts, by IRI.

    Args:
        reader: the graph, with the ontology.
        summary: what the release says of itself.
    """
    kinds: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    definitions: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value, _ in reader.quads(ONTOLOGY_GRAPH):
        if predicate == _TYPE and str(value) in _KINDS:
            kinds[str(subject)] = _KINDS[str(value)]
        elif isinstance(value, Literal) and (predicate in _LABELS or predicate == _DEFINITION):
            texts = (definitions if predicate == _DEFINITION else labels)[str(subject)]
            language = value.language or ""
            texts[language] = min(str(value), texts.get(language, str(value)))
    # Terms of other vocabularies are worth completing only if the data have them.
    kinds = {iri: kind for iri, kind in kinds.items() if _is_ours(iri)}
    kinds |= dict.fromkeys(summary.instances, "class") | dict.fromkeys(summary.properties, "property")
    return {
        iri: Term(
            kind,
            dict(sorted(labels[iri].items())),
            dict(sorted(definitions[iri].items())),
            summary.instances.get(iri, 0) if kind == "class" else summary.properties.get(iri, 0),
        )
        for iri, kind in kinds.items()
    }


def _is_ours(iri: str) -> bool:
    return iri.startswith((PREFIXES["okg"], PREFIXES["okgv"]))


def _named(terms: Iterable[tuple[str, Term]]) -> Iterator[tuple[str, str, Term]]:
    """Give prefixed name, IRI and term of those that have a prefixed name."""
    for iri, term in terms:
        if name := prefixed_name(iri):
            yield name, iri, term


def prefixed_name(iri: str) -> str | None:
    """Return the IRI as a query can write it with one of the usual prefixes; None if it cannot."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            parts = iri[len(namespace) :].split("/")
            if all(map(_LOCAL_NAME.fullmatch, parts)):
                return f"{prefix}:" + "\\/".join(parts)
    return None
