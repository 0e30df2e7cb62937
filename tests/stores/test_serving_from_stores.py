"""A build is published into stores of others and served from there; skipped where they are not installed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from store_servers import SERVING_PEERS, running

from osce_kg.cli import run
from osce_kg.cli.publish import PASSWORD_VARIABLE
from processes import command, environment
from running_server import RunningServer, running_server

PAGES = (
    "/",
    "/explore/network",
    "/explore/timeline",
    "/search?q=valtonen",
    "/doc/state/KAZ",
    "/doc/structure/kazakhstan",
    "/doc/person/p000017",
    "/graph/derived",
)
COUNT = "SELECT ?m (COUNT(*) AS ?n) { ?m a okg:Meeting ; okg:attestedBy ?p } GROUP BY ?m ORDER BY ?m"


@dataclass(frozen=True)
class Pair:
    """The same graph, served from the build and from the store."""

    build: RunningServer
    store: RunningServer
    is_exact: bool
    """Whether the store's default graph has each triple once: Virtuoso's has it once for each graph."""


@pytest.fixture(params=list(SERVING_PEERS), scope="module")
def pair(
    request: pytest.FixtureRequest, sample_build: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    peer = SERVING_PEERS[request.param]
    if not peer.is_here:
        pytest.skip(f"{request.param} is not installed: .ci/install-stores brings it")
    with pytest.MonkeyPatch.context() as patch, running(peer, tmp_path_factory.mktemp("store")) as url:
        user = [] if peer.user is None else ["--user", peer.user[0]]
        if peer.user is not None:
            patch.setenv(PASSWORD_VARIABLE, peer.user[1])
        target = f"{url}{peer.graph_store}"
        has_default_graph = request.param == "oxigraph"
        options = [*user, *(["--fill-default-graph"] if has_default_graph else [])]
        assert run(["publish", str(sample_build), target, *options]) == 0
        if not has_default_graph:
            assert run(["publish", str(sample_build), target, *user, "--fill-default-graph"]) == 3
        backend = f"{url}{peer.query}"
        with running_server(sample_build) as build, running_server(None, "--backend", backend) as store:
            yield Pair(build, store, is_exact=has_default_graph)


def _shown(page: bytes) -> list[str]:
    return [line for line in page.decode().splitlines() if "version" not in line]


@pytest.mark.slow
def test_pages_show_what_those_of_the_build_show(pair: Pair) -> None:
    for address in PAGES:
        here, there = (server.get(address, Accept="text/html") for server in (pair.build, pair.store))
        assert (here.status, there.status) == (200, 200), address
        if pair.is_exact:
            assert _shown(there.body) == _shown(here.body), address


@pytest.mark.slow
def test_queries_have_the_answers_of_the_build(pair: Pair) -> None:
    here, there = (json.loads(server.query(COUNT).body) for server in (pair.build, pair.store))
    assert [row["m"]["value"] for row in there["results"]["bindings"]] == [
        row["m"]["value"] for row in here["results"]["bindings"]
    ]
    assert json.loads(pair.store.query("ASK { ?m a okg:Meeting }").body)["boolean"] is True
    assert json.loads(pair.store.query("ASK { ?m a okg:NoSuchThing }").body)["boolean"] is False
    built = pair.store.query("CONSTRUCT WHERE { ?m a okg:Visit }", Accept="text/turtle")
    assert (built.status, built.headers["content-type"]) == (200, "text/turtle; charset=utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { ?s ?p", 400),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", 403),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("SELECT * FROM <http://127.0.0.1:1/x> { ?s ?p ?o }", 400),
    ],
)
def test_what_is_not_allowed_is_refused(pair: Pair, query: str, status: int) -> None:
    assert pair.store.query(query).status == status


@pytest.mark.slow
def test_a_store_that_is_gone_is_told_when_serving_begins() -> None:
    done = subprocess.run(
        command("serve", "--backend", "http://127.0.0.1:1/sparql", "--port", "0"),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 4
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
