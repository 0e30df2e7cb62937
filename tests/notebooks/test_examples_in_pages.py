"""The Python in the README and on the page about Python runs, beside the build that it names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_the_python_of_a_page_runs(page: str, sample_build: Path, tmp_path: Path) -> None:
    blocks = re.findall(
        r"^```python\n(.*?)^```", (REPOSITORY / page).read_text(encoding="utf-8"), re.M | re.S
    )
    assert any("KnowledgeGraph.open" in block for block in blocks)
    (tmp_path / "build").symlink_to(sample_build, target_is_directory=True)
    script = "\n".join([*blocks, "assert len(met if 'met' in globals() else network.edges)"])
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "MPLCONFIGDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
