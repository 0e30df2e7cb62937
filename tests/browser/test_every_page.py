"""What holds of each page: readable, operable and light, in each language, colour scheme and width."""

from __future__ import annotations

import pytest
from accessibility import serious_violations
from pages import ENGLISH_ONLY, NAMES, STATUS, address, in_language
from subjects import Subjects
from watched_page import NARROW, WIDE, OpenPage

LARGEST = 350_000
"""Bytes, compressed, of a page with all that it loads."""

SHOWS_FOCUS = """() => {
  let focused = document.activeElement;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  // An editor shows the focus by its frame, or by a cursor.
  return [focused, focused.closest(".cm-editor")].some(element => {
    const style = element && getComputedStyle(element);
    return style && (style.outlineStyle !== "none" || style.boxShadow !== "none");
  });
}"""


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light_fits_the_window_and_violates_no_rule_of_accessibility(
    name: str, open_page: OpenPage, subjects: Subjects
) -> None:
    watched = open_page()
    path, status = address(name, subjects), STATUS.get(name, 200)
    for language, scheme, window in (("en", "light", WIDE), ("ru", "dark", NARROW)):
        watched.page.emulate_media(color_scheme=scheme)
        watched.page.set_viewport_size(window)
        watched.open(in_language(path, language), status)
        shown = watched.page.locator("html").get_attribute("lang")
        assert shown == ("en" if name in ENGLISH_ONLY else language)
        assert watched.weight() <= LARGEST
        assert watched.overflow() <= 0, f"{language}: wider than {window['width']} px"
        watched.page.set_viewport_size(NARROW)
        assert watched.overflow() <= 0, f"{language}: wider than {NARROW['width']} px"
        watched.page.set_viewport_size(window)
        assert serious_violations(watched.page) == [], (language, scheme)


def test_every_page_can_be_read_without_scripts(
    open_page: OpenPage, subjects: Subjects, subtests: pytest.Subtests
) -> None:
    watched = open_page(java_script_enabled=False)
    for name in NAMES:
        with subtests.test(name):
            watched.open(address(name, subjects), STATUS.get(name, 200))
            assert watched.page.locator("h1").count() == 1
            assert watched.page.locator("main").inner_text().strip()


def test_the_first_key_leads_to_a_link_that_is_seen_and_skips_to_the_content_of_every_page(
    open_page: OpenPage, subjects: Subjects, subtests: pytest.Subtests
) -> None:
    watched = open_page()
    page = watched.page
    # A query that is wrong has the focus where it is wrong.
    for name in (name for name in NAMES if name not in STATUS):
        with subtests.test(name):
            watched.open(address(name, subjects))
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            assert focused.get_attribute("href") == "#main"
            box = focused.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["y"] >= 0
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")


def test_whatever_has_the_focus_shows_it(
    open_page: OpenPage, subjects: Subjects, subtests: pytest.Subtests
) -> None:
    watched = open_page()
    page = watched.page
    for name in ("start", "query form", "person", "document", "downloads"):
        with subtests.test(name):
            watched.open(address(name, subjects))
            for _ in range(12):
                page.keyboard.press("Tab")
                page.wait_for_function(SHOWS_FOCUS)  # an editor shows it a moment later
