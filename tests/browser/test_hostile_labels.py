"""Labels that are markup and scripts stay text, wherever a browser shows them."""

from __future__ import annotations

import pytest
from hostile_build import MARKUP
from watched_page import OpenPage

from running_server import RunningServer

PAGES = [
    *(
        "/",
        "/doc/person/p1",
        "/doc/person/p2",
        "/doc/state/KAZ",
        "/doc/structure/odihr",
        "/doc/place/g1526384",
    ),
    *("/doc/document/d1", "/doc/post/x1", "/graph/document/d1", "/doc/passage/d1/0-20"),
    "/sparql?query=SELECT%20*%20%7B%20?x%20rdfs:label%20?label%20%7D",
    "/sparql?query=CONSTRUCT%20WHERE%20%7B%20?x%20rdfs:label%20?label%20%7D",
]


def test_d7_hostile_labels_are_shown_as_text_and_do_nothing(
    open_page: OpenPage, hostile_server: RunningServer, subtests: pytest.Subtests
) -> None:
    watched = open_page(on=hostile_server)
    for path in PAGES:
        with subtests.test(path):
            watched.open(path)
            page = watched.page
            assert page.locator("img, [onerror]").count() == 0
            assert page.title() != "hit"
            if path != "/":
                assert MARKUP in page.locator("body").inner_text()
