"""Pictures of the main views for README and docs, from the sample documents: ``make screenshots``.

Each is written as PNG into ``docs/images``; one of more than 150 kB is an error.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, expect

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from pages import address  # noqa: E402
from shared_browser import SharedBrowser  # noqa: E402
from subjects import Subjects  # noqa: E402
from watched_page import NARROW  # noqa: E402

from osce_kg.pipeline import build_graph  # noqa: E402
from osce_kg.resources import resource_path  # noqa: E402
from running_server import running_server  # noqa: E402

IMAGES = HERE.parents[1] / "docs" / "images"
WINDOW = {"width": 1120, "height": 720}
LARGEST = 150_000
"""Bytes of a picture."""

QUERY = """SELECT ?person (COUNT(DISTINCT ?other) AS ?met) {
  ?person a okg:Person ; okg:metWith ?other .
  ?other a okg:Person .
}
GROUP BY ?person ORDER BY DESC(?met) ?person LIMIT 12"""


@dataclass(frozen=True)
class Picture:
    """One view, and how it is seen.

    Attributes:
        path: on the server.
        ready: waits until everything is drawn.
        dark: in the dark colours.
        narrow: as wide as a telephone.
    """

    path: str
    ready: Callable[[Page], None] = lambda page: None
    dark: bool = False
    narrow: bool = False


def drawn(selector: str, state: str = "drawn") -> Callable[[Page], None]:
    return lambda page: expect(page.locator(selector)).to_have_attribute("data-state", state, timeout=60_000)


def pictures(subjects: Subjects) -> dict[str, Picture]:
    """Return what is pictured, by the names of the files."""
    person = address("person", subjects)
    return {
        "start": Picture("/"),
        "person": Picture(person),
        "person-narrow-dark": Picture(f"{person}?lang=ru", dark=True, narrow=True),
        "events": Picture("/browse"),
        "network": Picture("/explore/network", drawn("#network", "settled")),
        "timeline": Picture("/explore/timeline", drawn("#timeline")),
        "map": Picture("/explore/map", drawn("#map")),
        "query": Picture(
            f"/sparql?query={quote(QUERY)}", lambda page: expect(page.locator(".cm-content")).to_be_visible()
        ),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write all pictures, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*")
    names = parser.parse_args(arguments).names
    IMAGES.mkdir(exist_ok=True)
    browser = SharedBrowser()
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build"
        build_graph([str(resource_path("data", "documents"))], build)
        with running_server(build) as server:
            for name, picture in pictures(Subjects(server)).items():
                if not names or name in names:
                    data = taken(browser, server.url.rstrip("/"), picture)
                    if len(data) > LARGEST:
                        sys.exit(f"{name}: {len(data)} bytes, more than {LARGEST}")
                    (IMAGES / f"{name}.png").write_bytes(data)
                    print(f"{name}: {len(data):,} bytes")
    browser.stop()


def taken(browser: SharedBrowser, root: str, picture: Picture) -> bytes:
    """Return a picture as PNG."""
    context = browser.start().new_context(
        viewport=NARROW if picture.narrow else WINDOW,
        color_scheme="dark" if picture.dark else "light",
        locale="en-GB",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(root + picture.path)
    picture.ready(page)
    page.wait_for_timeout(300)  # the last frame
    data = page.screenshot()
    context.close()
    return data


if __name__ == "__main__":
    main()
