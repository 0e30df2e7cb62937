"""Human judgements on identity: an append-only CSV, one decision a line, replayed on every build.

Columns: ``left,right,decision,author,day,reason``; an anchor is ``<document key>#<name form>``, or
``reference#<key>`` for a person of the authority file; the decision is ``same`` or ``different``. A later
line about the same two people replaces an earlier one.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import errno
import fcntl
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError, MachineError, UsageError
from osce_kg.model.resolution import Judgement

COLUMNS: Final = ("left", "right", "decision", "author", "day", "reason")


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Return every judgement in the order of the file, replaced ones too; none if there is no file.

    The file is read once, from the beginning to the end, so that it may be a pipe.

    Raises:
        InputError: a folder is there, or a line is not a judgement; the message names file and line.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise InputError(
            f"the judgements cannot be read: {error.strerror or error}", source=str(path)
        ) from error
    return _parsed(content, path)


def require_judgements_place(path: Path) -> None:
    """See whether judgements can be written at a path, before anybody works for it.

    Raises:
        InputError: something else than a file is there.
        UsageError: there is no such folder.
        MachineError: the file or its folder is read-only.
    """
    if path.exists() and not path.is_file():
        raise InputError("no judgement can be added to what is not a file", source=str(path))
    if not path.parent.is_dir():
        raise UsageError(f"the judgements {path} can have no place: there is no folder {path.parent}")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise MachineError(f"the judgements {path} cannot be written: they are read-only")


def append_judgement(
    path: Path, judgement: Judgement, check: Callable[[tuple[Judgement, ...]], None] | None = None
) -> None:
    """Add one line to the judgements, whole or not at all; what stands there is never rewritten.

    Two processes that add at the same time wait for each other.

    Args:
        path: the CSV; it is created, with a header, if it is not there.
        judgement: the new line.
        check: called with the judgements as they are while nobody else can add; what it raises stops that.

    Raises:
        InputError: a line that is there is not a judgement.
        MachineError: the file cannot be written.
    """
    try:
        with _locked(path) as descriptor:
            content = _content(descriptor)
            before = _parsed(content, path)
            if check is not None:
                check(before)
            _write_whole(descriptor, _addition(content, judgement))
    except OSError as error:
        raise MachineError(f"the judgements {path} cannot be written: {error.strerror or error}") from error


def _parsed(content: bytes, path: Path) -> tuple[Judgement, ...]:
    if not content:
        return ()
    try:
        text = content.decode("utf-8-sig")  # spreadsheets put a mark before what they save as UTF-8
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("the judgements are not UTF-8", source=str(path), line=line) from error
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    judgements: list[Judgement] = []
    try:
        for number, row in enumerate(rows):
            if number == 0 and tuple(row) != COLUMNS:
                raise InputError(f"the columns must be {','.join(COLUMNS)}", source=str(path), line=1)
            if number and row:
                judgements.append(_judgement(row, path, line))
            line = rows.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"a line of the judgements is no CSV: {error}", source=str(path), line=line
        ) from error
    return tuple(judgements)


def _judgement(row: list[str], path: Path, line: int) -> Judgement:
    if len(row) != len(COLUMNS):
        reason = f"a judgement has {len(COLUMNS)} columns, not {len(row)}"
        raise InputError(reason, source=str(path), line=line)
    left, right, decision, author, day, reason = row
    if decision not in ("same", "different"):
        raise InputError('the decision must be "same" or "different"', source=str(path), line=line)
    if "#" not in left or "#" not in right or left == right:
        raise InputError("a judgement is about two anchors DOCUMENT#NAME", source=str(path), line=line)
    if not is_day(day):
        raise InputError("the day must be written YYYY-MM-DD", source=str(path), line=line)
    return Judgement(left, right, decision == "same", author, day, reason)


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, written ``YYYY-MM-DD``."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[int]:
    """Hold the file alone, open for reading and adding; the system lets go when the process ends."""
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _content(descriptor: int) -> bytes:
    size = os.fstat(descriptor).st_size
    parts: list[bytes] = []
    while part := os.pread(descriptor, size, sum(map(len, parts))):
        parts.append(part)
    return b"".join(parts)


def _addition(content: bytes, judgement: Judgement) -> bytes:
    """Return the line as CSV, after a header or a line end where one is missing."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    if not content:
        rows.writerow(COLUMNS)
    decision = "same" if judgement.same else "different"
    rows.writerow(
        (judgement.left, judgement.right, decision, judgement.author, judgement.day, judgement.reason)
    )
    line_end = b"\n" if content and not content.endswith(b"\n") else b""
    return line_end + text.getvalue().encode("utf-8")


def _write_whole(descriptor: int, addition: bytes) -> None:
    """Add the bytes and bring them to the medium; if only a part fits, leave none of it."""
    before = os.fstat(descriptor).st_size
    try:
        if os.write(descriptor, addition) != len(addition):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, before)
        raise
