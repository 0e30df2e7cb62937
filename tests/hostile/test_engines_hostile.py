"""Rows of the catalogue of hostile inputs that concern SHACL engines; each test names its row."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from rdflib import Graph

from osce_kg.errors import OsceKgError
from osce_kg.model.validation import ValidationReport
from osce_kg.validation import validate_graph
from osce_kg.validation.engines import ENGINES

PREFIXES = """@prefix : <urn:> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def validate(tmp_path: Path, engine: str, data: str, shapes: str) -> ValidationReport:
    for name, text in (("data.ttl", data), ("shapes.ttl", shapes)):
        (tmp_path / name).write_text(PREFIXES + text, encoding="utf-8")
    return validate_graph([tmp_path / "data.ttl"], shapes=tmp_path / "shapes.ttl", engine=engine)


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.mark.parametrize("engine", ENGINES)
def test_b8_b9_numbers_without_end_are_violations_and_the_rest_is_checked(
    tmp_path: Path, engine: str
) -> None:
    data = f':s :p "1E999999999"^^xsd:decimal , "{"9" * 5000}"^^xsd:integer , 7 .'
    report = validate(tmp_path, engine, data, ":S sh:targetNode :s ; sh:path :p ; sh:maxInclusive 5 .")
    assert len(report.findings) == 3


@pytest.mark.timeout(20)
@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|aa)*$", "^(([a-z])+.)+[A-Z]([a-z])+$"])
@pytest.mark.parametrize("engine", ENGINES)
def test_b16_a_pattern_that_backtracks_without_end_is_matched_at_once_or_refused(
    tmp_path: Path, engine: str, pattern: str
) -> None:
    data, shapes = f':s :p "{"a" * 40}!" .', f':S sh:targetNode :s ; sh:path :p ; sh:pattern "{pattern}" .'
    if engine == "pyshacl":
        with pytest.raises(OsceKgError, match="exponential time"):
            validate(tmp_path, engine, data, shapes)
    else:
        assert not validate(tmp_path, engine, data, shapes).conforms


@pytest.mark.timeout(20)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("call", ["REGEX(?v, '^(a+)+$')", "replace(?v, \"(a|aa)+$\", 'b') = 'b'"])
def test_b16_a_query_that_backtracks_without_end_is_answered_at_once_or_refused(
    tmp_path: Path, engine: str, call: str
) -> None:
    query = f"SELECT $this WHERE {{ $this <urn:p> ?v FILTER (!({call})) }}"
    data, shapes = f':s :p "{"a" * 40}!" .', f':S sh:targetNode :s ; sh:sparql [ sh:select """{query}""" ] .'
    if engine == "pyshacl":
        with pytest.raises(OsceKgError, match="exponential time"):
            validate(tmp_path, engine, data, shapes)
    else:
        assert not validate(tmp_path, engine, data, shapes).conforms


def test_an_engine_that_finds_fault_without_saying_what_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("osce_kg.validation.pyshacl_engine.validate", lambda *_, **__: (False, Graph(), ""))
    with pytest.raises(OsceKgError, match="gave no report"):
        validate(tmp_path, "pyshacl", ":s :p 1 .", ":S sh:targetNode :s ; sh:nodeKind sh:Literal .")


@pytest.mark.parametrize("engine", ENGINES)
def test_b16_a_pattern_that_only_backtracking_can_match_is_never_taken_for_fulfilled(
    tmp_path: Path, engine: str
) -> None:
    shapes = r':S sh:targetNode :s ; sh:path :p ; sh:pattern "^(?!x)(.)\\1$" .'
    if engine == "fast":
        with pytest.raises(OsceKgError, match="does not cover"):
            validate(tmp_path, engine, ':s :p "xx" .', shapes)
    else:
        assert not validate(tmp_path, engine, ':s :p "xx" .', shapes).conforms
        assert validate(tmp_path, engine, ':s :p "aa" .', shapes).conforms


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "constraint",
    [
        'sh:sparql [ sh:select "SELECT $this FROM <http://127.0.0.1:9/> { $this ?p ?o }" ]',
        'sh:sparql [ sh:select "SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ]',
        r'sh:sparql [ sh:select "SELECT $this { \\u0053ERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ]',
        'sh:js [ sh:jsFunctionName "f" ]',
        "sh:target [ a sh:SPARQLTarget ]",
        "sh:expression [ sh:path :p ]",
    ],
)
def test_b17_what_reaches_out_or_is_not_supported_is_an_error(
    tmp_path: Path, engine: str, constraint: str
) -> None:
    with pytest.raises(OsceKgError):
        validate(tmp_path, engine, ":s :p 1 .", f":S sh:targetNode :s ; {constraint} .")


@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
@pytest.mark.parametrize(
    "shapes",
    [
        ":S sh:targetNode :s ; sh:property [ sh:path :p ; sh:node :S ] .",
        ":S sh:targetNode :s ; sh:node :T . :T sh:property [ sh:path :p ; sh:node :S ] .",
    ],
)
def test_shapes_that_refer_to_themselves_end(tmp_path: Path, engine: str, shapes: str) -> None:
    report = validate(tmp_path, engine, ":s :p :s .", shapes)
    assert "pyshacl" in report.engine
    with pytest.raises(OsceKgError, match="recursive"):
        validate(tmp_path, "fast", ":s :p :s .", shapes)
