"""Labels that are markup and scripts stay text, wherever a browser shows them."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hostile_build import MARKUP
from playwright.sync_api import Page, expect
from views import wait_until_drawn
from watched_page import OpenPage

from running_server import RunningServer

LABELS = "SELECT * { ?x rdfs:label ?label }"
PAIRS = "SELECT ?one ?other { ?one okg:metWith ?other }"
PAGES = [
    *("/search?q=Anna+Alder", "/browse", "/browse?kind=meeting"),
    *("/doc/person/p1", "/doc/person/p2", "/doc/state/KAZ", "/doc/structure/odihr", "/doc/place/g1526384"),
    *("/doc/document/d1", "/doc/post/x1", "/graph/document/d1", "/doc/passage/d1/0-20"),
    *("/explore/network", "/explore/network?nodes=state", "/explore/timeline", "/explore/map"),
    *("/explore/values/person", "/explore/events", f"/sparql?query={quote(LABELS)}"),
    f"/sparql?query={quote('CONSTRUCT WHERE { ?x rdfs:label ?label }')}",
]


def assert_harmless(page: Page) -> None:
    """Check that no markup of a label has become an element, and no script has run."""
    assert page.locator("img, [onerror]").count() == 0
    assert page.title() != "hit"
    assert not page.evaluate("window.hit ?? false")


def test_d7_hostile_labels_are_shown_as_text_and_do_nothing(
    open_page: OpenPage, hostile_server: RunningServer, subtests: pytest.Subtests
) -> None:
    watched = open_page(on=hostile_server)
    for path in PAGES:
        with subtests.test(path):
            watched.open(path)
            assert MARKUP in (watched.page.locator("main").text_content() or "")
            assert_harmless(watched.page)


def test_d7_hostile_labels_stay_text_where_scripts_show_them(
    open_page: OpenPage, hostile_server: RunningServer, subtests: pytest.Subtests
) -> None:
    watched = open_page(on=hostile_server)
    page = watched.page
    with subtests.test("a node of the network"):
        watched.open("/explore/network")
        wait_until_drawn(page.locator("#network"))
        page.get_by_label("Find in the network").fill(
            page.locator("#edges tbody a").first.text_content() or ""
        )
        expect(page.locator(".chosen-node")).to_contain_text(MARKUP)
        assert_harmless(page)
    with subtests.test("the events behind an edge"):
        page.locator("#edges a.behind").first.click()
        expect(page.locator("#events blockquote").first).to_contain_text(MARKUP)
        assert_harmless(page)
    with subtests.test("the values of a facet"):
        page.locator("[data-facet=person] a.more").click()
        expect(page.locator("[data-facet=person] .offered")).to_contain_text(MARKUP)
        assert_harmless(page)
    with subtests.test("what the pointer is on in the map"):
        watched.open("/explore/map")
        wait_until_drawn(page.locator("#map"))
        page.locator("#map path[data-state=KAZ]").dispatch_event("mouseover")
        expect(page.locator(".leaflet-tooltip")).to_contain_text(MARKUP)
        assert_harmless(page)
    with subtests.test("an answer as a network"):
        watched.open(f"/sparql?view=network&query={quote(PAIRS)}")
        wait_until_drawn(page.locator("#picture #network"))
        assert_harmless(page)
