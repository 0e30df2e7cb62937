"""Where the endpoint is known to answer otherwise than the tests of W3C expect, and why.

``docs/conformance.md`` shows the same lists; a test compares them.
"""

from __future__ import annotations

TESTS = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"

_LANGUAGE = "the engine's GROUP_CONCAT gives a language tag that all its members share; SPARQL 1.1 drops it"
_GRAPH = "the engine puts the variable of GRAPH into its patterns; SPARQL runs the group in each graph"
_PATH = "the engine lets a path of no steps start or end only at terms that the graph holds"

KNOWN_FAILURES = {
    TESTS + test: reason
    for test, reason in {
        "aggregates/manifest#agg-groupconcat-04": _LANGUAGE,
        "aggregates/manifest#agg-groupconcat-06": _LANGUAGE,
        "aggregates/manifest#agg-empty-group-count-graph": _GRAPH,
        "bindings/manifest#graph": _GRAPH,
        "negation/manifest#graph-minus": _GRAPH,
        "functions/manifest#bnode01": (
            "the engine's BNODE gives one node for one text in all solutions; SPARQL wants a new one in each"
        ),
        "property-path/manifest#zero_or_more_set_start": _PATH,
        "property-path/manifest#zero_or_more_set_end": _PATH,
        "property-path/manifest#zero_or_one_set_start": _PATH,
        "property-path/manifest#zero_or_one_set_end": _PATH,
        "csv-tsv-res/manifest#tsv03": (
            "the store keeps xsd:negativeInteger, like every type derived from xsd:integer, as xsd:integer"
        ),
    }.items()
}
"""Tests that fail, by IRI."""

SAME_BY_VALUE = {
    TESTS + test
    for test in (
        "aggregates/manifest#agg-sum-02",
        "aggregates/manifest#agg-avg-02",
        "aggregates/manifest#agg-min-01",
        "aggregates/manifest#agg-min-02",
        "aggregates/manifest#agg-max-01",
        "aggregates/manifest#agg-max-02",
        "aggregates/manifest#agg-err-02",
        "aggregates/manifest#agg-max-distinct",
        "aggregates/manifest#agg-min-distinct",
        "cast/manifest#cast-bool",
        "cast/manifest#cast-int",
        "cast/manifest#cast-float",
        "cast/manifest#cast-double",
        "cast/manifest#cast-decimal",
        "cast/manifest#cast-string",
        "functions/manifest#plus-1-corrected",
        "functions/manifest#plus-2-corrected",
        "functions/manifest#coalesce01",
        "csv-tsv-res/manifest#csv03",
    )
}
"""Tests that pass, but for the lexical form of numbers and booleans: the store keeps values, not texts."""

PARSED_BUT_REFUSED = {
    TESTS + "syntax-query/manifest#test_4": "There is no function <http://example/function>",
    TESTS + "syntax-query/manifest#test_42": "FROM names a graph that does not exist",
}
"""Queries that parse, as their tests want, and are refused for what they name: how the refusal begins."""

REFUSED_UPDATES = {
    TESTS + test
    for test in (
        "syntax-update-1/manifest#test_1",
        "syntax-update-1/manifest#test_2",
        "syntax-update-1/manifest#test_3",
        "syntax-update-1/manifest#test_4",
        "syntax-update-1/manifest#test_37",
        "syntax-update-1/manifest#test_41",
        "syntax-update-1/manifest#test_47",
        "syntax-update-1/manifest#test_48",
        "syntax-update-1/manifest#test_49",
        "update-silent/manifest#load-silent",
        "update-silent/manifest#load-into-silent",
    )
}
"""Updates that are refused before they are parsed, for they have the keyword LOAD."""

WITHOUT_LOAD = "LOAD is refused, right or wrong: the listener for writes calls no other host"
"""Why the tests of these updates do not apply."""

ONLY_USERS_GRAPHS = (
    "the listener for writes only takes graphs of users, without blank nodes; with other names, it passes"
)
"""Why tests that write to graphs of any name do not apply."""

WITHOUT_UPDATES = "the endpoint only answers queries: it refuses updates with 403"
"""Why tests that want an update to be carried out do not apply."""
