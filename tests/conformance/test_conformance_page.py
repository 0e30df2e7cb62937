"""The page on conformance says what the tests say."""

from __future__ import annotations

import re
from pathlib import Path

from known_failures import KNOWN_FAILURES, PARSED_BUT_REFUSED, REFUSED_UPDATES, SAME_BY_VALUE, TESTS

PAGE = (Path(__file__).parents[2] / "docs/conformance.md").read_text(encoding="utf-8")


def test_the_table_of_failures_is_that_of_the_tests() -> None:
    rows = re.findall(r"^\| `([\w/-]+manifest#[\w-]+)` \| (.+) \|$", PAGE, re.MULTILINE)
    assert [(TESTS + test, reason) for test, reason in rows] == list(KNOWN_FAILURES.items())


def test_the_figures_are_those_of_the_tests() -> None:
    evaluated = 235
    passed = evaluated - len(KNOWN_FAILURES)
    assert f"| {evaluated} | {passed} | {len(SAME_BY_VALUE)} | {len(KNOWN_FAILURES)} | |" in PAGE


def test_the_figures_of_updates_are_those_of_the_tests() -> None:
    evaluated = sum("update-silent" in test for test in REFUSED_UPDATES)
    wrong = sum(int(test.rpartition("_")[2]) > 40 for test in REFUSED_UPDATES if "syntax" in test)
    right = len(REFUSED_UPDATES) - evaluated - wrong
    assert f"| 94 | {94 - evaluated} | | | {evaluated} |" in PAGE
    assert f"| 42 + 21 | {42 - right} + {21 - wrong} | | | {right} + {wrong} |" in PAGE


def test_every_refused_query_is_named() -> None:
    assert all(test.removeprefix(TESTS) in PAGE for test in PARSED_BUT_REFUSED)
