from __future__ import annotations

import pytest

from osce_kg.validation.pattern_safety import may_take_exponential_time


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "(a*)*",
        "(a|aa)+$",
        "(?:x+y?)*",
        "((a+))+",
        "(a{2,})*",
        r"([a-z]+\.)+",
        "(a+b|c)*",
        "((a|b)c)+",
    ],
)
def test_a_repeated_group_with_a_choice_in_it_may_take_exponential_time(pattern: str) -> None:
    assert may_take_exponential_time(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        r"^[0-9XYSE./?~%,:TZ+{}\[\]-]+$",
        "^(a|b)$",
        r"(\(a+\))",
        "(ab)+c+",
        r"[(+|]+",
        r"(\+)+",
        "[]+]*)",
        "(a+){2}",
    ],
)
def test_others_take_linear_time_or_nearly(pattern: str) -> None:
    assert not may_take_exponential_time(pattern)
