"""NETWORK: who met whom, as nodes and edges for programs that draw and measure networks."""

from osce_kg.network.building import build_network
from osce_kg.network.exporting import FORMATS, NetworkFormat, chosen_table, export_network
from osce_kg.network.queries import encounters_query
from osce_kg.network.requesting import (
    CHOICES,
    FILTERS,
    PARAMETERS,
    REPEATABLE,
    STATUSES,
    as_parameters,
    current_iri,
    read_iri,
    read_request,
    resolve_request,
)
from osce_kg.network.view_queries import (
    FACETS,
    edges_query,
    events_query,
    facet_query,
    months_query,
    places_query,
    totals_query,
)

__all__ = [
    "CHOICES",
    "FACETS",
    "FILTERS",
    "FORMATS",
    "PARAMETERS",
    "REPEATABLE",
    "STATUSES",
    "NetworkFormat",
    "as_parameters",
    "build_network",
    "chosen_table",
    "current_iri",
    "edges_query",
    "encounters_query",
    "events_query",
    "export_network",
    "facet_query",
    "months_query",
    "places_query",
    "read_iri",
    "read_request",
    "resolve_request",
    "totals_query",
]
