"""The register beside a folder of documents: where each was published, when, under which title."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from osce_kg.documents.genres import DOCUMENT_KINDS
from osce_kg.errors import InputError
from osce_kg.model.document import Loss

COLUMNS = ("file", "url", "title", "date", "genre", "source_note", "retrieved")
_NEEDED = "file"


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What a register says about one document; None where it says nothing.

    Attributes:
        file: path of the document, relative to the register.
        url: address it was published at.
        title: headline.
        date: day of issue.
        genre: concept of the document-kind vocabulary.
        issuer: who published it.
        language: BCP 47 tag.
    """

    file: str
    url: str | None = None
    title: str | None = None
    date: dt.date | None = None
    genre: str | None = None
    issuer: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Entries by the resolved path of their file, and what was wrong with the register."""

    entries: dict[Path, RegisterEntry]
    losses: tuple[Loss, ...] = ()

    def merged(self, other: Register) -> Register:
        """Return both registers as one; this one's entries go first."""
        return Register({**other.entries, **self.entries}, self.losses + other.losses)


def is_register(path: Path) -> bool:
    """Tell whether a file in a folder of documents is its register (or part of it)."""
    return path.suffix == ".csv" and (path.stem == "register" or path.stem.startswith("register-"))


def read_register(path: Path, shown: str, folders: Iterable[Path] = ()) -> Register:
    """Read one register.

    Args:
        path: the CSV file, UTF-8, with a header row.
        shown: how to name it in messages.
        folders: folders, besides the register's own, that its ``file`` column may be relative to.

    Raises:
        InputError: it cannot be read, is not UTF-8, or has no ``file`` column.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"the register cannot be read: {error.strerror}", source=shown) from None
    except UnicodeDecodeError:
        raise InputError("the register is not UTF-8", source=shown) from None
    rows = csv.DictReader(io.StringIO(content))
    try:
        if _NEEDED not in (rows.fieldnames or ()):
            raise InputError(f"the register has no column '{_NEEDED}'", source=shown)
        return _read_rows(rows, path, shown, folders)
    except csv.Error as error:
        raise InputError(
            f"the register is not a CSV file: {error}", source=shown, line=rows.line_num
        ) from None


def _read_rows(rows: csv.DictReader[str], path: Path, shown: str, folders: Iterable[Path]) -> Register:
    entries: dict[Path, RegisterEntry] = {}
    losses: list[Loss] = []
    for row in rows:
        place = f"{shown}:{rows.line_num}"
        cells = {key: value.strip() for key, value in row.items() if key and isinstance(value, str)}
        file = cells.get(_NEEDED)
        if not file:
            continue
        entry, problems = _read_entry(file, cells)
        losses += [Loss("documents", place, problem, "warning") for problem in problems]
        where = [folder / file for folder in (path.parent, *folders)]
        found = [candidate.resolve() for candidate in where if candidate.exists()]
        if not found:
            losses.append(Loss("documents", place, f"{file} is registered but not there", "warning"))
        for candidate in found:
            entries.setdefault(candidate, entry)
    return Register(entries, tuple(losses))


def _read_entry(file: str, cells: dict[str, str]) -> tuple[RegisterEntry, Iterator[str]]:
    problems = []
    date = None
    if text := cells.get("date"):
        try:
            date = dt.date.fromisoformat(text)
        except ValueError:
            problems.append(f"the date of {file} is not a day: {text}")
    genre = cells.get("genre") or None
    if genre and genre not in DOCUMENT_KINDS:
        problems.append(f"the genre of {file} is not a document kind: {genre}")
        genre = None
    entry = RegisterEntry(
        file=file,
        url=cells.get("url") or None,
        title=cells.get("title") or None,
        date=date,
        genre=genre,
        issuer=cells.get("issuer") or None,
        language=cells.get("language") or None,
    )
    return entry, iter(problems)
