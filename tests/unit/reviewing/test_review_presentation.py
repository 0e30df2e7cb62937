from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from osce_kg.reviewing import WRITERS, ReviewedBuild
from written_corpus import WrittenDocument, mention

Reviewed = Callable[..., ReviewedBuild]


def written(build: ReviewedBuild, form: str) -> str:
    return WRITERS[form](build, build.open_pairs(()))


def test_text_shows_names_posts_days_sentences_and_what_speaks_for_and_against(
    petrovs: ReviewedBuild,
) -> None:
    text = written(petrovs, "text").split("\n\n")[2]
    assert text.splitlines() == [
        "3. Ivan Petrov | Ivan Petrov",
        "   two people now, score 0.00",
        "   + the same name (1.00)",
        "   - posts of different States: BGR and BEL",
        "   n1#Ivan Petrov",
        "      Ivan Petrov; Mr. Ivan Petrov",
        "      Envoy of Bulgaria",
        "      BGR",
        "      2004-04-06",
        "      “Mr. Ivan Petrov, Envoy of BGR, spoke in Vienna.”",
        "   n2#Ivan Petrov",
        "      Ivan Petrov",
        "      Ambassador of Belgium",
        "      BEL",
        "      2004-04-06",
        "      “Ivan Petrov, Ambassador of BEL, spoke in Vienna.”",
    ]


def test_text_tells_who_else_is_the_person_and_cuts_long_lists(reviewed: Reviewed) -> None:
    build = reviewed(*(mention(f"n{i}", "Ivan Petrov", "Envoy", "BGR") for i in range(1, 9)))
    text = written(build, "text")
    assert "one person now, score 0.98" in text
    assert "      now one person with n3#Ivan Petrov" in text
    assert "      … and 2 more" in text


def test_without_doubtful_pairs_the_text_says_so_and_the_others_are_empty(reviewed: Reviewed) -> None:
    build = reviewed(mention("n1", "Ivan Petrov"))
    assert written(build, "text") == "There are no doubtful pairs.\n"
    assert json.loads(written(build, "json")) == []
    assert len(list(csv.reader(io.StringIO(written(build, "csv"))))) == 1


def test_json_holds_both_candidates_whole(petrovs: ReviewedBuild) -> None:
    record = json.loads(written(petrovs, "json"))[0]
    assert (record["score"], record["distance"], record["merged"]) == (0.5, 0.25, False)
    assert record["objections"] == ["nothing but the name in common"]
    assert record["left"] == {
        "anchor": "n1#Ivan Petrov",
        "person": petrovs.candidate("n1#Ivan Petrov").person,
        "document": "n1",
        "names": ["Ivan Petrov", "Mr. Ivan Petrov"],
        "posts": ["Envoy of Bulgaria"],
        "states": ["BGR"],
        "days": ["2004-04-06", "2004-04-06"],
        "quotes": ["Mr. Ivan Petrov, Envoy of BGR, spoke in Vienna."],
        "mergedWith": [],
    }


@pytest.mark.parametrize("name", ['Ivan "Vanya", Petrov', "=cmd|' /C calc'!A0 Petrov", "@SUM Petrov"])
def test_csv_has_one_line_for_each_pair_and_no_formula(reviewed: Reviewed, name: str) -> None:
    documents = []
    for key in ("n1", "n2"):
        doc = WrittenDocument(key, f"{name} came.\n")
        doc.person(name)
        documents.append(doc)
    rows = list(csv.DictReader(io.StringIO(written(reviewed(*documents), "csv"))))
    assert len(rows) == 1
    assert rows[0]["left"] == f"n1#{name}"
    assert rows[0]["left_names"].removeprefix("'") == name
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in rows[0].values())


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_nothing_in_a_document_reaches_the_terminal_raw(reviewed: Reviewed, form: str) -> None:
    documents = []
    for key in ("n1", "n2"):
        doc = WrittenDocument(key, "Ivan \x1b[2JPetrov\u202e came.\n")
        doc.person("Ivan \x1b[2JPetrov\u202e")
        documents.append(doc)
    assert "\x1b" not in written(reviewed(*documents), form)
    if form != "json":
        assert r"Ivan \x1b[2JPetrov\u202e" in written(reviewed(*documents), form)


def test_a_name_over_two_lines_is_shown_and_judged_on_one(reviewed: Reviewed) -> None:
    documents = []
    for key in ("n1", "n2"):
        doc = WrittenDocument(key, "Ivan\nPetrov came.\n")
        doc.person("Ivan\nPetrov")
        documents.append(doc)
    build = reviewed(*documents)
    assert build.open_pairs(())[0].left == "n1#Ivan Petrov"
    assert "1. Ivan Petrov | Ivan Petrov\n" in written(build, "text")
