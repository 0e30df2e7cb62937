"""Who met whom as a graph: what is drawn, what an edge leads to, and what is filtered."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import networkx as nx
import pytest
from playwright.sync_api import Route, expect
from subjects import Subjects
from views import answers_behind, edges_in, shown_edges, total_events, wait_until, wait_until_drawn
from watched_page import NARROW, OpenPage

from running_server import RunningServer

FILTERS = [
    "",
    "?from=2024-01-01&to=2025-12-31",
    "?nodes=state",
    "?nodes=actor&confidence=0.9",
    "?kind=visit&nodes=person",
    "?strongest=7",
]


@pytest.mark.parametrize("filtered", FILTERS)
def test_the_network_and_its_files_are_what_its_query_answers(
    filtered: str, open_page: OpenPage, subjects: Subjects, server: RunningServer
) -> None:
    page = open_page(f"/explore/network{filtered}").page
    wait_until_drawn(page.locator("#network"))
    edges = edges_in(answers_behind(page, subjects, "edges"))
    assert edges
    assert shown_edges(page) == edges
    files = page.locator("[data-format]").evaluate_all(
        "links => links.map(link => [link.dataset.format, link.getAttribute('href')])"
    )
    addresses = dict(files)
    table = csv.DictReader(io.StringIO(server.get(addresses["csv"]).body.decode()))
    exported = [(key(row["source"]), key(row["target"]), int(row["weight"])) for row in table]
    assert without_direction(exported) == without_direction(edges)
    for extension, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        graph = read(io.BytesIO(server.get(addresses[extension]).body))
        assert len(graph.edges) == len(edges), extension


def key(iri: str) -> str:
    return "/".join(iri.rsplit("/", 2)[1:])


def without_direction(edges: Iterable[tuple[str, str, int]]) -> list[tuple[list[str], int]]:
    return sorted((sorted((source, target)), weight) for source, target, weight in edges)


def test_an_edge_leads_to_its_meetings_and_to_the_sentences_that_say_so(
    open_page: OpenPage, subjects: Subjects
) -> None:
    page = open_page("/explore/network").page
    wait_until_drawn(page.locator("#network"))
    source, target, weight = shown_edges(page)[0]
    link = page.locator("#edges a.behind").first
    if not link.is_visible():
        page.locator("details.table > summary").click()
    link.click()
    expect(page.locator("#events [data-total]")).to_have_attribute("data-total", str(weight))
    assert parse_qs(urlsplit(page.url).query)["between"] == [source, target]
    assert page.locator("#network canvas").count() > 0, "the network has gone"
    assert page.locator("#events li[data-event]").count() == min(weight, 25)
    quotes = page.locator("#events li[data-event]").filter(has=page.locator("blockquote"))
    assert quotes.count() == min(weight, 25), "an event without a sentence"
    quote = page.locator("#events blockquote").first.inner_text()
    page.locator("#events figcaption a[href*='/doc/passage/']").first.click()
    page.wait_for_url("**/doc/passage/**")
    expect(page.locator("main")).to_contain_text(quote)
    page.go_back()
    expect(page.locator("#events [data-total]")).to_have_attribute("data-total", str(weight))


@pytest.mark.parametrize(
    ("release", "told"), [(Route.continue_, "requestfinished"), (Route.abort, "requestfailed")]
)
def test_the_edge_that_was_chosen_last_stays_when_the_answer_for_an_earlier_one_comes(
    release: Callable[[Route], None], told: Literal["requestfinished", "requestfailed"], open_page: OpenPage
) -> None:
    watched = open_page("/explore/network")
    page = watched.page
    watched.expect_failure("/explore/events?")
    (source, target, _), (*last, weight) = shown_edges(page)[:2]
    held: list[Route] = []
    page.route(lambda address: edge_in(address) == [source, target], lambda route: held.append(route))
    links = page.locator("#edges a.behind")
    if not links.first.is_visible():
        page.locator("details.table > summary").click()
    links.first.click()
    wait_until(page, lambda: held)
    links.nth(1).click()
    of_the_last = page.locator(f"#events [data-total='{weight}']")
    expect(of_the_last).to_have_count(1)
    shown = page.locator("#events").inner_html(), page.locator(".totals").inner_text()
    with page.expect_event(told):
        release(held[0])
    # What is asked for now is answered when the page has long made use of that.
    page.evaluate("async () => (await fetch('/healthz')).text()")
    assert (page.locator("#events").inner_html(), page.locator(".totals").inner_text()) == shown
    expect(page.locator("[aria-busy]")).to_have_count(0)
    assert edge_in(page.url) == last


def edge_in(address: str) -> list[str]:
    """Return the two ends of the edge that an address names."""
    return parse_qs(urlsplit(address).query).get("between", [])


def test_an_address_with_an_edge_shows_its_meetings_at_once_and_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/explore/network").page
    source, target, weight = shown_edges(page)[0]
    for scripts in (True, False):
        opened = open_page(f"/explore/network?between={source}&between={target}", java_script_enabled=scripts)
        expect(opened.page.locator("#events [data-total]")).to_have_attribute("data-total", str(weight))


def test_a_filter_that_is_set_in_the_form_is_in_the_address_and_in_the_other_views(
    open_page: OpenPage, subjects: Subjects
) -> None:
    page = open_page("/explore/network").page
    everything = total_events(page)
    page.get_by_label("From", exact=True).fill("2024")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**from=2024**")
    some = total_events(page)
    assert 0 < some < everything
    assert answers_behind(page, subjects, "total")[0]["events"] == str(some)
    for view in ("timeline", "map", "network"):
        page.locator(f"nav.views [data-view={view}]").click()
        page.wait_for_url(f"**/explore/{view}?**from=2024**")
        assert total_events(page) == some
    page.reload()
    assert total_events(page) == some


def test_a_value_of_each_facet_can_be_chosen_in_the_form(
    open_page: OpenPage, subjects: Subjects, subtests: pytest.Subtests
) -> None:
    watched = open_page()
    page = watched.page
    for facet in ("person", "state", "institution", "place", "topic", "source"):
        with subtests.test(facet):
            watched.open("/explore/network")
            group = page.locator(f"[data-facet={facet}]")
            group.locator("a.more").click()
            box = group.locator("input[type=checkbox]").first
            value = box.get_attribute("value") or ""
            box.check()
            page.get_by_role("button", name="Show", exact=True).click()
            page.wait_for_url(f"**{facet}=**")
            assert parse_qs(urlsplit(page.url).query)[facet] == [value]
            expect(page.locator(f"[data-facet={facet}] input:checked")).to_have_value(value.split("/")[-1])
            assert total_events(page) > 0
            assert answers_behind(page, subjects, "total")[0]["events"] == str(total_events(page))


def test_a_node_that_is_found_by_its_name_leads_to_its_page(open_page: OpenPage) -> None:
    page = open_page("/explore/network").page
    wait_until_drawn(page.locator("#network"))
    name = page.locator("#edges tbody td a").first.text_content() or ""
    page.get_by_label("Find in the network").fill(name)
    chosen = page.locator(".chosen-node")
    expect(chosen).to_contain_text(name)
    chosen.get_by_role("link", name="Open the page").click()
    expect(page.locator("h1")).to_have_text(name)


def test_the_keys_move_the_network(open_page: OpenPage) -> None:
    page = open_page("/explore/network", viewport=NARROW).page
    network = page.locator("#network")
    expect(network).to_have_attribute("data-state", "settled")
    network.focus()
    seen = [network.screenshot()]

    def stands_still() -> bool:
        seen.append(network.screenshot())
        return seen[-1] == seen[-2]

    wait_until(page, stands_still)
    page.keyboard.press("+")
    wait_until(page, lambda: network.screenshot() != seen[-1])


def test_back_shows_the_filter_of_the_page_that_it_leads_to(open_page: OpenPage) -> None:
    page = open_page("/explore/network").page
    page.select_option("#status", "planned")
    page.locator("#filter button[type=submit]").click()
    expect(page.locator(".not-held")).to_be_visible()
    page.go_back()
    expect(page.locator(".not-held")).to_have_count(0)
    expect(page.locator("#status")).to_have_value("occurred")


@pytest.mark.parametrize("last", [(), ("A",)])
def test_values_that_were_asked_for_last_stay_when_an_earlier_search_fails(
    last: tuple[str, ...], open_page: OpenPage
) -> None:
    watched = open_page("/explore/network")
    page = watched.page
    watched.expect_failure("/explore/values/person?")
    held: list[Route] = []
    page.route(
        "**/explore/values/person?*find=A*",
        lambda route: route.continue_() if held else held.append(route),
    )
    group = page.locator("[data-facet=person]")
    group.locator("a.more").click()
    boxes = group.locator("input[type=checkbox]")
    expect(boxes).not_to_have_count(0)
    group.get_by_role("searchbox").fill("A")
    wait_until(page, lambda: held)
    for find in ("", *last):
        with page.expect_response(lambda answer: "/explore/values/person?" in answer.url):
            group.get_by_role("searchbox").fill(find)
        expect(page.locator("[aria-busy]")).to_have_count(0)
    number = boxes.count()
    assert number
    with page.expect_event("requestfailed"):
        held[0].abort()
    page.evaluate("async () => (await fetch('/healthz')).text()")
    expect(boxes).to_have_count(number)
