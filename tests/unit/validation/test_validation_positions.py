from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from osce_kg.validation.loading import load_graph
from osce_kg.validation.positions import PlacedStatement, Position, placed_statements
from osce_kg.validation.sources import ReceivedRdf

BASE = "http://example.org/base/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class Everything(frozenset[str]):
    """Wants every subject."""

    def __contains__(self, _: object) -> bool:
        return True


def placed(text: str, rdf_format: RdfFormat = RdfFormat.TURTLE) -> list[PlacedStatement]:
    source = ReceivedRdf("data", text.encode(), rdf_format, BASE)
    load_graph([source])  # it must parse
    return list(placed_statements(source, 0, Everything()))


def subjects(text: str, rdf_format: RdfFormat = RdfFormat.TURTLE) -> dict[str, tuple[int, int]]:
    first: dict[str, Position] = {}
    for statement in placed(text, rdf_format):
        name = statement.subject
        first[name] = min(first.get(name, statement.subject_at), statement.subject_at)
    return {name: tuple(position) for name, position in first.items()}


def statements(text: str, rdf_format: RdfFormat = RdfFormat.TURTLE) -> dict[tuple[str, str, str], str]:
    """Return ``subject/predicate/object`` positions, each as LINE:COLUMN."""
    return {
        (found.subject, found.predicate, found.object): " ".join(
            f"{line}:{column}" for line, column in found[3:]
        )
        for found in placed(text, rdf_format)
    }


def test_each_subject_is_placed_where_it_first_begins() -> None:
    assert subjects("<urn:a> <urn:p> <urn:c> .\n\n  <urn:b> <urn:p> 1 . <urn:a> <urn:p> 2 .") == {
        "<urn:a>": (1, 1),
        "<urn:b>": (3, 3),
    }


def test_several_subjects_stand_on_one_line() -> None:
    text = "<urn:a> <urn:p> 1.<urn:b> <urn:p> 1.5 .<urn:c> <urn:p> <urn:b>."
    assert subjects(text) == {"<urn:a>": (1, 1), "<urn:b>": (1, 19), "<urn:c>": (1, 40)}


def test_each_term_of_a_statement_has_a_place() -> None:
    text = '@prefix : <urn:> .\n:a :p "x"@en ,\n  5 ;\n  :q "y"^^:t .'
    assert statements(text) == {
        ("<urn:a>", "<urn:p>", '"x"@en'): "2:1 2:4 2:7",
        ("<urn:a>", "<urn:p>", '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'): "2:1 2:4 3:3",
        ("<urn:a>", "<urn:q>", '"y"^^<urn:t>'): "2:1 4:3 4:6",
    }


def test_prefixed_names_relative_iris_and_escapes_are_resolved() -> None:
    text = """@prefix : <urn:> .
PREFIX e: <http://example.org/>
@base <http://example.org/other/> .
:a :p :b .
e:x.y :p e:x.
<rel> :p 1 .
<../up/./x> :p 1 .
<urn:\\u00E9> :p 1 .
e:a\\,b\\.c :p 1 .
e:%20 :p 1 .
"""
    assert subjects(text) == {
        "<urn:a>": (4, 1),
        "<http://example.org/x.y>": (5, 1),
        "<http://example.org/other/rel>": (6, 1),
        "<http://example.org/up/x>": (7, 1),
        "<urn:é>": (8, 1),
        "<http://example.org/a,b.c>": (9, 1),
        "<http://example.org/%20>": (10, 1),
    }


def test_directives_of_every_kind_are_no_statements() -> None:
    text = """VERSION "1.2"
@version "1.2" .
prefix : <urn:>
BASE <http://example.org/>
@base <sub/> .
@prefix graph: <urn:g:> .
:a :p graph:x . graph:x :p 1 .
"""
    assert subjects(text) == {"<urn:a>": (7, 1), "<urn:g:x>": (7, 17)}


def test_punctuation_in_strings_and_comments_ends_no_statement() -> None:
    text = '''@prefix : <urn:> . # :z :p 1 .
:a :p "x . :b :p 1 ; # no comment" , \'single . ; \\' # \' , """long
. :c :p 1 . " "" \\""" # still
""" ; # :d :p 1 .
  :q \'\'\'long '' too
. :e\'\'\' .
:f :p 1 .'''
    assert subjects(text) == {"<urn:a>": (2, 1), "<urn:f>": (7, 1)}


def test_nested_blank_nodes_and_lists_are_placed_where_they_begin() -> None:
    text = """@prefix : <urn:> .
:a :p [ :q [ :r 1 ] ,
  [ :r "x" ] ] ;
  :s ( 1 [ :t () ] ( "y"@en "z" ) ) .
[ :u 1 ] :v 2 .
[] :w 3 .
( :i ) :x 4 .
_:named :y 5 .
"""
    expected = {"<urn:a>": (2, 1)}
    assert {name: place for name, place in subjects(text).items() if name.startswith("<")} == expected
    by_predicate = {
        found.predicate.removeprefix("<urn:").rstrip(">"): found.subject_at
        for found in placed(text)
        if RDF not in found.predicate
    }
    assert by_predicate == {
        "p": (2, 1),
        "q": (2, 7),
        "r": (3, 3),
        "s": (2, 1),
        "t": (4, 10),
        "u": (5, 1),
        "v": (5, 1),
        "w": (6, 1),
        "x": (7, 1),
        "y": (8, 1),
    }


