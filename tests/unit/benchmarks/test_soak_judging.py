"""What a soak takes for a failure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.processes import Usage
from benchmarks.soaking.attacks import ATTACKS, Attack
from benchmarks.soaking.client import BROKEN, Reply
from benchmarks.soaking.judging import grown, problems
from benchmarks.soaking.traffic import Tally

ATTACK = Attack("C5 nesting", lambda client, number: Reply(400), {400})
USAGE = Usage(processes=6, resident=100 << 20, descriptors=50)


def test_every_row_of_attack_has_a_name_of_its_own() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize("status", [500, 501, 502, 504])
def test_a_failure_that_the_contract_does_not_name_is_reported(status: int) -> None:
    tally = Tally(good=1)
    tally.note_attack(replace(ATTACK, allowed={400, status}), Reply(status))
    assert problems(tally) == [f"1 × C5 nesting was answered {status}"]


def test_being_asked_to_come_back_later_is_as_promised_but_not_without_saying_when() -> None:
    tally = Tally(good=1)
    tally.note_attack(ATTACK, Reply(503, retry_after="3"))
    tally.note_attack(ATTACK, Reply(429, retry_after="3"))
    assert problems(tally) == []
    tally.note_attack(ATTACK, Reply(503))
    assert problems(tally) == ["1 × C5 nesting was answered 503"]


def test_an_attack_that_is_let_in_is_reported() -> None:
    tally = Tally(good=1)
    tally.note_attack(ATTACK, Reply(200))
    assert problems(tally) == ["1 × C5 nesting was answered 200"]


@pytest.mark.parametrize("reply", [Reply(404), Reply(BROKEN), Reply(200, is_whole=False), Reply(500)])
def test_a_good_request_must_be_answered_whole(reply: Reply) -> None:
    tally = Tally()
    tally.note_good("a page", reply)
    assert len(problems(tally)) == 1


def test_turning_most_good_requests_away_is_no_service() -> None:
    tally = Tally(good=10, turned_away=5)
    assert problems(tally) == []
    assert problems(replace(tally, turned_away=6)) == ["6 of 10 good requests were turned away"]


def test_a_server_that_is_silent_after_an_attack_is_reported_with_the_attack() -> None:
    tally = Tally(good=1)
    tally.note_ask(ATTACK, Reply(200), 0.9)
    assert problems(tally) == []
    tally.note_ask(ATTACK, Reply(200), 1.1)
    assert problems(tally) == ["ASK {} took 1.10 s after C5 nesting"]


def test_memory_may_grow_a_little() -> None:
    assert grown([USAGE, replace(USAGE, resident=104 << 20)], USAGE) == []
    assert grown([USAGE, replace(USAGE, resident=106 << 20)], USAGE) == ["memory has grown by 6.0%"]


def test_less_memory_for_a_moment_is_no_growth_afterwards() -> None:
    noted = [USAGE, replace(USAGE, resident=60 << 20), replace(USAGE, resident=60 << 20), USAGE, USAGE, USAGE]
    assert grown(noted, USAGE) == []


def test_a_process_or_a_descriptor_that_is_left_is_reported() -> None:
    assert grown([USAGE, USAGE], replace(USAGE, processes=7, descriptors=53)) == [
        "1 processes more than after warming up",
        "3 descriptors more than after warming up",
    ]
