"""The competency questions as they were asked, and their queries' answers on the seed documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from answers import Ask, asking


@pytest.fixture(scope="session")
def questions(shared: Path) -> dict[str, dict[str, Any]]:
    """The questions with the answers that are expected, by id."""
    entries = json.loads((shared / "questions" / "competency-questions.json").read_text(encoding="utf-8"))
    return {entry["id"]: entry for entry in entries}


@pytest.fixture(scope="session")
def ask(seed_build: Path) -> Ask:
    return asking(seed_build)
