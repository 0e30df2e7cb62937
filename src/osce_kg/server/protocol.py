"""Reading a request of the SPARQL 1.1 Protocol, strictly: what is doubtful is refused, not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Request
from werkzeug.exceptions import UnsupportedMediaType

from osce_kg.errors import RefusedQueryError, UsageError
from osce_kg.querying.execution import QueryRequest
from osce_kg.querying.parameters import decode_text, read_fields
from osce_kg.server.negotiation import Offer

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class ProtocolParameters:
    """What a client asks for.

    Attributes:
        query: the query; None if there is none.
        format: name of a form, as links on our pages give it; other clients use the Accept header.
        default_graphs, named_graphs: the dataset.
    """

    query: str | None
    format: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]

    def as_request(self, solutions: Offer | None, graph: Offer | None, base_iri: str) -> QueryRequest:
        """Return the query, to be answered in these forms.

        Args:
            base_iri: what relative IRIs in the query are relative to.
        """
        return QueryRequest(
            text=self.query or "",
            solutions_format=solutions.name if solutions else None,
            graph_format=graph.name if graph else None,
            default_graphs=self.default_graphs,
            named_graphs=self.named_graphs,
            base_iri=base_iri,
        )


def read_parameters(request: Request) -> ProtocolParameters:
    """Read the query by GET, by POST of a form, or by POST of the query itself.

    Parameters that the protocol does not know are ignored: clients send many.

    Raises:
        UsageError: not UTF-8, or a query given twice, with an update or not at all.
        RefusedQueryError: an update.
        UnsupportedMediaType: a body of another type.
    """
    fields = read_fields(request.query_string)
    if request.method == "POST":
        body = request.get_data()
        charset = request.mimetype_params.get("charset", "utf-8").lower()
        if charset != "utf-8" or request.mimetype not in (_FORM, _QUERY, _UPDATE):
            raise UnsupportedMediaType(f"A query can be posted as {_FORM} or as {_QUERY}, in UTF-8.")
        if request.mimetype == _FORM:
            for name, values in read_fields(body).items():
                fields[name] += values
        else:
            fields["query" if request.mimetype == _QUERY else "update"].append(decode_text(body))
    if fields["query"] and fields["update"]:
        raise UsageError("The request holds a query and an update; it can hold one of them.")
    if fields["update"]:
        raise RefusedQueryError("Updates are not allowed here: this endpoint only answers queries.")
    if len(fields["query"]) > 1:
        raise UsageError("The request holds more than one query.")
    if request.method == "POST" and not fields["query"]:
        raise UsageError("The request holds no query.")
    return ProtocolParameters(
        query=next(iter(fields["query"]), None),
        format=next(iter(fields["format"]), None),
        default_graphs=tuple(fields["default-graph-uri"]),
        named_graphs=tuple(fields["named-graph-uri"]),
    )
