"""Extraction on the workers of a Dask scheduler, wherever they run.

Partitions go there and results come back through the connections of Dask: workers need no file system in
common with this machine, only this program in the same version.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Final

from osce_kg.errors import MachineError
from osce_kg.pipeline.extractions.execution import LoadExtractor, loaded_extractor
from osce_kg.pipeline.extractions.keys import program_digest
from osce_kg.pipeline.extractions.partitions import (
    Partition,
    PartitionResult,
    after_death,
    extract_partition,
    given_up,
)

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD: Final = 2
"""Partitions that are sent for each thread of a worker: one is worked at, one waits beside it."""

_LEAST_AHEAD: Final = 16
"""Partitions that are sent at least: a cluster that grows with its work must see some."""

_CONNECT_SECONDS: Final = 30
_IDLE_SECONDS: Final = 600
"""How long a scheduler may be without any worker before it is given up."""

_ONE_AT_A_TIME: Final = Lock()
"""A worker may have several threads; its extractor is used by one at a time."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Extracts on the workers of the scheduler at an address: ``tcp://host:8786``, ``tls://host:8786``."""

    address: str

    def run(self, partitions: Iterable[Partition], load: LoadExtractor) -> Iterator[PartitionResult]:
        """Yield results as they are there; see :class:`osce_kg.pipeline.extractions.execution.Execution`."""
        client = _connect(self.address)
        try:
            yield from _Run(client, iter(partitions), load).results()
        except (OSError, CancelledError) as error:
            raise MachineError(
                f"the scheduler at {self.address} has gone; what is finished is kept for the next build"
            ) from error
        finally:
            client.close(timeout=_CONNECT_SECONDS)


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise MachineError("--scheduler needs Dask: pip install 'osce-kg[cluster]'") from None
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise MachineError(f"there is no Dask scheduler at {address}: {error}") from error


class _Run:
    """One build on a cluster.

    Dask blames the death of a worker on every partition that waited there too. So a document that is
    suspected is tried once more when all others are done, alone on the cluster.
    """

    def __init__(self, client: Client, partitions: Iterator[Partition], load: LoadExtractor) -> None:
        self._client = client
        self._partitions = partitions
        self._load = load
        self._again: deque[Partition] = deque()
        self._suspects: deque[Partition] = deque()
        self._at_work: dict[Future[PartitionResult], Partition] = {}
        self._done: SimpleQueue[Future[PartitionResult]] = SimpleQueue()

    def results(self) -> Iterator[PartitionResult]:
        """Yield results until there is nothing left to do."""
        while self._submit_more():
            future = self._next_done()
            partition = self._at_work.pop(future)
            error = future.exception()
            if error is None:
                yield future.result()
            else:
                yield from self._after(partition, error)

    def _submit_more(self) -> bool:
        """Send what there is to do; tell whether anything is being done."""
        threads = sum(self._client.nthreads().values())
        while len(self._at_work) < max(_LEAST_AHEAD, _AHEAD * threads):
            partition = self._again.popleft() if self._again else next(self._partitions, None)
            if partition is None:
                break
            self._submit(partition)
        if not self._at_work and self._suspects:
            self._submit(self._suspects.popleft())
        return bool(self._at_work)

    def _submit(self, partition: Partition) -> None:
        future = self._client.submit(_extract, partition, self._load, program_digest(), pure=False)
        self._at_work[future] = partition
        future.add_done_callback(self._done.put)

    def _next_done(self) -> Future[PartitionResult]:
        while True:
            try:
                return self._done.get(timeout=_IDLE_SECONDS)
            except Empty:
                if not self._client.nthreads():
                    raise MachineError(f"no worker has come to the scheduler in {_IDLE_SECONDS} s") from None

    def _after(self, partition: Partition, error: BaseException) -> Iterator[PartitionResult]:
        from distributed import KilledWorker

        if isinstance(error, CancelledError):
            raise error
        if not isinstance(error, KilledWorker):
            raise MachineError(str(error) or type(error).__name__) from error
        again = after_death(partition)
        for each in again:
            (self._suspects if each.deaths else self._again).append(each)
        if not again:
            yield given_up(partition, f"{error.allowed_failures + 1} workers of the cluster")


def _extract(partition: Partition, load: LoadExtractor, program: str) -> PartitionResult:
    """Extract from a partition, on a worker.

    Raises:
        MachineError: this worker would find something else, since its program or data are others.
    """
    if program != program_digest():
        raise MachineError("a worker of the cluster has another version of osce-kg or its libraries")
    with _ONE_AT_A_TIME:
        return extract_partition(partition, loaded_extractor(load))
