"""Constraints on each value node by itself: the distinct value nodes are judged, once each."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from osce_kg.validation.compiled.literal_conditions import in_relation, matching
from osce_kg.validation.compiled.model import SHACL, ValueConstraint
from osce_kg.validation.terms import Term, is_blank, is_iri, is_literal, literal_parts, plain_text
from osce_kg.validation.xsd import is_well_formed

if TYPE_CHECKING:
    from osce_kg.validation.compiled.run import Run


@dataclass(frozen=True, slots=True)
class Class(ValueConstraint):
    """``sh:class``: value nodes are instances of a class."""

    of_class: Term
    component: str = SHACL + "ClassConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that are no instances."""
        return nodes - run.graph.instances_among(self.of_class, nodes)


@dataclass(frozen=True, slots=True)
class Datatype(ValueConstraint):
    """``sh:datatype``: value nodes are literals of a datatype, and well formed."""

    datatype: str
    component: str = SHACL + "DatatypeConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes of other datatypes, and ill-formed ones."""
        return {node for node in nodes if not self._is_met_by(node)}

    def _is_met_by(self, node: Term) -> bool:
        if not is_literal(node):
            return False
        text, datatype, _ = literal_parts(node)
        return datatype == self.datatype and is_well_formed(text, datatype)


@dataclass(frozen=True, slots=True)
class NodeKind(ValueConstraint):
    """``sh:nodeKind``: value nodes are IRIs, blank nodes or literals."""

    kind: str
    component: str = SHACL + "NodeKindConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes of another kind."""
        return {node for node in nodes if _kind(node) not in self.kind}


@dataclass(frozen=True, slots=True)
class In(ValueConstraint):
    """``sh:in``: value nodes are members of a list."""

    members: frozenset[Term]
    component: str = SHACL + "InConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that are not in the list."""
        return nodes - self.members


@dataclass(frozen=True, slots=True)
class Range(ValueConstraint):
    """``sh:minInclusive`` and its like: value nodes are above or below a bound.

    Attributes:
        operator: ``<``, ``<=``, ``>`` or ``>=``, from value to bound.
    """

    component: str
    operator: str
    bound: Term

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes beyond the bound, and those that cannot be compared with it."""
        pairs = ((node, self.bound) for node in nodes)
        return nodes - {node for node, _ in in_relation(pairs, self.operator)}


@dataclass(frozen=True, slots=True)
class MinLength(ValueConstraint):
    """``sh:minLength``: the text of value nodes has so many characters or more."""

    least: int
    component: str = SHACL + "MinLengthConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that are too short."""
        # Whatever the least length, a blank node has none; of a text, 0 is never too short.
        return {node for node in nodes if is_blank(node) or len(plain_text(node)) < self.least}


@dataclass(frozen=True, slots=True)
class MaxLength(ValueConstraint):
    """``sh:maxLength``: the text of value nodes has so many characters or fewer."""

    most: int
    component: str = SHACL + "MaxLengthConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that are too long."""
        return {node for node in nodes if is_blank(node) or len(plain_text(node)) > self.most}


@dataclass(frozen=True, slots=True)
class Pattern(ValueConstraint):
    """``sh:pattern``: the text of value nodes matches a regular expression."""

    pattern: str
    flags: str
    component: str = SHACL + "PatternConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes that do not match."""
        return nodes - matching(nodes, self.pattern, self.flags)


@dataclass(frozen=True, slots=True)
class LanguageIn(ValueConstraint):
    """``sh:languageIn``: value nodes are texts in one of some languages.

    Attributes:
        ranges: basic language ranges, in lower case.
    """

    ranges: tuple[str, ...]
    component: str = SHACL + "LanguageInConstraintComponent"

    def failing(self, nodes: Set[Term], run: Run) -> Set[Term]:
        """Return the value nodes in other languages, and those in none."""
        return {node for node in nodes if not self._is_met_by(node)}

    def _is_met_by(self, node: Term) -> bool:
        language = literal_parts(node).language.lower() if is_literal(node) else ""
        return bool(language) and any(
            allowed == "*" or language == allowed or language.startswith(allowed + "-")
            for allowed in self.ranges
        )


def _kind(node: Term) -> str:
    """Return the kind of a node as it is spelt in ``sh:BlankNodeOrIRI`` and its like."""
    if is_iri(node):
        return "IRI"
    return "BlankNode" if is_blank(node) else "Literal"
