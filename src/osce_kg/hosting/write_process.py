"""The front's side of the process that does one write."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from osce_kg import errors
from osce_kg.config import Settings
from osce_kg.errors import LimitError, MachineError, OsceKgError
from osce_kg.writing.requests import WriteRequest

_LIMIT: Final = 3600.0
"""Seconds that a write may take as a whole; most of it is making the build anew."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a write.

    Attributes:
        graph_version: digest of the data, as the release says it.
        is_new: whether the graph that the request names held nothing before.
    """

    graph_version: str
    is_new: bool


class WriteProcess:
    """Does writes to one build, each in a process of its own."""

    def __init__(self, data: Path, settings: Settings) -> None:
        self._configuration = json.dumps(
            {"data": str(data), "settings": asdict(settings), "parent": os.getpid()}
        )
        self._running: Process | None = None
        self._is_closed = False

    async def write(self, request: WriteRequest) -> Outcome:
        """Do a write; one at a time.

        Raises:
            OsceKgError: what the process reports; then nothing has changed.
        """
        if self._is_closed:
            raise MachineError("The service is shutting down.")
        command = [sys.executable, "-m", "osce_kg.writing.writer", self._configuration]
        environment = {**os.environ, "RUST_BACKTRACE": "0"}
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment
            )
        except OSError as error:
            raise MachineError(f"No process can be started: {error.strerror}") from error
        self._running = process
        try:
            async with asyncio.timeout(_LIMIT):
                output, complaint = await process.communicate(request.packed())
        except TimeoutError:
            raise LimitError(f"The write took longer than {_LIMIT:g} seconds, its limit.") from None
        finally:
            await self._end(process)
        return _outcome(output, complaint, process.returncode)

    async def close(self) -> None:
        """Stop the write that runs; it leaves the build as it was, or is done."""
        self._is_closed = True
        if self._running is not None:
            await self._end(self._running)

    async def _end(self, process: Process) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        self._running = None


def _outcome(output: bytes, complaint: bytes, code: int | None) -> Outcome:
    try:
        report = json.loads(output)
    except ValueError:
        if code == -signal.SIGABRT:
            raise LimitError("The write needs more memory than it may have.") from None
        *_, told = (b"", *complaint.splitlines())
        raise MachineError(
            f"The process that was to write ended unexpectedly ({code}): {told.decode('utf-8', 'replace')}"
        ) from None
    if "error" in report:
        kind = getattr(errors, report["error"], MachineError)
        raise kind(report["message"]) if issubclass(kind, OsceKgError) else MachineError(report["message"])
    return Outcome(**report)
