"""Who wrote what and when: an activity for each write, in PROV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from rdflib import DCTERMS, PROV, RDF, RDFS, XSD
from rdflib.term import Literal, URIRef

from osce_kg.identifiers import digest, entity_iri
from osce_kg.model.statement import Statement
from osce_kg.writing.requests import WriteRequest
from osce_kg.writing.user_graphs import ACTIVITIES


def activity_statements(
    request: WriteRequest, agent: str, moment: dt.datetime, graphs: Iterable[str]
) -> Iterator[Statement]:
    """Describe a write.

    Args:
        request: what was asked for.
        agent: who asked for it, in words.
        moment: when, in UTC.
        graphs: what was changed by it.
    """
    time = moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    writer = entity_iri(f"writer/x{digest(agent)}")
    activity = entity_iri(f"write/x{digest(time, request.digest, request.operation, request.graph)}")
    day = time[:10]
    triples: tuple[tuple[URIRef, URIRef, URIRef | Literal], ...] = (
        (activity, RDF.type, PROV.Activity),
        (activity, RDFS.label, Literal(f"Write of {agent} ({day})", lang="en")),
        (activity, PROV.endedAtTime, Literal(time, datatype=XSD.dateTime, normalize=False)),
        (activity, DCTERMS.identifier, Literal(f"sha256:{request.digest}")),
        (activity, PROV.wasAssociatedWith, writer),
        (writer, RDF.type, PROV.Agent),
        (writer, RDFS.label, Literal(agent, lang="en")),
        *((URIRef(graph), PROV.wasInfluencedBy, activity) for graph in graphs),
    )
    for subject, predicate, value in triples:
        yield Statement(subject, predicate, value, ACTIVITIES)
