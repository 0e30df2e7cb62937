"""The start page, health, headers and errors."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from osce_kg import __version__
from osce_kg.errors import InputError, MachineError, QueryError

OWN_STYLE = ["/ontology", "/shapes"]
PAGES = ["/", "/sparql", "/doc/person/p000001", "/dump/", "/nothing", *OWN_STYLE]
BROWSER = {"Accept": "text/html"}


def test_the_start_page_says_what_the_graph_holds(client: FlaskClient) -> None:
    page = client.get("/").text
    assert re.search(r"<dt>people</dt><dd>3</dd>", page)
    assert "2004-04-06" in page
    assert "CC BY 4.0" in page
    assert __version__ in page


@pytest.mark.parametrize("path", PAGES)
def test_every_page_forbids_scripts_and_other_hosts(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers=BROWSER)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_script_or_style_of_its_own_or_needs_another_host(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path, headers=BROWSER).text
    assert not re.search(r"\sstyle=|\son\w+=", page)
    for script in re.findall(r"<script\b[^>]*>", page):
        # A file of ours, or data.
        assert re.search(r'\ssrc="/static/[\w-]+\.js"|\stype="application/json"', script)
    # A page that brings its style sheet along names its digest in the policy.
    assert ("<style" in page) == (path in OWN_STYLE)
    for tag in re.findall(r"<(?:link|img|form)\b[^>]*>", page):
        assert 'rel="canonical"' in tag or not re.search(r'(?:href|src|action)="(?:https?:)?//', tag)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_language_a_title_and_one_heading(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers=BROWSER).text
    assert '<html lang="en">' in page
    assert re.search(r"<title>[^<]+</title>", page)
    assert page.count("<h1") == 1
    assert "<main" in page


def test_the_style_sheet_is_served(client: FlaskClient) -> None:
    assert client.get("/static/style.css").mimetype == "text/css"


@pytest.mark.parametrize(
    ("error", "status", "shown"),
    [
        (MachineError("disk at /secret/place"), 503, "cannot answer"),
        (InputError("broken", source="/secret/place"), 503, "cannot answer"),
        (QueryError("no query"), 400, "no query"),
        (MemoryError(), 503, "more memory"),
        (ZeroDivisionError("/secret/place"), 500, "Something went wrong"),
    ],
)
def test_an_error_is_short_and_names_nothing_of_the_machine(
    app: Flask,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    shown: str,
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setitem(app.view_functions, "start.start", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = client.get("/")
    assert answer.status_code == status
    assert shown in answer.text
    assert "/secret/place" not in answer.text


def test_an_error_is_a_page_for_browsers(client: FlaskClient) -> None:
    page = client.get("/nothing", headers=BROWSER)
    assert page.status_code == 404
    assert page.mimetype == "text/html"
