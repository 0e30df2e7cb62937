"""Findings → the same findings with the places of their nodes and statements, and with their passages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from osce_kg.model.validation import Finding, Place
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.loading import file_of_blank_node
from osce_kg.validation.passages import find_passages
from osce_kg.validation.positions import placed_statements
from osce_kg.validation.sources import RdfSource

_STEP = re.compile(r"(\^?)(<[^<>]*>)")


def place_findings(
    findings: Sequence[Finding], graph: DataGraph, sources: Sequence[RdfSource]
) -> list[Finding]:
    """Say where in ``sources``, from which ``graph`` was loaded, each finding is.

    The place of a finding is where its focus node first is a subject; of its statement, where the value is
    that the path leads to from there, else the predicate. A node that is a subject nowhere has the only file,
    if there is only one.
    """
    index = _Index()
    wanted = frozenset(
        node for finding in findings for node in (finding.focus_node, _subject(finding)) if node
    )
    if wanted:
        for number, source in enumerate(sources):
            index.add(source, number, wanted)
    passages = find_passages(frozenset(finding.focus_node for finding in findings), graph, sources)
    return [
        replace(_placed(finding, index, sources), passages=passages.get(finding.focus_node, ()))
        for finding in findings
    ]


@dataclass(slots=True)
class _Index:
    """Where nodes and statements first are."""

    subjects: dict[str, Place] = field(default_factory=dict)
    predicates: dict[tuple[str, str], Place] = field(default_factory=dict)
    statements: dict[tuple[str, str, str], Place] = field(default_factory=dict)

    def add(self, source: RdfSource, number: int, wanted: frozenset[str]) -> None:
        """Take in what ``source`` says about the nodes ``wanted``."""
        for placed in placed_statements(source, number, wanted):
            subject, predicate, value = placed[:3]
            # The first in the text, which for nested nodes is not the first statement that the parser makes.
            at = Place(source.name, *placed.subject_at)
            self.subjects[subject] = min(
                at, self.subjects.get(subject, at), key=lambda place: _rank(place, at)
            )
            self.predicates.setdefault((subject, predicate), Place(source.name, *placed.predicate_at))
            self.statements.setdefault((subject, predicate, value), Place(source.name, *placed.object_at))


def _rank(place: Place, latest: Place) -> tuple[bool, int, int]:
    """Order places by file, an earlier file first, then by line and column."""
    return (place.file == latest.file, place.line, place.column)


def _first_step(finding: Finding) -> tuple[bool, str, bool]:
    """Return whether the path begins with an inverse step, the predicate of that step, whether it is all."""
    match = _STEP.match(finding.path)
    if match is None:
        return False, "", False
    return bool(match[1]), match[2], match.end() == len(finding.path)


def _subject(finding: Finding) -> str:
    """Return the subject of the offending statement, as far as the finding tells it."""
    is_inverse, _, is_whole = _first_step(finding)
    return (finding.value if is_whole else "") if is_inverse else finding.focus_node


def _statement(finding: Finding, index: _Index) -> Place:
    is_inverse, predicate, is_whole = _first_step(finding)
    subject = _subject(finding)
    value = finding.focus_node if is_inverse else finding.value
    exact = index.statements.get((subject, predicate, value)) if is_whole and value else None
    return exact or index.predicates.get((subject, predicate)) or Place()


def _placed(finding: Finding, index: _Index, sources: Sequence[RdfSource]) -> Finding:
    node = index.subjects.get(finding.focus_node, Place())
    name = node.file
    if not name:
        number = file_of_blank_node(finding.focus_node)
        if number is not None:
            name = sources[number].name
        elif len(sources) == 1:
            name = sources[0].name
    return replace(
        finding,
        file=name or finding.file,
        line=node.line,
        column=node.column,
        statement=_statement(finding, index),
    )
