"""The SPARQL behind the views of the explorer: each query answers one question about a request's encounters.

All of them have ``encounters_selection`` at their heart, so that every view counts the same events. What a
page shows is what its query answers, and anybody can ask it of the endpoint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from rdflib.term import Literal, URIRef

from osce_kg.model.network import NetworkRequest
from osce_kg.namespaces import PREFIXES
from osce_kg.network.queries import OPENING, encounters_selection
from osce_kg.network.requesting import FILTERS

_OPENING: Final = (
    OPENING
    + f"PREFIX rdfs: <{PREFIXES['rdfs']}>\n"
    + f"PREFIX dcterms: <{PREFIXES['dcterms']}>\n"
    + f"PREFIX schema: <{PREFIXES['schema']}>\n"
)
FACETS: Final = MappingProxyType(
    {
        "person": "?side okg:participant ?value . ?value a okg:Person .",
        "state": "?side okg:representing/okg:ofState? ?value . ?value a okg:State .",
        "institution": "?side okg:representing/okg:unitOf* ?value .\n"
        "      FILTER NOT EXISTS { ?value a okg:State }",
        "place": "?event okg:place/okg:locatedIn* ?value .",
        "topic": "?event okg:topic ?value .",
        "source": "?event okg:attestedBy/okg:passageOf ?value .",
    }
)
"""Parameters of which the graph has the values, with where from: one of the two sides, or the event."""

_STATES_OF_VISITS: Final = (
    "?mine (okg:representing/okg:ofState?)|(okg:inEvent/okg:inState) ?value . ?value a okg:State ."
)
"""A visit is the visitor's State's and the visited one's."""

_NEVER: Final = "9999-12-31"
"""Stands for the day of an undated event: MIN of a group in which one is unbound is unbound."""


def edges_query(request: NetworkRequest) -> str:
    """Return the query for the edges of a network, the strongest first.

    It gives ``?source ?sourceLabel ?target ?targetLabel ?weight ?first ?last ?confidence``: what
    ``NetworkEdge`` says of an edge, with the number of its events as its weight.
    """
    sure = "?mineSure" if request.kind == "visit" else "IF(?mineSure < ?theirsSure, ?mineSure, ?theirsSure)"
    theirs = "" if request.kind == "visit" else "\n      OPTIONAL { ?theirs okg:confidence ?theirsSure }"
    limit = "" if request.strongest is None else f"\n    LIMIT {request.strongest}"
    return f"""{_OPENING}SELECT ?source {_label("source")} ?target {_label("target")}
  ?weight ?first ?last ?confidence
WHERE {{
  {{
    SELECT ?source ?target (COUNT(DISTINCT ?event) AS ?weight) (MAX(?sure) AS ?confidence)
      (MIN(COALESCE(?day, "{_NEVER}"^^xsd:date)) AS ?earliest) (MAX(?day) AS ?last)
    WHERE {{
      {{
{_indented(encounters_selection(request), 8)}
      }}
      OPTIONAL {{ ?event okg:startLatest ?day }}
      OPTIONAL {{ ?mine okg:confidence ?mineSure }}{theirs}
      BIND ({sure} AS ?sure)
    }}
    GROUP BY ?source ?target
    ORDER BY DESC(?weight) STR(?source) STR(?target){limit}
  }}
  BIND (IF(?earliest < "{_NEVER}"^^xsd:date, ?earliest, ?never) AS ?first)
  {_naming("source")}
  {_naming("target")}
}}
GROUP BY ?source ?target ?weight ?first ?last ?confidence
ORDER BY DESC(?weight) STR(?source) STR(?target)
"""


def totals_query(request: NetworkRequest, between: Sequence[str] = ()) -> str:
    """Return the query for how much there is, whatever is shown of it: ``?events ?pairs``.

    Args:
        request: which events.
        between: as of ``events_query``.
    """
    return f"""{_OPENING}SELECT (COUNT(DISTINCT ?event) AS ?events)
  (COUNT(DISTINCT CONCAT(STR(?source), " ", STR(?target))) AS ?pairs)
WHERE {{
  {{
{_indented(encounters_selection(_of_source(request, between)), 4)}
  }}{_behind_edge(between)}
}}
"""


def months_query(request: NetworkRequest) -> str:
    """Return the query for when events were: ``?first ?last ?events``.

    The first two are months, YYYY-MM: so many events were each between them; nothing for an unknown end.
    """
    return f"""{_OPENING}SELECT ?first ?last (COUNT(DISTINCT ?event) AS ?events)
WHERE {{
  {{
{_indented(encounters_selection(request), 4)}
  }}
  OPTIONAL {{ ?event okg:startEarliest ?startEarliest . BIND (SUBSTR(STR(?startEarliest), 1, 7) AS ?first) }}
  OPTIONAL {{ ?event okg:endLatest ?endLatest . BIND (SUBSTR(STR(?endLatest), 1, 7) AS ?last) }}
}}
GROUP BY ?first ?last
ORDER BY ?first ?last
"""


