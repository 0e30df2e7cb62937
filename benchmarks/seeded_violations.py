"""Violations of every rule, a known number of each: copies of the bad examples of ``tests/shapes``.

The first lines of each example say which findings it must give; every rule has one (a test sees to it).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import pyoxigraph as ox

from benchmarks.synthetic_graph import Triple
from osce_kg.model.validation import Finding
from osce_kg.namespaces import ID, VOCAB

Expectation = tuple[str, str, str]
"""Focus node as a term, ``_:`` for any blank node; IRI of the shape; IRI of the constraint component."""

_EXAMPLES: Final = Path(__file__).parents[1] / "tests" / "shapes"
_MARK: Final = "# expect: "
_SHAPES: Final = "https://w3id.org/osce-kg/shapes#"
_KIND: Final = re.compile(rf"<(?:{re.escape(str(ID))}|{re.escape(str(VOCAB))})[a-z-]+/")
_NAMED_BY_SHAPES: Final = f"<{ID}structure/osce>"
"""Structures are of the OSCE only if they are of this node, so that it has no copies."""

_FILES: Final = (_EXAMPLES / "world.ttl", *sorted((_EXAMPLES / "invalid").glob("*.ttl")))


def seeded_violations(copies: int) -> Iterator[Triple]:
    """Yield copies of the bad examples, each with its own copy of the world that they refer to."""
    examples = [
        [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in _parsed(file)]
        for file in _FILES
    ]
    for copy in range(copies):
        for number, triples in enumerate(examples):
            for subject, predicate, value in triples:
                yield _renamed(subject, copy, number), predicate, _renamed(value, copy, number)


def expected_findings(copies: int) -> Counter[Expectation]:
    """Return how often each finding must be in the report of ``seeded_violations(copies)``."""
    component = "http://www.w3.org/ns/shacl#{}ConstraintComponent"
    expected = [
        line.removeprefix(_MARK).split()
        for file in _FILES
        for line in file.read_text("utf-8").splitlines()
        if line.startswith(_MARK)
    ]
    return Counter(
        (_renamed(node, copy, 0), _SHAPES + shape, component.format(kind))
        for copy in range(copies)
        for name, shape, kind in expected
        for node in [name if name == "_:" else f"<{urljoin(str(ID), name)}>"]
    )


def expectation(finding: Finding) -> Expectation:
    """Return the finding as an expectation."""
    node = "_:" if finding.focus_node.startswith("_:") else finding.focus_node
    return node, finding.shape, finding.component


def _parsed(file: Path) -> Iterator[ox.Quad]:
    return ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE)


@cache
def _own_nodes() -> frozenset[str]:
    """Return the nodes that the examples describe: theirs to rename, unlike the concepts that they use."""
    return frozenset(str(quad.subject) for file in _FILES for quad in _parsed(file))


def _renamed(term: str, copy: int, number: int) -> str:
    """Return the name of a node in one copy of the example with a number."""
    if term.startswith("_:"):
        return term if term == "_:" else f"{term}s{copy}f{number}"
    if term == _NAMED_BY_SHAPES:
        return term
    if term in _own_nodes() or term.startswith(f"<{ID}"):
        return _KIND.sub(lambda match: f"{match[0]}seed{copy}-", term, count=1)
    return term
