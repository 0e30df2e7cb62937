"""One headless Chromium for all tests of this folder, and for scripts that look at the pages."""

from __future__ import annotations

import shutil
from contextlib import ExitStack

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium")
"""Debian's Chromium; Playwright's own is never downloaded."""


class SharedBrowser:
    """A browser that starts when it is first asked for, and again after it has been stopped.

    While it runs, this thread has a running event loop: nothing else may run one in it.
    """

    def __init__(self) -> None:
        self._running = ExitStack()
        self._browser: Browser | None = None

    def start(self) -> Browser:
        """Return the browser; starting takes about a second."""
        if self._browser is None:
            playwright = self._running.enter_context(sync_playwright())
            self._browser = playwright.chromium.launch(executable_path=CHROMIUM)
            self._running.callback(self._browser.close)
        return self._browser

    def stop(self) -> None:
        """End the browser and the event loop, if they run."""
        self._browser = None
        self._running.close()
