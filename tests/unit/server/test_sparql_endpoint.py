"""The SPARQL 1.1 Protocol, and the query page."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

SELECT = "SELECT ?name { ?person a okg:Person ; rdfs:label ?name } ORDER BY ?name"
CONSTRUCT = "CONSTRUCT WHERE { ?person okg:metWith ?other }"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
CSV = {"Accept": "text/csv"}


def test_a_query_by_get(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT}, headers=CSV)
    assert answer.text == "name\r\nNikola <b>Berg</b>\r\nS. Aalto\r\nSofia Aalto\r\n"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_query_by_a_posted_form(client: FlaskClient) -> None:
    answer = client.post("/sparql", data={"query": SELECT}, headers=CSV)
    assert answer.text.startswith("name\r\n")


def test_a_query_posted_as_it_is(client: FlaskClient) -> None:
    answer = client.post("/sparql", data=SELECT, content_type="application/sparql-query", headers=CSV)
    assert answer.text.startswith("name\r\n")


def test_an_answer_that_the_client_has_is_not_computed_again(client: FlaskClient) -> None:
    fields = {"query": SELECT}
    first = client.get("/sparql", query_string=fields, headers=CSV)
    again = client.get("/sparql", query_string=fields, headers=CSV | {"If-None-Match": first.headers["ETag"]})
    other_form = client.get("/sparql", query_string=fields, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert other_form.status_code == 200


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "STRUUID( )", "uuid # always new\n()"])
def test_an_answer_that_is_another_each_time_is_for_one_client_only(
    client: FlaskClient, function: str
) -> None:
    answer = client.get("/sparql", query_string={"query": f"SELECT ({function} AS ?x) {{}}"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize(
    ("fields", "accept"),
    [
        ({"query": SELECT}, "application/sparql-results+xml"),
        ({"query": CONSTRUCT}, "application/n-quads"),
        ({"query": "SELEC"}, "text/csv"),
        ({}, "application/rdf+xml"),
        ({}, "text/html"),
    ],
)
def test_head_is_get_without_the_body(client: FlaskClient, fields: dict[str, str], accept: str) -> None:
    headers = {"Accept": accept}
    whole = client.get("/sparql", query_string=fields, headers=headers)
    head = client.head("/sparql", query_string=fields, headers=headers)
    assert head.data == b""
    assert head.status_code == whole.status_code
    del head.headers["Date"], whole.headers["Date"]  # a second may lie between them
    assert {*head.headers} - {*whole.headers} == set()
    assert int(head.headers.get("Content-Length", len(whole.data))) == len(whole.data) > 0
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/turtle, text/csv;q=0.5", "text/csv"),
    ],
)
def test_solutions_come_in_the_form_asked_for(client: FlaskClient, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": accept})
    assert answer.mimetype == media_type
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/sparql-results+json", '{"head":{},"boolean":false}'),
        (
            "application/sparql-results+xml",
            '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head></head>'
            "<boolean>false</boolean></sparql>",
        ),
        ("text/csv", "false"),
        ("text/tab-separated-values", "false"),
    ],
)
def test_booleans_come_in_every_form_of_solutions(client: FlaskClient, media_type: str, body: str) -> None:
    answer = client.get("/sparql?query=ASK%7B%3Ca:a%3E+a+1%7D", headers={"Accept": media_type})
    assert (answer.mimetype, answer.text) == (media_type, body)


@pytest.mark.parametrize(
    ("accept", "media_type", "rdf_format"),
    [
        ("*/*", "text/turtle", "turtle"),
        ("text/plain", "text/plain", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml, text/csv", "application/rdf+xml", "xml"),
        ("application/trig", "application/trig", "turtle"),
        ("application/n-quads", "application/n-quads", "nt"),
    ],
)
def test_graphs_come_in_the_form_asked_for(
    client: FlaskClient, accept: str, media_type: str, rdf_format: str
) -> None:
    answer = client.get("/sparql", query_string={"query": CONSTRUCT}, headers={"Accept": accept})
    assert answer.mimetype == media_type
    assert len(Graph().parse(data=answer.text, format=rdf_format)) == 2


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "image/png")]
)
def test_a_form_that_the_answer_cannot_have_gets_406_and_the_list(
    client: FlaskClient, query: str, accept: str
) -> None:
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 406
    assert "text/turtle" in answer.text or "text/csv" in answer.text


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, "text/turtle, text/html;q=0.1", "text/html"),
        (SELECT, "text/html;q=0.1, text/csv;q=0.2, text/turtle", "text/csv"),
        (CONSTRUCT, "text/csv, text/html;q=0.1", "text/html"),
        (CONSTRUCT, "text/csv, text/html;q=0.1, text/turtle;q=0.1", "text/turtle"),
    ],
)
def test_a_client_gets_what_it_likes_best_of_what_the_answer_can_be(
    client: FlaskClient, query: str, accept: str, media_type: str
) -> None:
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, media_type)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("/sparql?query=", 400),
        ("/sparql?query=%ff", 400),
        ("/sparql?query=SELEC", 400),
        ("/sparql?update=CLEAR%20ALL", 403),
        ("/sparql?query=CLEAR%20ALL", 403),
        ("/sparql?query=" + quote("SELECT * { SERVICE <http://127.0.0.1/> {} }"), 403),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=http://nowhere/", 400),
        ("/sparql?query=" + quote("ASK FROM <file:///etc/passwd> {}"), 400),
        ("/sparql?query=" + quote("PREFIX e: <http://127.0.0.1/> ASK FROM e:good {}"), 400),
    ],
)
def test_bad_requests_are_told_apart(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.mimetype == "text/plain"
    assert "Traceback" not in answer.text
    assert len(answer.data) < 2000


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"CLEAR ALL", "application/sparql-update", 403),
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", "application/sparql-query; charset=utf-16", 415),
        (b"\xff", "application/sparql-query", 400),
        (b"", "application/x-www-form-urlencoded", 400),
        (b"query=ASK%7B%7D&update=CLEAR%20ALL", "application/x-www-form-urlencoded", 400),
        (b"update=CLEAR%20ALL", "application/x-www-form-urlencoded", 403),
        (b"x" * 3_000_000, "application/sparql-query", 413),
        (b"&".join([b"a=b"] * 2000), "application/x-www-form-urlencoded", 400),
    ],
)
def test_bad_posts_are_told_apart(client: FlaskClient, body: bytes, content_type: str, status: int) -> None:
    assert client.post("/sparql", data=body, content_type=content_type).status_code == status


def test_a_body_that_is_too_long_is_refused_in_plain_words(client: FlaskClient) -> None:
    answer = client.post("/sparql", data=b"x" * 3_000_000, content_type="application/sparql-query")
    assert answer.text == "The request is longer than 2 MiB.\n"


def test_a_syntax_error_names_its_place(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "SELECT * {\n  nix:a ?p ?o }"})
    assert "line 2, column 3" in answer.text
    assert "the prefix 'nix' is not declared" in answer.text


def test_the_protocol_names_the_dataset(client: FlaskClient) -> None:
    graph = "https://w3id.org/osce-kg/graph/derived"
    fields = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": graph}
    assert client.get("/sparql", query_string=fields, headers=CSV).text == "n\r\n4\r\n"


def test_relative_iris_are_relative_to_the_base_of_the_graph(client: FlaskClient) -> None:
    query = "SELECT ?name { <id/person/p000001> rdfs:label ?name }"
    assert client.get("/sparql", query_string={"query": query}, headers=CSV).text == "name\r\nSofia Aalto\r\n"


def test_unknown_parameters_are_ignored_and_accept_wins(client: FlaskClient) -> None:
    fields = {"query": "ASK {}", "format": "xml", "output": "xml", "results": "odd"}
    answer = client.get("/sparql", query_string=fields, headers={"Accept": "application/sparql-results+json"})
    assert answer.json == {"head": {}, "boolean": True}


def test_without_a_query_the_service_describes_itself(client: FlaskClient) -> None:
    answer = client.get("/sparql")
    graph = Graph().parse(data=answer.text, format="turtle")
    service = URIRef("http://www.w3.org/ns/sparql-service-description#Service")
    assert list(graph.subjects(RDF.type, service)) == [URIRef("http://localhost/sparql")]


def test_without_a_query_a_browser_gets_a_form(client: FlaskClient) -> None:
    page = client.get("/sparql", headers=BROWSER)
    assert page.mimetype == "text/html"
    assert "<textarea" in page.text


def test_a_browser_gets_the_solutions_as_a_table_with_local_links(client: FlaskClient) -> None:
    page = client.get(
        "/sparql", query_string={"query": "SELECT * { ?s a okg:Meeting ; rdfs:label ?l }"}, headers=BROWSER
    )
    assert "1 solution." in page.text
    assert 'href="/doc/event/x1001a"' in page.text
    assert "format=csv" in page.text


def test_a_link_on_the_page_downloads_another_form(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT, "format": "csv"}, headers=BROWSER)
    assert answer.mimetype == "text/csv"


def test_a_browser_gets_graphs_and_booleans_too(client: FlaskClient) -> None:
    assert "okg:metWith" in client.get("/sparql", query_string={"query": CONSTRUCT}, headers=BROWSER).text
    assert (
        "<strong>yes</strong>"
        in client.get("/sparql", query_string={"query": "ASK {}"}, headers=BROWSER).text
    )


def test_a_wrong_query_comes_back_in_the_form_with_its_error(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": "SELECT </textarea><script>"}, headers=BROWSER)
    assert page.status_code == 400
    assert "<script>" not in page.text
    assert 'role="alert"' in page.text


def test_hostile_text_in_an_answer_stays_text(client: FlaskClient) -> None:
    query = "SELECT ?x { BIND('<script>alert(1)</script>' AS ?x) }"
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER)
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text


def test_preflight_allows_queries_from_other_pages(client: FlaskClient) -> None:
    answer = client.options("/sparql")
    assert answer.status_code == 204
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert {*answer.headers["Allow"].split(", ")} == {"GET", "HEAD", "OPTIONS", "POST"}


def test_other_methods_are_not_allowed(client: FlaskClient) -> None:
    assert client.put("/sparql").status_code == 405
    assert client.delete("/sparql").status_code == 405
