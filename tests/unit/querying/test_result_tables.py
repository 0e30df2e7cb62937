"""Solutions as text."""

from __future__ import annotations

import json
from typing import Any

from osce_kg.namespaces import shorten
from osce_kg.querying.tables import render_table


def results(names: list[str], *rows: dict[str, Any]) -> bytes:
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}).encode()


def literal(text: str) -> dict[str, str]:
    return {"type": "literal", "value": text}


def test_columns_are_aligned_and_solutions_counted() -> None:
    table = render_table(
        results(["who", "n"], {"who": literal("Ann"), "n": literal("1")}, {"n": literal("22")})
    )
    assert table == "who  n\n───  ──\nAnn  1\n     22\n(2 solutions)"


def test_no_solutions_leave_the_header() -> None:
    assert render_table(results(["a"])) == "a\n─\n(0 solutions)"


def test_an_iri_is_shortened() -> None:
    assert shorten("https://w3id.org/osce-kg/id/person/p1") == "person/p1"
    assert shorten("https://w3id.org/osce-kg/ontology#Meeting") == "okg:Meeting"
    assert shorten("https://example.org/x") == "https://example.org/x"


def test_a_text_cannot_move_the_cursor_or_break_the_line() -> None:
    table = render_table(results(["a"], {"a": literal("x\x1b[2J\ny")}))
    assert "\x1b" not in table
    assert table.splitlines()[2] == "x [2J y"


def test_wide_and_combining_characters_keep_the_columns() -> None:
    table = render_table(results(["a", "b"], {"a": literal("日本"), "b": literal("x")}))
    assert table.splitlines()[2] == "日本  x"
    assert table.splitlines()[1] == "────  ─"


def test_a_boolean_is_a_word() -> None:
    assert render_table(b'{"head":{},"boolean":true}') == "yes"
