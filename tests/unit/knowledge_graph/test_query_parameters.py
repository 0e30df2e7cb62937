"""Parameters become terms in VALUES blocks, wherever the query has braces, strings and comments."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import XSD
from rdflib.term import Literal, URIRef

from osce_kg.errors import UsageError
from osce_kg.knowledge_graph.parameters import parameters_of, with_prefixes, with_values
from osce_kg.knowledge_graph.values import rdf_term
from osce_kg.store.interface import Term


def term_for(name: str, value: object, like: Term | None) -> Term:
    return rdf_term(value, like)


def bound(text: str, *, free: bool = True, **given: object) -> str:
    return with_values(text, given, term_for, free=free)


def test_parameters_are_the_variables_with_values_of_their_own_with_their_defaults() -> None:
    found = parameters_of(
        'PREFIX s: <https://e.org/s#> # VALUES ?not { 1 }\nSELECT * { VALUES ?name { "{Anna}"@en } '
        'VALUES $status { s:a s:b } VALUES ?any { UNDEF } VALUES (?x ?y) { (1 2) } ?s ?p "VALUES ?no { 1 }" }'
    )
    assert {name: one.defaults for name, one in found.items()} == {
        "name": (Literal("{Anna}", lang="en"),),
        "status": (URIRef("https://e.org/s#a"), URIRef("https://e.org/s#b")),
        "any": (None,),
    }


@pytest.mark.parametrize(
    ("default", "value", "expected"),
    [
        ('"x"@en', "Anna", '"Anna"@en'),
        ('"x"', "Anna", '"Anna"'),
        ('"2004-04-06"^^xsd:date', "2005-01-01", f'"2005-01-01"^^<{XSD.date}>'),
        ("<https://e.org/status/planned>", "occurred", "<https://e.org/status/occurred>"),
        ("<https://e.org/status/planned>", "https://e.org/x", "<https://e.org/x>"),
        ("<https://e.org/status/planned>", ["a", "b"], "<https://e.org/status/a> <https://e.org/status/b>"),
        ("UNDEF", 3, f'"3"^^<{XSD.integer}>'),
        ('"x"@en', None, "UNDEF"),
        ('"x"@en', Literal("Анна", lang="ru"), '"Анна"@ru'),
    ],
)
def test_a_value_takes_the_place_and_the_form_of_the_default(
    default: str, value: object, expected: str
) -> None:
    query = f"SELECT * {{ VALUES ?v {{ {default} }} ?s ?p ?v }}"
    assert bound(query, v=value) == f"SELECT * {{ VALUES ?v {{ {expected} }} ?s ?p ?v }}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?s { ?s ?p ?o }", "SELECT ?s { VALUES ?o { 1 } ?s ?p ?o }"),
        ("ASK WHERE { ?s ?p ?o }", "ASK WHERE { VALUES ?o { 1 } ?s ?p ?o }"),
        (
            "SELECT (EXISTS { ?s ?p 1 } AS ?e) # {\nFROM <https://e.org/g> { ?s ?p ?o }",
            "SELECT (EXISTS { ?s ?p 1 } AS ?e) # {\nFROM <https://e.org/g> { VALUES ?o { 1 } ?s ?p ?o }",
        ),
        (
            "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
            "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?o { 1 } ?s ?p ?o }",
        ),
        ("DESCRIBE ?o { ?s ?p ?o }", "DESCRIBE ?o { VALUES ?o { 1 } ?s ?p ?o }"),
    ],
)
def test_a_variable_without_a_block_gets_one_at_the_start_of_the_pattern(query: str, expected: str) -> None:
    assert bound(query, o=1) == expected.replace("{ 1 } ?s", f'{{ "1"^^<{XSD.integer}> }} ?s')


def test_a_name_that_is_a_word_of_python_may_have_an_underscore() -> None:
    assert bound('SELECT * { VALUES ?from { "a" } }', from_="b") == 'SELECT * { VALUES ?from { "b" } }'


@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT FROM <x:y> WHERE { ?s ?p ?o }"])
def test_a_query_without_a_place_for_values_is_told(query: str) -> None:
    with pytest.raises(UsageError, match="no place for values"):
        bound(query, o=1)


def test_an_unknown_variable_is_told_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match=r"no variable .x.; it has s, p\."):
        bound("SELECT * { ?s a ?p # ?x\n }", x=1)
    with pytest.raises(UsageError, match=r"no parameter 's'; it has name\."):
        bound('SELECT * { VALUES ?name { "a" } ?s ?p ?name }', s=1, free=False)
    with pytest.raises(UsageError, match=r"it has none\."):
        bound("SELECT * { ?s ?p ?o }", s=1, free=False)


@pytest.mark.parametrize("value", [object(), b"bytes", {"a": 1}, URIRef("no iri> } #"), "\x00", "a\ud800"])
def test_what_is_no_term_is_told(value: object) -> None:
    with pytest.raises(UsageError):
        bound("SELECT * { ?s ?p ?o }", o=value)


def test_an_empty_list_of_values_is_told_since_none_means_any() -> None:
    with pytest.raises(UsageError, match="None stands for any"):
        bound("SELECT * { ?s ?p ?o }", o=[])


def test_only_prefixes_that_are_used_and_not_declared_are_added() -> None:
    text = (
        'PREFIX okg: <https://e.org/>\nSELECT * { ?s okg:x ?rdf ; rdfs:label "skos:x" ; a <prov:x> } # owl:x'
    )
    assert with_prefixes(text) == f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n{text}"
    ox.Store().query(with_prefixes(text))
