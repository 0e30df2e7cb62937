"""Series of meetings and the sessions that are known beforehand: Summits and Ministerial Councils."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import RDF, RDFS, SKOS
from rdflib.term import URIRef

from osce_kg.graph.literals import Pair, describe, english
from osce_kg.graph.reference_nodes import period_pairs, sourced_pairs
from osce_kg.graph.reference_places import Cities
from osce_kg.identifiers import REFERENCE_GRAPH, entity_iri
from osce_kg.model.reference import Reference, Session
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, concept


def series_statements(reference: Reference, cities: Cities) -> Iterator[Statement]:
    """Give every series with its sessions."""
    for series in reference.series:
        iri = entity_iri(f"series/{series.key}")
        yield from describe(
            REFERENCE_GRAPH,
            iri,
            (
                (RDF.type, OKG.EventSeries),
                (RDFS.label, english(series.label)),
                *((SKOS.altLabel, english(alias)) for alias in series.aliases),
                *sourced_pairs(series.sourced),
            ),
        )
        for session in series.sessions:
            event = entity_iri(f"event/{series.key}-{session.number}")
            yield from describe(REFERENCE_GRAPH, event, _session_pairs(session, iri, cities))


def _session_pairs(session: Session, series: URIRef, cities: Cities) -> Iterator[Pair]:
    city = cities.find(session.city)
    yield RDF.type, OKG.Conference
    yield RDFS.label, english(session.label)
    yield OKG.inSeries, series
    yield OKG.status, concept("event-status", session.status)
    yield OKG["format"], concept("meeting-format", "conference")
    yield OKG.mode, concept("event-mode", session.mode)
    yield OKG.place, entity_iri(f"place/{city.key if city is not None else session.iso3}")
    yield OKG.inState, entity_iri(f"state/{session.iso3}")
    yield from period_pairs(session.since, session.until)
    yield from sourced_pairs(session.sourced)
