"""Every namespace of our own that the code uses; a test checks that each term is declared in ontology/."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rdflib import Namespace
from rdflib.term import URIRef

BASE: Final = "https://w3id.org/osce-kg/"


class _Terms(Namespace):
    """A namespace whose terms are made once: a large graph names its properties millions of times."""

    def __getattr__(self, name: str) -> URIRef:
        term = super().__getattr__(name)
        self.__dict__[name] = term
        return term


OKG: Final = _Terms(BASE + "ontology#")
VOCAB: Final = Namespace(BASE + "vocab/")
ID: Final = Namespace(BASE + "id/")
GRAPH: Final = Namespace(BASE + "graph/")
SHAPES: Final = Namespace(BASE + "shapes#")
CHECKS: Final = Namespace(BASE + "checks#")
LINT: Final = Namespace(BASE + "lint#")
EDTF: Final = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")

PREFIXES: Final[dict[str, str]] = {
    "okg": str(OKG),
    "okgv": str(VOCAB),
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@lru_cache(maxsize=1024)
def concept(scheme: str, key: str) -> URIRef:
    """Return the IRI of a vocabulary concept, e.g. ``concept("event-status", "occurred")``."""
    return VOCAB[f"{scheme}/{key}"]


_SHORT_NAMES: Final = sorted(
    [*((namespace, f"{name}:") for name, namespace in PREFIXES.items()), (str(ID), "")],
    key=lambda pair: len(pair[0]),
    reverse=True,
)


def shorten(iri: str) -> str:
    """Return the IRI as a prefixed name, or as a key if it is one of ours."""
    for namespace, short in _SHORT_NAMES:
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return short + iri[len(namespace) :]
    return iri
