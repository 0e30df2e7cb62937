from __future__ import annotations

import pytest
from rdflib import Graph

from osce_kg.errors import InputError
from osce_kg.validation.compiled.paths import Alternative, Optional, Repeated, Sequence, Step, inverse
from osce_kg.validation.compiled.query_patterns import triple_patterns
from osce_kg.validation.compiled.query_predicates import named_predicates
from osce_kg.validation.compiled.reading import compile_shapes
from osce_kg.validation.data_graph import TYPE

PREFIXES = """@prefix : <urn:> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHACL = "http://www.w3.org/ns/shacl#"


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def test_shapes_with_targets_are_compiled_in_the_order_of_their_names() -> None:
    program = compile_shapes(
        graph(
            ":B sh:targetClass :C ; sh:nodeKind sh:IRI . :A sh:targetNode :n ; sh:class :C . :X sh:class :C ."
            ":K a sh:NodeShape , rdfs:Class ; sh:nodeKind sh:IRI ."
        )
    )
    assert [shape.node for shape, _ in program.targeted] == ["<urn:A>", "<urn:B>", "<urn:K>"]
    assert program.targeted[2][1].classes == ("<urn:K>",)
    assert program.left_out == {}


@pytest.mark.parametrize(
    "shape",
    [
        "sh:nodeKind sh:IRI , sh:Literal",
        "sh:nodeKind sh:Thing",
        "sh:minCount 1",
        "sh:path :p ; sh:minCount 1 , 2",
        "sh:path :p ; sh:minCount -1",
        'sh:path :p ; sh:maxCount "many"',
        "sh:path :p , :q ; sh:minCount 1",
        "sh:path [ :p :q ] ; sh:minCount 1",
        "sh:path ( :p ) ; sh:minCount 1",
        "sh:path _:a . _:a sh:inversePath _:a",
        "sh:class 'text'",
        "sh:property [ sh:class :C ]",
        "sh:node [ sh:path :p ; sh:class :C ]",
        "sh:or ( )",
        "sh:in _:l . _:l rdf:first :a ; rdf:rest _:l",
        "sh:languageIn ( :en )",
        "sh:minInclusive :a",
        "sh:lessThan :p",
        "sh:uniqueLang true",
        "sh:sparql [ sh:message 'no query' ]",
        "sh:sparql [ sh:select 'SELECT $this { $this $PATH ?v }' ]",
    ],
)
def test_a_shape_that_is_not_well_formed_is_an_error(shape: str) -> None:
    with pytest.raises(InputError):
        compile_shapes(graph(f":S sh:targetClass :C ; {shape} ."))


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ("sh:node :S", "recursive"),
        ("sh:property [ sh:path :p ; sh:or ( [ sh:node :S ] [ sh:class :C ] ) ]", "recursive"),
        (r'sh:path :p ; sh:pattern "(.)\\1"', "backtracking"),
        ("sh:sparql [ sh:select 'SELECT $this { GRAPH $shapesGraph { $this ?p ?o } }' ]", "shapes graph"),
        ("sh:sparql [ sh:select 'SELECT ?value { $this ?p ?value }' ]", r"does not select \$this"),
    ],
)
def test_a_shape_that_needs_another_engine_is_left_out_with_the_reason(shape: str, reason: str) -> None:
    program = compile_shapes(graph(f":S sh:targetClass :C ; {shape} . :T sh:targetClass :C ; sh:class :D ."))
    assert [found.node for found, _ in program.targeted] == ["<urn:T>"]
    (told,) = program.left_out.values()
    assert reason.replace("\\", "") in told


def test_what_is_deactivated_checks_nothing() -> None:
    program = compile_shapes(
        graph(
            ":S sh:targetClass :C ; sh:deactivated true ; sh:class :D ."
            ":T sh:targetClass :C ; sh:sparql [ sh:deactivated true ; sh:select 'SELECT $this { }' ] ."
        )
    )
    assert [shape.constraints for shape, _ in program.targeted] == [(), ()]


def test_paths_are_read_with_the_inverse_pushed_down_to_single_steps() -> None:
    program = compile_shapes(
        graph(
            ":S sh:targetClass :C ; sh:path [ sh:inversePath ( :p [ sh:zeroOrMorePath :q ] "
            "[ sh:alternativePath ( :r [ sh:inversePath :s ] ) ] [ sh:zeroOrOnePath :t ] ) ] ; sh:minCount 1."
        )
    )
    (shape, _), *_ = program.targeted
    p, q, r, s, t = (Step(f"<urn:{name}>", backwards=True) for name in "pqrst")
    assert shape.path == Sequence((Optional(t), Alternative((r, inverse(s))), Repeated(q, 0), p))


def test_prefixes_are_those_that_are_declared_and_imported_and_a_few_that_all_know() -> None:
    declared = (
        ':o sh:declare [ sh:prefix "a" ; sh:namespace "urn:a:" ] .'
        ":i <http://www.w3.org/2002/07/owl#imports> :o ."
        ":S sh:targetClass :C ; sh:sparql [ sh:prefixes :i ; "
        "sh:select 'SELECT $this { $this a:p ?v ; rdfs:label ?l }' ] ."
    )
    ((shape, _),) = compile_shapes(graph(declared)).targeted
    (constraint,) = shape.constraints
    named = named_predicates(constraint.query.text)  # type: ignore[attr-defined]
    assert named >= {"<urn:a:p>", "<http://www.w3.org/2000/01/rdf-schema#label>"}


def test_the_patterns_of_a_query_are_found_wherever_they_stand() -> None:
    query = """SELECT $this WHERE { $this <urn:p>/^<urn:q>* ?a . OPTIONAL { ?a <urn:r> ?b }
        { ?a <urn:s> 1 } UNION { ?a <urn:t> [ <urn:u> ?c ] } FILTER NOT EXISTS { ?c <urn:v>+ $this }
        { SELECT $this ?d WHERE { $this <urn:w> ?d } } BIND (EXISTS { ?d <urn:x> ?e } AS ?f) }"""
    assert named_predicates(query) == {f"<urn:{name}>" for name in "pqrstuvwx"}
    patterns = {pattern.path: pattern for pattern in triple_patterns(query) if isinstance(pattern.path, Step)}
    outer, inner = patterns[Step("<urn:w>")], patterns[Step("<urn:r>")]
    assert inner.holds_with(outer)
    assert not outer.holds_with(inner)
    assert not patterns[Step("<urn:s>")].holds_with(patterns[Step("<urn:t>")])


@pytest.mark.parametrize(
    "pattern",
    [
        "$this ?p ?o",
        "$this <urn:p> 1 ; ?p ?o",
        "$this <urn:p> [ ?p ?o ]",
        "[] ?p ?o",
        "( 1 2 ) ?p ?o",
        "$this <urn:p> ( [ ?p ?o ] )",
        "{ $this <urn:p> ?o . ?o ?p 'x' }",
        "$this a ?c . FILTER (?c > 1 && EXISTS { $this ?p ?o })",
        "$this a ?c . GRAPH ?g { ?c ?p [] }",
        "{ SELECT $this WHERE { $this ?p ?o } GROUP BY $this }",
    ],
)
def test_a_query_with_a_variable_for_a_predicate_may_read_all(pattern: str) -> None:
    assert named_predicates(f"SELECT $this WHERE {{ {pattern} }}") is None


@pytest.mark.parametrize(
    "pattern",
    [
        "$this <urn:p> ?a , ?b ; <urn:q> ?c . ?c <urn:r> ?d",
        "$this <urn:p>/<urn:q>|^<urn:r> ?a FILTER (?a > ?b && ?c < ?d) ?a <urn:q> $this",
        "$this <urn:p> ?a OPTIONAL { ?a <urn:q> ?b } BIND (?a + ?b - ?c AS ?d) ?d <urn:r> ?e",
        "$this <urn:p> [ <urn:q> ?a ] , ( ?a ?b ?c ) . { SELECT $this ?a ?b WHERE { $this <urn:r> ?a } }",
        "# ?s ?p ?o\n $this <urn:p> '?s ?p ?o' ; <urn:q> ?a ; <urn:r> 1.5 . ?x <urn:r> ?y",
    ],
)
def test_the_predicates_of_other_queries_are_named(pattern: str) -> None:
    named = named_predicates(f"SELECT $this ?a ?b WHERE {{ {pattern} }} ORDER BY $this ?a ?b")
    assert named == {"<urn:p>", "<urn:q>", "<urn:r>"}


def test_names_are_read_with_their_prefixes() -> None:
    named = named_predicates(
        "PREFIX ex: <urn:x:> PREFIX : <urn:> SELECT $this { $this a ex:C. ?s :p.q :o.\\, ; ex:r-1:2 ?o }"
    )
    assert named is not None
    assert {TYPE, "<urn:x:C>", "<urn:p.q>", "<urn:x:r-1:2>"} <= named


def test_iris_that_are_relative_to_a_base_cannot_be_told() -> None:
    assert named_predicates("BASE <urn:x/> SELECT $this { $this <p> ?o }") is None
