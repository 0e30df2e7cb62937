"""A large file is written past the cache of the system where that can be done, and through it elsewhere."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osce_kg.publishing import uncached_file
from osce_kg.publishing.uncached_file import UncachedFile

PAGE = 4096


def write(path: Path, *parts: bytes) -> bytes:
    with path.open("wb") as file:
        uncached = UncachedFile(file)
        for part in parts:
            uncached.write(part)
        uncached.finish()
    return path.read_bytes()


@given(st.lists(st.tuples(st.integers(0, 5 * PAGE), st.binary(min_size=1, max_size=3)), max_size=8))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_holds_what_was_written_in_whatever_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: list[tuple[int, bytes]]
) -> None:
    monkeypatch.setattr(uncached_file, "_BUFFER", 2 * PAGE)
    contents = [pattern * (size // len(pattern)) + pattern for size, pattern in parts]
    assert write(tmp_path / "file", *contents) == b"".join(contents)


def refuse_direct_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file system does that knows no direct writes."""
    real = fcntl.fcntl

    def refusing(descriptor: int, command: int, argument: int = 0) -> int:
        if command == fcntl.F_SETFL and argument & getattr(os, "O_DIRECT", 0):
            raise OSError(errno.EINVAL, "Invalid argument")
        return real(descriptor, command, argument)

    monkeypatch.setattr(fcntl, "fcntl", refusing)


def refuse_direct_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file system does whose blocks are larger, or that only finds out when it is to write."""
    real, flag = os.write, getattr(os, "O_DIRECT", 0)

    def refusing(descriptor: int, content: bytes) -> int:
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & flag:
            raise OSError(errno.EINVAL, "Invalid argument")
        return real(descriptor, content)

    monkeypatch.setattr(os, "write", refusing)


def write_half(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system does on a disk that is nearly full; what is left begins within a block."""
    real = os.write
    monkeypatch.setattr(
        os, "write", lambda descriptor, content: real(descriptor, content[: len(content) // 2 + 1])
    )


@pytest.mark.parametrize("hindered", [refuse_direct_flag, refuse_direct_writes, write_half])
def test_where_direct_writes_cannot_be_done_the_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hindered: Callable[[pytest.MonkeyPatch], None]
) -> None:
    monkeypatch.setattr(uncached_file, "_BUFFER", 2 * PAGE)
    content = bytes(range(251)) * 200
    with monkeypatch.context() as patched:
        hindered(patched)
        assert write(tmp_path / "file", content[:30_000], content[30_000:]) == content


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "file", b"x" * (3 << 20))
