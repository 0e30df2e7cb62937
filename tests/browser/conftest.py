"""A server of the sample build and one browser for all tests here; each test gets a context of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_build import write_hostile_build
from playwright.sync_api import Browser, expect
from shared_browser import CHROMIUM, SharedBrowser
from subjects import Subjects
from watched_page import WIDE, OpenPage, WatchedPage

from running_server import RunningServer, running_server

HERE = Path(__file__).parent
_BROWSER = SharedBrowser()
expect.set_options(timeout=30_000)  # milliseconds, as Playwright waits elsewhere


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Stop the browser after the last test of this folder: those of others run event loops of their own."""
    if nextitem is None or HERE not in nextitem.path.parents:
        _BROWSER.stop()


@pytest.fixture(scope="session")
def server(sample_build: Path) -> Iterator[RunningServer]:
    """The sample build, served."""
    with running_server(sample_build, "--workers", "2") as running:
        yield running


@pytest.fixture(scope="session")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A build whose labels are markup and scripts, served."""
    build = write_hostile_build(tmp_path_factory.mktemp("hostile") / "build")
    with running_server(build, "--workers", "2") as running:
        yield running


@pytest.fixture(scope="session")
def subjects(server: RunningServer) -> Subjects:
    """The things of the sample build whose pages are looked at."""
    return Subjects(server)


@pytest.fixture
def browser() -> Browser:
    """Headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("NO BROWSER TESTS: there is no chromium here (.ci/install-browser installs it)")
    return _BROWSER.start()


@pytest.fixture
def open_page(browser: Browser, server: RunningServer) -> Iterator[OpenPage]:
    """Return a function that opens a page in a context of its own, and checks it when the test ends.

    No page may write an error into the console or ask another host for anything.
    """
    opened: list[WatchedPage] = []

    def open_page(path: str | None = None, on: RunningServer = server, **options: Any) -> WatchedPage:
        context = browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **options})
        watched = WatchedPage(context, on.url)
        opened.append(watched)
        if path is not None:
            watched.open(path)
        return watched

    yield open_page
    problems = [problem for watched in opened for problem in watched.problems()]
    for watched in opened:
        watched.context.close()
    assert problems == []
