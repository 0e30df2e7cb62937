"""Which files to validate, and their bytes: found, unpacked, checked to be whole."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import RdfFormat

from osce_kg.errors import InputError, LimitError, MissingInputError

MAX_BYTES = 2 * 1024**3
"""Largest file that is read, in bytes after unpacking: a small .gz must not fill the memory."""

_BUILD_DUMPS = ("osce-kg.nt", "osce-kg.nt.gz", "osce-kg.nq", "osce-kg.nq.gz")
_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
}
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class RdfFile:
    """A file of RDF.

    Attributes:
        name: the path as the user gave it, or the dump of the build directory the user gave.
        path: where it is.
        format: by its extension, ``.gz`` left aside.
    """

    name: str
    path: Path
    format: RdfFormat

    @property
    def base(self) -> str:
        """IRI that relative IRIs in the file refer to."""
        return self.path.absolute().as_uri()

    def read(self) -> bytes:
        """Return the unpacked bytes, which are UTF-8 without a byte order mark.

        Raises:
            MissingInputError: there is no such file.
            InputError: not a file, a truncated or broken .gz, not UTF-8.
            LimitError: more than ``MAX_BYTES``.
        """
        if not self.path.exists():
            raise MissingInputError("no such file", source=self.name)
        if not self.path.is_file():
            raise InputError("not a regular file", source=self.name)
        try:
            data = self._unpacked()
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise InputError(f"the .gz file is broken or cut off ({error})", source=self.name) from error
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror or error})", source=self.name) from error
        data = data.removeprefix(_BOM)
        self._refuse_other_encodings(data)
        return data

    def _unpacked(self) -> bytes:
        with self._open() as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise LimitError(f"{self.name}: more than {MAX_BYTES // 1024**2} MiB of RDF in one file")
        return data

    def _open(self) -> BinaryIO:
        if self.path.suffix == ".gz":
            return cast(BinaryIO, gzip.open(self.path, "rb"))
        return self.path.open("rb")

    def _refuse_other_encodings(self, data: bytes) -> None:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise InputError("not UTF-8 text", source=self.name, line=line) from error


def rdf_files(sources: Iterable[Path]) -> tuple[RdfFile, ...]:
    """Return the files behind ``sources``: each a file of RDF or the directory of a build.

    Raises:
        MissingInputError: there is no such file or directory.
        InputError: a directory that is no build, an unknown extension, a dump that is not the one its
            ``SHA256SUMS`` speaks of.
    """
    return tuple(_build_dump(source) if source.is_dir() else _rdf_file(source) for source in sources)


def _rdf_file(path: Path) -> RdfFile:
    extension = Path(path.name.removesuffix(".gz")).suffix.lower()
    rdf_format = _FORMATS.get(extension)
    if rdf_format is None:
        known = f"{' '.join(_FORMATS)}, each also with .gz"
        raise InputError(f"the format cannot be told from the extension; known: {known}", source=str(path))
    return RdfFile(str(path), path, rdf_format)


def _build_dump(directory: Path) -> RdfFile:
    for name in _BUILD_DUMPS:
        path = directory / "dump" / name
        if path.is_file():
            _check_against_manifest(path)
            return _rdf_file(path)
    raise MissingInputError(
        "not the directory of a build: no dump/osce-kg.nt or .nq in it", source=str(directory)
    )


def _check_against_manifest(dump: Path) -> None:
    manifest = dump.parent / "SHA256SUMS"
    if not manifest.is_file():
        return
    for line in manifest.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition(" ")
        if name.strip().lstrip("*") == dump.name:
            with dump.open("rb") as stream:
                actual = hashlib.file_digest(stream, "sha256").hexdigest()
            if actual != expected.lower():
                raise InputError("the dump is not the one that SHA256SUMS speaks of", source=str(dump))
