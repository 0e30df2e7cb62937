"""SHACL-SPARQL means the same to every engine, however many focus nodes a query is asked about at once."""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
import pytest

from osce_kg.errors import InputError, OsceKgError
from osce_kg.validation.affected import affected_focus_nodes
from osce_kg.validation.compiled import run
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.engines import ENGINES
from osce_kg.validation.shapes import Shapes

PREFIXES = """@prefix : <urn:> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix c: <https://example.org/components#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
:shapes a owl:Ontology ; sh:declare [ sh:prefix "" ; sh:namespace "urn:"^^xsd:anyURI ] .
"""
DATA = """
:a a :C ; :p 1 , 2 ; :q :b ; :day "2004-05-18"^^xsd:date .
:b a :C ; :p 3 ; :q :c , :d ; :day "2004-05-18"^^xsd:date .
:c a :C ; :q :a ; :label "c"@en .
:d a :C ; :p 1 ; :label "d"@en , "D"@de .
:e a :D ; :p 9 ; :q :a .
"""

QUERIES = {
    "a triple pattern": "SELECT $this ?value WHERE { $this :p ?value }",
    "a filter": "SELECT $this ?value WHERE { $this :p ?value FILTER (?value > 1) }",
    "a filter on the focus node alone": "SELECT $this WHERE { FILTER ($this = :b) }",
    "a filter on the focus node in a group": "SELECT $this WHERE { { FILTER ($this = :b) } }",
    "a path": "SELECT $this ?value WHERE { $this :q+ ?value . ?value :label ?label }",
    "a path that is a result": "SELECT $this ?path ?value WHERE { $this ?path ?value FILTER (?path = :q) }",
    "optional": "SELECT $this WHERE { $this a :C . OPTIONAL { $this :label ?l } FILTER (!BOUND(?l)) }",
    "optional first": "SELECT $this WHERE { OPTIONAL { $this :label ?l } $this a :C FILTER (!BOUND(?l)) }",
    "optional with a filter on what is outside": """SELECT $this ?value WHERE {
        $this :p ?value . OPTIONAL { ?x :p ?less . FILTER (?less < ?value && ?x != $this) }
        FILTER (!BOUND(?x)) }""",
    "union": "SELECT $this ?value WHERE { { $this :p ?value } UNION { ?value :q $this } }",
    "union with a filter on the focus node": """SELECT $this WHERE {
        { $this :p 1 } UNION { FILTER ($this = :c) } }""",
    "union with a branch that does not speak of the focus node": """SELECT $this ?value WHERE {
        { $this :p ?value } UNION { ?value :p 9 } }""",
    "union in which both branches find the focus node": """SELECT $this ?value WHERE {
        { $this :p ?value } UNION { $this :q ?value } }""",
    "groups": """SELECT $this ?value WHERE {
        { $this :p ?n FILTER (?n > 1) } { ?value :q $this } FILTER (STR(?value) != STR($this)) }""",
    "a group that does not speak of the focus node": """SELECT $this ?value WHERE {
        { $this :p ?n } { ?value :p ?m OPTIONAL { ?value :label ?l } } FILTER (?n < ?m) }""",
    "not exists": "SELECT $this WHERE { $this a :C FILTER NOT EXISTS { $this :p ?any } }",
    "not exists, in the middle": "SELECT $this WHERE { FILTER NOT EXISTS { $this :p ?any } . $this a :C . }",
    "not exists with a join": """SELECT $this ?value WHERE {
        $this :q ?value . FILTER NOT EXISTS { ?value :q ?next . ?next :p ?any . } }""",
    "not exists back to the focus node": """SELECT $this ?value WHERE {
        $this :q ?value . FILTER NOT EXISTS { ?value :q ?next . ?next :q $this . } }""",
    "not exists with a filter on what is outside": """SELECT $this ?value WHERE {
        $this :p ?value . FILTER NOT EXISTS { $this :p ?more . FILTER (?more > ?value) } }""",
    "not exists twice": """SELECT $this WHERE {
        $this a :C . FILTER NOT EXISTS { $this :p 1 } FILTER NOT EXISTS { $this :label ?label } }""",
    "not exists within a condition": """SELECT $this WHERE {
        $this a :C . FILTER (NOT EXISTS { $this :p ?p } || EXISTS { $this :q :b }) }""",
    "exists": "SELECT $this WHERE { $this a :C FILTER EXISTS { ?other :q $this . ?other a :D } }",
    "bind": "SELECT $this ?value WHERE { $this :p ?n . BIND (?n + 1 AS ?value) FILTER (?value > 2) }",
    "bind of the focus node": "SELECT $this ?value WHERE { BIND ($this AS ?value) . ?value :p 3 }",
    "an expression that is a result": "SELECT $this (STR(?n) AS ?value) WHERE { $this :p ?n }",
    "distinct": "SELECT DISTINCT $this WHERE { $this :p ?n }",
    "a group that counts": "SELECT $this (COUNT(?n) AS ?value) WHERE { $this :p ?n } GROUP BY $this",
    "a group with a condition": """SELECT $this WHERE {
        $this :p ?n } GROUP BY $this HAVING (COUNT(?n) > 1)""",
    "a subquery that counts": """SELECT $this ?value WHERE {
        { SELECT $this (COUNT(?n) AS ?value) WHERE { $this :p ?n } GROUP BY $this } FILTER (?value > 1) }""",
    "two on one day": """SELECT $this ?value WHERE {
        $this :day ?day . ?value :day ?day . FILTER (?value != $this) }""",
    "two ways to what is read": """SELECT $this ?value WHERE {
        $this :q ?value . FILTER NOT EXISTS { ?x :q $this . ?x :p ?n . ?value :p ?n } }""",
    "escapes": r"SELECT $this \u003Fvalue WHERE { $this :p ?value }",
    "a literal that is compared": 'SELECT $this WHERE { $this :day ?d FILTER (?d < "2005-01-01"^^xsd:date) }',
}

