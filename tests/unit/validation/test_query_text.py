from __future__ import annotations

import pytest

from osce_kg.errors import InputError
from osce_kg.validation.compiled.bulk_safety import (
    finds_by_itself,
    found_first,
    groups_to_tell,
    is_for_many,
)
from osce_kg.validation.compiled.query_absence import with_optionals
from osce_kg.validation.compiled.query_text import (
    parse_query,
    require_prebindable,
    with_path,
    with_rows,
    without_escapes,
)


def test_words_in_comments_texts_and_iris_are_no_words_of_the_query() -> None:
    query = """# MINUS { SERVICE }
    SELECT $this WHERE { $this <urn:MINUS#(> ?l . FILTER (?l != "VALUES { } ?x" && ?l != '''} "x" ''') }"""
    require_prebindable(query, frozenset({"this"}))
    assert parse_query(query).pattern.variables == {"this", "l"}


def test_a_name_that_ends_like_a_word_is_no_word() -> None:
    require_prebindable("SELECT $this { $this ex:minus ex:VALUES . ?service ex:p minus:x }", frozenset())


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT $this { $this :p ?n minus { $this :q ?n } }", "forbids MINUS"),
        ("SELECT $this { BIND (1 AS ?this) }", "gives \\?this a new value"),
        ("SELECT $this { { SELECT ?n { $this :p ?n } } }", "does not select \\$this"),
        ("SELECT $this WHERE { $this :p ?n", "closing brace"),
        ("CONSTRUCT", "neither SELECT nor ASK"),
        ("SELECT $this", "no WHERE"),
    ],
)
def test_what_pre_binding_has_no_meaning_for_is_an_error(query: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        require_prebindable(query, frozenset({"this"}))


def test_escapes_are_undone_before_anything_is_read() -> None:
    with pytest.raises(InputError, match="SERVICE"):
        require_prebindable(without_escapes(r"SELECT $this { \u0053ERVICE <urn:x> {} }"), frozenset())


def test_a_path_takes_the_place_of_its_variable_and_of_no_text() -> None:
    assert with_path('{ $this $PATH ?v . FILTER (?v != "$PATH") }', "<urn:p>/<urn:q>") == (
        '{ $this <urn:p>/<urn:q> ?v . FILTER (?v != "$PATH") }'
    )
    with pytest.raises(InputError, match=r"no sh:path"):
        with_path("{ $this $PATH ?v }", "")


def test_rows_are_put_at_the_start_of_groups() -> None:
    query = "SELECT $this { $this :p ?v { FILTER (?v = $this) } }"
    starts = [group.start for group in groups_to_tell(parse_query(query), "this")]
    told = with_rows(query, starts, ["this"], [["<urn:a>"], ["<urn:b>"]])
    block = " VALUES (?this) { (<urn:a>) (<urn:b>) } "
    assert told == f"SELECT $this {{{block} $this :p ?v {{{block} FILTER (?v = $this) }} }}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ $this :p ?v OPTIONAL { ?v :q ?w } ?x :r ?y }", {"this", "v"}),
        ("{ { $this :p ?v } { ?w :q $this } }", {"this", "v", "w"}),
        ("{ { $this :p ?v } UNION { $this :q ?w } ?x :r ?y }", {"this", "x", "y"}),
        ("{ FILTER EXISTS { ?a :q ?b } $this :p ?v }", {"this", "v"}),
        ("{ BIND (1 AS ?v) $this :p ?v }", set()),
        ("{ { SELECT $this { $this :p ?v } } }", {"this"}),
    ],
)
def test_what_a_group_finds_before_anything_depends_on_it(query: str, expected: set[str]) -> None:
    assert found_first(parse_query(f"SELECT $this {query}").pattern) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this ?v { $this :p ?v FILTER (?v > 1) }",
        "SELECT $this { $this :p ?v FILTER NOT EXISTS { ?x :q $this FILTER (?x != $this) } }",
        "SELECT $this { { $this :p ?v FILTER (?v != $this) } { ?w :q ?x } FILTER (?w != $this) }",
        "SELECT $this { $this :p ?v OPTIONAL { $this :q ?w FILTER (?w = ?v) } }",
        "SELECT $this { $this :p ?v OPTIONAL { ?x :q ?w FILTER (?w = $this) } }",
        "SELECT $this (COUNT(?v) AS ?n) { $this :p ?v } GROUP BY $this",
        "SELECT $this { { SELECT $this (COUNT(?v) AS ?n) { $this :p ?v } GROUP BY $this } FILTER (?n > 1) }",
    ],
)
def test_a_query_that_finds_the_focus_nodes_is_asked_without_naming_them(query: str) -> None:
    assert finds_by_itself(parse_query(query), "this")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { FILTER ($this = :a) }",
        "SELECT $this { OPTIONAL { $this :q ?w } $this :p ?v }",
        "SELECT $this { $this :p ?v { FILTER (?x = $this) } }",
        "SELECT $this { { $this :p ?v } UNION { ?v :q :a } }",
        "SELECT $this { $this :p ?v } LIMIT 1",
        "SELECT (COUNT(?v) AS ?n) { $this :p ?v }",
        "SELECT $this { $this :p ?v OPTIONAL { ?x :q ?w BIND ($this AS ?y) } }",
        "SELECT $this { $this :p ?v FILTER NOT EXISTS { { FILTER ($this = :a) } } }",
    ],
)
def test_any_other_query_is_told_the_focus_nodes(query: str) -> None:
    assert not finds_by_itself(parse_query(query), "this")
    assert groups_to_tell(parse_query(query), "this")


