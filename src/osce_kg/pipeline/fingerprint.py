"""A digest of all that a graph is made from: two builds with the same one hold the same graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from sys import version_info
from typing import Final

from osce_kg import __version__
from osce_kg.documents import read_documents
from osce_kg.extraction import EXTRACTOR, EXTRACTOR_VERSION
from osce_kg.model.document import ReadDocument
from osce_kg.model.resolution import Judgement
from osce_kg.resolution import Ledger, read_judgements
from osce_kg.resources import resource_path

_PROGRAM: Final = Path(__file__).parents[1]
_RESOURCES: Final = (("data", "reference"), ("ontology",), ("queries", "rules"))
_LIBRARIES: Final = ("anyascii", "numpy", "pyoxigraph", "rapidfuzz", "rdflib")
"""Libraries whose other versions may resolve or state something in another way."""

_PROGRAM_FILES: Final = frozenset({".json", ".py", ".toml"})
_NO_PART: Final = frozenset(
    {
        "_resources",
        "acquisition",
        "cli",
        "evaluation",
        "hosting",
        "querying",
        "reviewing",
        "server",
        "validation",
        "writing",
    }
)
"""Folders of the program that no graph depends on; the resources that it does depend on are read apart."""


def fingerprint(
    documents: Iterable[ReadDocument],
    judgements: Iterable[Judgement],
    ledger: Ledger,
    extractor: tuple[str, str],
) -> str:
    """Return the hex SHA-256 of what a build is made from.

    Args:
        documents: as read, so that what a register says of them counts too.
        judgements: human decisions as read, since their file may be longer by now, or a pipe.
        ledger: keys given before.
        extractor: its name, and its version with all that its facts depend on.
    """
    parts = [
        graph_program(),
        *extractor,
        *map(repr, judgements),
        *(f"{anchor},{key}" for anchor, key in sorted(ledger.keys.items())),
        *(f"{document.source}\n{document.retrieved}\n{document.content}" for document in documents),
    ]
    return digest_of(parts)


def fingerprint_of_sources(sources: Sequence[str], judgements: Path) -> str:
    """Return the fingerprint that a build of these sources by the rules, without a ledger, would have now."""
    documents = read_documents(sources).readings
    return fingerprint(documents, read_judgements(judgements), Ledger.empty(), (EXTRACTOR, EXTRACTOR_VERSION))


@cache
def graph_program() -> str:
    """Return a digest of the stages, the data that come with them, and the libraries that they work with."""
    program = program_contents(lambda part: part not in _NO_PART)
    resources, libraries = resource_contents(*_RESOURCES), library_versions(*_LIBRARIES)
    return digest_of([__version__, *program, *resources, *libraries])


def program_contents(takes: Callable[[str], bool]) -> Iterator[str]:
    """Yield name and digest of the files of the program that make a difference, in the order of their names.

    Args:
        takes: tells of the name of a folder or file at the top of the package whether it counts.
    """
    yield from _contents(_PROGRAM, lambda name: takes(name.parts[0]) and name.suffix in _PROGRAM_FILES)


def resource_contents(*folders: tuple[str, ...]) -> Iterator[str]:
    """Yield name and digest of every file of some resources: see :func:`osce_kg.resources.resource_path`."""
    for parts in folders:
        yield from _contents(resource_path(*parts), lambda _: True)


def library_versions(*names: str) -> Iterator[str]:
    """Yield name and version of libraries, and of Python, with which its tables of characters change."""
    yield f"python {version_info.major}.{version_info.minor}"
    yield from (f"{name} {_installed(name)}" for name in names)


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


def _contents(folder: Path, takes: Callable[[Path], bool]) -> Iterator[str]:
    """Yield name and digest of every file below a folder, in the order of their names."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if takes(name) and path.is_file():
            yield f"{name.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def digest_of(parts: Iterable[str]) -> str:
    """Return the hex SHA-256 of texts; each is closed, so that moving an end changes it."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
