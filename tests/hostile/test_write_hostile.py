"""Rows C9 and D11 of the catalogue of hostile inputs, and faults, against the listener for writes."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path

import pytest

from osce_kg.config import Settings
from osce_kg.namespaces import GRAPH
from osce_kg.pipeline.directory import is_build
from osce_kg.publishing import MANIFEST, read_summary
from osce_kg.store import OxigraphReader
from osce_kg.writing.requests import Operation, WriteRequest
from osce_kg.writing.writing import write
from running_server import HttpAnswer
from served_build import descendants, eventually, is_running
from write_server import BEARER, NOTES, TOKEN, WriteServer, write_server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}
ONE = "<http://example.org/a> <http://example.org/p> 1 ."
MANY = "\n".join(f"<http://example.org/a> <http://example.org/p> {number} ." for number in range(100_000))
"""What takes seconds to write."""


@pytest.fixture(scope="module")
def server(whole_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WriteServer]:
    folder = tmp_path_factory.mktemp("written")
    shutil.copytree(whole_build, folder / "build")
    with write_server(folder / "build", folder / "log") as running:
        yield running
    assert TOKEN not in (folder / "log").read_text()


@pytest.fixture
def unchanged(server: WriteServer) -> Iterator[None]:
    before = server.version()
    yield
    assert server.version() == before
    assert server.ask("ASK {}")


def is_plain(answer: HttpAnswer) -> bool:
    """Tell whether an error is short, plain, names nothing of the machine and is for no page of others."""
    return (
        answer.headers["content-type"] == "text/plain; charset=utf-8"
        and len(answer.body) < 2000
        and b"Traceback" not in answer.body
        and b"/build" not in answer.body
        and not any(name.startswith("access-control-") for name in answer.headers)
    )


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("update", "status"),
    [
        ("LOAD <URL>", 403),
        ("LOAD SILENT <URL> INTO GRAPH <NOTES>", 403),
        ("LOAD <file:///etc/hostname>", 403),
        ("INSERT { GRAPH <NOTES> { ?s ?p ?o } } WHERE { SERVICE SILENT <URL> { ?s ?p ?o } }", 403),
        ("DROP ALL", 403),
        ("CLEAR SILENT ALL", 403),
        ("CLEAR DEFAULT", 403),
        ("DELETE WHERE { ?s ?p ?o }", 403),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", 403),
        (f"ADD DEFAULT TO <{GRAPH['reference']}>", 403),
        ("INSERT DATA { <http://example.org/a> <http://example.org/p> 1 }", 403),
        ("INSERT DATA { GRAPH <NOTES> { <http://a/> <http://b/> [] } }", 400),
        ("INSERT DATA { GRAPH <NOTES> { <javascript:a> <http://b/> 1 } }", 400),
        ("DROP", 400),
        ("INSERT {} WHERE " + "{" * 20_000 + "}" * 20_000, 400),
    ],
)
def test_c9_no_update_reaches_other_hosts_or_other_graphs(
    server: WriteServer, update: str, status: int
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        answer = server.update(update.replace("URL", url).replace("NOTES", NOTES))
        assert (answer.status, is_plain(answer)) == (status, True), answer
        with pytest.raises(BlockingIOError):
            listening.accept()


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "foreign",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_d11_a_page_of_another_site_cannot_write(server: WriteServer, foreign: dict[str, str]) -> None:
    for authorization in ({}, BEARER, {"Cookie": f"token={TOKEN}"}):
        for content in (FORM, UPDATE, {"Content-Type": "text/plain"}):
            body = b"update=CLEAR+ALL" if content is FORM else b"CLEAR ALL"
            answer = server.private.request("POST", "/update", {**content, **foreign, **authorization}, body)
            assert (answer.status, is_plain(answer)) == (403, True)
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    assert server.private.request("OPTIONS", "/update", {**foreign, **preflight}).status == 403


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": f"Bearer {TOKEN[:-1]}"},
        {"Authorization": f"Basic {TOKEN}"},
    ],
)
def test_without_the_token_nothing_is_read_or_written(server: WriteServer, headers: dict[str, str]) -> None:
    for method, target in (
        ("POST", "/update"),
        ("GET", "/graph-store?default"),
        ("PUT", f"/graph-store?graph={NOTES}"),
        ("DELETE", f"/graph-store?graph={NOTES}"),
        ("GET", "/sparql?query=ASK%7B%7D"),
        ("GET", "/metrics"),
        ("OPTIONS", "/update"),
    ):
        answer = server.private.request(
            method, target, {**UPDATE, **headers}, b"CLEAR ALL" if method == "POST" else None
        )
        assert (answer.status, is_plain(answer), answer.body) == (401, True, b"A token is needed here.\n")
        assert answer.headers["www-authenticate"] == 'Bearer realm="osce-kg"'


@pytest.mark.usefixtures("unchanged")
def test_the_public_listener_takes_no_write_whoever_asks(server: WriteServer) -> None:
    for target, status in (("/update", 404), ("/graph-store?default", 404), ("/sparql", 403)):
        answer = server.public.request("POST", target, {**BEARER, **UPDATE}, b"CLEAR ALL")
        assert answer.status == status


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("method", "target", "headers", "body", "status"),
    [
        ("POST", "/update", {"Content-Type": "text/plain"}, b"CLEAR ALL", 415),
        ("POST", "/update", FORM, b"query=ASK%7B%7D", 400),
        ("GET", "/update", {}, None, 405),
        ("PATCH", "/graph-store?default", {}, b"", 405),
        ("OPTIONS", "/update", {}, None, 405),
        ("GET", "/", {}, None, 404),
        ("PUT", "/graph-store?default", {"Content-Type": "text/turtle"}, b"", 403),
        ("PUT", f"/graph-store?graph={GRAPH['entities']}", {"Content-Type": "text/turtle"}, b"", 403),
        ("DELETE", f"/graph-store?graph={GRAPH['entities']}", {}, None, 403),
        ("DELETE", f"/graph-store?graph={NOTES}-none", {}, None, 404),
        ("GET", f"/graph-store?graph={NOTES}-none", {}, None, 404),
        ("GET", "/graph-store?graph=http://example.org/", {}, None, 404),
        ("GET", "/graph-store", {}, None, 400),
        ("PUT", f"/graph-store?graph={NOTES}", {"Content-Type": "text/turtle"}, b"<a", 400),
        ("PUT", f"/graph-store?graph={NOTES}", {"Content-Type": "application/n-quads"}, b"", 415),
    ],
)
def test_what_makes_no_sense_gets_the_status_that_says_so(
    server: WriteServer, method: str, target: str, headers: dict[str, str], body: bytes | None, status: int
) -> None:
    answer = server.private.request(method, target, {**BEARER, **headers}, body)
    assert (answer.status, is_plain(answer)) == (status, True), answer


@pytest.mark.usefixtures("unchanged")
def test_a_write_that_is_too_long_is_refused_before_it_is_sent(server: WriteServer) -> None:
    answer = server.private.request(
        "POST", "/update", {**BEARER, **UPDATE, "Content-Length": str((16 << 20) + 1)}
    )
    assert (answer.status, answer.body) == (413, b"The request is longer than 16 MiB.\n")


def test_what_is_written_is_served_when_the_answer_comes(server: WriteServer) -> None:
    answer = server.put(ONE)
    assert (answer.status, answer.headers["location"], answer.body) == (201, NOTES, b"")
    assert server.ask(f"ASK {{ GRAPH <{NOTES}> {{ ?s ?p 1 }} }}")
    shown = server.private.request(
        "GET", f"/graph-store?graph={NOTES}", {**BEARER, "Accept": "application/n-triples"}
    )
    assert (shown.status, shown.body.count(b"\n")) == (200, 1)
    assert not any(name.startswith("access-control-") for name in shown.headers)
    everything = server.private.request(
        "GET", "/graph-store?default", {**BEARER, "Accept": "application/n-triples"}
    )
    assert shown.body in everything.body
    assert server.put(ONE, f"{NOTES}.ttl").status == 201
    for suffix in (".ttl", ".ttl.nt"):
        named = server.public.get(f"/graph/user/notes{suffix}", Accept="application/n-triples")
        assert (named.status, named.body) == (200, shown.body)
    head = server.private.request("HEAD", f"/graph-store?graph={NOTES}", BEARER)
    assert (head.status, head.body) == (200, b"")
    removed = server.update(f"DROP GRAPH <{NOTES}>")
    assert (removed.status, removed.body) == (204, b"")
    assert not server.ask(f"ASK {{ GRAPH <{NOTES}> {{ ?s ?p ?o }} }}")


def test_of_two_writes_at_once_none_is_lost(server: WriteServer) -> None:
    answers: dict[int, HttpAnswer] = {}

    def put(number: int) -> None:
        answers[number] = server.put(f"<#a> <http://example.org/p> {number} .", f"{NOTES}-{number}")

    threads = [threading.Thread(target=put, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers.values()} <= {201, 409}
    for number, answer in answers.items():
        if answer.status == 409:
            assert answer.headers["retry-after"] == "5"
        written = f"ASK {{ GRAPH <{NOTES}-{number}> {{ ?s ?p {number} }} }}"
        assert server.ask(written) is (answer.status == 201)


@pytest.mark.parametrize(
    "moment",
    ["lock", "partial/store/CURRENT", "partial/dump/SHA256SUMS", "partial/report.json", "the answer"],
)
def test_a_server_that_is_killed_while_it_writes_leaves_the_old_build_or_the_new(
    own_build: Path, moment: str
) -> None:
    before = read_summary(own_build / "dump").graph_version
    answers: list[HttpAnswer] = []

    def put() -> None:
        with suppress(OSError, HTTPException):
            answers.append(server.put(ONE))

    with write_server(own_build) as server:
        writing = threading.Thread(target=put)
        writing.start()
        while writing.is_alive() and not (own_build.parent / f".build.{moment}").exists():
            time.sleep(0.001)
        others = descendants(server.public.process.pid)
        server.public.process.kill()
        writing.join()
    assert eventually(lambda: not any(map(is_running, others)))
    assert is_build(own_build)
    dump = (own_build / "dump/osce-kg.nq").read_bytes()
    assert f"{sha256(dump).hexdigest()}  osce-kg.nq" in (own_build / "dump" / MANIFEST).read_text()
    is_done = any(OxigraphReader.open(own_build / "store").quads(GRAPH["user/notes"]))
    assert (read_summary(own_build / "dump").graph_version != before) is is_done
    assert is_done or not answers
    again = WriteRequest(Operation.ADD, ONE.encode(), NOTES, "text/turtle")
    assert write(own_build, again, Settings(), dt.datetime.now(dt.UTC)).is_new is not is_done
    assert [path.name for path in own_build.parent.iterdir() if path.name.startswith(".")] == []


def test_a_server_that_is_told_to_end_while_it_writes_says_so_and_leaves_the_old_build(
    own_build: Path,
) -> None:
    before = read_summary(own_build / "dump").graph_version
    answers: list[HttpAnswer] = []
    with write_server(own_build) as server:
        writing = threading.Thread(target=lambda: answers.append(server.put(MANY)))
        writing.start()
        assert eventually((own_build.parent / ".build.partial").exists)
        server.public.process.terminate()
        writing.join()
        assert server.public.process.wait(20) == 0
    (answer,) = answers
    assert (answer.status, b"whole or not at all" in answer.body) == (503, True)
    assert is_build(own_build)
    assert read_summary(own_build / "dump").graph_version == before
