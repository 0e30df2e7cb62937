"""The ledger of persons: which key an anchor was given first, so that a later build does not rename anyone.

A CSV with the columns ``anchor,key``, sorted by anchor; an anchor is ``<document key>#<name form>``.
"""

from __future__ import annotations

import contextlib
import csv
import fcntl
import io
import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError, MachineError, UsageError
from osce_kg.identifiers import digest

_KEY: Final = re.compile(r"person/[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Keys by anchor, e.g. ``n52627#Nursultan Nazarbayev`` → ``person/x0123456789ab``."""

    keys: Mapping[str, str]

    @classmethod
    def empty(cls) -> Ledger:
        """Return a ledger without entries."""
        return cls({})

    def implying(self, anchors: Iterable[tuple[str, str]]) -> Ledger:
        """Return a ledger as if an earlier build had given these keys to anchors that have none."""
        given = frozenset(self.keys.values())
        return Ledger({**{anchor: key for anchor, key in anchors if key not in given}, **self.keys})

    def extended(self, anchors: Iterable[tuple[str, str]]) -> Ledger:
        """Return a ledger with the anchors of a resolution; those of other documents stay as they are."""
        return Ledger({**self.keys, **dict(anchors)})


@dataclass(frozen=True, slots=True)
class Owner:
    """A cluster that needs a key: its anchors, oldest first, and the key of its authority person, if any."""

    anchors: tuple[str, ...]
    authority: str | None


@dataclass(frozen=True, slots=True)
class AssignedKey:
    """Key of a cluster, and the ledger keys that now lead to it."""

    key: str
    replaced: tuple[str, ...]


def read_ledger(path: Path) -> Ledger:
    """Read a ledger; a file that is not there is an empty ledger.

    Raises:
        InputError: the file cannot be read, or a line is not ``anchor,key``.
    """
    if not path.is_file():
        return Ledger.empty()
    keys: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            for row in rows:
                if rows.line_num == 1 and row == ["anchor", "key"]:
                    continue
                if len(row) != 2 or not _KEY.fullmatch(row[1]) or keys.get(row[0], row[1]) != row[1]:
                    raise InputError(
                        "a line of the ledger is ANCHOR,KEY", source=str(path), line=rows.line_num
                    )
                keys[row[0]] = row[1]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"the ledger cannot be read: {error}", source=str(path)) from error
    return Ledger(keys)


def require_ledger_place(path: Path) -> None:
    """See whether a ledger can be written at a path, before anybody works for it.

    Raises:
        UsageError: something else than a file is there, or there is no such folder.
        MachineError: the folder cannot be written.
    """
    if path.exists() and not path.is_file():
        raise UsageError(f"the ledger {path} is not a file")
    if not path.parent.is_dir():
        raise UsageError(f"the ledger {path} can have no place: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise MachineError(f"the ledger {path} cannot be written: its folder is read-only")


def write_ledger(ledger: Ledger, path: Path) -> None:
    """Write a ledger whole or not at all, sorted by anchor; one that is there is replaced.

    Raises:
        MachineError: it cannot be written.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("anchor", "key"))
    rows.writerows(sorted(ledger.keys.items()))
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        beside.write_text(text.getvalue(), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise MachineError(f"the ledger {path} cannot be written: {error.strerror or error}") from error


def extend_ledger(path: Path, before: Ledger, anchors: Iterable[tuple[str, str]]) -> None:
    """Add the keys of a resolution to a ledger, and lose none that other builds added meanwhile.

    Two processes that do this at the same time wait for each other. Of two keys that they gave to one anchor
    the ledger keeps the first.

    Args:
        path: the ledger as it is now; it is created if it is not there.
        before: the ledger that the resolution was made with.
        anchors: anchors of the resolution, and the key of each.

    Raises:
        InputError: the ledger was broken meanwhile.
        MachineError: it cannot be written.
    """
    try:
        with _locked(path):
            now = read_ledger(path)
            ours = [
                (anchor, key) for anchor, key in anchors if now.keys.get(anchor) == before.keys.get(anchor)
            ]
            write_ledger(now.extended(ours), path)
    except OSError as error:
        raise MachineError(f"the ledger {path} cannot be locked: {error.strerror or error}") from error


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock of a ledger, a file beside it; the system lets go when the process ends."""
    lock = path.with_name(f".{path.name}.lock")
    with contextlib.ExitStack() as opened:
        while True:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            opened.callback(os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Who held it before has removed the file: then others lock a new one.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(lock.stat(), os.fstat(descriptor)):
                    break
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def assign_keys(
    owners: Sequence[Owner], oldest_first: Iterable[str], ledger: Ledger, authorities: Collection[str]
) -> tuple[AssignedKey, ...]:
    """Give each cluster its key.

    A key of the ledger stays with the mention that it was made from; if that one has gone, with the oldest
    mention that had it. Of several keys a cluster keeps that of its authority person, or else the smallest,
    and replaces the others.

    Args:
        owners: clusters, the one with the oldest anchor first.
        oldest_first: the anchors of all clusters.
        ledger: keys given before.
        authorities: keys of the authority file; they belong to its persons alone.
    """
    owner_of = {anchor: index for index, owner in enumerate(owners) for anchor in owner.anchors}
    holder: dict[str, str] = {}
    for anchor in oldest_first:
        key = ledger.keys.get(anchor)
        if key is not None and key not in authorities and (key not in holder or key == _digest_key(anchor)):
            holder[key] = anchor
    owned: defaultdict[int, set[str]] = defaultdict(set)
    for key, anchor in holder.items():
        owned[owner_of[anchor]].add(key)
    taken = {*ledger.keys.values(), *authorities}
    assigned: list[AssignedKey] = []
    for index, owner in enumerate(owners):
        key = owner.authority or min(owned[index], default="") or _fresh(owner.anchors[0], taken)
        taken.add(key)
        assigned.append(AssignedKey(key, tuple(sorted(owned[index] - {key}))))
    return tuple(assigned)


def recorded_keys(
    owners: Iterable[Owner], assigned: Iterable[AssignedKey], ledger: Ledger
) -> Iterator[tuple[str, str]]:
    """Give the key that a ledger keeps for each anchor: the old one as long as it leads to the person."""
    for owner, own in zip(owners, assigned, strict=True):
        leading = {own.key, *own.replaced}
        for anchor in owner.anchors:
            before = ledger.keys.get(anchor)
            yield anchor, before if before in leading else own.key


def _fresh(anchor: str, taken: Collection[str]) -> str:
    """Return the digest key of an anchor, or of that if somebody had it already."""
    key = _digest_key(anchor)
    while key in taken:
        key = "person/x" + digest(key, anchor)
    return key


def _digest_key(anchor: str) -> str:
    return "person/x" + digest(anchor)
