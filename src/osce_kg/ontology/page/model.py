"""What the page shows: terms, vocabularies, shapes and queries, with links between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A name with the address it leads to, on the page (``#Meeting``) or elsewhere."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Naming:
    """How a term is called.

    Attributes:
        anchor: its id on the page.
        short: with prefix, such as ``okg:Meeting``.
        labels: by language, English first.
    """

    iri: str
    anchor: str
    short: str
    labels: Mapping[str, str]

    @property
    def label(self) -> str:
        """The English label, else any, else the name with prefix."""
        return self.labels.get("en") or next(iter(self.labels.values()), self.short)


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A shape, as a page shows it.

    Attributes:
        anchor: its id on the page of shapes: the local name.
        name: ``sh:name``, else the local name.
        message: what a report says; empty for a shape that others are made of.
        targets: the terms whose things it looks at.
        path: the property path, in the syntax of SPARQL with prefixes; empty if it is about the thing itself.
    """

    iri: str
    anchor: str
    name: str
    severity: str
    message: str
    description: str = ""
    targets: tuple[Link, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class ShapeFile:
    """The shapes of one file: ``meeting.shapes.ttl`` is “meeting”."""

    title: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Documentation:
    """What every term has in words.

    Attributes:
        alignments: terms of other vocabularies, by the relation to them.
        rules: shapes that constrain it.
        queries: queries that use it.
        is_deprecated: it is kept for old data only.
    """

    definition: str
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    alignments: Mapping[str, tuple[Link, ...]]
    rules: tuple[Rule, ...]
    queries: tuple[Link, ...]
    is_deprecated: bool = False
    replacements: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """A property in the table of a class: what it leads to, or where it comes from."""

    link: Link
    ends: tuple[Link, ...]
    definition: str


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """A class.

    Attributes:
        above: its superclasses of this ontology, the nearest first.
        properties: that are used with it.
        inherited: properties of its superclasses, by superclass.
        incoming: properties that lead to it.
        example: worked example data in Turtle; empty if there is none.
    """

    naming: Naming
    documentation: Documentation
    above: tuple[Link, ...]
    below: tuple[Link, ...]
    disjoint: tuple[Link, ...]
    properties: tuple[PropertyRow, ...]
    inherited: Mapping[Link, tuple[Link, ...]]
    incoming: tuple[PropertyRow, ...]
    example: str


@dataclass(frozen=True, slots=True)
class PropertyEntry:
    """A property.

    Attributes:
        kind: ``relation`` or ``attribute``.
        characteristics: such as ``symmetric``.
        domain, range: what follows for subject and object (``rdfs:domain``, ``rdfs:range``).
        used_on, used_with: what it is meant for; nothing follows (``schema:domainIncludes``).
        vocabulary: whose concepts it takes.
    """

    naming: Naming
    documentation: Documentation
    kind: str
    characteristics: tuple[str, ...]
    domain: tuple[Link, ...]
    range: tuple[Link, ...]
    used_on: tuple[Link, ...]
    used_with: tuple[Link, ...]
    inverse: tuple[Link, ...]
    above: tuple[Link, ...]
    below: tuple[Link, ...]
    vocabulary: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """A concept of a vocabulary."""

    naming: Naming
    definition: str
    notes: tuple[str, ...]
    links: Mapping[str, tuple[Link, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A concept scheme, with the properties that take its concepts."""

    naming: Naming
    description: str
    properties: tuple[Link, ...]
    concepts: tuple[ConceptEntry, ...]


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A class in the tree of classes."""

    naming: Naming
    below: tuple[TreeNode, ...]


@dataclass(frozen=True, slots=True)
class QueryEntry:
    """A query: what it asks, and its text."""

    anchor: str
    question: str
    description: str
    text: str
    folder: str


@dataclass(frozen=True, slots=True)
class Header:
    """What the ontology says of itself."""

    naming: Naming
    description: str
    comment: str
    version: str
    version_iri: str
    licence: str
    creator: str
    prefix: str
    namespace: str
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """All of the page."""

    header: Header
    tree: tuple[TreeNode, ...]
    classes: tuple[ClassEntry, ...]
    properties: tuple[PropertyEntry, ...]
    vocabularies: tuple[Vocabulary, ...]
    queries: tuple[QueryEntry, ...]
    counts: Mapping[str, int]
