"""The query page: writing with help, running, and taking the answer along in every form."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from subjects import Subjects
from views import wait_until, wait_until_drawn
from watched_page import OpenPage

from running_server import RunningServer
from served_build import ENDLESS

WRONG = "SELECT ?person WHERE {\n  ?person a okg:Person ;; okg:name } LIMIT"
PERSONS = "SELECT ?person ?name { ?person a okg:Person ; rdfs:label ?name } ORDER BY ?name LIMIT 7"
MEETINGS = """SELECT ?one ?other ?day ?place {
  ?one okg:metWith ?other . ?meeting a okg:Meeting ; okg:hasParticipant ?one, ?other ;
    okg:startEarliest ?day ; okg:place ?place .
} ORDER BY ?one ?other LIMIT 40"""


def write(page: Page, query: str) -> None:
    """Put a query into the editor, as one who writes over what is there."""
    editor = page.locator(".cm-content")
    expect(editor).to_be_visible()
    editor.focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Backspace")
    page.keyboard.insert_text(query)


def run(page: Page, query: str) -> None:
    write(page, query)
    page.keyboard.press("Control+Enter")


def test_the_words_of_a_query_have_colours_by_their_kind(open_page: OpenPage) -> None:
    page = open_page("/sparql").page
    write(page, 'SELECT ?x { ?x rdfs:label "text" }')
    # The query may be read after it is shown, from its beginning.
    expect(page.locator(".cm-line span").filter(has_text='"text"')).not_to_have_count(0)
    words = ("SELECT", "?x", "rdfs:label", '"text"')
    colours = page.locator(".cm-line").evaluate(
        """(line, words) => words.map(word => {
          const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const text = texts.currentNode.textContent.trim();
            if (text && word.startsWith(text)) return getComputedStyle(texts.currentNode.parentElement).color;
          }
        })""",
        list(words),
    )
    assert None not in colours
    assert len(set(colours)) >= 3, colours


def test_what_is_wrong_is_said_and_marked_at_its_place_while_it_is_written(open_page: OpenPage) -> None:
    page = open_page("/sparql").page
    write(page, WRONG)
    expect(page.locator("#check")).to_contain_text(re.compile(r"Line 2, column \d+"))
    expect(page.locator(".cm-line").nth(1).locator(".cm-lintRange-error")).to_have_count(1)
    write(page, PERSONS)
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)


def test_a_query_that_is_wrong_is_answered_with_the_place_and_a_hint(open_page: OpenPage) -> None:
    watched = open_page("/sparql")
    watched.expect_failure("/sparql?query=")
    page = watched.page
    run(page, WRONG)
    expect(page.locator("#error")).to_contain_text(re.compile("line 2", re.IGNORECASE))
    expect(page.locator(".cm-lintRange-error")).not_to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "name", "label"),
    [
        ("okg:Meet", "okg:Meeting", "meeting"),
        ("okg:metW", "okg:metWith", "met"),
        ("skos:pref", "skos:prefLabel", ""),
    ],
)
def test_names_of_the_graph_are_completed_with_their_labels(
    typed: str, name: str, label: str, open_page: OpenPage
) -> None:
    page = open_page("/sparql").page
    write(page, f"SELECT * {{ ?x {typed}")
    page.keyboard.press("Control+Space")
    offered = page.locator(".cm-tooltip-autocomplete li").filter(has_text=name).first
    expect(offered).to_be_visible()
    expect(offered).to_contain_text(label)
    # A list that is about to be replaced takes no clicks.
    expect(page.locator(".cm-tooltip-autocomplete-disabled")).to_have_count(0)
    offered.click()
    expect(page.locator("#query")).to_have_value(re.compile(re.escape(name)))


AFTER_THE_NEXT_KEY = """() => addEventListener(
  "keyup", () => setTimeout(() => { document.body.dataset.time = "passed"; }, 500), { once: true }
)"""
"""Has the page tell that a key was pressed, and that what the editor put off for less than that is done."""


def test_who_asks_for_names_before_they_have_come_gets_them_when_they_come(open_page: OpenPage) -> None:
    watched = open_page("/browse")
    page = watched.page
    waiting: list[Route] = []
    page.route("**/sparql/terms.json", lambda route: waiting.append(route))
    watched.open("/sparql")
    write(page, "SELECT * { ?x okg:Meeti")
    page.evaluate(AFTER_THE_NEXT_KEY)
    page.keyboard.press("Control+Space")
    expect(page.locator("body[data-time=passed]")).to_have_count(1)
    offered = page.locator(".cm-tooltip-autocomplete li").filter(has_text="okg:Meeting").first
    expect(offered).to_be_hidden()
    wait_until(page, lambda: waiting)
    waiting.pop().continue_()
    expect(offered).to_be_visible()


def test_an_answer_is_that_of_the_endpoint_and_has_an_address(
    open_page: OpenPage, subjects: Subjects
) -> None:
    page = open_page("/sparql").page
    run(page, PERSONS)
    rows = page.locator("#answer tbody tr")
    expect(rows).to_have_count(7)
    names = [row["name"] for row in subjects.solutions(PERSONS)]
    assert rows.locator("td:nth-child(2)").all_inner_texts() == names
    page.wait_for_url("**query=**")
    assert parse_qs(urlsplit(page.url).query)["query"] == [PERSONS]
    again = open_page(page.url.removeprefix(f"{page.url.split('/sparql')[0]}")).page
    assert again.locator("#answer tbody tr td:nth-child(2)").all_inner_texts() == names
    page.go_back()
    expect(page.locator("#answer tbody tr")).to_have_count(0)


def test_an_answer_can_be_taken_along_as_csv_tsv_and_json(
    open_page: OpenPage, subjects: Subjects, server: RunningServer
) -> None:
    page = open_page(f"/sparql?query={quote(PERSONS)}").page
    names = [row["name"] for row in subjects.solutions(PERSONS)]

    def downloaded(name: str) -> str:
        link = page.locator("#answer .formats").get_by_role("link", name=name, exact=True)
        answer = server.get(link.get_attribute("href") or "", Accept="text/html,*/*;q=0.8")
        assert answer.status == 200
        return answer.body.decode()

    assert [row["name"] for row in csv.DictReader(io.StringIO(downloaded("CSV")))] == names
    assert len(downloaded("TSV").splitlines()) == len(names) + 1
    solutions = json.loads(downloaded("JSON"))["results"]["bindings"]
    assert [row["name"]["value"] for row in solutions] == names


def test_a_query_that_runs_long_can_be_cancelled_and_the_deadline_is_said(
    open_page: OpenPage, server: RunningServer
) -> None:
    page = open_page("/sparql").page
    expect(page.locator("form#ask")).to_contain_text("10 seconds")
    run(page, ENDLESS)
    cancel = page.get_by_role("button", name="Cancel")
    expect(cancel).to_be_visible()
    cancel.click()
    expect(page.locator("#progress")).to_contain_text("Cancelled")
    expect(cancel).to_be_hidden()
    run(page, PERSONS)
    expect(page.locator("#answer tbody tr")).to_have_count(7)


@pytest.mark.parametrize("view", ["network", "timeline", "map"])
def test_an_answer_can_be_seen_as_a_picture_whose_address_can_be_kept(view: str, open_page: OpenPage) -> None:
    watched = open_page(f"/sparql?query={quote(MEETINGS)}")
    page = watched.page
    expect(page.locator("#answer tbody tr")).to_have_count(40)
    page.locator(f"#view-{view}").click()
    wait_until_drawn(page.locator(f"#picture #{view}"))
    assert parse_qs(urlsplit(page.url).query)["view"] == [view]
    note = page.locator("#picture-note")
    expect(note).to_have_text(re.compile("[1-9]"))
    said = note.inner_text()
    again = open_page(page.url.replace(watched.root, "/")).page
    expect(again.locator("#picture-note")).to_have_text(said)


def test_an_example_runs_at_one_click_from_the_start_page(open_page: OpenPage) -> None:
    page = open_page("/").page
    page.get_by_role("link", name="Who met the most people?").click()
    expect(page.locator("#answer tbody tr").nth(5)).to_be_visible()
    expect(page.locator(".cm-content")).to_contain_text("okg:metWith")


def test_the_tab_key_leaves_the_editor(open_page: OpenPage) -> None:
    page = open_page("/sparql").page
    write(page, PERSONS)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()


def test_a_query_can_be_asked_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/sparql", java_script_enabled=False).page
    page.get_by_label("SPARQL query").fill(PERSONS)
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#answer tbody tr")).to_have_count(7)
