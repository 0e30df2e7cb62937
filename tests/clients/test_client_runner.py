"""The runner of client scripts: what it calls green, red and skipped, and how it tells."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import client_runs
import pytest
from client_installation import install
from client_needs import Needs, Tools, read_needs
from client_runs import Outcome, find_clients, run_client
from run import main

SERVER = "http://127.0.0.1:9/"
GREEN = f'#!{sys.executable}\nimport sys\nassert sys.argv[1] == "{SERVER}"\nprint("ok one")\n'
RED = f'#!{sys.executable}\nimport sys\nprint("FAILED two: found 1")\nsys.exit(1)\n'
SKIPPED = f'#!{sys.executable}\nimport sys\nprint("no screen here")\nsys.exit(77)\n'
ABSENT = """#!/usr/bin/env python3
# /// client
# debian = { no-such-command-here = "some-package" }
# pypi = ["no-such-distribution-here==1.0"]
# npm = ["@no/such@2.0.0"]
# ///
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scripts = tmp_path / "clients"
    scripts.mkdir()
    return scripts


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


def told(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, list[str]]]:
    """Return the exit code and, by client, the columns of the table."""
    home = str(folder.parent / "home")
    code = main(["--url", SERVER, "--home", home, *options], folder)
    rows = (re.split(r"\s{2,}", line) for line in capsys.readouterr().out.splitlines())
    return code, {row[0]: row[1:] for row in rows if len(row) == 4}


def test_green_and_skipped_clients_make_a_good_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "with_green.py", GREEN)
    write(folder, "idle.py", SKIPPED)
    code, table = told(folder, capsys)
    assert code == 0
    assert [table["green"][0], table["green"][2]] == ["green", "1 checks"]
    assert [table["idle"][0], table["idle"][2]] == ["skipped", "no screen here"]


def test_one_red_client_makes_a_bad_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "with_green.py", GREEN)
    write(folder, "with_red.py", RED)
    code, table = told(folder, capsys)
    assert code == 1
    assert [table["red"][0], table["red"][2]] == ["red", "FAILED two: found 1"]


def test_a_run_in_which_all_is_skipped_is_a_bad_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "with_absent.py", ABSENT)
    assert told(folder, capsys)[0] == 1


def test_what_is_missing_is_named_with_the_command_that_installs_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, "with_absent.py", ABSENT)
    _, table = told(folder, capsys)
    assert table["absent"][2] == (
        "not here: apt install some-package; pip install no-such-distribution-here==1.0;"
        " npm install @no/such@2.0.0"
    )


def test_clients_can_be_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "with_green.py", GREEN)
    write(folder, "with_red.py", RED)
    code, table = told(folder, capsys, "green")
    assert (code, list(table)) == (0, ["green"])


def test_a_client_that_is_not_there_is_a_usage_error(folder: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["nobody"], folder)
    assert caught.value.code == 2


def test_a_client_that_hangs_is_red_and_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_runs, "_PATIENCE", 0.5)
    write(folder, "hanging.sh", "#!/bin/sh\nsleep 600 & sleep 600\n")
    (client,) = find_clients(folder)
    result = run_client(client, SERVER, Tools(folder))
    assert (result.outcome, result.remark) == (Outcome.RED, "FAILED it took more than 0.5 seconds")


def test_files_that_are_no_scripts_are_no_clients(folder: Path) -> None:
    write(folder, "with_green.py", GREEN)
    (folder / "notes.md").write_text("# Notes\n")
    (folder / "parts").mkdir()
    assert [client.name for client in find_clients(folder)] == ["green"]


def test_a_misspelt_need_is_refused(folder: Path) -> None:
    write(folder, "with_typo.py", '#!/bin/sh\n# /// client\n# pipy = ["x"]\n# ///\n')
    with pytest.raises(TypeError, match="pipy"):
        read_needs(folder / "with_typo.py")


def test_what_is_here_is_not_missing_and_nothing_is_installed_for_it(folder: Path) -> None:
    needs = Needs(debian={"sh": "dash", "/": "base-files"}, pypi=("pytest",))
    assert Tools(folder).missing(needs) == Needs()
    assert install([needs], Tools(folder)) == []


def test_a_distribution_of_another_version_is_missing(folder: Path) -> None:
    assert Tools(folder).missing(Needs(pypi=("pytest==0.1",))).pypi == ("pytest==0.1",)


def test_what_cannot_be_installed_is_told_with_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = Needs(debian={"no-such-command-here": "some-package"}, npm=("@no/such@2.0.0",))
    monkeypatch.setenv("PATH", str(folder))
    no_debian, no_npm = install([needs], Tools(folder))
    assert "some-package" in no_debian
    assert "@no/such@2.0.0" in no_npm