def test_a_query_that_counts_or_slices_all_solutions_is_told_one_focus_node_at_a_time() -> None:
    assert is_for_many(parse_query("SELECT $this { FILTER ($this = :a) }"), "this")
    assert not is_for_many(parse_query("SELECT $this { $this :p ?v } LIMIT 1"), "this")
    assert not is_for_many(parse_query("SELECT $this { { SELECT $this { $this :p ?v } LIMIT 1 } }"), "this")
    assert not is_for_many(parse_query("SELECT $this (MAX(?v) AS ?m) { $this :p ?v }"), "this")


def test_what_must_not_be_found_is_optional_and_not_found_at_the_end_of_the_pattern() -> None:
    query = "SELECT $this { FILTER NOT EXISTS { $this :q ?w . ?w :r ?x } . $this :p ?v . } LIMIT 9"
    assert with_optionals(query) == (
        "SELECT $this { FILTER(true) . $this :p ?v .  "
        "OPTIONAL { $this :q ?w . ?w :r ?x  BIND(true AS ?found0) } FILTER(!BOUND(?found0)) } LIMIT 9"
    )


def test_each_of_several_has_a_name_of_its_own() -> None:
    query = (
        "SELECT $this { $this :p ?found0 FILTER NOT EXISTS { $this :q 1 } FILTER NOT EXISTS { $this :r 2 }}"
    )
    rewritten = with_optionals(query)
    assert "NOT EXISTS" not in rewritten
    assert {"found0", "found1", "found2"} <= parse_query(rewritten).pattern.variables


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { $this :p ?v FILTER NOT EXISTS { ?x :q ?w BIND (?v AS ?y) FILTER (?y = ?w) } }",
        "SELECT $this { $this :p ?v FILTER NOT EXISTS { ?x :q ?w { FILTER (?w = ?v) } } }",
        "SELECT $this { $this :p ?v FILTER NOT EXISTS { ?x :q ?w OPTIONAL { ?w :r ?v } } }",
        "SELECT $this { $this :p ?v FILTER NOT EXISTS { SELECT ?w { $this :q ?w } } }",
        "SELECT $this { $this :p ?v FILTER (NOT EXISTS { $this :q ?w } || ?v > 1) }",
        "SELECT $this { $this :p ?v FILTER EXISTS { $this :q ?w } }",
    ],
)
def test_what_means_something_else_as_optional_stays_as_it_is(query: str) -> None:
    assert with_optionals(query) == query
