"""The SPARQL behind a network: one query gives its pairs, and can be asked of the endpoint as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import Final

from rdflib.term import URIRef

from osce_kg.model.network import NetworkRequest
from osce_kg.namespaces import OKG, PREFIXES, VOCAB

NODE_KINDS: Final = MappingProxyType(
    {
        "person": "persons, named or known by their post",
        "participant": "persons, groups and delegations",
        "state": "States that participants represented, themselves or through a body of theirs",
        "institution": "what participants represented: an institution, a body, an organization or a State",
        "actor": "States, and organizations of no State as wholes: the OSCE for all its institutions",
    }
)
"""Every kind of nodes with what it means."""

EVENT_KINDS: Final = MappingProxyType(
    {
        "meeting": "pairs on different sides of one meeting, in person or by video",
        "visit": "from the visitor to the State visited",
    }
)
"""Every kind of edges with what it means."""

DATE_RULES: Final = MappingProxyType(
    {
        "certain": "the event lies wholly within the period, as far as its dates may range",
        "overlap": "the days on which it can have been are known, and some of them are in the period",
        "possible": "nothing that is known keeps it out of the period: undated events count as well",
    }
)
"""How sure it must be that an event lies in the period; each rule lets in all that the one before it does."""

OPENING: Final = f"""PREFIX okg: <{OKG}>
PREFIX mode: <{VOCAB}event-mode/>
PREFIX xsd: <{PREFIXES["xsd"]}>
"""
"""Declares every prefix of ``encounters_selection``."""

# What stands for a participation in the network; {it}: the participation, {agent}: who took part. Persons are
# looked up after BIND: EXISTS would list all of them first, and a pattern before BIND be joined too early.
_NODE: Final = MappingProxyType(
    {
        "person": "BIND ({agent} AS {node})\n  {node} a okg:Person .",
        "participant": "BIND ({agent} AS {node})",
        "state": "{it} okg:representing/okg:ofState? {node} .\n  FILTER EXISTS {{ {node} a okg:State }}",
        "institution": "{it} okg:representing {node} .",
        "actor": "{it} okg:representing/okg:unitOf*/okg:ofState? {node} .\n"
        "  FILTER NOT EXISTS {{ {node} okg:unitOf|okg:ofState ?above }}",
    }
)

# The rule of queries/rules/met-with.rq, with the meeting and the participations kept.
_MEETING: Final = """  ?mine okg:inEvent ?event ; okg:participant ?agent ; okg:onSide ?side .
  ?theirs okg:inEvent ?event ; okg:participant ?otherAgent ; okg:onSide ?otherSide .
  FILTER (?side != ?otherSide && ?agent != ?otherAgent)"""

# From an event to its place and all that this lies in; a State without a place stands for its territory.
_WHERE: Final = "(okg:place/okg:locatedIn*)|(okg:inState/^okg:territoryOf)"

# From a participation to the State, or to the institution and all that it is a unit of.
_REPRESENTED_STATE: Final = "okg:representing/okg:ofState?"
_REPRESENTED_INSTITUTION: Final = "okg:representing/okg:unitOf*"

# The rule of queries/rules/visited.rq, likewise.
_VISIT: Final = """  ?event okg:visitor ?agent ; okg:inState ?target .
  ?mine okg:inEvent ?event ; okg:participant ?agent ."""


def encounters_query(request: NetworkRequest) -> str:
    """Return the SELECT query whose solutions are the pairs of participations behind the edges.

    It gives ``?event ?source ?target ?mine`` and, for meetings, ``?theirs``: the event, the two nodes, and
    the participations. The number of distinct events of a source and a target is the weight of their edge.
    """
    return f"{OPENING}{encounters_selection(request)}\nORDER BY ?source ?target ?event ?mine\n"


def encounters_selection(request: NetworkRequest) -> str:
    """Return the same without prefixes and order, to stand within another query."""
    is_visit = request.kind == "visit"
    lines = [
        f"SELECT DISTINCT ?event ?source ?target ?mine{'' if is_visit else ' ?theirs'}",
        "WHERE {",
        *_of_few_events(request),
        f"  ?event a {OKG['Visit' if is_visit else 'Meeting'].n3()} ;",
        f"    okg:status {VOCAB['event-status/' + request.status].n3()} .",
        *_period(request),
        *_event_filters(request),
    ]
    if is_visit:
        lines += [_VISIT, *_sureness(request, "?mine")]
        lines += [_node(request, "?mine", "?agent", "?source"), "  FILTER (?source != ?target)"]
    else:
        lines += [
            "  ?event okg:mode ?mode . FILTER (?mode IN (mode:in-person, mode:video))",
            _MEETING,
            *_sureness(request, "?mine", "?theirs"),
            _node(request, "?mine", "?agent", "?source"),
            _node(request, "?theirs", "?otherAgent", "?target"),
            "  FILTER (STR(?source) < STR(?target))",
        ]
    lines += _side_filters(request, is_visit)
    return "\n".join([*lines, "}"])


def actors_query(bodies: Iterable[str]) -> str:
    """Return a query for the State or whole organization that bodies belong to: ``?body ?actor``."""
    asked = " ".join(URIRef(body).n3() for body in bodies)
    return (
        f"{OPENING}SELECT ?body ?actor {{ VALUES ?body {{ {asked} }} "
        "?body okg:unitOf*/okg:ofState? ?actor . "
        "FILTER NOT EXISTS { ?actor okg:unitOf|okg:ofState ?above } } ORDER BY ?body ?actor"
    )


def properties_query(subjects: Iterable[str], predicates: Iterable[URIRef]) -> str:
    """Return a query for what these things have: ``?subject ?predicate ?value``."""
    asked = " ".join(URIRef(subject).n3() for subject in subjects)
    wanted = ", ".join(predicate.n3() for predicate in predicates)
    # A second VALUES instead of the filter takes forty times as long in Oxigraph 0.5.
    return (
        f"SELECT ?subject ?predicate ?value {{ VALUES ?subject {{ {asked} }} ?subject ?predicate ?value . "
        f"FILTER (?predicate IN ({wanted})) }}"
    )


def _of_few_events(request: NetworkRequest) -> list[str]:
    """Return patterns that lead from what is asked for to its events: filters alone look at all events."""
    ways = [
        ("?wantedPerson", request.persons, "okg:participant"),
        # A visit is also the visited State's, which the filter of the sides sees to.
        ("?wantedState", request.states if request.kind == "meeting" else (), _REPRESENTED_STATE),
        ("?wantedInstitution", request.institutions, _REPRESENTED_INSTITUTION),
    ]
    lines = []
    for variable, iris, way in ways:
        if iris:
            wanted = " ".join(URIRef(iri).n3() for iri in iris)
            lines.append(f"  VALUES {variable} {{ {wanted} }}")
            lines.append(f"  {variable}There {way} {variable} ; okg:inEvent ?event .")
    return lines


def _node(request: NetworkRequest, participation: str, agent: str, node: str) -> str:
    pattern = _NODE[request.nodes]
    return "  " + pattern.format(it=participation, agent=agent, node=node).replace("?above", f"{node}Above")


def _period(request: NetworkRequest) -> list[str]:
    first, last = request.first_day, request.last_day
    if first is None and last is None:
        return []
    opens, closes = "?startEarliest", "?endLatest"
    if request.dates == "certain":
        opens, closes = closes, opens
    conditions = []
    if last is not None:
        conditions.append((opens, f'{opens} <= "{last}"^^xsd:date'))
    if first is not None:
        conditions.append((closes, f'{closes} >= "{first}"^^xsd:date'))
    if request.dates == "possible":
        known = [
            "  OPTIONAL { ?event okg:startEarliest ?startEarliest }",
            "  OPTIONAL { ?event okg:endLatest ?endLatest }",
        ]
        tests = [f"(!BOUND({variable}) || {test})" for variable, test in conditions]
    else:
        known = ["  ?event okg:startEarliest ?startEarliest ; okg:endLatest ?endLatest ."]
        tests = [test for _, test in conditions]
    return [*known, f"  FILTER ({' && '.join(tests)})"]


def _sureness(request: NetworkRequest, *participations: str) -> list[str]:
    """Return patterns that must stand before any BIND: after one, they would pair all with all."""
    if request.confidence is None:
        return []
    return [
        f"  {one} okg:confidence {one}Sure . FILTER ({one}Sure >= {request.confidence!r})"
        for one in participations
    ]


def _event_filters(request: NetworkRequest) -> list[str]:
    patterns = []
    if request.places:
        patterns.append(_existing(request.places, lambda place: f"?event {_WHERE} {place}"))
    if request.topics:
        patterns.append(_existing(request.topics, lambda topic: f"?event okg:topic {topic}"))
    if request.documents:
        wanted = " ".join(URIRef(document).n3() for document in request.documents)
        patterns.append(f"  VALUES ?wantedDocument {{ {wanted} }}")
        patterns.append("  ?event okg:attestedBy/okg:passageOf ?wantedDocument .")
    return patterns


def _side_filters(request: NetworkRequest, is_visit: bool) -> list[str]:
    agents = ("?agent",) if is_visit else ("?agent", "?otherAgent")
    sides = ("?mine",) if is_visit else ("?mine", "?theirs")
    patterns = []
    if request.persons:
        wanted = ", ".join(URIRef(person).n3() for person in request.persons)
        patterns.append(f"  FILTER ({' || '.join(f'{agent} IN ({wanted})' for agent in agents)})")
    if request.states:
        tests = [
            f"EXISTS {{ {side} {_REPRESENTED_STATE} {URIRef(state).n3()} }}"
            for side in sides
            for state in request.states
        ]
        if is_visit:
            tests += [f"?target = {URIRef(state).n3()}" for state in request.states]
        patterns.append(f"  FILTER ({' || '.join(tests)})")
    if request.institutions:
        tests = [
            f"EXISTS {{ {side} {_REPRESENTED_INSTITUTION} {URIRef(institution).n3()} }}"
            for side in sides
            for institution in request.institutions
        ]
        patterns.append(f"  FILTER ({' || '.join(tests)})")
    return patterns


def _existing(iris: tuple[str, ...], pattern: Callable[[str], str]) -> str:
    tests = " || ".join(f"EXISTS {{ {pattern(URIRef(iri).n3())} }}" for iri in iris)
    return f"  FILTER ({tests})"
