"""NETWORK: who met whom, as nodes and edges for programs that draw and measure networks."""

from osce_kg.network.building import build_network
from osce_kg.network.exporting import FORMATS, NetworkFormat, chosen_table, export_network
from osce_kg.network.queries import encounters_query
from osce_kg.network.requesting import (
    CHOICES,
    PARAMETERS,
    REPEATABLE,
    as_parameters,
    read_request,
    resolve_request,
)

__all__ = [
    "CHOICES",
    "FORMATS",
    "PARAMETERS",
    "REPEATABLE",
    "NetworkFormat",
    "as_parameters",
    "build_network",
    "chosen_table",
    "encounters_query",
    "export_network",
    "read_request",
    "resolve_request",
]
