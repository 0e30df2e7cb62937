"""A release, opened once for reading: its files stay what they were, whatever takes their names later.

A new release replaces names, not contents. Who opens a file by its name for each request may find the new
file under the digest of the old one, and mix the two in one download. So all files are opened at once, their
digests are compared with the manifest, and from then on they are read by what was opened.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import re
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from osce_kg.errors import InputError, MissingInputError
from osce_kg.publishing.release import DESCRIPTION, MANIFEST
from osce_kg.publishing.summary import ReleaseSummary, parse_summary

_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]*)")
_PART: Final = 1 << 16


class ReleaseFile:
    """One file, held open; several processes may read it at once.

    Attributes:
        name: its name in the release.
        sha256: hex digest of its content.
        size: bytes.
        modified: seconds since the epoch when it was written.
    """

    def __init__(self, name: str, descriptor: int) -> None:
        weakref.finalize(self, os.close, descriptor)
        self._descriptor = descriptor
        status = os.fstat(descriptor)
        self.name = name
        self.size = status.st_size
        self.modified = status.st_mtime
        digest = hashlib.sha256()
        for part in self.parts():
            digest.update(part)
        self.sha256 = digest.hexdigest()

    def parts(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Give the bytes from ``start`` up to ``stop``, in pieces.

        Raises:
            InputError: the file has become shorter.
        """
        position, stop = start, self.size if stop is None else stop
        while position < stop:
            # Not read(): processes that were forked from one share the place in the file.
            part = os.pread(self._descriptor, min(_PART, stop - position), position)
            if not part:
                raise InputError("the file has become shorter", source=self.name)
            position += len(part)
            yield part

    def content(self) -> bytes:
        """Return the whole content."""
        return b"".join(self.parts())

    def mapped(self) -> mmap.mmap | bytes:
        """Return the content as a buffer that takes no memory of its own."""
        # Nothing cannot be mapped.
        return mmap.mmap(self._descriptor, 0, access=mmap.ACCESS_READ) if self.size else b""


@dataclass(frozen=True, slots=True)
class OpenedRelease:
    """A release.

    Attributes:
        files: by name; the manifest is one of them.
        summary: what the release says of itself.
    """

    files: Mapping[str, ReleaseFile]
    summary: ReleaseSummary

    @classmethod
    def open(cls, directory: Path) -> Self:
        """Open the release in ``directory`` and check it against its manifest.

        Raises:
            MissingInputError: there is no release, or a file of it is missing.
            InputError: the manifest is damaged, or a file is not the one that it lists.
        """
        try:
            # One folder for all files, also if another takes its name in between.
            folder = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError as error:
            raise MissingInputError("there is no release", source=str(directory)) from error
        except OSError as error:
            reason = f"the release cannot be opened: {error.strerror}"
            raise InputError(reason, source=str(directory)) from error
        try:
            manifest = _opened(MANIFEST, folder, directory)
            files = {MANIFEST: manifest}
            for name, digest in _parsed_manifest(manifest, directory).items():
                files[name] = _opened(name, folder, directory)
                if files[name].sha256 != digest:
                    raise InputError("not the file that the manifest lists", source=str(directory / name))
        finally:
            os.close(folder)
        if DESCRIPTION not in files:
            raise MissingInputError("the release has no description", source=str(directory))
        summary = parse_summary(files[DESCRIPTION].content(), str(directory / DESCRIPTION))
        return cls(files, summary)


def _opened(name: str, folder: int, directory: Path) -> ReleaseFile:
    try:
        # A link could lead out of the folder; we write none.
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder)
        return ReleaseFile(name, descriptor)
    except FileNotFoundError as error:
        reason = "there is no release" if name == MANIFEST else "a file of the release is missing"
        raise MissingInputError(reason, source=str(directory / name)) from error
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", source=str(directory / name)) from error


def _parsed_manifest(manifest: ReleaseFile, directory: Path) -> dict[str, str]:
    """Return the files that the manifest lists: name to SHA-256."""
    source = str(directory / manifest.name)
    try:
        lines = manifest.content().decode("ascii").splitlines()
    except UnicodeDecodeError as error:
        raise InputError("the manifest of the release cannot be read", source=source) from error
    files: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        match = _MANIFEST_LINE.fullmatch(line)
        if match is None:
            raise InputError("not a line of a manifest", source=source, line=number)
        files[match[2]] = match[1]
    return files
