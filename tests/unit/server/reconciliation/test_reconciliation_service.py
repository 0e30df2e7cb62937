"""The manifest and what it points to: suggestions, previews, properties and extension."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from osce_kg.config import Settings
from osce_kg.errors import UsageError
from osce_kg.server.application import create_app
from osce_kg.server.reconciliation import extension
from reconciliation_forms import (
    ENTITIES,
    EXTENSION,
    FLYOUT,
    MANIFEST,
    PROPERTIES,
    PROPOSAL,
    TYPES,
    check,
)


def path(url: str) -> str:
    return url.removeprefix("http://localhost")


def extend(service: FlaskClient, ids: list[str], *properties: dict[str, Any]) -> dict[str, Any]:
    query = json.dumps({"ids": ids, "properties": properties})
    answer = service.post("/reconcile", data={"extend": query})
    assert answer.status_code == 200, answer.text
    assert service.get("/reconcile", query_string={"extend": query}).data == answer.data
    content: dict[str, Any] = answer.get_json()
    check(content, EXTENSION)
    return content


def test_the_manifest_says_what_there_is(service: FlaskClient) -> None:
    answer = service.get("/reconcile")
    manifest = answer.get_json()
    check(manifest, MANIFEST)
    assert manifest["identifierSpace"] == "https://w3id.org/osce-kg/id/"
    assert manifest["schemaSpace"] == "https://w3id.org/osce-kg/ontology#"
    assert {"id": "Person", "name": "person"} in manifest["defaultTypes"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert service.get("/reconcile/").get_json() == manifest


def test_everything_that_the_manifest_points_to_answers(service: FlaskClient) -> None:
    manifest = service.get("/reconcile").get_json()
    encoded = "person%2Fp1"
    assert service.get(path(manifest["view"]["url"]).replace("{{id}}", encoded)).status_code == 303
    assert service.get(path(manifest["preview"]["url"]).replace("{{id}}", encoded)).status_code == 200
    for kind, suggest in manifest["suggest"].items():
        url = path(suggest["service_url"] + suggest["service_path"])
        assert service.get(url, query_string={"prefix": "s"}).get_json()["result"], kind
        url = path(suggest["flyout_service_url"] + suggest["flyout_service_path"])
        check(service.get(url.replace("${id}", encoded)).get_json(), FLYOUT)
    proposal = manifest["extend"]["propose_properties"]
    assert service.get(path(proposal["service_url"] + proposal["service_path"])).status_code == 200
    assert service.get(path(manifest["documentation"])).status_code == 200


def test_behind_a_proxy_the_manifest_has_the_address_that_clients_use(namesakes_build: Path) -> None:
    app = create_app(namesakes_build, Settings(workers=1, public_url="https://kg.example.org/osce/"))
    manifest = app.test_client().get("/reconcile", headers={"Host": "inner:8080"}).get_json()
    assert manifest["view"]["url"] == "https://kg.example.org/osce/id/{{id}}"
    assert "inner" not in json.dumps(manifest)


@pytest.mark.parametrize("url", ["kg.example.org/", "https://kg.example.org", "javascript:alert(1)/"])
def test_an_address_of_the_server_is_whole_or_refused(url: str) -> None:
    with pytest.raises(UsageError, match="public_url"):
        Settings(public_url=url)


def test_a_name_that_is_only_begun_is_completed(service: FlaskClient) -> None:
    answer = service.get("/reconcile/suggest/entity?prefix=aal").get_json()
    check(answer, ENTITIES)
    first = answer["result"][0]
    assert first["id"] == "person/p1"
    assert first["description"] == "Foreign Minister of Bulgaria"
    assert first["notable"] == [{"id": "Person", "name": "person"}]
    assert (
        service.get("/reconcile/suggest/entity?prefix=person/p1").get_json()["result"][0]["id"] == "person/p1"
    )


def test_a_cursor_skips_suggestions(service: FlaskClient) -> None:
    every = service.get("/reconcile/suggest/entity?prefix=s").get_json()["result"]
    assert len(every) > 2
    assert service.get("/reconcile/suggest/entity?prefix=s&cursor=2").get_json()["result"] == every[2:]
    assert service.get("/reconcile/suggest/entity?prefix=s&cursor=500").get_json()["result"] == []


def test_types_are_suggested_with_what_is_broader(service: FlaskClient) -> None:
    answer = service.get("/reconcile/suggest/type?prefix=field").get_json()
    check(answer, TYPES)
    (only,) = answer["result"]
    assert only["id"] == "FieldOperation"
    assert [broader["id"] for broader in only["broader"]] == ["StructuralUnit"]
    assert len(service.get("/reconcile/suggest/type?prefix=").get_json()["result"]) > 10


def test_properties_are_suggested_by_a_word_of_their_names(service: FlaskClient) -> None:
    answer = service.get("/reconcile/suggest/property?prefix=Stat").get_json()
    check(answer, PROPERTIES)
    assert {"id": "state", "name": "State"} in answer["result"]
    assert service.get("/reconcile/suggest/property?prefix=nosuch").get_json() == {"result": []}


def test_properties_are_proposed_for_a_type(service: FlaskClient) -> None:
    answer = service.get("/reconcile/properties?type=Institution&limit=2").get_json()
    check(answer, PROPOSAL)
    assert (answer["type"], answer["limit"], len(answer["properties"])) == ("Institution", 2, 2)
    of_persons = {
        prop["id"] for prop in service.get("/reconcile/properties?type=Person").get_json()["properties"]
    }
    assert "post" in of_persons
    assert "latitude" not in of_persons
    assert of_persons < {prop["id"] for prop in service.get("/reconcile/properties").get_json()["properties"]}
    assert service.get("/reconcile/properties?type=Nothing").get_json()["properties"] == []


def test_a_table_is_extended_by_things_and_by_texts(service: FlaskClient) -> None:
    content = extend(service, ["person/p1", "nobody"], {"id": "post"}, {"id": "metWith"}, {"id": "otherName"})
    assert content["meta"][0] == {"id": "post", "name": "post", "type": {"id": "Post", "name": "post"}}
    assert content["rows"]["person/p1"] == {
        "post": [{"id": "post/x1", "name": "Foreign Minister of Bulgaria"}],
        "metWith": [{"id": "person/x10", "name": "Anna Kovács"}],
        "otherName": [{"str": "София Аалто"}],
    }
    assert content["rows"]["nobody"] == {"post": [], "metWith": [], "otherName": []}


def test_values_keep_their_kind(service: FlaskClient) -> None:
    wanted = ({"id": "earliest"}, {"id": "confidence"}, {"id": "status"}, {"id": "passage"}, {"id": "period"})
    row = extend(service, ["event/x1"], *wanted)["rows"]["event/x1"]
    assert row == {
        "earliest": [{"date": "2004-04-06T00:00:00Z"}],
        "confidence": [{"float": 0.92}],
        "status": [{"str": "occurred"}],
        "passage": [{"str": "Sofia Aalto met Anna Kovács in Sofia."}],
        "period": [{"str": "2004-04-06"}],
    }
    issued = extend(service, ["document/n1"], {"id": "issued"})["rows"]["document/n1"]["issued"]
    assert issued == [{"date": "2004-04-06T00:00:00Z"}]


def test_settings_limit_the_values_and_turn_things_into_texts(service: FlaskClient) -> None:
    for limit in (1, "1"):
        settings = {"limit": limit, "content": "name"}
        row = extend(service, ["person/p1"], {"id": "metWith", "settings": settings})["rows"]["person/p1"]
        assert row == {"metWith": [{"str": "Anna Kovács"}]}
    everything = extend(service, ["event/x1"], {"id": "participant", "settings": {"limit": 0}})
    assert everything["rows"]["event/x1"]["participant"] == [
        {"str": "students"},
        {"id": "person/p1", "name": "Sofia Aalto"},
        {"id": "person/x10", "name": "Anna Kovács"},
    ]


def test_values_are_never_left_out_without_a_word(
    service: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extension, "MOST_VALUES", 2)
    wanted: dict[str, Any] = {"id": "participant"}
    answer = service.post(
        "/reconcile", data={"extend": json.dumps({"ids": ["event/x1"], "properties": [wanted]})}
    )
    assert answer.status_code == 413
    assert "more than 2 values" in answer.text
    wanted["settings"] = {"limit": 2}
    assert len(extend(service, ["event/x1"], wanted)["rows"]["event/x1"]["participant"]) == 2


def test_a_row_is_found_under_the_name_that_the_client_gave(service: FlaskClient) -> None:
    ids = ["person/x99", "https://w3id.org/osce-kg/id/person/p1"]
    rows = extend(service, ids, {"id": "post"})["rows"]
    assert rows[ids[0]] == rows[ids[1]] != {"post": []}


def test_any_page_may_show_a_preview_in_a_frame_and_nothing_else_of_ours(
    service: FlaskClient, namesakes_app: Flask
) -> None:
    preview = service.get("/reconcile/preview?id=person%2Fp1")
    assert "Foreign Minister of Bulgaria" in preview.text
    assert 'href="/doc/person/p1"' in preview.text
    assert "frame-ancestors *" in preview.headers["Content-Security-Policy"]
    assert "default-src 'none'" in preview.headers["Content-Security-Policy"]
    plain = [
        str(rule)
        for rule in namesakes_app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments
    ]
    assert "/reconcile" in plain
    for address in sorted({*plain, "/doc/person/p1", "/reconcile/flyout/entity"} - {"/reconcile/preview"}):
        answer = service.get(address, headers={"Accept": "text/html, */*;q=0.1"})
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], address


def test_a_preview_of_nothing_says_so(service: FlaskClient) -> None:
    answer = service.get("/reconcile/preview?id=person/nobody")
    assert answer.status_code == 404
    assert "knows no such thing" in answer.text
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_flyouts_describe_things_types_and_properties(service: FlaskClient) -> None:
    for kind, name, text in (
        ("entity", "person/p1", "Foreign Minister of Bulgaria"),
        ("type", "Person", "okg:Person"),
        ("property", "post", "^okg:holder/okg:post"),
        ("type", "<b>", "nothing of this name"),
    ):
        answer = service.get(f"/reconcile/flyout/{kind}", query_string={"id": name}).get_json()
        assert answer["id"] == name
        assert text in answer["html"]
        assert not re.search(r"<(b|script|html)\b", answer["html"])
