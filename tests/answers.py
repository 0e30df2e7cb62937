"""Questions to a build's store, with answers as plain text: what tests of whole builds compare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from osce_kg.namespaces import PREFIXES
from osce_kg.resources import resource_path
from osce_kg.store import OxigraphReader

Ask = Callable[[str], list[dict[str, str]]]
"""Takes the id of a competency question, e.g. ``CQ01``, and gives the rows of its answer."""

_EXTRA_PREFIXES = {
    "status": "https://w3id.org/osce-kg/vocab/event-status/",
    "role": "https://w3id.org/osce-kg/vocab/participation-role/",
    "tenure": "https://w3id.org/osce-kg/vocab/tenure-status/",
    "format": "https://w3id.org/osce-kg/vocab/meeting-format/",
    "structure": "https://w3id.org/osce-kg/id/structure/",
    "state": "https://w3id.org/osce-kg/id/state/",
}
_PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in {**PREFIXES, **_EXTRA_PREFIXES}.items())


def solutions(build: Path, query: str) -> list[dict[str, str]]:
    """Return the solutions of a SELECT query in their order; a variable without value is left out."""
    reader = OxigraphReader.open(build / "store")
    return [{name: str(term) for name, term in row.items()} for row in reader.select(query)]


def found(build: Path, variables: str, pattern: str) -> set[tuple[str, ...]]:
    """Return the values that variables take where a graph pattern holds.

    Args:
        build: a build's directory.
        variables: variables with their question marks, separated by spaces.
        pattern: the pattern; the project's prefixes and those of its vocabularies are declared.
    """
    names = [name.removeprefix("?") for name in variables.split()]
    rows = solutions(build, f"{_PROLOGUE}SELECT DISTINCT {variables} WHERE {{ {pattern} }}")
    return {tuple(row.get(name, "") for name in names) for row in rows}


def names(build: Path, pattern: str) -> set[str]:
    """Return the values of ``?name`` where a graph pattern holds."""
    return {name for (name,) in found(build, "?name", pattern)}


def asking(build: Path) -> Ask:
    """Return what asks a build the competency questions."""

    def ask(identifier: str) -> list[dict[str, str]]:
        folder = resource_path("queries", "competency")
        (path,) = folder.glob(f"{identifier.lower()}-*.rq")
        return solutions(build, path.read_text(encoding="utf-8"))

    return ask
