"""A pool of worker processes: one query, one worker; the deadline is kept by killing.

No thread can stop a running query, and a hostile one can take its process down. So queries run in processes
that the pool can lose: the client of that query gets an error, the next query finds a fresh worker.
"""

from __future__ import annotations

import queue
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from osce_kg.errors import MachineError, MissingInputError
from osce_kg.namespaces import PREFIXES
from osce_kg.querying.execution import QueryRequest
from osce_kg.querying.turns import Turns
from osce_kg.querying.worker_process import WorkerProcess

_IN_MEMORY: Final = 4 << 20
"""Bytes of an answer that are kept in memory; the rest of a longer one waits on disk."""


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What one query may take.

    Attributes:
        deadline: seconds until it is stopped, waiting for a free worker included; None: no deadline.
        memory: bytes that it may allocate.
        result: bytes that its answer may have.
        waiting: queries that may wait for a free worker; one more is turned away at once.
    """

    deadline: float | None = 10.0
    memory: int = 1 << 30
    result: int = 1 << 28
    waiting: int = 32


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """A complete answer.

    Attributes:
        kind: ``solutions``, ``boolean`` or ``graph``.
        media_type: of the body.
        body: the bytes, at their start; close it after use.
        size: number of bytes.
    """

    kind: str
    media_type: str
    body: IO[bytes]
    size: int


class WorkerPool:
    """Read-only workers over one store, shared by threads. Use as a context manager, or call ``close()``."""

    def __init__(self, store: Path, *, size: int = 2, limits: QueryLimits | None = None) -> None:
        """Start the workers; they get ready in the background.

        Args:
            store: folder of the store.
            size: number of workers, and with it of queries that run at once.
            limits: what one query may take.

        Raises:
            MissingInputError: there is no store.
        """
        if not (store / "CURRENT").is_file():
            raise MissingInputError("there is no store", source=str(store))
        self._store = store.resolve()
        self._limits = limits or QueryLimits()
        self._closed = False
        self._turns = Turns(count=size, waiting=self._limits.waiting)
        self._workers: set[WorkerProcess] = set()
        self._idle: queue.LifoQueue[WorkerProcess] = queue.LifoQueue()
        for _ in range(size):
            self._idle.put(self._started())

    def query(
        self,
        request: QueryRequest,
        *,
        client: str = "",
        is_abandoned: Callable[[], bool] = lambda: False,
    ) -> QueryAnswer:
        """Run a query and return its complete answer: a cut one is an error, never a short answer.

        Args:
            request: the query.
            client: who asks; one client never holds all workers of several.
            is_abandoned: tells whether the client has gone; its query is then stopped.

        Raises:
            QueryError: the query does not parse, or is not allowed.
            FormatError: the answer cannot be given in the form asked for.
            LimitError: the deadline, the memory limit or the size limit was reached, or all workers are busy.
            MachineError: the store cannot be read.
        """
        started = time.monotonic()
        with self._turns.turn(client, self._limits.deadline):
            return self._run(request, started, is_abandoned)

    def close(self) -> None:
        """End all workers; queries that run now fail."""
        self._closed = True
        for worker in tuple(self._workers):
            worker.interrupt()
        while not self._idle.empty():
            self._idle.get().kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, request: QueryRequest, started: float, is_abandoned: Callable[[], bool]) -> QueryAnswer:
        worker = self._take()
        deadline = None if self._limits.deadline is None else started + self._limits.deadline
        body = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
        try:
            header = worker.run(
                self._message(request),
                body,
                deadline=deadline,
                result_limit=self._limits.result,
                is_abandoned=is_abandoned,
            )
        except BaseException as error:
            body.close()
            self._refuse_if_closed(error)
            raise
        finally:
            self._give_back(worker)
        size = body.tell()
        body.seek(0)
        return QueryAnswer(header["kind"], header["media_type"], body, size)

    def _started(self) -> WorkerProcess:
        worker = WorkerProcess(self._store, self._limits.memory)
        self._workers.add(worker)
        return worker

    def _take(self) -> WorkerProcess:
        """Return a worker for a turn; there are as many of them as turns, unless one could not be started."""
        self._refuse_if_closed()
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            self._refuse_if_closed()
            return self._started()

    def _refuse_if_closed(self, cause: BaseException | None = None) -> None:
        if self._closed:
            raise MachineError("The query service is shutting down.") from cause

    def _give_back(self, worker: WorkerProcess) -> None:
        if self._closed:
            worker.kill()
        elif worker.is_usable:
            self._idle.put(worker)
        else:
            self._workers.discard(worker)
            self._idle.put(self._started())

    def _message(self, request: QueryRequest) -> dict[str, Any]:
        return asdict(request) | {"prefixes": PREFIXES, "processor_time": self._limits.deadline}
