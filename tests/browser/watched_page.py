"""A page in a browser, and a record of all that a reader would not see: requests, errors, bytes."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request, Response

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 375, "height": 740}


class WatchedPage:
    """A page of a context of its own.

    Attributes:
        page: what the browser shows.
        root: address of the server, with a slash at its end.
    """

    def __init__(self, context: BrowserContext, root: str) -> None:
        self.context = context
        self.root = root
        self._problems: list[str] = []
        self._responses: list[Response] = []
        self._expected_to_fail: list[str] = []
        context.on("request", self._note_request)
        context.on("response", lambda response: self._responses.append(response))
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self._problems.append(f"script error: {error.error}"))
        self.page = context.new_page()

    def open(self, path: str, status: int = 200) -> Response:
        """Go to a path of the server; its answer must have the status."""
        address = self.root + path.removeprefix("/")
        if status >= 400:
            self.expect_failure(path)
        self._responses.clear()
        response = self.page.goto(address)
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"
        return response

    def expect_failure(self, path: str) -> None:
        """Let answers with an error status be none of the problems, where the address begins with a path."""
        self._expected_to_fail.append(self.root + path.removeprefix("/"))

    def problems(self) -> list[str]:
        """Return what went wrong unseen: errors in the console, and requests to other hosts."""
        return self._problems

    def weight(self) -> int:
        """Return the bytes of all answers since the page was opened, each compressed with gzip."""
        return sum(len(gzip.compress(_body(response), 6)) for response in self._responses)

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != urlsplit(self.root).netloc:
            self._problems.append(f"request to another host: {request.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        address = message.location["url"]
        if message.type == "error" and not address.startswith(tuple(self._expected_to_fail)):
            self._problems.append(f"console: {message.text} ({address})")


OpenPage = Callable[..., WatchedPage]
"""Opens a page in a context of its own; arguments as of the fixture ``open_page``."""


def _body(response: Response) -> bytes:
    try:
        return response.body()
    except Error:  # a redirect or a download has none
        return b""
