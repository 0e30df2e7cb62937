"""Front and worker understand each other, in whatever parts their words arrive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.hosting.messages import HEADER, FrameReader, Kind, WorkerRequest, packed_head, unpacked_head

texts = st.text(max_size=20)
names = st.from_regex(rb"[a-z-]{1,9}", fullmatch=True)
values = st.from_regex(rb"[^\n\r\x00]{0,9}", fullmatch=True)


@given(
    st.builds(
        WorkerRequest,
        method=st.sampled_from(["GET", "POST"]),
        target=st.text(),
        query=texts,
        headers=st.lists(st.tuples(names, values), max_size=3),
        client=texts,
        scheme=st.just("http"),
        coding=st.just("identity"),
        body=st.binary(max_size=50),
    )
)
def test_a_request_arrives_as_it_was_sent(request: WorkerRequest) -> None:
    ((kind, payload),) = FrameReader().feed(request.packed())
    assert kind is Kind.REQUEST
    assert WorkerRequest.unpacked(payload) == request


@given(st.integers(100, 599), st.lists(st.tuples(names, values), max_size=3))
def test_a_head_arrives_as_it_was_sent(status: int, headers: list[tuple[bytes, bytes]]) -> None:
    sent = packed_head(status, [(name.decode().title(), value.decode("latin-1")) for name, value in headers])
    assert unpacked_head(sent) == (status, headers)


@given(st.lists(st.tuples(st.sampled_from(Kind), st.binary(max_size=30)), max_size=6), st.data())
def test_frames_are_put_together_from_any_parts(
    frames: list[tuple[Kind, bytes]], data: st.DataObject
) -> None:
    stream = b"".join(HEADER.pack(kind.value, len(payload)) + payload for kind, payload in frames)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=5)))
    reader = FrameReader()
    received = []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        received += reader.feed(stream[start:end])
    assert received == frames


def test_what_no_worker_says_is_an_error() -> None:
    with pytest.raises(ValueError, match="begins no frame"):
        list(FrameReader().feed(b"?\0\0\0\0"))
