from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from osce_kg.server.application import create_app

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def namesakes_app(namesakes_build: Path) -> Flask:
    return create_app(namesakes_build)


@pytest.fixture
def service(namesakes_app: Flask) -> FlaskClient:
    return namesakes_app.test_client()


@pytest.fixture
def ask(service: FlaskClient) -> Ask:
    """Send one query, whose text is the first argument, and return its candidates."""

    def send(text: str | None = None, **fields: object) -> list[dict[str, Any]]:
        query = fields | ({} if text is None else {"query": text})
        answer = service.post("/reconcile", data={"queries": json.dumps({"q0": query})})
        assert answer.status_code == 200, answer.text
        candidates: list[dict[str, Any]] = answer.get_json()["q0"]["result"]
        return candidates

    return send
