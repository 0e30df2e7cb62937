"""The same documents give the same bytes in another process, under another hash seed, locale and path."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from processes import CORPUS, run

from osce_kg.model.record import BuildRecord

SETTINGS = [
    {"PYTHONHASHSEED": "0"},
    {
        "PYTHONHASHSEED": "1",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "TZ": "Pacific/Kiritimati",
        "HOME": "/nonexistent",
    },
]


@pytest.mark.parametrize("variables", SETTINGS, ids=["seed 0", "seed 1 and a bare environment"])
def test_a_build_gives_the_same_bytes_in_any_environment(
    build: tuple[Path, BuildRecord], tmp_path: Path, variables: dict[str, str]
) -> None:
    moved = tmp_path / "bäck up" / CORPUS.name
    shutil.copytree(CORPUS, moved)
    done = run("build", str(moved), "--out", str(tmp_path / "außen vor"), **variables)
    assert done.returncode == 0, done.stderr
    assert "außen vor: 3 documents" in done.stderr
    for name in ("dump/SHA256SUMS", "report.json"):
        assert (tmp_path / "außen vor" / name).read_bytes() == (build[0] / name).read_bytes()
