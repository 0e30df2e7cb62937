"""The OpenAPI document: well-formed, complete, and true of what the application does."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from osce_kg.server.openapi.document import describe_interface
from osce_kg.server.openapi.paths import ANSWERED_BY_FRONT

DOCUMENT = describe_interface("/")
DESCRIBED = {
    (path, method): operation
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
OF_APPLICATION = sorted(key for key in DESCRIBED if key[0] not in ANSWERED_BY_FRONT)
GETS = [path for path, method in OF_APPLICATION if method == "get"]
NO_INTERFACE = {"static", "static_files.icon"}
"""Endpoints that only our own pages use."""
GRAPH_QUERY = "CONSTRUCT WHERE { ?s a okg:Meeting }"
SOLUTIONS_QUERY = "SELECT ?s { ?s a okg:Meeting }"


def address(path: str, **others: str) -> str:
    """Return a path with its examples filled in, but for those that are given."""
    parameters = {one["name"]: one for one in DESCRIBED[path, "get"].get("parameters", [])}
    values = {name: one["example"] for name, one in parameters.items() if one["required"]} | others
    query = {
        name: values[name] for name, one in parameters.items() if one["required"] and one["in"] == "query"
    }
    filled = re.sub(r"\{(\w+)\}", lambda match: quote(values[match[1]]), path)
    return f"{filled}?{urlencode(query)}" if query else filled


def routes(app: Flask) -> set[tuple[str, str]]:
    """Return path and method of every route, as OpenAPI writes them."""
    return {
        (re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in NO_INTERFACE
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def media_types(path: str, method: str = "get") -> list[str]:
    (success,) = [
        answer for status, answer in DESCRIBED[path, method]["responses"].items() if status == "200"
    ]
    return list(success["content"])


@pytest.mark.parametrize("path", [path for path in GETS if "{" in path])
def test_what_becomes_of_an_unknown_part_of_a_path_is_described(client: FlaskClient, path: str) -> None:
    names = re.findall(r"\{(\w+)\}", path)
    status = client.get(address(path, **dict.fromkeys(names, "no,such"))).status_code
    assert str(status) in DESCRIBED[path, "get"]["responses"]


def test_the_document_is_openapi() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_every_route_is_described(app: Flask) -> None:
    missing = sorted(routes(app) - DESCRIBED.keys())
    assert missing == [], f"to be described in src/osce_kg/server/openapi/paths.py: {missing}"


def test_every_described_operation_is_a_route(app: Flask) -> None:
    invented = sorted(set(OF_APPLICATION) - routes(app))
    assert invented == [], f"described in src/osce_kg/server/openapi/paths.py, but no route: {invented}"


@pytest.mark.parametrize("path", GETS)
def test_every_described_path_answers_as_described(client: FlaskClient, path: str) -> None:
    answer = client.get(address(path))
    responses = DESCRIBED[path, "get"]["responses"]
    assert str(answer.status_code) in responses
    assert answer.status_code < 400
    if answer.status_code == 303:
        assert client.get(answer.headers["Location"]).status_code == 200
    else:
        assert answer.mimetype in media_types(path)
        assert ("ETag" in answer.headers) == ("304" in responses)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        (path, one)
        for path in GETS
        for one in (media_types(path) if "406" in DESCRIBED[path, "get"]["responses"] else ())
    ],
)
def test_every_described_form_can_be_had(client: FlaskClient, path: str, media_type: str) -> None:
    is_of_solutions = "sparql" in media_type or media_type in ("text/csv", "text/tab-separated-values")
    query = (
        SOLUTIONS_QUERY
        if is_of_solutions or media_type in ("application/json", "application/xml")
        else GRAPH_QUERY
    )
    parameters = {"query": query} if path == "/sparql" else {}
    answer = client.get(address(path), query_string=parameters, headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)


@pytest.mark.parametrize("path", GETS)
def test_a_form_that_there_is_not_is_refused_where_that_is_described(client: FlaskClient, path: str) -> None:
    is_described = "406" in DESCRIBED[path, "get"]["responses"]
    answer = client.get(address(path), headers={"Accept": "image/png"})
    assert (answer.status_code == 406) == is_described


@pytest.mark.parametrize("path", GETS)
def test_what_is_not_what_the_client_means_is_refused_where_that_is_described(
    client: FlaskClient, path: str
) -> None:
    is_described = "412" in DESCRIBED[path, "get"]["responses"]
    answer = client.get(address(path), headers={"If-Match": '"another"'})
    assert (answer.status_code == 412) == is_described == ("304" in DESCRIBED[path, "get"]["responses"])


@pytest.mark.parametrize("path", [path for path in GETS if "404" in DESCRIBED[path, "get"]["responses"]])
def test_what_is_not_there_is_not_found_where_that_is_described(client: FlaskClient, path: str) -> None:
    has_pages = any(one["name"] == "page" for one in DESCRIBED[path, "get"].get("parameters", []))
    (name,) = re.findall(r"\{(\w+)\}", path) or ["page" if has_pages else "id"]
    beyond = {"page": "99999"} if name == "page" else {}
    assert client.get(address(path, **{name: "nothing"}), query_string=beyond or None).status_code == 404


def test_a_key_can_have_its_slash_escaped(client: FlaskClient) -> None:
    assert client.get(address("/doc/{key}").replace("person/", "person%2F")).status_code == 200


def test_a_suffix_that_is_not_described_is_not_served(client: FlaskClient) -> None:
    assert client.get("/ontology.pdf").status_code == 404


@pytest.mark.parametrize("media_type", DESCRIBED["/sparql", "post"]["requestBody"]["content"])
def test_a_query_is_taken_in_every_described_body(client: FlaskClient, media_type: str) -> None:
    body = "ASK {}" if media_type.endswith("query") else f"query={quote('ASK {}')}"
    answer = client.post("/sparql", data=body, content_type=media_type)
    assert answer.json == {"head": {}, "boolean": True}


@pytest.mark.parametrize("query", ["ASK {}", SOLUTIONS_QUERY, "SELECT ?n { ?s rdfs:label ?n }"])
def test_solutions_have_the_schema_that_they_are_said_to_have(client: FlaskClient, query: str) -> None:
    schema: dict[str, Any] = {"$ref": "#/components/schemas/Solutions", "components": DOCUMENT["components"]}
    answer = client.get("/sparql", query_string={"query": query}).json
    assert list(Draft202012Validator(schema).iter_errors(answer)) == []


def test_the_document_is_served_with_the_root_of_the_server(client: FlaskClient) -> None:
    answer = client.get("/openapi.json")
    assert answer.json == DOCUMENT
    assert answer.mimetype == "application/json"
    mounted = client.get("/openapi.json", environ_overrides={"SCRIPT_NAME": "/kg"})
    assert mounted.json == describe_interface("/kg")


def test_the_start_page_leads_to_the_document(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'rel="service-desc"' in page
    assert '<a href="/openapi.json">' in page
