"""Axioms inside and outside of OWL 2 RL; our own check and the OWL API must judge each alike."""

from osce_kg.namespaces import PREFIXES

HEADER = (
    "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    + """@prefix : <https://example.org/o#> .
<https://example.org/o> a owl:Ontology .
:A a owl:Class . :B a owl:Class . :C a owl:Class .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty .
:d a owl:DatatypeProperty . :e a owl:DatatypeProperty . :note a owl:AnnotationProperty .
:x a owl:NamedIndividual . :y a owl:NamedIndividual .
"""
)

INSIDE = {
    "a subclass": ":A rdfs:subClassOf :B .",
    "a union below a class": "[ a owl:Class ; owl:unionOf ( :A :B ) ] rdfs:subClassOf :C .",
    "an intersection above a class": ":A rdfs:subClassOf [ a owl:Class ; owl:intersectionOf ( :B :C ) ] .",
    "a complement above a class": ":A rdfs:subClassOf [ a owl:Class ; owl:complementOf :B ] .",
    "some values below a class": "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ]"
    " rdfs:subClassOf :A .",
    "some thing below a class": "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ]"
    " rdfs:subClassOf :A .",
    "all values above a class": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ;"
    " owl:allValuesFrom :B ] .",
    "a value beside a class": ":A owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ;"
    " owl:hasValue :x ] .",
    "at most one above a class": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ;"
    ' owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .',
    "at most one of a class": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ;"
    ' owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onClass :B ] .',
    "an enumeration below a class": "[ a owl:Class ; owl:oneOf ( :x :y ) ] rdfs:subClassOf :A .",
    "all values of a datatype": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :d ;"
    " owl:allValuesFrom xsd:string ] .",
    "disjoint classes": ":A owl:disjointWith :B .",
    "many disjoint classes": "[ a owl:AllDisjointClasses ; owl:members ( :A :B :C ) ] .",
    "a chain": ":p owl:propertyChainAxiom ( :q :r ) .",
    "a key": ":A owl:hasKey ( :p :d ) .",
    "a functional property": ":p a owl:FunctionalProperty .",
    "a functional data property": ":d a owl:FunctionalProperty .",
    "an irreflexive symmetric property": ":p a owl:IrreflexiveProperty , owl:SymmetricProperty .",
    "a transitive property": ":p a owl:TransitiveProperty .",
    "inverses": ":p owl:inverseOf :q .",
    "an inverse property expression": ":p rdfs:subPropertyOf [ owl:inverseOf :q ] .",
    "domain and range": ":p rdfs:domain :A ; rdfs:range :B .",
    "a range of xsd:integer": ":d rdfs:range xsd:integer .",
    "a range of two datatypes": ":d rdfs:range [ a rdfs:Datatype ;"
    " owl:intersectionOf ( xsd:integer xsd:long ) ] .",
    "facts": ':x a :A ; :p :y ; :d "text" ; :note "a note"@en .',
    "a class that is also an individual": ":A :p :x .",
    "disjoint properties": ":p owl:propertyDisjointWith :q .",
    "two different individuals": ":x owl:differentFrom :y .",
    "a statement that does not hold": "[ a owl:NegativePropertyAssertion ; owl:sourceIndividual :x ;"
    " owl:assertionProperty :p ; owl:targetIndividual :y ] .",
    "an annotation with domain": ":note rdfs:domain :A ; rdfs:range xsd:date .",
    "a deprecated term": ":A owl:deprecated true .",
    "nothing as a superclass": ":A rdfs:subClassOf owl:Nothing .",
}

OUTSIDE = {
    "a union above a class": ":A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( :B :C ) ] .",
    "a union beside a class": ":A owl:equivalentClass [ a owl:Class ; owl:unionOf ( :B :C ) ] .",
    "a complement below a class": "[ a owl:Class ; owl:complementOf :A ] rdfs:subClassOf :B .",
    "some values above a class": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ;"
    " owl:someValuesFrom :B ] .",
    "all values below a class": "[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ]"
    " rdfs:subClassOf :A .",
    "some values deep in a domain": ":p rdfs:domain [ a owl:Class ; owl:intersectionOf ( :A"
    " [ a owl:Restriction ; owl:onProperty :q ; owl:someValuesFrom :B ] ) ] .",
    "at most two": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ;"
    ' owl:maxCardinality "2"^^xsd:nonNegativeInteger ] .',
    "at least one": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ;"
    ' owl:minCardinality "1"^^xsd:nonNegativeInteger ] .',
    "exactly one": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ;"
    ' owl:cardinality "1"^^xsd:nonNegativeInteger ] .',
    "itself": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasSelf true ] .",
    "an enumeration above a class": ":A rdfs:subClassOf [ a owl:Class ; owl:oneOf ( :x :y ) ] .",
    "thing as a subclass": "owl:Thing rdfs:subClassOf :A .",
    "a disjoint union": ":A owl:disjointUnionOf ( :B :C ) .",
    "a reflexive property": ":p a owl:ReflexiveProperty .",
    "a range of xsd:date": ":d rdfs:range xsd:date .",
    "a value of xsd:date": ':x :d "2004-04-06"^^xsd:date .',
    "a restricted datatype": ":d rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:integer ;"
    " owl:withRestrictions ( [ xsd:minInclusive 0 ] ) ] .",
    "a datatype of one's own": ":D a rdfs:Datatype ; owl:equivalentClass [ a rdfs:Datatype ;"
    " owl:intersectionOf ( xsd:integer xsd:nonNegativeInteger ) ] . :d rdfs:range :D .",
    "a range of literals of an enumeration": ':d rdfs:range [ a rdfs:Datatype ; owl:oneOf ( "a" "b" ) ] .',
    "an undeclared class": ":A rdfs:subClassOf :Z .",
    "an undeclared property": ":p rdfs:subPropertyOf :z .",
    "an undeclared annotation": ":A :z 'text' .",
    "a property of two kinds": ":p a owl:DatatypeProperty . :x :p :y ; :p 'text' .",
    "a class that is also a datatype": ":A a rdfs:Datatype . :B rdfs:subClassOf :A . :d rdfs:range :A .",
    "a data property below an object property": ":d rdfs:subPropertyOf :p .",
    "an irreflexive transitive property": ":p a owl:IrreflexiveProperty , owl:TransitiveProperty .",
    "a functional property above a transitive one": ":q a owl:TransitiveProperty ; rdfs:subPropertyOf :p ."
    " :p a owl:FunctionalProperty .",
    "a functional inverse of a transitive property": ":q a owl:TransitiveProperty . :p owl:inverseOf :q ;"
    " a owl:FunctionalProperty .",
    "an irreflexive chain": ":p owl:propertyChainAxiom ( :q :r ) ; a owl:IrreflexiveProperty .",
    "a disjoint transitive property": ":p a owl:TransitiveProperty ; owl:propertyDisjointWith :q .",
    "a symmetric data property": ":d a owl:SymmetricProperty .",
    "a type that is not declared": ":x a :Z .",
    "a class of the reserved vocabulary": "owl:Zoo a owl:Class . :A rdfs:subClassOf owl:Zoo .",
}

CASES = INSIDE | OUTSIDE
