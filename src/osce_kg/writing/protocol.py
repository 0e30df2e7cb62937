"""Reading requests of the SPARQL 1.1 Protocol for updates and of the SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

from email.message import Message
from typing import Final
from uuid import uuid4

from osce_kg.errors import MediaTypeError, RefusedWriteError, UsageError
from osce_kg.querying.parameters import decode_text, read_fields
from osce_kg.writing.contents import CONTENT_FORMATS
from osce_kg.writing.requests import Operation, WriteRequest
from osce_kg.writing.user_graphs import NOT_WRITABLE, USER_GRAPHS, is_writable

_FORM: Final = "application/x-www-form-urlencoded"
_UPDATE: Final = "application/sparql-update"
_OPERATIONS: Final = {"PUT": Operation.REPLACE, "POST": Operation.ADD, "DELETE": Operation.REMOVE}


def read_update(query: str, content_type: str, body: bytes) -> WriteRequest:
    """Read an update that was posted as itself or as a form.

    Args:
        query: query string of the address, as on the wire.
        content_type: value of the header; empty without one.
        body: what was posted.

    Raises:
        MediaTypeError: it is neither, or not said to be UTF-8.
        UsageError: not UTF-8, or not one update.
    """
    fields = read_fields(query.encode("latin-1"))
    media_type, charset = _parsed(content_type)
    if charset != "utf-8" or media_type not in (_FORM, _UPDATE):
        raise MediaTypeError(f"An update can be posted as {_FORM} or as {_UPDATE}, in UTF-8.")
    if fields["update"] or fields["query"]:
        raise UsageError("An update is posted in the body of the request, and a query is none.")
    if media_type == _FORM:
        for name, values in read_fields(body).items():
            fields[name] += values
        if fields["query"]:
            raise UsageError("The request holds a query; this address takes updates.")
    else:
        fields["update"].append(decode_text(body, "update"))
    if len(fields["update"]) != 1:
        raise UsageError("The request must hold one update.")
    return WriteRequest(
        Operation.UPDATE,
        fields["update"][0].encode("utf-8"),
        default_graphs=tuple(fields["using-graph-uri"]),
        named_graphs=tuple(fields["using-named-graph-uri"]),
    )


def read_graph_name(query: str) -> str | None:
    """Return the graph that a query string names: empty for the default graph, None for none.

    Raises:
        UsageError: it names more than one.
    """
    fields = read_fields(query.encode("latin-1"))
    names = ["" for _ in fields["default"]] + fields["graph"]
    if len(names) > 1:
        raise UsageError("The request names more than one graph.")
    return names[0] if names else None


def read_graph_write(method: str, query: str, content_type: str, body: bytes) -> WriteRequest:
    """Read a request to change one graph. A POST that names none asks for a new one.

    Args:
        method: PUT, POST or DELETE.
        query: query string of the address, as on the wire.
        content_type: value of the header; empty without one.
        body: the content of the graph.

    Raises:
        RefusedWriteError: nobody may write to this graph.
        MediaTypeError: the content is in no form that can be read.
        UsageError: the request names no graph, or more than one.
    """
    operation, graph = _OPERATIONS[method], read_graph_name(query)
    if graph is None:
        if operation is not Operation.ADD:
            raise UsageError("The request must name a graph by the parameter graph.")
        graph = f"{USER_GRAPHS}{uuid4()}"
    if not is_writable(graph):
        raise RefusedWriteError(NOT_WRITABLE)
    if operation is Operation.REMOVE:
        return WriteRequest(operation, graph=graph)
    media_type, charset = _parsed(content_type)
    if charset != "utf-8" or media_type not in CONTENT_FORMATS:
        raise MediaTypeError(f"A graph can be sent as {', '.join(CONTENT_FORMATS)}, in UTF-8.")
    return WriteRequest(operation, body, graph, media_type)


def _parsed(content_type: str) -> tuple[str, str]:
    """Return the media type and the charset of a header."""
    message = Message()
    message["Content-Type"] = content_type or "application/octet-stream"
    charset = message.get_param("charset", "utf-8")
    return message.get_content_type(), charset.lower() if isinstance(charset, str) else ""
