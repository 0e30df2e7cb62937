"""A client of one address that says what it was answered."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from benchmarks.serving.addresses import HOST

BROKEN: Final = 0
"""Status of a request whose connection broke before there was a head."""

_TIMEOUT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back.

    Attributes:
        status: ``BROKEN`` if nothing did.
        retry_after: the header's value, empty without one.
        is_whole: whether the body came to its end.
        said: the beginning of the body of a refusal.
    """

    status: int
    retry_after: str = ""
    is_whole: bool = True
    said: str = ""

    @property
    def is_refusal(self) -> bool:
        """Whether it asks to come back later, as the contract of the server names it."""
        later = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
        return self.status in later and bool(self.retry_after)

    @property
    def is_unnamed_failure(self) -> bool:
        """Whether the server failed in a way that its contract does not name."""
        return self.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not self.is_refusal


@dataclass(frozen=True, slots=True)
class Client:
    """A client.

    Attributes:
        port: of the server, on the loopback address.
        address: that it comes from; the server takes an address for a client.
    """

    port: int
    address: str

    def request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        most: int | None = None,
    ) -> Reply:
        """Send one request over a connection of its own.

        Args:
            method, target, body, headers: of the request.
            most: bytes of the body to read before the connection is cut; None: all.
        """
        with closing(self.connection()) as connection:
            return reply_over(connection, method, target, body, headers, most=most)

    def connection(self) -> http.client.HTTPConnection:
        """Return a connection for several requests."""
        return http.client.HTTPConnection(HOST, self.port, timeout=_TIMEOUT, source_address=(self.address, 0))

    def query(self, text: str, **headers: str) -> Reply:
        """Ask a query by GET, or by POST if it is long; ``headers`` with ``_`` for ``-``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if len(text) < 8_000:
            return self.request("GET", f"/sparql?query={quote(text)}", headers=named)
        named["Content-Type"] = "application/sparql-query"
        return self.request("POST", "/sparql", text.encode(), named)

    def connect(self) -> socket.socket:
        """Open a connection and send nothing."""
        return socket.create_connection((HOST, self.port), _TIMEOUT, source_address=(self.address, 0))


def reply_over(
    connection: http.client.HTTPConnection,
    method: str,
    target: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    *,
    most: int | None = None,
) -> Reply:
    """Send a request over a connection that may be used again; see ``Client.request``."""
    try:
        connection.request(method, target, body, dict(headers or {}))
        answer = connection.getresponse()
    except (OSError, http.client.HTTPException, ValueError):
        connection.close()
        return Reply(BROKEN, is_whole=False)
    is_whole, body = True, b""
    try:
        body = answer.read(most)
    except (OSError, http.client.HTTPException):
        connection.close()
        is_whole = False
    said = body[:100].decode("utf-8", "replace") if answer.status >= HTTPStatus.BAD_REQUEST else ""
    return Reply(answer.status, answer.headers.get("Retry-After", ""), is_whole, said.partition("\n")[0])