def test_blank_nodes_have_the_names_that_loading_gives_them() -> None:
    text = "@prefix : <urn:> .\n:a :p [ :q 1 ] .\n_:x :q [ :q 2 ] , _:x .\n[ :q 3 ] .\n( 4 ) :q 5 ."
    source = ReceivedRdf("data", text.encode(), RdfFormat.TURTLE, BASE)
    loaded = {
        (subject, predicate)
        for subject, predicate, _ in load_graph([source]).graph  # type: ignore[attr-defined]
    }
    assert {(found.subject, found.predicate) for found in placed(text)} == loaded


def test_names_of_graphs_are_no_subjects() -> None:
    text = """<urn:c> { <urn:a> <urn:p> 1 . <urn:b> <urn:p> 1 }
GRAPH <urn:c> { <urn:a> <urn:p> 2 } [] { <urn:d> <urn:p> 3 . } _:g { <urn:e> <urn:p> [ <urn:p> 4 ] }
{ <urn:f> <urn:p> 5 } <urn:h> <urn:p> 6 ."""
    found = subjects(text, RdfFormat.TRIG)
    assert {name: place for name, place in found.items() if name.startswith("<")} == {
        "<urn:a>": (1, 11),
        "<urn:b>": (1, 31),
        "<urn:d>": (2, 42),
        "<urn:e>": (2, 70),
        "<urn:f>": (3, 3),
        "<urn:h>": (3, 23),
    }


@pytest.mark.parametrize("rdf_format", [RdfFormat.N_TRIPLES, RdfFormat.N_QUADS])
def test_line_based_formats_are_read_line_by_line(rdf_format: RdfFormat) -> None:
    text = '# <urn:c>\n_:x <urn:p> "1" .\n<urn:a><urn:p><urn:b>.\n <urn:\\u00E9> <urn:p> "<urn:c>" .\n'
    assert subjects(text, rdf_format) == {"_:f0b1": (2, 1), "<urn:a>": (3, 1), "<urn:é>": (4, 2)}
    assert statements(text, rdf_format)[("<urn:a>", "<urn:p>", "<urn:b>")] == "3:1 3:8 3:15"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("rdf_format", [RdfFormat.N_TRIPLES, RdfFormat.TURTLE])
def test_line_ends_of_either_kind_count_once(rdf_format: RdfFormat, end: str) -> None:
    text = end.join(
        ["# comment", "<urn:a> <urn:p> 'x' .".replace("'", '"'), "", "<urn:b> <urn:p> <urn:a> .", ""]
    )
    assert subjects(text, rdf_format) == {"<urn:a>": (2, 1), "<urn:b>": (4, 1)}


def test_rdf_xml_is_read_by_its_elements() -> None:
    text = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:" xml:base="http://example.org/">
<!-- <rdf:Description rdf:about="urn:x"/> -->
<rdf:Description rdf:about="urn:a"><u:p>é</u:p>
  <u:q rdf:resource="rel"/></rdf:Description>
<u:T rdf:ID="frag" u:r="1">
  <u:s><u:T rdf:about="urn:b" /></u:s>
  <u:t rdf:parseType="Resource"><u:p>1</u:p></u:t>
  <u:v rdf:parseType="Literal"><u:T rdf:about="urn:no"/></u:v>
</u:T>
<rdf:Bag rdf:about="urn:c"><rdf:li>1</rdf:li>
<rdf:li>2</rdf:li></rdf:Bag>
</rdf:RDF>"""
    assert subjects(text, RdfFormat.RDF_XML) == {
        "<urn:a>": (4, 1),
        "<http://example.org/#frag>": (6, 1),
        "<urn:b>": (7, 8),
        "<urn:c>": (11, 1),
    }
    found = statements(text, RdfFormat.RDF_XML)
    assert found[("<urn:a>", "<urn:q>", "<http://example.org/rel>")] == "4:1 5:3 5:3"
    assert found[("<http://example.org/#frag>", "<urn:s>", "<urn:b>")] == "6:1 7:3 7:3"
    assert found[("<http://example.org/#frag>", f"<{RDF}type>", "<urn:T>")] == "6:1 6:1 6:1"
    assert found[("<urn:c>", f"<{RDF}_2>", "")] == "11:1 12:1 12:1"
    assert ("<urn:a>", "<urn:p>") in {key[:2] for key in found}
    assert not any("urn:no" in key[0] for key in found)


def test_resources_that_only_attributes_of_rdf_xml_describe_are_placed_at_the_property() -> None:
    text = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">
<u:T rdf:about="urn:a"><u:p rdf:resource="urn:b" u:q="1"/>
<u:r rdf:ID="said">x</u:r></u:T></rdf:RDF>"""
    assert subjects(text, RdfFormat.RDF_XML) == {
        "<urn:a>": (2, 1),
        "<urn:b>": (2, 24),
        "<http://example.org/base/#said>": (3, 1),
    }


