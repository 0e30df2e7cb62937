"""Installing the peers, without touching the machine, and making the build that all of them serve."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.serving.place import Place
from benchmarks.synthetic_build import documents_for, write_build
from osce_kg.pipeline.directory import is_build

_FROM_PYPI: Final = ("oxigraph==0.5.13", "rdflib-endpoint==0.6.3", "uvicorn")
_BESIDE_OURS: Final = ("waitress>=3.0.2",)
"""What the interpreter that runs our application needs besides."""
_FROM_DEBIAN: Final = ("virtuoso-opensource-7-bin", "wrk")


def prepare(place: Place, quads: int) -> None:
    """Install what is missing and make the build, if there is none; say what cannot be had."""
    place.folder.mkdir(parents=True, exist_ok=True)
    for what, missing in _install(place):
        print(f"{what}: {missing or 'ready'}")
    if not is_build(place.build):
        print(f"making a build of {quads:,} quads …")
        write_build(place.build, documents_for(quads))
    print(f"{place.build}: {place.quads:,} quads of {place.documents:,} documents")


def _install(place: Place) -> Iterator[tuple[str, str]]:
    """Install each part; give its name, and why it cannot be had."""
    if not (place.environment / "bin/pip").exists():
        venv.create(place.environment, with_pip=True)
    pip = [str(place.environment / "bin/python"), "-m", "pip", "install", "--quiet"]
    yield "from PyPI", _attempt([*pip, *_FROM_PYPI])
    beside = place.folder / "beside"
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
    python = ["--python-version", wanted, "--only-binary=:all:", "--no-deps", "--upgrade"]
    yield "beside ours", _attempt([*pip, *python, "--target", str(beside), *_BESIDE_OURS])
    for package in _FROM_DEBIAN:
        yield package, _unpack(package, place)


def _unpack(package: str, place: Place) -> str:
    """Unpack a package of Debian and what it depends on, as far as the machine has not installed it."""
    downloads = place.folder / "downloads" / package
    (downloads / "partial").mkdir(parents=True, exist_ok=True)
    options = [
        "--download-only",
        "--yes",
        "--no-install-recommends",
        "-o",
        f"Dir::Cache::archives={downloads}",
    ]
    if missing := _attempt(["apt-get", "install", *options, package]):
        return missing
    for file in sorted(downloads.glob("*.deb")):
        if missing := _attempt(["dpkg", "-x", str(file), str(place.packages)]):
            return missing
    return ""


def _attempt(command: Sequence[str | Path]) -> str:
    """Run a command; return why it failed, empty if it did not."""
    try:
        finished = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except OSError as error:
        return str(error)
    if finished.returncode == 0:
        return ""
    said = (finished.stderr or finished.stdout).strip().splitlines()
    return f"cannot be had: {said[-1] if said else finished.returncode}"