QUERIES_TRACED = {
    **QUERIES,
    # rdflib takes what is inside and outside for one variable.
    "a subquery with names of its own": """SELECT $this ?value WHERE {
        $this :p ?n . ?value :q ?other { SELECT $this ?other WHERE { $this a :C . ?other :label ?n } } }""",
}


def read(turtle: str) -> DataGraph:
    quads = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return DataGraph((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)


def shapes(turtle: str) -> Shapes:
    return Shapes(read(turtle).to_rdflib(), "shapes.ttl")


def outcomes(engine: str, graph: DataGraph, rules: Shapes) -> set[tuple[str, ...]]:
    findings = ENGINES[engine]().validate(graph, rules).findings
    return {(found.focus_node, found.shape, found.component, found.path, found.value) for found in findings}


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("name", QUERIES)
def test_a_query_finds_what_pyshacl_finds(name: str, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_FEW_OF_ALL", few)
    graph = read(DATA)
    rules = shapes(f":S sh:targetClass :C ; sh:sparql {constraint(QUERIES[name])} .")
    found = outcomes("fast", graph, rules)
    assert found == outcomes("pyshacl", graph, rules)
    assert found


def constraint(query: str) -> str:
    text = query.replace("\\u", "\\\\u")
    return f'[ sh:prefixes :shapes ; sh:select """{text}""" ]'


@pytest.mark.parametrize("name", QUERIES_TRACED)
def test_a_change_affects_no_focus_node_that_it_is_not_said_to_affect(name: str) -> None:
    rules = shapes(f":S sh:targetClass :C ; sh:sparql {constraint(QUERIES_TRACED[name])} .")
    whole = read(DATA)
    for triple in whole:
        part = DataGraph(other for other in whole if other != triple)
        differing = {focus for focus, *_ in outcomes("fast", whole, rules) ^ outcomes("fast", part, rules)}
        assert differing <= affected_focus_nodes(part, rules, [triple])
        assert differing <= affected_focus_nodes(whole, rules, [triple])


@pytest.mark.parametrize("name", QUERIES_TRACED)
def test_many_changes_affect_no_focus_node_that_they_are_not_said_to_affect(name: str) -> None:
    rules = shapes(f":S sh:targetClass :C ; sh:sparql {constraint(QUERIES_TRACED[name])} .")
    whole = read(DATA)
    triples, random = sorted(whole), Random(5)
    for _ in range(40):
        gone, new = (set(random.sample(triples, random.randint(1, 8))) for _ in range(2))
        before = DataGraph(triple for triple in triples if triple not in new - gone)
        after = DataGraph(triple for triple in triples if triple not in gone)
        differing = {focus for focus, *_ in outcomes("fast", before, rules) ^ outcomes("fast", after, rules)}
        kept = set(after)
        assert differing <= affected_focus_nodes(after, rules, gone | (new - gone))
        assert set(after) == kept


@pytest.mark.parametrize("few", [0, 1000])
def test_blank_nodes_are_focus_nodes_of_queries_that_find_them(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_FEW_OF_ALL", few)
    graph = read("_:x a :C ; :p 1 . :y a :C ; :p 1 .")
    rules = shapes(
        f":S sh:targetClass :C ; sh:sparql {constraint('SELECT $this ?value WHERE { $this :p ?value }')} ."
    )
    assert outcomes("fast", graph, rules) == outcomes("pyshacl", graph, rules)
    assert {focus for focus, *_ in outcomes("fast", graph, rules)} == {"_:x", "<urn:y>"}


def test_a_query_that_must_name_a_blank_node_is_left_to_pyshacl_and_the_verdict_says_so() -> None:
    graph = read("_:x a :C . :y a :C .")
    rules = shapes(
        f":S sh:targetClass :C ; sh:sparql {constraint('SELECT $this WHERE { FILTER (isBlank($this)) }')} ."
    )
    assert outcomes("auto", graph, rules) == outcomes("pyshacl", graph, rules)
    assert ENGINES["auto"]().validate(graph, rules).engine == (
        "fast; by pyshacl <urn:S>: a query cannot name a blank node"
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_query_on_a_property_shape_has_its_path(engine: str) -> None:
    graph = read(DATA)
    query = "SELECT $this ?value WHERE { $this $PATH ?value FILTER (?value > 2) }"
    rules = shapes(f":S sh:targetClass :C ; sh:path ( :q :p ) ; sh:sparql {constraint(query)} .")
    assert outcomes(engine, graph, rules) == {
        (
            "<urn:a>",
            "urn:S",
            "http://www.w3.org/ns/shacl#SPARQLConstraintComponent",
            "<urn:q>/<urn:p>",
            '"3"^^<http://www.w3.org/2001/XMLSchema#integer>',
        )
    }


COMPONENTS = """
:Same a sh:ConstraintComponent ; sh:parameter [ sh:path c:sameAs ] , [ sh:path c:but ; sh:optional true ] ;
    sh:propertyValidator [ sh:prefixes :shapes ; sh:message "{$this} is not like {?sameAs}"@en ;
        sh:select "SELECT $this ?value WHERE { $this $PATH ?value FILTER (?value != $sameAs) }" ] ;
    sh:nodeValidator [ sh:prefixes :shapes ;
        sh:select "SELECT $this WHERE { $this a ?any FILTER NOT EXISTS { $this :p $sameAs } }" ] .
:Odd a sh:ConstraintComponent ; sh:parameter [ sh:path c:odd ] ;
    sh:validator [ sh:prefixes :shapes ; sh:ask "ASK { FILTER ($value != $odd) }" ] .
"""


@pytest.mark.parametrize(
    "shape",
    [
        ":S sh:targetClass :C ; c:sameAs 1 .",
        ":S sh:targetClass :C ; sh:path :p ; c:sameAs 1 .",
        ":S sh:targetClass :C ; c:odd :b .",
    ],
)
def test_declared_components_are_constraints(shape: str) -> None:
    graph = read(DATA)
    rules = shapes(COMPONENTS + shape)
    found = outcomes("fast", graph, rules)
    assert found == outcomes("pyshacl", graph, rules)
    assert found


FORBIDDEN = {
    "MINUS": "SELECT $this WHERE { $this :p ?n MINUS { $this :q ?n } }",
    "VALUES": "SELECT $this WHERE { VALUES ?n { 1 } $this :p ?n }",
    "SERVICE": "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this :p ?n } }",
    "a new value": "SELECT $this WHERE { BIND (1 AS $this) }",
    "a subquery without the focus node": "SELECT $this WHERE { { SELECT ?n WHERE { $this :p ?n } } }",
    "a subquery that selects all": "SELECT $this WHERE { { SELECT * WHERE { $this :p ?n } } }",
    "no syntax": "SELECT $this WHERE { $this :p }",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_shacl_forbids_in_a_query_is_an_error(engine: str, name: str) -> None:
    rules = shapes(f":S sh:targetClass :C ; sh:sparql {constraint(FORBIDDEN[name])} .")
    with pytest.raises(OsceKgError):
        outcomes(engine, read(DATA), rules)


@pytest.mark.parametrize("name", QUERIES)
def test_some_focus_nodes_have_the_findings_that_they_have_among_all(name: str) -> None:
    rules = shapes(f":S sh:targetClass :C ; sh:sparql {constraint(QUERIES[name])} .")
    graph = read(DATA)
    engine = ENGINES["fast"]()
    everything = engine.validate(graph, rules).findings
    for node in ("<urn:a>", "<urn:b>", "<urn:c>", "<urn:d>"):
        some = engine.validate(graph, rules, {node}).findings
        assert some == tuple(finding for finding in everything if finding.focus_node == node)


@pytest.mark.parametrize("query", ["SELECT $this WHERE { $this ?p", "SELECT $this WHERE { $this $this }"])
def test_a_query_that_does_not_parse_is_told_with_its_shape_and_file_though_no_node_is_looked_at(
    query: str,
) -> None:
    rules = shapes(f":S sh:targetClass :Nobody ; sh:sparql {constraint(query)} .")
    with pytest.raises(InputError, match=r"shapes\.ttl: a query of the shape <urn:S> cannot be used: "):
        ENGINES["fast"]().validate(read(DATA), rules)
