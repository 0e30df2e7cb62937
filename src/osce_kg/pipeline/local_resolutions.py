"""What resolution tells of each document alone, kept on the disk for the next build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osce_kg.model.reference import Reference
from osce_kg.pipeline.extractions.extract_all import Extracted
from osce_kg.pipeline.fingerprint import digest_of, graph_program
from osce_kg.pipeline.rows import KeptRows, Row, RowForm, pack_rows
from osce_kg.resolution import LocalResolution, LocalResolver, decode_local, encode_local, shown_candidates


@dataclass(frozen=True, slots=True)
class LocalEntry:
    """The small columns of a local resolution.

    Attributes:
        key: of what it was made from, the program and the reference data included.
        document: key of the document.
        size: 0; it is not known before the resolution is made.
    """

    key: str
    document: str
    size: int = 0


_FORM: Final = RowForm(LocalEntry, "resolution")


class LocalResolutions:
    """The local resolutions of a build, in the order of its documents; each is read when it is asked for."""

    def __init__(self, rows: KeptRows[LocalEntry], keys: Mapping[str, str]) -> None:
        self._rows = rows
        self._keys = keys

    def __iter__(self) -> Iterator[LocalResolution]:
        """Yield the resolution of every document.

        Raises:
            MachineError: a file was damaged or removed.
        """
        return (decode_local(self._text(document)) for document in self._keys)

    def of(self, document: str) -> LocalResolution:
        """Return the resolution of the document with a key.

        Raises:
            KeyError: there is no such document.
            MachineError: its file was damaged or removed.
        """
        return decode_local(self._text(document))

    def candidates(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the key of every document, and what a human is shown of each of its persons.

        Raises:
            MachineError: a file was damaged or removed.
        """
        return ((document, shown_candidates(self._text(document))) for document in self._keys)

    def _text(self, document: str) -> str:
        (text,) = self._rows.row(self._keys[document]).texts
        return text


def resolve_locally(
    extracted: Extracted, reference: Reference, earlier: Path, folder: Path
) -> LocalResolutions:
    """Resolve each document alone, except where that was done before.

    Args:
        extracted: the documents.
        reference: the reference data.
        earlier: folder with the local resolutions of the build before; need not exist.
        folder: where those of this build are to be; need not exist.

    Raises:
        MachineError: the disk.
    """
    resolving = _Resolving(extracted, reference, earlier)
    rows = KeptRows(_FORM)
    for path, entries in pack_rows(resolving.entries(), resolving, _FORM, folder):
        rows.take(path, entries)
    return LocalResolutions(rows, {entry.document: entry.key for entry in resolving.entries()})


class _Resolving:
    """Gives the rows of the build before where they are still right, and makes the others."""

    def __init__(self, extracted: Extracted, reference: Reference, earlier: Path) -> None:
        self._extracted = extracted
        self._numbers = {
            digest_of([graph_program(), entry.key]): number
            for number, entry in enumerate(extracted.extractions.entries)
        }
        self._earlier = KeptRows(_FORM, [earlier])
        self._resolver = LocalResolver(reference)

    def entries(self) -> Iterator[LocalEntry]:
        """Yield the small columns of all rows, in the order of the documents."""
        for key, number in self._numbers.items():
            yield LocalEntry(key, self._extracted.readings[number].key)

    def row(self, key: str) -> Row[LocalEntry]:
        """Return the row with a key, made now if it was not kept."""
        if key in self._earlier:
            return self._earlier.row(key)
        number = self._numbers[key]
        document, extraction = self._extracted.documents[number], self._extracted.extractions[number]
        return Row(
            LocalEntry(key, document.key), (encode_local(self._resolver.resolve(document, extraction)),)
        )

    def file_of(self, keys: Sequence[str]) -> Path | None:
        """Return the file of the build before that holds just these rows in this order, if there is one."""
        return self._earlier.file_of(keys)
