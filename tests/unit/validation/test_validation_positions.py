from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from osce_kg.validation.positions import Position, find_subjects

BASE = "http://example.org/base/"
ALL = frozenset(
    {
        "http://example.org/ns#x",
        "urn:a",
        "urn:b",
        "urn:c",
        "http://example.org/base/rel",
        "http://example.org/x.y",
        "urn:é",
    }
)


def found(text: str, rdf_format: RdfFormat = RdfFormat.TURTLE) -> dict[str, tuple[int, int]]:
    list(parse(text, format=rdf_format, base_iri=BASE))
    return {iri: tuple(position) for iri, position in find_subjects(text, rdf_format, ALL, BASE).items()}


def test_each_subject_is_placed_where_it_first_begins() -> None:
    assert found("<urn:a> <urn:p> <urn:c> .\n\n  <urn:b> <urn:p> 1 . <urn:a> <urn:p> 2 .") == {
        "urn:a": (1, 1),
        "urn:b": (3, 3),
    }


def test_several_subjects_stand_on_one_line() -> None:
    text = "<urn:a> <urn:p> 1.<urn:b> <urn:p> 1.5 .<urn:c> <urn:p> <urn:b>."
    assert found(text) == {"urn:a": (1, 1), "urn:b": (1, 19), "urn:c": (1, 40)}


def test_prefixed_names_relative_iris_and_escapes_are_resolved() -> None:
    text = """@prefix : <urn:> .
PREFIX e: <http://example.org/>
@base <http://example.org/base/> .
:a :p :b .
e:x.y :p e:x.
<rel> :p 1 .
<urn:\\u00E9> :p 1 .
"""
    assert found(text) == {
        "urn:a": (4, 1),
        "http://example.org/x.y": (5, 1),
        "http://example.org/base/rel": (6, 1),
        "urn:é": (7, 1),
    }


def test_a_namespace_may_end_in_a_hash() -> None:
    assert found("@prefix n: <http://example.org/ns#> .\nn:x n:p 1 .") == {"http://example.org/ns#x": (2, 1)}


def test_strings_and_comments_hide_what_looks_like_a_subject() -> None:
    text = """<urn:a> <urn:p> \'\'\'
<urn:b> <urn:p> 'not me' .
\'\'\' , ' . <urn:b> ' , "\\" . <urn:b>" . # . <urn:b> <urn:p> 1 .
<urn:c> <urn:p> "" , '' .
"""
    assert found(text) == {"urn:a": (1, 1), "urn:c": (4, 1)}


def test_nodes_inside_brackets_and_lists_are_no_subjects() -> None:
    text = """[ <urn:p> <urn:b> ; <urn:q> [ <urn:p> ( <urn:c> <urn:b> ) ] ] <urn:r> <urn:c> .
( <urn:c> ) <urn:p> <urn:b> .
<urn:a> <urn:p> [ <urn:p> <urn:b> ] , ( <urn:c> ) .
"""
    assert found(text) == {"urn:a": (3, 1)}


def test_names_of_graphs_are_no_subjects() -> None:
    text = """<urn:c> { <urn:a> <urn:p> 1 . <urn:b> <urn:p> 1 }
GRAPH <urn:c> { <urn:a> <urn:p> 2 }
"""
    assert found(text, RdfFormat.TRIG) == {"urn:a": (1, 11), "urn:b": (1, 31)}


@pytest.mark.parametrize("rdf_format", [RdfFormat.N_TRIPLES, RdfFormat.N_QUADS])
def test_line_based_formats_are_read_line_by_line(rdf_format: RdfFormat) -> None:
    text = '# <urn:c>\n_:x <urn:p> "1" .\n<urn:a> <urn:p> <urn:b> .\n <urn:\\u00E9> <urn:p> "<urn:c>" .\n'
    assert found(text, rdf_format) == {"urn:a": (3, 1), "urn:é": (4, 2)}


def test_rdf_xml_and_json_ld_are_searched_for_whole_iris() -> None:
    xml = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">
<rdf:Description rdf:about="urn:a"><u:p rdf:resource="urn:b"/></rdf:Description></rdf:RDF>"""
    assert found(xml, RdfFormat.RDF_XML) == {"urn:a": (2, 18)}
    assert found('[\n {"@id": "urn:a", "urn:p": 1}]', RdfFormat.JSON_LD) == {"urn:a": (2, 3)}


def test_columns_count_code_points() -> None:
    assert found('<urn:a> <urn:p> "é😀" . <urn:b> <urn:p> 1 .')["urn:b"] == (1, 24)


LAYOUT = st.sampled_from([" ", "\n", "\n\n  ", " # <urn:a> . \n", "\t"])
OBJECT = st.sampled_from(
    [
        '"a . <urn:b>"',
        "'''x\n. <urn:c>'''",
        "[ :p <urn:a> ]",
        "( :a :b )",
        "1.5",
        "true",
        ":x.y",
        '"a"@en',
        "<urn:b>",
    ]
)


@given(st.lists(st.tuples(LAYOUT, LAYOUT, st.lists(OBJECT, min_size=1, max_size=3)), min_size=1, max_size=8))
def test_positions_are_those_that_the_writer_wrote_at(blocks: list[tuple[str, str, list[str]]]) -> None:
    text = "@prefix : <urn:> ."
    expected = {}
    for number, (before, between, objects) in enumerate(blocks):
        text += before
        line = text.count("\n") + 1
        expected[f"urn:s{number}"] = Position(line, len(text) - text.rfind("\n"))
        text += f":s{number}{between}:p{between}{f'{between},{between}'.join(objects)}{between}."
    list(parse(text, format=RdfFormat.TURTLE))
    assert find_subjects(text, RdfFormat.TURTLE, frozenset(expected), BASE) == expected
