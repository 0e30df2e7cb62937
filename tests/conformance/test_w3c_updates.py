"""The tests of W3C for SPARQL 1.1 Update, against the module that carries updates out.

They write to graphs that a client of the listener for writes may not write to, so they run in process,
without the restriction to graphs of users.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import pyoxigraph as ox
import pytest
from earl_report import EarlReport
from known_failures import REFUSED_UPDATES, WITHOUT_LOAD
from w3c_answers import Rows
from w3c_comparison import is_same
from w3c_manifests import ABSENT
from w3c_updates import UpdateTest, update_tests

from osce_kg.errors import QueryError, RefusedQueryError
from osce_kg.writing.updates import apply_update

TESTS = update_tests()


@pytest.mark.skipif(not TESTS, reason=ABSENT)
def test_the_suites_of_updates_are_read_whole() -> None:
    assert Counter(test.kind for test in TESTS) == {
        "evaluation": 94,
        "positive syntax": 42,
        "negative syntax": 21,
    }
    assert len({test.iri for test in TESTS}) == 157
    assert {test.iri for test in TESTS} >= REFUSED_UPDATES


@pytest.mark.parametrize(
    "test", [test for test in TESTS if test.iri not in REFUSED_UPDATES], ids=lambda test: test.iri
)
def test_updates_do_what_w3c_expects(test: UpdateTest, earl: EarlReport) -> None:
    store = test.before.store()
    with earl.judged(test.iri):
        if test.kind == "negative syntax":
            with pytest.raises(QueryError, match="does not parse"):
                _apply(test, store)
        elif test.kind == "positive syntax":
            # Nothing is said of what comes of it: there is no graph to drop, for one.
            with suppress(_NotCarriedOutError):
                _apply(test, store)
        else:
            _apply(test, store)
            expected = test.after.store()
            assert _graph_names(store) == _graph_names(expected)
            assert is_same(_rows(expected), _rows(store))


@pytest.mark.parametrize(
    "test", [test for test in TESTS if test.iri in REFUSED_UPDATES], ids=lambda test: test.iri
)
def test_updates_that_load_are_refused_and_change_nothing(test: UpdateTest, earl: EarlReport) -> None:
    store = test.before.store()
    before = set(store)
    with pytest.raises(RefusedQueryError, match="LOAD"):
        _apply(test, store)
    assert set(store) == before
    earl.record(test.iri, "inapplicable", WITHOUT_LOAD)


class _NotCarriedOutError(Exception):
    """An update that parses, and fails."""


def _apply(test: UpdateTest, store: ox.Store) -> None:
    try:
        apply_update(store, test.update.read_text(encoding="utf-8"), base_iri=test.base_iri)
    except QueryError as error:
        if str(error).startswith("The update cannot be carried out"):
            raise _NotCarriedOutError from error
        raise


def _rows(store: ox.Store) -> Rows:
    def name(graph: object) -> ox.NamedNode | None:
        return graph if isinstance(graph, ox.NamedNode) else None

    return Rows(
        ("g", "o", "p", "s"),
        tuple((name(quad.graph_name), quad.object, quad.predicate, quad.subject) for quad in store),
    )


def _graph_names(store: ox.Store) -> set[str]:
    return {
        graph.value for graph in store.named_graphs() if any(store.quads_for_pattern(None, None, None, graph))
    }
