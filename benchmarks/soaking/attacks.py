"""Hostile requests, each with the statuses that may come of it; the ids are of the hostile catalogue."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from benchmarks.soaking.client import BROKEN, Client, Reply

Act = Callable[[Client, int], Reply]
"""Does it once; the number makes a text that was not asked before."""


@dataclass(frozen=True, slots=True)
class Attack:
    """One kind of attack.

    Attributes:
        name: its id and what it is.
        act: does it.
        allowed: statuses that may come of it, besides being asked to come back later.
    """

    name: str
    act: Act
    allowed: Collection[int]

    def is_as_promised(self, reply: Reply) -> bool:
        """Tell whether the reply is one that the contract allows."""
        return reply.is_refusal or reply.status in self.allowed


_CUT: Final = Reply(BROKEN)
"""Of an attack that goes away without waiting for an answer."""
_CROSS_PRODUCT: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
_MEGABYTE: Final = 1 << 20


def _query(text: str, **headers: str) -> Act:
    return lambda client, number: client.query(f"{text} # {number}", **headers)


def _get(target: str, **headers: str) -> Act:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda client, _: client.request("GET", target, headers=named)


def _send(method: str, target: str, body: bytes = b"", **headers: str) -> Act:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda client, _: client.request(method, target, body, named)


def _concatenated() -> str:
    """Return a query whose text doubles 28 times."""
    doubled = "".join(f" BIND (CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(28))
    return f'SELECT (STRLEN(?v28) AS ?n) {{ BIND ("sixteen letters!" AS ?v0){doubled} }}'


def _aborted_download(client: Client, number: int) -> Reply:
    return client.request("GET", "/dump/osce-kg.nq", headers={"Connection": "close"}, most=10_000)


def _aborted_answer(client: Client, number: int) -> Reply:
    target = f"/sparql?query={quote(f'SELECT * {{ ?s ?p ?o }} # {number}')}"
    return client.request("GET", target, headers={"Accept": "text/csv"}, most=1_000)


def _abandoned_queries(client: Client, number: int) -> Reply:
    """Ask 40 slow queries at once, and go."""
    with ExitStack() as held:
        for each in range(40):
            connection = held.enter_context(client.connect())
            target = f"/sparql?query={quote(f'{_CROSS_PRODUCT} # {number}-{each}')}"
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        time.sleep(1.0)
    return _CUT


def _slow_heads(client: Client, number: int) -> Reply:
    """Send heads a byte at a time, over 60 connections."""
    with ExitStack() as held, contextlib.suppress(OSError):
        connections = [held.enter_context(client.connect()) for _ in range(60)]
        for letter in b"GET / HTTP/1.1\r\nHo":
            for connection in connections:
                connection.sendall(bytes([letter]))
            time.sleep(0.1)
    return _CUT


def _endless_body(client: Client, number: int) -> Reply:
    """Send a body in chunks for as long as the server takes them, up to 8 MB."""
    head = "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    with client.connect() as connection:
        connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        with contextlib.suppress(OSError):
            for _ in range(128):
                connection.sendall(b"10000\r\n" + b"#" * 0x10000 + b"\r\n")
    return _CUT


def _announced_body(client: Client, number: int) -> Reply:
    """Announce a gigabyte and send a little of it."""
    headers = {"Content-Type": "application/sparql-query", "Content-Length": str(1 << 30)}
    return client.request("POST", "/sparql", b"ASK {}", headers)


def _values(rows: int) -> str:
    return f"SELECT (COUNT(*) AS ?n) {{ VALUES ?v {{ {' '.join(map(str, range(rows)))} }} }}"


def _twice(client: Client, number: int) -> Reply:
    return client.request("GET", f"/sparql?query=ASK%7B%7D&query=ASK%7B%7D%23{number}")


def _attacks() -> Iterator[Attack]:
    form = "application/x-www-form-urlencoded"
    # B: data handed in; nothing takes it.
    bomb = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r>&b;</r>'
    yield Attack("B3 entities", _send("POST", "/sparql", bomb, Content_Type="application/rdf+xml"), {415})
    yield Attack("B6 deep Turtle", _send("POST", "/sparql", b"[" * 5_000, Content_Type="text/turtle"), {415})
    huge = '"1E999999999"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    yield Attack("B8 a huge decimal", _query(f"SELECT ({huge} + 1 AS ?n) {{}}"), {200})
    yield Attack("B9 a long integer", _query(f"ASK {{ FILTER ({'9' * 5_000} > 1) }}"), {200, 400})
    # C: queries.
    yield Attack("C1 cross product", _query(_CROSS_PRODUCT), {503})
    paths = "SELECT (COUNT(*) AS ?n) { ?a (<urn:p>*)* ?b . ?c (<urn:p>|!<urn:q>)* ?d }"
    yield Attack("C2 paths", _query(paths), {503})
    backtracking = f'ASK {{ FILTER REGEX("{"a" * 33}!", "^(a+)+$") }}'
    yield Attack("C3 backtracking", _query(backtracking), {200})
    yield Attack("C4 doubling text", _query(_concatenated()), {503})
    yield Attack("C5 deep nesting", _query("ASK " + "{" * 20_000), {400})
    for call in ("SERVICE", "\\u0053ERVICE", "sErViCe SILENT"):
        call_out = f"SELECT * {{ {call} <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}"
        yield Attack(f"C7 {call}", _query(call_out), {403})
    yield Attack("C8 a file as graph", _query("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"), {400})
    yield Attack("C9 an update as query", _query("DROP ALL"), {400, 403})
    update = _send("POST", "/sparql", b"update=DROP%20ALL", Content_Type=form)
    yield Attack("C9 an update", update, {403})
    yield Attack("C10 many rows", _query(_values(20_000)), {200})
    yield Attack("C10 a long query", _query(f"ASK {{}} #{'x' * _MEGABYTE}"), {200})
    yield Attack("C11 all there is", _query("SELECT * { ?s ?p ?o }", Accept="text/csv"), {200})
    yield Attack("C12 an answer cut by the client", _aborted_answer, {200})
    yield Attack("C13 bad syntax", _query("SELECT ?x { ?x"), {400})
    yield Attack("C16 slow queries of clients that go", _abandoned_queries, {BROKEN})
    # D: HTTP.
    for path in ("/dump/../report.json", "/dump/..%2f..%2fetc%2fpasswd", "/dump/%00", "/doc/%2e%2e/x"):
        yield Attack(f"D1 {path}", _get(path), {400, 404})
    for ranges in ("bytes=-5", "bytes=99999999999-", "bytes=x", "bytes=" + "0-1," * 1_000 + "0-1"):
        yield Attack(f"D2 {ranges[:20]}", _get("/dump/void.ttl", Range=ranges), {200, 206, 400, 416})
    yield Attack("D3 a download cut by the client", _aborted_download, {200})
    for accept in ("image/png", "text/html;q=abc", "x" * 10_000, "text/plain, */*;q=0.1", "*/*;q=0"):
        yield Attack(f"D4 {accept[:20]}", _query("SELECT * {} LIMIT 1", Accept=accept), {200, 400, 406})
    yield Attack("D5 an unknown body", _send("POST", "/sparql", b"ASK {}", Content_Type="a/b"), {415})
    not_utf8 = _send("POST", "/sparql", b"ASK {} #\xff", Content_Type="application/sparql-query")
    yield Attack("D5 no UTF-8", not_utf8, {400})
    yield Attack("D5 two queries", _twice, {400})
    yield Attack("D6 a body announced", _announced_body, {413})
    yield Attack("D6 an endless body", _endless_body, {BROKEN})
    yield Attack("D6 slow heads", _slow_heads, {BROKEN})
    yield Attack("D9 open redirect", _get("/id//evil.example/"), {404, 308})
    yield Attack("D12 another host", _get("/", Host="evil.example"), {200})
    yield Attack("D14 PUT", _send("PUT", "/sparql", b"x"), {405})
    yield Attack("D14 TRACE", _send("TRACE", "/"), {405})
    yield Attack("D14 HEAD", _head, {200})


def _head(client: Client, number: int) -> Reply:
    return client.request("HEAD", "/dump/osce-kg.nq")


ATTACKS: Final = tuple(_attacks())
"""All kinds of attack."""
