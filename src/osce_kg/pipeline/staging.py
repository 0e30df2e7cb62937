"""A build's directory appears whole: it is made beside its place, under a lock, and renamed into it."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from osce_kg.errors import BusyError, MachineError, UsageError
from osce_kg.holding import is_held

_CURRENT_FOLDER: Final = -100  # AT_FDCWD of Linux: paths are relative to the working directory
_EXCHANGE: Final = 2  # RENAME_EXCHANGE of Linux
_MANY_FILES: Final = 200
"""So many are brought to the medium together."""
_PATIENCE: Final = 10.0
"""Seconds that others may go on reading a directory that was replaced by the call before this one."""


@contextmanager
def staged_directory(place: Path, *, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Give an empty folder that takes the place of ``place`` when the block ends without an exception.

    What stood there is replaced in one step where the system can do that (Linux), else in two quick ones. It
    is removed then, or by the next call if somebody still reads it (:mod:`osce_kg.holding`). If the process
    is killed, the old directory stays and the next call removes what was left behind, except for the
    :func:`work_folder`, which is removed when the new directory has taken its place.

    Args:
        place: the final path. What exists there must be empty, or a directory of this kind.
        is_ours: tells whether a directory is of this kind and holds nothing else.

    Raises:
        UsageError: something else is at ``place``.
        BusyError: another process is at it.
        MachineError: it cannot be written.
    """
    place = place.resolve()
    partial, replaced = _beside(place, "partial"), _beside(place, "replaced")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with _locked(place):
            _tidy_up(place, partial, replaced)
            _refuse_foreign(place, is_ours)
            partial.mkdir()
            try:
                yield partial
                _sync_tree(partial)
                _refuse_foreign(place, is_ours)  # somebody may have put a file there meanwhile
                former = _take_place(place, partial, replaced)
            except BaseException:
                shutil.rmtree(partial, ignore_errors=True)
                raise
            with contextlib.suppress(OSError):  # not every file system lets a folder be synced
                _sync(place.parent)
            shutil.rmtree(work_folder(place), ignore_errors=True)
            _remove_unless_held(former)
    except OSError as error:
        raise MachineError(f"{place} cannot be written: {error.strerror or error}") from error


def work_folder(place: Path) -> Path:
    """Return the folder beside a place for work with which the next process goes on if one is killed."""
    return _beside(place.resolve(), "work")


def _beside(place: Path, role: str) -> Path:
    return place.with_name(f".{place.name}.{role}")


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """Hold the lock on a place; the system lets go of it even if this process is killed."""
    path = _beside(place, "lock")
    with _open_lock(path) as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            raise BusyError(f"{place} is being built by process {holder or 'of unknown number'}") from None
        if not _is_same_file(path, descriptor):
            raise BusyError(f"{place} was being built by another process just now; try again")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def _open_lock(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _is_same_file(path: Path, descriptor: int) -> bool:
    """Tell whether the path still leads to the open file: its holder removes it when it is done."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _tidy_up(place: Path, partial: Path, replaced: Path) -> None:
    """Remove what a killed process left, and put back what it had moved aside."""
    if replaced.exists() and not place.exists():
        replaced.rename(place)
    for left in (partial, replaced):
        if left.exists():
            is_held(left, _PATIENCE)  # by somebody who is about to go over to the directory that replaced it
            shutil.rmtree(left)


def _refuse_foreign(place: Path, is_ours: Callable[[Path], bool]) -> None:
    if not place.exists():
        return
    if not place.is_dir():
        raise UsageError(f"{place} is not a directory")
    if any(place.iterdir()) and not is_ours(place):
        raise UsageError(f"{place} holds something else than a build; it is left as it is")


def _sync_tree(folder: Path) -> None:
    """Bring everything below a folder to the medium, so that a name never leads to an empty file.

    A file with several names is one of an earlier directory, which was brought there with it.
    """
    paths = list(_not_synced(folder))
    if len(paths) < _MANY_FILES or not _synced_at_once(folder):
        for path in paths:
            _sync(path)


def _not_synced(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        files = (Path(parent, name) for name in names)
        yield from (file for file in files if file.stat().st_nlink == 1)
        yield Path(parent)


def _synced_at_once(folder: Path) -> bool:
    """Bring all of a file system to the medium; False where the system cannot do that.

    That may take others' files along, but costs a fraction of a second for ten thousand files which, one by
    one, cost half a minute.
    """
    try:
        syncfs = ctypes.CDLL(None).syncfs
    except (OSError, AttributeError):
        return False
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return bool(syncfs(descriptor) == 0)
    finally:
        os.close(descriptor)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _take_place(place: Path, partial: Path, replaced: Path) -> Path | None:
    """Let a directory take its place; return where the one that stood there is now."""
    if not place.exists():
        partial.rename(place)
        return None
    if _exchanged(partial, place):
        return partial
    place.rename(replaced)
    partial.rename(place)
    return replaced


def _remove_unless_held(former: Path | None) -> None:
    """Remove a directory that was replaced; what cannot be removed now is left to the next call."""
    with contextlib.suppress(OSError):
        if former and not is_held(former):
            shutil.rmtree(former, ignore_errors=True)


def _exchanged(left: Path, right: Path) -> bool:
    """Swap what two names lead to, in one step; False where the system cannot do that."""
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    names = os.fsencode(left), os.fsencode(right)
    return bool(renameat2(_CURRENT_FOLDER, names[0], _CURRENT_FOLDER, names[1], _EXCHANGE) == 0)
