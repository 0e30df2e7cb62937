from __future__ import annotations

import pytest

from osce_kg.errors import UsageError
from osce_kg.writing.contents import read_content

GRAPH = "http://example.org/graph"
LINE = f'<{GRAPH}#a> <http://example.org/p> "word" <{GRAPH}> .\n'.encode()
XML = "application/rdf+xml"


def rdf_xml(head: str = "") -> bytes:
    return f"""{head}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">
        <rdf:Description rdf:about="#a"><e:p>word</e:p></rdf:Description></rdf:RDF>""".encode()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"<#a> <http://example.org/p> 'word' .", "text/turtle"),
        (LINE.rpartition(b" <")[0] + b" .", "application/n-triples"),
        (b'{"@id": "#a", "http://example.org/p": "word"}', "application/ld+json"),
        (rdf_xml(), XML),
    ],
)
def test_every_form_gives_the_same_lines(content: bytes, media_type: str) -> None:
    assert read_content(content, media_type, GRAPH) == LINE


def test_a_statement_that_comes_twice_is_one() -> None:
    assert read_content(b"<#a> <http://example.org/p> 'word', 'word' .", "text/turtle", GRAPH) == LINE


@pytest.mark.parametrize(
    ("content", "media_type", "told"),
    [
        (b"<#a> <b", "text/turtle", "does not parse as text/turtle"),
        (b"<#a> <http://example.org/p> '\xff' .", "text/turtle", "not UTF-8 at byte 29"),
        (b"<#a> <http://example.org/p> '\x00' .", "text/turtle", "NUL"),
        (b"<a:g> { <a:s> <a:p> <a:o> }", "text/turtle", "does not parse"),
        (b'{"@context": "http://127.0.0.1/", "@id": "#a"}', "application/ld+json", "does not parse"),
        (b'{"@id": "a:g", "@graph": [{"@id": "a:s", "a:p": "x"}]}', "application/ld+json", "does not parse"),
        (rdf_xml('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), XML, "DOCTYPE"),
        (rdf_xml("<!doctype x>"), XML, "DOCTYPE"),
        (rdf_xml("<!DOCTYPE x>").decode().encode("utf-16"), XML, "not UTF-8"),
        (rdf_xml("<!DOCTYPE x>").decode().encode("utf-16-le"), XML, "NUL"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes, media_type: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_content(content, media_type, GRAPH)
