"""States with their names, territories and status in the OSCE over time, and which State chaired it when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rdflib import OWL, RDF, RDFS, SKOS
from rdflib.term import Literal, URIRef

from osce_kg.graph.literals import Pair, describe, english, plain
from osce_kg.graph.local_entities import minted
from osce_kg.graph.reference_nodes import name_statements, period_pairs, sourced_pairs
from osce_kg.identifiers import REFERENCE_GRAPH, entity_iri
from osce_kg.model.edtf import bounds
from osce_kg.model.reference import Reference, Sourced, State, StatePeriod, Tenure
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, concept
from osce_kg.reference.tables import CONFIDENCE_LEVELS

_WIKIDATA = "http://www.wikidata.org/entity/"


def state_statements(reference: Reference) -> Iterator[Statement]:
    """Give every State, its territory, its periods of status and its dated names."""
    for state in reference.states:
        iri = entity_iri(f"state/{state.iso3}")
        yield from describe(REFERENCE_GRAPH, iri, _state_pairs(state))
        yield from describe(REFERENCE_GRAPH, entity_iri(f"place/{state.iso3}"), _territory_pairs(state, iri))
        for successor in state.succeeded_by:
            yield Statement(entity_iri(f"state/{successor}"), OKG.succeeds, iri, REFERENCE_GRAPH)
    names = {state.iso3: state.name for state in reference.states}
    for period in reference.state_periods:
        iri = minted("state-participation", period.iso3, period.status, period.since)
        yield from describe(REFERENCE_GRAPH, iri, _period_pairs(period, names[period.iso3]))
    for key, name in reference.dated_names:
        if key.startswith("state/"):
            yield from name_statements(key, entity_iri(key), name)


def chairpersonship_statements(reference: Reference) -> Iterator[Statement]:
    """Give the Chairpersonships: a State's is one, however many persons chaired in its name."""
    names = {state.iso3: state.name for state in reference.states}
    tenures = [tenure for tenure in reference.tenures if tenure.post == "chairperson-in-office"]
    tenures.sort(key=lambda tenure: tenure.since)
    for iso3, chaired in groupby(tenures, key=lambda tenure: tenure.state):
        if iso3 is not None:
            iri, pairs = _chairpersonship(iso3, names[iso3], list(chaired))
            yield from describe(REFERENCE_GRAPH, iri, pairs)


def _state_pairs(state: State) -> Iterator[Pair]:
    yield RDF.type, OKG.State
    yield from _label_pairs(state)
    yield SKOS.notation, plain(state.iso3)
    for name in sorted({state.formal_name, *state.aliases} - {state.name}):
        yield SKOS.altLabel, english(name)
    yield SKOS.scopeNote, english(state.note) if state.note else None
    yield OWL.sameAs, URIRef(_WIKIDATA + state.wikidata) if state.wikidata else None
    yield from sourced_pairs(state.sourced)


def _territory_pairs(state: State, iri: URIRef) -> Iterator[Pair]:
    yield RDF.type, OKG.Place
    yield from _label_pairs(state)
    yield OKG.territoryOf, iri
    yield OKG.inState, iri
    yield from sourced_pairs(state.sourced)


def _label_pairs(state: State) -> Iterator[Pair]:
    for language, label in state.labels:
        yield RDFS.label, Literal(label, lang=language)


def _period_pairs(period: StatePeriod, name: str) -> Iterator[Pair]:
    yield RDF.type, OKG.StateParticipation
    yield RDFS.label, english(f"{name}: {period.status.replace('-', ' ')} from {period.since}")
    yield OKG.ofState, entity_iri(f"state/{period.iso3}")
    yield OKG.statusInOsce, concept("osce-status", period.status)
    yield from period_pairs(period.since, period.until)
    yield SKOS.scopeNote, english(period.note) if period.note else None
    yield from sourced_pairs(period.sourced)


def _chairpersonship(iso3: str, name: str, tenures: list[Tenure]) -> tuple[URIRef, list[Pair]]:
    """Describe the Chairpersonship that consecutive tenures for one State make up."""
    first, last = tenures[0], tenures[-1]
    sources = dict.fromkeys(tenure.sourced.source for tenure in tenures)
    weakest = max((tenure.sourced.confidence for tenure in tenures), key=CONFIDENCE_LEVELS.index)
    pairs: list[Pair] = [
        (RDF.type, OKG.Chairpersonship),
        (RDFS.label, english(f"Chairpersonship of {name}, {_year(first)}")),
        (OKG.ofState, entity_iri(f"state/{iso3}")),
        *period_pairs(first.since, last.until),
        *sourced_pairs(Sourced("; ".join(sources), weakest)),
    ]
    return minted("chairpersonship", iso3, first.since), pairs


def _year(first: Tenure) -> int:
    """Return the year that a Chairpersonship is named after: one begun in December is the next year's."""
    start = bounds(first.since).start_latest
    if start is None:
        raise ValueError(f"a Chairpersonship without a start: {first.person} for {first.state}")
    return start.year + (start.month == 12)
