"""Finding things by a name in any spelling, and choosing among events by facets."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from subjects import Subjects
from watched_page import NARROW, OpenPage

from osce_kg.namespaces import ID


def results(page: Page) -> list[str]:
    """Return the keys of the things that a search found, in its order."""
    links = page.locator(".results .heading a:first-child")
    addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [urlsplit(address).path.removeprefix("/doc/") for address in addresses]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kairat Abdrakhmanov", "Kairat Abdrakhmanov"),
        ("abdrachmanow", "Kairat Abdrakhmanov"),
        ("Кайрат Абдрахманов", "Kairat Abdrakhmanov"),
        ("Zannier", "Lamberto Zannier"),
        ("Kazachstan", "Kazakhstan"),
        ("Казахстан", "Kazakhstan"),
        ("Dushanbe", "Dushanbe"),
        ("High Commissioner on National Minorities", "High Commissioner on National Minorities"),
    ],
)
def test_people_states_institutions_and_places_are_found_in_any_spelling(
    text: str, name: str, open_page: OpenPage
) -> None:
    page = open_page("/", viewport=NARROW).page
    page.get_by_role("searchbox").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    first = page.locator(".results .heading a").first
    expect(first).to_contain_text(name)
    first.click()
    expect(page.locator("h1")).to_contain_text(name)


def test_what_a_search_shows_of_its_results_is_what_its_query_answers(
    open_page: OpenPage, subjects: Subjects
) -> None:
    page = open_page("/search?q=Minister").page
    found = results(page)
    assert found
    solutions = subjects.solutions(page.locator(".sparql code").first.text_content() or "")
    answered = {value.removeprefix(ID) for row in solutions for value in row.values() if value.startswith(ID)}
    assert set(found) <= answered


def test_a_search_that_finds_nothing_says_so(open_page: OpenPage) -> None:
    page = open_page("/search?q=%3Cscript%3Ealert(1)%3C/script%3Ezzzzqqq").page
    expect(page.get_by_role("status")).to_contain_text("<script>alert(1)</script>zzzzqqq")


def total(page: Page) -> int:
    """Return the number of events that the list says there are."""
    return int(re.sub(r"\D", "", page.locator(".lead [role=status]").inner_text()))


def test_every_value_of_every_facet_leads_to_as_many_events_as_it_says(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    watched = open_page("/browse", java_script_enabled=False)
    page = watched.page
    facets = page.locator("details.facet").evaluate_all(
        """facets => facets.map(facet => [
          facet.querySelector("summary").textContent,
          facet.querySelector("li a").getAttribute("href"),
          facet.querySelector("li .count").textContent,
        ])"""
    )
    names = [name for name, _, _ in facets]
    assert len(names) >= 8, names
    for name, address, count in facets:
        with subtests.test(name):
            watched.open(address)
            assert total(page) == int(re.sub(r"\D", "", count)) > 0
            assert page.locator("#events .items > li").count() > 0


def test_events_are_those_that_the_query_below_them_answers_and_choices_can_be_taken_back(
    open_page: OpenPage, subjects: Subjects
) -> None:
    page = open_page("/browse").page
    everything = total(page)
    page.locator("details.facet[open] li a").first.click()
    page.wait_for_url("**/browse?**")
    some = total(page)
    assert 0 < some < everything
    assert parse_qs(urlsplit(page.url).query)
    solutions = subjects.solutions(page.locator("#events > .sparql code").text_content() or "")
    events = list(dict.fromkeys(row["event"].removeprefix(ID) for row in solutions))
    links = page.locator("#events .items > li > .what > .heading a:first-child").evaluate_all(
        "links => links.map(link => link.getAttribute('href').replace('/doc/', ''))"
    )
    assert links == events
    assert set(page.locator("#events blockquote").all_text_contents()) == {
        row["quote"] for row in solutions if "quote" in row
    }
    with page.expect_navigation():
        page.locator(".chosen a.remove").first.click()
    assert total(page) == everything


def test_a_period_that_is_typed_is_kept_in_the_address(open_page: OpenPage) -> None:
    page = open_page("/browse").page
    everything = total(page)
    page.get_by_label("from", exact=False).first.fill("2018")
    page.locator("#narrow form button").click()
    page.wait_for_url("**from=2018**")
    assert 0 < total(page) < everything
