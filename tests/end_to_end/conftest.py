"""A corpus of three short documents about people who do not exist, its build, and a web server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from misbehaving_server import MisbehavingServer
from processes import CORPUS

from osce_kg.model.record import BuildRecord
from osce_kg.pipeline import build_graph


@pytest.fixture(scope="session")
def corpus() -> Path:
    return CORPUS


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildRecord]:
    """The build of the corpus; tests must not write into it."""
    directory = tmp_path_factory.mktemp("builds") / "three"
    return directory, build_graph([str(CORPUS)], directory)


@pytest.fixture
def web() -> Iterator[MisbehavingServer]:
    server = MisbehavingServer()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.may_answer.set()
    server.shutdown()
    thread.join()
    server.server_close()
