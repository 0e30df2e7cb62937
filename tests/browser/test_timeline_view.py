"""When they met: the bars, and the brush that chooses a period."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect
from subjects import Subjects
from views import answers_behind, total_events, wait_until_drawn
from watched_page import OpenPage


def bins(page: Page) -> dict[str, tuple[int, int]]:
    """Return the rows of the table: events for certain and possibly, by month or year."""
    rows = page.locator("#bins tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    )
    return {name: (int(certain), int(possible)) for name, certain, possible in rows}


def test_the_bars_are_those_of_the_table_and_count_what_the_query_answers(
    open_page: OpenPage, subjects: Subjects
) -> None:
    page = open_page("/explore/timeline").page
    wait_until_drawn(page.locator("#timeline"))
    table = bins(page)
    bars = page.locator("#timeline .bars [data-bin]").evaluate_all("bars => bars.map(bar => bar.dataset.bin)")
    assert set(table) <= set(bars)
    solutions = answers_behind(page, subjects, "months")
    assert sum(int(row["events"]) for row in solutions) == total_events(page)
    year = len(next(iter(table)))
    for name, (certain, _) in table.items():
        within = [
            row for row in solutions if {row.get("first", "")[:year], row.get("last", "")[:year]} == {name}
        ]
        assert certain == sum(int(row["events"]) for row in within), name


def test_a_period_that_is_brushed_filters_the_events_and_goes_with_the_reader(
    open_page: OpenPage, subjects: Subjects
) -> None:
    page = open_page("/explore/timeline").page
    wait_until_drawn(page.locator("#timeline"))
    everything = total_events(page)
    box = page.locator("#timeline .brush .overlay").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.9, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.97, middle, steps=4)
    page.mouse.up()
    page.wait_for_url("**from=**")
    expect(page.locator(".totals")).not_to_have_attribute("data-events", str(everything))
    chosen = {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}
    assert chosen["from"] <= chosen["to"]
    some = total_events(page)
    assert 0 <= some < everything
    assert answers_behind(page, subjects, "total")[0]["events"] == str(some)
    page.reload()
    assert total_events(page) == some
    page.locator("nav.views [data-view=network]").click()
    page.wait_for_url("**/explore/network?**")
    assert parse_qs(urlsplit(page.url).query)["from"][0].startswith(chosen["from"])
    assert total_events(page) == some


def test_a_month_can_be_chosen_in_the_table_without_a_mouse_or_scripts(open_page: OpenPage) -> None:
    page = open_page("/explore/timeline", java_script_enabled=False).page
    page.locator("details.table > summary").click()
    link = page.locator("#bins a").last
    name = link.inner_text()
    link.click()
    page.wait_for_url("**from=**")
    assert parse_qs(urlsplit(page.url).query)["from"] == [name]
