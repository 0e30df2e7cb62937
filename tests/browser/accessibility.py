"""What axe-core says of a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()
_SERIOUS = ("serious", "critical")
_ALIKE = 3
"""Of siblings of one element and class, so many are looked at, but in forms all: a thousand rows would
take minutes."""

_THIN_OUT = """alike => document.querySelectorAll("*").forEach(parent => {
  if (parent.closest("form") || parent.matches("body, main")) return;
  const seen = {};
  for (const child of [...parent.children]) {
    const kind = `${child.tagName}.${child.getAttribute("class")}`;
    seen[kind] = (seen[kind] ?? 0) + 1;
    if (seen[kind] > alike) child.remove();
  }
})"""


def serious_violations(page: Page) -> list[str]:
    """Return the serious and critical violations of a page, one line for each element.

    Takes most of what is alike off the page.
    """
    page.evaluate(_THIN_OUT, _ALIKE)
    found = _AXE.run(page).response["violations"]
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for violation in found
        if violation["impact"] in _SERIOUS
        for node in violation["nodes"]
    ]
