"""Which address is asked for next: one at a time of each host, and not before its time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from osce_kg.acquisition.robots import Robots


@dataclass(slots=True)
class Task:
    """One address to ask for.

    Attributes:
        address: to ask for now, in its normal form.
        asked: what the chain of redirects began with.
        role: ``page``, ``listing`` or ``sitemap``.
        depth: how many steps of links may still be followed from here.
        shown: what to name it by to the user.
        attempts: how often it failed for a while.
        hops: redirects that led here.
    """

    address: str
    asked: str
    role: str
    depth: int
    shown: str
    attempts: int = 0
    hops: tuple[str, ...] = ()


@dataclass(slots=True)
class Host:
    """One server, known by scheme, name and port, as robots.txt is.

    Attributes:
        name: e.g. ``https://www.osce.org``.
        delay: seconds between two requests.
        ready_at: when the next request may be made.
        robots: its rules; None until they have been asked for.
        robots_attempts: how often asking for them failed for a while.
        is_busy: a request is under way.
        tasks: what is still to be asked for.
    """

    name: str
    delay: float
    ready_at: float = 0.0
    robots: Robots | None = None
    robots_attempts: int = 0
    is_busy: bool = False
    tasks: deque[Task] = field(default_factory=deque)

    def rest(self, now: float, seconds: float = 0.0) -> None:
        """Note that a request has ended; the next comes after the delay, or ``seconds`` if that is more."""
        self.is_busy = False
        self.ready_at = max(self.ready_at, now + max(self.delay, seconds))


class Hosts:
    """The hosts of a run, in the order in which they came up; times are those of a monotonic clock."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._hosts: dict[str, Host] = {}

    def add(self, task: Task, *, first: bool = False) -> None:
        """Queue a task with its host, last or first."""
        parts = urlsplit(task.address)
        name = f"{parts.scheme}://{parts.netloc}"
        host = self._hosts.setdefault(name, Host(name, self._delay))
        if first:
            host.tasks.appendleft(task)
        else:
            host.tasks.append(task)

    def take_ready(self, now: float) -> Host | None:
        """Return a host that may be asked now, marked as busy; None if there is none."""
        for host in self._hosts.values():
            if host.tasks and not host.is_busy and host.ready_at <= now:
                host.is_busy = True
                return host
        return None

    def seconds_to_wait(self, now: float) -> float | None:
        """Return the seconds until an idle host may be asked; None if none waits."""
        times = [host.ready_at for host in self._hosts.values() if host.tasks and not host.is_busy]
        return max(0.0, min(times) - now) if times else None

    def drop_all(self) -> list[Task]:
        """Return all tasks that are left, and forget them."""
        left = [task for host in self._hosts.values() for task in host.tasks]
        for host in self._hosts.values():
            host.tasks.clear()
        return left
