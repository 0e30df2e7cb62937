"""Whatever text a parameter is, it stays one term of the query."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import assume, given
from hypothesis import strategies as st

from networks import hostile_texts
from osce_kg.errors import UsageError
from osce_kg.knowledge_graph.parameters import with_values
from osce_kg.knowledge_graph.values import rdf_term

QUERIES = (
    "SELECT ?v ?other { ?s <p:p> ?v . BIND (1 AS ?other) }",
    'SELECT ?v ?other { VALUES ?v { "x" } ?s <p:p> ?v . BIND (1 AS ?other) }',
    'SELECT ?v ?other { VALUES ?v { "x"@en } ?s <p:p> ?v . BIND (1 AS ?other) }',
)
injections = st.sampled_from(
    [
        '"',
        '" } #',
        "' } ?x ?y ?z #",
        '"@en } SERVICE <http://e.org> { } #',
        "\\",
        "\\u0022",
        "?v",
        "UNDEF",
        "\n}",
    ]
)


@given(st.sampled_from(QUERIES), st.lists(hostile_texts | injections, min_size=1, max_size=4).map("".join))
def test_any_text_given_as_a_parameter_stays_a_term(query: str, text: str) -> None:
    try:
        asked = with_values(query, {"v": text}, lambda _, value, like: rdf_term(value, like), free=True)
    except UsageError:
        assume(False)
    store = ox.Store()
    language = "en" if "@en" in query else None
    said = ox.Literal(text, language=language) if language else ox.Literal(text)
    store.add(ox.Quad(ox.NamedNode("s:s"), ox.NamedNode("p:p"), said))
    store.add(ox.Quad(ox.NamedNode("s:s"), ox.NamedNode("p:p"), ox.Literal("another")))
    assert [(row[0], row[1].value) for row in store.query(asked)] == [(said, "1")]
