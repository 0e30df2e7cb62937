"""Fetch pages into a folder of captures: this thread decides and writes, others only wait for servers."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from typing import Final, Never

from tqdm import tqdm

from osce_kg.acquisition.exchange import Answer, Failure, Outcome, Redirect, exchange
from osce_kg.acquisition.frontier import STAGE, Frontier
from osce_kg.acquisition.hosts import Host, Task
from osce_kg.acquisition.options import FetchOptions, Start
from osce_kg.acquisition.robots import Robots, ask_for_robots
from osce_kg.addresses import document_address
from osce_kg.captures import CaptureFolder
from osce_kg.model.capture import Capture, Validators
from osce_kg.model.document import Loss
from osce_kg.web import ACCEPT_DOCUMENTS, DOCUMENT_TYPES, in_background

_ACCEPT_SITEMAP: Final = "application/xml, text/xml, application/gzip;q=0.9, text/plain;q=0.8"


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """What a run did.

    Attributes:
        requests: made for pages, listings and sitemaps, tries and redirects included.
        new, changed, unchanged: captures made, by what they say of their document.
        fresh: captures young enough not to be asked for again.
        losses: in the order of their sources.
    """

    requests: int
    new: int
    changed: int
    unchanged: int
    fresh: int
    losses: tuple[Loss, ...]


def fetch_pages(
    starts: Iterable[Start],
    folder: CaptureFolder,
    options: FetchOptions,
    *,
    depth: int = 1,
    progress: bool = False,
) -> FetchRecord:
    """Fetch the pages that some addresses name or lead to, and keep them.

    Args:
        starts: addresses of pages, listings and sitemaps.
        folder: open for adding.
        options: limits and politeness.
        depth: steps of links that are followed from a listing.
        progress: show a progress bar on standard error.

    Raises:
        MachineError: the folder cannot be written.
    """
    with tqdm(desc="pages", unit="page", total=0, disable=not progress, leave=False) as bar:
        run = _Run(folder, options, bar)
        run.frontier.begin(starts, depth)
        run.fetch_all()
    return run.record()


class _Run:
    """The state of one run."""

    def __init__(self, folder: CaptureFolder, options: FetchOptions, bar: tqdm[Never]) -> None:
        self.frontier = Frontier(folder, options, dt.datetime.now(dt.UTC))
        self._folder = folder
        self._options = options
        self._bar = bar
        self._requests = 0
        self._not_asked = 0
        self._counts: Counter[str] = Counter()

    def record(self) -> FetchRecord:
        """Return what was done."""
        losses = sorted(self.frontier.losses, key=lambda loss: (loss.source, loss.reason))
        if self._not_asked:
            reason = (
                f"{self._not_asked} addresses were not asked for: the limit of {self._options.limit} "
                "requests is reached; the same command goes on from here"
            )
            losses.append(Loss(STAGE, str(self._folder.path), reason, "warning"))
        counts = self._counts
        return FetchRecord(
            self._requests,
            counts["new"],
            counts["changed"],
            counts["unchanged"],
            self.frontier.fresh,
            tuple(losses),
        )

    def fetch_all(self) -> None:
        """Ask for everything that the frontier holds or comes to hold."""
        running: dict[Future[Outcome], tuple[Host, Task | None]] = {}
        while True:
            while len(running) < self._options.workers and (following := self._take()):
                running[self._ask(*following)] = following
            patience = self.frontier.hosts.seconds_to_wait(time.monotonic())
            if running:
                is_full = len(running) == self._options.workers
                done, _ = wait(running, None if is_full else patience, FIRST_COMPLETED)
                for future in done:
                    self._take_outcome(*running.pop(future), future.result())
            elif patience is None:
                return
            else:
                time.sleep(patience)

    def _take(self) -> tuple[Host, Task | None] | None:
        """Return a host with what to ask it for now: an address, or None for its robots.txt."""
        hosts = self.frontier.hosts
        if self._requests >= self._options.limit:
            self._not_asked += len(hosts.drop_all())
        while host := hosts.take_ready(time.monotonic()):
            if host.robots is None:
                return host, None
            task = host.tasks.popleft()
            refusal = host.robots.refuse(task.address)
            if not refusal:
                self._requests += 1
                return host, task
            host.is_busy = False  # nothing was asked
            self._lose(task, refusal)
        return None

    def _ask(self, host: Host, task: Task | None) -> Future[Outcome]:
        options = self._options
        if task is None:
            return in_background(lambda: ask_for_robots(f"{host.name}/", options))
        is_sitemap = task.role == "sitemap"
        headers = {"Accept": _ACCEPT_SITEMAP if is_sitemap else ACCEPT_DOCUMENTS}
        if earlier := self._earlier(task):
            headers |= _conditions(earlier.validators)
        media_types = None if is_sitemap else DOCUMENT_TYPES
        return in_background(lambda: exchange(task.address, headers, media_types, options))

    def _earlier(self, task: Task) -> Capture | None:
        """Return the capture of the very address: validators of another form of it would mean nothing."""
        capture = self._folder.find(task.address)
        return capture if capture is not None and capture.url == task.address else None

    def _take_outcome(self, host: Host, task: Task | None, outcome: Outcome) -> None:
        attempts = host.robots_attempts if task is None else task.attempts
        pause = self._pause(outcome, attempts)
        host.rest(time.monotonic(), pause or 0.0)
        if task is None:
            if pause is None:
                self._take_robots(host, outcome)
            host.robots_attempts += 1
        elif pause is not None:
            self.frontier.hosts.add(replace(task, attempts=attempts + 1), first=True)
        elif isinstance(outcome, Answer):
            self._keep(task, outcome)
        elif isinstance(outcome, Redirect):
            self._redirect(task, outcome.target)
        else:
            self._lose(task, self._explained(outcome))

    def _pause(self, outcome: Outcome, attempts: int) -> float | None:
        """Return the seconds after which a failure is tried again; None if it is not."""
        options = self._options
        if not isinstance(outcome, Failure) or not outcome.may_pass or attempts >= options.retries:
            return None
        pause = max(outcome.retry_after or 0.0, options.delay * 2.0 ** (attempts + 1))
        return pause if pause <= options.longest_wait else None

    def _explained(self, failure: Failure) -> str:
        if failure.retry_after is not None and failure.retry_after > self._options.longest_wait:
            return f"{failure.reason}, and asks to wait {failure.retry_after:.0f} seconds"
        return failure.reason

    def _take_robots(self, host: Host, outcome: Outcome) -> None:
        robots = Robots.read(outcome)
        if robots.delay > self._options.longest_wait:
            robots = Robots(refusal=f"robots.txt asks for {robots.delay:.0f} seconds between two requests")
        host.robots = robots
        host.delay = max(self._options.delay, robots.delay)
        host.rest(time.monotonic())

    def _redirect(self, task: Task, target: str) -> None:
        hops = (*task.hops, task.address)
        if target in hops:
            self._lose(task, "the redirects go in a circle")
        elif len(hops) > self._options.limits.max_redirects:
            self._lose(task, f"more than {self._options.limits.max_redirects} redirects")
        else:
            self.frontier.consider(replace(task, address=target, hops=hops, attempts=0))

    def _keep(self, task: Task, answer: Answer) -> None:
        earlier = self._earlier(task)
        if answer.is_unchanged and earlier is None:
            self._lose(task, "the server says that the page has not changed, but was not asked that")
            return
        is_same = answer.is_unchanged and earlier is not None
        digest = earlier.sha256 if is_same and earlier else hashlib.sha256(answer.body).hexdigest()
        before = earlier.validators if is_same and earlier else Validators()
        capture = Capture(
            asked=task.asked,
            url=answer.url,
            document=document_address(answer.url),
            role="page" if earlier is not None and earlier.role == "page" else task.role,
            time=dt.datetime.now(dt.UTC),
            media_type=earlier.media_type if is_same and earlier else answer.media_type,
            charset=earlier.charset if is_same and earlier else answer.charset,
            sha256=digest,
            validators=Validators(
                answer.header("etag") or before.etag, answer.header("last-modified") or before.last_modified
            ),
        )
        self._counts[self._folder.add(capture, answer.status, answer.headers, answer.body)] += 1
        self._bar.update()
        if task.depth:
            content = self._folder.content(capture.document, self._options.limits.max_bytes)
            self.frontier.follow(task, capture, content)

    def _lose(self, task: Task, reason: str) -> None:
        self.frontier.losses.append(Loss(STAGE, task.shown, reason))


def _conditions(validators: Validators) -> dict[str, str]:
    """Return the header fields that ask for a page only if it has changed."""
    fields = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in fields.items() if value}
