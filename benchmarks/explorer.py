"""What a reader of the explorer waits for: pages of a graph with 10,000 people beside those of the samples.

Run ``python -m benchmarks.explorer``; one client asks ``osce-kg serve`` for the pages, each address once,
with nothing kept between requests. The first drawing is measured in headless Chromium, from the navigation to
the first frame that shows the network of a year: 300 edges, or all if there are fewer. Times are of the clock
on the wall: the machine should do nothing else.
"""

from __future__ import annotations

import argparse
import http.client
import json
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from playwright.sync_api import sync_playwright

from benchmarks.serving.place import Place
from benchmarks.serving.servers import OURS, Running, running
from benchmarks.synthetic_build import write_build
from benchmarks.synthetic_graph import OFFICIALS, PERSONS_PER_DOCUMENT
from osce_kg.namespaces import ID
from osce_kg.pipeline import build_graph
from osce_kg.pipeline.directory import is_build
from osce_kg.resources import resource_path

_PEOPLE: Final = 10_000
_ASKED: Final = 20
"""People whose names are searched and whose pages are opened: half of them those of whom most is said."""

_YEARS: Final = 6
"""Years of which the views are opened: those with most meetings."""


_LIMITS: Final = {
    "search": 0.1,
    "page of a person": 0.15,
    "network of a year": 2.0,
    "timeline": 2.0,
    "map of a year": 2.0,
    "first drawing": 1.5,
}
"""Seconds that each may take at most."""

_BUSIEST_YEARS: Final = """SELECT ?year (COUNT(*) AS ?meetings) {
  ?meeting a okg:Meeting ; okg:startEarliest ?day BIND (YEAR(?day) AS ?year)
} GROUP BY ?year ORDER BY DESC(?meetings) ?year LIMIT %d"""
_FORMS: Final = {"Accept": "text/html", "Accept-Encoding": "identity"}
_RESULTS: Final = {"Accept": "application/sparql-results+json"}
_MOST_SAID_OF: Final = """SELECT ?person (SAMPLE(?label) AS ?name) (COUNT(*) AS ?links) {
  ?person a okg:Person ; rdfs:label ?label . ?other ?points ?person
} GROUP BY ?person ORDER BY %s ?person LIMIT %d"""


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds until an answer was there, one for each address."""

    seconds: tuple[float, ...]

    def __str__(self) -> str:
        return f"{median(self.seconds) * 1000:,.0f} ms (at most {max(self.seconds) * 1000:,.0f})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table: a line for each kind of page, a column for each graph."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=_PEOPLE)
    parser.add_argument("--folder", type=Path, help="where the builds are, or are put and stay")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = options.folder or Path(scratch)
        columns = {
            "samples": _measured(_sample_place(folder)),
            f"{options.people:,} people": _measured(_synthetic_place(folder, options.people)),
        }
    print(f"| median (slowest) | limit | {' | '.join(columns)} |")
    print(f"| --- | --- | {' | '.join('---' for _ in columns)} |")
    for name, limit in _LIMITS.items():
        cells = (str(column[name]) for column in columns.values())
        print(f"| {name} | {limit * 1000:,.0f} ms | {' | '.join(cells)} |")


def _sample_place(folder: Path) -> Place:
    place = _place(folder / "samples")
    if not is_build(place.build):
        build_graph([str(resource_path("data", "documents"))], place.build)
    return place


def _synthetic_place(folder: Path, people: int) -> Place:
    place = _place(folder / f"people-{people}")
    if not is_build(place.build):
        write_build(place.build, -(-(people - OFFICIALS) // PERSONS_PER_DOCUMENT))
    return place


def _place(folder: Path) -> Place:
    folder.mkdir(parents=True, exist_ok=True)
    return Place(folder)


def _measured(place: Place) -> dict[str, Waits]:
    with running(OURS, place, environment={"OSCE_KG_CACHE_MEMORY": "0"}) as server:
        address = urlsplit(server.endpoint)
        pages = _addresses(server)
        found = {name: Waits(tuple(_answered(address.netloc, paths))) for name, paths in pages.items()}
        drawings = _drawings(f"http://{address.netloc}", pages["network of a year"])
        return {**found, "first drawing": Waits(tuple(drawings))}


def _addresses(server: Running) -> dict[str, list[str]]:
    """Return the paths that are asked for, by the kind of page."""
    people = [
        (row["person"], row["name"])
        for order in ("DESC(?links)", "SHA1(STR(?person))")
        for row in _solutions(server, _MOST_SAID_OF % (order, _ASKED // 2))
    ]
    years = [row["year"] for row in _solutions(server, _BUSIEST_YEARS % _YEARS)]
    return {
        "search": [f"/search?q={quote(name)}" for _, name in people],
        "page of a person": [f"/doc/{iri.removeprefix(ID)}" for iri, _ in people],
        "network of a year": [f"/explore/network?from={year}&to={year}" for year in years],
        "timeline": [f"/explore/timeline?confidence={0.5 + step / 100}" for step in range(_YEARS)],
        "map of a year": [f"/explore/map?from={year}&to={year}" for year in years],
    }


def _solutions(server: Running, query: str) -> list[dict[str, str]]:
    """Return the solutions of a query: the values by their variables."""
    address = urlsplit(server.endpoint)
    with closing(http.client.HTTPConnection(address.netloc, timeout=60)) as connection:
        connection.request("GET", f"{address.path}?{urlencode({'query': query})}", headers=_RESULTS)
        rows = json.load(connection.getresponse())["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def _answered(host: str, paths: Iterable[str]) -> Iterator[float]:
    """Yield the seconds until each answer was there, whole."""
    with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
        for path in paths:
            start = time.perf_counter()
            connection.request("GET", path, headers=_FORMS)
            answer = connection.getresponse()
            answer.read()
            seconds = time.perf_counter() - start
            if answer.status != http.HTTPStatus.OK:
                raise RuntimeError(f"{path}: {answer.status}")
            yield seconds


def _drawings(root: str, paths: Iterable[str]) -> Iterator[float]:
    """Yield the seconds from each navigation to the first frame of the network, each time with no cache."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for path in paths:
            with closing(browser.new_context(viewport={"width": 1280, "height": 900})) as context:
                page = context.new_page()
                page.goto(root + path)
                page.wait_for_selector("#network[data-state]")
                yield page.evaluate("performance.getEntriesByName('network-drawn')[0].startTime") / 1000
        browser.close()


if __name__ == "__main__":
    main()
