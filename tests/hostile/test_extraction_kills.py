"""Row E1 of the catalogue for extraction: whoever is killed whenever, no fact is lost and none doubled.

``python -m benchmarks.crashes`` does the same to whole builds, twenty times each.
"""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest
from killed_extractions import (
    DOCUMENTS,
    PARTITION,
    finished,
    has_ended,
    kill,
    noted,
    start_extraction,
    wait_for,
    workers_of,
)

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")

MOMENTS = sorted(random.Random(19750801).sample(range(DOCUMENTS - PARTITION), 2))
"""How many documents have been read when somebody is killed."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    process = start_extraction(folder)
    process.join()
    assert process.exitcode == 0
    assert sorted(noted(folder)) == sorted(finished(folder))
    return packed(folder)


def packed(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((folder / "packed").iterdir())]


@pytest.mark.parametrize("moment", MOMENTS)
def test_e1_a_worker_that_is_killed_costs_the_partition_that_it_was_at(
    tmp_path: Path, undisturbed: list[bytes], moment: int
) -> None:
    process = start_extraction(tmp_path)
    assert wait_for(lambda: len(noted(tmp_path)) >= moment and bool(workers_of(process)), process)
    kill(random.Random(moment).choice(workers_of(process)))
    process.join()
    assert process.exitcode == 0
    assert packed(tmp_path) == undisturbed
    assert len(noted(tmp_path)) <= DOCUMENTS + PARTITION


@pytest.mark.parametrize("moment", MOMENTS)
def test_e1_a_coordinator_that_is_killed_costs_what_was_not_finished(
    tmp_path: Path, undisturbed: list[bytes], moment: int
) -> None:
    process = start_extraction(tmp_path)
    assert wait_for(lambda: len(noted(tmp_path)) >= moment and bool(workers_of(process)), process)
    workers = workers_of(process)
    process.kill()
    process.join()
    deadline = time.monotonic() + 120
    while not all(map(has_ended, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    kept = finished(tmp_path)
    (tmp_path / "notes").unlink(missing_ok=True)
    shutil.rmtree(tmp_path / "packed", ignore_errors=True)
    again = start_extraction(tmp_path)
    again.join()
    assert again.exitcode == 0
    assert packed(tmp_path) == undisturbed
    assert sorted([*noted(tmp_path), *kept]) == sorted(finished(tmp_path))
