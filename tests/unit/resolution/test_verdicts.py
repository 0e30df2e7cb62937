from __future__ import annotations

import pytest

from osce_kg.model.resolution import Judgement
from osce_kg.resolution import Verdicts


def judgement(left: str, right: str, same: bool, author: str = "editor") -> Judgement:
    return Judgement(left, right, same, author, "2026-01-01", "read both")


SAME_AB, SAME_BC, APART_CD = (
    judgement("n1#A", "n2#B", True),
    judgement("n2#B", "n3#C", True),
    judgement("n3#C", "n4#D", False),
)


@pytest.mark.parametrize(
    ("left", "right", "decision"),
    [
        ("n1#A", "n2#B", True),
        ("n3#C", "n1#A", True),
        ("n4#D", "n1#A", False),
        ("n1#A", "n5#E", None),
        ("n5#E", "n6#F", None),
        ("n5#E", "n5#E", True),
        ("reference#p1", "reference#p2", False),
        ("reference#p1", "n1#A", None),
    ],
)
def test_judgements_decide_by_way_of_others(left: str, right: str, decision: bool | None) -> None:
    assert Verdicts([SAME_AB, SAME_BC, APART_CD]).decision(left, right) is decision


def test_who_is_one_person_of_the_reference_data_is_no_other_one() -> None:
    verdicts = Verdicts([judgement("n1#A", "reference#p1", True), judgement("reference#p2", "n2#B", True)])
    assert verdicts.decision("n1#A", "reference#p2") is False
    assert verdicts.decision("n1#A", "n2#B") is False


def test_a_later_judgement_on_the_same_two_replaces_an_earlier_one() -> None:
    verdicts = Verdicts([SAME_AB, SAME_BC, judgement("n2#B", "n1#A", False)])
    assert verdicts.decision("n1#A", "n2#B") is False
    assert verdicts.contradiction() is None


def test_the_way_between_two_is_the_shortest() -> None:
    verdicts = Verdicts([SAME_AB, SAME_BC, judgement("n1#A", "n3#C", True)])
    assert [(j.left, j.right) for j in verdicts.between("n1#A", "n3#C")] == [("n1#A", "n3#C")]
    assert Verdicts([SAME_AB, SAME_BC]).between("n3#C", "n1#A") == (SAME_BC, SAME_AB)
    assert verdicts.between("n1#A", "n4#D") == ()


def test_a_contradiction_is_told_with_everybody_who_takes_part_in_it() -> None:
    apart = judgement("n1#A", "n3#C", False, "another reader")
    assert Verdicts([SAME_AB, SAME_BC]).contradiction() is None
    assert Verdicts([apart, SAME_BC, SAME_AB]).contradiction() == (
        "n1#A is not n3#C (another reader, 2026-01-01), but by way of others the same: "
        "n1#A is n2#B (editor, 2026-01-01); n2#B is n3#C (editor, 2026-01-01)"
    )


def test_the_way_through_a_thousand_judgements_is_found() -> None:
    chain = [judgement(f"n{i}#A", f"n{i + 1}#A", True) for i in range(1000)]
    verdicts = Verdicts([*chain, judgement("n0#A", "n1000#A", False)])
    assert len(verdicts.between("n0#A", "n1000#A")) == 1000
    assert verdicts.contradiction() is not None
