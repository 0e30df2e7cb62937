"""Reading the files of ``deploy/``."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
DEPLOY = REPOSITORY / "deploy"


def read_unit(path: Path) -> dict[str, dict[str, str]]:
    """Return the values of a systemd unit by section and name; those of one name are joined."""
    sections: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), {})
        elif line and line[0] not in "#;":
            name, _, value = line.partition("=")
            current[name] = f"{current.get(name, '')} {value}".strip()
    return sections


def variables_of(text: str) -> dict[str, str]:
    """Return the settings of ours that a text gives a value to, by variable."""
    return dict(re.findall(r"\b(OSCE_KG_[A-Z_]+)[=:]\s*[\"']?([^\s\"']*)", text))
