"""Bodies that the text only points to: "the Centre", "its new Head", "Switzerland by Minister B"."""

from __future__ import annotations

import pytest

from press_release import read


@pytest.mark.parametrize(
    ("text", "name", "posts"),
    [
        (
            "Georgia and its Foreign Minister, Karl Holm, met Anna Berg.",
            "Karl Holm",
            [("Foreign Minister", "Georgia")],
        ),
        (
            "Italy was represented by State Secretary Ana Kovac and Switzerland by Minister Karl Holm.",
            "Karl Holm",
            [("Minister", "Switzerland")],
        ),
        (
            "Italy was represented by State Secretary Ana Kovac and Switzerland by Minister Karl Holm.",
            "Ana Kovac",
            [("State Secretary", "Italy")],
        ),
        (
            "Anna Berg met Karl Holm, Minister of Science, Education, Culture and Sports, in Vienna.",
            "Karl Holm",
            [("Minister of Science, Education, Culture and Sports", None)],
        ),
        (
            "Anna Berg met the Mayor of Central Bosnia Canton and the Speaker of its Assembly, Karl Holm.",
            "Karl Holm",
            [("Speaker of its Assembly", None)],
        ),
        (
            "Anna Berg met the Prime Minister of Georgia and the Speaker of its Assembly, Karl Holm.",
            "Karl Holm",
            [("Speaker of its Assembly", "Georgia")],
        ),
        (
            "Anna Berg met Karl Holm, Governor of Central Bosnia Canton.",
            "Karl Holm",
            [("Governor", "Central Bosnia Canton")],
        ),
        (
            "Anna Berg met Karl Holm, Head of the National Television and Radio Broadcasting Council.",
            "Karl Holm",
            [("Head", "National Television and Radio Broadcasting Council")],
        ),
    ],
)
def test_posts_are_in_the_bodies_that_the_sentence_points_to(
    text: str, name: str, posts: list[tuple[str, str | None]]
) -> None:
    assert read(text).posts(name) == posts


@pytest.mark.parametrize(
    "circumstances", [{"issuer": "OSCE Centre in Almaty"}, {"title": "OSCE Centre in Almaty"}]
)
def test_the_centre_is_the_one_whose_document_it_is(circumstances: dict[str, str]) -> None:
    report = read("The Centre met Karl Holm.", **circumstances)
    assert report.meetings() == ["OSCE Centre in Almaty | Holm"]
    assert report.extraction.organizations[0].reference == "structure/kazakhstan"


def test_the_structure_named_last_before_goes_before_the_one_whose_document_it_is() -> None:
    report = read(
        "The OSCE Mission to Moldova is busy.\nThe Head of the Mission, Karl Holm, met Anna Berg.",
        issuer="OSCE Mission to Skopje",
    )
    assert report.posts("Karl Holm") == [("Head", "OSCE Mission to Moldova")]


def test_it_means_the_body_that_the_sentence_before_is_about() -> None:
    report = read("The OSCE Centre in Almaty is busy.\nIt met Karl Holm.")
    assert report.meetings() == ["OSCE Centre in Almaty | Holm"]


def test_a_group_named_again_by_its_head_is_the_same_group() -> None:
    report = read(
        "Five Ambassadors to the OSCE from Belgium and Canada visited Georgia.\n"
        "The Ambassadors met President Karl Holm."
    )
    (group,) = report.extraction.groups
    assert group.size == 5
    assert [report.organization(local) for local in group.represents] == ["Belgium", "Canada"]
    assert report.meetings() == ["Five Ambassadors to the OSCE from Belgium and Canada | Holm"]
