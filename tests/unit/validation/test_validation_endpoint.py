from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from osce_kg.errors import InputError, LimitError
from osce_kg.model.validation import Finding
from osce_kg.validation import validate_graph
from osce_kg.validation.endpoint import read_endpoint
from osce_kg.validation.loading import load_graph
from osce_kg.validation.placing import place_findings
from osce_kg.web import WebLimits

LIMITS = WebLimits(100_000)
NAMED = 30
CAP = 7


def store(*, blank: bool = False) -> ox.Store:
    """Return thirty statements in two graphs, one of them in both."""
    data = ox.Store()
    for number in range(NAMED):
        subject = ox.BlankNode() if blank else ox.NamedNode(f"urn:s{number}")
        graph = ox.NamedNode("urn:g") if number % 2 else ox.DefaultGraph()
        data.add(ox.Quad(subject, ox.NamedNode("urn:p"), ox.Literal(f"é {number}"), graph))
    data.add(ox.Quad(ox.NamedNode("urn:s1"), ox.NamedNode("urn:p"), ox.Literal("é 1")))
    return data


STORES = {"plain": store(), "blank": store(blank=True), "empty": ox.Store()}


class _Endpoint(BaseHTTPRequestHandler):
    """A SPARQL endpoint; the path says how it behaves."""

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        query = parse_qs(self.rfile.read(length).decode())["query"][0]
        behaviour = self.path.strip("/")
        data = STORES.get(behaviour, STORES["plain"])
        results = data.query(query)
        if isinstance(results, ox.QueryTriples):
            triples = list(results)
            if behaviour in ("cap", "blank", "once"):
                triples = triples[:CAP]
            if behaviour == "once" and "LIMIT" in query:
                triples = []
            body = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
            if behaviour == "broken":
                body = body[:-4]
            self._send(body, "text/html" if behaviour == "page" else "application/n-triples; charset=utf-8")
        else:
            assert isinstance(results, ox.QuerySolutions)
            body = results.serialize(format=ox.QueryResultsFormat.JSON)
            self._send(b"<html>" if behaviour == "html" else body, "application/sparql-results+json")

    def _send(self, body: bytes, content_type: str) -> None:
        if self.path == "/error":
            self.send_error(500)
            return
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Endpoint)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


@pytest.mark.parametrize("behaviour", ["whole", "cap"])
def test_all_graphs_are_read_also_from_an_endpoint_that_cuts_its_answers(server: str, behaviour: str) -> None:
    received = read_endpoint(f"{server}/{behaviour}", LIMITS)
    expected = {f'<urn:s{number}> <urn:p> "é {number}" .' for number in range(NAMED)}
    assert set(received.read().decode().splitlines()) == expected
    assert received.read() == read_endpoint(f"{server}/whole", LIMITS).read()


@pytest.mark.parametrize("page", [1, 7, 1000])
def test_pages_of_any_size_fit_together(server: str, page: int) -> None:
    assert len(read_endpoint(f"{server}/cap", LIMITS, page).read().splitlines()) == NAMED


@pytest.mark.parametrize("behaviour", ["blank", "once"])
def test_a_part_of_a_graph_is_never_taken_for_the_whole(server: str, behaviour: str) -> None:
    with pytest.raises(InputError, match=r"gives \d of its 3\d statements: it cuts its answers"):
        read_endpoint(f"{server}/{behaviour}", LIMITS)


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("error", "the server answered 500"),
        ("html", "no SPARQL endpoint"),
        ("page", "text/html is not read"),
        ("broken", "does not parse"),
    ],
)
def test_what_is_no_working_endpoint_is_bad_input(server: str, behaviour: str, reason: str) -> None:
    with pytest.raises(InputError, match=f"{server}/{behaviour}: .*{reason}"):
        read_endpoint(f"{server}/{behaviour}", LIMITS)


def test_an_empty_endpoint_does_not_conform(server: str) -> None:
    with pytest.raises(InputError, match="holds no statement"):
        validate_graph([read_endpoint(f"{server}/empty", LIMITS)])


def test_a_large_answer_meets_the_limit(server: str) -> None:
    with pytest.raises(LimitError, match="limit of 200 bytes"):
        read_endpoint(f"{server}/whole", WebLimits(200))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "//127.0.0.1/", "sparql"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(InputError, match="only http and https"):
        read_endpoint(url, LIMITS)


def test_a_password_is_used_but_never_shown(server: str) -> None:
    with pytest.raises(InputError) as caught:
        read_endpoint(f"{server}/error".replace("//", "//user:secret@"), LIMITS)
    assert "secret" not in str(caught.value)
    assert "secret" not in read_endpoint(f"{server}/x".replace("//", "//user:secret@"), LIMITS).name


def test_findings_of_an_endpoint_have_its_address_and_no_line(server: str) -> None:
    source = read_endpoint(f"{server}/whole", LIMITS)
    finding = Finding("violation", "<urn:s1>", "urn:S", "urn:C", "<urn:p>", "", "No.")
    (placed,) = place_findings([finding], load_graph([source]).graph, [source])
    assert (placed.file, placed.line, placed.statement.line) == (f"{server}/whole", 0, 0)
