from __future__ import annotations

import hashlib
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from osce_kg.captures import CaptureFolder
from processes import command, environment, run
from wayward_server import WaywardServer, serve_waywardly

FETCH = ("fetch", "--allow-private", "--delay", "0")


@pytest.fixture
def server() -> Iterator[WaywardServer]:
    with serve_waywardly() as running:
        yield running


def captured(folder: Path) -> list[str]:
    with CaptureFolder.open(folder) as opened:
        return [capture.url for capture in opened.captures()]


def dumps(build: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((build / "dump").iterdir())
        if path.name != "SHA256SUMS"
    }


def keep_in_another_order(folder: Path, other: Path) -> None:
    with CaptureFolder.open(folder) as one, CaptureFolder.open_to_add(other) as two:
        for capture in reversed(one.captures()):
            two.add(capture, "200 OK", [], one.content(capture.document, 10**6))


def test_what_was_fetched_is_built_to_the_same_bytes_whatever_the_order_of_fetching(
    server: WaywardServer, tmp_path: Path
) -> None:
    addresses = [server.address(f"/page?n={number}") for number in range(3)]
    fetched = run(*FETCH, "--out", str(tmp_path / "there"), *addresses)
    assert (fetched.returncode, fetched.stdout) == (0, ""), fetched.stderr
    assert fetched.stderr.endswith("3 new, 0 changed, 0 unchanged, 0 fresh, 0 losses, 3 requests\n")
    keep_in_another_order(tmp_path / "there", tmp_path / "back")
    for name in ("there", "back"):
        built = run("build", "--out", str(tmp_path / f"{name}-build"), str(tmp_path / name))
        assert built.returncode == 0, built.stderr
    assert dumps(tmp_path / "there-build") == dumps(tmp_path / "back-build")
    dump = (tmp_path / "there-build" / "dump" / "osce-kg.nq").read_text(encoding="utf-8")
    with CaptureFolder.open(tmp_path / "there") as folder:
        for capture in folder.captures():
            about = f"<https://w3id.org/osce-kg/id/capture/{capture.sha256[:16]}> <http://purl.org/dc/terms/"
            assert f"{about}source> <{capture.url}>" in dump
            assert f'{about}created> "{capture.time:%Y-%m-%dT%H:%M:%SZ}"' in dump
    validated = run("validate", str(tmp_path / "there-build"))
    assert validated.returncode == 0, validated.stdout + validated.stderr


def test_a_page_that_is_lost_is_told_and_makes_exit_code_3(server: WaywardServer, tmp_path: Path) -> None:
    addresses = tmp_path / "addresses.txt"
    addresses.write_text(f"# pages\n\n{server.address('/page')}\n{server.address('/410')}\nnonsense\n")
    fetched = run(*FETCH, "--out", str(tmp_path / "folder"), "--from", str(addresses))
    assert fetched.returncode == 3
    assert f"{server.address('/410')}: the server answered 410 Gone\n" in fetched.stderr
    assert f"{addresses}:5: nonsense: only http and https addresses are fetched\n" in fetched.stderr
    assert "1 new" in fetched.stderr


@pytest.mark.parametrize(
    "arguments", [(), ("--only", "("), ("--contact", "me\r\nX-More: x", "http://example.org/")]
)
def test_what_makes_no_sense_is_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run(*FETCH, "--out", str(tmp_path / "folder"), *arguments).returncode == 2
    assert not (tmp_path / "folder").exists()


@pytest.mark.parametrize("moment", [1, 2, 7, 20, 39])
def test_a_run_killed_at_any_moment_goes_on_and_asks_for_the_rest_only(
    server: WaywardServer, tmp_path: Path, moment: int
) -> None:
    server.pages = 40
    arguments = (*FETCH, "--out", str(tmp_path), "--sitemap", server.address("/sitemap.xml"))
    with subprocess.Popen(command(*arguments), env=environment(), stderr=subprocess.DEVNULL) as process:
        while len(server.asked) < moment and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
    finished = run(*arguments)
    assert finished.returncode == 0, finished.stderr
    assert sorted(captured(tmp_path)) == sorted(
        [server.address("/sitemap.xml"), *(server.address(f"/page?n={number}") for number in range(40))]
    )
    # the one exchange that was under way is made again, and no other
    assert len(server.pages_asked()) <= 42
    with CaptureFolder.open(tmp_path) as folder:
        assert all(folder.content(capture.document, 10**6) for capture in folder.captures())


def test_a_run_that_is_interrupted_ends_at_once_and_keeps_what_it_has(
    server: WaywardServer, tmp_path: Path
) -> None:
    arguments = (*FETCH, "--timeout", "600", "--out", str(tmp_path))
    addresses = (server.address("/page"), server.address("/silent"))
    with subprocess.Popen(
        command(*arguments, *addresses), env=environment(), stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        while "/silent" not in server.asked and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, "interrupted\n")
    assert captured(tmp_path) == [server.address("/page")]
