"""Hostile clients and hostile data against pages, links and redirects; named by the ids of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import RDF, RDFS
from rdflib.term import Literal, URIRef
from werkzeug.test import TestResponse

from osce_kg.config import Settings
from osce_kg.identifiers import document_graph
from osce_kg.model.statement import Statement
from osce_kg.namespaces import ID, OKG
from osce_kg.publishing import publish_release
from osce_kg.server.application import create_app
from osce_kg.store import OxigraphStore

BROWSER = {"Accept": "text/html"}
EVIL = "evil.example"

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"><img src=x onerror=alert(1)>' onmouseover='alert(1)"
CLOSING = "</div></a></span></blockquote>{{ 7*7 }}{% raw %}"
TEXT = f"{SCRIPT} met {BREAKOUT}\n{CLOSING} & more"
PASSAGE = ID[f"passage/n1/0-{len(SCRIPT)}"]
NESTED = ID["passage/n1/0-8"]
HOSTILE_IRI = URIRef("https://example.org/'onclick='alert(1)/javascript:alert(1)")


def statements() -> Iterator[Statement]:
    graph = document_graph("n1")
    for subject, predicate, value in (
        (ID["document/n1"], RDF.type, OKG.Document),
        (ID["document/n1"], RDFS.label, Literal(BREAKOUT, lang="en")),
        (PASSAGE, OKG.passageOf, ID["document/n1"]),
        (PASSAGE, OKG.exact, Literal(SCRIPT, lang="en")),
        (NESTED, OKG.passageOf, ID["document/n1"]),
        (NESTED, OKG.exact, Literal(SCRIPT[:8], lang="en")),
        (ID["person/p1"], RDF.type, OKG.Person),
        (ID["person/p1"], RDFS.label, Literal(CLOSING + SCRIPT + BREAKOUT)),
        (ID["person/p1"], OKG.attestedBy, PASSAGE),
        (ID["person/p1"], RDFS.seeAlso, HOSTILE_IRI),
        (ID["person/p1"], RDFS.comment, Literal("javascript:alert(1)")),
        (ID["person/p1"], HOSTILE_IRI, Literal(SCRIPT)),
        (HOSTILE_IRI, RDFS.label, Literal(BREAKOUT)),
        (ID["name/x1"], OKG.nameOf, ID["person/p1"]),
        (ID["name/x1"], OKG.nameString, Literal(SCRIPT)),
        (ID["name/x1"], OKG.attestedBy, PASSAGE),
        (URIRef(ID + "odd/'onclick='alert(1)"), OKG.holder, ID["person/p1"]),
    ):
        yield Statement(subject, predicate, value, graph)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    directory = tmp_path_factory.mktemp("hostile")
    with OxigraphStore(directory / "store") as store:
        assert store.add(statements()) == ()
        publish_release(store, directory / "dump")
    (directory / "documents").mkdir()
    (directory / "documents" / "n1.txt").write_text(TEXT, encoding="utf-8")
    (directory / "documents" / "n2.txt").symlink_to("/etc/passwd")
    return create_app(directory, Settings(public_url="https://mirror.example/kg/"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


class Elements(HTMLParser):
    """The elements and attributes that a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and is_ours(dict(attrs)):
            return
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [
            value or "" for name, value in attrs if name in ("href", "src", "action", "formaction")
        ]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def is_ours(script: dict[str, str | None]) -> bool:
    """Tell whether a script is a file of ours, or data for one."""
    if script.keys() == {"type", "src"}:
        return script["type"] == "module" and (script["src"] or "").startswith("/static/")
    return script.keys() == {"type", "id"} and script["type"] == "application/json"


QUERIES = [
    f'SELECT ?x {{ BIND("{SCRIPT}" AS ?x) }}',
    'SELECT ?x { BIND(IRI("javascript:alert(1)") AS ?x) }',
    'SELECT ?x { BIND(IRI("https://a.example/\'onclick=alert(1)") AS ?x) }',
    'SELECT ?x { BIND("<img src=x onerror=alert(1)>"@en AS ?x) }',
    f"SELECT ?x {{ # {SCRIPT}\n }}",
    f'SELECT ?x {{ "{SCRIPT}',
    'CONSTRUCT { <javascript:alert(1)> a "</pre><script>alert(1)</script>" } {}',
]
PAGES = [
    *("/doc/person/p1", "/doc/document/n1", "/doc/name/x1", "/doc/passage/n1/0-8", "/graph/document/n1"),
    *("/doc/odd/'onclick='alert(1)", "/nothing/<script>alert(1)</script>", "/doc/%3Cscript%3Ealert(1)"),
    *("/doc/person/p1?page=<script>alert(1)</script>", "/dump/", "/"),
]


@pytest.mark.parametrize("path", PAGES)
def test_d7_hostile_labels_and_iris_stay_text_on_every_page(client: FlaskClient, path: str) -> None:
    harmless(client.get(path, headers=BROWSER).text)


@pytest.mark.parametrize("query", QUERIES)
def test_d7_hostile_solutions_stay_text_on_the_result_page(client: FlaskClient, query: str) -> None:
    harmless(client.get("/sparql", query_string={"query": query}, headers=BROWSER).text)


def harmless(page: str) -> None:
    elements = Elements(page)
    assert not elements.tags & {"script", "img", "iframe", "object", "embed", "base", "svg", "style"}
    assert not [name for name in elements.attributes if name.startswith("on") or name in ("style", "src")]
    for link in elements.links:
        assert re.match(r"https?://|/(?![/\\])|#", link), link
    assert "49" not in "".join(elements.text).split()


