"""A build that is killed, or that another one is in the way of, leaves the old build as it was."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from misbehaving_server import MisbehavingServer
from processes import CORPUS, command, environment

from osce_kg.errors import MachineError
from osce_kg.pipeline import build_graph


def snapshot(directory: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file()}


@contextmanager
def waiting_build(web: MisbehavingServer, out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A build that has begun and waits for a page that never comes; it is killed with SIGKILL at the end."""
    arguments = ["build", str(CORPUS), web.address("/silent"), "--out", str(out), "--timeout", "60"]
    with subprocess.Popen(
        command(*arguments), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            assert web.was_asked.wait(60), "the build never asked for the page"
            yield process
        finally:
            process.kill()


def test_a_killed_build_leaves_the_old_one_and_the_next_one_works(
    tmp_path: Path, web: MisbehavingServer
) -> None:
    out = tmp_path / "out"
    build_graph([str(CORPUS / "a.txt")], out)
    before = snapshot(out)
    with waiting_build(web, out):
        pass
    assert snapshot(out) == before
    build_graph([str(CORPUS)], out)
    assert snapshot(out) != before
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "something was left beside the build"


def test_a_second_build_at_the_same_place_is_refused_with_the_number_of_the_first(
    tmp_path: Path, web: MisbehavingServer
) -> None:
    out = tmp_path / "out"
    with (
        waiting_build(web, out) as first,
        pytest.raises(MachineError, match=f"is being built by process {first.pid}$"),
    ):
        build_graph([str(CORPUS)], out)
    assert not out.exists()
