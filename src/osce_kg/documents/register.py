"""The register beside a folder of documents: where each was published, when, under which title."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from osce_kg.documents.genres import DOCUMENT_KINDS
from osce_kg.errors import InputError
from osce_kg.model.document import Loss


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


def is_register(path: Path) -> bool:
    """Tell whether a file in a folder of documents is its register (or part of it)."""
    return path.suffix == ".csv" and (path.stem == "register" or path.stem.startswith("register-"))


def find_registers(folder: Path, root: Path) -> list[Path]:
    """Return the registers for documents of ``folder``: those in it, then those of the folder being read."""
    folders = [folder] if folder == root else [folder, root]
    return [path for place in folders for path in sorted(place.glob("register*.csv")) if is_register(path)]


def read_register(path: Path, shown: str, roots: Iterable[Path] = ()) -> Register:
    """Read one register.

    Args:
        path: the CSV file, UTF-8, with a header row.
        shown: how to name it in messages.
        roots: folders that the ``file`` column may be relative to, besides the register's own.

    Raises:
        InputError: it cannot be read, is not UTF-8, or has no ``file`` column.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"the register cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError("the register is not UTF-8") from None
    rows = csv.DictReader(io.StringIO(content))
    try:
        if "file" not in (rows.fieldnames or ()):
            raise InputError("the register has no column 'file'")
        return _read_rows(rows, shown, [path.parent, *roots])
    except csv.Error as error:
        raise InputError(f"the register is not a CSV file: {error} (line {rows.line_num})") from None


def _read_rows(rows: csv.DictReader[str], shown: str, folders: list[Path]) -> Register:
    entries: dict[Path, RegisterEntry] = {}
    losses: list[Loss] = []
    for row in rows:
        cells = {key: value.strip() for key, value in row.items() if key and isinstance(value, str)}
        file = cells.get("file")
        if not file:
            continue
        entry, problems = _read_entry(file, cells)
        found = next((folder / file for folder in folders if (folder / file).exists()), None)
        if found is None:
            problems.append(f"{file} is registered but not there")
        elif entries.setdefault(found.resolve(), entry) is not entry:
            problems.append(f"{file} is registered twice; the first row is taken")
        losses += [Loss("documents", f"{shown}:{rows.line_num}", problem, "warning") for problem in problems]
    return Register(entries, tuple(losses))


def _read_entry(file: str, cells: dict[str, str]) -> tuple[RegisterEntry, list[str]]:
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
    return entry, problems
