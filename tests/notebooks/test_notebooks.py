"""The notebooks of the documentation run, and show what is committed."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from notebook_runs import NOTEBOOKS, outputs, run

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_is_committed(path: Path, sample_build: Path, tmp_path: Path) -> None:
    committed = nbformat.read(path, as_version=4)
    found = outputs(run(path, sample_build, tmp_path))
    assert found == outputs(committed), "python tests/notebooks/notebook_runs.py writes the outputs anew"
    assert any("image/png" in dict(output) for cell in found for output in cell)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_is_well_formed_and_names_no_machine(path: Path) -> None:
    committed = nbformat.read(path, as_version=4)
    nbformat.validate(committed)
    assert committed.metadata.kernelspec.name == "python3"
    texts = path.read_text(encoding="utf-8")
    assert "/tmp/" not in texts
    assert "Traceback" not in texts