def places_query(request: NetworkRequest) -> str:
    """Return the query for where events were: ``?where ?whereLabel ?latitude ?longitude ?events``.

    A State has no latitude; an event in one of its cities counts for both. An event of which neither is known
    is in none of the rows.
    """
    return f"""{_OPENING}SELECT ?where {_label("where")} ?latitude ?longitude ?events
WHERE {{
  {{
    SELECT ?where ?latitude ?longitude (COUNT(DISTINCT ?event) AS ?events)
    WHERE {{
      {{
{_indented(encounters_selection(request), 8)}
      }}
      {{ ?event okg:inState ?where }}
      UNION
      {{
        ?event okg:place/okg:locatedIn* ?where .
        ?where schema:latitude ?latitude ; schema:longitude ?longitude
      }}
    }}
    GROUP BY ?where ?latitude ?longitude
  }}
  {_naming("where")}
}}
GROUP BY ?where ?latitude ?longitude ?events
ORDER BY DESC(?events) STR(?where)
"""


def facet_query(request: NetworkRequest, facet: str, *, find: str = "", limit: int = 200) -> str:
    """Return the query for by what the events can be filtered: ``?value ?valueLabel ?events``.

    Args:
        request: which events there are now.
        facet: key of ``FACETS``, a parameter; with one of its values in place of those that the request has,
            there are ``?events``.
        find: only values of which a label has this in it, in capitals or not.
        limit: how many values at most, those with the most events.
    """
    none: dict[str, Any] = {FILTERS[facet][0]: ()}
    request = replace(request, **none)
    pattern = FACETS[facet]
    if facet == "state" and request.kind == "visit":
        pattern = _STATES_OF_VISITS
    if "?side" in pattern:
        either = "?side = ?mine" if request.kind == "visit" else "?side = ?mine || ?side = ?theirs"
        pattern = f"?side okg:inEvent ?event . FILTER ({either})\n      {pattern}"
    if find:
        wanted = Literal(find.lower()).n3()
        pattern += f"\n      ?value rdfs:label ?found . FILTER (CONTAINS(LCASE(STR(?found)), {wanted}))"
    return f"""{_OPENING}SELECT ?value {_label("value")} ?events
WHERE {{
  {{
    SELECT ?value (COUNT(DISTINCT ?event) AS ?events)
    WHERE {{
      {{
{_indented(encounters_selection(request), 8)}
      }}
      {pattern}
    }}
    GROUP BY ?value
    ORDER BY DESC(?events) STR(?value)
    LIMIT {limit}
  }}
  {_naming("value")}
}}
GROUP BY ?value ?events
ORDER BY DESC(?events) STR(?value)
"""


def events_query(
    request: NetworkRequest, between: Sequence[str] = (), *, limit: int = 50, offset: int = 0
) -> str:
    """Return the query for the events, the latest first, with the passages that say so.

    It gives ``?event ?eventLabel ?date ?start ?place ?placeLabel ?passage ?quote ?document ?documentLabel
    ?issued``, a row for each passage and place of an event.

    Args:
        request: which events.
        between: IRIs of two nodes, source and target: only the events behind the edge between them.
        limit: how many events.
        offset: how many events to leave out first.
    """
    return f"""{_OPENING}SELECT ?event {_label("event")} ?date ?start ?place {_label("place")} ?passage ?quote
  ?document {_label("document")} ?issued
WHERE {{
  {{
    SELECT DISTINCT ?event ?start
    WHERE {{
      {{
{_indented(encounters_selection(_of_source(request, between)), 8)}
      }}{_behind_edge(between)}
      OPTIONAL {{ ?event okg:startEarliest ?start }}
    }}
    ORDER BY DESC(?start) STR(?event)
    LIMIT {limit} OFFSET {offset}
  }}
  {_naming("event")}
  OPTIONAL {{ ?event okg:edtf ?date }}
  OPTIONAL {{ ?event okg:place ?place . {_naming("place")} }}
  OPTIONAL {{
    ?event okg:attestedBy ?passage . ?passage okg:exact ?quote ; okg:passageOf ?document .
    {_naming("document")}
    OPTIONAL {{ ?document dcterms:issued ?issued }}
  }}
}}
GROUP BY ?event ?date ?start ?place ?passage ?quote ?document ?issued
ORDER BY DESC(?start) STR(?event) STR(?document) STR(?passage) STR(?place)
"""


def _of_source(request: NetworkRequest, between: Sequence[str]) -> NetworkRequest:
    """Return a request that leads sooner to the same events behind an edge, if its nodes took part."""
    if between and request.nodes in ("person", "participant") and not request.persons:
        return replace(request, persons=(between[0],))
    return request


def _behind_edge(between: Sequence[str]) -> str:
    if not between:
        return ""
    source, target = (URIRef(iri).n3() for iri in between)
    return f" FILTER (?source = {source} && ?target = {target})"


def _naming(variable: str) -> str:
    """Return patterns for the names of a thing, of which ``_label`` takes one."""
    return (
        f'OPTIONAL {{ ?{variable} rdfs:label ?{variable}English FILTER (LANG(?{variable}English) = "en") }} '
        f"OPTIONAL {{ ?{variable} rdfs:label ?{variable}Name }}"
    )


def _label(variable: str) -> str:
    """Return what is selected for the label of a thing: one name of it, an English one if there is one."""
    names = f"MIN(STR(?{variable}English)), MIN(STR(?{variable}Name)), STR(?{variable})"
    return f"(COALESCE({names}) AS ?{variable}Label)"


def _indented(text: str, columns: int) -> str:
    return "\n".join(" " * columns + line for line in text.splitlines())
