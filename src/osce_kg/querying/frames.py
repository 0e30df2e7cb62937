"""How a worker and its pool talk: frames over pipes, each one kind byte, four bytes of length, payload."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from enum import Enum
from typing import IO, Any, Final

HEADER: Final = struct.Struct(">cI")


class Kind(Enum):
    """What a frame carries."""

    READY = b"R"
    """The worker has opened its store. No payload."""
    REQUEST = b"Q"
    """A query, as JSON."""
    ANSWER = b"A"
    """Kind and media type of the answer, as JSON; ``DATA`` follows."""
    DATA = b"D"
    """A part of the answer's bytes."""
    END = b"Z"
    """The answer is complete. No payload."""
    ERROR = b"E"
    """The query failed: class, message, line and column, as JSON. What came before it is void."""


def write_frame(output: IO[bytes], kind: Kind, payload: bytes = b"") -> None:
    """Write one frame; the caller flushes."""
    output.write(HEADER.pack(kind.value, len(payload)))
    output.write(payload)


def write_message(output: IO[bytes], kind: Kind, message: Mapping[str, Any]) -> None:
    """Write one frame with a JSON object and flush."""
    write_frame(output, kind, json.dumps(message).encode())
    output.flush()


class DataWriter:
    """A binary output whose bytes travel as ``DATA`` frames."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output

    def write(self, data: bytes) -> int:
        """Write the bytes as one frame; the query engine writes in parts of some kilobytes."""
        write_frame(self._output, Kind.DATA, data)
        return len(data)

    def flush(self) -> None:
        """Send what is waiting."""
        self._output.flush()
