"""The worker process: it opens the store read-only, locks itself in, and answers one query after the other.

It is started by ``WorkerProcess`` as ``python -m osce_kg.querying.worker STORE MEMORY_LIMIT``. It imports
neither rdflib nor Flask, so that a killed worker is replaced in a moment.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import IO, cast

import pyoxigraph as ox

from osce_kg.confinement import forbid_network, limit_memory, limit_processor_time
from osce_kg.errors import LimitError, MachineError, OsceKgError, QueryError
from osce_kg.querying.execution import QueryRequest, execute_query
from osce_kg.querying.frames import HEADER, DataWriter, Kind, write_frame, write_message


def main(store_path: str, memory_limit: int) -> None:
    """Serve requests from standard input until it ends.

    Args:
        store_path: folder of the store.
        memory_limit: bytes that queries may allocate.
    """
    # A Ctrl-C in the terminal is for the parent, which ends its workers in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = _private_pipes()
    forbid_network()
    try:
        store = ox.Store.read_only(store_path)
    except (OSError, RuntimeError):
        _report(answers, MachineError("The store cannot be opened."))
        return
    limit_memory(memory_limit)
    write_frame(answers, Kind.READY)
    answers.flush()
    while header := requests.read(HEADER.size):
        _, length = HEADER.unpack(header)
        _serve(store, json.loads(requests.read(length)), answers)


def _serve(store: ox.Store, message: dict[str, object], answers: IO[bytes]) -> None:
    prefixes = cast(dict[str, str], message.pop("prefixes"))
    processor_time = cast(float | None, message.pop("processor_time"))
    if processor_time is not None:
        limit_processor_time(processor_time)
    try:
        answer = execute_query(store, QueryRequest(**message), prefixes)  # type: ignore[arg-type]
        write_message(answers, Kind.ANSWER, {"kind": answer.kind, "media_type": answer.media_type})
        answer.write_to(cast(IO[bytes], DataWriter(answers)))
        write_frame(answers, Kind.END)
        answers.flush()
    except OsceKgError as error:
        _report(answers, error)
    except (MemoryError, RecursionError):
        _report(answers, LimitError("The query needs more memory than it may have."))


def _report(answers: IO[bytes], error: OsceKgError) -> None:
    place = (error.line, error.column) if isinstance(error, QueryError) else (None, None)
    write_message(
        answers,
        Kind.ERROR,
        {"class": type(error).__name__, "message": str(error), "line": place[0], "column": place[1]},
    )


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take standard input and output for the frames; whatever else prints must not get between them."""
    answers = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
