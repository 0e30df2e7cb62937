"""Writing the body of an answer, compressed where the client wants that and it is worth it."""

from __future__ import annotations

from typing import IO, Final, Protocol, cast

from osce_kg.hosting.codings import IDENTITY, CompressedOutput, may_be_compressed

_WORTH_COMPRESSING: Final = 1000
"""Bytes; a shorter body would hardly get shorter."""
_OF_THE_PLAIN_BODY: Final = frozenset({"content-length", "accept-ranges"})

HeaderList = list[tuple[str, str]]


class AnswerOutput(Protocol):
    """Takes an answer: its head, then its body."""

    def head(self, status: int, headers: HeaderList) -> None:
        """Take status and headers."""
        ...

    def write(self, data: bytes) -> int:
        """Take a part of the body."""
        ...


class BodyWriter:
    """A binary output for the body of one answer; call ``finish`` at its end.

    The head is sent when it is known whether the body gets long enough to be compressed.
    """

    def __init__(self, output: AnswerOutput, status: int, headers: HeaderList, coding: str) -> None:
        """Be ready for the body.

        Args:
            output: takes head and body.
            status, headers: of the answer.
            coding: what the client likes best.
        """
        self._output = output
        self._status = status
        self._headers = headers
        self._coding = coding if _may_be_coded(status, headers) else IDENTITY
        self._beginning: bytearray | None = bytearray()
        self._compressed: CompressedOutput | None = None

    def write(self, data: bytes) -> int:
        """Take a part of the body."""
        if self._beginning is not None:
            self._beginning += data
            if self._coding == IDENTITY or len(self._beginning) >= _WORTH_COMPRESSING:
                self._begin(self._coding)
        elif self._compressed is not None:
            self._compressed.write(data)
        else:
            self._output.write(data)
        return len(data)

    def flush(self) -> None:
        """Nothing: what is waiting goes when there is enough of it, or at the end."""

    def finish(self) -> None:
        """Send the rest."""
        if self._beginning is not None:
            self._begin(IDENTITY)
        if self._compressed is not None:
            self._compressed.finish()

    def _begin(self, coding: str) -> None:
        beginning, self._beginning = bytes(self._beginning or b""), None
        if coding == IDENTITY:
            self._output.head(self._status, self._headers)
        else:
            headers = [
                (name, _weak(value) if name.lower() == "etag" else value)
                for name, value in self._headers
                if name.lower() not in _OF_THE_PLAIN_BODY
            ]
            self._output.head(self._status, [*headers, ("Content-Encoding", coding)])
            self._compressed = CompressedOutput(cast(IO[bytes], self._output), coding)
        if beginning:
            (self._compressed or self._output).write(beginning)


def _may_be_coded(status: int, headers: HeaderList) -> bool:
    values = {name.lower(): value for name, value in headers}
    return (
        status == 200
        and "content-encoding" not in values
        and "content-range" not in values
        and "no-transform" not in values.get("cache-control", "")
        and may_be_compressed(values.get("content-type", ""))
    )


def _weak(etag: str) -> str:
    """Return the tag as one of equal content, not of equal bytes."""
    return etag if etag.startswith("W/") else f"W/{etag}"


def varies_with_coding(headers: HeaderList) -> HeaderList:
    """Return the headers with what tells caches that the client's codings make a difference."""
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    if not may_be_compressed(content_type):
        return headers
    varying = [value for name, value in headers if name.lower() == "vary"]
    others = [item for item in headers if item[0].lower() != "vary"]
    return [*others, ("Vary", ", ".join([*varying, "Accept-Encoding"]))]
