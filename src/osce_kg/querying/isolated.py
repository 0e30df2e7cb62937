"""Running one query in a process of its own, for whoever has no server.

No thread can stop a running query, and a hostile one can take its process down. So it runs in a process that
can be lost: the deadline is kept by killing.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from osce_kg.errors import MissingInputError
from osce_kg.namespaces import PREFIXES
from osce_kg.querying.execution import QueryRequest
from osce_kg.querying.worker_process import WorkerProcess

_IN_MEMORY: Final = 4 << 20
"""Bytes of an answer that are kept in memory; the rest of a longer one waits on disk."""


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What one query may take.

    Attributes:
        deadline: seconds until it is stopped; None: no deadline.
        memory: bytes that it may allocate.
        result: bytes that its answer may have.
    """

    deadline: float | None = 10.0
    memory: int = 1 << 30
    result: int = 1 << 28


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


def query_in_isolation(store: Path, request: QueryRequest, limits: QueryLimits | None = None) -> QueryAnswer:
    """Run a query and return its complete answer: a cut one is an error, never a short answer.

    Args:
        store: folder of the store.
        request: the query.
        limits: what it may take.

    Raises:
        MissingInputError: there is no store.
        QueryError: the query does not parse, or is not allowed.
        FormatError: the answer cannot be given in the form asked for.
        LimitError: the deadline, the memory limit or the size limit was reached.
        MachineError: the store cannot be read, or no process can be started.
    """
    if not (store / "CURRENT").is_file():
        raise MissingInputError("there is no store", source=str(store))
    limits = limits or QueryLimits()
    deadline = None if limits.deadline is None else time.monotonic() + limits.deadline
    message = asdict(request) | {"prefixes": PREFIXES, "processor_time": limits.deadline}
    body = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    worker = WorkerProcess(store.resolve(), limits.memory)
    try:
        header = worker.run(message, body, deadline=deadline, result_limit=limits.result)
    except BaseException:
        body.close()
        raise
    finally:
        worker.kill()
    size = body.tell()
    body.seek(0)
    return QueryAnswer(header["kind"], header["media_type"], body, size)
