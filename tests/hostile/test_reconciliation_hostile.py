"""Whatever the reconciliation service is sent, its answer is valid or a clear refusal (cases D5 to D16)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osce_kg.server.application import create_app
from reconciliation_forms import EXTENSION, RESULTS, check

INJECTIONS = (
    '") } ; DROP ALL #',
    '\\"',
    "\\u0022",
    "} SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }",
    "' OR 1=1 --",
)


@pytest.fixture(scope="module")
def service(namesakes_build: Path) -> FlaskClient:
    return create_app(namesakes_build).test_client()


def refusal(service: FlaskClient, status: int = 400, **form: str) -> str:
    """Send a form, and return the short text that says why it is refused."""
    answer = service.post("/reconcile", data=form)
    assert answer.status_code == status
    assert answer.mimetype == "text/plain"
    assert len(answer.text) < 400
    assert "Traceback" not in answer.text
    return answer.text


@pytest.mark.parametrize("callback", ["alert(1)//", "jsonp1234", "<script>alert(1)</script>", ""])
@pytest.mark.parametrize("address", ["/reconcile", "/reconcile/suggest/entity", "/reconcile/properties"])
def test_d8_there_is_no_jsonp_and_a_callback_is_never_echoed(
    service: FlaskClient, address: str, callback: str
) -> None:
    answer = service.get(address, query_string={"prefix": "s", "callback": callback})
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not callback or callback not in answer.text


@pytest.mark.parametrize(
    ("queries", "reason"),
    [
        ("", "not JSON"),
        ("null", "must be an object"),
        ("[]", "must be an object"),
        ("{", "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"q":' * 50_000, "nested too deeply"),
        ('{"q": {"query": "a", "limit": ' + "9" * 5_000 + "}}", "not JSON"),
        ('{"q": {"query": "a", "limit": NaN}}', "not JSON"),
        ('{"q": {"query": "a", "limit": 1e999}}', "whole number"),
        ('{"q": null}', "must be an object"),
        ('{"q": "Sofia"}', "must be an object"),
        ('{"q": {}}', "needs a query"),
        ('{"q": {"query": null}}', "needs a query"),
        ('{"q": {"query": ""}}', "needs a query"),
        ('{"q": {"query": 5}}', "must be a string"),
        ('{"q": {"query": ["a"]}}', "must be a string"),
        ('{"q": {"query": "a", "limit": 0}}', "whole number"),
        ('{"q": {"query": "a", "limit": "many"}}', "whole number"),
        ('{"q": {"query": "a", "limit": true}}', "whole number"),
        ('{"q": {"query": "a", "limit": 2.5}}', "whole number"),
        ('{"q": {"query": "a", "type": 5}}', "array of strings"),
        ('{"q": {"query": "a", "type": ["Person", 5]}}', "array of strings"),
        ('{"q": {"query": "a", "type": "Wizard"}}', "no type"),
        ('{"q": {"query": "a", "type_strict": "never"}}', "type_strict"),
        ('{"q": {"query": "a", "properties": {}}}', "must be an array"),
        ('{"q": {"properties": [5]}}', "must be an object"),
        ('{"q": {"properties": [{"v": "a"}]}}', "identifier of a property"),
        ('{"q": {"properties": [{"pid": "state"}]}}', "a value"),
        ('{"q": {"properties": [{"pid": "state", "v": null}]}}', "a string, a number"),
        ('{"q": {"properties": [{"pid": "state", "v": {"name": "x"}}]}}', "a string, a number"),
        ('{"q": {"properties": [{"pid": "state", "v": [["a"]]}]}}', "a string, a number"),
        ('{"q": {"properties": [{"pid": "shoeSize", "v": 43}]}}', "no property"),
    ],
)
def test_d16_a_batch_that_is_not_of_the_form_is_refused_with_the_place(
    service: FlaskClient, queries: str, reason: str
) -> None:
    assert reason in refusal(service, queries=queries)


@pytest.mark.parametrize(
    ("extension", "reason"),
    [
        ("{}", "extend.ids"),
        ('{"ids": "person/p1", "properties": []}', "array of strings"),
        ('{"ids": [1], "properties": []}', "array of strings"),
        ('{"ids": [], "properties": "post"}', "must be an array"),
        ('{"ids": [], "properties": ["post"]}', "must be an object"),
        ('{"ids": [], "properties": [{"id": "shoeSize"}]}', "no property"),
        ('{"ids": [], "properties": [{"id": "post", "settings": [1]}]}', "must be an object"),
        ('{"ids": [], "properties": [{"id": "post", "settings": {"limit": -1}}]}', "whole number"),
        ('{"ids": [], "properties": [{"id": "post", "settings": {"limit": "²"}}]}', "whole number"),
        ('{"ids": [], "properties": [{"id": "post", "settings": {"content": "all"}}]}', "content"),
    ],
)
def test_d16_an_extension_that_is_not_of_the_form_is_refused_with_the_place(
    service: FlaskClient, extension: str, reason: str
) -> None:
    assert reason in refusal(service, extend=extension)


def test_d16_more_than_a_request_may_ask_for_is_refused_with_the_limit(service: FlaskClient) -> None:
    batch = json.dumps({f"q{number}": {"query": "Sofia"} for number in range(10_000)})
    assert "50 queries" in refusal(service, 413, queries=batch)
    ids = json.dumps({"ids": ["person/p1"] * 5_000, "properties": [{"id": "post"}]})
    assert "200 ids" in refusal(service, 413, extend=ids)
    cells = json.dumps({"ids": ["person/p1"] * 100, "properties": [{"id": "post"}] * 100})
    assert "1000 cells" in refusal(service, 413, extend=cells)
    many = [{"pid": "state", "v": "x"}] * 21
    assert "20 properties" in refusal(service, 413, queries=json.dumps({"q": {"properties": many}}))
    values = [{"pid": "state", "v": ["x"] * 51}]
    assert "50 values" in refusal(service, 413, queries=json.dumps({"q": {"properties": values}}))
    assert "longer than" in refusal(service, 413, queries="x" * (3 << 20)).lower()


@pytest.mark.parametrize(
    "text", [*INJECTIONS, "\ud800", "a\x00b", "\u202eaifoS", "x" * 100_000, "a " * 50_000]
)
def test_d16_any_text_is_a_text_to_search_for(service: FlaskClient, text: str) -> None:
    batch = {
        "q0": {"query": text},
        text[:50]: {"query": "Sofia Aalto", "properties": [{"pid": "state", "v": text}]},
    }
    answer = service.post("/reconcile", data={"queries": json.dumps(batch)})
    assert answer.status_code == 200
    check(answer.get_json(), RESULTS)
    assert answer.get_json()[text[:50]]["result"][0]["id"] == "person/p1"
    for address in ("suggest/entity", "suggest/type", "suggest/property"):
        prefix = text[:500].encode("utf-8", "replace").decode()
        assert service.get(f"/reconcile/{address}", query_string={"prefix": prefix}).status_code == 200


def test_d5_what_is_not_one_form_with_one_question_is_refused(service: FlaskClient) -> None:
    assert "must hold" in refusal(service)
    assert "must hold" in refusal(service, queries="{}", extend="{}")
    twice = service.post("/reconcile?queries={}", data={"queries": "{}"})
    assert twice.status_code == 400
    for media_type in ("application/json", "text/plain"):
        answer = service.post("/reconcile", data='{"q0": {"query": "Sofia"}}', content_type=media_type)
        assert answer.status_code == 400
    assert service.put("/reconcile").status_code == 405


def test_d7_a_hostile_label_is_text_in_previews_and_flyouts(service: FlaskClient) -> None:
    preview = service.get("/reconcile/preview?id=person/x15").text
    flyout = service.get("/reconcile/flyout/entity?id=person/x15").get_json()["html"]
    for html in (preview, flyout):
        assert "Nikola &lt;script&gt;" in html
        assert "<script" not in html


def test_d7_an_identifier_is_never_echoed_as_html(service: FlaskClient) -> None:
    hostile = "<script>alert(1)</script>"
    assert hostile not in service.get("/reconcile/preview", query_string={"id": hostile}).text
    for kind in ("entity", "type", "property"):
        answer = service.get(f"/reconcile/flyout/{kind}", query_string={"id": hostile})
        assert answer.mimetype == "application/json"
        assert hostile not in answer.get_json()["html"]


@pytest.mark.parametrize("host", ["evil.example/<script>", 'a"b', "a b"])
def test_d12_a_host_that_is_no_name_does_not_come_into_the_manifest(service: FlaskClient, host: str) -> None:
    answer = service.get("/reconcile", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


def test_d14_a_browser_of_another_origin_may_ask_beforehand(service: FlaskClient) -> None:
    answer = service.options("/reconcile")
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
QUERY = st.fixed_dictionaries(
    {},
    optional={
        "query": JSON | st.sampled_from(["Sofia Aalto", "person/p1"]),
        "type": JSON | st.sampled_from(["Person", "Event"]),
        "limit": JSON | st.integers(-1, 200),
        "type_strict": JSON | st.sampled_from(["any", "all", "should"]),
        "properties": JSON
        | st.lists(
            st.fixed_dictionaries({"pid": st.sampled_from(["state", "post", "period", "x"]), "v": JSON}),
            max_size=3,
        ),
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(batch=JSON | st.dictionaries(st.text(max_size=5), QUERY, max_size=3))
def test_d16_any_batch_gives_a_valid_answer_or_a_refusal(service: FlaskClient, batch: object) -> None:
    answer = service.post("/reconcile", data={"queries": json.dumps(batch)})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        check(answer.get_json(), RESULTS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    ids=JSON | st.lists(st.text(max_size=10) | st.sampled_from(["person/p1", "event/x1"]), max_size=4),
    properties=JSON
    | st.lists(
        st.fixed_dictionaries(
            {"id": st.sampled_from(["post", "participant", "period", "x"])},
            optional={"settings": JSON | st.fixed_dictionaries({"limit": JSON, "content": JSON})},
        ),
        max_size=3,
    ),
)
def test_d16_any_extension_gives_a_valid_answer_or_a_refusal(
    service: FlaskClient, ids: object, properties: object
) -> None:
    answer = service.post("/reconcile", data={"extend": json.dumps({"ids": ids, "properties": properties})})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        check(answer.get_json(), EXTENSION)
