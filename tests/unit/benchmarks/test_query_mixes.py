"""The queries that endpoints are asked are sound, and hardly ever the same twice."""

from __future__ import annotations

from itertools import islice
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from benchmarks.serving.mixes import MIXES, queries, read_templates
from benchmarks.synthetic_build import write_build

DOCUMENTS = 40


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    place = tmp_path_factory.mktemp("mixes") / "build"
    write_build(place, DOCUMENTS)
    return ox.Store.read_only(str(place / "store"))


def size(results: object) -> int:
    return int(bool(results)) if isinstance(results, ox.QueryBoolean) else len(list(results))  # type: ignore[call-overload]


@pytest.mark.parametrize("mix", MIXES)
def test_every_query_of_a_mix_runs_and_finds_something_for_some_constants(mix: str, store: ox.Store) -> None:
    found = dict.fromkeys(read_templates(mix), 0)
    for query in islice(queries(mix, DOCUMENTS, "a"), 200 * len(found)):
        if not found[query.name]:
            found[query.name] += size(store.query(query.text))
    assert [name for name, count in found.items() if not count] == []


@pytest.mark.parametrize("mix", MIXES)
def test_constants_hardly_ever_recur_in_a_graph_of_many_documents(mix: str) -> None:
    texts = [query.text for query in islice(queries(mix, 2_000, "a"), 3_000)]
    assert len(set(texts)) > 0.99 * len(texts)


@pytest.mark.parametrize("mix", MIXES)
def test_the_same_seed_gives_the_same_queries_and_another_gives_others(mix: str) -> None:
    first, again, other = (
        [query.text for query in islice(queries(mix, 2_000, seed), 50)] for seed in ("a", "a", "b")
    )
    assert first == again
    assert not set(first) & set(other)


def test_ten_queries_are_of_researchers() -> None:
    assert len(read_templates("researcher")) == 10


def test_a_query_survives_its_way_into_a_url() -> None:
    query = next(queries("researcher", 2_000, "a"))
    assert parse_qs(query.target) == {"query": [query.text]}
