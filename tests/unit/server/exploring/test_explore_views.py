"""The views of the explorer: what a page shows is what the queries on it answer at the endpoint."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from osce_kg.network import FACETS, FILTERS, PARAMETERS, STATUSES
from osce_kg.server.application import create_app
from osce_kg.server.interface import in_words, texts_in

BROWSER = {"Accept": "text/html"}
ASKED = [
    "",
    "nodes=participant",
    "nodes=actor&dates=possible&from=2004&to=2006",
    "kind=visit&nodes=actor",
    "state=KAZ&confidence=0.5",
    "from=1980&to=1980",
]
FACETS_START = {name: start for name, (_, start) in FILTERS.items()}
VIEWS = ["network", "timeline", "map"]


@pytest.fixture(scope="module")
def explorer_app(network_build: Path) -> Flask:
    return create_app(network_build)


@pytest.fixture
def explorer(explorer_app: Flask) -> FlaskClient:
    return explorer_app.test_client()


def page(explorer: FlaskClient, address: str) -> LexborHTMLParser:
    answer = explorer.get(address, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def text(node: LexborNode | None) -> str:
    assert node is not None
    return node.text(deep=True).strip()


def answer_of(explorer: FlaskClient, shown: LexborHTMLParser, title: str) -> list[dict[str, str]]:
    """Ask the endpoint the query that a page says is behind it."""
    query = text(shown.css_first(f'pre[data-query="{title}"]'))
    answer = explorer.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def drawing(shown: LexborHTMLParser) -> dict[str, Any]:
    return json.loads(text(shown.css_first("script#drawing")))  # type: ignore[no-any-return]


def cells(shown: LexborHTMLParser, table: str) -> list[list[str]]:
    return [[text(cell) for cell in row.css("td, th")] for row in shown.css(f"table#{table} tbody tr")]


@pytest.mark.parametrize("filters", ASKED)
def test_the_network_is_what_its_query_answers(explorer: FlaskClient, filters: str) -> None:
    shown = page(explorer, f"/explore/network?{filters}")
    edges = answer_of(explorer, shown, "edges")
    assert cells(shown, "edges") == [
        [edge[name] for name in ("sourceLabel", "targetLabel", "weight", "first", "last", "confidence")]
        for edge in edges
    ]
    drawn = drawing(shown)
    labels = [str(node[1]) for node in drawn["nodes"]]
    assert [[labels[int(str(one))], labels[int(str(other))], w] for one, other, w in drawn["edges"]] == [
        [edge["sourceLabel"], edge["targetLabel"], int(edge["weight"])] for edge in edges
    ]


def test_visits_are_drawn_as_arrows_and_meetings_as_lines(explorer: FlaskClient) -> None:
    assert drawing(page(explorer, "/explore/network?kind=visit"))["directed"] is True
    assert drawing(page(explorer, "/explore/network"))["directed"] is False


@pytest.mark.parametrize("filters", ASKED)
def test_the_timeline_is_what_its_query_answers(explorer: FlaskClient, filters: str) -> None:
    shown = page(explorer, f"/explore/timeline?{filters}")
    months = answer_of(explorer, shown, "months")
    exact = sum(int(row["events"]) for row in months if row["first"] and row["first"] == row["last"])
    assert sum(int(str(certain)) for _, certain, _ in drawing(shown)["bins"]) == exact
    undated = shown.css_first("[data-undated]")
    open_ended = sum(int(row["events"]) for row in months if not (row["first"] and row["last"]))
    assert (int(undated.attributes["data-undated"] or 0) if undated else 0) == open_ended


@pytest.mark.parametrize("filters", ASKED)
def test_the_map_is_what_its_query_answers(explorer: FlaskClient, filters: str) -> None:
    shown = page(explorer, f"/explore/map?{filters}")
    places = answer_of(explorer, shown, "places")
    assert [(row[0], row[2]) for row in cells(shown, "places")] == [
        (place["whereLabel"], place["events"]) for place in places
    ]
    drawn = drawing(shown)
    assert len(drawn["states"]) + len(drawn["places"]) == len(places)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("filters", ASKED)
def test_the_totals_and_the_events_are_what_their_queries_answer(
    explorer: FlaskClient, view: str, filters: str
) -> None:
    shown = page(explorer, f"/explore/{view}?{filters}")
    (total,) = answer_of(explorer, shown, "total")
    totals = shown.css_first(".totals")
    assert totals.attributes["data-events"] == total["events"]
    assert totals.attributes["data-pairs"] == total["pairs"]
    if view != "network":
        events = answer_of(explorer, shown, "events")
        listed = [node.attributes["data-event"] for node in shown.css("#events li[data-event]")]
        assert listed == list(dict.fromkeys(event["event"] for event in events))
        assert {text(quote) for quote in shown.css("#events blockquote")} == {
            event["quote"].strip() for event in events if event["quote"]
        }


def test_an_edge_leads_to_its_events_and_they_to_passages_and_documents(explorer: FlaskClient) -> None:
    shown = page(explorer, "/explore/network")
    for link in shown.css("#edges a.behind"):
        opened = page(explorer, (link.attributes["href"] or "").partition("#")[0])
        assert len(opened.css("#events li[data-event]")) == int(text(link))
        assert opened.css_first('#edges tr[aria-current="true"]') is not None
        for source in opened.css("#events figcaption a"):
            assert explorer.get(source.attributes["href"] or "", headers=BROWSER).status_code == 200


def test_the_events_of_an_edge_alone_are_those_of_the_page(explorer: FlaskClient) -> None:
    query = "between=person/p1&between=person/p2"
    whole = page(explorer, f"/explore/network?{query}").css_first("#events")
    alone = page(explorer, f"/explore/events?view=network&{query}").css_first("#events")
    assert whole.html == alone.html
    assert text(alone.css_first("blockquote"))


@pytest.mark.parametrize("ends", ["p1 p2", "p2 p1", "p9 p2"])
def test_an_edge_is_found_whatever_the_order_and_by_a_key_that_a_merge_ended(
    explorer: FlaskClient, ends: str
) -> None:
    between = [f"person/{key}" for key in ends.split()]
    opened = explorer.get("/explore/network", query_string={"between": between}, headers=BROWSER)
    assert len(LexborHTMLParser(opened.text).css("#events li[data-event]")) == 2


@pytest.mark.parametrize("extension", ["gexf", "graphml", "csv"])
@pytest.mark.parametrize("most", [1, 2, 50])
def test_the_files_hold_exactly_what_is_shown(explorer: FlaskClient, extension: str, most: int) -> None:
    shown = page(explorer, f"/explore/network?nodes=actor&strongest={most}")
    link = shown.css_first(f'a[data-format="{extension}"]')
    file = explorer.get(link.attributes["href"] or "").text
    edges = answer_of(explorer, shown, "edges")
    assert len(edges) <= most
    if extension == "csv":
        assert {(edge["source"], edge["target"]) for edge in edges} == {
            (row["source"], row["target"]) for row in csv.DictReader(io.StringIO(file))
        }
    else:
        assert file.count("<edge ") == len(edges)


def test_a_bounded_network_says_so_and_a_whole_one_does_not(explorer: FlaskClient) -> None:
    assert page(explorer, "/explore/network?strongest=1").css_first(".bounded") is not None
    assert page(explorer, "/explore/network").css_first(".bounded") is None


@pytest.mark.parametrize("view", [*VIEWS, "events", "values/person"])
@pytest.mark.parametrize("status", [status for status in STATUSES if status != "occurred"])
def test_a_view_of_events_that_did_not_take_place_says_so(
    explorer: FlaskClient, view: str, status: str
) -> None:
    said = text(page(explorer, f"/explore/{view}?status={status}").css_first(".not-held"))
    assert said == texts_in("en")(f"explore.not-held-{status}")
    assert page(explorer, f"/explore/{view}?status=occurred").css_first(".not-held") is None


def test_the_dates_of_events_are_in_words(explorer: FlaskClient) -> None:
    shown = page(explorer, "/explore/timeline")
    dates = {row["event"]: row["date"] for row in answer_of(explorer, shown, "events")}
    listed = shown.css("[data-event]")
    assert listed
    for one in listed:
        date = dates[one.attributes["data-event"] or ""]
        assert text(one.css_first(".about")).startswith(in_words(date, texts_in("en")) or "undated")


@pytest.mark.parametrize("view", VIEWS)
def test_another_view_keeps_the_filter(explorer: FlaskClient, view: str) -> None:
    asked = "nodes=actor&kind=visit&from=2004&to=2004-12-31&state=KAZ&confidence=0.5&strongest=7&lang=ru"
    expected = {**dict(parse_qsl(asked)), "from": "2004-01-01"}
    shown = page(explorer, f"/explore/{view}?{asked}")
    for link in shown.css("nav.views a"):
        assert dict(parse_qsl(urlsplit(link.attributes["href"] or "").query)) == expected
    assert len(shown.css('nav.views a[aria-current="page"]')) == 1


@pytest.mark.parametrize("view", VIEWS)
def test_the_form_without_scripts_asks_for_the_same_again(explorer: FlaskClient, view: str) -> None:
    shown = page(explorer, f"/explore/{view}?nodes=actor&from=2004&state=KAZ&person=p1&confidence=0.5")
    fields = [
        (node.attributes["name"] or "", node.attributes.get("value") or "")
        for node in shown.css("#filter input[name]")
        if node.attributes.get("type") != "checkbox" or "checked" in node.attributes
    ]
    fields += [
        (node.attributes["name"] or "", node.css_first("option[selected]").attributes["value"] or "")
        for node in shown.css("#filter select")
    ]
    again = explorer.get(f"/explore/{view}", query_string=fields, headers=BROWSER)
    assert again.status_code == 200
    assert LexborHTMLParser(again.text).css_first("#filter").html == shown.css_first("#filter").html


@pytest.mark.parametrize("facet", FACETS)
def test_a_value_leads_back_to_the_view_with_as_many_events_as_it_says(
    explorer: FlaskClient, facet: str
) -> None:
    listed = page(explorer, f"/explore/values/{facet}?view=map&nodes=participant")
    keys = [link.attributes["data-key"] for link in listed.css("#values a")]
    answered = answer_of(explorer, listed, "values")
    assert keys == [row["value"].removeprefix(FACETS_START[facet]) for row in answered]
    for link in listed.css("#values a"):
        href = link.attributes["href"] or ""
        assert href.startswith("/explore/map?")
        totals = page(explorer, href).css_first(".totals")
        assert totals.attributes["data-events"] == link.attributes["data-events"]


@pytest.mark.parametrize(
    ("find", "labels"),
    [
        ("", ["Boris Birch", "Anna Alder", "Dora Dogwood"]),
        ("BIR", ["Boris Birch"]),
        ("d", ["Anna Alder", "Dora Dogwood"]),
        ('" ) } #', []),
        ("\\", []),
        ("\x00alder", ["Anna Alder"]),
    ],
)
def test_values_are_found_by_a_part_of_their_label(
    explorer: FlaskClient, find: str, labels: list[str]
) -> None:
    answer = explorer.get("/explore/values/person", query_string={"find": find, "confidence": "0.7"})
    assert answer.status_code == 200, answer.text
    listed = LexborHTMLParser(answer.text)
    assert [text(node) for node in listed.css("#values a > span:first-child")] == labels
    assert [row["valueLabel"] for row in answer_of(explorer, listed, "values")] == labels
    assert listed.css_first('form input[name="confidence"]').attributes["value"] == "0.7"


@pytest.mark.parametrize("view", [*VIEWS, "events", "values/person"])
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("nodes=people", "person, participant, state, institution, actor"),
        ("from=May", "YYYY-MM-DD"),
        ("from=2005&to=2004", "ends before it begins"),
        ("person=nobody", "knows no person"),
        ("person=%22%7D%20;%20DROP%20ALL%20%23", "neither a key nor an IRI"),
        ("confidence=2", "from 0 to 1"),
        ("strongest=0", "from 1 to"),
        ("strongest=2001", "more than a page draws"),
        ("strongest=%D9%A3", "whole number"),
        ("page=0", "whole number"),
        ("page=1&page=2", "whole number"),
        ("between=person/p1", "between two nodes"),
        ("between=person/nobody&between=person/p1", "knows no between"),
        ("between=a%20b&between=person/p1", "neither a key nor an IRI"),
        ("people=p1", "no parameter"),
    ],
)
def test_what_cannot_be_is_a_bad_request_with_the_reason(
    explorer: FlaskClient, view: str, query: str, told: str
) -> None:
    answer = explorer.get(f"/explore/{view}?{query}")
    assert answer.status_code == 400
    assert told in answer.text


def test_every_parameter_is_taken_by_every_view(explorer: FlaskClient) -> None:
    for view in VIEWS:
        assert explorer.get(f"/explore/{view}", query_string=dict.fromkeys(PARAMETERS, "")).status_code == 200


@pytest.mark.parametrize("address", ["/explore/network", "/explore/map?person=p3", "/explore/values/person"])
def test_hostile_labels_stay_text(explorer: FlaskClient, address: str) -> None:
    shown = explorer.get(address, headers=BROWSER).text
    assert "&lt;script&gt;" in shown
    parsed = LexborHTMLParser(shown)
    for script in parsed.css("script"):
        assert script.attributes.get("src") or script.attributes["type"] == "application/json"
    if "network" in address:
        assert any("<script>" in str(node[1]) for node in drawing(parsed)["nodes"])


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_has_scripts_and_styles_of_our_own_only(explorer: FlaskClient, view: str) -> None:
    answer = explorer.get(f"/explore/{view}", headers=BROWSER)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    shown = LexborHTMLParser(answer.text)
    addresses = [node.attributes["src"] or "" for node in shown.css("script[src]")]
    addresses += [node.attributes["href"] or "" for node in shown.css("link[rel=stylesheet]")]
    for address in addresses:
        assert explorer.get(address).status_code == 200
    assert shown.css("[style], style, [onclick]") == []


def test_a_page_that_has_not_changed_is_not_sent_again(explorer: FlaskClient) -> None:
    tag = explorer.get("/explore/map").headers["ETag"]
    assert explorer.get("/explore/map", headers={"If-None-Match": tag}).status_code == 304
