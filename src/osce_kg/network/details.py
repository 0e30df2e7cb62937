"""What is known of the events and participations of a network, down to the passages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

from rdflib.term import URIRef

from osce_kg.model.network import (
    Attendance,
    Capacity,
    NamedThing,
    NetworkEvent,
    Quotation,
    SourceDocument,
)
from osce_kg.namespaces import OKG, PREFIXES
from osce_kg.network.properties import Properties
from osce_kg.store import QueryReader

_TYPE: Final = URIRef(PREFIXES["rdf"] + "type")
_LABEL: Final = URIRef(PREFIXES["rdfs"] + "label")
_ISSUED: Final = URIRef(PREFIXES["dcterms"] + "issued")
_SOURCE: Final = URIRef(PREFIXES["dcterms"] + "source")

_MOST_SPECIFIC_FIRST: Final = (
    "Person",
    "Delegation",
    "AgentGroup",
    "State",
    "Place",
    "FieldOperation",
    "Institution",
    "DecisionMakingBody",
    "StructuralUnit",
    "GovernmentBody",
    "IntergovernmentalOrganization",
    "CivilSocietyOrganization",
    "Organization",
    "Agent",
)
"""Classes of nodes: a thing has all those above its own as types, too."""

_EVENT: Final = (
    _LABEL,
    OKG.status,
    OKG["mode"],
    OKG["format"],
    OKG.edtf,
    OKG.startEarliest,
    OKG.startLatest,
    OKG.endEarliest,
    OKG.endLatest,
    OKG.place,
    OKG.inState,
    OKG.topic,
    OKG.duringVisit,
    OKG.attestedBy,
)


def read_things(reader: QueryReader, iris: Iterable[str]) -> Callable[[str], NamedThing]:
    """Return a function from the IRIs to the things, with labels and kinds."""
    known = Properties(reader, iris, (_LABEL, _TYPE))

    def thing(iri: str) -> NamedThing:
        classes = {kind.removeprefix(str(OKG)) for kind in known.iris(iri, _TYPE)}
        kind = next((name for name in _MOST_SPECIFIC_FIRST if name in classes), "Thing")
        return NamedThing(iri, known.text(iri, _LABEL) or iri, kind)

    return thing


def read_events(reader: QueryReader, iris: Collection[str]) -> dict[str, NetworkEvent]:
    """Return the events by IRI."""
    known = Properties(reader, iris, _EVENT)

    def targets(predicate: URIRef) -> set[str]:
        return {value for iri in iris for value in known.iris(iri, predicate)}

    visits = Properties(reader, targets(OKG.duringVisit), (OKG.visitor,))
    quotations = _read_quotations(reader, targets(OKG.attestedBy))
    thing = read_things(reader, targets(OKG.place) | targets(OKG.inState))
    return {
        iri: NetworkEvent(
            iri=iri,
            label=known.text(iri, _LABEL) or iri,
            status=known.concept(iri, OKG.status),
            mode=known.concept(iri, OKG["mode"]),
            format=known.concept(iri, OKG["format"]),
            edtf=known.text(iri, OKG.edtf),
            start_earliest=known.text(iri, OKG.startEarliest),
            start_latest=known.text(iri, OKG.startLatest),
            end_earliest=known.text(iri, OKG.endEarliest),
            end_latest=known.text(iri, OKG.endLatest),
            places=tuple(thing(place) for place in known.iris(iri, OKG.place)),
            states=tuple(thing(state) for state in known.iris(iri, OKG.inState)),
            topics=tuple(known.concepts(iri, OKG.topic)),
            visitors=tuple(
                visitor
                for visit in known.iris(iri, OKG.duringVisit)
                for visitor in visits.iris(visit, OKG.visitor)
            ),
            quotations=tuple(
                sorted(
                    (quotations[passage] for passage in known.iris(iri, OKG.attestedBy)),
                    key=lambda quotation: (quotation.document.iri, quotation.start, quotation.iri),
                )
            ),
        )
        for iri in iris
    }


def read_attendances(reader: QueryReader, iris: Collection[str]) -> dict[str, Attendance]:
    """Return the participations by IRI."""
    known = Properties(
        reader,
        iris,
        (OKG.participant, OKG.participationRole, OKG.inCapacity, OKG.representing, OKG.confidence),
    )
    capacities = _read_capacities(reader, {h for iri in iris for h in known.iris(iri, OKG.inCapacity)})
    others = {
        value
        for iri in iris
        for predicate in (OKG.participant, OKG.representing)
        for value in known.iris(iri, predicate)
    }
    thing = read_things(reader, others)
    return {
        iri: Attendance(
            iri=iri,
            agent=thing(known.iri(iri, OKG.participant) or iri),
            role=known.concept(iri, OKG.participationRole),
            capacities=tuple(capacities[holding] for holding in known.iris(iri, OKG.inCapacity)),
            represented=tuple(thing(body) for body in known.iris(iri, OKG.representing)),
            confidence=known.number(iri, OKG.confidence),
        )
        for iri in iris
    }


def _read_capacities(reader: QueryReader, holdings: Collection[str]) -> dict[str, Capacity]:
    known = Properties(reader, holdings, (OKG.post, OKG.tenureStatus))
    post_of = {holding: known.iri(holding, OKG.post) or "" for holding in holdings}
    posts = Properties(reader, filter(None, post_of.values()), (_LABEL, OKG.title))
    return {
        holding: Capacity(
            label=posts.text(post, _LABEL) or "",
            title=posts.text(post, OKG.title) or posts.text(post, _LABEL) or "",
            tenure=known.concept(holding, OKG.tenureStatus),
        )
        for holding, post in post_of.items()
    }


def _read_quotations(reader: QueryReader, passages: Collection[str]) -> dict[str, Quotation]:
    known = Properties(reader, passages, (OKG.exact, OKG.passageOf, OKG.startOffset, OKG.endOffset))
    document_of = {passage: known.iri(passage, OKG.passageOf) or "" for passage in passages}
    documents = Properties(reader, filter(None, document_of.values()), (_LABEL, _ISSUED, _SOURCE))
    return {
        passage: Quotation(
            iri=passage,
            text=known.text(passage, OKG.exact) or "",
            document=SourceDocument(
                document,
                documents.text(document, _LABEL) or document,
                documents.text(document, _ISSUED),
                documents.iri(document, _SOURCE),
            ),
            start=int(known.number(passage, OKG.startOffset) or 0),
            end=int(known.number(passage, OKG.endOffset) or 0),
        )
        for passage, document in document_of.items()
    }
