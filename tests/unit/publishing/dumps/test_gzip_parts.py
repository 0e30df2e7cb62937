"""Parts that were packed alone make one packed file."""

from __future__ import annotations

import gzip
import random
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.publishing.dumps.gzip_parts import HEADER, combined_checksum, ending, pack

GIBIBYTE = 1 << 30


def table(parts: list[bytes]) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([zlib.crc32(part) for part in parts], np.int64),
        np.array([len(part) for part in parts], np.int64),
    )


@given(st.lists(st.binary(max_size=50), max_size=6))
def test_parts_strung_together_are_one_member_with_the_right_checksum(parts: list[bytes]) -> None:
    file = b"".join([HEADER, *map(pack, parts), ending(*table(parts))])
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    assert unpacker.decompress(file) == b"".join(parts)
    assert unpacker.eof
    assert unpacker.unused_data == b""
    assert gzip.decompress(file) == b"".join(parts)


def test_a_part_is_the_same_wherever_it_stands() -> None:
    text = b"the same words again and again, " * 100
    file = b"".join([HEADER, pack(text), pack(text), ending(*table([text, text]))])
    assert gzip.decompress(file) == text * 2
    assert file.count(pack(text)) == 2


def test_the_checksum_of_many_parts_is_that_of_all_together() -> None:
    dice = random.Random(1)
    parts = [dice.randbytes(dice.randrange(3000)) for _ in range(200)]
    assert combined_checksum(*table(parts)) == zlib.crc32(b"".join(parts))


@pytest.mark.parametrize("size", [GIBIBYTE, 5 * GIBIBYTE, 3000 * GIBIBYTE])
def test_it_does_not_matter_in_which_order_checksums_of_large_parts_are_combined(size: int) -> None:
    checksums, sizes = np.array([17, 4_000_000_000, 99]), np.array([size, size + 1, size + 2])
    first_two = combined_checksum(checksums[:2], sizes[:2])
    assert combined_checksum(checksums, sizes) == combined_checksum(
        np.array([first_two, 99]), np.array([2 * size + 1, size + 2])
    )


def test_the_checksum_after_a_large_part_is_that_of_its_zeros_counted() -> None:
    zeros = bytes(1 << 20)
    one = zlib.crc32(zeros)
    many = combined_checksum(np.full(64, one), np.full(64, len(zeros)))
    assert many == zlib.crc32(zeros * 64)
