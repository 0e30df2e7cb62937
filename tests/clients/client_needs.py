"""What a client script needs on the machine, read from its header, and what of it is missing.

A client script may begin with a block of TOML in comments::

    # /// client
    # debian = { rapper = "raptor2-utils" }    # a command, or a file by its path, and the package that has it
    # pypi = ["SPARQLWrapper==2.0.0"]
    # npm = ["@comunica/query-sparql@5.4.1"]
    # ///
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

_BLOCK = re.compile(r"^# /// client\n(?P<lines>(?:#.*\n)*?)# ///$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Needs:
    """What one client needs.

    Attributes:
        debian: command or path of a file to the Debian package that has it.
        pypi: requirements, ``name`` or ``name==version``.
        npm: requirements, ``name@version``.
    """

    debian: dict[str, str] = field(default_factory=dict)
    pypi: tuple[str, ...] = ()
    npm: tuple[str, ...] = ()


def read_needs(script: Path) -> Needs:
    """Return what the header of a script asks for; nothing if it has none."""
    block = _BLOCK.search(script.read_text(encoding="utf-8"))
    if block is None:
        return Needs()
    table = tomllib.loads("".join(line[1:].strip() + "\n" for line in block["lines"].splitlines()))
    return Needs(table.pop("debian", {}), tuple(table.pop("pypi", ())), tuple(table.pop("npm", ())), **table)


@dataclass(frozen=True, slots=True)
class Tools:
    """Where clients are installed that are no commands of the system: a folder that may not exist yet."""

    home: Path

    @property
    def venv_python(self) -> Path:
        """The interpreter that has the clients from PyPI."""
        return self.home / "venv" / "bin" / "python"

    @property
    def npm(self) -> Path:
        """The folder with the clients from npm."""
        return self.home / "npm"

    def python(self, requirements: Sequence[str]) -> str | None:
        """Return an interpreter that has the requirements: the clients' own, or the one that runs this."""
        if requirements and self._venv_has(requirements):
            return str(self.venv_python)
        return sys.executable if all(map(_is_imported_here, requirements)) else None

    def missing(self, needs: Needs) -> Needs:
        """Return what of the needs is not here."""
        return Needs(
            debian={name: package for name, package in needs.debian.items() if not _is_on_system(name)},
            pypi=() if self.python(needs.pypi) else needs.pypi,
            npm=tuple(package for package in needs.npm if not self._npm_has(package)),
        )

    def _venv_has(self, requirements: Iterable[str]) -> bool:
        folders = [str(folder) for folder in self.home.glob("venv/lib/python*/site-packages")]
        found = {_normalized(one.name): one for one in distributions(path=folders)} if folders else {}
        return all(_is_met(found.get(_normalized(one.partition("==")[0])), one) for one in requirements)

    def _npm_has(self, requirement: str) -> bool:
        name, _, version = requirement.rpartition("@")
        try:
            package = json.loads((self.npm / "node_modules" / name / "package.json").read_bytes())
        except FileNotFoundError:
            return False
        return bool(package["version"] == version)


def _is_on_system(name: str) -> bool:
    return Path(name).exists() if name.startswith("/") else shutil.which(name) is not None


def _is_imported_here(requirement: str) -> bool:
    try:
        return _is_met(distribution(requirement.partition("==")[0]), requirement)
    except PackageNotFoundError:
        return False


def _is_met(found: Distribution | None, requirement: str) -> bool:
    version = requirement.partition("==")[2]
    return found is not None and version in ("", found.version)


def _normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
