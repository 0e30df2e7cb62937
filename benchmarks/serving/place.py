"""Where everything is that a run needs, and what is there."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Place:
    """A folder outside the tree, with the peers and the build.

    Attributes:
        folder: the folder.
    """

    folder: Path

    @property
    def build(self) -> Path:
        """Directory of the build that is served."""
        return self.folder / "build"

    @property
    def environment(self) -> Path:
        """Virtual environment of the peers from PyPI."""
        return self.folder / "venv"

    @property
    def packages(self) -> Path:
        """Folder that the packages of Debian are unpacked into."""
        return self.folder / "debian"

    @property
    def documents(self) -> int:
        """Number of documents that the graph was made of."""
        return int(self._report()["documents"])

    @property
    def quads(self) -> int:
        """Number of quads of the graph."""
        return int(self._report()["statements"])

    def dump(self, extension: str) -> Path:
        """Return the file of the release with an extension, e.g. ``nq``."""
        return self.build / "dump" / f"osce-kg.{extension}"

    def log(self, server: str) -> Path:
        """Return the file that takes what a server prints."""
        return self.folder / "logs" / f"{server}.log"

    def program(self, name: str) -> list[str]:
        """Return how a command line begins that runs a program of the machine, or one unpacked here.

        Raises:
            RuntimeError: there is neither.
        """
        path = shutil.which(name) or shutil.which(name, path=self.packages / "usr/bin")
        if path is None:
            raise RuntimeError(f"there is no {name}")
        return ["env", f"LD_LIBRARY_PATH={self._libraries()}", path]

    def _libraries(self) -> str:
        """Return where to look for shared libraries: those of the unpacked packages are among them."""
        own = [str(self.packages / each / "x86_64-linux-gnu") for each in ("lib", "usr/lib")]
        return os.pathsep.join(filter(None, [*own, os.environ.get("LD_LIBRARY_PATH")]))

    def _report(self) -> dict[str, int]:
        report: dict[str, int] = json.loads((self.build / "report.json").read_text(encoding="utf-8"))
        return report


def default_folder() -> Path:
    """Return the folder that is used unless another is named."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "osce-kg" / "benchmarks"
