"""The scripts that are committed are what their sources give."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
STATIC = ROOT / "src/osce_kg/server/static"

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (WEB / "node_modules").is_dir(),
    reason="Node or web/node_modules is missing: run make web-check where both are",
)


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=WEB, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_node
def test_building_again_gives_the_committed_bytes() -> None:
    run("node", "build.mjs", "--check")


@needs_node
def test_the_sources_have_sound_types() -> None:
    run("node_modules/.bin/tsc", "--noEmit")


def test_the_lock_names_packages_by_version_and_digest_and_no_other_host() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    addresses = {entry.get("resolved", "https://registry.npmjs.org/") for entry in packages.values()}
    assert all(address.startswith("https://registry.npmjs.org/") for address in addresses)


def test_every_dependency_is_pinned_to_one_version() -> None:
    package = json.loads((WEB / "package.json").read_text())
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(version.replace(".", "").isdigit() for version in versions)


def test_no_script_asks_another_host_for_anything_at_load() -> None:
    for script in sorted(STATIC.glob("*.js")):
        text = script.read_text()
        assert "sourceMappingURL" not in text
        assert "importScripts(" not in text
