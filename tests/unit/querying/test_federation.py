"""SERVICE clauses: what is sent to whom, what comes back into the query, and what is refused."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg import namespaces
from osce_kg.errors import EndpointError, QueryError, RefusedQueryError
from osce_kg.querying.execution import QueryRequest, execute_query
from osce_kg.querying.federation import MOST_ROWS, cut_out_calls, find_calls, with_answers_of_endpoints
from sparql_neighbour import answer_from, solutions

LISTED = "https://there.example/sparql"
OTHER = "https://other.example/sparql?default-graph-uri=x"
ENDPOINTS = (LISTED, OTHER)
PREFIXES = {"ex": "http://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
BASE = "http://here.example/"
EX = PREFIXES["ex"]


def store_of(turtle: str) -> ox.Store:
    store = ox.Store()
    prefixes = "".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
    store.load((prefixes + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return store


HERE = store_of("ex:a ex:knows ex:b . ex:b ex:knows ex:c . ex:c ex:name 'C' .")
THERE = store_of("ex:b ex:born 1950 . ex:c ex:born 1960 . ex:b ex:name 'B'@en, 'Бэ'@ru .")


def asking(*answers: bytes | EndpointError) -> tuple[list[tuple[str, str]], object]:
    """Return a list that takes the calls, and who gives these answers; without any, those of ``THERE``."""
    asked: list[tuple[str, str]] = []

    def ask(calls: Sequence[tuple[str, str]]) -> Sequence[bytes | EndpointError]:
        asked.extend(calls)
        return answers or [answer_from(THERE, query) for _, query in calls]

    return asked, ask


def joined(text: str, *answers: bytes | EndpointError) -> tuple[QueryRequest, list[tuple[str, str]]]:
    asked, ask = asking(*answers)
    request = QueryRequest(text, base_iri=BASE)
    return with_answers_of_endpoints(request, PREFIXES, ENDPOINTS, ask), asked  # type: ignore[arg-type]


def run(text: str, *answers: bytes | EndpointError, store: ox.Store = HERE) -> list[dict[str, str]]:
    """Run a query; return its solutions as plain values."""
    request, _ = joined(text, *answers)
    output = io.BytesIO()
    execute_query(store, request, PREFIXES).write_to(output)
    found = json.loads(output.getvalue())
    return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]


# What is joined


def test_what_is_here_is_joined_with_what_is_there() -> None:
    rows = run(f"SELECT ?x ?y ?year {{ ?x ex:knows ?y SERVICE <{LISTED}> {{ ?y ex:born ?year }} }}")
    assert sorted(row["year"] for row in rows) == ["1950", "1960"]


def test_only_the_clause_is_sent_with_the_prologue_that_it_needs() -> None:
    text = f"PREFIX a: <{EX}>\nSELECT * {{ ?x a:secret 'x' SERVICE <{LISTED}> {{ ?y a:born ?n, <z> }} }}"
    _, asked = joined(text)
    assert [endpoint for endpoint, _ in asked] == [LISTED]
    query = asked[0][1]
    assert "secret" not in query
    assert query.split() == (f"BASE <{BASE}> PREFIX a: <{EX}> SELECT * {{ ?y a:born ?n, <z> }}".split())


def test_a_prefix_that_needs_no_declaration_here_is_declared_there_once() -> None:
    clause = f"SERVICE <{LISTED}> {{ ?y ex:born ?n }}"
    _, asked = joined(f"SELECT * {{ {clause} }}")
    assert f"PREFIX ex: <{EX}>" in asked[0][1]
    _, asked = joined(f"prefix ex: <{EX}> SELECT * {{ {clause} }}")
    assert asked[0][1].lower().count("prefix ex:") == 1
    _, asked = joined(f"# prefix ex: is known\nSELECT * {{ {clause} }}")
    assert f"\nPREFIX ex: <{EX}>\n" in asked[0][1]


def test_queries_of_every_kind_may_call() -> None:
    clause = f"SERVICE <{LISTED}> {{ ?y ex:born ?n }}"
    for text, expected in (
        (f"ASK {{ ?x ex:knows ?y {clause} }}", b"true"),
        (f"CONSTRUCT {{ ?x ex:age ?n }} {{ ?x ex:knows ?y {clause} }}", b"1960"),
        (f"DESCRIBE ?x {{ ?x ex:knows ?y {clause} FILTER(?n = 1950) }}", b"knows"),
    ):
        output = io.BytesIO()
        execute_query(HERE, joined(text)[0], PREFIXES).write_to(output)
        assert expected in output.getvalue()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("SELECT * {{ ?x ex:knows ?y OPTIONAL {{ {0} {{ ?y ex:name ?n }} }} }}", 3),
        ("SELECT * {{ ?x ex:knows ?y MINUS {{ {0} {{ ?y ex:born 1950 }} }} }}", 1),
        ("SELECT * {{ {{ ?x ex:knows ?y }} UNION {{ {0} {{ ?y ex:born ?n }} }} }}", 4),
        ("SELECT * {{ {{ SELECT ?y {{ {0} {{ ?y ex:born ?n }} }} }} ?x ex:knows ?y }}", 2),
        ("SELECT (COUNT(*) AS ?n) {{ ?x ex:knows ?y . {0} {{ ?y ex:name ?z }} }} GROUP BY ?x", 1),
        ("SELECT * {{ {0} {{ ?y ex:born ?n FILTER(?n < 1955) }} FILTER(?n > 1900) BIND(?n + 1 AS ?m) }}", 1),
        ("SELECT * {{ {0}{{ ?y ex:born ?n }} {0}{{ ?y ex:name ?m }} }}", 2),
        ("SELECT * {{ {0} {{ }} ?x ex:knows ?y }}", 2),
        ("select*{{{0}{{?y ex:born ?n}}?x ex:knows ?y}}", 2),
        ("SELECT * {{ ?x ex:knows ?y . {0} {{ ?y ex:born ?n # }} comment\n }} }} # SERVICE", 2),
        ("SELECT * {{ ?x ex:knows ?y . {0} {{ ?y ex:name ?n FILTER(?n != '}} SERVICE {{') }} }}", 2),
    ],
)
@pytest.mark.parametrize("head", [f"SERVICE <{LISTED}>", f"sErViCe\n<{LISTED}>", f"SERVICE # to\n<{LISTED}>"])
def test_a_clause_may_stand_in_any_group(form: str, expected: int, head: str) -> None:
    assert len(run(form.format(head))) == expected


@pytest.mark.parametrize("base", ["", "BASE <https://there.example/> "])
@pytest.mark.parametrize("name", ["there:sparql", "<https://there.example/sparql>"])
def test_an_endpoint_may_be_named_in_short(base: str, name: str) -> None:
    prologue = f"{base}PREFIX there: <https://there.example/> "
    _, asked = joined(f"{prologue} SELECT * {{ SERVICE SILENT {name} {{ ?y ex:born ?n }} }}")
    assert asked[0][0] == LISTED


def test_all_endpoints_are_asked_at_once() -> None:
    clauses = " ".join(f"SERVICE <{endpoint}> {{ ?y ex:born ?n }}" for endpoint in ENDPOINTS)
    request, asked = joined(f"SELECT * {{ {clauses} }}")
    assert [endpoint for endpoint, _ in asked] == list(ENDPOINTS)
    assert len(request.rows) == 2


def test_columns_come_as_the_query_names_them() -> None:
    request, _ = joined(f"SELECT * {{ SERVICE <{LISTED}> {{ ?y ex:born ?n }} ?x ex:knows ?y }}")
    output = io.BytesIO()
    execute_query(HERE, request, PREFIXES).write_to(output)
    assert json.loads(output.getvalue())["head"]["vars"] == ["n", "y", "x"]


NODES = [f"ex:{name}" for name in "abc"]
TRIPLES = st.sets(st.sampled_from([" ".join((*triple, ".")) for triple in product(NODES, NODES, NODES)]))
PATTERNS = (
    "?x ex:a ?y",
    "?y ex:b ?z",
    "?x ex:a ?y OPTIONAL { ?y ex:b ?z }",
    "{ ?x ex:a ?y } UNION { ?y ex:b ?x }",
    "{ SELECT ?x { ?x ex:a ?y } }",
)


@settings(max_examples=40, deadline=None)
@given(
    triples=TRIPLES,
    local=st.sampled_from(PATTERNS),
    remote=st.sampled_from(PATTERNS),
    frame=st.sampled_from(["{} {}", "{} OPTIONAL {{ {} }}", "{{ {} }} UNION {{ {} }}", "{} MINUS {{ {} }}"]),
)
def test_asking_a_copy_of_ourselves_changes_no_answer(
    triples: set[str], local: str, remote: str, frame: str
) -> None:
    store = store_of(" ".join(triples))
    text = f"SELECT * {{ {frame.format(f'{{ {local} }}', 'THERE')} }}"

    def ask(calls: Sequence[tuple[str, str]]) -> Sequence[bytes]:
        return [answer_from(store, query) for _, query in calls]

    request = QueryRequest(text.replace("THERE", f"SERVICE <{LISTED}> {{ {remote} }}"))
    federated = with_answers_of_endpoints(request, PREFIXES, ENDPOINTS, ask)
    plain = QueryRequest(text.replace("THERE", f"{{ {remote} }}"))
    assert rows_of(store, federated) == rows_of(store, plain)


def rows_of(store: ox.Store, request: QueryRequest) -> Counter[str]:
    output = io.BytesIO()
    execute_query(store, request, PREFIXES).write_to(output)
    found = json.loads(output.getvalue())
    return Counter(json.dumps(row, sort_keys=True) for row in found["results"]["bindings"])


# What comes back

HOSTILE_VALUES = (
    '") } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #',
    "'''\"\"\"\\",
    "\\u0022) } } #",
    "\\\\u0022 \\U00000022",
    "a\nb\rc\td\be\ff",
    "\u0000\u0001\u001f\u007f\u0085\u2028\u2029\ufeff\ufffe\uffff",
    "# no comment",
    "UNDEF",
    "😀 Ünï",
    "service",
)


def answered(term: object) -> bytes:
    return json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": [{"a": term}]}}).encode()


def back(term: object) -> object:
    """Return a term as it comes out of a query that it came into."""
    request, _ = joined(f"SELECT ?a {{ SERVICE <{LISTED}> {{ ex:a ex:b ?a }} }}", answered(term))
    output = io.BytesIO()
    execute_query(HERE, request, PREFIXES).write_to(output)
    ((row),) = json.loads(output.getvalue())["results"]["bindings"]
    return row["a"]


@pytest.mark.parametrize("value", HOSTILE_VALUES)
def test_hostile_texts_come_back_as_texts(value: str) -> None:
    for more in ({}, {"xml:lang": "en-gb"}, {"datatype": "http://example.org/service"}):
        term = {"type": "literal", "value": value, **more}
        assert back(term) == term


@settings(max_examples=150, deadline=None)
@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\\\"'u0{}()<>#@^\n"))))
def test_any_text_comes_back_as_it_is(value: str) -> None:
    term = {"type": "literal", "value": value}
    assert back(term) == term


@pytest.mark.parametrize(
    "iri", ["http://example.org/Paris_(Texas)/service", "urn:x:%7B%22", "http://x/#SERVICE"]
)
def test_iris_come_back_as_they_are(iri: str) -> None:
    assert back({"type": "uri", "value": iri}) == {"type": "uri", "value": iri}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no JSON",
        b"[]",
        b'{"head":{},"boolean":true}',
        b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"uri","value":"http://x/',
        answered({"type": "uri", "value": "http://x/> } SERVICE <http://y/> { ?s"}),
        answered({"type": "uri", "value": "relative"}),
        answered({"type": "literal", "value": "x", "xml:lang": 'en } "'}),
        answered({"type": "literal", "value": "x", "datatype": "http://x/> }"}),
        answered({"type": "literal", "value": "\ud800"}),
        answered({"type": "unknown", "value": "x"}),
        b"[" * 100_000,
    ],
)
def test_what_is_no_result_is_an_error_or_with_silent_one_empty_solution(body: bytes) -> None:
    clause = f"<{LISTED}> {{ ex:a ex:b ?a }} ?x ex:knows ?y"
    with pytest.raises(EndpointError, match=r"there\.example"):
        run(f"SELECT * {{ SERVICE {clause} }}", body)
    rows = run(f"SELECT * {{ SERVICE SILENT {clause} }}", body)
    assert sorted(row["y"] for row in rows) == [f"{EX}b", f"{EX}c"]
    assert all("a" not in row for row in rows)


def test_an_endpoint_that_fails_is_an_error_or_with_silent_one_empty_solution() -> None:
    failure = EndpointError(f"{LISTED}: the server answered 500")
    with pytest.raises(EndpointError, match="500"):
        run(f"SELECT * {{ SERVICE <{LISTED}> {{ ?y ex:born ?n }} }}", failure)
    assert run(f"SELECT * {{ SERVICE SILENT <{LISTED}> {{ ?y ex:born ?n }} }}", failure) == [{}]


@pytest.mark.parametrize("silent", ["", "SILENT"])
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (answered({"type": "bnode", "value": "b0"}), "blank nodes"),
        (solutions(*(['{"a":{"type":"literal","value":"x"}}'] * (MOST_ROWS + 1))).body, str(MOST_ROWS)),
    ],
)
def test_an_answer_that_cannot_be_taken_in_is_never_left_out(silent: str, body: bytes, reason: str) -> None:
    with pytest.raises(EndpointError, match=reason):
        run(f"SELECT * {{ SERVICE {silent} <{LISTED}> {{ ex:a ex:b ?a }} }}", body)


def test_as_many_solutions_as_allowed_are_joined() -> None:
    body = solutions(*(['{"a":{"type":"literal","value":"x"}}'] * MOST_ROWS)).body
    rows = run(f"SELECT (COUNT(*) AS ?n) {{ SERVICE <{LISTED}> {{ ?b ex:b ?a }} }}", body)
    assert rows == [{"n": str(MOST_ROWS)}]


# What is refused


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("SERVICE <https://there.example/sparql/> { ?s ?p ?o }", "only the endpoints"),
        ("SERVICE <HTTPS://there.example/sparql> { ?s ?p ?o }", "only the endpoints"),
        ("SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }", "only the endpoints"),
        ("SERVICE unknown:name { ?s ?p ?o }", "only the endpoints"),
        ("SERVICE ?where { ?s ?p ?o }", "in a variable"),
        ("SERVICE?where{ ?s ?p ?o }", "in a variable"),
        (f"SERVICE <{LISTED}> {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }}", "another SERVICE"),
        (f"SERVICE <{LISTED}> {{ 1SERVICE <{LISTED}> {{ ?s ?p ?o }} }}", "another SERVICE"),
        (f"?s ?p ?o FILTER EXISTS {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }}", "EXISTS or GRAPH"),
        (f"?s ?p ?o FILTER(!exists{{{{}} SERVICE <{LISTED}> {{ ?s ?p ?o }} }})", "EXISTS or GRAPH"),
        (f"GRAPH ?g {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }}", "EXISTS or GRAPH"),
        (f"graph<a:b>{{ {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }} }}", "EXISTS or GRAPH"),
        (f"GRAPH ex:g {{ OPTIONAL {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }} }}", "EXISTS or GRAPH"),
        (f"\\u0053ERVICE <{LISTED}> {{ ?s ?p ?o }}", "backslashes"),
        (f"SERVICE <{LISTED}> {{ ?s ?p '\\u0041' }}", "backslashes"),
        (f"SERVICE <{LISTED}> {{ ?s ?p <http://x/(y)> }}", "backslashes"),
        (f"SERVICE <{LISTED}> {{ ?s ?p 'torn }}", "backslashes"),
        (f"GRAPH ?g\u00b7 {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }}", "EXISTS or GRAPH"),
        (f"SERVICE <{LISTED}> {{ ?s ?p ?o }} " * 5, "at most 4"),
        (f"SERVICE <{LISTED}> {{ ?s ?p '{'x' * (1 << 16)}' }}", "characters"),
        ("?s ?p ?o FILTER(?o = ex:service)SERVICE", "after SERVICE"),
    ],
)
def test_what_may_not_or_cannot_be_called_is_refused(pattern: str, reason: str) -> None:
    asked, ask = asking()
    with pytest.raises(RefusedQueryError, match=f"(?i){reason}"):
        with_answers_of_endpoints(
            QueryRequest(f"SELECT * {{ {pattern} }}", base_iri=BASE),
            PREFIXES,
            ENDPOINTS,
            ask,  # type: ignore[arg-type]
        )
    assert asked == []


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ }} SERVICE <{LISTED}> {{ ?s ?p ?o }}",
        f"SERVICE <{LISTED}> {{ ?s ?p ?o }}",
        f"SELECT * {{ SERVICE <{LISTED}> {{ ?s ?p }} }}",
        f"SELECT * {{ SERVICE <{LISTED}> {{ ?s ?p ?o }}",
        f"SELECT * {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }} }}",
        f"SELECT * {{ ?s ?p SERVICE <{LISTED}> {{ ?s ?p ?o }} }}",
        f"CONSTRUCT {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }} {{ ?s ?p ?o }}",
        f"SELECT * {{ SERVICE <{LISTED}> {{ ?s ?p ?o BIND(<http://x/f>(?o) AS ?q) }} }}",
        f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE <{LISTED}> {{ }} }} ; DELETE WHERE {{ ?s ?p ?o }}",
    ],
)
def test_for_a_query_that_is_wrong_nobody_is_asked(text: str) -> None:
    asked, ask = asking()
    with pytest.raises(QueryError):
        with_answers_of_endpoints(QueryRequest(text), PREFIXES, ENDPOINTS, ask)  # type: ignore[arg-type]
    assert asked == []


@pytest.mark.parametrize(
    ("before", "inner", "after"),
    [
        ("\n\n  ", "?s ?p ?o", " ?x ?y"),
        ("\n", "?s ?p\n ?o ?q ?r", ""),
        ("", "?s ?p ?o\n\n", "  ?x ?y }"),
    ],
)
def test_the_place_of_an_error_is_that_in_the_query(before: str, inner: str, after: str) -> None:
    word = f"SERVICE <{LISTED}>"
    text = f"SELECT * {{ {before}{word} {{ {inner} }}{after} }}"
    with pytest.raises(QueryError) as caught:
        joined(text)
    with pytest.raises(QueryError) as plain:
        execute_query(HERE, QueryRequest(text.replace(word, " " * len(word))), PREFIXES)
    assert (caught.value.line, caught.value.column) == (plain.value.line, plain.value.column)


def test_a_name_with_the_word_in_it_is_no_clause() -> None:
    request = QueryRequest(f"SELECT ?service {{ ?service ex:service 'SERVICE' . SERVICE <{LISTED}> {{ }} }}")
    assert len(find_calls(request, PREFIXES, ENDPOINTS)) == 1


def test_an_escape_in_a_name_is_no_doubt() -> None:
    request = QueryRequest(f"SELECT * {{ ?s ex:a\\-b ?o SERVICE <{LISTED}> {{ ?o ex:a\\}}b ?p }} }}")
    with pytest.raises(RefusedQueryError, match="backslashes"):  # no name can have that brace
        find_calls(request, PREFIXES, ENDPOINTS)
    request = QueryRequest(f"SELECT * {{ ?s ex:a\\-b ?o SERVICE <{LISTED}> {{ ?o ex:a\\(b ?p }} }}")
    assert len(find_calls(request, PREFIXES, ENDPOINTS)) == 1


def test_the_example_of_the_documentation_is_one_call() -> None:
    page = (Path(__file__).parents[3] / "docs" / "serving.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```sparql\n(.*?)```", page, re.DOTALL)
    endpoint = "https://query.wikidata.org/sparql"
    cut = cut_out_calls(QueryRequest(example), namespaces.PREFIXES, (endpoint,))
    assert [(call.endpoint, call.variables) for call in cut.calls] == [(endpoint, ("item", "population"))]
