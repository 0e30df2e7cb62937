"""Shapes repeat some of the ontology, so that data can be validated without it: the two must agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS
from rdflib.term import Node

from osce_kg.namespaces import OKG
from osce_kg.resources import resource_path
from osce_kg.validation.shapes import load_shapes

SCHEMA = Namespace("https://schema.org/")
FOREIGN = (
    "dcterms:created dcterms:issued dcterms:language dcterms:publisher dcterms:source dcterms:title "
    "owl:sameAs rdf:type rdfs:comment rdfs:label rdfs:seeAlso schema:latitude schema:location "
    "schema:longitude skos:altLabel skos:notation skos:scopeNote"
)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(resource_path("ontology") / "osce-kg.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return load_shapes(resource_path("shapes")).graph


def classes_above(ontology: Graph, term: Node) -> set[Node]:
    return set(ontology.transitive_objects(term, RDFS.subClassOf))


def classes_below(ontology: Graph, term: Node) -> set[Node]:
    return set(ontology.transitive_subjects(RDFS.subClassOf, term))


def domain(ontology: Graph, term: Node) -> set[Node]:
    inverses = set(ontology.objects(term, OWL.inverseOf))
    found = {*ontology.objects(term, RDFS.domain), *ontology.objects(term, SCHEMA.domainIncludes)}
    return found | {kind for inverse in inverses for kind in ontology.objects(inverse, RDFS.range)}


def properties(ontology: Graph, kind: URIRef) -> set[Node]:
    return set(ontology.subjects(RDF.type, kind))


def test_every_class_has_a_shape(ontology: Graph, shapes: Graph) -> None:
    assert set(ontology.subjects(RDF.type, OWL.Class)) - set(shapes.objects(None, SH.targetClass)) == set()


def test_every_class_and_property_that_shapes_name_is_in_the_ontology(ontology: Graph, shapes: Graph) -> None:
    used = {term for triple in shapes for term in triple if str(term).startswith(str(OKG))}
    used = {term for term in used if isinstance(term, URIRef)}
    assert {term for term in used if (term, RDF.type, None) not in ontology} == set()
    assert len(used) >= 110


def test_every_link_is_checked_to_lead_somewhere(ontology: Graph, shapes: Graph) -> None:
    checked = {
        path
        for constraint in (SH["class"], SH["in"], SH.node)
        for shape in shapes.subjects(constraint)
        for path in shapes.objects(shape, SH.path)
    }
    # An inverse or shortcut is compared with what it is derived from.
    checked |= set(shapes.objects(None, SH.equals))
    assert properties(ontology, OWL.ObjectProperty) - checked == set()


def test_every_value_is_checked_for_its_kind(ontology: Graph, shapes: Graph) -> None:
    checked = {
        path
        for constraint in (SH.datatype, SH.nodeKind)
        for shape in shapes.subjects(constraint)
        for path in shapes.objects(shape, SH.path)
    }
    assert properties(ontology, OWL.DatatypeProperty) - checked == set()


def exclusive_sets(shapes: Graph) -> Iterator[list[set[Node]]]:
    """Give, for each ``sh:xone``, the classes that its alternatives name."""
    for alternatives in shapes.objects(None, SH.xone):
        members = []
        for alternative in Collection(shapes, alternatives):
            options = shapes.value(alternative, SH["or"])
            nodes = [alternative] if options is None else list(Collection(shapes, options))
            members.append({kind for node in nodes for kind in shapes.objects(node, SH["class"])})
        yield members


def test_kinds_that_exclude_each_other_are_those_of_the_ontology(ontology: Graph, shapes: Graph) -> None:
    declared = {frozenset(pair) for pair in ontology.subject_objects(OWL.disjointWith)}
    checked = {
        frozenset((one, other))
        for members in exclusive_sets(shapes)
        for left, right in combinations(members, 2)
        for one in left
        for other in right
    }
    assert checked == declared
    assert len(checked) > 90


def closed_shapes(shapes: Graph) -> Iterator[tuple[Node, set[Node]]]:
    """Give, for each closed shape, the class and the properties that its instances may have."""
    for shape in shapes.subjects(SH.closed):
        kind, properties = shapes.value(shape, SH.targetClass), shapes.value(shape, SH.ignoredProperties)
        assert kind is not None
        assert properties is not None
        yield kind, set(Collection(shapes, properties))


def test_the_properties_of_a_class_are_those_of_the_ontology(ontology: Graph, shapes: Graph) -> None:
    declared = properties(ontology, OWL.ObjectProperty) | properties(ontology, OWL.DatatypeProperty)
    foreign = {shapes.namespace_manager.expand_curie(name) for name in FOREIGN.split()}
    listed: set[Node] = set()
    for kind, allowed in closed_shapes(shapes):
        below = classes_below(ontology, kind)
        own = {term for term in declared if domain(ontology, term) & below}
        assert {term for term in allowed if str(term).startswith(str(OKG))} == own, kind
        assert allowed - own <= foreign
        listed |= own
    assert declared - listed == {OKG.dimension}


def test_every_class_is_closed(ontology: Graph, shapes: Graph) -> None:
    closed = {kind for kind, _ in closed_shapes(shapes)}
    for term in ontology.subjects(RDF.type, OWL.Class):
        assert closed & classes_above(ontology, term), term


def test_lists_of_values_are_those_of_the_vocabularies(ontology: Graph) -> None:
    vocabularies = Graph()
    for path in sorted(resource_path("ontology", "vocabularies").glob("*.ttl")):
        vocabularies.parse(path)
    shapes = Graph().parse(resource_path("shapes") / "vocabulary.shapes.ttl")
    listed = {
        shapes.value(shape, SH.path): set(Collection(shapes, values))
        for shape, values in shapes.subject_objects(SH["in"])
    }
    expected = {
        term: set(vocabularies.subjects(SKOS.inScheme, scheme))
        for term, scheme in ontology.subject_objects(RDFS.seeAlso)
        if (scheme, RDF.type, SKOS.ConceptScheme) in vocabularies
    }
    assert listed == expected
    assert len(listed) == 12
