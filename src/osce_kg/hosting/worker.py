"""The worker: a fork that locks itself in and answers one request after the other with the application."""

from __future__ import annotations

import json
import os
import re
import select
import socket
import struct
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import IO, Any, Final, Protocol, cast

from osce_kg.confinement import give_memory_back
from osce_kg.errors import EndpointError, OsceKgError
from osce_kg.hosting.body_writer import BodyWriter, varies_with_coding
from osce_kg.hosting.messages import HEADER, Kind, WorkerRequest, packed, packed_head
from osce_kg.querying.federation import AskEndpoints
from osce_kg.server.federation import ASK_ENDPOINTS

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

TOO_MUCH_MEMORY: Final = "The request needs more memory than it may have."

_LONG: Final = 0.05
"""Seconds after which a request may have needed much memory."""
_IDLE: Final = 0.25
"""Seconds without a request after which there is time to tidy up."""

_BUFFER: Final = 1 << 16
_BLOCK: Final = 1 << 16
_CONTENT_RANGE: Final = re.compile(r"bytes (\d+)-(\d+)/\d+")


class WritableBody(Protocol):
    """A body that writes itself, part by part, while it is computed."""

    def write_to(self, output: IO[bytes]) -> None:
        """Write all of it."""
        ...


def serve_requests(application: WsgiApplication, connection: socket.socket) -> None:
    """Answer the requests that come over the connection until it ends."""
    requests = connection.makefile("rb")
    answers = _Answers(connection)
    ask = partial(_ask_endpoints, connection, requests)
    while header := requests.read(HEADER.size):
        _, length = HEADER.unpack(header)
        request = WorkerRequest.unpacked(requests.read(length))
        began = time.monotonic()
        try:
            _respond(application, request, answers, ask)
            answers.end()
        except (MemoryError, RecursionError):
            answers.broken(TOO_MUCH_MEMORY)
        except OsceKgError as error:
            answers.broken(str(error))
        if time.monotonic() - began > _LONG and not _is_asked(connection):
            give_memory_back()  # else it would keep the most that a request has ever needed


def _ask_endpoints(
    connection: socket.socket, replies: IO[bytes], calls: Sequence[tuple[str, str]]
) -> list[bytes | EndpointError]:
    """Have the front call endpoints: a worker has no network (``AskEndpoints``)."""
    connection.sendall(packed(Kind.CALLS, json.dumps(calls).encode()))
    answers: list[bytes | EndpointError] = []
    for _ in calls:
        header = replies.read(HEADER.size)
        if len(header) < HEADER.size:
            raise ConnectionError("the front has gone")
        symbol, length = HEADER.unpack(header)
        payload = replies.read(length)
        has_solutions = Kind(symbol) is Kind.SOLUTIONS
        answers.append(payload if has_solutions else EndpointError(payload.decode()))
    return answers


