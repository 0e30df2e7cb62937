"""Some documents that are extracted from together, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from osce_kg.extraction import Extractor
from osce_kg.model.document import Document, Loss
from osce_kg.pipeline.extracting import EXTRACTION, extract_each_or_lose
from osce_kg.pipeline.extractions.rows import EXTRACTION_ROWS, ExtractionRow, extraction_row

_MOST_DOCUMENTS: Final = 100
_MOST_CHARACTERS: Final = 100_000
"""Of the documents of a partition: seconds of work, so that little is lost with a process."""

_DEATHS: Final = 2
"""So many processes may end at one document alone before it is given up: the first may have been chance."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Documents with the keys that their extractions are kept under, in the order of the corpus.

    Attributes:
        deaths: processes that ended while they worked at these documents.
    """

    documents: tuple[Document, ...]
    keys: tuple[str, ...]
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class PartitionResult:
    """What was found in a partition.

    Attributes:
        keys: of the documents of the partition.
        rows: a Parquet file with the extractions; None if there is none.
        losses: of the documents that nothing could be extracted from, with their keys.
    """

    keys: tuple[str, ...]
    rows: bytes | None
    losses: tuple[tuple[str, Loss], ...] = ()


def cut_into_partitions(documents: Iterable[tuple[str, Document]]) -> Iterator[Partition]:
    """Yield partitions of documents with their keys, in their order."""
    gathered: list[tuple[str, Document]] = []
    size = 0
    for key, document in documents:
        full = len(gathered) == _MOST_DOCUMENTS or size + len(document.text) > _MOST_CHARACTERS
        if gathered and full:
            yield _partition(gathered)
            gathered, size = [], 0
        gathered.append((key, document))
        size += len(document.text)
    if gathered:
        yield _partition(gathered)


def extract_partition(partition: Partition, extractor: Extractor) -> PartitionResult:
    """Return what an extractor finds in a partition; a document that trips it is lost alone.

    Raises:
        MemoryError, OSError, OsceKgError: the machine is at fault, so that other documents would fail too.
    """
    rows: list[ExtractionRow] = []
    losses: list[tuple[str, Loss]] = []
    outcomes = extract_each_or_lose(partition.documents, extractor)
    for key, (document, extraction, told) in zip(partition.keys, outcomes, strict=True):
        if extraction is None:
            losses += [(key, loss) for loss in told]
        else:
            rows.append(extraction_row(key, document.key, extraction))
    return PartitionResult(partition.keys, EXTRACTION_ROWS.render(rows) if rows else None, tuple(losses))


def after_death(partition: Partition) -> tuple[Partition, ...]:
    """Return what is to be tried after the process that worked at a partition has ended, whoever ended it.

    The documents are tried one by one then; nothing is left to try once processes have ended at one alone.
    """
    if len(partition.documents) == 1 and partition.deaths + 1 >= _DEATHS:
        return ()
    pairs = zip(partition.documents, partition.keys, strict=True)
    deaths = partition.deaths + 1 if len(partition.documents) == 1 else 0
    return tuple(Partition((document,), (key,), deaths) for document, key in pairs)


def given_up(partition: Partition, reason: str) -> PartitionResult:
    """Return the result of a document that ended every process that read it."""
    told = f"the process that read it ended each time ({reason})"
    lost = zip(partition.keys, partition.documents, strict=True)
    losses = tuple((key, Loss(EXTRACTION, document.source, told)) for key, document in lost)
    return PartitionResult(partition.keys, None, losses)


def _partition(gathered: list[tuple[str, Document]]) -> Partition:
    keys, documents = zip(*gathered, strict=True)
    return Partition(documents, keys)
