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


STATES_AT = """([places, points]) => {
  const mercator = degrees => Math.log(Math.tan(Math.PI / 4 + degrees * Math.PI / 360));
  const centre = key => {
    const box = document.querySelector(`#map path[data-place="${key}"]`).getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const along = (one, other, from, to, at) => from + (to - from) * (at - one) / (other - one);
  const [a, b] = places, [ax, ay] = centre(a.key), [bx, by] = centre(b.key);
  const paths = [...document.querySelectorAll("#map path[data-state]")];
  return points.map(([latitude, longitude]) => {
    const x = along(a.longitude, b.longitude, ax, bx, longitude);
    const y = along(mercator(a.latitude), mercator(b.latitude), ay, by, mercator(latitude));
    return paths.filter(path => path.isPointInFill(new DOMPoint(x, y))).map(path => path.dataset.state);
  });
}"""
"""The States that are drawn at points; where these are follows from two places that are drawn."""


def test_land_is_drawn_where_it_is_and_the_sea_is_nobodys(open_page: OpenPage, subjects: Subjects) -> None:
    page = open_page("/explore/map").page
    wait_until_drawn(page.locator("#map"))
    towns = [
        {
            "key": row["where"].rsplit("/", 1)[1],
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
        }
        for row in answers_behind(page, subjects, "places")
        if "latitude" in row
    ]
    ends = [choose(towns, key=lambda town: town["longitude"]) for choose in (min, max)]
    expected = {
        # The Norwegian Sea: a land that reaches over the 180th meridian must not be filled around the world.
        (71.0, 5.0): [],
        (43.0, 34.0): [],  # the Black Sea
        (67.0, 65.0): ["RUS"],
        (60.5, 8.0): ["NOR"],
        (49.0, 32.0): ["UKR"],
        (42.6, 21.0): ["XKX"],
    }
    found = page.evaluate(STATES_AT, [ends, list(expected)])
    assert dict(zip(expected, found, strict=True)) == expected


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
    page.go_back()
    page.locator(f"#map path[data-place='{place}']").click(force=True)
    page.wait_for_url("**place=**#events")
    assert parse_qs(urlsplit(page.url).query)["place"] == [place]


def test_the_map_fits_a_telephone(open_page: OpenPage) -> None:
    watched = open_page("/explore/map", viewport=NARROW)
    wait_until_drawn(watched.page.locator("#map"))
    assert watched.overflow() <= 0
