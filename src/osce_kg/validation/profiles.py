"""Profiles: the same shapes, more or less strict.

A profile is a TOML file ``profiles/NAME.toml`` beside the shapes, in which rules are named by the last part
of their IRI::

    description = "Data of others, before it is merged."
    checks = false                  # whether builds are asked the queries of checks, too
    deactivated = ["label-unique"]

    [severity]                      # of single rules
    label-english = "warning"

    [severity-instead-of]           # of all other rules that have this severity
    warning = "violation"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from osce_kg.errors import InputError, MissingInputError
from osce_kg.namespaces import SHAPES
from osce_kg.validation.checks import Check
from osce_kg.validation.shapes import Shapes
from osce_kg.validation.sources import told_as_bad_input

_TERMS: Final = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
_KINDS: Final[Mapping[str, type[Any]]] = {
    "description": str,
    "checks": bool,
    "deactivated": list,
    "severity": dict,
    "severity-instead-of": dict,
}


@dataclass(frozen=True, slots=True)
class Profile:
    """How strictly to validate.

    Attributes:
        name: as users name it.
        source: the file it was read from.
        description: when to use it.
        checks: builds are asked the queries of checks, too.
        deactivated: rules that are not checked.
        severity: severities of single rules.
        severity_instead_of: severities of all other rules, by the one that they have by themselves.
    """

    name: str
    source: str
    description: str = ""
    checks: bool = False
    deactivated: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    severity_instead_of: Mapping[str, str] = field(default_factory=dict)

    def severity_of(self, rule: str, own: str) -> str:
        """Return the severity of a rule that has the severity ``own`` by itself."""
        return self.severity.get(rule) or self.severity_instead_of.get(own, own)


def profile_names(shapes: Path) -> list[str]:
    """Return the names of the profiles of a directory of shapes; none of a single file."""
    return sorted(path.stem for path in (shapes / "profiles").glob("*.toml"))


def read_profile(shapes: Path, name: str) -> Profile:
    """Return a profile of a directory of shapes.

    Raises:
        MissingInputError: it has no such profile.
        InputError: the file is not TOML, or says what no profile can say.
    """
    path = shapes / "profiles" / f"{name}.toml"
    try:
        with told_as_bad_input(str(path)):
            if not path.is_file():
                known = ", ".join(profile_names(shapes)) or "none"
                raise MissingInputError(f"there is no profile {name}; known: {known}", source=str(shapes))
            entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not a TOML file: {error}", source=str(path)) from error
    for key, value in entries.items():
        _check_entry(key, value, str(path))
    return Profile(
        name,
        str(path),
        description=entries.get("description", ""),
        checks=entries.get("checks", False),
        deactivated=tuple(entries.get("deactivated", ())),
        severity=entries.get("severity", {}),
        severity_instead_of=entries.get("severity-instead-of", {}),
    )


def under_profile(shapes: Shapes, profile: Profile) -> Shapes:
    """Return the shapes as a profile wants them.

    Raises:
        InputError: the profile names a rule that the shapes do not have.
    """
    graph = Graph()
    graph += shapes.graph
    for name in (*profile.deactivated, *profile.severity):
        if (SHAPES[name], RDF.type, None) not in graph:
            raise InputError(f"the shapes have no rule {name}", source=profile.source)
    for name in profile.deactivated:
        graph.set((SHAPES[name], SH.deactivated, Literal(True)))
    names = {str(term): name for name, term in _TERMS.items()}
    for rule in _rules(graph):
        own = names.get(str(graph.value(rule, SH.severity, default=SH.Violation)), "")
        wanted = profile.severity_of(rule.removeprefix(str(SHAPES)), own)
        if wanted != own:
            graph.set((rule, SH.severity, _TERMS[wanted]))
    return replace(shapes, graph=graph)


def checks_under_profile(checks: Iterable[Check], profile: Profile) -> tuple[Check, ...]:
    """Return the checks with the severities that a profile gives them."""
    return tuple(replace(check, severity=profile.severity_of(check.name, check.severity)) for check in checks)


def _rules(graph: Graph) -> Iterator[URIRef]:
    kinds = (SH.NodeShape, SH.PropertyShape)
    shapes = {shape for kind in kinds for shape in graph.subjects(RDF.type, kind)}
    return (shape for shape in shapes if isinstance(shape, URIRef))


def _check_entry(key: str, value: Any, source: str) -> None:
    kind = _KINDS.get(key)
    if kind is None:
        raise InputError(f"a profile has no {key}; known: {', '.join(_KINDS)}", source=source)
    if not isinstance(value, kind):
        raise InputError(f"{key} is not of the type {kind.__name__}", source=source)
    if key == "deactivated" and not all(isinstance(name, str) for name in value):
        raise InputError(f"{key} is a list of names of rules", source=source)
    words = [*value.values()] if kind is dict else []
    words += value if key == "severity-instead-of" else []
    for word in words:
        if not isinstance(word, str) or word not in _TERMS:
            known = ", ".join(_TERMS)
            raise InputError(f"{key}: {word!r} is no severity; known: {known}", source=source)
