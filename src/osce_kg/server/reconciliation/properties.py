"""What can be asked of things: properties that constrain what is searched for, and that extend a table.

Each is a SPARQL property path of the graph, so that the same can be asked at ``/sparql``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from rdflib.term import URIRef

from osce_kg.namespaces import PREFIXES
from osce_kg.searching import ENTITY_TYPES, ancestors


class Step(NamedTuple):
    """One step of a path: along a property, or against it."""

    predicate: URIRef
    is_inverse: bool


@dataclass(frozen=True)
class Property:
    """A property of things.

    Attributes:
        id: how clients name it.
        name: how people are shown it.
        types: things of which types have it.
        path: alternatives of sequences of properties, in the syntax of SPARQL: ``^okg:holder/okg:post``.
        ranges: types of the things that are values; things of other types, to which the path leads too, are
            none. Empty for texts and concepts of vocabularies.
        is_single: a thing has one value, so that another one contradicts; of others, not all may be known.
    """

    id: str
    name: str
    types: tuple[str, ...]
    path: str
    ranges: tuple[str, ...] = ()
    is_single: bool = False

    @cached_property
    def alternatives(self) -> tuple[tuple[Step, ...], ...]:
        """The path as steps."""
        return tuple(tuple(_step(step) for step in sequence.split("/")) for sequence in self.path.split("|"))


def _step(text: str) -> Step:
    prefix, _, local = text.removeprefix("^").partition(":")
    return Step(URIRef(PREFIXES[prefix] + local), text.startswith("^"))


_POST: Final = "^okg:holder/okg:post"
_AGENTS: Final = ("Person", "Organization", "State")

PROPERTIES: Final = (
    Property("post", "post", ("Person",), _POST, ("Post",)),
    Property(
        "organization",
        "organization",
        ("Person", "Post"),
        f"okg:postIn|{_POST}/okg:postIn|^okg:participant/okg:representing",
        ("Organization",),
    ),
    Property(
        "state",
        "State",
        ("Person", "Post", "Organization", "Place", "Event"),
        "okg:inState|okg:ofState|okg:hostState|okg:territoryOf|okg:postIn|okg:postIn/okg:ofState"
        f"|{_POST}/okg:postIn|{_POST}/okg:postIn/okg:ofState|^okg:participant/okg:representing",
        ("State",),
        is_single=True,
    ),
    Property(
        "period",
        "date or period",
        ("Person", "Event", "Document"),
        "okg:edtf|dcterms:issued|^okg:holder/okg:edtf|okg:participantIn/okg:edtf",
    ),
    Property("metWith", "met with", ("Person", "Organization", "State"), "okg:metWith", _AGENTS),
    Property("visited", "visited", ("Person", "Organization"), "okg:visited", ("State",)),
    Property("event", "took part in", ("Person", "Organization", "State"), "okg:participantIn", ("Event",)),
    Property("holder", "holder", ("Post",), "^okg:post/okg:holder", ("Person",)),
    Property(
        "official",
        "official",
        ("Organization", "State"),
        "^okg:postIn/^okg:post/okg:holder",
        ("Person",),
    ),
    Property("unitOf", "part of", ("Organization",), "okg:unitOf", ("Organization",)),
    Property("place", "place", ("Event", "Organization"), "okg:place|schema:location", ("Place",)),
    Property("participant", "participant", ("Event",), "okg:hasParticipant", _AGENTS),
    Property("host", "host", ("Event",), "okg:host", _AGENTS),
    Property("duringVisit", "during visit", ("Event",), "okg:duringVisit", ("Event",), is_single=True),
    Property("earliest", "first possible day", ("Event",), "okg:startEarliest", is_single=True),
    Property("latest", "last possible day", ("Event",), "okg:endLatest", is_single=True),
    Property("format", "format", ("Event",), "okg:format"),
    Property("status", "event status", ("Event",), "okg:status", is_single=True),
    Property("topic", "topic", ("Event",), "okg:topic"),
    Property("confidence", "confidence", ("Event",), "okg:confidence"),
    Property("passage", "sentence", ("Event",), "okg:attestedBy/okg:exact"),
    Property(
        "document",
        "document",
        ("Person", "Event"),
        "okg:attestedBy/okg:passageOf|^okg:nameOf/okg:attestedBy/okg:passageOf",
        ("Document",),
    ),
    Property("issued", "issued on", ("Document",), "dcterms:issued", is_single=True),
    Property("issuedBy", "issued by", ("Document",), "okg:issuedBy", _AGENTS),
    Property("genre", "genre", ("Document",), "okg:genre", is_single=True),
    Property("symbol", "symbol", ("Document",), "okg:symbol", is_single=True),
    Property("source", "source", ("Document",), "dcterms:source"),
    Property(
        "otherName",
        "other name",
        ("Person", "State", "Organization", "Place"),
        "skos:altLabel|^okg:nameOf/okg:nameString",
    ),
    Property("code", "code", ("State",), "skos:notation", is_single=True),
    Property("osceStatus", "status in the OSCE", ("State",), "^okg:ofState/okg:statusInOsce"),
    Property("sameAs", "the same elsewhere", ("State", "Place"), "owl:sameAs"),
    Property("latitude", "latitude", ("Place",), "schema:latitude"),
    Property("longitude", "longitude", ("Place",), "schema:longitude"),
)
"""Every property, those that tell most first."""

_BY_NAME: Final = {name: prop for prop in PROPERTIES for name in (prop.id.lower(), prop.name.lower())}

DESCRIBING: Final = {
    "Person": ("post",),
    "State": ("osceStatus",),
    "Organization": ("unitOf", "state"),
    "Post": (),
    "Place": ("state",),
    "Event": ("period", "state"),
    "Document": ("genre", "issued"),
}
"""For each type at the top, what tells its things apart in a line."""

PREVIEWED: Final = {
    "Person": ("post", "state", "period", "otherName"),
    "State": ("osceStatus", "code", "otherName"),
    "Organization": ("unitOf", "state", "place", "otherName"),
    "Post": ("holder", "organization", "state"),
    "Place": ("state", "otherName"),
    "Event": ("period", "participant", "place", "status"),
    "Document": ("genre", "issued", "issuedBy", "symbol"),
}
"""For each type at the top, what a preview shows of its things."""


def property_named(name: str) -> Property | None:
    """Return the property with this identifier or this name, in any case; None if there is none."""
    return _BY_NAME.get(name.strip().lower())


def properties_of(types: Collection[str]) -> tuple[Property, ...]:
    """Return the properties that things of these types can have."""
    broader = {above for type_id in types if type_id in ENTITY_TYPES for above in ancestors(type_id)}
    return tuple(prop for prop in PROPERTIES if broader.intersection(prop.types))
