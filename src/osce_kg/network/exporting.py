"""Every form in which a network can be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, TypeAlias

from osce_kg.errors import UsageError
from osce_kg.model.network import Network, NetworkRequest
from osce_kg.network.building import build_network
from osce_kg.network.dyads import write_dyads
from osce_kg.network.gexf import write_gexf
from osce_kg.network.graphml import write_graphml
from osce_kg.network.queries import encounters_query
from osce_kg.network.requesting import as_parameters, resolve_request
from osce_kg.network.tables import write_edges, write_events, write_nodes
from osce_kg.store import QueryReader

_Export: TypeAlias = Callable[[QueryReader, NetworkRequest], Iterator[str]]


@dataclass(frozen=True, slots=True)
class NetworkFormat:
    """A form of a network.

    Attributes:
        media_type: a registered one: neither GEXF nor GraphML has its own.
        extension: of file names.
        tables: what of a network the form can show, the usual first.
    """

    media_type: str
    extension: str
    tables: Mapping[str, _Export]


def _document(write: Callable[[Network, str], Iterator[str]]) -> _Export:
    def export(reader: QueryReader, request: NetworkRequest) -> Iterator[str]:
        asked = as_parameters(request) or "meetings of persons"
        return write(build_network(reader, request), f"Who met whom, by osce-kg: {asked}. CC BY 4.0")

    return export


def _table(write: Callable[[Network], Iterator[str]]) -> _Export:
    return lambda reader, request: write(build_network(reader, request))


def _dyads(reader: QueryReader, request: NetworkRequest) -> Iterator[str]:
    return write_dyads(reader, build_network(reader, replace(request, nodes="participant")))


def _query(_: QueryReader, request: NetworkRequest) -> Iterator[str]:
    yield encounters_query(request)


FORMATS: Final[Mapping[str, NetworkFormat]] = MappingProxyType(
    {
        "gexf": NetworkFormat("application/xml", "gexf", {"network": _document(write_gexf)}),
        "graphml": NetworkFormat("application/xml", "graphml", {"network": _document(write_graphml)}),
        "csv": NetworkFormat(
            "text/csv",
            "csv",
            {"edges": _table(write_edges), "nodes": _table(write_nodes), "events": _table(write_events)},
        ),
        "dyads": NetworkFormat("text/csv", "csv", {"dyads": _dyads}),
        "sparql": NetworkFormat("application/sparql-query", "rq", {"query": _query}),
    }
)
"""Forms by name; ``sparql`` is the query behind the others."""


def chosen_table(form: str, what: str | None = None) -> str:
    """Return what of a network a form is to show: what is asked for, or the usual one.

    Raises:
        UsageError: the form does not have it; the message lists what it has.
    """
    tables = FORMATS[form].tables
    if what and what not in tables:
        raise UsageError(f"what={what[:80]!r} is not one of {', '.join(tables)}.")
    return what or next(iter(tables))


def export_network(
    reader: QueryReader, request: NetworkRequest, form: str, what: str | None = None
) -> Iterator[str]:
    """Give a network in a form, part by part; the graph is read before the first part is given.

    Args:
        form: key of ``FORMATS``.
        what: which of the form's tables; None: the usual one.

    Raises:
        UsageError: a table that the form does not have, or a thing that the graph does not know.
    """
    table = chosen_table(form, what)
    return FORMATS[form].tables[table](reader, resolve_request(reader, request))