def test_json_ld_is_read_by_its_keys() -> None:
    text = r"""{"@context": {"u": "urn:", "name": {"@id": "u:p"}, "id": "@id", "@vocab": "urn:v:",
   "@base": "http://example.org/b/"},
 "@graph": [
 {"@id": "u:a", "name": "x \" { [", "q": {"id": "rel", "u:r": [1, true, null]}},
 {"@type": "T", "id": "urn:\u0062", "q": "é"}, {"q": "no name"}, {"@id": "urn:only-mentioned"}
]}"""
    assert subjects(text, RdfFormat.JSON_LD) == {
        "<urn:a>": (4, 3),
        "<http://example.org/b/rel>": (4, 43),
        "<urn:b>": (5, 17),
    }
    found = {key[:2]: places for key, places in statements(text, RdfFormat.JSON_LD).items()}
    assert found == {
        ("<urn:a>", "<urn:p>"): "4:3 4:17 4:25",
        ("<urn:a>", "<urn:v:q>"): "4:3 4:37 4:42",
        ("<http://example.org/b/rel>", "<urn:r>"): "4:43 4:56 4:63",
        ("<urn:b>", f"<{RDF}type>"): "5:17 5:3 5:12",
        ("<urn:b>", "<urn:v:q>"): "5:17 5:37 5:42",
    }


def test_columns_count_code_points() -> None:
    assert subjects('<urn:a> <urn:p> "é😀" . <urn:b> <urn:p> 1 .')["<urn:b>"] == (1, 24)


def test_lines_that_nobody_wrote_are_not_told() -> None:
    source = ReceivedRdf("data", b"<urn:a> <urn:p> <urn:b> .\n", RdfFormat.N_TRIPLES, has_lines=False)
    assert list(placed_statements(source, 0, Everything())) == []


def test_no_place_is_given_after_parser_and_scanner_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    from osce_kg.validation import positions

    def skewed(text: str) -> Iterator[object]:
        yield from list(scan(text))[1:]

    scan = positions.scan_turtle
    monkeypatch.setattr(positions, "scan_turtle", skewed)
    assert placed("<urn:a> <urn:p> 1 . <urn:b> <urn:p> 2 .") == []


def test_deeply_nested_text_is_read() -> None:
    depth = 5000
    turtle = f"<urn:s> <urn:p> {'[ <urn:p> ' * depth}1{' ]' * depth} , {'( ' * depth}1{' )' * depth} ."
    assert len(placed(turtle)) == 3 * depth + 2
    depth = 1000
    json_ld = '{"urn:p":' * depth + '{"@id":"urn:s","urn:p":1}' + "}" * depth
    assert subjects(json_ld, RdfFormat.JSON_LD) == {"<urn:s>": (1, 9 * depth + 2)}


LAYOUT = st.sampled_from([" ", "\n", "\r\n\n  ", " # <urn:a> . \n", "\t"])
OBJECT = st.sampled_from(
    [
        '"a . <urn:b>"',
        "'''x\n. <urn:c>'''",
        '"""\\"""# ; """',
        "[ :p <urn:a> ]",
        "[ :p [ :q 'x'@en ] , ( 'y'^^:d ) ; ]",
        "( :a :b )",
        "( 'x' [ ] ( 1.e1 -.5 ) )",
        "()",
        "1.5",
        "true",
        ":x.y",
        ":x\\;y",
        '"a"@en',
        '"a"^^:d',
        '"a" ^^ <urn:d>',
        "<urn:b>",
    ]
)


@given(st.lists(st.tuples(LAYOUT, LAYOUT, st.lists(OBJECT, min_size=1, max_size=3)), min_size=1, max_size=8))
def test_positions_are_those_that_the_writer_wrote_at(blocks: list[tuple[str, str, list[str]]]) -> None:
    def here() -> Position:
        return Position(text.count("\n") + 1, len(text) - text.rfind("\n"))

    text = "@prefix : <urn:> ."
    expected = []
    for number, (before, between, values) in enumerate(blocks):
        text += before
        subject_at = here()
        text += f":s{number}{between}"
        predicate_at = here()
        text += f":p{between}"
        for position, value in enumerate(values):
            text += f",{between}" if position else ""
            expected.append((f"<urn:s{number}>", subject_at, predicate_at, here()))
            text += value + between
        text += "."
    found = [
        (statement.subject, statement.subject_at, statement.predicate_at, statement.object_at)
        for statement in placed(text)
        if statement.subject.startswith("<urn:s")
    ]
    assert sorted(found) == sorted(expected)
