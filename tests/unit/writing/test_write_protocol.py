from __future__ import annotations

from urllib.parse import quote

import pytest

from osce_kg.errors import MediaTypeError, OsceKgError, RefusedWriteError, UsageError
from osce_kg.namespaces import GRAPH
from osce_kg.writing.protocol import read_graph_name, read_graph_write, read_update
from osce_kg.writing.requests import Operation, WriteRequest
from osce_kg.writing.user_graphs import USER_GRAPHS, is_writable

FORM, UPDATE = "application/x-www-form-urlencoded", "application/sparql-update"
NOTES = f"{USER_GRAPHS}notes"


def test_an_update_comes_as_itself_or_in_a_form() -> None:
    expected = WriteRequest(Operation.UPDATE, b"CLEAR ALL", "", "", ("a:g", "a:h"), ("a:n",))
    dataset = "using-graph-uri=a:g&using-graph-uri=a:h&using-named-graph-uri=a:n"
    assert read_update(dataset, UPDATE, b"CLEAR ALL") == expected
    assert read_update("", FORM, f"update=CLEAR+ALL&{dataset}".encode()) == expected
    assert read_update(dataset, f"{FORM}; charset=UTF-8", b"update=CLEAR%20ALL") == expected


@pytest.mark.parametrize(
    ("query", "content_type", "body", "error"),
    [
        ("", "", b"CLEAR ALL", MediaTypeError),
        ("", "text/plain", b"CLEAR ALL", MediaTypeError),
        ("", "application/sparql-query", b"ASK {}", MediaTypeError),
        ("", f"{UPDATE}; charset=utf-16", b"CLEAR ALL", MediaTypeError),
        ("", UPDATE, b"\xff", UsageError),
        ("", FORM, b"update=%ff", UsageError),
        ("", FORM, b"", UsageError),
        ("", FORM, b"query=ASK%7B%7D", UsageError),
        ("", FORM, b"update=a&update=b", UsageError),
        ("", FORM, b"update=a&query=b", UsageError),
        ("update=CLEAR+ALL", FORM, b"", UsageError),
        ("update=CLEAR+ALL", UPDATE, b"CLEAR ALL", UsageError),
    ],
)
def test_d5_a_doubtful_update_is_refused_and_not_guessed(
    query: str, content_type: str, body: bytes, error: type[OsceKgError]
) -> None:
    with pytest.raises(error) as caught:
        read_update(query, content_type, body)
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("method", "operation"),
    [("PUT", Operation.REPLACE), ("POST", Operation.ADD)],
)
def test_a_graph_is_sent_with_its_name_and_form(method: str, operation: Operation) -> None:
    query = f"graph={quote(NOTES, safe='')}"
    assert read_graph_write(method, query, "text/turtle; charset=utf-8", b"x") == WriteRequest(
        operation, b"x", NOTES, "text/turtle"
    )
    assert read_graph_write("DELETE", query, "", b"") == WriteRequest(Operation.REMOVE, graph=NOTES)


def test_a_graph_without_a_name_gets_a_new_one() -> None:
    names = {read_graph_write("POST", "", "text/turtle", b"").graph for _ in range(2)}
    assert len(names) == 2
    assert all(map(is_writable, names))


@pytest.mark.parametrize(
    ("method", "query", "content_type", "error"),
    [
        ("PUT", "", "text/turtle", UsageError),
        ("DELETE", "", "", UsageError),
        ("PUT", f"graph={NOTES}&default", "text/turtle", UsageError),
        ("PUT", f"graph={NOTES}&graph={NOTES}", "text/turtle", UsageError),
        ("PUT", "default", "text/turtle", RefusedWriteError),
        ("DELETE", "default=", "", RefusedWriteError),
        ("PUT", "graph=", "text/turtle", RefusedWriteError),
        ("PUT", f"graph={GRAPH['reference']}", "text/turtle", RefusedWriteError),
        ("PUT", f"graph={USER_GRAPHS}", "text/turtle", RefusedWriteError),
        ("PUT", f"graph={USER_GRAPHS}activities", "text/turtle", RefusedWriteError),
        ("PUT", f"graph={USER_GRAPHS}a/../../reference", "text/turtle", RefusedWriteError),
        ("PUT", f"graph={USER_GRAPHS}a%3E%20b", "text/turtle", RefusedWriteError),
        ("PUT", f"graph={USER_GRAPHS}{'a' * 200}", "text/turtle", RefusedWriteError),
        ("PUT", f"graph={NOTES}", "", MediaTypeError),
        ("PUT", f"graph={NOTES}", "text/plain", MediaTypeError),
        ("PUT", f"graph={NOTES}", "application/n-quads", MediaTypeError),
        ("POST", f"graph={NOTES}", "multipart/form-data; boundary=x", MediaTypeError),
        ("PUT", f"graph={NOTES}", "text/turtle; charset=latin-1", MediaTypeError),
    ],
)
def test_what_cannot_be_written_is_refused(
    method: str, query: str, content_type: str, error: type[OsceKgError]
) -> None:
    with pytest.raises(error) as caught:
        read_graph_write(method, query, content_type, b"")
    assert type(caught.value) is error


def test_the_name_of_a_graph_is_decoded_once() -> None:
    assert read_graph_name("graph=http://a/%2531") == "http://a/%31"
    assert read_graph_name("default") == ""
    assert read_graph_name("") is None


def test_a_request_comes_to_the_writer_as_it_was() -> None:
    request = WriteRequest(Operation.ADD, b"\n\x00\xff\n", NOTES, "text/turtle", ("a:g",), ("a:n",))
    assert WriteRequest.unpacked(request.packed()) == request
