"""Which IRIs a text of Turtle or SPARQL names, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.ontology.checking.scanning import declared_prefixes, named_iris

HEAD = "PREFIX g: <https://example.org/g#>\nPREFIX : <https://example.org/n#>\n"


def names(text: str) -> list[tuple[str, int, int]]:
    return [(found.iri.rpartition("#")[2], found.line, found.column) for found in named_iris(HEAD + text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("?x g:growsIn ?y", [("growsIn", 3, 4)]),
        ("?x\n  :here ?y", [("here", 4, 3)]),
        ("<https://example.org/g#a>", [("a", 3, 1)]),
        ("?x g:growsIn/g:colour ?y", [("growsIn", 3, 4), ("colour", 3, 14)]),
        ("?x ^g:growsIn ?y .", [("growsIn", 3, 5)]),
        ("g:a.b g:c.", [("a.b", 3, 1), ("c", 3, 7)]),
        (r"g:a\/b", [("a/b", 3, 1)]),
        ("# g:none\ng:some", [("some", 4, 1)]),
        ("<https://example.org/g#a> # g:none", [("a", 3, 1)]),
        ('sh:message "add g:sort, please"', [("sort", 3, 17)]),
        ('sh:select """SELECT ?x\nWHERE { ?x g:sort ?y }"""', [("sort", 4, 12)]),
        ('"a # g:inside" g:after', [("after", 3, 16)]),
        ("unknown:name <relative>", [("relative", 3, 14)]),
        ('"\\"g:quoted" g:b', [("quoted", 3, 4), ("b", 3, 14)]),
        ("", []),
    ],
)
def test_names_are_found_with_their_places(text: str, found: list[tuple[str, int, int]]) -> None:
    assert names(text) == found


def test_shapes_declare_prefixes_for_their_queries() -> None:
    text = '[ sh:declare [ sh:prefix "g" ; sh:namespace "https://example.org/g#" ] ]'
    assert declared_prefixes(text) == {"g": "https://example.org/g#"}


@given(st.text(alphabet="g:<>\"'#\\ \n.?ax{}", max_size=80))
def test_any_text_is_scanned_to_its_end(text: str) -> None:
    for found in named_iris(HEAD + text):
        assert found.line >= 3 or found.iri
