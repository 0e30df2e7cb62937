"""What differs between two releases: statements removed and added, and how many of which kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

from osce_kg.errors import UsageError
from osce_kg.namespaces import PREFIXES
from osce_kg.publishing.canonical_statements import CanonicalStatements, Syntax, read_canonically, syntax_of
from osce_kg.publishing.release import DUMP, STEM

_TYPE: Final = f"<{PREFIXES['rdf']}type>"
_GRAPH: Final = re.compile(r" (<[^<> ]*>) \.\n")


class Fate(Enum):
    """What became of a statement."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Change(NamedTuple):
    """A statement, as a canonical line with its line end, and what became of it."""

    fate: Fate
    line: str


@dataclass(slots=True)
class Tally:
    """Numbers of what was removed, added or, of things, changed: there before and after, not the same."""

    removed: int = 0
    added: int = 0
    changed: int = 0

    @property
    def total(self) -> int:
        """The sum of all."""
        return self.removed + self.added + self.changed


@dataclass(slots=True)
class DifferenceSummary:
    """How much differs; complete when the changes have been read to their end.

    Attributes:
        statements: of all statements; ``kept`` are those on both sides.
        predicates, graphs: of statements, by predicate and by named graph, as terms in N-Quads.
        classes: of things, by class: a thing counts for each class that it has on either side.
    """

    statements: Tally = field(default_factory=Tally)
    kept: int = 0
    predicates: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    graphs: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    classes: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return self.statements.total == 0


class Difference:
    """The way from one dump to another. Reading ``changes()`` to the end fills ``summary``."""

    def __init__(self, before: CanonicalStatements, after: CanonicalStatements, syntax: Syntax) -> None:
        self.before = before
        self.after = after
        self.syntax = syntax
        self.summary = DifferenceSummary()

    def changes(self) -> Iterator[Change]:
        """Give what was removed or added, in the order of the lines, holding one thing at a time."""
        self.summary = DifferenceSummary()
        thing = _Thing("")
        for change in _merged(self.before.lines(), self.after.lines()):
            subject, predicate, rest = change.line.split(" ", 2)
            if subject != thing.subject:
                thing.count_in(self.summary)
                thing = _Thing(subject)
            thing.fates.add(change.fate)
            if predicate == _TYPE:
                thing.classes.add(rest.split(" ", 1)[0])
            if change.fate is Fate.KEPT:
                self.summary.kept += 1
                continue
            self._count(change.fate, predicate, rest)
            yield change
        thing.count_in(self.summary)

    def _count(self, fate: Fate, predicate: str, rest: str) -> None:
        tallies = [self.summary.statements, self.summary.predicates[predicate]]
        if self.syntax == "nq" and (graph := _GRAPH.search(rest)):
            tallies.append(self.summary.graphs[graph[1]])
        for tally in tallies:
            if fate is Fate.ADDED:
                tally.added += 1
            else:
                tally.removed += 1


@dataclass(slots=True)
class _Thing:
    """The subject whose lines are being read: its classes, and what became of its statements."""

    subject: str
    classes: set[str] = field(default_factory=set)
    fates: set[Fate] = field(default_factory=set)

    def count_in(self, summary: DifferenceSummary) -> None:
        if self.fates <= {Fate.KEPT}:
            return
        for name in self.classes:
            if self.fates == {Fate.ADDED}:
                summary.classes[name].added += 1
            elif self.fates == {Fate.REMOVED}:
                summary.classes[name].removed += 1
            else:
                summary.classes[name].changed += 1


def compare(before: Path, after: Path, scratch: Path) -> Difference:
    """Prepare the comparison of two builds, releases or dump files.

    Args:
        before, after: directory of a build or of a release, or an N-Triples or N-Quads file.
        scratch: an existing folder, where dumps that are not canonical are sorted; it must last as long as
            the difference is read.

    Raises:
        UsageError: one is of N-Triples and the other of N-Quads, or of neither.
        InputError: one is not there, or cannot be read.
        MachineError: there is no room for sorting.
    """
    named = {syntax_of(path) for path in (before, after) if not path.is_dir()}
    syntaxes = [syntax for syntax in named if syntax is not None]
    if len(syntaxes) > 1:
        raise UsageError("Triples cannot be compared with quads: give N-Triples twice, or N-Quads twice.")
    syntax: Syntax = syntaxes[0] if syntaxes else "nq"
    return Difference(
        read_canonically(_dump(before, syntax), scratch),
        read_canonically(_dump(after, syntax), scratch),
        syntax,
    )


def _dump(path: Path, syntax: Syntax) -> Path:
    """Return the file to read of a directory; a file is itself."""
    if not path.is_dir():
        return path
    of_build = path / DUMP
    return (of_build if of_build.is_dir() else path) / f"{STEM}.{syntax}"


def _merged(before: Iterator[str], after: Iterator[str]) -> Iterator[Change]:
    """Walk along two sorted runs of distinct lines at once."""
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old < new):
            assert old is not None
            yield Change(Fate.REMOVED, old)
            old = next(before, None)
        elif old is None or new < old:
            yield Change(Fate.ADDED, new)
            new = next(after, None)
        else:
            yield Change(Fate.KEPT, new)
            old, new = next(before, None), next(after, None)
