"""The SPARQL behind the list of events and behind its facets: each is what one query answers."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from osce_kg.namespaces import OKG, PREFIXES, VOCAB
from osce_kg.server.browsing.selection import EVENT_KINDS, EventSelection
from osce_kg.store.gate import checked_iri

EVENTS_ON_A_PAGE: Final = 20
VALUES_OF_A_FACET: Final = 12
EVENT_COLUMNS: Final = (
    *("event", "when", "place", "state", "status", "confidence", "assertion"),
    *("passage", "quote", "document"),
)
"""Variables of the query for the list, in their order."""

_OPENING: Final = f"PREFIX okg: <{OKG}>\nPREFIX xsd: <{PREFIXES['xsd']}>\n"

_ABOUT: Final = MappingProxyType(
    {
        "person": "?part okg:participant ?value ; okg:inEvent ?event . ?value a okg:Person .",
        "state": "?event okg:inState|(^okg:inEvent/okg:representing/okg:ofState?) ?value . "
        "?value a okg:State .",
        "institution": "?part okg:inEvent ?event ; okg:representing/okg:unitOf* ?value . "
        "FILTER NOT EXISTS { ?value a okg:State }",
        "place": "?event okg:place/okg:locatedIn* ?value .",
        "topic": "?event okg:topic ?value .",
        "source": "?event okg:attestedBy/okg:passageOf ?value .",
        # The year in which it can have begun: one of those that the filter for a year finds it by.
        "year": "?event okg:startEarliest ?since ; okg:endLatest ?until . "
        "BIND (SUBSTR(STR(?since), 1, 4) AS ?value)",
        "kind": f"VALUES ?value {{ {' '.join(kind.n3() for kind in EVENT_KINDS.values())} }} "
        "?event a ?value .",
        "status": "?event okg:status ?value .",
    }
)
"""Facets, with how an event has a value of each."""

FACETS: Final = ("kind", "status", "year", "person", "state", "institution", "place", "topic", "source")
"""In the order of the page."""

# From what is asked for to the events, so that a thing with few events costs little.
_FILTERS: Final = MappingProxyType(
    {
        "person": "?asked_{n} okg:participant ?{name} ; okg:inEvent ?event .",
        "state": "{{ ?event okg:inState ?{name} }} UNION\n"
        "    {{ ?asked_{n} okg:representing ?{name} ; okg:inEvent ?event }} UNION\n"
        "    {{ ?asked_{n} okg:representing/okg:ofState ?{name} ; okg:inEvent ?event }}",
        "institution": "?asked_{n} okg:representing/okg:unitOf* ?{name} ; okg:inEvent ?event .",
        "place": "?event okg:place/okg:locatedIn* ?{name} .",
        "topic": "?event okg:topic ?{name} .",
        "source": "?event okg:attestedBy/okg:passageOf ?{name} .",
    }
)


def events_query(selection: EventSelection) -> str:
    """Return the query for one page of the list, the latest first, undated events last."""
    offset = (selection.page - 1) * EVENTS_ON_A_PAGE
    columns = " ".join(f"?{name}" for name in EVENT_COLUMNS)
    return f"""{_OPENING}SELECT {columns}
WHERE {{
  {{
    SELECT DISTINCT ?event ?day
    WHERE {{
{_selected(selection, "      ")}
      OPTIONAL {{ ?event okg:startLatest ?day }}
    }}
    ORDER BY DESC(?day) ?event
    LIMIT {EVENTS_ON_A_PAGE} OFFSET {offset}
  }}
  OPTIONAL {{ ?event okg:edtf ?when }}
  OPTIONAL {{ ?event okg:place ?place }}
  OPTIONAL {{ ?event okg:inState ?state }}
  OPTIONAL {{ ?event okg:status ?status }}
  OPTIONAL {{ ?event okg:confidence ?confidence }}
  OPTIONAL {{ ?event okg:assertionStatus ?assertion }}
  OPTIONAL {{
    ?event okg:attestedBy ?passage .
    ?passage okg:exact ?quote ; okg:passageOf ?document .
  }}
}}
ORDER BY DESC(?day) ?event ?passage
"""


def total_query(selection: EventSelection) -> str:
    """Return the query for how many events are listed on all pages."""
    return f"""{_OPENING}SELECT (COUNT(DISTINCT ?event) AS ?events)
WHERE {{
{_selected(selection, "  ")}
}}
"""


def facet_query(selection: EventSelection, facet: str) -> str:
    """Return the query for the values of a facet, those of the most events first: ``?value ?events``."""
    order = "DESC(?value)" if facet == "year" else "DESC(?events) STR(?value)"
    return f"""{_OPENING}SELECT ?value (COUNT(DISTINCT ?event) AS ?events)
WHERE {{
{_selected(selection, "  ")}
  {_ABOUT[facet]}
}}
GROUP BY ?value
ORDER BY {order}
LIMIT {VALUES_OF_A_FACET}
"""


def _selected(selection: EventSelection, indent: str) -> str:
    lines = [*_things(selection), "?event okg:status ?any_status ."]
    if selection.kind is not None:
        lines.append(f"?event a {EVENT_KINDS[selection.kind].n3()} .")
    if selection.status is not None:
        lines.append(f"?event okg:status <{VOCAB}event-status/{selection.status}> .")
    if selection.confidence is not None:
        least = f"FILTER (xsd:double(?sure) >= xsd:double({selection.confidence:g}))"
        lines.append(f"?event okg:confidence ?sure . {least}")
    if selection.first_day is not None:
        lines.append(f'?event okg:endLatest ?end . FILTER (STR(?end) >= "{selection.first_day}")')
    if selection.last_day is not None:
        lines.append(f'?event okg:startEarliest ?start . FILTER (STR(?start) <= "{selection.last_day}~")')
    return "\n".join(f"{indent}{line}" for line in lines)


def _things(selection: EventSelection) -> Iterable[str]:
    for name, iris in selection.filters.items():
        values = " ".join(str(checked_iri(iri)) for iri in iris)
        yield f"VALUES ?{name} {{ {values} }}"
        yield _FILTERS[name].format(name=name, n=name)
