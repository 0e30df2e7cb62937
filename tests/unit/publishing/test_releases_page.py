"""What docs/releases.md tells people to do, done."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "releases.md"


def test_the_way_to_check_the_hash_of_any_copy_gives_the_digest_of_the_quads(meeting_build: Path) -> None:
    found = re.search(
        r"^\$ python - osce-kg\.trig <<'END'.*\n((?s:.+?))^END$", PAGE.read_text(), re.MULTILINE
    )
    assert found is not None
    dump = meeting_build / "dump"
    command = [sys.executable, "-", str(dump / "osce-kg.trig")]
    told = subprocess.run(command, input=found[1], capture_output=True, check=True, encoding="utf-8").stdout
    assert told.strip() == hashlib.sha256((dump / "osce-kg.nq").read_bytes()).hexdigest()


def test_the_way_to_apply_a_patch_is_the_one_that_is_tested() -> None:
    assert "comm -23 old/dump/osce-kg.nq changes/removed.nq | sort -m - changes/added.nq" in PAGE.read_text()
