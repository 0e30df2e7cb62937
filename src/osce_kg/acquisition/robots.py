"""The rules of robots.txt (RFC 9309), read by protego."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urljoin

from protego import Protego

from osce_kg.acquisition.exchange import Answer, Failure, Outcome, Redirect, exchange
from osce_kg.acquisition.options import AGENT_NAME, FetchOptions

_MOST_REDIRECTS: Final = 5
_MOST_BYTES: Final = 512_000  # RFC 9309 asks for no less


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host lets this program fetch.

    Attributes:
        rules: None if the host has none, and everything may be fetched.
        refusal: why nothing may be fetched from the host; empty if that depends on the rules.
    """

    rules: Protego | None = None
    refusal: str = ""

    @classmethod
    def read(cls, outcome: Outcome) -> Self:
        """Return the rules that asking for robots.txt gave.

        A host that answers "there is none" has no rules; one that cannot answer may have some.
        """
        if isinstance(outcome, Answer):
            text = outcome.body[:_MOST_BYTES].decode("utf-8", "replace")
            return cls(Protego.parse(text.lstrip("\ufeff")))
        if isinstance(outcome, Failure) and 400 <= outcome.status < 500 and outcome.status != 429:
            return cls()
        reason = outcome.reason if isinstance(outcome, Failure) else "too many redirects"
        return cls(refusal=f"robots.txt cannot be read ({reason}), so nothing is fetched from the host")

    def refuse(self, url: str) -> str:
        """Return why an address may not be fetched; empty if it may."""
        if self.refusal or self.rules is None:
            return self.refusal
        return "" if self.rules.can_fetch(url, AGENT_NAME) else "robots.txt does not allow it"

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for."""
        if self.rules is None:
            return 0.0
        asked = [self.rules.crawl_delay(AGENT_NAME) or 0.0]
        if rate := self.rules.request_rate(AGENT_NAME):
            asked.append(rate.seconds / max(1, rate.requests))
        return max(asked)


def ask_for_robots(url: str, options: FetchOptions) -> Outcome:
    """Ask the host of an address for its robots.txt; redirects are followed, also to other hosts."""
    address = urljoin(url, "/robots.txt")
    outcome: Outcome = Redirect(address)
    for _ in range(_MOST_REDIRECTS + 1):
        if not isinstance(outcome, Redirect):
            break
        outcome = exchange(outcome.target, {"Accept": "text/plain, */*;q=0.1"}, None, options)
    return outcome
