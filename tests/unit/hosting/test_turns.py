"""No client has all workers while another one waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.errors import LimitError, TooManyRequestsError
from osce_kg.hosting.turns import Turn, Turns


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(scenario(), 10))  # type: ignore[arg-type]


async def begin(turns: Turns, client: str, timeout: float) -> Turn:
    """Ask for a turn, and wait until it comes."""
    turn = turns.ask(client)
    try:
        await turn.come(timeout)
    except BaseException:
        turn.end()
        raise
    return turn


async def settled() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


def test_one_client_leaves_a_place_for_another() -> None:
    async def scenario() -> None:
        turns = Turns(quick=2, slow=2, waiting=8)
        await begin(turns, "greedy", 1)
        second = asyncio.create_task(begin(turns, "greedy", 5))
        await settled()
        assert not second.done()
        await begin(turns, "other", 1)
        second.cancel()

    run(scenario)


def test_a_single_place_is_for_everybody() -> None:
    async def scenario() -> None:
        turns = Turns(quick=1, slow=1, waiting=8)
        (await begin(turns, "a", 1)).end()
        (await begin(turns, "b", 1)).end()
        assert turns.quick.taken == 0

    run(scenario)


def test_turns_are_taken_in_order_but_first_by_who_has_none_and_not_by_who_has_its_share() -> None:
    async def scenario() -> None:
        turns = Turns(quick=3, slow=2, waiting=8)
        mine = [await begin(turns, "a", 1), await begin(turns, "a", 1)]
        theirs = await begin(turns, "b", 1)
        order: list[str] = []

        async def wait(client: str) -> None:
            await begin(turns, client, 5)
            order.append(client)

        tasks = [asyncio.create_task(wait(client)) for client in ("a", "b", "c")]
        await settled()
        theirs.end()  # a has its share already, so b is next
        await settled()
        assert order == ["b"]
        mine[0].end()  # a has waited longer than c, but c has no place at all
        await settled()
        assert order == ["b", "c"]
        mine[1].end()
        await settled()
        assert order == ["b", "c", "a"]
        for task in tasks:
            task.cancel()

    run(scenario)


def test_a_client_with_too_many_waiting_is_told_so_and_others_still_may_wait() -> None:
    async def scenario() -> None:
        turns = Turns(quick=1, slow=1, waiting=4)
        await begin(turns, "first", 1)
        waiting = [asyncio.create_task(begin(turns, "greedy", 5)) for _ in range(2)]
        await settled()
        with pytest.raises(TooManyRequestsError):
            await begin(turns, "greedy", 5)
        waiting += [asyncio.create_task(begin(turns, client, 5)) for client in ("x", "y")]
        await settled()
        with pytest.raises(LimitError, match="Too many requests are waiting"):
            await begin(turns, "x", 5)
        waiting += [asyncio.create_task(begin(turns, f"newcomer {number}", 5)) for number in range(4)]
        await settled()
        assert turns.waiting == 8, "there is room for those who have nothing yet"
        with pytest.raises(LimitError, match="Too many requests are waiting"):
            await begin(turns, "z", 5)
        for task in waiting:
            task.cancel()

    run(scenario)


def test_no_turn_in_time_is_an_error_and_leaves_nothing_behind() -> None:
    async def scenario() -> None:
        turns = Turns(quick=1, slow=1, waiting=4)
        held = await begin(turns, "a", 1)
        with pytest.raises(LimitError, match="busy for"):
            await begin(turns, "b", 0.01)
        assert turns.waiting == 0
        held.end()
        assert turns.quick.taken == 0

    run(scenario)


def test_a_turn_that_is_given_up_leaves_its_place_in_the_queue() -> None:
    async def scenario() -> None:
        turns = Turns(quick=1, slow=1, waiting=2)
        held = await begin(turns, "a", 1)
        gone = turns.ask("b")
        waiting = asyncio.create_task(gone.come(5))
        await settled()
        gone.give_up(LimitError("Its client has gone."))
        assert turns.waiting == 0
        with pytest.raises(LimitError, match="has gone"):
            await waiting
        gone.end()
        held.give_up(LimitError("It has come already."))
        assert turns.quick.taken == 1
        held.end()
        assert turns.quick.taken == 0

    run(scenario)


def test_who_takes_long_goes_on_in_the_slow_lane_and_frees_the_place() -> None:
    async def scenario() -> None:
        turns = Turns(quick=1, slow=2, waiting=4)
        slow = await begin(turns, "a", 1)
        next_one = asyncio.create_task(begin(turns, "a", 5))
        await settled()
        assert slow.demote()
        second = await next_one
        assert not second.demote()  # one client leaves a slow place for another, too
        other = asyncio.create_task(begin(turns, "b", 5))
        await settled()
        second.end()
        assert (await other).demote()
        assert (turns.quick.taken, turns.slow.taken) == (0, 2)
        slow.end()
        assert turns.slow.taken == 1

    run(scenario)


def test_who_has_more_than_one_worker_gives_one_up_for_a_client_that_has_none() -> None:
    async def scenario() -> None:
        turns = Turns(quick=3, slow=2, waiting=8)
        mine = [await begin(turns, "a", 1) for _ in range(2)]
        only = await begin(turns, "b", 1)
        again = asyncio.create_task(begin(turns, "a", 5))
        await settled()
        assert not any(turn.should_yield for turn in (*mine, only)), "they have workers themselves"
        newcomer = asyncio.create_task(begin(turns, "c", 5))
        await settled()
        assert mine[0].should_yield
        assert not only.should_yield, "it is the only one of its client"
        assert mine[1].demote()
        assert not mine[1].should_yield, "a place in the slow lane is of no use to others"
        await newcomer
        assert not mine[0].should_yield
        again.cancel()

    run(scenario)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["begin", "end", "demote", "cancel"])), max_size=40
    )
)
def test_whatever_happens_the_places_are_neither_lost_nor_doubled(steps: list[tuple[str, str]]) -> None:
    async def scenario() -> None:
        turns = Turns(quick=2, slow=2, waiting=3)
        held: list[Turn] = []
        waiting: list[asyncio.Task[Turn]] = []
        for client, step in steps:
            if step == "begin":
                waiting.append(asyncio.create_task(begin(turns, client, 30)))
            elif step == "cancel" and waiting:
                waiting.pop().cancel()
            elif held and step == "end":
                held.pop(0).end()
            elif held and step == "demote":
                held[-1].demote()
            await settled()
            done = [task for task in waiting if task.done()]
            waiting = [task for task in waiting if not task.done()]
            held += [task.result() for task in done if not task.cancelled() and task.exception() is None]
            assert turns.quick.taken + turns.slow.taken == len(held)
            assert max(turns.quick.taken, turns.slow.taken) <= 2
            assert turns.waiting == len(waiting)
        for task in waiting:
            task.cancel()
        await settled()
        for turn in held:
            turn.end()
        assert turns.quick.taken + turns.slow.taken == 0

    run(scenario)
