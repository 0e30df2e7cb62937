"""The listener for writes: an ASGI application beside the front, which takes updates and graphs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from osce_kg.config import Settings
from osce_kg.errors import BusyError, LimitError, MissingInputError, OsceKgError, UsageError
from osce_kg.hosting.admission import admit
from osce_kg.hosting.front import Front
from osce_kg.hosting.generations import Generations
from osce_kg.hosting.intake import Receive, RefusedRequestError, Scope, address_of, read_request
from osce_kg.hosting.messages import WorkerRequest
from osce_kg.hosting.records import Record, Recorder
from osce_kg.hosting.reply import COMMON_HEADERS, Reply, Send
from osce_kg.hosting.write_process import WriteProcess
from osce_kg.writing.protocol import read_graph_name, read_graph_write, read_update
from osce_kg.writing.requests import Operation, WriteRequest

LONGEST_WRITE: Final = 16 << 20
"""Bytes of the longest update or graph that is taken."""

_UPDATE: Final = "/update"
_GRAPH_STORE: Final = "/graph-store"
_METHODS: Final = {_UPDATE: ("POST",), _GRAPH_STORE: ("GET", "HEAD", "PUT", "POST", "DELETE")}
_PATIENCE: Final = 5.0
"""Seconds that a write waits for the one before it."""
_SWAP_LIMIT: Final = 60.0
"""Seconds that a client waits for what is written to be served."""
_UNCERTAIN: Final = (
    "The write could not be completed: it is done whole or not at all. Look before you try again."
)
_EVERYTHING: Final = "CONSTRUCT WHERE { ?s ?p ?o }"
_log = logging.getLogger(__name__)


class WriteFront:
    """Lets in who has the token, and does one write at a time."""

    def __init__(
        self,
        front: Front,
        generations: Generations,
        process: WriteProcess,
        recorder: Recorder,
        settings: Settings,
        token: bytes,
    ) -> None:
        self._front = front
        self._generations = generations
        self._process = process
        self._recorder = recorder
        self._settings = settings
        self._token = token
        self._turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        if scope["type"] != "http":
            return
        reply = Reply(_private(send), scope["method"], shows_breaks=scope["http_version"] != "1.0")
        record = self._recorder.begin(scope, reply)
        try:
            record.client = address_of(scope, self._settings.proxies)
            admit(scope, self._token)
            request = await read_request(scope, receive, self._settings.proxies, LONGEST_WRITE)
            await self._answer(request, receive, reply, record)
        except RefusedRequestError as error:
            record.outcome = "refused"
            headers = [(b"connection", b"close")]
            if error.status == 401:
                headers.append((b"www-authenticate", b'Bearer realm="osce-kg"'))
            await reply.refuse(error.status, str(error), *headers)
        except OsceKgError as error:
            record.outcome = type(error).__name__
            if reply.status:
                raise
            await _refuse(error, reply)
        finally:
            self._recorder.end(record)

    async def _answer(self, request: WorkerRequest, receive: Receive, reply: Reply, record: Record) -> None:
        methods = _METHODS.get(request.target)
        if methods is None:
            await reply.refuse(404, f"There are {_UPDATE} and {_GRAPH_STORE} here.")
        elif request.method not in methods:
            await reply.refuse(405, "This method is not known here.", (b"allow", ", ".join(methods).encode()))
        elif request.method in ("GET", "HEAD"):
            await self._front.respond(self._reading(request), receive, reply, record)
        else:
            record.outcome = "written"
            await self._write(_as_write(request), reply)

    def _reading(self, request: WorkerRequest) -> WorkerRequest:
        """Return the request to the public front that gives the graph."""
        graph = read_graph_name(request.query)
        if graph is None:
            raise UsageError(
                "The request must name a graph by the parameter graph, or be for the default one."
            )
        if not graph:
            return replace(request, target="/sparql", query=urlencode({"query": _EVERYTHING}))
        start = f"{self._settings.base_iri}graph/"
        if not graph.startswith(start):
            raise MissingInputError("There is no such graph.")
        return replace(request, target=f"/graph/{graph.removeprefix(start)}", query="")

    async def _write(self, request: WriteRequest, reply: Reply) -> None:
        try:
            await asyncio.wait_for(self._turn.acquire(), _PATIENCE)
        except TimeoutError:
            raise BusyError("Another write is under way; try again when it is done.") from None
        try:
            written = await self._process.write(request)
            is_served = await self._generations.wait_for(written.graph_version, _SWAP_LIMIT)
        finally:
            self._turn.release()
        if not is_served:
            await reply.refuse(202, "This is written, and will be served soon.")
        elif written.is_new and request.operation in (Operation.ADD, Operation.REPLACE):
            await reply.whole(201, [*COMMON_HEADERS, (b"location", request.graph.encode())], b"")
        else:
            await reply.head(204, COMMON_HEADERS)
            await reply.part(b"", is_last=True)


def _as_write(request: WorkerRequest) -> WriteRequest:
    content_type = dict(reversed(request.headers)).get(b"content-type", b"").decode("latin-1")
    if request.target == _UPDATE:
        return read_update(request.query, content_type, request.body)
    return read_graph_write(request.method, request.query, content_type, request.body)


async def _refuse(error: OsceKgError, reply: Reply) -> None:
    if isinstance(error, UsageError | MissingInputError):
        await reply.refuse(error.http_status, str(error))
    elif isinstance(error, BusyError | LimitError):
        await reply.refuse(error.http_status, str(error), (b"retry-after", b"5"))
    else:
        _log.warning("A write failed: %s", error)  # the message may name places on this machine
        await reply.refuse(503, _UNCERTAIN, (b"retry-after", b"5"))


def _private(send: Send) -> Send:
    """Return a way to send without the headers that let pages of other sites read an answer."""

    async def send_private(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = [item for item in message["headers"] if not item[0].startswith(b"access-control-")]
            message = {**message, "headers": headers}
        await send(message)

    return send_private
