"""What the checks look at, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, SKOS
from rdflib.term import Node

from osce_kg.model.validation import Place
from osce_kg.ontology.checking.expectations import Expectations
from osce_kg.ontology.checking.scanning import NamedIri
from osce_kg.ontology.checking.sources import OntologySources

VIOLATION: Final = "violation"
WARNING: Final = "warning"
INFO: Final = "info"

KINDS: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_PREFERRED_NAMESPACE: Final = URIRef("http://purl.org/vocab/vann/preferredNamespaceUri")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong.

    Attributes:
        check: name of the check.
        message: a sentence for the user.
        subject, predicate, object: the statement that is at fault, as far as there is one.
        place: where it is, if it is in no statement.
    """

    check: str
    message: str
    subject: Node | None = None
    predicate: Node | None = None
    object: Node | None = None
    place: Place | None = None
    severity: str = VIOLATION


@dataclass(frozen=True, slots=True)
class UserFile:
    """A file of shapes or queries.

    Attributes:
        name: path for messages.
        named: every IRI that its text names, also within strings, with its place.
        used: the IRIs that it works with: shapes speak of them, queries ask for them.
    """

    name: str
    named: tuple[NamedIri, ...]
    used: frozenset[str]


@dataclass(frozen=True, slots=True)
class Material:
    """All that the checks look at.

    Attributes:
        sources: the ontology.
        expectations: what is asked of it.
        users: who uses it.
        namespaces: where its terms and concepts are.
    """

    sources: OntologySources
    expectations: Expectations
    users: tuple[UserFile, ...]
    namespaces: tuple[str, ...]

    def owns(self, node: object) -> bool:
        """Tell whether an IRI is in a namespace of the ontology."""
        return isinstance(node, URIRef) and str(node).startswith(self.namespaces)

    def terms(self) -> list[URIRef]:
        """Return the classes and properties that the ontology declares as its own, sorted."""
        return sorted({term for kind in KINDS for term in self._own(kind)})

    def concepts(self) -> list[URIRef]:
        """Return the concepts of its vocabularies, sorted."""
        return sorted(self._own(SKOS.Concept))

    def schemes(self) -> list[URIRef]:
        """Return its vocabularies, sorted."""
        return sorted(self._own(SKOS.ConceptScheme))

    def _own(self, kind: URIRef) -> Iterator[URIRef]:
        for node in self.sources.everything.subjects(RDF.type, kind):
            if isinstance(node, URIRef) and self.owns(node):
                yield node


def namespaces_of(graph: Graph) -> tuple[str, ...]:
    """Return the namespaces that the header of an ontology names, else those that its IRI suggests."""
    preferred = sorted(str(value) for value in graph.objects(None, _PREFERRED_NAMESPACE))
    if preferred:
        return tuple(preferred)
    names = sorted(str(name) for name in graph.subjects(RDF.type, OWL.Ontology) if isinstance(name, URIRef))
    return tuple(
        name if name.endswith(("#", "/")) else end for name in names for end in (f"{name}#", f"{name}/")
    )
