"""Whether confidence keeps its word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.evaluation.reliability import (
    Band,
    band_from,
    calibration_error,
    reliability,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("right", "facts", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_intervals_are_those_of_the_literature(right: int, facts: int, low: float, high: float) -> None:
    assert wilson_interval(right, facts) == pytest.approx((low, high), abs=5e-5)


def test_where_nothing_was_counted_anything_is_possible() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)


@given(st.integers(1, 500).flatmap(lambda facts: st.tuples(st.integers(0, facts), st.just(facts))))
def test_an_interval_holds_the_share_and_lies_within_0_and_1(counts: tuple[int, int]) -> None:
    right, facts = counts
    low, high = wilson_interval(right, facts)
    assert 0 <= low <= high <= 1
    assert low - 1e-9 <= right / facts <= high + 1e-9


RATED = [(0.5, False), (0.85, True), (0.85, False), (0.9, True), (0.93, True), (0.99, True)]


def test_a_fact_is_in_the_band_that_begins_at_its_confidence() -> None:
    assert [(band.low, band.facts, band.right) for band in reliability(RATED)] == [
        (0.0, 1, 0),
        (0.8, 2, 1),
        (0.9, 2, 2),
        (0.95, 1, 1),
    ]


def test_from_a_confidence_upwards_all_bands_count() -> None:
    band = band_from(RATED, 0.9)
    assert (band.facts, band.right, band.precision) == (3, 3, 1.0)
    assert band.confidence == pytest.approx(0.94)
    assert band_from(RATED, 0.995).precision == 0.0


def test_the_calibration_error_weighs_bands_by_their_facts() -> None:
    bands = [Band(0.0, 0.5, 3, 0, 0.2), Band(0.5, 1.0, 1, 1, 0.6)]
    assert calibration_error(bands) == pytest.approx((3 * 0.2 + 0.4) / 4)
    assert calibration_error([]) == 0.0
