"""No text gets past the inspection in which another reader would find SERVICE."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from osce_kg.errors import RefusedQueryError
from osce_kg.querying.inspection import gives_same_answer_again, may_call_service, refuse_unsafe

CALLS = [
    "SERVICE <http://h/> {}",
    "service<http://h/>{}",
    "SeRvIcE SILENT ?x {}",
    "\\u0053ERVICE <http://h/> {}",
    "SERV\\U00000049CE <http://h/> {}",
    "SERVICE#comment\n<http://h/> {}",
    "SERVICE:a {}",
    "EXISTS { SERVICE ?x {} }",
    "?s ?p 1SERVICE<http://h/>{}",
    "'a'@enSERVICE<http://h/>{}",
    '"""a"""SERVICE<http://h/>{}',
    '?s ?p "a\\\\" . SERVICE <http://h/> {}',
]
HIDDEN = [
    # Each looks like a string, an IRI or a comment to one reader, and like a call to another.
    "FILTER(?a<?b)SERVICE#>\n<http://h/>{}",
    "FILTER(?a<ex:b)SERVICE#>\n<http://h/>{}",
    'FILTER(?a<?b)#>"""\n SERVICE <http://h/> {} #"""',
    "?s ?p 'a\\u0027. SERVICE <http://h/> {} #'",
    "?s ?p '\\u0027' . SERVICE <http://h/> {} #'''",
    'VALUES ?x {""" a" } SERVICE <http://h/> {} #\\x"""',
    "ex:a\\'  SERVICE <http://h/> {} #'",
    "ex:a·\\'  SERVICE <http://h/> {} #'",
    "?s ?p 'open SERVICE <http://h/> {}",
]
HARMLESS = [
    "?s rdfs:label 'Secret services'",
    "?s a sd:Service",
    "?s ?p <http://www.w3.org/ns/sparql-service-description#Service>",
    "# service\n?s ?p ?o",
    "?service ?p ?o",
    'FILTER(CONTAINS(?x, "the \\"service\\""))',
    "?s ?p '''it's a service'''",
    "FILTER(?a < ?b && ?c > ?service)",
    "?s ?p ?o",
]


@pytest.mark.parametrize("pattern", CALLS + HIDDEN)
def test_a_call_to_another_host_is_refused_however_it_is_written(pattern: str) -> None:
    with pytest.raises(RefusedQueryError, match="SERVICE"):
        refuse_unsafe(f"SELECT * {{ {pattern} }}")


@pytest.mark.parametrize("pattern", HARMLESS)
def test_the_word_service_may_stand_in_texts_names_iris_and_comments(pattern: str) -> None:
    refuse_unsafe(f"SELECT * {{ {pattern} }}")


FRAGMENTS = st.sampled_from(
    [
        *(
            "?s ?p ",
            "ex:a",
            "ex:a\\'",
            "FILTER(?a<?b)",
            "FILTER(1<ex:b)",
            "VALUES ?x {",
            "{",
            "}",
            "<",
            ">",
            ".",
        ),
        *(" ", '"""', "'''", '"', "'", "\\", "\\u0027", "\\'", "#", "#>", "\n", "'x'", '"x"', "<a:b>", "·"),
    ]
)


@settings(max_examples=500)
@given(st.lists(FRAGMENTS, max_size=8).map("".join), st.lists(FRAGMENTS, max_size=6).map("".join))
@example('FILTER(?a<?b)#>"""\n', '#"""\n')
@example("", "")
def test_whatever_the_engine_would_call_is_refused(before: str, after: str) -> None:
    # The engine refuses this port by itself: an OSError shows that it was about to call.
    query = f"PREFIX ex: <a:> SELECT * {{ {before} SERVICE <http://127.0.0.1:9/> {{}} {after} }}"
    try:
        list(ox.Store().query(query))
    except OSError:
        assert may_call_service(query)
    except SyntaxError:
        return


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "# comment\nPREFIX a: <http://a/> BASE <http://b/>\ndelete where { ?s ?p ?o }",
        "LOAD <http://h/>",
        "PREFIX : <http://a/> CLEAR ALL",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(RefusedQueryError, match="Updates"):
        refuse_unsafe(update)


@pytest.mark.parametrize("text", ["ASK {}", "SELECT ?now { ?now ?rand ?uuid }", "SELECT (COUNT(*) AS ?n) {}"])
def test_most_queries_give_the_same_answer_again(text: str) -> None:
    assert gives_same_answer_again(text)


@pytest.mark.parametrize("call", ["NOW()", "now ()", "Rand #\n()", "STRUUID()", "BNODE('a')", r"\u004eOW()"])
def test_a_query_whose_functions_give_another_value_each_time_does_not(call: str) -> None:
    assert not gives_same_answer_again(f"SELECT ({call} AS ?x) {{}}")
