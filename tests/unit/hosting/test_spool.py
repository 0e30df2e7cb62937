"""What is written comes out in order, however slowly it is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.errors import LimitError
from osce_kg.hosting import spool
from osce_kg.hosting.spool import Room, Spool


@given(steps=st.lists(st.one_of(st.binary(min_size=1, max_size=30), st.none()), max_size=40))
def test_bytes_come_out_as_they_went_in(steps: list[bytes | None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "_IN_MEMORY", 40)
        patch.setattr(spool, "_PART", 16)
        room = Room(1 << 20)
        tested = Spool(room, "a client")
        read = b""
        for step in steps:
            if step is None:
                read += tested.read()
            else:
                tested.write(step)
        while part := tested.read():
            read += part
        assert room.taken == 0
        tested.close()
    assert read == b"".join(step for step in steps if step is not None)


def test_one_client_holds_at_most_half_of_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", 10)
    monkeypatch.setattr(spool, "_BEGINNING", 0)
    room = Room(200)
    greedy = [Spool(room, "greedy") for _ in range(3)]
    for each in greedy[:2]:
        each.write(bytes(50))
    with pytest.raises(LimitError, match="waits to be read"):
        greedy[2].write(b"x")
    modest = Spool(room, "modest")
    modest.write(bytes(99))
    greedy[0].close()
    greedy[2].write(bytes(50))
    assert room.taken == 199


def test_short_answers_have_room_when_long_ones_have_taken_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_BEGINNING", 20)
    room = Room(320)
    held = [Spool(room, client) for client in ("greedy", "another")]
    for each in held:
        each.write(bytes(160))
    short, long = Spool(room, "modest"), Spool(room, "greedy")
    for _ in range(100):
        short.write(bytes(20))
        assert len(short.read()) == 20
        short.close()
        short = Spool(room, "modest")
    long.write(bytes(20))
    with pytest.raises(LimitError, match="waits to be read"):
        long.write(b"x")
    with pytest.raises(LimitError, match="waits to be read"):
        short.write(b"x")  # the room for beginnings has an end, too
    assert room.taken == 340


def test_what_is_read_and_what_is_closed_takes_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", 10)
    room = Room(1000)
    read, closed = Spool(room, "a"), Spool(room, "b")
    for each in (read, closed):
        for size in (10, 30, 20):
            each.write(bytes(size))
    assert room.taken == 120
    while read.read():
        continue
    assert room.taken == 60
    closed.close()
    assert room.taken == 0
    read.write(b"more")
    assert read.read() == b"more"