def _is_asked(connection: socket.socket) -> bool:
    """Wait a little for the next request; tell whether there is one."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(_IDLE * 1000))


class _Answers:
    """The worker's end of the connection, buffered."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = bytearray()

    def head(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        self._frame(Kind.HEAD, packed_head(status, headers))

    def write(self, data: bytes) -> int:
        """Send a part of the body."""
        self._frame(Kind.DATA, data)
        return len(data)

    def flush(self) -> None:
        """Nothing: what is waiting goes when there is enough of it, or at the end."""

    def file(self, descriptor: int, offset: int, length: int) -> None:
        self._frame(Kind.FILE, struct.pack(">QQ", offset, length))
        # The descriptor travels with the bytes that speak of it.
        socket.send_fds(self._connection, [bytes(self._buffer[:1])], [descriptor])
        del self._buffer[:1]
        self._send()

    def end(self) -> None:
        self._frame(Kind.END, b"")
        self._send()

    def broken(self, reason: str) -> None:
        self._frame(Kind.BROKEN, reason.encode())
        self._send()

    def _frame(self, kind: Kind, payload: bytes) -> None:
        self._buffer += HEADER.pack(kind.value, len(payload))
        self._buffer += payload
        if len(self._buffer) >= _BUFFER:
            self._send()

    def _send(self) -> None:
        waiting, self._buffer = self._buffer, bytearray()
        self._connection.sendall(waiting)


class _File:
    """What ``wsgi.file_wrapper`` makes of an open file: the front reads it, not the worker."""

    def __init__(self, file: IO[bytes], block: int = _BLOCK) -> None:
        self.file = file
        self._block = block

    def __iter__(self) -> Iterator[bytes]:
        while part := self.file.read(self._block):
            yield part

    def close(self) -> None:
        self.file.close()

    def seekable(self) -> bool:
        return self.file.seekable()

    def seek(self, *arguments: int) -> int:
        return self.file.seek(*arguments)

    def tell(self) -> int:
        return self.file.tell()


def _respond(
    application: WsgiApplication, request: WorkerRequest, answers: _Answers, ask: AskEndpoints
) -> None:
    started: list[tuple[int, list[tuple[str, str]]]] = []
    files: list[_File] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        started[:] = [(int(status[:3]), headers)]

    def wrap_file(file: IO[bytes], block: int = _BLOCK) -> _File:
        files.append(_File(file, block))
        return files[-1]

    environ = _environ(request, wrap_file) | {ASK_ENDPOINTS: ask}
    body = application(environ, start_response)
    try:
        ((status, headers),) = started
        if files and request.method == "GET" and status in (200, 206):
            _send_file(files[-1].file, status, headers, answers)
        else:
            _send_body(body, request, status, headers, answers)
    finally:
        if close := getattr(body, "close", None):
            close()


def _send_file(file: IO[bytes], status: int, headers: list[tuple[str, str]], answers: _Answers) -> None:
    answers.head(status, headers)
    ranges = [_CONTENT_RANGE.fullmatch(value) for name, value in headers if name.lower() == "content-range"]
    if ranges and ranges[0]:
        first, last = int(ranges[0][1]), int(ranges[0][2])
    else:
        first, last = 0, os.fstat(file.fileno()).st_size - 1
    answers.file(file.fileno(), first, last - first + 1)


def _send_body(
    body: Iterable[bytes],
    request: WorkerRequest,
    status: int,
    headers: list[tuple[str, str]],
    answers: _Answers,
) -> None:
    headers = varies_with_coding(headers)
    if request.method == "HEAD":  # its headers are of the body as it is
        answers.head(status, headers)
        return
    output = BodyWriter(answers, status, headers, request.coding)
    if hasattr(body, "write_to"):
        cast(WritableBody, body).write_to(cast(IO[bytes], output))
    else:
        for part in body:
            output.write(part)
    output.finish()


def _environ(request: WorkerRequest, wrap_file: Callable[..., _File]) -> dict[str, Any]:
    """Return the request as WSGI (PEP 3333) wants it."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.target.encode("utf-8", "surrogatepass").decode("latin-1"),
        "QUERY_STRING": request.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": request.client,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": BytesIO(request.body),
        "wsgi.input_terminated": True,
        "wsgi.errors": _Nowhere(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": wrap_file,
        "CONTENT_LENGTH": str(len(request.body)),
    }
    for name, content in request.headers:
        if b"_" in name:  # it would pass for the header with a hyphen in its place, which others look at
            continue
        key, value = name.decode("latin-1").upper().replace("-", "_"), content.decode("latin-1")
        if key == "CONTENT_TYPE":
            environ[key] = value
        elif key not in ("CONTENT_LENGTH", "TRANSFER_ENCODING"):
            key = f"HTTP_{key}"
            # A header may come in several lines; one line with all values means the same.
            environ[key] = f"{environ[key]}, {value}" if key in environ else value
    return environ


class _Nowhere:
    """Takes what the application would log; the front knows what became of each request."""

    def write(self, text: str) -> int:
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Drop them."""

    def flush(self) -> None:
        """Nothing is kept."""
