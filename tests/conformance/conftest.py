from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from earl_report import EarlReport
from w3c_endpoint import Endpoint
from w3c_graph_store import graph_store_tests
from w3c_manifests import ABSENT, SUITE, reported_tests
from w3c_updates import update_tests

DEFAULT_REPORT = Path(__file__).parents[2] / "build/conformance/sparql11-earl.ttl"


@pytest.fixture(scope="session")
def suite() -> Path:
    """The folder of the tests of W3C; no part of the repository."""
    if not SUITE.is_dir():
        pytest.skip(ABSENT)
    return SUITE


@pytest.fixture(scope="session")
def endpoint() -> Iterator[Endpoint]:
    """Our endpoint on a socket; a test puts its own dataset behind it."""
    with Endpoint() as served:
        yield served


@pytest.fixture(scope="session")
def earl(suite: Path, request: pytest.FixtureRequest) -> Iterator[EarlReport]:
    """Takes the outcomes of tests, and is written when all have run: to ``--earl FILE``, or under build/."""
    writes = (test.iri for test in (*update_tests(), *graph_store_tests()))
    report = EarlReport((*reported_tests(), *writes))
    yield report
    report.write(request.config.getoption("--earl") or DEFAULT_REPORT)
