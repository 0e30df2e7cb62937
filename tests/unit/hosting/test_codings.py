"""A client gets the content coding that it likes best, and the content is the same."""

from __future__ import annotations

import gzip
import io

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.hosting.codings import CompressedOutput, choose_coding, may_be_compressed


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "gzip"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("gzip;q=0", "identity"),
        ("*", "zstd"),
        ("zstd;q=0, *;q=0.1", "gzip"),
        ("GZIP", "gzip"),
        ("identity", "identity"),
        ("gzip;q=much", "identity"),
        (";;;,,=", "identity"),
    ],
)
def test_the_best_liked_coding_is_chosen(accepted: str, coding: str) -> None:
    assert choose_coding(accepted) == coding


@given(st.text(max_size=100))
def test_no_header_is_too_odd(accepted: str) -> None:
    assert choose_coding(accepted) in ("identity", "gzip", "zstd")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
@given(parts=st.lists(st.binary(max_size=200), max_size=8))
def test_what_was_written_comes_out_again(coding: str, parts: list[bytes]) -> None:
    received = io.BytesIO()
    output = CompressedOutput(received, coding)
    for part in parts:
        output.write(part)
    output.finish()
    packed = received.getvalue()
    content = (
        gzip.decompress(packed)
        if coding == "gzip"
        else zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    )
    assert content == b"".join(parts)


def test_what_is_packed_already_is_not_packed_again() -> None:
    assert may_be_compressed("text/turtle; charset=utf-8")
    assert may_be_compressed("application/sparql-results+json")
    assert not may_be_compressed("application/gzip")
    assert not may_be_compressed("image/png")
