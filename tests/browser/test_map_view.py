"""Where they met: a map that needs no other host, with all participating States on it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect
from subjects import Subjects
from views import answers_behind, total_events, wait_until_drawn
from watched_page import NARROW, OpenPage

DATA = "paths => paths.map(path => path.dataset.{})"
_PARTICIPATING = """SELECT DISTINCT ?code {
  ?participation okg:ofState ?state ; okg:statusInOsce osce:participating ; okg:startEarliest ?since .
  ?state skos:notation ?code
  FILTER NOT EXISTS { ?participation okg:endLatest ?until }
}"""


def test_the_map_has_all_participating_states_and_a_note_on_borders(
    open_page: OpenPage, subjects: Subjects
) -> None:
    page = open_page("/explore/map").page
    wait_until_drawn(page.locator("#map"))
    prefix = "PREFIX osce: <https://w3id.org/osce-kg/vocab/osce-status/> "
    states = {row["code"] for row in subjects.solutions(prefix + _PARTICIPATING)}
    drawn = set(
        page.locator("#map path[data-state]").evaluate_all("paths => paths.map(path => path.dataset.state)")
    )
    assert len(states) == 57
    assert states <= drawn
    expect(page.locator("#map-caption")).to_contain_text("Borders")


def test_what_is_on_the_map_is_what_its_query_answers(open_page: OpenPage, subjects: Subjects) -> None:
    page = open_page("/explore/map").page
    wait_until_drawn(page.locator("#map"))
    solutions = answers_behind(page, subjects, "places")
    towns = {row["where"].rsplit("/", 1)[1] for row in solutions if "latitude" in row}
    assert towns
    drawn = page.locator("#map path[data-place]").evaluate_all(
        "paths => paths.map(path => path.dataset.place)"
    )
    assert sorted(drawn) == sorted(towns)
    rows = page.locator("#places tbody tr").evaluate_all(
        "rows => rows.map(row => [row.cells[0].textContent.trim(), row.cells[2].textContent.trim()])"
    )
    assert rows == [[row["whereLabel"], row["events"]] for row in solutions]


def test_a_place_on_the_map_leads_to_what_happened_there_by_mouse_and_by_keyboard(
    open_page: OpenPage,
) -> None:
    page = open_page("/explore/map").page
    circle = page.locator("#map path[data-place]").last
    place = circle.get_attribute("data-place") or ""
    circle.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**place=**")
    assert parse_qs(urlsplit(page.url).query)["place"] == [place]
    assert total_events(page) == page.locator("#events li[data-event]").count() > 0
    page.locator(f"#map path[data-place='{place}']").click(force=True)
    page.wait_for_url("**#events")


def test_the_map_fits_a_telephone(open_page: OpenPage) -> None:
    watched = open_page("/explore/map", viewport=NARROW)
    wait_until_drawn(watched.page.locator("#map"))
    assert watched.overflow() <= 0
