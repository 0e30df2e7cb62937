"""The machine that measures, in words: what figures depend on.

Run ``python -m benchmarks.machine``; ``--write FILE`` puts it between the marks of a Markdown file.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from benchmarks.tables import add_write_option, give_out

_PROBED: Final = 256 << 20
"""Bytes that are written to see how fast the disk is."""

_LIBRARIES: Final = ("spacy", "numpy", "pyoxigraph", "pyarrow", "rdflib", "owlrl", "distributed")
_MOUNT_POINT: Final = 4
"""Field of a line of ``/proc/self/mountinfo``; the kind of file system is the first one after the dash."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Describe the machine."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--folder", type=Path, help="On the disk to describe; by default for temporary files."
    )
    add_write_option(parser)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        lines = [f"- {machine()}", f"- {disk(Path(folder))}", f"- {versions(*_LIBRARIES)}"]
    give_out("\n".join(lines), "machine", options.write)


def machine() -> str:
    """Return processor, number of cores, memory and system."""
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    return f"{_processor()}, {os.cpu_count()} cores, {_memory_gib()} GiB of memory; {system}"


def disk(folder: Path) -> str:
    """Return the kind of the file system of a folder, how much is free, and how fast it takes large files."""
    free = os.statvfs(folder)
    probe, block = folder / "probe", os.urandom(1 << 20)
    began = time.monotonic()
    with probe.open("wb") as file:
        for _ in range(_PROBED >> 20):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    seconds = time.monotonic() - began
    probe.unlink()
    kind = file_system(folder.resolve(), Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    room = free.f_bavail * free.f_frsize / (1 << 30)
    return f"disk: {kind}, {room:,.0f} GiB free; {_PROBED / 1e6 / seconds:,.0f} MB/s written and synced"


def versions(*libraries: str) -> str:
    """Return the version of Python and those of some libraries."""
    return ", ".join(
        [f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in libraries)]
    )


def file_system(folder: Path, mounts: str) -> str:
    """Return the kind of the file system that a folder lies in.

    Args:
        folder: absolute.
        mounts: as in ``/proc/self/mountinfo``, where later lines lie over earlier ones.
    """
    kinds: dict[Path, str] = {}
    for line in mounts.splitlines():
        fields, _, after = line.partition(" - ")
        kinds[Path(fields.split()[_MOUNT_POINT])] = after.split()[0]
    return next(kinds[place] for place in (folder, *folder.parents) if place in kinds)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30))


if __name__ == "__main__":
    main()
