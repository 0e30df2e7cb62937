"""Events are listed with facets; the list, its length and its facets are what their queries answer."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from osce_kg.namespaces import ID
from osce_kg.server.application import create_app
from osce_kg.server.browsing import routes

BROWSER = {"Accept": "text/html"}
SELECTIONS = [
    *("", "kind=meeting", "kind=visit", "status=planned", "state=KAZ", "person=p1", "confidence=0.5"),
    *("from=2004&to=2004", "from=2010", "person=p1&person=p2", "source=d1", "institution=osce"),
    *("place=g1526384&kind=meeting", "state=KAZ&from=2004&status=occurred"),
]


@pytest.fixture(scope="module")
def client(network_build: Path) -> FlaskClient:
    return create_app(network_build).test_client()


def page_of(client: FlaskClient, parameters: str) -> str:
    answer = client.get(f"/browse?{parameters}", headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return answer.text


def asked(client: FlaskClient, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/sparql?query={quote(query)}", headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    rows = json.loads(answer.text)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in rows]


def queries(part: str) -> list[str]:
    return [
        html.unescape(text) for text in re.findall(r'<pre tabindex="0"><code>(.*?)</code></pre>', part, re.S)
    ]


def listed(page: str) -> list[str]:
    """Return the keys of the events of a page, in their order."""
    events = page.split('id="events"')[1].split("<aside")[0]
    return re.findall(r'<p class="heading"><a href="/doc/([^"?]+)', events)


def total(page: str) -> int:
    found = re.search(r'role="status">(\d+) event', page)
    assert found
    return int(found[1])


def facets(page: str) -> dict[str, str]:
    aside = page.split("</aside>")[0]
    parts = re.split(r'<details class="facet" [^>]*>\s*<summary>([^<]*)</summary>', aside)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_list_is_what_its_query_answers(client: FlaskClient, selection: str) -> None:
    page = page_of(client, selection)
    (query,) = queries(page.split('id="events"')[1].split("<aside")[0])
    rows = asked(client, query)
    assert list(dict.fromkeys(row["event"].removeprefix(str(ID)) for row in rows)) == listed(page)
    text = html.unescape(page)
    assert all(row["quote"] in text for row in rows if "quote" in row)
    assert total(page) >= len(listed(page))


def test_the_selections_of_these_tests_select_something(client: FlaskClient) -> None:
    totals = [total(page_of(client, selection)) for selection in SELECTIONS]
    assert sum(number > 0 for number in totals) >= 9
    assert len(set(totals)) > 3


@pytest.mark.parametrize("chosen", ["", "state=KAZ", "state=KAZ&status=occurred", "place=KAZ&kind=meeting"])
def test_every_value_of_a_facet_leads_to_as_many_events_as_it_says(client: FlaskClient, chosen: str) -> None:
    found = facets(page_of(client, chosen))
    assert {"Kind", "Status", "Year", "Person", "State", "Place"} <= found.keys()
    followed = 0
    for name, part in found.items():
        (query,) = queries(part)
        numbers = [int(row["events"]) for row in asked(client, query)]
        values = re.findall(r'<a href="/browse\?([^"]*)"[^>]*>[^<]*</a> <span class="count">(\d+)', part)
        assert [int(number) for _, number in values] == numbers
        for address, number in values:
            followed += 1
            page = page_of(client, html.unescape(address))
            # Of years in between, the facet knows nothing.
            assert total(page) >= int(number) if name == "Year" else total(page) == int(number), address
    assert followed > 10


def test_a_facet_with_a_chosen_value_offers_the_others_instead(client: FlaskClient) -> None:
    assert total(page_of(client, "state=KAZ")) < total(page_of(client, ""))
    everything, chosen = (facets(page_of(client, selection))["State"] for selection in ("", "state=KAZ"))
    count = r'<a href="[^"]*"[^>]*>([^<]*)</a> <span class="count">(\d+)'
    assert re.findall(count, chosen) == re.findall(count, everything)


def test_of_many_events_a_facet_that_costs_much_is_counted_when_it_is_opened(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_of_them = facets(page_of(client, ""))
    monkeypatch.setattr(routes, "_FEW", 0)
    page = page_of(client, "status=occurred")
    assert facets(page).keys() == {"Kind", "Status", "Year"}
    for address, name in re.findall(r'<p class="facet"><a href="([^"#]*)#[^"]*">([^<]*)</a>', page):
        opened = facets(page_of(client, html.unescape(address).partition("?")[2]))
        assert opened.keys() == {"Kind", "Status", "Year", name} & all_of_them.keys()


def test_what_was_chosen_can_be_taken_away_again(client: FlaskClient) -> None:
    page = page_of(client, "kind=meeting&state=KAZ&from=2004")
    removing = [html.unescape(one) for one in re.findall(r'<a class="remove" href="([^"]*)"', page)]
    assert len(removing) == 3
    for address in removing:
        assert total(page_of(client, address.partition("?")[2])) >= total(page)


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        *(("kind=party", 400), ("status=maybe", 400), ("from=yesterday", 400), ("to=2003&from=2004", 400)),
        *(("state=XYZ", 400), ("person=%3E%20x", 400), ("confidence=2", 400), ("robot=1", 400)),
        *(("page=0", 400), ("page=99999", 404), ("page=3", 404), ("kind=meeting&kind=visit", 400)),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(client: FlaskClient, parameters: str, status: int) -> None:
    answer = client.get(f"/browse?{parameters}", headers=BROWSER)
    assert answer.status_code == status
    assert "Something went wrong" not in answer.text


def test_the_language_of_the_address_stays_in_the_facets(client: FlaskClient) -> None:
    page = page_of(client, "lang=ru&kind=meeting")
    assert '<html lang="ru">' in page
    for address in re.findall(r'href="(/browse\?[^"]*)"', page.split("<main")[1]):
        assert "lang=ru" in address, address
