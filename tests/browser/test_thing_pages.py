"""Pages about things: each list is the answer to the query below it, and leads to the sentences."""

from __future__ import annotations

import pytest
from pages import THINGS, address
from playwright.sync_api import expect
from subjects import Subjects
from watched_page import NARROW, OpenPage

from osce_kg.namespaces import ID

SECTIONS = """() => [...document.querySelectorAll("section.view")].map(section => ({
  key: section.id,
  query: section.querySelector(".sparql code").textContent,
  quotes: [...section.querySelectorAll("blockquote")].map(quote => quote.textContent),
  links: [...section.querySelectorAll("a[href]")].map(link => decodeURIComponent(link.getAttribute("href"))),
}))"""


@pytest.mark.parametrize("name", THINGS)
def test_each_list_of_a_page_shows_the_things_and_the_sentences_of_its_query_and_no_others(
    name: str, open_page: OpenPage, subjects: Subjects
) -> None:
    path = address(name, subjects)
    page = open_page(path).page
    sections = page.evaluate(SECTIONS)
    assert sections
    for section in sections:
        solutions = subjects.solutions(section["query"])
        assert solutions, f"{section['key']}: a list of nothing"
        said = {row["quote"] for row in solutions if "quote" in row}
        assert set(section["quotes"]) == said, section["key"]
        things = {value for row in solutions for value in row.values() if value.startswith(ID)}
        addresses = {f"/doc/{iri.removeprefix(ID)}" for iri in things} - {path}
        shown = {link.partition("#")[0] for link in section["links"]}
        assert addresses <= shown, section["key"]


def test_whom_a_person_met_leads_to_the_meeting_and_to_the_sentence_marked_in_the_document(
    open_page: OpenPage, subjects: Subjects
) -> None:
    page = open_page(address("person", subjects)).page
    met = page.locator("section#met")
    sentence = met.locator("blockquote").first
    words = sentence.text_content() or ""
    details = met.locator("details.further").first
    if not sentence.is_visible():
        details.locator("summary").click()
    expect(sentence).to_be_visible()
    met.locator("figcaption a[href*='/doc/document/']").first.click()
    expect(page.locator(":target")).to_have_count(1)
    expect(page.locator("main")).to_contain_text(words)


def test_a_page_leads_to_the_same_as_data(open_page: OpenPage, subjects: Subjects) -> None:
    page = open_page(address("person", subjects)).page
    turtle = page.get_by_role("link", name="Turtle", exact=True).get_attribute("href")
    answer = page.request.get(page.url.split("/doc/")[0] + (turtle or ""))
    assert answer.ok
    assert answer.headers["content-type"].startswith("text/turtle")


def test_the_language_of_the_reader_stays_from_page_to_page(open_page: OpenPage, subjects: Subjects) -> None:
    page = open_page(address("person", subjects), viewport=NARROW).page
    heading = page.locator("section#met h2").inner_text()
    page.get_by_role("link", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("section#met h2")).not_to_have_text(heading)
    with page.expect_navigation():
        page.locator("section#met a[href*='/doc/']").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_browser_that_asks_for_russian_gets_russian(open_page: OpenPage) -> None:
    page = open_page("/", locale="ru-RU").page
    expect(page.locator("html")).to_have_attribute("lang", "ru")
