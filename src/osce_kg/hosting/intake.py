"""Taking a request in: whole, within limits, and from whom."""

from __future__ import annotations

import asyncio
import ipaddress
import resource
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from osce_kg.hosting.codings import choose_coding
from osce_kg.hosting.messages import WorkerRequest
from osce_kg.server.limits import MAXIMUM_BODY

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]

BODY_LIMIT: Final = 20.0
"""Seconds that a client may take to send a body."""

CONNECTIONS: Final = 16_384
"""Connections that may be open. One that sends half a request costs little, and is closed soon."""

_DESCRIPTORS: Final = CONNECTIONS + 2_048


class RefusedRequestError(Exception):
    """A request that is not taken in: HTTP status and a sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def read_request(
    scope: Scope, receive: Receive, proxies: int, longest: int = MAXIMUM_BODY
) -> WorkerRequest:
    """Read an HTTP request to its end.

    Args:
        scope, receive: as ASGI gives them.
        proxies: number of proxies in front, each of which adds to ``X-Forwarded-For`` whom it has served.
        longest: bytes that the body may have.

    Raises:
        RefusedRequestError: the body is too long, or takes too long.
    """
    headers = scope["headers"]
    first: dict[bytes, bytes] = dict(reversed(headers))
    body = b""
    if (
        scope["method"] not in ("GET", "HEAD", "OPTIONS")
        or b"content-length" in first
        or b"transfer-encoding" in first
    ):
        body = await _read_body(first.get(b"content-length", b""), receive, longest)
    return WorkerRequest(
        method=scope["method"],
        target=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        client=_responsible(address_of(scope, proxies)),
        scheme=_scheme(scope, first.get(b"x-forwarded-proto", b""), proxies),
        coding=choose_coding(first.get(b"accept-encoding", b"").decode("latin-1")),
        body=body,
    )


async def _read_body(announced: bytes, receive: Receive, longest: int) -> bytes:
    too_long = RefusedRequestError(413, f"The request is longer than {longest >> 20} MiB.")
    if announced.isdigit() and int(announced[:20]) > longest:
        raise too_long
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_LIMIT):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise RefusedRequestError(400, "The request breaks off.")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > longest:
                    raise too_long
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        raise RefusedRequestError(
            408, f"The request took longer than {BODY_LIMIT:g} seconds to arrive."
        ) from None


def _responsible(address: str) -> str:
    """Return who is held responsible: of IPv6 a network, for who has one of its addresses has them all."""
    if ":" not in address:
        return address
    try:
        ip = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return str(ip.ipv4_mapped or ipaddress.IPv6Network((ip.packed[:8] + bytes(8), 64)))


def address_of(scope: Scope, proxies: int) -> str:
    """Return the address that a request comes from: what a client itself says of it is not believed.

    Args:
        scope: as ASGI gives it.
        proxies: as for ``read_request``.
    """
    if proxies:
        headers: dict[bytes, bytes] = dict(reversed(scope["headers"]))
        forwarded = headers.get(b"x-forwarded-for", b"").decode("latin-1")
        if addresses := [address.strip() for address in forwarded.split(",") if address.strip()]:
            return addresses[-min(proxies, len(addresses))]
    peer = scope.get("client")
    return str(peer[0]) if peer else ""


def _scheme(scope: Scope, forwarded: bytes, proxies: int) -> str:
    return forwarded.decode() if proxies and forwarded in (b"http", b"https") else str(scope["scheme"])


def allow_descriptors() -> None:
    """Raise the number of files that this process may open, as far as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _DESCRIPTORS if hard == resource.RLIM_INFINITY else min(_DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
