"""Which addresses are still to be asked for: each document once, and none that was captured just now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from osce_kg.acquisition.hosts import Hosts, Task
from osce_kg.acquisition.links import find_links, read_sitemap
from osce_kg.acquisition.options import FetchOptions, Start
from osce_kg.addresses import document_address, normalize_address
from osce_kg.captures import CaptureFolder
from osce_kg.errors import InputError
from osce_kg.model.capture import Capture
from osce_kg.model.document import Loss
from osce_kg.web import without_credentials

STAGE = "acquisition"
_DEEPEST_SITEMAP = 3


class Frontier:
    """Takes starts, redirects and links, and queues what has to be asked for.

    A run that was broken off goes on because what it captured is fresh: fresh listings and sitemaps are read
    from the folder, and what they name is looked at in the same way.

    Attributes:
        hosts: the queues.
        losses: what cannot be asked for, and why.
        fresh: number of captures that are young enough.
    """

    def __init__(self, folder: CaptureFolder, options: FetchOptions, now: dt.datetime) -> None:
        self.hosts = Hosts(options.delay)
        self.losses: list[Loss] = []
        self.fresh = 0
        self._folder = folder
        self._options = options
        self._oldest = now - options.max_age
        self._asked_as: dict[str, str] = {}

    def begin(self, starts: Iterable[Start], depth: int) -> None:
        """Take the addresses that the user gave.

        Args:
            starts: the addresses.
            depth: how many steps of links are followed from a listing.
        """
        for start in starts:
            shown = without_credentials(start.address)
            try:
                address = normalize_address(start.address)
            except ValueError as error:
                self.losses.append(
                    Loss(STAGE, start.shown or shown, f"{shown}: {error}" if start.shown else str(error))
                )
                continue
            steps = {"page": 0, "listing": depth, "sitemap": _DEEPEST_SITEMAP}[start.role]
            self.consider(Task(address, address, start.role, steps, shown))

    def consider(self, task: Task) -> None:
        """Queue a task unless its document is queued, or fresh, already."""
        document = document_address(task.address)
        # a redirect may lead from one form of an address to another of the same document
        if document in self._asked_as and not (task.hops and self._asked_as[document] == task.asked):
            return
        self._asked_as[document] = task.asked
        capture = self._folder.find(task.address)
        if capture is None or capture.time < self._oldest:
            self.hosts.add(task, first=bool(task.hops))
            return
        self.fresh += 1
        if task.role == "page" != capture.role:
            self._folder.set_role(capture.document, "page")
        if task.depth:
            try:
                content = self._folder.content(capture.document, self._options.limits.max_bytes)
            except InputError as error:
                self.losses.append(Loss(STAGE, task.shown, error.reason))
            else:
                self.follow(task, capture, content)

    def follow(self, task: Task, capture: Capture, content: bytes) -> None:
        """Take the addresses that a listing or sitemap names."""
        if task.role == "sitemap":
            self._follow_sitemap(task, capture, content)
        elif task.depth:
            self._take_pages(find_links(content, capture.url), task.depth - 1)

    def _follow_sitemap(self, task: Task, capture: Capture, content: bytes) -> None:
        try:
            sitemaps, pages = read_sitemap(content, capture.url, self._options.limits.max_bytes)
        except InputError as error:
            self.losses.append(Loss(STAGE, task.shown, error.reason))
            return
        if sitemaps and task.depth <= 1:
            reason = f"sitemaps of sitemaps are followed {_DEEPEST_SITEMAP} deep, and no deeper"
            self.losses.append(Loss(STAGE, task.shown, reason))
            sitemaps = []
        for address in sitemaps:
            self.consider(Task(address, address, "sitemap", task.depth - 1, address))
        self._take_pages(pages, 0)

    def _take_pages(self, addresses: Iterable[str], depth: int) -> None:
        only = self._options.only
        for address in addresses:
            if only is None or only.search(address):
                self.consider(Task(address, address, "page", depth, address))