def test_d7_the_policy_lets_no_script_run_whatever_the_page(client: FlaskClient) -> None:
    for path in PAGES:
        policy = client.get(path, headers=BROWSER).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/sparql", "/explore/network", "/explore/timeline", "/explore/map"])
def test_d7_the_policy_of_pages_with_scripts_lets_only_files_of_ours_run(
    client: FlaskClient, path: str
) -> None:
    policy = client.get(path, headers=BROWSER).headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "unsafe" not in policy


def test_d7_the_hostile_text_is_shown_as_it_is(client: FlaskClient) -> None:
    shown = "".join(Elements(client.get("/doc/document/n1", headers=BROWSER).text).text)
    assert TEXT in shown


@pytest.mark.parametrize(
    "key",
    [
        *("/evil.example", "//evil.example", "%2Fevil.example", "%5Cevil.example", "\\evil.example"),
        *("https://evil.example", "https:evil.example", "..%2f..%2f%2fevil.example", "../..//evil.example"),
        *("%0d%0aLocation:%20https://evil.example", "person/p1%0d%0aX-Evil:%201", "%09//evil.example", ""),
        *("person/p1/../../../evil.example", "person%2Fp1", "person/p1.ttl", "person/p1?x=//evil.example"),
    ],
)
@pytest.mark.parametrize("prefix", ["/id/", "/doc/", "/vocab/", "/graph/", "/ontology/", "/dump/", "//", "/"])
def test_d9_no_key_leads_to_another_host(client: FlaskClient, prefix: str, key: str) -> None:
    answer = get(client, prefix + key, BROWSER)
    assert answer.status_code in (200, 303, 404)
    assert "X-Evil" not in answer.headers
    if answer.status_code == 303:
        assert re.match(r"/doc/person/p1", answer.headers["Location"])
    else:
        assert "Location" not in answer.headers


def get(client: FlaskClient, address: str, headers: dict[str, str]) -> TestResponse:
    """Ask for an address as a server hands it on: the test client takes what follows ``//`` for a host."""
    path, _, query = address.partition("?")
    place = {"PATH_INFO": unquote(path).encode().decode("latin-1"), "QUERY_STRING": query}
    return client.get(headers=headers, environ_overrides=place)


SPOOFED = [
    {"Host": EVIL},
    {"Host": f"{EVIL}:1234"},
    {"X-Forwarded-Host": EVIL},
    {"X-Forwarded-Proto": "https", "X-Forwarded-Host": EVIL, "X-Forwarded-Prefix": f"//{EVIL}"},
    {"Forwarded": f"host={EVIL};proto=https"},
    {"X-Original-URL": f"https://{EVIL}/", "X-Rewrite-URL": f"https://{EVIL}/", "X-Host": EVIL},
]


@pytest.mark.parametrize("headers", SPOOFED)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/n-triples"])
def test_d12_no_answer_names_the_host_that_a_client_claims(
    client: FlaskClient, headers: dict[str, str], accept: str
) -> None:
    for path in (
        *("/", "/sparql", "/id/person/p1", "/doc/person/p1", "/graph/document/n1", "/vocab/x", "/dump"),
        *("/dump/", "/dataset", "/ontology", "/shapes", "/.well-known/void", "/healthz", "//dump", "/id//x"),
        *("", "//"),
    ):
        answer = get(client, path, {**headers, "Accept": accept})
        assert EVIL not in answer.text, path
        assert EVIL not in str(answer.headers), path


def test_d12_the_endpoint_is_where_it_is_configured_to_be(client: FlaskClient) -> None:
    # On this machine itself, it is where it was asked for.
    for host, endpoint in (
        (EVIL, "https://mirror.example/kg/sparql"),
        ("mirror.example", "https://mirror.example/kg/sparql"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080/sparql"),
    ):
        described = client.get("/sparql", headers={"Host": host, "Accept": "application/n-triples"}).text
        assert (
            f"<{endpoint}> <http://www.w3.org/ns/sparql-service-description#endpoint> <{endpoint}>"
            in described
        )


PATHS = [
    "/",
    "/doc/person/p1",
    "/id/person/p1",
    "/graph/document/n1",
    "/dump/osce-kg.nt",
    "/dataset",
    "/sparql",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_d14_head_is_get_without_the_body(client: FlaskClient, path: str, accept: str) -> None:
    get, head = (call(path, headers={"Accept": accept}) for call in (client.get, client.head))
    assert head.data == b""
    assert head.status_code == get.status_code
    for name in ("Content-Type", "Content-Length", "ETag", "Link", "Location", "Vary", "Last-Modified"):
        assert head.headers.get(name) == get.headers.get(name), name


@pytest.mark.parametrize("path", PATHS)
def test_d14_a_preflight_allows_what_pages_of_others_need(client: FlaskClient, path: str) -> None:
    headers = {
        "Origin": "https://page.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "Content-Type",
        "Content-Type": "application/sparql-query",
    }
    answer = client.options(path, headers=headers)
    assert answer.status_code == 204
    assert answer.data == b""
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_d14_nothing_can_be_written_or_traced(client: FlaskClient, path: str, method: str) -> None:
    answer = client.open(path, method=method, headers={"X-Secret": "echo me"}, data=b"x")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "echo me" not in answer.text


def test_a_text_is_not_read_through_a_link(client: FlaskClient, app: Flask) -> None:
    texts = app.extensions["osce_kg"].texts
    assert texts.page_of(ID["document/n1"], 1) is not None
    for key in ("n2", "../dump/void", "n1/../n1", "", "n1\n"):
        assert texts.page_of(URIRef(f"{ID}document/{key}"), 1) is None
    assert Path("/etc/passwd").exists()
