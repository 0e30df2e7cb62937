"""Extraction in processes of this machine, each with an extractor of its own.

Each process is spawned, not forked: threads and locks of this one do not come along. It has a pipe of its
own, so that it is known at which partition a process was that has ended.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Final, cast

from osce_kg.errors import MachineError
from osce_kg.pipeline.extractions.execution import LoadExtractor, prepared_extractor
from osce_kg.pipeline.extractions.partitions import (
    Partition,
    PartitionResult,
    after_death,
    extract_partition,
    given_up,
)

_SPAWN: Final = multiprocessing.get_context("spawn")
_FALSE_STARTS: Final = 3
"""So many processes in a row may end before they are ready."""

_PATIENCE: Final = 5.0
"""Seconds for a process to end by itself."""


@dataclass(frozen=True, slots=True)
class ProcessPool:
    """Extracts in ``workers`` processes; what one was at that has ended is tried again."""

    workers: int

    def run(self, partitions: Iterable[Partition], load: LoadExtractor) -> Iterator[PartitionResult]:
        """Yield results as they are there; see :class:`osce_kg.pipeline.extractions.execution.Execution`."""
        pool = _Pool(iter(partitions), load)
        try:
            yield from pool.results(self.workers)
        finally:
            pool.stop()


@dataclass(frozen=True, slots=True)
class _Fault:
    """What a process says of the machine before it ends."""

    told: str


class _Worker:
    """A process of the pool, as this one sees it.

    Attributes:
        partition: what it works at; None while it loads the extractor or waits.
    """

    def __init__(self, load: LoadExtractor) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self.partition: Partition | None = None
        self._process = _SPAWN.Process(target=_work, args=(theirs, load), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, partition: Partition) -> None:
        self.partition = partition
        with contextlib.suppress(OSError):  # it has ended: that shows when its answer is read
            self.connection.send(partition)

    def how_it_ended(self) -> str:
        self._process.join(_PATIENCE)
        code = self._process.exitcode
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"

    def stop(self, patience: float = 0) -> None:
        """Let it end by itself, which it does when nobody is there to give it work, or end it."""
        self.connection.close()
        self._process.join(patience)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()


class _Pool:
    def __init__(self, partitions: Iterator[Partition], load: LoadExtractor) -> None:
        self._partitions = partitions
        self._load = load
        self._next: deque[Partition] = deque()
        self._workers: dict[Connection, _Worker] = {}
        self._false_starts = 0

    def results(self, workers: int) -> Iterator[PartitionResult]:
        """Yield results until there is nothing left to do."""
        self._next.extend(islice(self._partitions, workers))
        for _ in list(self._next):  # no more than there is work for
            self._start()
        while self._workers:
            for connection in cast(list[Connection], wait(list(self._workers))):
                yield from self._hear(self._workers[connection])

    def stop(self) -> None:
        """End all processes, whatever they are at."""
        for worker in self._workers.values():
            worker.stop()
        self._workers.clear()

    def _start(self) -> None:
        worker = _Worker(self._load)
        self._workers[worker.connection] = worker

    def _hear(self, worker: _Worker) -> Iterator[PartitionResult]:
        """Take what a process says, that it is ready or a result, or notice that it has ended."""
        try:
            said: Any = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if isinstance(said, _Fault):
            raise MachineError(said.told)
        self._false_starts = 0
        worker.partition = None
        self._give_work(worker)
        if isinstance(said, PartitionResult):
            yield said

    def _give_work(self, worker: _Worker) -> None:
        partition = self._next.popleft() if self._next else next(self._partitions, None)
        if partition is not None:
            worker.give(partition)
            return
        del self._workers[worker.connection]
        worker.stop(_PATIENCE)

    def _bury(self, worker: _Worker) -> Iterator[PartitionResult]:
        """Put a new process in the place of one that has ended, and its partition back to be done."""
        reason = worker.how_it_ended()
        del self._workers[worker.connection]
        worker.stop()
        if worker.partition is None:
            self._false_starts += 1
            if self._false_starts == _FALSE_STARTS:
                raise MachineError(f"processes end before they can extract anything ({reason})")
            self._start()
            return
        again = after_death(worker.partition)
        self._next.extend(again)
        self._start()
        if not again:
            yield given_up(worker.partition, reason)


def _work(connection: Connection, load: LoadExtractor) -> None:
    """Extract from what comes through the pipe until it is closed, be it because the other end was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells all processes; the first one stops us
    with contextlib.suppress(EOFError, OSError):
        try:
            extractor = prepared_extractor(load)
            connection.send(None)
            while True:
                connection.send(extract_partition(connection.recv(), extractor))
        except EOFError:
            raise
        except Exception as error:
            connection.send(_Fault(str(error) or type(error).__name__))
