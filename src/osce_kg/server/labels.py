"""What to call a thing on a page."""

from __future__ import annotations

import re
from typing import Final

from rdflib.term import Literal, URIRef

from osce_kg.namespaces import OKG, PREFIXES, shorten
from osce_kg.store import StatementReader
from osce_kg.store.texts import preferred_text

_LABELS: Final = (
    URIRef(PREFIXES["rdfs"] + "label"),
    URIRef(PREFIXES["skos"] + "prefLabel"),
    URIRef(PREFIXES["dcterms"] + "title"),
    OKG.nameString,
    OKG.exact,
)
"""Properties whose value can stand for a thing, the best one first."""

_NAMED_AFTER: Final = (OKG.post, OKG.inEvent)
"""An office holding goes by its post, a participation by its event."""

_AUTHORITIES: Final = {
    "http://www.wikidata.org/entity/": "Wikidata",
    "https://sws.geonames.org/": "GeoNames",
    "http://viaf.org/viaf/": "VIAF",
    "https://d-nb.info/gnd/": "GND",
    "http://id.loc.gov/authorities/names/": "LCNAF",
}
"""What IRIs of authorities start with, and what the authorities are called."""

_LONGEST: Final = 140
_CAPITAL = re.compile(r"(?<=[a-z])([A-Z])")


def label_of(reader: StatementReader, iri: URIRef, language: str = "en") -> str:
    """Return the label of a thing, shortened to a line, or its shortened IRI.

    Args:
        language: the one that is preferred, if there are labels in several.
    """
    text = own_label(reader, iri, language)
    if text is None:
        for predicate in _NAMED_AFTER:
            for _, _, value in reader.triples(subject=iri, predicate=predicate):
                if text is None and isinstance(value, URIRef):
                    text = own_label(reader, value, language)
    text = text or _name_elsewhere(iri) or shorten(str(iri))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _name_elsewhere(iri: str) -> str | None:
    """Return the name of a thing in an authority file, e.g. ``Wikidata Q232``; None if in none."""
    for start, authority in _AUTHORITIES.items():
        if iri.startswith(start) and (key := iri[len(start) :].strip("/")):
            return f"{authority} {key}"
    return None


def property_label(reader: StatementReader, iri: URIRef, language: str = "en") -> str:
    """Return the label of a property; of one of other vocabularies, the words of its name."""
    own = own_label(reader, iri, language)
    if own is not None:
        return own
    name = re.split(r"[/#]", str(iri))[-1]
    return _CAPITAL.sub(lambda match: f" {match[1].lower()}", name) or str(iri)


def own_label(reader: StatementReader, iri: URIRef, language: str = "en") -> str | None:
    """Return the text by which a thing is called; None if it has no name of its own."""
    for predicate in _LABELS:
        values = [value for _, _, value in reader.triples(subject=iri, predicate=predicate)]
        text = preferred_text([value for value in values if isinstance(value, Literal)], language)
        if text:
            return text
    return None
