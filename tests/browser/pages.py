"""The pages that the explorer consists of, as addresses on the server of the sample build."""

from __future__ import annotations

from urllib.parse import quote

from subjects import Subjects

_PERSONS = "SELECT ?person ?name { ?person a okg:Person ; rdfs:label ?name } ORDER BY ?name LIMIT 20"

FIXED = {
    "start": "/",
    "search": "/search?q=Minister",
    "search without an answer": "/search?q=zzzzqqqq",
    "events by facets": "/browse",
    "query form": "/sparql",
    "query solutions": f"/sparql?query={quote(_PERSONS)}",
    "query error": f"/sparql?query={quote('SELECT ?x WHERE { ?x a okg:Person ')}",
    "downloads": "/dump/",
    "ontology": "/ontology",
    "shapes": "/shapes",
    "network": "/explore/network",
    "timeline": "/explore/timeline",
    "map": "/explore/map",
    "values of a facet": "/explore/values/person",
    "concept": "/vocab/event-status/occurred",
    "named graph": "/graph/reference",
}
"""Addresses by the names of their pages."""

THINGS = {
    "person": "okg:Person",
    "State": "okg:State",
    "institution": "okg:Institution",
    "field operation": "okg:FieldOperation",
    "place": "okg:Place",
    "meeting": "okg:Meeting",
    "visit": "okg:Visit",
    "conference": "okg:Conference",
    "document": "okg:Document",
    "post": "okg:Post",
}
"""Classes of the things that have pages, by the names of these."""

STATUS = {"query error": 400}
"""Status of the pages that are not answered with 200."""

ENGLISH_ONLY = {"ontology", "shapes"}
"""Pages that the ontology's own texts make, which are English."""

NAMES = (*FIXED, *THINGS)


def address(name: str, subjects: Subjects) -> str:
    """Return the path of a page; of a thing, of that of which most is said."""
    return FIXED.get(name) or f"/doc/{subjects.key(THINGS[name])}"


def in_language(path: str, language: str) -> str:
    """Return the path of a page in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"
