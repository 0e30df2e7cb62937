"""Example queries are files that say what they ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from osce_kg.errors import InputError, MissingInputError
from osce_kg.querying.catalogue import read_catalogue

QUERY = """# question: Who met whom?
# description: Pairs of people,
#   each with its passage.
# keywords: meetings,  people
SELECT * { ?a okg:metWith ?b } # keywords: not a header
"""


def test_the_leading_comments_describe_the_query(tmp_path: Path) -> None:
    (tmp_path / "who-met-whom.rq").write_text(QUERY)
    (tmp_path / "README.md").write_text("no query")
    (example,) = read_catalogue(tmp_path)
    assert example.key == "who-met-whom"
    assert example.question == "Who met whom?"
    assert example.description == "Pairs of people, each with its passage."
    assert example.keywords == ("meetings", "people")
    assert example.text == QUERY


def test_examples_come_in_the_order_of_their_keys(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.rq").write_text(QUERY)
    assert [example.key for example in read_catalogue(tmp_path)] == ["a", "b", "c"]


def test_a_query_without_a_question_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_text("SELECT * {}")
    with pytest.raises(InputError, match=r"x\.rq:1: the query has no line"):
        read_catalogue(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        read_catalogue(tmp_path / "nowhere")
