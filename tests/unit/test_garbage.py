"""What works on a whole corpus lets Python look for garbage less often, and as often as before afterwards."""

from __future__ import annotations

import gc
from contextlib import ExitStack

import pytest

from osce_kg.garbage import collection_eased, collection_paused


def test_while_it_is_eased_garbage_is_looked_for_less_often() -> None:
    before = gc.get_threshold()
    with collection_eased():
        assert gc.isenabled()
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before


@pytest.mark.parametrize("enabled", [True, False])
def test_while_it_is_paused_garbage_is_not_looked_for(enabled: bool) -> None:
    was_enabled = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with collection_paused():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()


def test_what_two_threads_ask_for_holds_until_the_last_is_done() -> None:
    before, was_enabled = gc.get_threshold(), gc.isenabled()
    with ExitStack() as earlier, ExitStack() as later:
        for thread in (earlier, later):
            thread.enter_context(collection_eased())
            thread.enter_context(collection_paused())
        earlier.close()  # the first to come is the first to go
        assert gc.get_threshold() != before
        assert not gc.isenabled()
    assert (gc.get_threshold(), gc.isenabled()) == (before, was_enabled)
