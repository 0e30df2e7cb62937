from __future__ import annotations

import pyoxigraph as ox
import pytest

from osce_kg.errors import QueryError, RefusedQueryError, UsageError
from osce_kg.writing.updates import apply_update, with_dataset

G, H = "http://example.org/g", "http://example.org/h"
PATTERN = "{ ?s ?p ?o }"


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (
            f"INSERT {PATTERN} WHERE {PATTERN}",
            f"INSERT {PATTERN}  USING <{G}> USING NAMED <{H}> WHERE  {PATTERN}",
        ),
        ("INSERT DATA { <a:where> <a:p> 'where {' }", "INSERT DATA { <a:where> <a:p> 'where {' }"),
        (f"DELETE WHERE {PATTERN}", f"DELETE  {PATTERN} USING <{G}> USING NAMED <{H}> WHERE  {PATTERN}"),
        ("PREFIX where: <a:> CLEAR GRAPH where:where", "PREFIX where: <a:> CLEAR GRAPH where:where"),
    ],
)
def test_the_dataset_becomes_clauses_before_each_where(update: str, expected: str) -> None:
    assert with_dataset(update, [G], [H]) == expected


def test_a_where_of_an_inner_select_stays_as_it_is() -> None:
    inner = "{ SELECT ?s WHERE { ?s ?p ?o } }"
    update = with_dataset(
        f"# where\nDELETE {PATTERN} WHERE {inner} ; INSERT {PATTERN} WHERE {inner}", [G], []
    )
    assert update.count(f"USING <{G}>") == 2
    assert update.count(inner) == 2


@pytest.mark.parametrize(
    "update",
    [
        f"INSERT {PATTERN} USING <{G}> WHERE {PATTERN}",
        f"WITH <{G}> INSERT {PATTERN} WHERE {PATTERN}",
        f"INSERT {PATTERN} using#c\n named <{G}> WHERE {PATTERN}",
    ],
)
def test_two_datasets_are_an_error(update: str) -> None:
    with pytest.raises(UsageError, match="beside it"):
        with_dataset(update, [G], [])


@pytest.mark.parametrize("graph", ["", "a b", "http://x/> WHERE {} ; CLEAR ALL #", "http://x/\n"])
def test_a_dataset_is_named_by_iris(graph: str) -> None:
    with pytest.raises(UsageError, match="no IRI"):
        with_dataset(f"DELETE WHERE {PATTERN}", [graph], [])


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1/>",
        "load silent <http://127.0.0.1/> INTO GRAPH <a:g>",
        "LOAD#comment\n<http://127.0.0.1/>",
        "\\u004COAD <http://127.0.0.1/>",
        "CLEAR ALL;LOAD<file:///etc/hostname>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT ?x { ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_c9_nothing_is_loaded_and_no_host_is_called(update: str) -> None:
    with pytest.raises(RefusedQueryError):
        apply_update(ox.Store(), update)


def test_the_words_are_allowed_where_they_are_no_keywords() -> None:
    store = ox.Store()
    apply_update(store, "INSERT DATA { <a:load> <a:service> 'load it, service it' } # load")
    assert len(store) == 1


@pytest.mark.parametrize(
    "update",
    ["CLEAR", "DROP GRAPH <a:nothing>", "INSERT { ?s ?p ?x } WHERE { BIND(<a:f>() AS ?x) ?s ?p ?o }"],
)
def test_an_update_that_fails_changes_nothing(update: str) -> None:
    store = ox.Store()
    apply_update(store, "INSERT DATA { <a:s> <a:p> <a:o> }")
    with pytest.raises(QueryError, match="The update"):
        apply_update(store, f"CLEAR DEFAULT ; INSERT DATA {{ <a:s> <a:p> <a:q> }} ; {update}")
    assert [quad.object.value for quad in store] == ["a:o"]
