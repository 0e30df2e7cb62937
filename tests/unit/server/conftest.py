from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from osce_kg.config import Settings
from osce_kg.server import close_app, create_app


@pytest.fixture(scope="session")
def app(meeting_build: Path) -> Iterator[Flask]:
    served = create_app(meeting_build, Settings(workers=1, deadline=20, memory_limit=256))
    yield served
    close_app(served)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
