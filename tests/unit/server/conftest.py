from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from osce_kg.server.application import create_app


@pytest.fixture(scope="session")
def app(meeting_build: Path) -> Flask:
    return create_app(meeting_build)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
