"""What extracts from partitions, here, in processes or on a cluster; the results are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from osce_kg.extraction import Extractor, PreparedExtractor
from osce_kg.model.reference import Reference
from osce_kg.pipeline.extractions.partitions import Partition, PartitionResult, extract_partition
from osce_kg.reference import load_reference
from osce_kg.second_process import SecondProcess

LoadExtractor = Callable[[Reference], Extractor]
"""Gives an extractor for the names of the reference data; to be sent elsewhere, it must be picklable."""


class Execution(Protocol):
    """Extracts from many partitions."""

    def run(self, partitions: Iterable[Partition], load: LoadExtractor) -> Iterator[PartitionResult]:
        """Yield a result for every document, in any order and in parts that need not be those given.

        Partitions are taken as they are needed: what waits is not held in memory twice.

        Raises:
            MachineError: the extractor cannot be loaded, or whatever does the work has gone.
        """
        ...


@dataclass(frozen=True, slots=True)
class InProcess:
    """Extracts in this process: quickest to start, but a document that ends a process ends this one."""

    def run(self, partitions: Iterable[Partition], load: LoadExtractor) -> Iterator[PartitionResult]:
        """Yield the results in the order of the partitions; see :class:`Execution`."""
        for partition in partitions:
            yield _extract(partition, load)


@dataclass(frozen=True, slots=True)
class InSecondProcess:
    """Extracts as :class:`InProcess` does, but in another process.

    Attributes:
        process: the process, in which :func:`prepare_to_extract` may be called before; the caller ends it.
    """

    process: SecondProcess

    def run(self, partitions: Iterable[Partition], load: LoadExtractor) -> Iterator[PartitionResult]:
        """Yield the results in the order of the partitions; see :class:`Execution`."""
        for partition in partitions:
            yield self.process.start(_extract, partition, load).result()


def _extract(partition: Partition, load: LoadExtractor) -> PartitionResult:
    return extract_partition(partition, loaded_extractor(load))


@lru_cache(maxsize=1)
def loaded_extractor(load: LoadExtractor) -> Extractor:
    """Return the extractor, made once in each process; what it works with may be loaded when it is used."""
    return load(load_reference())


def prepared_extractor(load: LoadExtractor) -> Extractor:
    """Return the same with all that it works with.

    Raises:
        MachineError: that is not there.
    """
    extractor = loaded_extractor(load)
    if isinstance(extractor, PreparedExtractor):
        extractor.prepare()
    return extractor


def prepare_to_extract(load: LoadExtractor) -> None:
    """Load in this process all that it needs to extract.

    Raises:
        MachineError: something is not there.
    """
    import pyarrow.parquet  # noqa: F401 - writes what is found, and would be loaded with the first of it

    prepared_extractor(load)
