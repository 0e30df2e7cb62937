"""Logic: the profile, what the ontology does without, consistency, and one kind for each term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, SKOS
from rdflib.term import Node

from osce_kg.errors import LimitError
from osce_kg.namespaces import shorten
from osce_kg.ontology.checking.material import KINDS, Fault, Material
from osce_kg.ontology.profile import profile_faults
from osce_kg.reasoning.closure import close_graph

_IRI: Final = re.compile(r"[a-z][a-z0-9+.-]*:[^\s'\"<>,]+")


def check_profile(material: Material) -> Iterator[Fault]:
    """The axioms keep to OWL 2 RL."""
    for fault in profile_faults(material.sources.axioms):
        yield Fault("owl-rl", _sentence(fault.reason), *fault.statement)


def check_unwanted(material: Material) -> Iterator[Fault]:
    """The ontology does without the constructs that it says it does without."""
    for iri, why in material.expectations.unwanted.items():
        predicate = URIRef(iri)
        for subject, value in material.sources.axioms.subject_objects(predicate):
            if isinstance(subject, URIRef | BNode) and isinstance(value, URIRef | BNode):
                yield Fault("unwanted", f"{shorten(iri)} is not used here: {why}", subject, predicate, value)


def check_blank_nodes(material: Material) -> Iterator[Fault]:
    """Everything has a name, if that is what is asked."""
    if material.expectations.allow_blank_nodes:
        return
    for subject, predicate, value in material.sources.everything:
        if isinstance(value, BNode):
            owner, link = (subject, predicate) if isinstance(subject, URIRef) else (value, None)
            if isinstance(link, URIRef | None):
                yield Fault(
                    "blank-node", "a blank node stands where everything is to have a name", owner, link, value
                )
        elif isinstance(subject, BNode) and (None, None, subject) not in material.sources.everything:
            yield Fault("blank-node", "a blank node stands where everything is to have a name", subject)


def check_one_kind(material: Material) -> Iterator[Fault]:
    """No term is two kinds of thing: class and property, term and concept."""
    graph = material.sources.everything
    for name in sorted({*material.terms(), *material.concepts(), *material.schemes()}):
        kinds = [
            kind for kind in (*KINDS, SKOS.Concept, SKOS.ConceptScheme) if (name, RDF.type, kind) in graph
        ]
        if len(kinds) > 1:
            what = " and ".join(shorten(kind) for kind in kinds)
            yield Fault("one-kind", f"{shorten(name)} is {what} at once", name, RDF.type, kinds[1])
    classes = {term for term in material.terms() if (term, RDF.type, OWL.Class) in graph}
    for term in sorted(classes.intersection(graph.predicates())):
        yield Fault("one-kind", f"the class {shorten(term)} is used as a property", term)
    for term in sorted(set(material.terms()).difference(classes).intersection(graph.objects(None, RDF.type))):
        yield Fault("one-kind", f"the property {shorten(term)} is used as a class", term)


def check_consistency(material: Material) -> Iterator[Fault]:
    """Ontology and data contradict nothing, and no two names turn out to be of one thing."""
    graph = material.sources.everything
    if loop := _looping_list(graph):
        yield Fault(
            "consistent", "a list leads back into itself, so nothing can be concluded", loop, RDF.rest
        )
        return
    try:
        closure = close_graph(graph)
    except LimitError as error:
        yield Fault("consistent", f"it is not known whether anything is contradicted: {error}")
        return
    for message in closure.inconsistencies:
        names = (URIRef(name) for name in _IRI.findall(message))
        known = next((name for name in names if (name, None, None) in graph), None)
        short = _IRI.sub(lambda match: shorten(match[0]), message)
        yield Fault("consistent", _sentence(f"contradiction: {short}"), known)
    for left, right in closure.inferred.subject_objects(OWL.sameAs):
        if (
            isinstance(left, URIRef)
            and isinstance(right, URIRef)
            and left < right
            and _are_named(material, left, right)
        ):
            message = f"{shorten(left)} and {shorten(right)} are inferred to be one thing"
            yield Fault("consistent", message, left)


def _looping_list(graph: Graph) -> Node | None:
    """Return a list that has no end; owlrl would look for it."""
    rest = dict(graph.subject_objects(RDF.rest))
    ended: set[Node] = set()
    for node in rest:
        walked: set[Node] = set()
        while node in rest and node not in ended:
            if node in walked:
                return node
            walked.add(node)
            node = rest[node]
        ended |= walked
    return None


def _are_named(material: Material, left: URIRef, right: URIRef) -> bool:
    """Tell whether both are described, and are not said to be the same either way round."""
    graph = material.sources.everything
    is_said = (left, OWL.sameAs, right) in graph or (right, OWL.sameAs, left) in graph
    return not is_said and all((name, None, None) in graph for name in (left, right))


def _sentence(text: str) -> str:
    return text.rstrip(".")
