"""Readings kept on the disk: what an unchanged document says is read again only when it is asked for."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final, Self

from osce_kg.documents import KeptReading, describe, read_content, render_content
from osce_kg.errors import MachineError
from osce_kg.json_records import decode_record, encode_record
from osce_kg.model.document import Document, Loss, ReadDocument
from osce_kg.pipeline.fingerprint import digest_of, library_versions, program_contents
from osce_kg.pipeline.rows import KeptRows, Row, RowForm, pack_rows

PROGRAM_PARTS: Final = frozenset(
    {"addresses.py", "documents", "errors.py", "json_records.py", "model", "web.py"}
)
"""Files and folders of the program that a reading and its form come from."""

_LIBRARIES: Final = ("numpy", "py3langid", "pypdfium2", "selectolax")
"""Libraries whose other versions may read a document in another way."""

_NO_LOSSES: Final = "[]"


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """The small columns of a reading.

    Attributes:
        key: of what it was made from, the program included.
        document, sha256, language, content, text_sha256, characters, paragraphs, sentences: see
            :class:`osce_kg.model.document.ReadDocument`.
        size: number of characters of the document as JSON.
        source: as JSON, since an address may hold half a surrogate pair.
        retrieved: ISO 8601, or empty.
        losses: as JSON.
    """

    key: str
    document: str
    size: int
    source: str
    sha256: str
    language: str
    retrieved: str
    content: str
    text_sha256: str
    characters: int
    paragraphs: int
    sentences: int
    losses: str


_FORM: Final = RowForm(ReadingEntry, "reading")


class ReadingFiles(AbstractContextManager["ReadingFiles"]):
    """Keeps readings for this build and the next; fulfils :class:`osce_kg.documents.KeptReadings`.

    What is read now goes into a file without a name, which ends with this process whatever ends it.

    Args:
        earlier: folder with the readings of the build before; need not exist.
        scratch: a folder that may be written; on the disk of the build, since it may need as much room as
            the texts of all documents.

    Raises:
        MachineError: the scratch folder cannot be written.
    """

    def __init__(self, earlier: Path, scratch: Path) -> None:
        self._earlier = KeptRows(_FORM, [earlier])
        self._new: dict[str, tuple[ReadingEntry, int]] = {}
        self._used: dict[str, ReadingEntry] = {}
        try:
            self._spool = tempfile.TemporaryFile(dir=scratch)  # noqa: SIM115  (closed by __exit__)
        except OSError as error:
            raise MachineError(f"{scratch} cannot be written: {error.strerror or error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._spool.close()

    def get(self, key: str) -> KeptReading | None:
        """Return the reading that is kept under a key, if it is."""
        own = _row_key(key)
        entry = self._used.get(own) or (self._earlier.entry(own) if own in self._earlier else None)
        if entry is None:
            return None
        self._used[own] = entry
        return KeptReading(self._handle(entry), _losses(entry))

    def put(self, key: str, document: Document, losses: tuple[Loss, ...]) -> KeptReading:
        """Keep a document with its losses.

        Raises:
            MachineError: the disk.
        """
        content = render_content(document)
        own = _row_key(key)
        described = describe(document, content, partial(self._load, own))
        entry = _entry(own, described, len(content), losses)
        self._new[own] = (entry, self._write(content))
        self._used[own] = entry
        return KeptReading(described, losses)

    def pack(self, folder: Path) -> None:
        """Write all readings that were used into a new folder, for the next build.

        Raises:
            MachineError: the disk.
        """
        entries = sorted(self._used.values(), key=lambda entry: (entry.document, entry.key))
        pack_rows(entries, self, _FORM, folder)

    def row(self, key: str) -> Row[ReadingEntry]:
        """Return the row with a key.

        Raises:
            MachineError: the disk, or a file was damaged or removed since it was first read.
        """
        if key not in self._new:
            return self._earlier.row(key)
        entry, place = self._new[key]
        return Row(entry, (self._read(place, entry.size),))

    def file_of(self, keys: Sequence[str]) -> Path | None:
        """Return the file of the build before that holds just these rows in this order, if there is one."""
        return self._earlier.file_of(keys)

    def _handle(self, entry: ReadingEntry) -> ReadDocument:
        return ReadDocument(
            key=entry.document,
            source=json.loads(entry.source),
            sha256=entry.sha256,
            language=entry.language,
            retrieved=_moment(entry.retrieved),
            content=entry.content,
            text_sha256=entry.text_sha256,
            characters=entry.characters,
            paragraphs=entry.paragraphs,
            sentences=entry.sentences,
            load=partial(self._load, entry.key),
        )

    def _load(self, key: str) -> Document:
        row = self.row(key)
        (content,) = row.texts
        return read_content(content, json.loads(row.entry.source), _moment(row.entry.retrieved))

    def _write(self, content: str) -> int:
        """Add a text to the file without a name and return where it stands."""
        try:
            place = self._spool.seek(0, 2)
            self._spool.write(content.encode("ascii"))
        except OSError as error:
            raise MachineError(f"readings cannot be kept: {error.strerror or error}") from error
        return place

    def _read(self, place: int, size: int) -> str:
        try:
            self._spool.seek(place)
            return self._spool.read(size).decode("ascii")
        except OSError as error:
            raise MachineError(f"readings cannot be read again: {error.strerror or error}") from error


@cache
def _program() -> str:
    return digest_of([*program_contents(PROGRAM_PARTS.__contains__), *library_versions(*_LIBRARIES)])


def _row_key(key: str) -> str:
    return digest_of([_program(), key])


def _entry(key: str, document: ReadDocument, size: int, losses: tuple[Loss, ...]) -> ReadingEntry:
    return ReadingEntry(
        key=key,
        document=document.key,
        size=size,
        source=json.dumps(document.source),
        sha256=document.sha256,
        language=document.language,
        retrieved=document.retrieved.isoformat() if document.retrieved else "",
        content=document.content,
        text_sha256=document.text_sha256,
        characters=document.characters,
        paragraphs=document.paragraphs,
        sentences=document.sentences,
        losses=encode_record(losses),
    )


def _losses(entry: ReadingEntry) -> tuple[Loss, ...]:
    return () if entry.losses == _NO_LOSSES else decode_record(tuple[Loss, ...], entry.losses)


def _moment(written: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(written) if written else None
