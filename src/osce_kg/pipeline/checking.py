"""The last stage of a build: its graph is held against the shapes, all of it or what has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Final

from osce_kg import __version__
from osce_kg.model.document import Loss
from osce_kg.model.record import StageRecord
from osce_kg.pipeline.directory import CHECKED, DOCUMENTS, STATE
from osce_kg.pipeline.fingerprint import digest_of, program_contents, resource_contents
from osce_kg.pipeline.graphs import GraphChange
from osce_kg.pipeline.texts import holds_text
from osce_kg.publishing.release import DUMP, TRIPLES
from osce_kg.resources import resource_path
from osce_kg.second_process import SecondProcess
from osce_kg.store import open_store
from osce_kg.validation.affected import trace
from osce_kg.validation.shapes import Shapes, load_shapes
from osce_kg.validation.tally import BuildChange, StoredBuild, Tally, tally_after, tally_of

_VALIDATION: Final = "validation"
_MOST_SENT: Final = 100_000
"""Lines of a change that another process is given: it holds them once more."""
_PROGRAM: Final = frozenset({"model", "namespaces.py", _VALIDATION})
_RESOURCES: Final = (("ontology",), ("shapes",))


@dataclass(frozen=True, slots=True)
class EarlierBuild:
    """The build that another one replaces, and what became of it.

    Attributes:
        directory: of the earlier build.
        change: of its statements.
        documents: keys of those whose text came, went or changed, with the SHA-256 of the text that was;
            empty for those that came.
    """

    directory: Path
    change: GraphChange
    documents: Mapping[str, str]


def prepare_check() -> None:
    """Read beforehand what :func:`count_after` needs of the program: the shapes, and what they look at."""
    trace(_shapes())
    _checked_by()


def check_build(directory: Path) -> StageRecord:
    """Count the findings of each severity, and leave the counts to the build that comes after.

    Violations are a warning. They are no reason to withhold the build: its graph is what the documents gave,
    and the report says so.

    Args:
        directory: a build with its store, which nobody changes, its dump and its texts.

    Raises:
        InputError: a shape that the fast engine does not cover; a text is not UTF-8.
        MissingInputError: there is no store, or no dump.
    """
    return _kept(tally_of(_stored(directory), _shapes()), directory)


def check_change(directory: Path, earlier: EarlierBuild, second: SecondProcess) -> StageRecord | None:
    """Do the same by the counts of an earlier build, at the cost of what has changed.

    Args:
        directory: as for :func:`check_build`; the dump is not read and need not be there.
        earlier: the build that it was.
        second: counts, unless the change is so large that it should not be held twice.

    Returns:
        None as :func:`count_after`.

    Raises:
        InputError: as :func:`check_build`.
        MissingInputError: there is no store.
    """
    if len(earlier.change.removed) + len(earlier.change.added) <= _MOST_SENT:
        tally = second.start(count_after, directory, earlier).result()
    else:
        tally = count_after(directory, earlier)
    return _kept(tally, directory) if tally else None


def count_after(directory: Path, earlier: EarlierBuild) -> Tally | None:
    """Count the findings of a build by those of an earlier one.

    Returns:
        None if that cannot be or is not worth it: the counts of the earlier build or the texts that went are
        damaged, or the counts are of other shapes or another version of the program, or hardly anything is
        as it was.

    Raises:
        InputError: as :func:`check_build`.
        MissingInputError: there is no store.
    """
    known = _read_tally(earlier.directory / CHECKED) if _has_its_texts(earlier) else None
    if known is None:
        return None
    removed, added = earlier.change.removed, earlier.change.added
    change = BuildChange(_stored(earlier.directory), removed, added, earlier.documents)
    return tally_after(_stored(directory), _shapes(), known, change)


def _kept(tally: Tally, directory: Path) -> StageRecord:
    (directory / STATE).mkdir(exist_ok=True)
    (directory / CHECKED).write_text(_tally_text(tally), encoding="utf-8")
    return _record(tally)


def _has_its_texts(earlier: EarlierBuild) -> bool:
    """Tell whether what its passages quoted when they were checked is still there to be subtracted."""
    texts = earlier.directory / DOCUMENTS
    return all(
        holds_text(texts / f"{key}.txt", sha256) for key, sha256 in earlier.documents.items() if sha256
    )


def _stored(directory: Path) -> StoredBuild:
    return StoredBuild(open_store(directory / "store"), directory / DUMP / TRIPLES, directory / DOCUMENTS)


def _record(tally: Tally) -> StageRecord:
    counts = (
        ("focusNodes", tally.focus_nodes),
        ("violations", tally.violations),
        ("warnings", tally.warnings),
        ("infos", tally.infos),
    )
    number = tally.violations
    told = f"{number} violation{'s' if number > 1 else ''} of the shapes; osce-kg validate shows them"
    losses = (Loss(_VALIDATION, "dump", told, severity="warning"),) if number else ()
    return StageRecord(_VALIDATION, counts, losses, engine="fast")


def _tally_text(tally: Tally) -> str:
    return json.dumps({**asdict(tally), "digest": _digest(tally)}) + "\n"


def _read_tally(path: Path) -> Tally | None:
    """Return the counts that a check has left; None if they are not those that this program would leave."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        digest = entries.pop("digest")
        tally = Tally(**entries)
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    return tally if digest == _digest(tally) else None


def _digest(tally: Tally) -> str:
    return digest_of([_checked_by(), repr(tally)])


@cache
def _shapes() -> Shapes:
    return load_shapes(resource_path("shapes"))


@cache
def _checked_by() -> str:
    """Return a digest of the shapes, the ontology and the part of the program that the counts depend on."""
    program = program_contents(lambda part: part in _PROGRAM)
    return digest_of([__version__, *program, *resource_contents(*_RESOURCES)])
