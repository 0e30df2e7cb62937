"""What has changed since a commit: the statements of now and of then, compared.

Statements are compared, not lines: moving or re-indenting changes nothing, and what was taken away counts.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox

from osce_kg.errors import InputError, UsageError
from osce_kg.identifiers import digest
from osce_kg.validation.git import Snapshot, snapshot
from osce_kg.validation.loading import blank_node_names, parse_quads
from osce_kg.validation.sources import (
    RdfFile,
    RdfSource,
    ReceivedRdf,
    format_of,
    is_surely_rdf,
    read_text_bytes,
)
from osce_kg.validation.terms import Triple

_ROUNDS = 3
_NO_LONGER = -1
"""Number of the file that a blank node of then is in: its name must be none of now."""


def changed_statements(
    sources: Sequence[RdfSource], directories: Iterable[Path], reference: str
) -> frozenset[Triple]:
    """Return the statements that came or went since HEAD left ``reference``.

    A blank node is what is said of it: one that differs changes the statements that lead to it, too. Blank
    nodes that are no more have names that no present one has.

    Args:
        sources: files in git repositories.
        directories: those that the user named: files that went from them have changed, too.

    Raises:
        UsageError: a source is no file, or is in no repository with such a commit.
        MachineError: git is not installed, or failed.
        InputError: a file of now or of then does not parse.
    """
    came: set[Triple] = set()
    went: set[Triple] = set()
    for now, then in _pairs(sources, directories, _Commits(reference)):
        if now is None or then is None or now[1].read() != then.read():
            new = _Statements(now[1], now[0]) if now else _Statements(None, 0)
            old = _Statements(then, _NO_LONGER)
            came.update(new.without(old))
            went.update(old.without(new))
    # What went from one file and came into another has moved. Blank nodes have other names there.
    return frozenset(came ^ went)


class _Commits:
    """The commit to compare with, in each repository."""

    def __init__(self, reference: str) -> None:
        self._reference = reference
        self._known: dict[Path, Snapshot] = {}

    def of(self, directory: Path) -> Snapshot:
        if directory not in self._known:
            self._known[directory] = snapshot(directory, self._reference)
        return self._known[directory]


_Numbered = tuple[int, RdfSource]


def _pairs(
    sources: Sequence[RdfSource], directories: Iterable[Path], commits: _Commits
) -> Iterator[tuple[_Numbered | None, RdfSource | None]]:
    """Yield each source, with its number, as it is and as it was; None where it is not or was not."""
    for number, source in enumerate(sources):
        if not isinstance(source, RdfFile):
            raise UsageError(f"{source.name} has no history: --changed-since needs files")
        yield (number, source), _earlier(source, commits.of(source.path.parent))
    present = {source.path.resolve() for source in sources if isinstance(source, RdfFile)}
    for directory in directories:
        commit = commits.of(directory)
        for path in commit.files_below(directory):
            rdf_format = format_of(path)
            if path not in present and rdf_format is not None and is_surely_rdf(path):
                yield None, _earlier(RdfFile(str(path), path, rdf_format), commit)


def _earlier(file: RdfFile, commit: Snapshot) -> RdfSource | None:
    data = commit.read(file.path)
    if data is None:
        return None
    name = f"{file.name} as it was"
    try:
        with _unpacked(data, file.path) as stream:
            return ReceivedRdf(name, read_text_bytes(stream, name), file.format, file.base)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"the .gz file is broken or cut off ({error})", source=name) from error


def _unpacked(data: bytes, path: Path) -> BinaryIO:
    stream = io.BytesIO(data)
    return cast(BinaryIO, gzip.open(stream)) if path.suffix == ".gz" else stream


class _Statements:
    """The statements of a source, with keys in which blank nodes are what is said of them."""

    def __init__(self, source: RdfSource | None, number: int) -> None:
        quads = list(parse_quads(source)) if source else []
        names = blank_node_names(quads, number)
        written = [
            (_term(quad.subject, names), str(quad.predicate), _term(quad.object, names)) for quad in quads
        ]
        contents = _contents(written, names.values())
        self.by_key: dict[Triple, list[Triple]] = defaultdict(list)
        self._leading: dict[str, list[Triple]] = defaultdict(list)
        for statement in written:
            subject, predicate, value = statement
            key = (contents.get(subject, subject), predicate, contents.get(value, value))
            self.by_key[key].append(statement)
            if value.startswith("_:"):
                self._leading[value].append(statement)

    def without(self, others: _Statements) -> Iterator[Triple]:
        """Give the statements that the others lack, and those that lead to them."""
        for key, written in self.by_key.items():
            if key not in others.by_key:
                for statement in written:
                    yield statement
                    yield from self.leading_to(statement[0])

    def leading_to(self, node: str) -> set[Triple]:
        """Return the statements by which a blank node is part of others, up to those with names."""
        found: set[Triple] = set()
        todo = [node] if node.startswith("_:") else []
        while todo:
            more = set(self._leading[todo.pop()]) - found
            found |= more
            todo += (subject for subject, _, _ in more if subject.startswith("_:"))
        return found


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, names: Mapping[str, str]) -> str:
    return names[term.value] if isinstance(term, ox.BlankNode) else str(term)


def _contents(statements: Iterable[Triple], nodes: Iterable[str]) -> dict[str, str]:
    """Return a digest of what is said about each blank node, some steps deep."""
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, predicate, value in statements:
        if subject.startswith("_:"):
            said[subject].append((predicate, value))
    contents = dict.fromkeys(nodes, "_:")
    for _ in range(_ROUNDS):
        contents = {
            node: "_:"
            + digest(*sorted(f"{predicate} {contents.get(value, value)}" for predicate, value in said[node]))
            for node in contents
        }
    return contents
