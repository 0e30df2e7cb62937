"""The index of a folder of captures: one SQLite file, whose transactions survive a kill at any moment."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError
from osce_kg.model.capture import Capture, Validators

_FORMAT: Final = 1
_SCHEMA: Final = """
CREATE TABLE files (name TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT;
CREATE TABLE captures (
  id INTEGER PRIMARY KEY, asked TEXT NOT NULL, url TEXT NOT NULL, document TEXT NOT NULL, role TEXT NOT NULL,
  time TEXT NOT NULL, media_type TEXT NOT NULL, charset TEXT, sha256 TEXT NOT NULL, etag TEXT,
  last_modified TEXT, file TEXT NOT NULL, offset INTEGER NOT NULL) STRICT;
CREATE INDEX captures_document ON captures (document, time);
CREATE INDEX captures_asked ON captures (asked, time);
"""
_COLUMNS: Final = (
    "asked, url, document, role, time, media_type, charset, sha256, etag, last_modified, file, offset"
)


@dataclass(frozen=True, slots=True)
class Located:
    """A capture and where its content stands; that of an unchanged page stands in an earlier record."""

    capture: Capture
    file: str
    offset: int


class CaptureIndex:
    """Which captures there are, and how far the WARC files are valid."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        """Open an index; if it is to be written, make one where there is none.

        Raises:
            InputError: the file is no index of this format.
        """
        mode = "rwc" if writable else "ro"
        try:
            # no implicit transactions: each one is begun where it is needed
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None
            )
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if version == 0 and writable:
                with self.transaction():
                    for statement in filter(str.strip, _SCHEMA.split(";")):
                        self._connection.execute(statement)
                    self._connection.execute(f"PRAGMA user_version = {_FORMAT}")
            elif version != _FORMAT:
                raise InputError(
                    f"an index of format {version}; this version reads {_FORMAT}", source=str(path)
                )
        except sqlite3.Error as error:
            raise InputError(f"the index cannot be read: {error}", source=str(path)) from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all writes of the block, or none of them."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def file_sizes(self) -> dict[str, int]:
        """Return the WARC files in order of their names, each with its valid length in bytes."""
        return {
            str(name): int(size) for name, size in self._rows("SELECT name, size FROM files ORDER BY name")
        }

    def set_file_size(self, name: str, size: int) -> None:
        """Note that the first ``size`` bytes of a WARC file are valid."""
        self._connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (name, size))

    def add(self, located: Located) -> None:
        """Note a capture."""
        capture = located.capture
        row = (
            capture.asked,
            capture.url,
            capture.document,
            capture.role,
            capture.time.isoformat(timespec="microseconds"),
            capture.media_type,
            capture.charset,
            capture.sha256,
            capture.validators.etag,
            capture.validators.last_modified,
            located.file,
            located.offset,
        )
        marks = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT INTO captures ({_COLUMNS}) VALUES ({marks})", row)

    def set_role(self, document: str, role: str) -> None:
        """Change the role of all captures of a document."""
        self._connection.execute("UPDATE captures SET role = ? WHERE document = ?", (role, document))

    def newest(self, document: str) -> Located | None:
        """Return the newest capture of a document."""
        return self._first("document = ?", (document,))

    def newest_asked(self, asked: str) -> Located | None:
        """Return the newest capture that asking for an address led to."""
        return self._first("asked = ?", (asked,))

    def newest_of_content(self, document: str, sha256: str) -> Located | None:
        """Return the newest capture of a document that has this content."""
        return self._first("document = ? AND sha256 = ?", (document, sha256))

    def _first(self, condition: str, values: tuple[str, ...]) -> Located | None:
        query = f"SELECT {_COLUMNS} FROM captures WHERE {condition} ORDER BY time DESC, url, sha256 LIMIT 1"
        return next(map(_located, self._rows(query, values)), None)

    def all(self) -> Iterator[Located]:
        """Yield every capture: by document, oldest first, whatever the order in which they were made."""
        query = f"SELECT {_COLUMNS} FROM captures ORDER BY document, time, url DESC, sha256 DESC"
        return map(_located, self._rows(query))

    def _rows(self, query: str, values: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise InputError(f"the index cannot be read: {error}") from None


def _located(row: tuple[str, ...]) -> Located:
    asked, url, document, role, time, media_type, charset, sha256, etag, modified, file, offset = row
    when = dt.datetime.fromisoformat(time)
    validators = Validators(etag, modified)
    capture = Capture(asked, url, document, role, when, media_type, charset, sha256, validators)
    return Located(capture, file, int(offset))
