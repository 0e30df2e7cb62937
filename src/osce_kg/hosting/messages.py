"""What front and worker say to each other: a request, calls of other endpoints, the parts of the answer."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

HEADER: Final = struct.Struct(">cI")
"""Of each frame: what it carries, and the length of its payload in bytes."""

_LENGTH: Final = struct.Struct(">I")

Headers = Sequence[tuple[bytes, bytes]]
"""Names in lower case, and values, as on the wire: no line break is in them."""


class Kind(Enum):
    """What a frame carries."""

    REQUEST = b"Q"
    """A ``WorkerRequest``."""
    HEAD = b"H"
    """Status and headers of the answer (``packed_head``)."""
    DATA = b"D"
    """A part of the answer's body."""
    FILE = b"F"
    """Offset and length of the body within the file whose descriptor comes along; no ``DATA`` follows."""
    END = b"Z"
    """The answer is complete. No payload."""
    CALLS = b"C"
    """Endpoints to call, each with a query, as JSON. The front sends one of the next two for each."""
    SOLUTIONS = b"S"
    """What an endpoint has answered."""
    NO_SOLUTIONS = b"N"
    """Why it has not: a sentence that names it."""
    BROKEN = b"E"
    """The answer cannot be completed: a sentence that says why."""


_KINDS: Final = {kind.value: kind for kind in Kind}


def packed(kind: Kind, payload: bytes) -> bytes:
    """Return a frame."""
    return HEADER.pack(kind.value, len(payload)) + payload


def packed_head(status: int, headers: Iterable[tuple[str, str]]) -> bytes:
    """Return what a ``HEAD`` frame carries: a line for the status, and one for each header."""
    lines = [f"{name.lower()}:{value}" for name, value in headers]
    return "\n".join((str(status), *lines)).encode("latin-1")


def unpacked_head(payload: bytes) -> tuple[int, Headers]:
    """Return status and headers.

    Raises:
        ValueError: no worker of ours says this.
    """
    status, *lines = payload.split(b"\n")
    return int(status), _headers(lines)


def _headers(lines: Iterable[bytes]) -> Headers:
    return [(name, value) for name, _, value in [line.partition(b":") for line in lines]]


@dataclass(frozen=True, slots=True)
class WorkerRequest:
    """An HTTP request, whole.

    Attributes:
        method: ``GET`` and so on.
        target: path, percent-decoded, UTF-8.
        query: what follows the question mark, as on the wire.
        headers: in the order of the request.
        client: who is held responsible for the request: an address, or a network.
        scheme: ``http`` or ``https``.
        coding: content coding that the client likes best of those that are offered.
        body: all of it.
    """

    method: str
    target: str
    query: str
    headers: Headers
    client: str
    scheme: str
    coding: str
    body: bytes

    def packed(self) -> bytes:
        """Return the request as a frame."""
        texts = json.dumps([self.method, self.target, self.query, self.client, self.scheme, self.coding])
        head = b"\n".join([texts.encode(), *[b"%b:%b" % header for header in self.headers]])
        length = _LENGTH.size + len(head) + len(self.body)
        return b"".join((HEADER.pack(Kind.REQUEST.value, length), _LENGTH.pack(len(head)), head, self.body))

    @classmethod
    def unpacked(cls, payload: bytes) -> WorkerRequest:
        """Read the payload of a frame."""
        (length,) = _LENGTH.unpack_from(payload)
        start = _LENGTH.size + length
        texts, *lines = payload[_LENGTH.size : start].split(b"\n")
        method, target, query, client, scheme, coding = json.loads(texts)
        return cls(method, target, query, _headers(lines), client, scheme, coding, payload[start:])


class FrameReader:
    """Puts frames together from the parts in which they arrive.

    Attributes:
        announced: bytes of the payload that is still arriving; 0 between frames.
    """

    def __init__(self) -> None:
        self.announced = 0
        self._received = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        """Take a part in; give the frames that are complete with it.

        Raises:
            ValueError: no worker of ours speaks so.
        """
        received = self._received
        received += data
        start = self.announced = 0
        while len(received) - start >= HEADER.size:
            symbol, length = HEADER.unpack_from(received, start)
            kind = _KINDS.get(symbol)
            if kind is None:
                raise ValueError(f"{symbol!r} begins no frame")
            end = start + HEADER.size + length
            if len(received) < end:
                self.announced = length
                break
            yield kind, bytes(received[start + HEADER.size : end])
            start = end
        del received[:start]
