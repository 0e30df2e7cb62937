"""Writing a release so that a reader sees the old one or the new one, never a torn file."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import shutil
from contextlib import ExitStack
from pathlib import Path

from osce_kg import __version__
from osce_kg.errors import UsageError
from osce_kg.model.release import Distribution, Release
from osce_kg.publishing.description import describe_release
from osce_kg.publishing.dumps.arrangements import FORMATS
from osce_kg.publishing.dumps.contents import Contents, RevisedContents, StatementChanges, StoreContents
from osce_kg.publishing.dumps.former import FormerRelease, UnusableReleaseError
from osce_kg.publishing.dumps.index import DumpIndex
from osce_kg.publishing.dumps.writing import WrittenDumps, write_dumps
from osce_kg.publishing.staging import StagedFiles
from osce_kg.store.interface import StatementReader

DUMP = "dump"
"""Folder of the release in a build's directory."""

STEM = "osce-kg"
CANONICAL = f"{STEM}.nq"
"""Sorted canonical N-Quads without blank nodes are what RDFC-1.0 makes of a dataset: the digest of this file
is the hash of the dataset, and the version of the data."""

TRIPLES = f"{STEM}.nt"
DESCRIPTION = "void.ttl"
MANIFEST = "SHA256SUMS"
_SCRATCH = ".sorting.partial"
_SHARE_OF_MEMORY = 4


def publish_release(
    store: StatementReader,
    directory: Path,
    *,
    version: str = __version__,
    index: Path | None = None,
    changes: StatementChanges | None = None,
) -> Release:
    """Write all dumps of the store, their description and their checksums into ``directory``.

    Equal data give equal bytes, whether the files are made from nothing or from those of an earlier release.
    Where ``SOURCE_DATE_EPOCH`` is set, the description says when it was issued.

    Args:
        store: what is published.
        directory: where; made if it is not there.
        version: of the software.
        index: file to write the index of the release to, with which it can be the earlier one of another.
        changes: how the store differs from an earlier release. Where that or its index is not there or not
            as it was written, or most of it has changed, everything is read from the store.

    Raises:
        MachineError: the files could not be written.
        UsageError: ``SOURCE_DATE_EPOCH`` is not a number of seconds.
    """
    issued = _issued(os.environ.get("SOURCE_DATE_EPOCH"))
    if changes is not None:
        try:
            with ExitStack() as opened:
                former = FormerRelease.open(changes.release, changes.index, STEM, MANIFEST, opened)
                contents = RevisedContents(former, changes.removed, changes.added)
                return _publish(contents, directory, index, version, issued)
        except UnusableReleaseError:
            pass  # everything is in the store
    scratch = directory / _SCRATCH
    try:
        return _publish(StoreContents(store, scratch), directory, index, version, issued)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def read_ahead(directory: Path) -> None:
    """Bring a release into the cache of the system, if that takes no more than a quarter of the memory.

    The next release is made of it, and this one was written past the cache. What cannot be read is left.
    """
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    buffer = bytearray(1 << 20)
    with contextlib.suppress(OSError):
        files = [path for path in sorted(directory.iterdir()) if path.is_file()]
        if sum(path.stat().st_size for path in files) > memory // _SHARE_OF_MEMORY:
            return
        for path in files:
            with path.open("rb", buffering=0) as file:
                while file.readinto(buffer):
                    continue


def _publish(
    contents: Contents, directory: Path, index: Path | None, version: str, issued: str | None
) -> Release:
    with StagedFiles(directory) as files:
        dumps = write_dumps(contents, files, STEM)
        census = contents.counts.census()
        distributions = _distributions(dumps)
        graph_version = next(item.sha256 for item in distributions if item.is_canonical)
        triples = contents.counts.triples
        release = Release(version, graph_version, contents.quads, triples, distributions)
        description = describe_release(release, census, issued)
        files.write(DESCRIPTION, description)
        checksums = [(item.sha256, item.name) for item in distributions]
        checksums.append((_sha256(description), DESCRIPTION))
        manifest = "".join(f"{digest}  {name}\n" for digest, name in checksums).encode()
        files.write(MANIFEST, manifest)
        files.commit()
    if index is not None:
        known = DumpIndex(
            manifest=_sha256(manifest),
            quads=contents.quads,
            namespaces=contents.namespaces,
            counts=contents.counts,
            chunks=dumps.chunks,
            parts={extension: dumps.formats[extension].parts for extension in FORMATS},
        )
        with StagedFiles(index.parent) as files:
            files.write(index.name, known.to_bytes())
            files.commit()
    return release


def _distributions(dumps: WrittenDumps) -> tuple[Distribution, ...]:
    found: list[Distribution] = []
    for extension, rdf_format in FORMATS.items():
        written = dumps.formats[extension]
        for suffix, file in (("", written.plain), (".gz", written.packed)):
            name = f"{STEM}.{extension}{suffix}"
            found.append(
                Distribution(
                    name,
                    rdf_format.media_type,
                    file.size,
                    file.sha256,
                    compressed=bool(suffix),
                    is_canonical=name == CANONICAL,
                )
            )
    return tuple(found)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _issued(epoch: str | None) -> str | None:
    if not epoch:
        return None
    try:
        moment = dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}") from error
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
