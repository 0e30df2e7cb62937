"""A view of the explorer beside the answers to the queries that it says are behind it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence

from playwright.sync_api import Locator, Page, expect
from subjects import Subjects

from osce_kg.namespaces import ID
from served_build import PATIENCE

DRAWN = re.compile("drawn|settled")


def wait_until_drawn(drawing: Locator) -> None:
    """Wait until a script has drawn a view."""
    expect(drawing).to_have_attribute("data-state", DRAWN)


def wait_until(page: Page, condition: Callable[[], object]) -> None:
    """Wait until a condition holds, while what the page tells and asks for is taken."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came"
        page.wait_for_timeout(50)


def answers_behind(page: Page, subjects: Subjects, query: str) -> list[dict[str, str]]:
    """Return what the endpoint answers to a query that the page names as one behind it."""
    text = page.locator(f"pre[data-query={query}] code").first.text_content()
    assert text, f"the page does not show the query of its {query}"
    return subjects.solutions(text)


def shown_edges(page: Page) -> list[tuple[str, str, int]]:
    """Return the rows of the table of the network: source, target, number of events."""
    rows = page.locator("#edges tbody tr").evaluate_all(
        "rows => rows.map(row => [row.dataset.source, row.dataset.target, row.cells[2].textContent])"
    )
    return [(source, target, int(weight)) for source, target, weight in rows]


def edges_in(solutions: Sequence[dict[str, str]]) -> list[tuple[str, str, int]]:
    """Return the same of an answer."""
    start = str(ID)
    return [
        (row["source"].removeprefix(start), row["target"].removeprefix(start), int(row["weight"]))
        for row in solutions
    ]


def total_events(page: Page) -> int:
    """Return the number of events that the page says its filter leaves."""
    return int(page.locator(".totals").get_attribute("data-events") or -1)
