"""A structural check of OWL 2 RL, as far as an ontology without class expressions needs one."""

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from osce_kg.namespaces import OKG, PREFIXES

ALLOWED_OWL = {
    OWL.AnnotationProperty,
    OWL.Class,
    OWL.DatatypeProperty,
    OWL.FunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.ObjectProperty,
    OWL.Ontology,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
    OWL.disjointWith,
    OWL.inverseOf,
    OWL.versionIRI,
    OWL.versionInfo,
}
CLASS_AXIOMS = (RDFS.subClassOf, OWL.disjointWith)
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
ANNOTATIONS = (RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo, OWL.versionIRI)
AXIOMS = (RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf)


def instances(graph: Graph, kind: URIRef) -> set[URIRef]:
    return {term for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef)}


def typing_violations(graph: Graph) -> set[str]:
    """Return the axioms whose parts are not declared, or declared as another kind of term."""
    classes, properties, data_properties, _ = (instances(graph, kind) for kind in KINDS)
    pairs = {axiom: set(graph.subject_objects(axiom)) for axiom in (*CLASS_AXIOMS, *AXIOMS)}
    wrong = [pair for axiom in CLASS_AXIOMS for pair in pairs[axiom] if not set(pair) <= classes]
    wrong += [pair for axiom in (RDFS.domain, RDFS.range) for pair in pairs[axiom] if pair[1] not in classes]
    wrong += [pair for pair in pairs[OWL.inverseOf] if not set(pair) <= properties]
    wrong += [
        pair
        for pair in pairs[RDFS.subPropertyOf]
        if not (set(pair) <= properties or set(pair) <= data_properties)
    ]
    return {f"not declared, or of another kind: {left} {right}" for left, right in wrong}


def profile_violations(graph: Graph) -> set[str]:
    """Return what leaves OWL 2 RL or OWL 2 DL, each as a short sentence."""
    classes, properties, data_properties, annotations = (instances(graph, kind) for kind in KINDS)
    functional = instances(graph, OWL.FunctionalProperty)
    needs_simple = functional | instances(graph, OWL.IrreflexiveProperty)
    nodes = {node for triple in graph for node in triple}
    undeclared = set(graph.predicates()) - annotations - {*ANNOTATIONS, *AXIOMS, *CLASS_AXIOMS}

    found = typing_violations(graph)
    found |= {f"not allowed: {node}" for node in nodes if node in OWL and node not in ALLOWED_OWL}
    found |= {f"undeclared annotation property: {predicate}" for predicate in undeclared}
    found |= {f"two kinds of term: {term}" for term in properties & (classes | data_properties)}
    found |= {f"two kinds of term: {term}" for term in classes & data_properties}
    found |= {
        f"simple and transitive: {term}" for term in needs_simple & instances(graph, OWL.TransitiveProperty)
    }
    # Sources disagree on dates and names, and both must survive.
    return found | {f"functional data property: {term}" for term in functional - properties}


def test_the_ontology_keeps_to_owl_2_rl(terms: Graph) -> None:
    assert profile_violations(terms) == set()


FAULTS = {
    "a key": "okg:Person owl:hasKey ( okg:title ) .",
    "a union": "okg:Event rdfs:subClassOf [ a owl:Class ; owl:unionOf ( okg:Meeting okg:Visit ) ] .",
    "a restriction": "okg:Visit rdfs:subClassOf [ owl:onProperty okg:host ; owl:someValuesFrom okg:Agent ] .",
    "a chain": "okg:metWith owl:propertyChainAxiom ( okg:participantIn okg:hasParticipant ) .",
    "a range of xsd:date": "okg:startLatest rdfs:range xsd:date .",
    "a functional date": "okg:startLatest a owl:FunctionalProperty .",
    "an irreflexive transitive property": "okg:locatedIn a owl:IrreflexiveProperty .",
    "an undeclared class": "okg:Embassy rdfs:subClassOf okg:Organization .",
    "a data property under an object property": "okg:title rdfs:subPropertyOf okg:post .",
    "an undeclared annotation": "okg:Person skos:historyNote 'new' .",
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_the_profile_check_finds_a_planted_fault(terms: Graph, fault: str) -> None:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    graph = Graph()
    for triple in terms:
        graph.add(triple)
    assert profile_violations(graph.parse(data=prefixes + fault, format="turtle")) != set()


def test_no_key_and_no_date_range_is_declared(terms: Graph) -> None:
    assert (None, OWL.hasKey, None) not in terms
    assert (None, RDFS.range, XSD.date) not in terms


@pytest.mark.parametrize("name", ["metWith", "coAttended", "visited", "hasParticipant"])
def test_a_derived_property_names_the_rule_that_derives_it(terms: Graph, name: str) -> None:
    note = str(terms.value(OKG[name], SKOS.scopeNote))
    assert "queries/rules/" in note
    assert "never asserted" in note.lower()
