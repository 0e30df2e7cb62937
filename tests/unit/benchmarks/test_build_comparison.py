"""Whether two builds have the same files."""

from __future__ import annotations

from pathlib import Path

from benchmarks.builds import differing_files, file_digests


def write(build: Path, **files: str) -> Path:
    for name, content in {"dump/a.nq": "a", "store/1.sst": str(build), **files}.items():
        path = build / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return build


def test_builds_with_other_files_of_the_store_are_the_same(tmp_path: Path) -> None:
    left, right = (file_digests(write(tmp_path / name)) for name in ("left", "right"))
    assert left.keys() == {"dump/a.nq"}
    assert differing_files(left, right) == ()


def test_a_file_with_other_bytes_or_in_one_build_only_is_named(tmp_path: Path) -> None:
    left = file_digests(write(tmp_path / "left", report="1", only="1"))
    right = file_digests(write(tmp_path / "right", report="2"))
    assert differing_files(left, right) == ("only", "report")
