"""Taking requests in: how many connections, how long they may idle, how long requests may be."""

from __future__ import annotations

import resource
from collections.abc import Mapping
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import Error, RequestEntityTooLarge

MAXIMUM_BODY: Final = 2 << 20
"""Bytes of the longest query that is accepted, its form fields included."""

TOO_LONG: Final = f"The request is longer than {MAXIMUM_BODY >> 20} MiB."

LIMITS: Final[Mapping[str, Any]] = {
    # Connections that send half a request cost a descriptor and no thread. There is room for many of them,
    # and they are closed soon. select() would fail at the 1,024th descriptor.
    "connection_limit": 1000,
    "channel_timeout": 20,
    "cleanup_interval": 5,
    "asyncore_use_poll": True,
    # A connection is watched while its request runs, so that a query whose client has gone is stopped.
    "channel_request_lookahead": 1,
    # Refused by the header, before the body is taken in; waitress takes what is below its limit.
    "max_request_body_size": MAXIMUM_BODY + 1,
}
"""Arguments for waitress; times are seconds, sizes are bytes."""

_DESCRIPTORS: Final = 4096
"""Open files that the process asks for: a connection may need three, the store and the workers some."""


class PlainChannel(HTTPChannel):  # type: ignore[misc]
    """A connection that refuses what is too long in the words of this server."""

    class parser_class(HTTPRequestParser):  # type: ignore[misc] # noqa: N801 - waitress looks for this name
        """The parser of one request."""

        error: Error | None

        def received(self, data: bytes) -> int:
            """Take in a part of the request; return how many bytes of it were used."""
            used: int = super().received(data)
            if isinstance(self.error, RequestEntityTooLarge):
                self.error = _TooLong(TOO_LONG)
            return used


class _TooLong(RequestEntityTooLarge):  # type: ignore[misc]
    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        status, headers, _ = super().to_response(ident)
        return status, headers, f"{self.body}\n".encode()


def allow_descriptors() -> None:
    """Raise the number of files that this process may open, as far as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _DESCRIPTORS if hard == resource.RLIM_INFINITY else min(_DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
