"""One call of another SPARQL endpoint over HTTP, in a thread, within limits whatever it answers."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Set
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from osce_kg import __version__
from osce_kg.connecting import Connections, open_session
from osce_kg.errors import EndpointError, InputError, LimitError
from osce_kg.web import Deadline, RedirectedError, WebLimits, WebRequest, exchange, in_background

MOST_BYTES: Final = 4 << 20
"""Of an endpoint's answer."""

_MOST_REDIRECTS: Final = 3
_MEDIA_TYPES: Final = frozenset({"application/sparql-results+json", "application/json"})
_HEADERS: Final = {
    "Accept": "application/sparql-results+json",
    "Accept-Encoding": "gzip, deflate",
    "User-Agent": f"osce-kg/{__version__}",
}


@dataclass(frozen=True, slots=True)
class RunningCall:
    """A call under way.

    Attributes:
        answer: what the endpoint says, in JSON if it keeps its word; fails with ``EndpointError``.
        cut: ends it soon, where nobody waits for it any more.
    """

    answer: Future[bytes]
    cut: Callable[[], None]


class EndpointCaller:
    """Calls endpoints that are on a list; where they redirect to must be on it, too."""

    def __init__(self, endpoints: Set[str]) -> None:
        """Be ready to call the endpoints at these addresses."""
        self._endpoints = endpoints

    def start(self, endpoint: str, query: str, seconds: float) -> RunningCall:
        """Ask an endpoint in a thread.

        One that takes its time with every byte can hold this up for longer than the seconds, until it is cut.
        """
        connections = Connections()

        def call() -> bytes:
            try:
                return self.call(endpoint, query, seconds, connections)
            finally:
                connections.forget()

        return RunningCall(in_background(call), connections.cut)

    def call(
        self, endpoint: str, query: str, seconds: float, connections: Connections | None = None
    ) -> bytes:
        """Ask an endpoint.

        Raises:
            EndpointError: it has no answer in time, or leads to where nobody is to be called.
        """
        deadline, address = Deadline(seconds), endpoint
        limits = WebLimits(MOST_BYTES, connect_seconds=seconds, read_seconds=seconds, total_seconds=seconds)
        for _ in range(_MOST_REDIRECTS + 1):
            request = WebRequest(address, _HEADERS, _MEDIA_TYPES, {"query": query}, follows_redirects=False)
            # A name must lead to public addresses; an address that is written out is what the operator wants.
            session = partial(open_session, allow_private=_is_ip_address(address), connections=connections)
            try:
                return exchange(request, limits, session, deadline).raw
            except RedirectedError as redirected:
                address = redirected.target
                if address not in self._endpoints:
                    raise EndpointError(f"{endpoint}: it leads to an address that is not listed") from None
            except InputError as error:
                raise EndpointError(f"{endpoint}: {error.reason}") from None
            except LimitError as error:
                raise EndpointError(f"{endpoint}: {error}") from None
        raise EndpointError(f"{endpoint}: more than {_MOST_REDIRECTS} redirects")


def _is_ip_address(url: str) -> bool:
    try:
        ipaddress.ip_address(urlsplit(url).hostname or "")
    except ValueError:
        return False
    return True
