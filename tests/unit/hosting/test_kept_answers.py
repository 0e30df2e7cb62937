"""Answers are given to others who ask the same, and to nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osce_kg.hosting.cache import AnswerCache, KeptAnswer, key_of, may_be_kept
from osce_kg.hosting.messages import WorkerRequest

REQUEST = WorkerRequest(
    "GET", "/sparql", "query=ASK", [(b"accept", b"text/csv")], "192.0.2.1", "http", "gzip", b""
)
ANSWER = KeptAnswer(200, [(b"etag", b'W/"1"')], b"x" * 100)


def test_who_asks_makes_no_difference_and_head_asks_what_get_asks() -> None:
    key = key_of("v1", REQUEST)
    assert key == key_of("v1", replace(REQUEST, client="192.0.2.2", method="HEAD"))
    assert key == key_of("v1", replace(REQUEST, headers=[*REQUEST.headers, (b"user-agent", b"another")]))


@pytest.mark.parametrize(
    "other",
    [
        {"query": "query=ASK%20"},
        {"target": "/sparql/"},
        {"coding": "zstd"},
        {"scheme": "https"},
        {"headers": [(b"accept", b"text/html")]},
        {"headers": [(b"accept", b"text/csv"), (b"accept-language", b"ru")]},
        {"headers": [(b"accept", b"text/csv"), (b"host", b"elsewhere.example")]},
        {"headers": [(b"accept", b"text/html"), (b"accept", b"text/csv")]},
        {"headers": [(b"accept", b"text/csv"), (b"host", b"a.example"), (b"host", b"")]},
        {"method": "POST"},
        {"body": b"query=ASK"},
        {"query": "", "target": "/sparqlquery=ASK"},
    ],
)
def test_what_an_answer_may_depend_on_tells_requests_apart(other: dict[str, object]) -> None:
    assert key_of("v1", REQUEST) != key_of("v1", replace(REQUEST, **other))  # type: ignore[arg-type]


def test_other_data_have_other_answers() -> None:
    assert key_of("v1", REQUEST) != key_of("v2", REQUEST)


@pytest.mark.parametrize("header", [b"range", b"if-match", b"authorization", b"cookie"])
def test_a_request_for_a_part_or_by_somebody_known_is_for_one_only(header: bytes) -> None:
    assert key_of("v1", replace(REQUEST, headers=[(header, b"x")])) is None


@pytest.mark.parametrize(
    ("status", "control", "kept"),
    [
        (200, b"no-cache", True),
        (200, b"no-store", False),
        (200, b"", False),
        (404, b"no-cache", False),
        (206, b"no-cache", False),
    ],
)
def test_only_what_the_application_lets_be_kept_is_kept(status: int, control: bytes, kept: bool) -> None:
    headers = [(b"cache-control", control)] if control else []
    assert may_be_kept(status, headers) is kept


def test_the_answers_not_asked_for_the_longest_go_first() -> None:
    cache = AnswerCache(2500)
    cache.put(b"1", ANSWER)
    cache.put(b"2", ANSWER)
    assert cache.get(b"1") is ANSWER
    cache.put(b"3", ANSWER)
    assert (cache.get(b"1"), cache.get(b"2"), cache.get(b"3")) == (ANSWER, None, ANSWER)
    assert cache.taken <= 2500


def test_without_room_nothing_is_kept() -> None:
    cache = AnswerCache(0)
    cache.put(b"1", ANSWER)
    assert cache.get(b"1") is None
    assert cache.taken == 0


def test_a_very_long_answer_is_not_kept() -> None:
    cache = AnswerCache(1 << 30)
    cache.put(b"1", KeptAnswer(200, [], bytes((1 << 20) + 1)))
    assert cache.get(b"1") is None
