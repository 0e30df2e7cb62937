"""Figures of a run: ratios, tables, and whether answers are the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from benchmarks.measuring import Ratio, ratio
from benchmarks.serving.claims import of_isolation, of_kept, of_speed
from benchmarks.serving.comparison import summary
from benchmarks.serving.isolation import UnderAttack
from benchmarks.serving.load import Load
from benchmarks.serving.rounds import Loads
from benchmarks.serving.servers import GRANIAN, OURS, OXIGRAPH, RDFLIB
from benchmarks.serving.tables import loads_table
from benchmarks.tables import Claim, claims_table

LOAD = Load(
    requests=1000,
    seconds=2.0,
    bytes=1,
    p50=1.0,
    p95=2.0,
    p99=3.0,
    refused=0,
    failed=0,
    timed_out=0,
    repeats=0,
    generator_seconds=0.01,
    server_seconds=0.5,
)


def at(rate: float, **values: Any) -> Load:
    return replace(LOAD, requests=round(rate * LOAD.seconds), **values)


def test_a_ratio_is_that_of_the_same_round() -> None:
    assert ratio([10, 20, 60], [10, 10, 20]) == Ratio(2, 1, 3)


def test_a_peer_that_was_measured_once_stands_beside_every_round() -> None:
    assert ratio([10, 20, 60], [10]) == Ratio(2, 1, 6)


def test_rounds_that_do_not_match_are_no_ratio() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratio([1, 2, 3], [1, 2])


def test_an_answer_that_refuses_is_no_good_answer() -> None:
    load = replace(LOAD, refused=200, failed=3, timed_out=4)
    assert load.rate == 400
    assert load.unanswered == 207


def test_claims_are_made_about_servers_that_were_measured_only() -> None:
    loads: Loads = {OURS.name: [at(90), at(99)], OXIGRAPH.name: [at(100), at(100)]}
    claims = list(of_speed({"researcher": loads}))
    assert [(claim.what, claim.holds) for claim in claims] == [
        (f"researcher: answers/s, ours / {OXIGRAPH.name}", True),
        (f"researcher: p99, ours / {OXIGRAPH.name}", True),
    ]
    assert claims[0].measured.middle == pytest.approx(0.945)


def test_a_slow_peer_takes_part_with_one_round() -> None:
    loads: Loads = {OURS.name: [at(90), at(99)], RDFLIB.name: [at(1)]}
    (claim,) = of_speed({"interactive": loads})
    assert (claim.measured, claim.holds) == (Ratio(94.5, 90, 99), True)


def test_kept_answers_are_compared_with_computed_ones() -> None:
    measured: dict[str, Loads] = {"interactive": {OURS.name: [at(10), at(10)]}}
    kept: dict[str, Loads] = {"interactive": {"again": [at(40), at(60)]}}
    (claim,) = of_kept(measured, kept)
    assert (claim.measured.middle, claim.holds) == (5, True)


def test_isolation_costs_the_difference_of_two_requests() -> None:
    alone: Loads = {OURS.name: [at(500)] * 3, GRANIAN.name: [at(1000)] * 3}
    attack = UnderAttack(quiet=[LOAD], attacked=[replace(LOAD, p99=12.0)])
    cost, replaced, attacked = of_isolation(alone, 0.04, {4: attack})
    assert cost.measured.middle == pytest.approx(1.0)
    assert [claim.holds for claim in (cost, replaced, attacked)] == [False, True, False]


def test_tables_show_medians_and_what_does_not_hold() -> None:
    claim = Claim("isolation", Ratio(0.7, 0.6, 0.8), 0.5, False, " ms")
    *_, asked = claims_table([claim])
    assert asked == "| isolation | 0.70 (0.60 to 0.80) ms | ≤ 0.5 ms | **no** |"
    *_, row = loads_table([("tiny", {"ours": [at(100), at(300), at(200)]})])
    assert row == "| tiny | ours | 200 | 1 | 2 | 3 | 0 | 1.25 | 25 |"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"head": {}, "boolean": True}, "yes"),
        ({"head": {"vars": ["a"]}, "results": {"bindings": [{}, {}]}}, "2 rows"),
        ({"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": []}}, "no"),
        (
            {"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [{"__ASK_RETVAL": {"value": "1"}}]}},
            "yes",
        ),
    ],
)
def test_answers_are_compared_by_their_number_of_rows(document: dict[str, Any], expected: str) -> None:
    assert summary(document) == expected
