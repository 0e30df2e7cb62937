"""A whole build goes into stores of others and comes back; skipped, by name, where they are not installed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from store_servers import PEERS, Peer, running

from osce_kg.cli import run
from osce_kg.cli.publish import PASSWORD_VARIABLE
from osce_kg.publishing.description import SPDX
from osce_kg.publishing.remote import PUBLICATION_GRAPH
from osce_kg.store import OxigraphReader


@dataclass(frozen=True)
class Store:
    peer: Peer
    url: str

    def publish(self, build: Path, protocol: str, *options: str) -> list[str]:
        end = self.peer.graph_store if protocol == "graph-store" else self.peer.update
        user = [] if self.peer.user is None else ["--user", self.peer.user[0]]
        return ["publish", str(build), f"{self.url}{end}", "--protocol", protocol, *user, *options]

    def solutions(self, query: str) -> list[dict[str, str]]:
        request = urllib.request.Request(
            f"{self.url}{self.peer.query}?{urlencode({'query': query})}",
            headers={"Accept": "application/sparql-results+json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            rows = json.load(answer)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in rows]

    def size(self) -> int:
        """Return how many statements are in graphs of ours, but for what is said about them."""
        query = f"""SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }}
            FILTER(STRSTARTS(STR(?g), "https://w3id.org/osce-kg/graph/") && ?g != <{PUBLICATION_GRAPH}>) }}"""
        return int(self.solutions(query)[0]["n"])


@pytest.fixture(params=list(PEERS))
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    peer = PEERS[request.param]
    if not peer.is_here:
        pytest.skip(f"{request.param} is not installed: .ci/install-stores brings it")
    if peer.user is not None:
        monkeypatch.setenv(PASSWORD_VARIABLE, peer.user[1])
    with running(peer, tmp_path) as url:
        yield Store(peer, url)


@pytest.mark.slow
@pytest.mark.parametrize("protocol", ["graph-store", "update"])
def test_the_sample_build_is_published_verified_and_recorded(
    sample_build: Path, store: Store, protocol: str, capsys: pytest.CaptureFixture[str]
) -> None:
    build = OxigraphReader.open(sample_build / "store")
    number = len(build.graphs())
    assert run(store.publish(sample_build, protocol)) == 0
    assert f"{number} graphs published, 0 unchanged" in capsys.readouterr().err
    assert store.size() == len(build)
    assert run(store.publish(sample_build, protocol)) == 0
    assert f"0 graphs published, {number} unchanged" in capsys.readouterr().err
    assert run(store.publish(sample_build, protocol, "--verify-only")) == 0
    assert f"{number} graphs are as in the build" in capsys.readouterr().err
    records = store.solutions(f"""SELECT ?g {{ GRAPH <{PUBLICATION_GRAPH}> {{
        ?g <{SPDX}checksum> ?c . ?c a <{SPDX}Checksum> }} }}""")
    assert {row["g"] for row in records} == {str(graph) for graph in build.graphs()}


@pytest.mark.slow
@pytest.mark.parametrize("moment", [0.3, 0.9])
def test_a_run_killed_in_the_middle_is_finished_by_the_next(
    sample_build: Path, store: Store, moment: float, capsys: pytest.CaptureFixture[str]
) -> None:
    command = store.publish(sample_build, "graph-store", "--part", "500")
    with subprocess.Popen([sys.executable, "-m", "osce_kg", *command], stderr=subprocess.DEVNULL) as process:
        while store.size() == 0 and process.poll() is None:
            time.sleep(0.01)
        time.sleep(moment)
        process.kill()
    assert run(command) == 0
    assert store.size() == len(OxigraphReader.open(sample_build / "store"))
    assert run([*command, "--verify-only"]) == 0


@pytest.mark.slow
def test_a_build_replaces_another_and_leaves_what_is_not_ours(
    meeting_build: Path, network_build: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(store.publish(meeting_build, "graph-store")) == 0
    assert run(store.publish(network_build, "graph-store", "--prune")) == 0
    assert store.size() == len(OxigraphReader.open(network_build / "store"))
    assert run(store.publish(network_build, "graph-store", "--verify-only")) == 0


@pytest.mark.slow
def test_a_wrong_password_is_told(
    meeting_build: Path,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if store.peer.user is None:
        pytest.skip("this store has no users")
    monkeypatch.setenv(PASSWORD_VARIABLE, "not-the-password")
    assert run(store.publish(meeting_build, "graph-store")) == 4
    err = capsys.readouterr().err
    assert "refuses this user" in err
    assert "not-the-password" not in err
