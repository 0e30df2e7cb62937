"""What the front sends to a client, and what it remembers of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from osce_kg.errors import LimitError
from osce_kg.hosting.answer import FilePart
from osce_kg.hosting.messages import Headers
from osce_kg.server.headers import HEADERS

Send = Callable[[Mapping[str, Any]], Awaitable[None]]

COMMON_HEADERS: Final[Headers] = [
    (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in HEADERS.items()
]
"""Headers of every answer that the front gives by itself."""

_PLAIN_TEXT: Final = (b"content-type", b"text/plain; charset=utf-8")
_FILE_PART: Final = 1 << 17
_SEND_LIMIT: Final = 30.0
"""Seconds that a client may take for one part; one that takes none must not be waited for for ever."""


class Reply:
    """The answer to one request, over ASGI.

    Attributes:
        status: 0 until the head is sent.
        size: bytes of the body that were sent.
        shows_breaks: whether the client can tell an answer that breaks off from one that ends.
    """

    def __init__(self, send: Send, method: str, *, shows_breaks: bool = True) -> None:
        self.status = 0
        self.size = 0
        self.shows_breaks = shows_breaks
        self._send = send
        self._has_body = method != "HEAD"

    async def head(self, status: int, headers: Headers) -> None:
        """Send status and headers."""
        self.status = status
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def part(self, data: bytes, *, is_last: bool = False) -> None:
        """Send a part of the body; returns when the client can take more.

        Raises:
            LimitError: the client takes too long.
        """
        try:
            async with asyncio.timeout(_SEND_LIMIT):
                await self._send_body(data, is_last=is_last)
        except TimeoutError:
            raise LimitError("The client takes too long to receive the answer.") from None

    async def _send_body(self, data: bytes, *, is_last: bool) -> None:
        if not self._has_body:
            data = b""
        self.size += len(data)
        await self._send({"type": "http.response.body", "body": data, "more_body": not is_last})

    async def whole(self, status: int, headers: Headers, body: bytes) -> None:
        """Send an answer that is at hand; the HTTP server takes all of it, however slow the client is."""
        if self._has_body and b"content-length" not in dict(headers):
            headers = [*headers, (b"content-length", b"%d" % len(body))]
        await self.head(status, headers)
        await self._send_body(body, is_last=True)

    async def file(self, status: int, headers: Headers, file: FilePart) -> None:
        """Send a part of a file."""
        await self.head(status, headers)
        sent = 0
        while self._has_body and sent < file.length:
            wanted = min(_FILE_PART, file.length - sent)
            data = await asyncio.to_thread(os.pread, file.descriptor, wanted, file.offset + sent)
            if not data:
                raise OSError("the file has become shorter")
            sent += len(data)
            await self.part(data)
        await self.part(b"", is_last=True)

    async def refuse(self, status: int, message: str, *headers: tuple[bytes, bytes]) -> None:
        """Send a short text that says why there is no other answer, with further headers."""
        await self.whole(status, [*COMMON_HEADERS, _PLAIN_TEXT, *headers], f"{message}\n".encode())
