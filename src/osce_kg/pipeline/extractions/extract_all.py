"""From the documents of a build to what each says: what was found before is not looked for again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from osce_kg.model.document import Documents, Loss, ReadDocument
from osce_kg.pipeline.extractions.execution import Execution, LoadExtractor, loaded_extractor
from osce_kg.pipeline.extractions.kept import KeptExtractions
from osce_kg.pipeline.extractions.keys import extraction_key, extractor_digest
from osce_kg.pipeline.extractions.packed import PackedExtractions, pack_extractions
from osce_kg.pipeline.extractions.partitions import cut_into_partitions


@dataclass(frozen=True, slots=True)
class Extracted:
    """The documents that could be extracted from, and what they say, in the same order.

    Attributes:
        readings: the documents, without their texts.
        losses: of the others, and warnings about these, in the order of the documents.
        extractor: its name and version.
        reused: number of documents that nothing had to be extracted from anew.
    """

    readings: tuple[ReadDocument, ...]
    extractions: PackedExtractions
    losses: tuple[Loss, ...]
    extractor: tuple[str, str]
    reused: int

    @property
    def documents(self) -> Documents:
        """The documents themselves, loaded one by one."""
        return Documents(self.readings)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where extractions are.

    Attributes:
        earlier: of the build that is replaced; need not exist.
        work: where they are gathered, and found again if this process is killed; need not exist.
        packed: where those of this build are to be; need not exist.
    """

    earlier: Path
    work: Path
    packed: Path


@dataclass(frozen=True, slots=True)
class Work:
    """How extraction is done.

    Attributes:
        load: gives the extractor, here and wherever the work is done.
        execution: where the work is done; the result does not depend on it.
        progress: show a progress bar on standard error.
    """

    load: LoadExtractor
    execution: Execution
    progress: bool = False


def extract_all(readings: Sequence[ReadDocument], work: Work, folders: Folders) -> Extracted:
    """Extract from documents, except where that was done before; those that trip the extractor are lost.

    Only documents that are extracted from are loaded.

    Raises:
        MachineError: the disk, or whatever does the work.
        MemoryError, OSError, OsceKgError: the machine is at fault, so that other documents would fail too.
    """
    extractor = loaded_extractor(work.load)
    digest = extractor_digest(extractor)
    keyed = {extraction_key(reading, digest): reading for reading in readings}
    kept = KeptExtractions(folders.work, folders.earlier)
    missing = {key: reading for key, reading in keyed.items() if key not in kept}
    lost = _extract(missing, work, kept)
    found = {key: reading for key, reading in keyed.items() if key in kept}
    return Extracted(
        tuple(found.values()),
        pack_extractions(kept, tuple(found), folders.packed),
        tuple(_losses(keyed, lost, kept)),
        (extractor.name, extractor.version),
        len(keyed) - len(missing),
    )


def _extract(
    missing: Mapping[str, ReadDocument], work: Work, kept: KeptExtractions
) -> Mapping[str, tuple[Loss, ...]]:
    """Extract from documents and keep what is found; return what is lost, by key."""
    lost: dict[str, tuple[Loss, ...]] = {}
    with tqdm(
        desc="documents", unit="doc", total=len(missing), disable=not work.progress, leave=False
    ) as bar:
        documents = ((key, reading.load()) for key, reading in missing.items())
        for result in work.execution.run(cut_into_partitions(documents), work.load):
            for key, loss in result.losses:
                lost[key] = (*lost.get(key, ()), loss)
            if result.rows is not None:
                kept.add(result.rows)
            bar.update(len(result.keys))
    return lost


def _losses(
    keyed: Mapping[str, ReadDocument], lost: Mapping[str, tuple[Loss, ...]], kept: KeptExtractions
) -> Iterator[Loss]:
    for key, reading in keyed.items():
        yield from lost[key] if key in lost else kept.entry(key).losses(reading.source)
