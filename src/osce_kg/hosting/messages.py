"""What front and worker say to each other: a request, calls of other endpoints, the parts of the answer."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

HEADER: Final = struct.Struct(">cI")
"""Of each frame: what it carries, and the length of its payload in bytes."""

_LENGTH: Final = struct.Struct(">I")

Headers = Sequence[tuple[str, str]]
"""Names and values, Latin-1 as on the wire."""


class Kind(Enum):
    """What a frame carries."""

    REQUEST = b"Q"
    """A ``WorkerRequest``."""
    HEAD = b"H"
    """Status and headers of the answer, as JSON."""
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


def packed(kind: Kind, payload: bytes) -> bytes:
    """Return a frame."""
    return HEADER.pack(kind.value, len(payload)) + payload


@dataclass(frozen=True, slots=True)
class WorkerRequest:
    """An HTTP request, whole.

    Attributes:
        method: ``GET`` and so on.
        target: path, percent-decoded, UTF-8.
        query: what follows the question mark, as on the wire.
        headers: in the order of the request, names in lower case.
        client: address that the request comes from.
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
        head = json.dumps(
            [self.method, self.target, self.query, self.headers, self.client, self.scheme, self.coding]
        ).encode()
        length = _LENGTH.size + len(head) + len(self.body)
        return b"".join((HEADER.pack(Kind.REQUEST.value, length), _LENGTH.pack(len(head)), head, self.body))

    @classmethod
    def unpacked(cls, payload: bytes) -> WorkerRequest:
        """Read the payload of a frame."""
        (length,) = _LENGTH.unpack_from(payload)
        start = _LENGTH.size + length
        method, target, query, headers, client, scheme, coding = json.loads(payload[_LENGTH.size : start])
        return cls(method, target, query, headers, client, scheme, coding, payload[start:])


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
            kind = Kind(symbol)
            end = start + HEADER.size + length
            if len(received) < end:
                self.announced = length
                break
            yield kind, bytes(received[start + HEADER.size : end])
            start = end
        del received[:start]
