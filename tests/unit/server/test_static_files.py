"""Scripts and style sheets: whole, kept by who has them, and in a form that hosting compresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

STATIC = Path(__file__).parents[3] / "src/osce_kg/server/static"


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_every_file_is_sent_as_it_is(client: FlaskClient, path: Path) -> None:
    answer = client.get(f"/static/{path.name}")
    assert answer.data == path.read_bytes()
    assert answer.mimetype in ("text/css", "text/javascript", "text/plain", "image/svg+xml")


def test_a_file_is_no_open_file_that_would_be_sent_as_it_is(app: Flask) -> None:
    def wrap(*_: object) -> object:
        raise AssertionError("hosting would send the file, uncompressed")

    answer = app.test_client().get("/static/style.css", environ_overrides={"wsgi.file_wrapper": wrap})
    assert int(answer.headers["Content-Length"]) == len(answer.data) > 1000


def test_a_file_that_the_reader_has_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/static/style.css")
    again = client.get("/static/style.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["nothing.js", "../application.py", "..%2fapplication.py", ""])
def test_nothing_else_can_be_had(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_the_picture_that_browsers_ask_for_is_there(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
