"""The caller's side of one worker process."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final

from osce_kg import errors
from osce_kg.errors import LimitError, MachineError, OsceKgError, QueryError
from osce_kg.querying.frames import HEADER, Kind, write_message

_START_LIMIT: Final = 30.0
"""Seconds that a worker may take to open its store."""
_READ_SIZE: Final = 1 << 16


class WorkerProcess:
    """A worker process. It answers one query at a time, and none after a fault."""

    def __init__(self, store: Path, memory_limit: int) -> None:
        """Start the process; it gets ready while the caller goes on.

        Raises:
            MachineError: no process can be started.
        """
        self._memory_limit = memory_limit
        self._received = bytearray()
        self._is_ready = False
        command = [sys.executable, "-m", "osce_kg.querying.worker", str(store), str(memory_limit)]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "RUST_BACKTRACE": "0"},
            )
        except OSError as error:
            raise MachineError(f"No worker process can be started: {error.strerror}") from error

    def run(
        self,
        request: Mapping[str, Any],
        body: IO[bytes],
        *,
        deadline: float | None,
        result_limit: int,
    ) -> Mapping[str, str]:
        """Run one query; write its answer to ``body`` and return the answer's kind and media type.

        Args:
            request: the query, as ``worker`` expects it.
            body: takes the bytes of the answer; incomplete if this raises.
            deadline: reading of the monotonic clock at which the query is stopped; None: never.
            result_limit: bytes that the answer may have.

        Raises:
            OsceKgError: what the worker reports, or ``LimitError`` for a limit that was reached.
        """
        try:
            self._wait_until_ready()
            return self._exchange(request, body, deadline, result_limit)
        except _ReportedError as report:
            raise report.error from None
        except BaseException:
            # Whatever is still in the pipe belongs to a query that nobody waits for.
            self.kill()
            raise

    def kill(self) -> None:
        """End the process at once and release its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # unsent bytes for a process that is gone
                    continue

    def _wait_until_ready(self) -> None:
        if not self._is_ready:
            kind, _ = self._next_frame(
                time.monotonic() + _START_LIMIT, "A query process did not start in time."
            )
            self._is_ready = kind is Kind.READY

    def _exchange(
        self, request: Mapping[str, Any], body: IO[bytes], deadline: float | None, result_limit: int
    ) -> Mapping[str, str]:
        assert self._process.stdin is not None
        try:
            write_message(self._process.stdin, Kind.REQUEST, request)
        except OSError:
            raise self._fault() from None
        header: Mapping[str, str] = {}
        size = 0
        while True:
            kind, payload = self._next_frame(deadline, "The query took longer than it may and was stopped.")
            if kind is Kind.ANSWER:
                header = json.loads(payload)
            elif kind is Kind.DATA:
                size += len(payload)
                if size > result_limit:
                    raise LimitError(
                        f"The answer is longer than {result_limit:,} bytes; nothing of it is given."
                    )
                body.write(payload)
            elif kind is Kind.END:
                return header

    def _next_frame(self, deadline: float | None, overdue: str) -> tuple[Kind, bytes]:
        header = self._read(HEADER.size, deadline, overdue)
        kind, length = HEADER.unpack(header)
        payload = self._read(length, deadline, overdue)
        if Kind(kind) is Kind.ERROR:
            raise _ReportedError(json.loads(payload))
        return Kind(kind), payload

    def _read(self, size: int, deadline: float | None, overdue: str) -> bytes:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        while len(self._received) < size:
            remaining = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
            if not poll.poll(remaining):
                raise LimitError(overdue)
            data = os.read(descriptor, _READ_SIZE)
            if not data:
                raise self._fault()
            self._received += data
        taken = bytes(self._received[:size])
        del self._received[:size]
        return taken

    def _fault(self) -> OsceKgError:
        """Say why the process has ended by itself."""
        code = self._process.wait()
        if code in (-signal.SIGSEGV, -signal.SIGBUS):
            return QueryError("The query is nested too deeply.")
        if code in (-signal.SIGABRT, -signal.SIGKILL):
            return LimitError(f"The query needs more than {self._memory_limit >> 20} MiB of memory.")
        if code == -signal.SIGXCPU:
            return LimitError("The query needs more processor time than it may have.")
        return MachineError("The query process ended unexpectedly.")


class _ReportedError(Exception):
    """An error that the worker reports; the worker itself is well."""

    def __init__(self, report: Mapping[str, Any]) -> None:
        super().__init__(report["message"])
        kind = getattr(errors, report["class"], MachineError)
        self.error: OsceKgError = kind(report["message"])
        if isinstance(self.error, QueryError):
            self.error.line, self.error.column = report["line"], report["column"]
