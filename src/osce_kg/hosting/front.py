"""The front: an ASGI application that answers requests with the help of workers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from typing import Final

from osce_kg import __version__
from osce_kg.config import Settings
from osce_kg.errors import LimitError, OsceKgError, UsageError
from osce_kg.hosting.answer import Answer
from osce_kg.hosting.cache import LONGEST_KEPT, AnswerCache, KeptAnswer, key_of, may_be_kept
from osce_kg.hosting.conversation import Conversation
from osce_kg.hosting.federation import Federation
from osce_kg.hosting.generations import Generations
from osce_kg.hosting.intake import Receive, RefusedRequestError, Scope, address_of, read_request
from osce_kg.hosting.messages import WorkerRequest
from osce_kg.hosting.records import Record, Recorder
from osce_kg.hosting.reply import COMMON_HEADERS, Reply, Send
from osce_kg.hosting.spool import Room, Spool
from osce_kg.hosting.turns import Turns

WAITING: Final = 64
"""Requests that may wait for a worker."""

_AT_ONCE: Final = 1 << 16
"""Bytes of a body that are waited for before the head is sent: until then, an error still has its status."""
_ALLOWED: Final = (b"allow", b"GET, HEAD, OPTIONS")
_WITHOUT_CHUNKS: Final = frozenset({"1", "1.0"})
"""Versions of HTTP in which an answer without a length ends with the connection, broken or not."""


class BrokenAnswerError(Exception):
    """An answer that has begun cannot be completed: the connection has to break, so that it shows."""


class Front:
    """Takes requests in, gives answers, and keeps everything within limits."""

    def __init__(self, generations: Generations, settings: Settings, recorder: Recorder) -> None:
        self._generations = generations
        self._settings = settings
        self._recorder = recorder
        self.turns = Turns(quick=settings.workers, slow=settings.workers, waiting=WAITING)
        self.room = Room(max(settings.unread_limit, 2 * settings.result_limit) << 20)
        self.cache = AnswerCache(settings.cache_memory << 20)
        self._cached_version = ""
        self.federation = Federation(settings.federated_endpoints)
        self._own = {"/healthz": self._health, "/metrics": recorder.metrics}
        self._running = 0
        self._is_ending = False
        self._was_last = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3).

        Raises:
            BrokenAnswerError: the answer broke off in the middle.
        """
        if scope["type"] != "http":
            return
        reply = Reply(send, scope["method"], shows_breaks=scope["http_version"] not in _WITHOUT_CHUNKS)
        record = self._recorder.begin(scope, reply)
        self._running += 1
        try:
            if self._is_ending:
                raise RefusedRequestError(503, "The service is shutting down.")
            record.client = address_of(scope, self._settings.proxies)
            request = await read_request(scope, receive, self._settings.proxies)
            if not await self._answer_itself(request, reply):
                await self.respond(request, receive, reply, record)
        except RefusedRequestError as error:
            record.outcome = "refused"
            await reply.refuse(error.status, str(error), (b"connection", b"close"))
        except OsceKgError as error:
            record.outcome = type(error).__name__
            if reply.status:
                raise BrokenAnswerError(str(error)) from None
            await self._refuse(error, reply)
        finally:
            self._recorder.end(record)
            self._running -= 1
            if self._is_ending and not self._running:
                self._was_last.set()

    async def finish(self, limit: float) -> None:
        """Take no further request, and wait until those that run are answered.

        Args:
            limit: seconds to wait at most.
        """
        self._is_ending = True
        if self._running:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._was_last.wait(), limit)

    async def _answer_itself(self, request: WorkerRequest, reply: Reply) -> bool:
        """Answer what needs no worker."""
        answer = self._own.get(request.target)
        if answer is None:
            return False
        headers = [*COMMON_HEADERS, _ALLOWED]
        if request.method == "OPTIONS":
            await reply.head(204, headers)
            await reply.part(b"", is_last=True)
        elif request.method not in ("GET", "HEAD"):
            await reply.refuse(405, "This can only be read.", _ALLOWED)
        else:
            content_type, body = answer()
            headers += [(b"content-type", content_type.encode()), (b"cache-control", b"no-store")]
            await reply.whole(200, headers, body)
        return True

    def _health(self) -> tuple[str, bytes]:
        state = {"status": "ok", "version": __version__, "graph_version": self._generations.current.version}
        return "application/json", f"{json.dumps(state)}\n".encode()

    async def respond(self, request: WorkerRequest, receive: Receive, reply: Reply, record: Record) -> None:
        """Have a worker answer a request, or give an answer that was kept.

        Raises:
            OsceKgError: there is no answer.
        """
        version = self._generations.current.version
        if version != self._cached_version:
            self.cache.clear()
            self._cached_version = version
        key = key_of(version, request)
        kept = None if key is None else self.cache.get(key)
        if kept is not None:
            record.outcome = "kept"
            await _send_kept(kept, request, reply)
            return
        spool = Spool(self.room, request.client)
        conversation = Conversation(self.turns, self._generations, self._settings, spool, self.federation)
        try:
            await conversation.start(request, receive)
            if conversation.version != version:
                key = None  # it tells of another build
            await self._pass_on(conversation.answer, request.method, reply, key)
        finally:
            conversation.close()

    async def _pass_on(self, answer: Answer, method: str, reply: Reply, key: bytes | None) -> None:
        # A client of HTTP/1.0 could not tell an answer that breaks off from one that ends.
        await answer.wait_for(_AT_ONCE if reply.shows_breaks else sys.maxsize)
        if answer.failure is not None:
            raise answer.failure
        if answer.file is not None:
            await reply.file(answer.status, answer.headers, answer.file)
            return
        keep = key is not None and method != "HEAD" and may_be_kept(answer.status, answer.headers)
        parts: list[bytes] = []
        if answer.is_whole and answer.size <= _AT_ONCE:
            parts.append(await answer.next_part())
            await reply.whole(answer.status, answer.headers, parts[0])
        else:
            await reply.head(answer.status, answer.headers)
            while part := await answer.next_part():
                keep = keep and answer.size <= LONGEST_KEPT
                if keep:
                    parts.append(part)
                await reply.part(part)
            await reply.part(b"", is_last=True)
        if keep and key is not None:
            self.cache.put(key, KeptAnswer(answer.status, answer.headers, b"".join(parts)))

    async def _refuse(self, error: OsceKgError, reply: Reply) -> None:
        if not isinstance(error, UsageError | LimitError):
            # The client did nothing wrong; what did go wrong is not for it to know.
            await reply.refuse(
                503, "The service cannot answer at the moment; try again later.", (b"retry-after", b"5")
            )
        elif isinstance(error, LimitError):
            again = b"%d" % max(1, round(self._settings.deadline))
            await reply.refuse(error.http_status, str(error), (b"retry-after", again))
        else:
            await reply.refuse(error.http_status, str(error))


async def _send_kept(kept: KeptAnswer, request: WorkerRequest, reply: Reply) -> None:
    """Give a kept answer, or say that the client has it already."""
    known = dict(request.headers).get(b"if-none-match", b"")
    tags = {tag.strip().removeprefix(b"W/") for tag in known.split(b",")}
    if kept.etag and (kept.etag.removeprefix(b"W/") in tags or b"*" in tags):
        headers = [item for item in kept.headers if not item[0].startswith(b"content-")]
        await reply.head(304, headers)
        await reply.part(b"", is_last=True)
    else:
        await reply.whole(kept.status, kept.headers, kept.body)
