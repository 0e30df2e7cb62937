from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

from osce_kg.errors import InputError
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.loading import LoadedGraph, load_graph
from osce_kg.validation.sources import ReceivedRdf

XSD = "http://www.w3.org/2001/XMLSchema#"

RDF_XML = """<?xml version="1.0"?>{doctype}
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">
<rdf:Description rdf:about="urn:s"><u:p>{value}</u:p></rdf:Description></rdf:RDF>"""


def load(tmp_path: Path, *texts: tuple[str, str]) -> LoadedGraph:
    paths = []
    for name, text in texts:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return load_graph(rdf_files(paths))


def test_every_format_gives_the_same_graph(tmp_path: Path) -> None:
    texts = {
        "a.ttl": '<urn:s> <urn:p> "ä" .',
        "a.nt": '<urn:s> <urn:p> "ä" .',
        "a.nq": '<urn:s> <urn:p> "ä" <urn:g> .',
        "a.trig": '<urn:g> { <urn:s> <urn:p> "ä" }',
        "a.rdf": RDF_XML.format(doctype="", value="ä"),
        "a.jsonld": '{"@id": "urn:s", "urn:p": "ä"}',
    }
    for name, text in texts.items():
        assert set(load(tmp_path, (name, text)).graph) == {("<urn:s>", "<urn:p>", '"ä"')}, name


def test_terms_are_those_that_rdflib_reads(tmp_path: Path) -> None:
    text = """@prefix : <urn:> .
    :s :p "a", "a"@en, 'line\\nbreak', 5, 5.0, true, "x"^^:type, [ :q ( 1 _:b ) ], :o ; :p2 _:b ."""
    assert isomorphic(
        load(tmp_path, ("a.ttl", text)).graph.to_rdflib(), Graph().parse(data=text, format="turtle")
    )


@pytest.mark.parametrize(
    "lexical",
    [
        '"2004-05-18Z"^^xsd:date',
        '"42"^^xsd:decimal',
        '"+5"^^xsd:integer',
        '"1"^^xsd:boolean',
        '"1e3"^^xsd:double',
    ],
)
def test_values_keep_their_lexical_form(tmp_path: Path, lexical: str) -> None:
    text = f"@prefix xsd: <{XSD}> . <urn:s> <urn:p> {lexical} ."
    (value,) = load(tmp_path, ("a.ttl", text)).graph.to_rdflib().objects()
    assert str(value) == lexical.split('"')[1]


def test_blank_nodes_of_two_files_stay_apart_and_have_the_same_labels_in_every_run(tmp_path: Path) -> None:
    texts = (("a.ttl", '_:x <urn:p> "a" . [] <urn:p> "b" .'), ("b.ttl", '_:x <urn:p> "c" .'))
    subjects = {subject for subject, _, _ in load(tmp_path, *texts).graph}
    assert subjects == {"_:f0b1", "_:f0b2", "_:f1b1"}


@pytest.mark.parametrize("name", ["a.ttl", "a.nt", "a.trig", "a.jsonld"])
def test_a_file_without_a_statement_is_bad_input(tmp_path: Path, name: str) -> None:
    text = "{}" if name.endswith("jsonld") else "# nothing here\n"
    with pytest.raises(InputError, match="holds no statement"):
        load(tmp_path, (name, text))


def test_a_syntax_error_names_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load(tmp_path, ("a.nt", '<urn:s> <urn:p> "a" .\n<urn:s> <urn:p> "a .\n'))
    assert str(caught.value) == f"{tmp_path / 'a.nt'}:2:17: Unexpected end of file"


def test_a_file_cut_off_anywhere_inside_a_statement_is_bad_input(tmp_path: Path) -> None:
    statement = '<urn:s> <urn:p> "a" .'
    for length in range(1, len(statement)):
        with pytest.raises(InputError):
            load(tmp_path, ("a.ttl", statement[:length]))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rdf [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rdf SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE rdf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        "<!doctype rdf>",
    ],
)
def test_rdf_xml_with_a_doctype_is_refused(tmp_path: Path, doctype: str) -> None:
    with pytest.raises(InputError, match="DOCTYPE is refused"):
        load(tmp_path, ("a.rdf", RDF_XML.format(doctype=doctype, value="&x;")))


def test_a_remote_context_is_refused_and_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("no network")

    monkeypatch.setattr("socket.socket.connect", connect)
    for context in ("http://127.0.0.1:9/c.jsonld", "file:///etc/hostname"):
        with pytest.raises(InputError, match="remote JSON-LD context is refused"):
            load(tmp_path, ("a.jsonld", f'{{"@context": "{context}", "@id": "urn:s", "urn:p": "a"}}'))


@pytest.mark.parametrize(
    "literal",
    [
        '"1E999999999"^^xsd:decimal',
        '"1E9999999"^^xsd:double',
        f'"{"9" * 5000}"^^xsd:integer',
        "\"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>\"^^rdf:XMLLiteral",
    ],
)
def test_a_value_that_cannot_safely_be_computed_is_set_aside_alone(tmp_path: Path, literal: str) -> None:
    text = f"""@prefix xsd: <{XSD}> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    <urn:s> <urn:p> {literal} , "kept" ."""
    loaded = load(tmp_path, ("a.ttl", text))
    assert set(loaded.graph) == {("<urn:s>", "<urn:p>", '"kept"')}
    (finding,) = loaded.set_aside
    assert (finding.severity, finding.focus_node, finding.path) == ("violation", "<urn:s>", "<urn:p>")
    assert "set aside" in finding.message
    assert len(finding.value) < 60


def test_an_ill_typed_literal_compares_with_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = f'<urn:s> <urn:p> "May 2004"^^<{XSD}date> .'
    with caplog.at_level(logging.WARNING):
        (value,) = load(tmp_path, ("a.ttl", text)).graph.to_rdflib().objects()
    day = Literal("2004-05-18", datatype=URIRef(f"{XSD}date"))
    assert not any([value < day, value <= day, value > day, value >= day])
    assert not any([day < value, day <= value, day > value, day >= value])
    assert str(value) == "May 2004"
    assert caplog.records == []


def test_a_deeply_nested_file_is_read(tmp_path: Path) -> None:
    depth = 5000
    text = f"<urn:s> <urn:p> {'( ' * depth}1{' )' * depth} ."
    assert len(load(tmp_path, ("a.ttl", text)).graph) == 2 * depth + 1


@pytest.mark.parametrize(
    "text",
    [
        '<urn:a> <urn:p> <<( <urn:b> <urn:c> "x" )>> .',
        '<< <urn:b> <urn:c> "x" >> <urn:p> 1 .',
        "<urn:a> <urn:p> 1 {| <urn:q> 2 |} .",
    ],
)
def test_statements_about_statements_are_refused_by_the_name_of_the_file(text: str) -> None:
    source = ReceivedRdf("data.ttl", text.encode(), RdfFormat.TURTLE)
    with pytest.raises(InputError, match=r"data\.ttl: triple terms of RDF 1\.2 are not supported"):
        load_graph([source])
