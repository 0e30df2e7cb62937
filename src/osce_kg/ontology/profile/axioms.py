"""The walk over all axioms of an ontology, each judged by what OWL 2 RL and OWL 2 DL allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from osce_kg.namespaces import shorten
from osce_kg.ontology.profile.entities import Entities, Node, Statement, items, read_entities, values
from osce_kg.ontology.profile.expressions import (
    Position,
    class_faults,
    expression_faults,
    literal_faults,
    property_faults,
    range_faults,
)
from osce_kg.ontology.profile.vocabulary import (
    ANNOTATION_PROPERTY,
    CARRIERS,
    CHARACTERISTICS,
    CLASS,
    DATA_PROPERTY,
    DATATYPE,
    DECLARATIONS,
    OBJECT_PROPERTY,
    OF_ONTOLOGIES,
    OF_SIMPLE_PROPERTIES,
    PARTS_OF_EXPRESSIONS,
    PARTS_OF_NODES,
    is_reserved,
)

_Judge = Callable[[Entities, Statement], Iterator[str]]
_BUILT_IN: Final = frozenset(read_entities(Graph()).kinds)
_PROPERTIES = (OBJECT_PROPERTY, DATA_PROPERTY, ANNOTATION_PROPERTY)


class ProfileFault(NamedTuple):
    """A statement that leaves OWL 2 RL or OWL 2 DL, and why, as a sentence without a full stop."""

    statement: Statement
    reason: str


def profile_faults(graph: Graph) -> Iterator[ProfileFault]:
    """Yield what keeps an ontology out of OWL 2 RL, in no particular order."""
    entities = read_entities(graph)
    for subject, predicate, value in graph:
        assert isinstance(subject, URIRef | BNode | Literal)
        assert isinstance(predicate, URIRef)
        assert isinstance(value, URIRef | BNode | Literal)
        statement = Statement(subject, predicate, value)
        for reason in _judge(predicate, statement, entities)(entities, statement):
            yield ProfileFault(statement, reason)


def _judge(predicate: URIRef, statement: Statement, entities: Entities) -> _Judge:
    """Return who judges a statement."""
    if predicate in _AXIOMS:
        return _AXIOMS[predicate]
    if predicate in PARTS_OF_EXPRESSIONS:
        return _named_expression if isinstance(statement.subject, URIRef) else _nothing
    if predicate in PARTS_OF_NODES:
        return _nothing
    if predicate in OF_ONTOLOGIES:
        return _nothing
    return _assertion


def _nothing(entities: Entities, statement: Statement) -> Iterator[str]:
    """Judge what other statements are judged with."""
    return iter(())


def _type(entities: Entities, statement: Statement) -> Iterator[str]:
    subject, kind = statement.subject, statement.object
    if kind in DECLARATIONS:
        yield from _declaration(entities, subject)
    elif kind in CHARACTERISTICS:
        yield from _characteristic(entities, subject, kind)
    elif kind in (OWL.AllDisjointClasses, OWL.AllDisjointProperties):
        for head in values(entities.graph, subject, OWL.members):
            for member in items(entities.graph, head):
                if kind == OWL.AllDisjointClasses:
                    yield from class_faults(entities, member, Position.BELOW)
                else:
                    yield from _simple(entities, member, "disjoint")
    elif kind not in CARRIERS:
        if isinstance(kind, URIRef) and is_reserved(kind) and kind not in (OWL.Thing, OWL.Nothing):
            yield f"{shorten(kind)} is not a type of OWL 2"
        else:
            yield from class_faults(entities, kind, Position.ABOVE)


def _declaration(entities: Entities, subject: Node) -> Iterator[str]:
    if not isinstance(subject, URIRef):
        return
    kinds = entities.kinds[subject]
    if is_reserved(subject) and subject not in _BUILT_IN:
        yield f"{shorten(subject)} is of the reserved vocabulary and cannot be declared"
    if len(kinds.intersection(_PROPERTIES)) > 1 or {CLASS, DATATYPE} <= kinds:
        yield f"{shorten(subject)} is declared as two kinds of term: {' and '.join(sorted(kinds))}"


def _characteristic(entities: Entities, subject: Node, kind: Node) -> Iterator[str]:
    is_object = entities.is_object_property(subject)
    if kind == OWL.ReflexiveProperty:
        yield "owl:ReflexiveProperty is not in OWL 2 RL"
    elif not is_object and not (kind == OWL.FunctionalProperty and entities.is_a(subject, DATA_PROPERTY)):
        yield f"{shorten(str(kind))} stands on something that is not declared as an object property"
    elif kind in OF_SIMPLE_PROPERTIES:
        yield from _simple(entities, subject, shorten(str(kind)))


def _simple(entities: Entities, node: Node, use: str) -> Iterator[str]:
    yield from property_faults(entities, node)
    name = entities.name_of_property(node)
    if name in entities.not_simple:
        yield (
            f"{shorten(str(name))} is not simple (something transitive or a chain implies it),"
            f" so it cannot be {use} in OWL 2 DL"
        )


def _subclass(entities: Entities, statement: Statement) -> Iterator[str]:
    yield from class_faults(entities, statement.subject, Position.BELOW)
    yield from class_faults(entities, statement.object, Position.ABOVE)


def _equivalent_class(entities: Entities, statement: Statement) -> Iterator[str]:
    if entities.is_a(statement.subject, DATATYPE):
        yield "the definition of a datatype is not in OWL 2 RL"
    else:
        yield from class_faults(entities, statement.subject, Position.BESIDE)
        yield from class_faults(entities, statement.object, Position.BESIDE)


def _named_expression(entities: Entities, statement: Statement) -> Iterator[str]:
    """Judge what OWL 1 allowed: a class expression with a name, which says that the two are equivalent."""
    if not entities.is_a(statement.subject, DATATYPE):
        yield from expression_faults(entities, statement.subject, Position.BESIDE)


def _disjoint_classes(entities: Entities, statement: Statement) -> Iterator[str]:
    yield from class_faults(entities, statement.subject, Position.BELOW)
    yield from class_faults(entities, statement.object, Position.BELOW)


def _disjoint_union(entities: Entities, statement: Statement) -> Iterator[str]:
    yield "owl:disjointUnionOf is not in OWL 2 RL"


def _subproperty(entities: Entities, statement: Statement) -> Iterator[str]:
    below, above = (_kinds(entities, node) for node in (statement.subject, statement.object))
    for node, kinds in ((statement.subject, below), (statement.object, above)):
        if not kinds:
            yield f"{shorten(str(entities.name_of_property(node)))} is not declared as a property"
    if below and above and not below & above:
        one, other = (", ".join(sorted(kinds)) for kinds in (below, above))
        yield f"a property of one kind ({one}) is related to one of another ({other})"


def _disjoint_properties(entities: Entities, statement: Statement) -> Iterator[str]:
    yield from _subproperty(entities, statement)
    for node in (statement.subject, statement.object):
        yield from _simple(entities, node, "disjoint")


def _inverse(entities: Entities, statement: Statement) -> Iterator[str]:
    ends = (
        [statement.object] if isinstance(statement.subject, BNode) else [statement.subject, statement.object]
    )
    for node in ends:
        if not entities.is_object_property(node):
            yield f"{shorten(str(node))} is not declared as an object property"


def _domain(entities: Entities, statement: Statement) -> Iterator[str]:
    if _kinds(entities, statement.subject) != {ANNOTATION_PROPERTY}:
        yield from _known_property(entities, statement.subject)
        yield from class_faults(entities, statement.object, Position.ABOVE)


def _range(entities: Entities, statement: Statement) -> Iterator[str]:
    kinds = _kinds(entities, statement.subject)
    if kinds == {ANNOTATION_PROPERTY}:
        return
    yield from _known_property(entities, statement.subject)
    if kinds == {DATA_PROPERTY}:
        yield from range_faults(entities, statement.object)
    else:
        yield from class_faults(entities, statement.object, Position.ABOVE)


def _chain(entities: Entities, statement: Statement) -> Iterator[str]:
    for node in (statement.subject, *items(entities.graph, statement.object)):
        if not entities.is_object_property(node):
            yield f"{shorten(str(node))} of a chain is not declared as an object property"


def _key(entities: Entities, statement: Statement) -> Iterator[str]:
    yield from class_faults(entities, statement.subject, Position.BELOW)
    for node in items(entities.graph, statement.object):
        yield from property_faults(entities, node)


def _same(entities: Entities, statement: Statement) -> Iterator[str]:
    if isinstance(statement.object, Literal):
        yield "a literal is not an individual"


def _assertion(entities: Entities, statement: Statement) -> Iterator[str]:
    """Judge a statement whose predicate is not of OWL: an annotation, or what is said of an individual."""
    kinds = _kinds(entities, statement.predicate)
    if not kinds:
        yield f"{shorten(str(statement.predicate))} is not declared as a property"
    elif ANNOTATION_PROPERTY in kinds:
        return
    elif isinstance(statement.object, Literal):
        if kinds == {OBJECT_PROPERTY}:
            yield f"the object property {shorten(str(statement.predicate))} has a literal as value"
        yield from literal_faults(statement.object)
    elif kinds == {DATA_PROPERTY}:
        yield f"the data property {shorten(str(statement.predicate))} has a thing as value"


def _kinds(entities: Entities, node: Node) -> set[str]:
    if isinstance(node, BNode):
        return {OBJECT_PROPERTY} if entities.is_object_property(node) else set()
    return {kind for kind in _PROPERTIES if entities.is_a(node, kind)}


def _known_property(entities: Entities, node: Node) -> Iterator[str]:
    if not _kinds(entities, node):
        yield f"{shorten(str(node))} is not declared as a property"


_AXIOMS: Final[dict[URIRef, _Judge]] = {
    RDF.type: _type,
    RDFS.subClassOf: _subclass,
    OWL.equivalentClass: _equivalent_class,
    OWL.disjointWith: _disjoint_classes,
    OWL.disjointUnionOf: _disjoint_union,
    RDFS.subPropertyOf: _subproperty,
    OWL.equivalentProperty: _subproperty,
    OWL.propertyDisjointWith: _disjoint_properties,
    OWL.inverseOf: _inverse,
    RDFS.domain: _domain,
    RDFS.range: _range,
    OWL.propertyChainAxiom: _chain,
    OWL.hasKey: _key,
    OWL.sameAs: _same,
    OWL.differentFrom: _same,
}
