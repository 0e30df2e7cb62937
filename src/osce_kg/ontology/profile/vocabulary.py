"""The words of OWL 2, and where OWL 2 RL allows them."""

from __future__ import annotations

from typing import Final

from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import URIRef

CLASS: Final = "class"
DATATYPE: Final = "datatype"
OBJECT_PROPERTY: Final = "object property"
DATA_PROPERTY: Final = "data property"
ANNOTATION_PROPERTY: Final = "annotation property"
INDIVIDUAL: Final = "individual"

DECLARATIONS: Final[dict[URIRef, str]] = {
    OWL.Class: CLASS,
    RDFS.Datatype: DATATYPE,
    OWL.ObjectProperty: OBJECT_PROPERTY,
    OWL.DatatypeProperty: DATA_PROPERTY,
    OWL.AnnotationProperty: ANNOTATION_PROPERTY,
    OWL.NamedIndividual: INDIVIDUAL,
}

CHARACTERISTICS: Final[frozenset[URIRef]] = frozenset(
    {
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.ReflexiveProperty,
        OWL.IrreflexiveProperty,
        OWL.SymmetricProperty,
        OWL.AsymmetricProperty,
        OWL.TransitiveProperty,
    }
)
OF_SIMPLE_PROPERTIES: Final[frozenset[URIRef]] = frozenset(
    {
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.IrreflexiveProperty,
        OWL.AsymmetricProperty,
    }
)
"""Characteristics that OWL 2 DL allows only of properties that nothing transitive or chained implies."""

BUILT_IN_ANNOTATIONS: Final[frozenset[URIRef]] = frozenset(
    {
        RDFS.label,
        RDFS.comment,
        RDFS.seeAlso,
        RDFS.isDefinedBy,
        OWL.versionInfo,
        OWL.deprecated,
        OWL.priorVersion,
        OWL.backwardCompatibleWith,
        OWL.incompatibleWith,
    }
)
OF_ONTOLOGIES: Final[frozenset[URIRef]] = frozenset({OWL.imports, OWL.versionIRI})

_XSD_NAMES: Final = """
    decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte float double string normalizedString token language
    Name NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
"""
DATATYPES_OF_RL: Final[frozenset[URIRef]] = frozenset(
    {
        RDF.PlainLiteral,
        RDF.XMLLiteral,
        RDF.langString,
        RDFS.Literal,
        *(XSD[name] for name in _XSD_NAMES.split()),
    }
)
"""Datatypes that OWL 2 RL knows; ``xsd:date`` is in the datatype map of no OWL 2 profile."""

_PARTS: Final = """
    allValuesFrom cardinality complementOf datatypeComplementOf hasSelf hasValue intersectionOf maxCardinality
    maxQualifiedCardinality minCardinality minQualifiedCardinality onClass onDataRange onDatatype onProperties
    onProperty oneOf qualifiedCardinality someValuesFrom unionOf withRestrictions
"""
PARTS_OF_EXPRESSIONS: Final[frozenset[URIRef]] = frozenset(OWL[name] for name in _PARTS.split())
PARTS_OF_NODES: Final[frozenset[URIRef]] = frozenset(
    {
        OWL.members,
        OWL.distinctMembers,
        OWL.annotatedSource,
        OWL.annotatedProperty,
        OWL.annotatedTarget,
        OWL.sourceIndividual,
        OWL.assertionProperty,
        OWL.targetIndividual,
        OWL.targetValue,
        RDF.first,
        RDF.rest,
    }
)
"""Predicates of nodes that only carry an axiom, and of lists."""

CARRIERS: Final[frozenset[URIRef]] = frozenset(
    {
        OWL.Ontology,
        OWL.Restriction,
        OWL.Axiom,
        OWL.Annotation,
        OWL.AllDisjointClasses,
        OWL.AllDisjointProperties,
        OWL.AllDifferent,
        OWL.NegativePropertyAssertion,
        OWL.DeprecatedClass,
        OWL.DeprecatedProperty,
        RDF.List,
    }
)
"""Types of nodes that carry an axiom or a part of one, and of the header."""


def is_reserved(name: URIRef) -> bool:
    """Tell whether a name is in one of the namespaces that OWL 2 keeps for itself."""
    return str(name).startswith((str(OWL), str(RDF), str(RDFS), str(XSD)))
