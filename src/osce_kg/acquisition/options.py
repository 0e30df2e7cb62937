"""What to fetch, and how politely."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from osce_kg import __version__
from osce_kg.web import WebLimits

AGENT_NAME = "osce-kg"
"""The name that robots.txt files know this program by."""


@dataclass(frozen=True, slots=True)
class Start:
    """An address to begin with.

    Attributes:
        address: as the user gave it.
        role: ``page``, ``listing`` (its links name pages) or ``sitemap``.
        shown: where it was given, if in a file: ``FILE:line``.
    """

    address: str
    role: str = "page"
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How to fetch.

    Attributes:
        contact: address or mailbox that the User-Agent names, for those who run the servers.
        delay: least seconds between two requests to one host.
        workers: most exchanges at a time, each with another host.
        retries: how often an exchange that failed for a while is tried again.
        longest_wait: most seconds to wait because a server asks for it; beyond, the page is lost.
        max_age: a page captured within this time is not asked for again, so that a broken run goes on.
        limit: most requests for pages in one run.
        only: pattern that addresses found in listings and sitemaps must contain.
        allow_private: fetch from addresses of private networks and this machine, too.
        limits: caps on one exchange.
    """

    contact: str = ""
    delay: float = 1.0
    workers: int = 8
    retries: int = 3
    longest_wait: float = 300.0
    max_age: dt.timedelta = dt.timedelta(days=1)
    limit: int = 10_000
    only: re.Pattern[str] | None = None
    allow_private: bool = False
    limits: WebLimits = field(default_factory=WebLimits)

    @property
    def user_agent(self) -> str:
        """The name under which requests are made."""
        purpose = "reads pages for a knowledge graph of OSCE meetings"
        return f"{AGENT_NAME}/{__version__} ({f'+{self.contact}; ' if self.contact else ''}{purpose})"
