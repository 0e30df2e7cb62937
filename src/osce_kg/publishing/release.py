"""Writing a release so that a reader sees the old one or the new one, never a torn file."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import os
from pathlib import Path

from osce_kg import __version__
from osce_kg.errors import UsageError
from osce_kg.model.release import Distribution, Release
from osce_kg.publishing.description import describe_release
from osce_kg.publishing.dumps import FORMATS, read_sorted_lines, serialize_lines
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


def publish_release(store: StatementReader, directory: Path, *, version: str = __version__) -> Release:
    """Write all dumps of the store, their description and their checksums into ``directory``.

    Equal data give equal bytes. Where ``SOURCE_DATE_EPOCH`` is set, the description says when it was issued.

    Raises:
        MachineError: the files could not be written.
        UsageError: ``SOURCE_DATE_EPOCH`` is not a number of seconds.
    """
    issued = _issued(os.environ.get("SOURCE_DATE_EPOCH"))
    lines = read_sorted_lines(store)
    distributions: list[Distribution] = []
    with StagedFiles(directory) as files:
        for extension, content in serialize_lines(lines):
            for suffix, data in (("", content), (".gz", _gzipped(content))):
                name = f"{STEM}.{extension}{suffix}"
                files.write(name, data)
                distributions.append(
                    Distribution(
                        name,
                        FORMATS[extension].media_type,
                        len(data),
                        _sha256(data),
                        compressed=bool(suffix),
                        is_canonical=name == CANONICAL,
                    )
                )
        graph_version = next(item.sha256 for item in distributions if item.is_canonical)
        release = Release(version, graph_version, len(lines.quads), len(lines.triples), tuple(distributions))
        description = describe_release(release, lines.triples, issued)
        files.write(DESCRIPTION, description)
        checksums = [(item.sha256, item.name) for item in distributions]
        checksums.append((_sha256(description), DESCRIPTION))
        files.write(MANIFEST, "".join(f"{digest}  {name}\n" for digest, name in checksums).encode())
        files.commit()
    return release


def _gzipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    # Neither name nor time in the header, or equal content would give different files.
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=6, mtime=0) as file:
        file.write(content)
    return packed.getvalue()


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
