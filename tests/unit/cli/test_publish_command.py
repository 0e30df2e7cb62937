"""``osce-kg publish`` as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_store_server import GraphStoreServer, graph_store
from osce_kg.cli import run
from osce_kg.cli.publish import PASSWORD_VARIABLE
from osce_kg.publishing.remote import PUBLICATION_GRAPH
from osce_kg.store import OxigraphReader
from served_build import eventually

SECRET = "open-sesame-77"


@pytest.fixture
def server() -> Iterator[GraphStoreServer]:
    with graph_store() as server:
        yield server


def told(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    assert SECRET not in captured.err
    return captured.err


def test_a_build_is_published_and_verified(
    meeting_build: Path, server: GraphStoreServer, capsys: pytest.CaptureFixture[str]
) -> None:
    target = f"{server.url}/store"
    number = len(OxigraphReader.open(meeting_build / "store").graphs())
    assert run(["publish", str(meeting_build), target]) == 0
    assert told(capsys) == f"{target}: {number} graphs published, 0 unchanged, 0 removed\n"
    assert run(["publish", str(meeting_build), target]) == 0
    assert told(capsys) == f"{target}: 0 graphs published, {number} unchanged, 0 removed\n"
    assert run(["publish", str(meeting_build), target, "--verify-only"]) == 0
    assert told(capsys) == f"{target}: {number} graphs are as in the build\n"


def test_differences_are_findings(
    meeting_build: Path, server: GraphStoreServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["publish", str(meeting_build), f"{server.url}/store", "--verify-only"]) == 1
    err = told(capsys)
    assert "statements are missing, 0 unexpected: <https://w3id.org/osce-kg/" in err
    assert server.changes == []


def test_the_password_comes_from_a_file_or_the_environment(
    meeting_build: Path,
    server: GraphStoreServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server.basic = ("me", SECRET)
    command = ["publish", str(meeting_build), f"{server.url}/store", "--user", "me"]
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\n")
    assert run([*command, "--password-file", str(file)]) == 0
    monkeypatch.setenv(PASSWORD_VARIABLE, SECRET)
    assert run(command) == 0
    monkeypatch.setenv(PASSWORD_VARIABLE, "wrong")
    assert run(command) == 4
    assert "refuses this user" in told(capsys)


@pytest.mark.parametrize(
    ("target", "options", "code", "message"),
    [
        ("ftp://127.0.0.1/store", [], 2, "must begin with http"),
        (f"http://me:{SECRET}@127.0.0.1/store", [], 2, "must hold no password"),
        ("http://127.0.0.1/other", [], 2, "--query-url must name it"),
        ("http://127.0.0.1/store?graph=x", [], 2, "no ?"),
        ("http://127.0.0.1/store", ["--user", "me"], 2, "--password-file, or the variable"),
        ("http://127.0.0.1/store", ["--password-file", "x"], 2, "no use without --user"),
        ("http://127.0.0.1/store", ["--user", "me", "--password-file", "/nowhere/x"], 3, "no such file"),
        ("http://127.0.0.1/store", ["--verify-only", "--prune"], 2, "changes nothing"),
        ("http://127.0.0.1:9/store", [], 4, "cannot be reached"),
    ],
)
def test_what_cannot_be_is_told_with_its_exit_code(
    meeting_build: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    target: str,
    options: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr("osce_kg.publishing.remote.exchange.Exchange._wait", lambda *_: None)
    assert run(["publish", str(meeting_build), target, *options]) == code
    assert message in told(capsys)


@pytest.mark.parametrize(
    ("target", "update"),
    [
        ("http://example.org/store", None),
        ("https://example.org/store", "https://example.com/update"),
    ],
    ids=["in the clear", "two hosts"],
)
def test_a_password_goes_over_https_to_one_host_only(
    meeting_build: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    target: str,
    update: str | None,
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, SECRET)
    others = [] if update is None else ["--update-url", update]
    assert run(["publish", str(meeting_build), target, "--user", "me", *others]) == 2
    assert "a password is sent" in told(capsys)


def test_another_address_than_a_store_is_told(
    meeting_build: Path, server: GraphStoreServer, capsys: pytest.CaptureFixture[str]
) -> None:
    others = ["--query-url", f"{server.url}/nothing", "--update-url", f"{server.url}/update"]
    assert run(["publish", str(meeting_build), f"{server.url}/x", *others]) == 3
    assert "/nothing: answered 404 to POST: another endpoint?" in told(capsys)


@pytest.mark.parametrize("protocol", ["graph-store", "update"])
@pytest.mark.parametrize("moment", range(4))
def test_a_run_that_is_killed_is_finished_by_the_next(
    network_build: Path, server: GraphStoreServer, protocol: str, moment: int
) -> None:
    server.held_after = 1 + 7 * moment
    target = server.url + ("/store" if protocol == "graph-store" else "/update")
    arguments = ["publish", str(network_build), target, "--protocol", protocol, "--part", "40"]
    with subprocess.Popen(
        [sys.executable, "-m", "osce_kg", *arguments], env=os.environ, stderr=subprocess.DEVNULL
    ) as process:
        assert eventually(lambda: len(server.changes) > server.held_after)
        assert process.poll() is None
        process.kill()
    server.goes_on.set()
    assert run(arguments) == 0
    build = OxigraphReader.open(network_build / "store")
    for graph in build.graphs():
        assert server.lines(str(graph)) == set(build.n_triples(graph).splitlines())
    assert server.graphs() == {*map(str, build.graphs()), PUBLICATION_GRAPH}
