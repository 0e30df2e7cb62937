"""Which focus nodes a change can affect: the statements of now and of an earlier commit, compared.

Statements are compared, not lines: moving or re-indenting changes nothing, and what was taken away counts.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox
from rdflib.namespace import RDF

from osce_kg.errors import InputError, UsageError
from osce_kg.identifiers import digest
from osce_kg.model.validation import ValidationReport
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

REACH = 2
"""How many statements away from a change a shape can see it."""

_TYPE = str(RDF.type)
_ROUNDS = 3
_NO_LONGER = -1
"""Number of the file that a blank node of then is in: its name must be none of now."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different since a commit.

    Attributes:
        described: nodes with statements that came or went, as N-Triples terms.
        touched: these, and the nodes that such statements point to.
    """

    described: frozenset[str]
    touched: frozenset[str]


def find_changes(sources: Sequence[RdfSource], directories: Iterable[Path], reference: str) -> Changes:
    """Compare ``sources`` with what they were at the commit where HEAD left ``reference``.

    Args:
        sources: files in git repositories.
        directories: those that the user named: files that went from them have changed, too.

    Raises:
        UsageError: a source is no file, or is in no repository with such a commit.
        MachineError: git is not installed, or failed.
        InputError: a file of now or of then does not parse.
    """
    commits = _Commits(reference)
    described: set[str] = set()
    touched: set[str] = set()
    for now, then in _pairs(sources, directories, commits):
        if now is not None and then is not None and now[1].read() == then.read():
            continue
        for subject, value in _differences(now, then):
            described.add(subject)
            touched |= {subject, value}
    return Changes(frozenset(described), frozenset(touched - {""}))


def only_changed(
    report: ValidationReport, sources: Sequence[RdfSource], changes: Changes, reference: str
) -> ValidationReport:
    """Narrow a report down to the focus nodes that the changes describe or can affect.

    All data has been validated before: this only chooses. It is the one place to put an engine that validates
    some focus nodes alone.
    """
    affected = _neighbourhood(changes, sources)
    findings = tuple(finding for finding in report.findings if finding.focus_node in affected)
    scope = (
        f"only what changed since {reference}: {len(changes.described):,} nodes, {len(affected):,} affected"
    )
    return replace(report, findings=findings, scope=scope)


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


def _differences(now: _Numbered | None, then: RdfSource | None) -> Iterator[tuple[str, str]]:
    """Yield subject and value of the statements that came or went; blank nodes by their names of now."""
    new = _Statements(now[1], now[0]) if now else _Statements(None, 0)
    old = _Statements(then, _NO_LONGER)
    for statements, others in ((new, old), (old, new)):
        for key, places in statements.by_key.items():
            if key not in others.by_key:
                for subject, value in places:
                    for owner in statements.owners(subject):
                        yield owner, value


class _Statements:
    """The statements of a source, with keys in which blank nodes are what is said of them."""

    def __init__(self, source: RdfSource | None, number: int) -> None:
        quads = list(parse_quads(source)) if source else []
        self._names = blank_node_names(quads, number)
        self._parents: dict[str, set[str]] = defaultdict(set)
        contents = self._contents(quads)
        self.by_key: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
        for quad in quads:
            subject, value = self._name(quad.subject), self._name(quad.object)
            key = (contents.get(subject, subject), quad.predicate.value, contents.get(value, value))
            is_node = not isinstance(quad.object, ox.Literal) and quad.predicate.value != _TYPE
            self.by_key[key].append((subject, value if is_node else ""))
            if isinstance(quad.object, ox.BlankNode):
                self._parents[value].add(subject)

    def owners(self, node: str) -> set[str]:
        """Return a node and, if it is blank, all that it is part of."""
        found = {node}
        todo = [node] if node.startswith("_:") else []
        while todo:
            for parent in self._parents[todo.pop()] - found:
                found.add(parent)
                if parent.startswith("_:"):
                    todo.append(parent)
        return found

    def _name(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        return self._names[term.value] if isinstance(term, ox.BlankNode) else str(term)

    def _contents(self, quads: Sequence[ox.Quad]) -> dict[str, str]:
        """Return a digest of what is said about each blank node, some steps deep."""
        said: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for quad in quads:
            if isinstance(quad.subject, ox.BlankNode):
                said[self._name(quad.subject)].append((quad.predicate.value, self._name(quad.object)))
        contents = dict.fromkeys(self._names.values(), "_:")
        for _ in range(_ROUNDS):
            contents = {
                node: "_:"
                + digest(
                    *sorted(f"{predicate} {contents.get(value, value)}" for predicate, value in said[node])
                )
                for node in contents
            }
        return contents


def _neighbourhood(changes: Changes, sources: Sequence[RdfSource]) -> frozenset[str]:
    """Return the nodes up to ``REACH`` statements away from the changes; a class connects nothing."""
    reached = set(changes.touched)
    for _ in range(REACH):
        found: set[str] = set()
        for number, source in enumerate(sources):
            quads = list(parse_quads(source))
            names = blank_node_names(quads, number)
            for quad in quads:
                if isinstance(quad.object, ox.Literal) or quad.predicate.value == _TYPE:
                    continue
                ends = [
                    names[term.value] if isinstance(term, ox.BlankNode) else str(term)
                    for term in (quad.subject, quad.object)
                ]
                if not reached.isdisjoint(ends):
                    found.update(ends)
        reached |= found
    return frozenset(reached)
