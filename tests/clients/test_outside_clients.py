"""Every client script of this folder, against the sample build as ``osce-kg serve`` serves it.

Clients that are not on the machine are skipped; ``tests/clients/run.py --only-install`` brings them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import run
from client_needs import Tools
from client_runs import Client, Outcome, find_clients, run_client

CLIENTS = find_clients(run.FOLDER)


@pytest.fixture(scope="module")
def url(sample_build: Path) -> Iterator[str]:
    with run.serving(sample_build) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("client", CLIENTS, ids=[client.name for client in CLIENTS])
def test_an_outside_client_gets_what_it_expects(client: Client, url: str) -> None:
    result = run_client(client, url, Tools(run.HOME))
    if result.outcome == Outcome.SKIPPED:
        pytest.skip(f"{client.name}: {result.remark}; tests/clients/run.py --install brings it")
    assert result.outcome == Outcome.GREEN, result.output


def test_the_clients_that_researchers_use_are_all_there() -> None:
    names = {client.name for client in CLIENTS}
    assert names >= {
        "comunica",
        "curl",
        "jena",
        "pandas",
        "rapper",
        "rdflib",
        "schemathesis",
        "sparqlstore",
        "sparqlwrapper",
    }
