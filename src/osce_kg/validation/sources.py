"""RDF to validate, as a file or as received: its bytes, unpacked and checked to be whole text."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, ClassVar, Final, cast

from pyoxigraph import RdfFormat

from osce_kg.errors import InputError, LimitError, MissingInputError

MAX_BYTES = 2 * 1024**3
"""Most that is read from one source, in bytes after unpacking: a small .gz must not fill the memory."""
_BLOCK: Final = 1 << 20

FORMATS: Final[Mapping[str, RdfFormat]] = MappingProxyType(
    {
        "turtle": RdfFormat.TURTLE,
        "trig": RdfFormat.TRIG,
        "ntriples": RdfFormat.N_TRIPLES,
        "nquads": RdfFormat.N_QUADS,
        "rdfxml": RdfFormat.RDF_XML,
        "jsonld": RdfFormat.JSON_LD,
    }
)
"""The formats that are read, by the names that users call them."""

_EXTENSIONS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".xml": RdfFormat.RDF_XML,
    ".json": RdfFormat.JSON_LD,
}
_OF_OTHER_THINGS_TOO = frozenset({".xml", ".json"})
_BIT = 2**20
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

    has_lines: ClassVar[bool] = True

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
        with told_as_bad_input(self.name):
            if not self.path.exists():
                raise MissingInputError("no such file", source=self.name)
            if not self.path.is_file():
                raise InputError("not a regular file", source=self.name)
            try:
                with self._open() as stream:
                    return read_text_bytes(stream, self.name)
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                raise InputError(f"the .gz file is broken or cut off ({error})", source=self.name) from error

    def _open(self) -> BinaryIO:
        if self.path.suffix == ".gz":
            return cast(BinaryIO, gzip.open(self.path, "rb"))
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class ReceivedRdf:
    """RDF that came from standard input or from a server.

    Attributes:
        name: what reports call it.
        data: as for ``RdfFile.read``.
        base: IRI that relative IRIs refer to; None if they refer to nothing, and are errors.
        has_lines: somebody wrote the lines, so that it helps to tell them.
    """

    name: str
    data: bytes
    format: RdfFormat
    base: str | None = None
    has_lines: bool = True

    def read(self) -> bytes:
        """Return the bytes."""
        return self.data


RdfSource = RdfFile | ReceivedRdf
"""Whatever can be validated: it has a name, a format, a base and bytes."""


@contextmanager
def told_as_bad_input(name: str) -> Iterator[None]:
    """Turn what the system says about a file that cannot be read into bad input.

    Raises:
        InputError: it cannot be read; ``name`` is its source.
    """
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", source=name) from error


def format_of(path: Path) -> RdfFormat | None:
    """Return the format that the extension tells, ``.gz`` left aside; None if it tells none."""
    return _EXTENSIONS.get(_extension(path))


def is_surely_rdf(path: Path) -> bool:
    """Tell whether the extension is one of RDF alone: .json and .xml are those of other things, too."""
    return _extension(path) in _EXTENSIONS.keys() - _OF_OTHER_THINGS_TOO


def known_extensions() -> str:
    """Return the extensions that tell a format, for messages."""
    return f"{' '.join(_EXTENSIONS)}, each also with .gz"


def read_text_bytes(stream: BinaryIO, name: str) -> bytes:
    """Return what is in ``stream``: UTF-8, its byte order mark left out.

    Args:
        name: what errors call it.

    Raises:
        InputError: it is not UTF-8.
        LimitError: more than ``MAX_BYTES``.
    """
    data = bytearray()
    # Not all at once: a file makes room for as many bytes as are asked for, however few it has.
    while block := stream.read(_BLOCK):
        data += block
        if len(data) > MAX_BYTES:
            raise LimitError(f"{name}: more than {MAX_BYTES // 1024**2} MiB of RDF in one file")
    return text_bytes(bytes(data), name)


def text_bytes(data: bytes, name: str) -> bytes:
    """Return ``data`` without a byte order mark.

    Raises:
        InputError: it is not UTF-8; the line and column (in bytes) are told.
    """
    data = data.removeprefix(_BOM)
    try:
        _check_utf8(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise InputError("not UTF-8 text", source=name, line=line, column=column) from error
    return data


def _check_utf8(data: bytes) -> None:
    """Decode the data bit by bit, so that a large file is not in memory twice; if it fails, all of it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _BIT):
            decoder.decode(data[start : start + _BIT])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        data.decode("utf-8")


def _extension(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix.lower()
