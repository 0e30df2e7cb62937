"""Checks: queries over the whole graph that must have no answer. What is about one thing is better a shape.

A directory of checks has a file ``NAME.rq`` for each, which selects ``?this``, what the finding is about, and
may select ``?value``, what is shown with it; ``checks.toml`` says how bad an answer is and what to tell::

    [document-without-event]
    severity = "info"
    message = "No event was taken from this document."
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import SH

from osce_kg.errors import InputError, MissingInputError
from osce_kg.model.validation import Rule
from osce_kg.namespaces import CHECKS
from osce_kg.validation.affected import affected_answers
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.findings import SEVERITIES, Message, Result
from osce_kg.validation.shapes import reaches_out
from osce_kg.validation.sources import told_as_bad_input
from osce_kg.validation.terms import Term, Triple, iri

_SETTINGS: Final = "checks.toml"
_COMPONENT: Final = str(SH.SPARQLConstraintComponent)
_TERMS: Final = {name: str(SH[name.capitalize()]) for name in SEVERITIES}
_HEADER: Final = re.compile(r"^# (question|description): (.*(?:\n#   .*)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Check:
    """A query that must have no answer.

    Attributes:
        name: of the file, without ``.rq``.
        source: the file.
        query: its text.
        severity: of each answer.
        message: for each answer.
    """

    name: str
    source: str
    query: str
    severity: str
    message: str

    @property
    def rule(self) -> Rule:
        """The check as a report shows it: named by the question that it asks."""
        header = {
            name: " ".join(text.replace("\n#", " ").split()) for name, text in _HEADER.findall(self.query)
        }
        return Rule(
            str(CHECKS[self.name]), header.get("question", ""), header.get("description", ""), self.severity
        )


def read_checks(directory: Path) -> tuple[Check, ...]:
    """Return the checks of a directory, in the order of their names.

    Raises:
        MissingInputError: it is not there, has no query, or no ``checks.toml``.
        InputError: ``checks.toml`` cannot be read, leaves out a query or names one that is not there, or a
            query reaches out of the data.
    """
    paths = sorted(directory.glob("*.rq"))
    settings_path = directory / _SETTINGS
    if not paths or not settings_path.is_file():
        raise MissingInputError(f"no checks: queries (*.rq) and {_SETTINGS}", source=str(directory))
    try:
        with told_as_bad_input(str(settings_path)):
            settings = tomllib.loads(settings_path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not a TOML file: {error}", source=str(settings_path)) from error
    left_over = settings.keys() - {path.stem for path in paths}
    if left_over:
        raise InputError(f"there is no query {min(left_over)}.rq", source=str(settings_path))
    return tuple(_read_check(path, settings.get(path.stem), str(settings_path)) for path in paths)


def answers(
    checks: Iterable[Check], graph: DataGraph, changed: Collection[Triple] | None = None
) -> Iterator[Result]:
    """Give each answer of each check as a result.

    Args:
        changed: statements that came or went: only answers that they can affect are given; None for all.

    Raises:
        InputError: a query does not parse, is no SELECT, or has an answer without ``?this``.
    """
    for check in checks:
        severity, shape = _TERMS[check.severity], iri(str(CHECKS[check.name]))
        affected = None if changed is None else affected_answers(graph, check.query, changed)
        for this, value in _solutions(check, graph.store(None)):
            if affected is None or this in affected:
                yield Result(severity, this, shape, _COMPONENT, "", value, (Message(check.message, "en"),))


def _solutions(check: Check, store: ox.Store) -> Iterator[tuple[Term, Term]]:
    """Give ``?this`` and ``?value``, empty if there is none, of each answer."""
    try:
        found = store.query(check.query)
    except SyntaxError as error:
        raise InputError(f"the query does not parse: {error}", source=check.source) from error
    names = [variable.value for variable in found.variables] if isinstance(found, ox.QuerySolutions) else []
    if not isinstance(found, ox.QuerySolutions) or "this" not in names:
        raise InputError("a check is a SELECT of ?this", source=check.source)
    for solution in found:
        this, value = (solution[name] if name in names else None for name in ("this", "value"))
        if this is None:
            raise InputError("the query has an answer without ?this", source=check.source)
        yield str(this), "" if value is None else str(value)


def _read_check(path: Path, settings: Any, settings_source: str) -> Check:
    if not isinstance(settings, Mapping):
        raise InputError(f"it says nothing about {path.name}", source=settings_source)
    severity, message = settings.get("severity"), settings.get("message")
    if severity not in _TERMS or not isinstance(message, str) or not message:
        known = ", ".join(_TERMS)
        raise InputError(f"{path.stem} needs a severity ({known}) and a message", source=settings_source)
    try:
        with told_as_bad_input(str(path)):
            query = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8 text", source=str(path)) from error
    word = reaches_out(query)
    if word:
        raise InputError(f"the query is refused: {word} reaches out of the data", source=str(path))
    return Check(path.stem, str(path), query, severity, message)
