"""What a build keeps of its resolution for the next one: what blocks and units of mentions gave.

Each result is a pure function of what its digest covers, so that the next build gets the same by looking it
up as by working it out. A file that is damaged, missing or made by another program counts as empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from osce_kg.errors import MachineError

_KIND: Final = "osce-kg resolution 1"
_BETWEEN: Final = "\n\n"
"""Stands between results; none has an empty line in it."""


class KeptResults:
    """Results by digest: those of an earlier build, and those that this build used or added."""

    def __init__(self, program: str, earlier: Mapping[str, str] | None = None) -> None:
        """Start with what an earlier build used or added, if anything.

        Args:
            program: digest of the program and its libraries.
            earlier: results by key.
        """
        self._program = program
        self._earlier = dict(earlier or {})
        self._used: dict[str, str] = {}

    @property
    def used(self) -> Mapping[str, str]:
        """The results that this build used or added, by key."""
        return self._used

    @classmethod
    def read(cls, path: Path, program: str) -> KeptResults:
        """Return what an earlier build kept; nothing if there is nothing that holds.

        Args:
            path: of the file.
            program: digest of the program and its libraries; another one might give other results.
        """
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            if head != _head(program, body):
                return cls(program)
            entries = body.decode("utf-8").split(_BETWEEN) if body else []
        except (OSError, ValueError):
            return cls(program)
        return cls(program, {entry[:32]: entry[33:] for entry in entries})

    def find(self, key: str) -> str | None:
        """Return the result with this key, which is kept for the next build, too; None if there is none."""
        result = self._earlier.pop(key, None)
        if result is None:
            return self._used.get(key)
        self._used[key] = result
        return result

    def add(self, key: str, result: str) -> None:
        """Keep a result, a text without empty lines, under the digest of what it follows from."""
        self._used[key] = result

    def write(self, path: Path) -> None:
        """Write what this build used or added; the same results give the same bytes.

        Raises:
            MachineError: it cannot be written.
        """
        entries = (f"{key} {self._used[key]}" for key in sorted(self._used))
        body = _BETWEEN.join(entries).encode("utf-8")
        beside = path.with_name(path.name + ".new")
        try:
            with beside.open("wb") as file:
                file.writelines((_head(self._program, body), b"\n", body))
            beside.replace(path)
        except OSError as error:
            raise MachineError(f"{path} cannot be written: {error.strerror or error}") from error


def digest_of(kind: str, parts: Iterable[bytes]) -> str:
    """Return the key of a result: 32 hex digits over its kind and what it follows from.

    Args:
        kind: of result, with what its form and meaning depend on.
        parts: each of a length that the kind tells, or that an earlier part tells.
    """
    whole = hashlib.blake2b(kind.encode(), digest_size=16)
    whole.update(b"\n")
    whole.update(b"".join(parts))
    return whole.hexdigest()


def _head(program: str, body: bytes) -> bytes:
    return f"{_KIND} {program} {hashlib.sha256(body).hexdigest()}".encode()
