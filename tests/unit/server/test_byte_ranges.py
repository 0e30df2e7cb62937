"""What a Range header asks for, and when it is to be ignored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.server.byte_ranges import ByteRange, requested_range


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-9", (0, 10)),
        ("BYTES= 2-4 ", (2, 5)),
        ("bytes=90-", (90, 100)),
        ("bytes=90-999", (90, 100)),
        ("bytes=-5", (95, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=0-", (0, 100)),
    ],
)
def test_one_range_is_cut_to_the_file(header: str, part: tuple[int, int]) -> None:
    assert requested_range(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", f"bytes={'9' * 30}-", "bytes=-0"])
def test_a_range_beyond_the_file_is_empty(header: str) -> None:
    part = requested_range(header, 100)
    assert part is not None
    assert part.start >= part.stop


@pytest.mark.parametrize(
    "header",
    [
        *("", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5", "bytes=9-5", "lines=0-5", "bytes=0-5;"),
        *("bytes=0-1,5-6", "bytes=" + ",".join(f"{n}-{n}" for n in range(1000)), "bytes=-٣", "bytes=--5"),
        *(f"bytes={'9' * 31}-", "bytes=0-5\n", "bytes=+1-2"),
    ],
)
def test_what_is_no_range_and_several_ranges_are_ignored(header: str) -> None:
    assert requested_range(header, 100) is None


@given(st.text("bytes=0123456789-, ", max_size=30), st.integers(0, 200))
def test_a_range_never_leaves_the_file(header: str, size: int) -> None:
    part = requested_range(header, size)
    assert part is None or part.start >= part.stop or ByteRange(0, 0) <= part <= (size, size)
