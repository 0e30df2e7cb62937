"""What is to be known of a build before it is served: which one it is, and whether it fits the memory."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeAlias

from osce_kg.config import Settings
from osce_kg.errors import InputError, MissingInputError, OsceKgError
from osce_kg.publishing import LOADED_FILES
from osce_kg.server.summarizing import published_version
from osce_kg.store.endpoint import SparqlEndpoint
from osce_kg.store.endpoint_reader import EndpointReader

QUICKLY_LOADED: Final = 200 << 20
"""Bytes in memory of a graph that is read in a few seconds."""

Identity: TypeAlias = tuple[int | str, ...]
"""Of what is served: it is another when that is; empty while there is nothing."""

_BYTES_IN_MEMORY: Final = 3
"""For each byte of these files, rounded up from what was measured."""


def identity_of(data: Path) -> Identity:
    """Return numbers that are others when the build in ``data`` is another; none while there is no build."""
    try:
        states = (data.stat(), (data / "dump").stat())
    except OSError:
        return ()
    return tuple(number for state in states for number in (state.st_dev, state.st_ino, state.st_mtime_ns))


def backend_identity(settings: Settings) -> Identity:
    """Return the version of what was published into a store of others; nothing if it does not answer."""
    try:
        return (published_version(EndpointReader(SparqlEndpoint(settings.backend, settings.deadline))),)
    except OsceKgError:
        return ()


def require_same(data: Path, identity: Identity) -> None:
    """See that all that was read since ``identity_of`` is of one build.

    Raises:
        InputError: the build has been replaced.
    """
    if identity_of(data) != identity:
        raise InputError("the build was replaced while it was read", source=str(data))


def memory_needed(data: Path) -> int:
    """Return the bytes that the statements of a build would take in memory, roughly.

    Raises:
        MissingInputError: the build has no release.
    """
    try:
        return _BYTES_IN_MEMORY * sum((data / "dump" / name).stat().st_size for name in LOADED_FILES)
    except OSError as error:
        raise MissingInputError("there is no whole release", source=str(data / "dump")) from error
