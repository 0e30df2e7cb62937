"""No client takes all workers, or all places in the queue, from the others."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from osce_kg.errors import LimitError
from osce_kg.querying.turns import Turns


def test_a_client_that_asks_much_leaves_a_turn_for_another() -> None:
    turns = Turns(count=3, waiting=4)
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(turns.turn("greedy", 0))
        with pytest.raises(LimitError, match="busy"):
            held.enter_context(turns.turn("greedy", 0))
        held.enter_context(turns.turn("other", 0))
        with pytest.raises(LimitError, match="busy"):
            held.enter_context(turns.turn("third", 0))
    with turns.turn("third", 0):
        pass


def test_the_only_turn_is_for_whoever_comes_first() -> None:
    turns = Turns(count=1, waiting=1)
    with turns.turn("a", 0), pytest.raises(LimitError, match="busy"), turns.turn("b", 0):
        pass
    with turns.turn("b", 0):
        pass


def test_a_client_cannot_fill_the_queue() -> None:
    turns = Turns(count=2, waiting=2)
    done = threading.Event()

    def wait_in_turn() -> None:
        with turns.turn("greedy", None):
            done.wait()

    threads = [threading.Thread(target=wait_in_turn) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        while turns._present["greedy"] < 2:
            done.wait(0.01)
        with pytest.raises(LimitError, match="Too many"), turns.turn("greedy", 0):
            pass
        with turns.turn("other", 0):
            pass
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_a_turn_that_ends_wakes_the_one_who_waits_and_leaves_nothing_behind() -> None:
    turns = Turns(count=1, waiting=1)
    order: list[str] = []

    def wait_in_turn() -> None:
        with turns.turn("b", None):
            order.append("b")

    thread = threading.Thread(target=wait_in_turn)
    with turns.turn("a", 0):
        thread.start()
        order.append("a")
    thread.join()
    assert order == ["a", "b"]
    assert not turns._present
    assert not turns._running


def test_an_error_in_a_turn_ends_it() -> None:
    turns = Turns(count=1, waiting=0)
    with pytest.raises(ZeroDivisionError), turns.turn("a", 0):
        raise ZeroDivisionError
    with turns.turn("b", 0):
        pass
