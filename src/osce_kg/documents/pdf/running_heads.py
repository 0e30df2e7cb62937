"""Lines that a PDF prints on its pages around the text: running heads, running feet and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from osce_kg.documents.pdf.process import Line

_AT_THE_EDGE = 3
"""Lines at the top and at the bottom of a page among which a running head is looked for."""
_FEWEST_PAGES = 2
_SHARE_OF_PAGES = 0.3  # heads of left and right pages may differ, and chapters have their own
_SAME_HEIGHT = 4.0
_LONGEST_NUMBER = 40
_NUMBER = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without what recurs at their edges.

    A line recurs if another page has the same words, but for numbers, at the same height, and a third of all
    pages has them. A number alone at an edge is left out where it is the number of its page.
    Pages that have nothing else keep everything.
    """
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for line in _edge_lines(page):
            for place in _places(line):
                places[place].add(number)
    enough = max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
    recurring = {place for place, numbers in places.items() if len(numbers) >= enough}
    kept = []
    for number, page in enumerate(pages, start=1):
        edges = {id(line) for line in _edge_lines(page)}
        kept.append(
            [
                line
                for line in page
                if id(line) not in edges
                or not (_is_page_number(line, number) or any(place in recurring for place in _places(line)))
            ]
        )
    return kept if any(kept) else [list(page) for page in pages]


def _edge_lines(page: Sequence[Line]) -> Iterable[Line]:
    by_height = sorted(page, key=lambda line: -line.baseline)
    return [*by_height[:_AT_THE_EDGE], *by_height[-_AT_THE_EDGE:]]


def _places(line: Line) -> Iterator[tuple[str, int]]:
    """Yield the words of a line, without numbers, with both of the heights that its own is rounded to."""
    words = _NUMBER.sub("#", " ".join(line.text.casefold().split()))
    height = int(line.baseline // _SAME_HEIGHT)
    yield words, height
    yield words, height + (1 if line.baseline % _SAME_HEIGHT > _SAME_HEIGHT / 2 else -1)


def _is_page_number(line: Line, number: int) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text.strip()) if len(line.text) < _LONGEST_NUMBER else None
    return match is not None and int(match[1]) == number
