"""What differs between two dumps, and how many of which kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from osce_kg.errors import MissingInputError, UsageError
from osce_kg.publishing.difference import Change, Difference, Fate, Tally, compare
from osce_kg.publishing.difference_reports import RENDERERS, Sides

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SIDES = Sides("A", "B")


def quad(subject: str, predicate: str, value: str, graph: str = "g") -> str:
    name = predicate if predicate.startswith("<") else f"<https://example.org/{predicate}>"
    return f"<https://example.org/{subject}> {name} {value} <https://example.org/{graph}> .\n"


PERSON = "<https://example.org/Person>"
BEFORE = [
    quad("gone", TYPE, PERSON),
    quad("gone", "name", '"Gone"'),
    quad("same", TYPE, PERSON),
    quad("same", "name", '"Same"'),
    quad("some", TYPE, PERSON),
    quad("some", "name", '"Old"'),
]
AFTER = [
    quad("came", TYPE, PERSON, "h"),
    quad("same", TYPE, PERSON),
    quad("same", "name", '"Same"'),
    quad("some", TYPE, PERSON),
    quad("some", "name", '"New \u202e"@en'),
]


def compared(folder: Path, before: list[str], after: list[str], extension: str = "nq") -> Difference:
    paths = folder / f"before.{extension}", folder / f"after.{extension}"
    for path, lines in zip(paths, (before, after), strict=True):
        path.write_text("".join(lines))
    return compare(*paths, folder)


def test_each_statement_that_differs_is_given_once_and_in_order(tmp_path: Path) -> None:
    assert list(compared(tmp_path, BEFORE, AFTER).changes()) == [
        Change(Fate.ADDED, AFTER[0]),
        Change(Fate.REMOVED, BEFORE[0]),
        Change(Fate.REMOVED, BEFORE[1]),
        Change(Fate.ADDED, AFTER[4]),
        Change(Fate.REMOVED, BEFORE[5]),
    ]


def test_things_are_counted_by_class_and_statements_by_predicate_and_graph(tmp_path: Path) -> None:
    difference = compared(tmp_path, BEFORE, AFTER)
    assert len(list(difference.changes())) == 5
    summary = difference.summary
    assert (summary.statements, summary.kept) == (Tally(removed=3, added=2), 3)
    assert summary.classes == {PERSON: Tally(removed=1, added=1, changed=1)}
    assert summary.predicates == {
        TYPE: Tally(removed=1, added=1),
        "<https://example.org/name>": Tally(removed=2, added=1),
    }
    assert summary.graphs == {
        "<https://example.org/g>": Tally(removed=3, added=1),
        "<https://example.org/h>": Tally(added=1),
    }


def test_a_thing_whose_class_changed_counts_for_both(tmp_path: Path) -> None:
    other = "<https://example.org/Other>"
    difference = compared(tmp_path, [quad("x", TYPE, PERSON)], [quad("x", TYPE, other)])
    assert len(list(difference.changes())) == 2
    assert difference.summary.classes == {PERSON: Tally(changed=1), other: Tally(changed=1)}


def test_triples_and_the_default_graph_belong_to_no_graph(tmp_path: Path) -> None:
    triple = "<https://example.org/x> <https://example.org/p> <https://example.org/y> .\n"
    for extension in ("nt", "nq"):
        difference = compared(tmp_path, [], [triple], extension)
        assert len(list(difference.changes())) == 1
        assert difference.summary.graphs == {}


def test_the_same_statements_in_another_order_and_writing_are_no_difference(tmp_path: Path) -> None:
    untidy = [line.replace(" <", "\t<") for line in reversed(BEFORE)]
    difference = compared(tmp_path, BEFORE, untidy)
    assert list(difference.changes()) == []
    assert difference.summary.is_empty
    assert difference.before.sha256 == difference.after.sha256


def test_builds_and_releases_are_compared_by_their_quads(meeting_build: Path, tmp_path: Path) -> None:
    difference = compare(meeting_build, meeting_build / "dump", tmp_path)
    assert difference.syntax == "nq"
    assert list(difference.changes()) == []
    assert difference.summary.kept == difference.before.count > 0


def test_a_build_is_compared_with_a_file_of_triples_by_its_triples(
    meeting_build: Path, tmp_path: Path
) -> None:
    difference = compare(meeting_build, meeting_build / "dump" / "osce-kg.nt.gz", tmp_path)
    assert list(difference.changes()) == []
    assert difference.summary.kept == difference.before.count > 0


def test_triples_are_not_compared_with_quads(meeting_build: Path, tmp_path: Path) -> None:
    dump = meeting_build / "dump"
    with pytest.raises(UsageError, match="N-Triples twice"):
        compare(dump / "osce-kg.nt", dump / "osce-kg.nq", tmp_path)
    with pytest.raises(UsageError, match="only N-Triples and N-Quads"):
        compare(dump / "osce-kg.nt", dump / "osce-kg.ttl", tmp_path)


def test_a_folder_without_a_dump_is_named(tmp_path: Path, meeting_build: Path) -> None:
    with pytest.raises(MissingInputError, match=r"osce-kg\.nq: there is no such file"):
        compare(tmp_path, meeting_build, tmp_path)


def rendered(name: str, difference: Difference) -> str:
    return "".join(RENDERERS[name](difference, difference.changes(), SIDES))


def test_text_has_signs_hashes_and_numbers_and_hides_no_character(tmp_path: Path) -> None:
    text = rendered("text", compared(tmp_path, BEFORE, AFTER))
    lines = text.splitlines()
    assert lines[0].startswith("--- A  6 statements, sha256:")
    assert lines[1].startswith("+++ B  5 statements, sha256:")
    assert f"- {BEFORE[0][:-1]}" in lines
    assert "3 removed, 2 added, 3 kept" in lines
    assert "        1          1          1  https://example.org/Person" in lines
    assert "\u202e" not in text
    assert '"New \\u202e"@en' in text


def test_text_of_no_difference_is_empty(tmp_path: Path) -> None:
    assert rendered("text", compared(tmp_path, BEFORE, BEFORE)) == ""


def test_a_long_table_says_how_many_rows_are_left_out(tmp_path: Path) -> None:
    added = sorted(quad("x", f"p{number:03}", '"v"') for number in range(35))
    assert "… and 5 more" in rendered("text", compared(tmp_path, [], added))


def test_an_rdf_patch_is_one_transaction_with_the_hashes_of_both_sides(tmp_path: Path) -> None:
    difference = compared(tmp_path, BEFORE, AFTER)
    lines = rendered("patch", difference).splitlines(keepends=True)
    assert lines[:3] == [
        f'H id "sha256:{difference.after.sha256}" .\n',
        f'H prev "sha256:{difference.before.sha256}" .\n',
        "TX .\n",
    ]
    assert lines[3:5] == [f"A {AFTER[0]}", f"D {BEFORE[0]}"]
    assert lines[-1] == "TC .\n"


def test_json_has_every_statement_and_every_number(tmp_path: Path) -> None:
    document = json.loads(rendered("json", compared(tmp_path, BEFORE, AFTER)))
    assert document["before"]["statements"] == 6
    assert [change["fate"] for change in document["changes"]].count("added") == 2
    assert document["changes"][0]["statement"] == AFTER[0].removesuffix(" .\n")
    assert document["summary"]["removed"] == 3
    assert document["summary"]["classes"]["https://example.org/Person"] == {
        "removed": 1,
        "added": 1,
        "changed": 1,
    }
