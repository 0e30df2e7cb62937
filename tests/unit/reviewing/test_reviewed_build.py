from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from osce_kg.errors import InputError, MissingInputError
from osce_kg.model.resolution import Judgement
from osce_kg.reviewing import ReviewedBuild, open_build
from written_corpus import mention

Reviewed = Callable[..., ReviewedBuild]


def judged(left: str, right: str, *, same: bool) -> Judgement:
    return Judgement(left, right, same, "editor", "2026-01-01", "read both")


def open_anchors(build: ReviewedBuild, *judgements: Judgement, about: str = "") -> set[tuple[str, str]]:
    return {(pair.left, pair.right) for pair in build.open_pairs(judgements, about)}


def test_the_sentences_of_a_candidate_are_the_document_s(petrovs: ReviewedBuild) -> None:
    (quote,) = petrovs.quotes(petrovs.candidate("n1#Ivan Petrov"))
    assert quote == "Mr. Ivan Petrov, Envoy of BGR, spoke in Vienna."


def test_a_candidate_is_found_by_every_form_of_the_name(petrovs: ReviewedBuild) -> None:
    found = petrovs.find("n1#Mr. Ivan Petrov")
    assert found is not None
    assert found.anchor == "n1#Ivan Petrov"
    assert petrovs.find("n1#Petrov") is None


def test_a_person_of_the_reference_data_is_a_candidate_with_terms_and_without_sentences(
    petrovs: ReviewedBuild,
) -> None:
    passy = petrovs.candidate("reference#p000001")
    assert passy.names[0] == "Solomon Passy"
    assert "Foreign Minister of Bulgaria (2001-07-01–2005-08-31)" in passy.posts
    assert petrovs.quotes(passy) == ()


def test_the_pairs_of_mentions_come_most_doubtful_first(petrovs: ReviewedBuild) -> None:
    pairs = petrovs.open_pairs(())
    assert [(pair.left, pair.right) for pair in pairs] == [
        ("n1#Ivan Petrov", "n3#Ivan Petrov"),
        ("n2#Ivan Petrov", "n3#Ivan Petrov"),
        ("n1#Ivan Petrov", "n2#Ivan Petrov"),
    ]


def test_a_judged_pair_is_open_no_more_whichever_form_of_the_name_was_judged(
    petrovs: ReviewedBuild,
) -> None:
    apart = judged("n2#Ivan Petrov", "n1#Mr. Ivan Petrov", same=False)
    assert ("n1#Ivan Petrov", "n2#Ivan Petrov") not in open_anchors(petrovs, apart)
    assert len(open_anchors(petrovs, apart)) == 2


def test_a_pair_that_other_judgements_imply_is_open_no_more(petrovs: ReviewedBuild) -> None:
    judgements = (
        judged("n1#Ivan Petrov", "n2#Ivan Petrov", same=False),
        judged("n2#Ivan Petrov", "n3#Ivan Petrov", same=True),
    )
    assert open_anchors(petrovs, *judgements) == set()


def test_two_persons_are_asked_about_once_however_many_mentions_they_have(reviewed: Reviewed) -> None:
    envoys = [mention(f"n{i}", "Ivan Petrov", "Envoy", "BGR") for i in (1, 2)]
    ambassadors = [mention(f"n{i}", "Ivan Petrov", "Ambassador", "BGR") for i in (3, 4)]
    build = reviewed(*envoys, *ambassadors)
    between = [pair for pair in build.open_pairs(()) if not pair.merged]
    assert len(between) == 1
    told_apart = judged("n2#Ivan Petrov", "n4#Ivan Petrov", same=False)
    assert [pair for pair in build.open_pairs([told_apart]) if not pair.merged] == []


def test_two_persons_of_the_reference_data_need_no_judgement(reviewed: Reviewed) -> None:
    build = reviewed(
        mention("n1", "Heydar Aliyev", "President", "AZE", date="2001-01-01"),
        mention("n2", "Aliyev", "President", "AZE", date="2005-01-01"),
    )
    assert open_anchors(build) == {
        ("n1#Heydar Aliyev", "reference#p000003"),
        ("n2#Aliyev", "reference#p000004"),
    }


def test_a_tie_between_persons_of_the_reference_data_is_shown(reviewed: Reviewed) -> None:
    build = reviewed(mention("n1", "Aliyev", "President", "AZE", date="2003-10-31"))
    assert open_anchors(build) == {("n1#Aliyev", "reference#p000003"), ("n1#Aliyev", "reference#p000004")}
    assert {pair.objections for pair in build.open_pairs(())} == {
        ("more than one person of the reference data fits",)
    }


@pytest.mark.parametrize(
    ("name", "number"), [("petrov", 3), ("PÉTROV", 3), ("Ivan", 3), ("Holm", 0), ("*", 0)]
)
def test_pairs_can_be_asked_for_by_a_part_of_a_name(petrovs: ReviewedBuild, name: str, number: int) -> None:
    assert len(open_anchors(petrovs, about=name)) == number


def test_fellows_are_the_other_mentions_of_the_same_person(reviewed: Reviewed) -> None:
    build = reviewed(*(mention(f"n{i}", "Ivan Petrov", "Envoy", "BGR") for i in (1, 2, 3)))
    assert build.fellows(build.candidate("n2#Ivan Petrov")) == ("n1#Ivan Petrov", "n3#Ivan Petrov")


def test_a_directory_that_is_no_build_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="there is no build"):
        open_build(tmp_path / "nothing")


def test_a_build_of_an_earlier_version_is_to_be_built_again(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("{}")
    with pytest.raises(MissingInputError, match="build it again"):
        open_build(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"candidates": []}',
        b'{"candidates": [{}], "pairs": []}',
        json.dumps(
            {
                "candidates": [],
                "pairs": [
                    {"left": "n1#A", "right": "n2#A", "score": 1, "merged": True}
                    | {"reasons": [], "objections": []}
                ],
            }
        ).encode(),
    ],
)
def test_broken_candidates_are_told_by_their_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "report.json").write_text("{}")
    (tmp_path / "candidates.json").write_bytes(content)
    with pytest.raises(InputError, match=r"candidates\.json"):
        open_build(tmp_path)


def test_a_missing_text_is_told_by_its_file(petrovs: ReviewedBuild, tmp_path: Path) -> None:
    (tmp_path / "n2.txt").unlink()
    with pytest.raises(InputError, match=r"n2\.txt"):
        petrovs.quotes(petrovs.candidate("n2#Ivan Petrov"))


def test_a_passage_beyond_the_end_of_its_text_is_told_by_its_file(
    petrovs: ReviewedBuild, tmp_path: Path
) -> None:
    (tmp_path / "n2.txt").write_text("cut")
    with pytest.raises(InputError, match=r"n2\.txt: .*shorter"):
        petrovs.quotes(petrovs.candidate("n2#Ivan Petrov"))


def test_no_text_outside_of_the_build_is_ever_shown(reviewed: Reviewed, tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.txt"
    secret.write_text("not for reviewers")
    reviewed(mention("n1", "Ivan Petrov"))
    path = tmp_path / "candidates.json"
    path.write_text(path.read_text().replace('"document": "n1"', '"document": "../secret"'))
    (tmp_path / "report.json").write_text("{}")
    build = open_build(tmp_path)
    with pytest.raises(InputError, match="no key of a document"):
        build.quotes(build.candidate("n1#Ivan Petrov"))
