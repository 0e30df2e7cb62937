"""``osce-kg network`` as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from osce_kg.cli import run
from osce_kg.cli.network import command
from osce_kg.network import FORMATS, PARAMETERS, export_network, read_request
from osce_kg.store import OxigraphReader


@pytest.mark.parametrize("form", FORMATS)
def test_it_prints_what_the_export_gives(
    network_build: Path, network_world: OxigraphReader, form: str
) -> None:
    result = CliRunner().invoke(
        command, [str(network_build), "--format", form, "--from", "2004", "--to", "2005"]
    )
    assert result.exit_code == 0
    request = read_request({"from": ["2004"], "to": ["2005"]})
    assert result.stdout_bytes == "".join(export_network(network_world, request, form)).encode()


def test_a_file_is_replaced_whole(network_build: Path, tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_text("old")
    options = ["--format", "csv", "--what", "nodes", "--person", "p3", "--person", "p4", "-o", str(file)]
    assert run(["network", str(network_build), *options]) == 0
    lines = file.read_bytes().split(b"\r\n")
    assert lines[0] == b"id,label,kind,events,neighbours"
    assert len(lines) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["edges.csv"]


@pytest.mark.parametrize("form", ["gexf", "dyads"])
def test_the_same_build_gives_the_same_bytes_whatever_the_machine(network_build: Path, form: str) -> None:
    """E10: neither the hash seed nor the locale nor the time zone shows."""
    written = {
        subprocess.run(
            [sys.executable, "-m", "osce_kg", "network", str(network_build), "--format", form],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale, zone in (("0", "C", "UTC"), ("1", "C.UTF-8", "Asia/Almaty"))
    }
    assert len(written) == 1
    assert written != {b""}


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--nodes", "people"], 2, "not one of person"),
        (["--format", "pajek"], 2, "gexf"),
        (["--from", "May"], 2, "YYYY-MM-DD"),
        (["--person", "nobody"], 2, "knows no person"),
        (["--what", "edges"], 2, "not one of network"),
        (["--format", "dyads", "--status", "cancelled"], 2, "occurred or planned"),
    ],
)
def test_wrong_usage_is_told_and_leaves_the_file_alone(
    network_build: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    code: int,
    told: str,
) -> None:
    file = tmp_path / "network"
    file.write_text("old")
    assert run(["network", str(network_build), *options, "-o", str(file)]) == code
    assert told in capsys.readouterr().err
    assert file.read_text() == "old"


def test_a_directory_that_is_no_build_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["network", str(tmp_path)]) == 3
    assert "there is no store" in capsys.readouterr().err


def test_the_options_are_the_parameters() -> None:
    options = {option for parameter in command.params for option in parameter.opts}
    assert {f"--{name}" for name in PARAMETERS} <= options
    form = next(parameter for parameter in command.params if parameter.name == "form")
    assert list(getattr(form.type, "choices", ())) == list(FORMATS)
