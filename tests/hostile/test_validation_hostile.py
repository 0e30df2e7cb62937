"""Rows B1 to B21 of the catalogue of hostile inputs that concern files and reports; each test names its row.

B15 (chains of owl:sameAs) is in test_reasoning_hostile, B16 (regular expressions without end) in
test_engines_hostile, what B20 and B21 say of published data in test_dumps_hostile.
"""

from __future__ import annotations

import gzip
import json
import socket
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from osce_kg.cli.validate import command
from osce_kg.errors import InputError, OsceKgError
from osce_kg.validation.loading import load_graph
from osce_kg.validation.reporting import WRITERS
from osce_kg.validation.sources import ReceivedRdf

PREFIX = """@prefix okg: <https://w3id.org/osce-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
GOOD = PREFIX + '<urn:s> a okg:State ; rdfs:label "Kazakhstan"@en .\n'
BAD = PREFIX + "<urn:s> a okg:State .\n"
RDF_XML = """<?xml version="1.0"?>{doctype}
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">
<rdf:Description rdf:about="urn:s"><u:p>&x;</u:p></rdf:Description></rdf:RDF>"""


def validate(tmp_path: Path, name: str, content: str | bytes, *arguments: str) -> Result:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(command, [str(path), *arguments])


def refusal(result: Result) -> str:
    """Return the message of a run that says that nothing is known about the data."""
    assert isinstance(result.exception, OsceKgError), result.output
    assert result.exception.exit_code in (3, 4)
    assert "conforms" not in result.output
    return str(result.exception)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE rdf:RDF SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE rdf:RDF PUBLIC "-//x" "file:///etc/passwd">',
    ],
)
def test_b1_b2_entities_and_foreign_dtds_are_refused_and_not_fetched(tmp_path: Path, doctype: str) -> None:
    assert "DOCTYPE" in refusal(validate(tmp_path, "a.rdf", RDF_XML.format(doctype=doctype)))


def test_b3_a_billion_laughs_are_refused_before_anything_is_parsed(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rdf:RDF [<!ENTITY x0 "lol">{levels}<!ENTITY x "&x9;">]>'
    assert "DOCTYPE" in refusal(validate(tmp_path, "a.rdf", RDF_XML.format(doctype=doctype)))


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    "context", ["http://127.0.0.1:9/c", "file:///etc/passwd", "//127.0.0.1/c", "c.jsonld"]
)
def test_b5_a_remote_context_is_refused_and_not_fetched(tmp_path: Path, context: str) -> None:
    (tmp_path / "c.jsonld").write_text('{"@context": {"p": "urn:p"}}')
    data = json.dumps({"@context": context, "@id": "urn:s", "urn:p": "x"})
    assert "context" in refusal(validate(tmp_path, "a.jsonld", data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.ttl", f"<urn:s> <urn:p> {'[ <urn:p> ' * 5000}1{' ]' * 5000} ; a <urn:T> ."),
        ("a.ttl", f"<urn:s> <urn:p> {'( ' * 5000}1{' )' * 5000} ."),
        ("a.ttl", "<urn:s> <urn:p> " + "[ <urn:p> " * 5000),
        ("a.jsonld", '{"@id":"urn:s","urn:p":' * 2000 + "1" + "}" * 2000),
        ("a.jsonld", "[" * 5000),
    ],
)
def test_b6_deep_nesting_is_read_or_refused_cleanly(tmp_path: Path, name: str, data: str) -> None:
    result = validate(tmp_path, name, data)
    assert result.exit_code == 0 or isinstance(result.exception, InputError)


@pytest.mark.parametrize(
    "literal", ['"1E999999999"^^xsd:decimal', f'"{"9" * 5000}"^^xsd:integer', '"1E9999999"^^xsd:double']
)
def test_b8_b9_a_number_without_end_is_told_alone_and_the_rest_is_checked(
    tmp_path: Path, literal: str
) -> None:
    data = f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n{BAD}<urn:t> <urn:p>\n  {literal} ."
    started = time.process_time()
    result = validate(tmp_path, "a.ttl", data, "--format", "json")
    assert time.process_time() - started < 60
    findings = {finding["focusNode"]: finding for finding in json.loads(result.stdout)["findings"]}
    assert findings.keys() == {"<urn:s>", "<urn:t>"}
    assert findings["<urn:t>"]["statement"] == {"file": str(tmp_path / "a.ttl"), "line": 5, "column": 9}


def test_b10_a_file_cut_off_at_any_kilobyte_never_conforms(tmp_path: Path) -> None:
    statements = "".join(f'<urn:s{number}> <urn:p> "value {number}" .\n' for number in range(400))
    data = (GOOD + statements).encode()
    for size in range(1024, len(data), 1024):
        cut = data[:size]
        result = validate(tmp_path, "a.ttl", cut)
        assert cut.endswith((b".", b".\n")) or isinstance(result.exception, InputError), size


@pytest.mark.parametrize("content", ["", " \n", "# nothing\n", PREFIX])
def test_b10_an_empty_file_never_conforms(tmp_path: Path, content: str) -> None:
    assert "holds no statement" in refusal(validate(tmp_path, "a.ttl", content))


def test_b10_a_cut_off_archive_or_dump_never_conforms(tmp_path: Path) -> None:
    whole = gzip.compress(GOOD.encode() * 50)
    for size in range(1, len(whole), 5):
        refusal(validate(tmp_path, "a.ttl.gz", whole[:size]))
    (tmp_path / "build/dump").mkdir(parents=True)
    (tmp_path / "build/dump/osce-kg.nt").write_text("<urn:s> <urn:p> <urn:o> .\n")
    (tmp_path / "build/dump/SHA256SUMS").write_text(f"{'0' * 64}  osce-kg.nt\n")
    assert "SHA256SUMS" in refusal(CliRunner().invoke(command, [str(tmp_path / "build")]))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (GOOD.encode() + b'<urn:s> <urn:p> "\xff" .', ":4:18: "),
        (GOOD.encode("utf-16"), ":1:"),
        (GOOD.encode() + b"\n <urn:s> \x00 .", ":5:10: "),
        (b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode() + b"<urn:s> nonsense .", ":4:9: "),
    ],
)
def test_b11_bad_bytes_are_told_with_line_and_column(tmp_path: Path, content: bytes, place: str) -> None:
    assert f"a.ttl{place}" in refusal(validate(tmp_path, "a.ttl", content))


def test_b11_words_of_the_file_in_an_error_steer_no_terminal(tmp_path: Path) -> None:
    message = refusal(validate(tmp_path, "a.ttl", GOOD + "<urn:s> \x1b[2J\x00\u202e ."))
    assert not {"\x1b", "\x00", "\u202e"} & set(message)


def test_b11_byte_order_mark_and_carriage_returns_move_no_place(tmp_path: Path) -> None:
    plain = validate(tmp_path, "a.ttl", BAD, "--format", "json").stdout
    windows = b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode()
    assert validate(tmp_path, "a.ttl", windows, "--format", "json").stdout == plain


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
@pytest.mark.parametrize("name", sorted(WRITERS))
def test_b12_no_report_links_to_an_iri_of_the_data(tmp_path: Path, iri: str, name: str) -> None:
    result = validate(tmp_path, "a.ttl", BAD.replace("urn:s", iri), "--format", name)
    assert result.exit_code == 1
    assert "href" not in result.stdout
    assert f"]({iri}" not in result.stdout


@pytest.mark.usefixtures("no_network")
def test_b12_relative_iris_read_no_file(tmp_path: Path) -> None:
    data = "@base <file:///etc/> . <passwd> <urn:p> <http://127.0.0.1:9/> ; a <urn:T> ."
    assert validate(tmp_path, "a.ttl", data).exit_code == 0


def test_b13_escapes_cannot_put_markup_into_an_iri(tmp_path: Path) -> None:
    data = "<http://x/\\u003E\\u003Cimg\\u0020src=x> a <urn:T> ."
    for name in ("a.ttl", "a.nt"):
        refusal(validate(tmp_path, name, data.replace(" a ", " <urn:p> ")))


@pytest.mark.usefixtures("no_network")
def test_b14_imports_are_not_followed(tmp_path: Path) -> None:
    imports = (
        "<urn:o> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/o> , <file:///etc/passwd> .\n"
    )
    assert validate(tmp_path, "a.ttl", GOOD + imports).exit_code == 0
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> sh:targetNode <urn:s> .\n" + imports
    )
    assert validate(tmp_path, "a.ttl", GOOD, "--shapes", str(shapes)).exit_code == 0


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    "constraint",
    [
        'sh:sparql [ sh:select "SELECT $this FROM <http://127.0.0.1:9/> { $this ?p ?o }" ]',
        'sh:sparql [ sh:select "SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ]',
        'sh:js [ sh:jsFunctionName "f" ]',
    ],
)
def test_b17_shapes_that_reach_out_are_refused(tmp_path: Path, constraint: str) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        f"@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> sh:targetNode <urn:s> ; {constraint} ."
    )
    refusal(validate(tmp_path, "a.ttl", GOOD, "--shapes", str(shapes)))


@pytest.mark.parametrize("shapes", ["", "<urn:S> a sh:NodeShape .", "<urn:S> sh:targetclass <urn:C> ."])
def test_b19_shapes_that_are_empty_or_misspelt_are_refused(tmp_path: Path, shapes: str) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(f"@prefix sh: <http://www.w3.org/ns/shacl#> . {shapes}")
    refusal(validate(tmp_path, "a.ttl", GOOD, "--shapes", str(path)))


def test_b19_data_that_nothing_targets_is_told_loudly_and_fails_under_strict(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> sh:targetClass <urn:Typo> .")
    result = validate(tmp_path, "a.ttl", GOOD, "--shapes", str(path))
    assert (result.exit_code, "WARNING: 0 focus nodes" in result.stderr) == (0, True)
    assert validate(tmp_path, "a.ttl", GOOD, "--shapes", str(path), "--strict").exit_code == 1


@pytest.mark.parametrize(
    "literal",
    [
        '"2004-05-18Z"^^xsd:date',
        '"42"^^xsd:decimal',
        '"+5"^^xsd:integer',
        '"1"^^xsd:boolean',
        '"1e3"^^xsd:double',
    ],
)
def test_b20_reports_keep_the_form_in_which_a_value_was_written(tmp_path: Path, literal: str) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> sh:targetNode <urn:s> ; sh:property <urn:P> ."
        "<urn:P> sh:path <urn:p> ; sh:nodeKind sh:IRI ."
    )
    data = f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . <urn:s> <urn:p> {literal} ."
    result = validate(tmp_path, "a.ttl", data, "--shapes", str(shapes), "--format", "turtle")
    written = literal.replace("xsd:", "<http://www.w3.org/2001/XMLSchema#") + ">"
    assert f"sh:value {written}" in result.stdout
    assert list(parse(result.stdout.encode(), format=RdfFormat.TURTLE))


def test_b21_blank_nodes_of_two_files_stay_apart_and_a_file_named_twice_is_one(tmp_path: Path) -> None:
    clash = '_:b <urn:p> "{}" .'
    sources = [ReceivedRdf(name, clash.format(name).encode(), RdfFormat.TURTLE) for name in ("one", "two")]
    assert len({subject for subject, _, _ in load_graph(sources).graph}) == 2  # type: ignore[misc]
    path = tmp_path / "a.ttl"
    path.write_text(PREFIX + "[] a okg:State .")
    arguments = [str(path), str(path), str(tmp_path), "--format", "json"]
    report = json.loads(CliRunner().invoke(command, arguments).stdout)
    assert (report["focusNodes"], report["triples"]) == (1, 1)
