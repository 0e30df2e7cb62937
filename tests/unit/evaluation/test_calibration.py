"""How the table of confidence is learned."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from osce_kg.evaluation.calibration import cross_validated, falling, learn_table, rate
from osce_kg.evaluation.judging import JudgedFact
from osce_kg.extraction.confidence import Calibration, ConfidenceTable
from osce_kg.model.extraction import Grounds

VISIT: Grounds = ("visit", "held", "named")
GUEST: Grounds = ("visit participant", "named")


def facts(grounds: Grounds, right: int, wrong: int = 0, document: str = "d") -> list[JudgedFact]:
    """Return facts on some grounds, each of a document of its own."""
    verdicts = [True] * right + [False] * wrong
    return [
        JudgedFact(f"{document}{number}", grounds[0], (((grounds,),),), verdict)
        for number, verdict in enumerate(verdicts)
    ]


def test_rare_evidence_is_drawn_towards_what_is_known_of_its_kind() -> None:
    often = learn_table(facts(("post", "known body"), 200), [])
    rarely = learn_table(facts(("post", "known body"), 2), [])
    assert often.confidence(("post", "known body")) > 0.98
    assert 0.9 <= rarely.confidence(("post", "known body")) < 0.93


def test_counts_stand_beside_what_was_learned_from_them() -> None:
    table = learn_table([*facts(("post", "known body"), 9, 1), *facts(("post", "no body"), 5, 5)], [])
    assert table.calibrations["post", "known body"].right == 9
    assert table.calibrations["post", "no body"].wrong == 5
    assert (table.calibrations["post",].right, table.calibrations["post",].wrong) == (14, 6)


def test_weaker_evidence_never_comes_out_surer_than_stronger_evidence() -> None:
    table = learn_table([*facts(("post", "known body"), 50, 20), *facts(("post", "no body"), 70)], [])
    assert table.confidence(("post", "known body")) == table.confidence(("post", "no body"))


def test_marks_without_an_order_keep_what_they_are_worth() -> None:
    table = learn_table([*facts(("date", "stated"), 50, 20), *facts(("date", "relative"), 70)], [])
    assert table.confidence(("date", "stated")) < table.confidence(("date", "relative"))


def test_mistakes_in_unseen_documents_lower_all_grounds_of_their_kind() -> None:
    seen = [*facts(("post", "known body"), 95, 5), *facts(("post", "no body"), 80, 20)]
    alone = learn_table(seen, [])
    table = learn_table(seen, facts(("post", "no body"), 60, 40, "u"))
    assert alone.gaps["post"] == 1.0
    assert table.gaps["post"] > 2.0
    for grounds in (("post", "known body"), ("post", "no body")):
        assert table.confidence(grounds) < alone.confidence(grounds)


def test_no_luck_in_unseen_documents_raises_confidence() -> None:
    seen = facts(("post", "known body"), 80, 20)
    assert learn_table(seen, facts(("post", "known body"), 100, 0, "u")) == learn_table(seen, [])


def test_what_is_called_sure_keeps_the_promise_where_nobody_looked() -> None:
    seen = [*facts(VISIT, 200), *facts(("visit", "held", "implied"), 20, 20)]
    unseen = [*facts(VISIT, 80, 20, "u"), *facts(("visit", "held", "implied"), 900, 100, "v")]
    assert learn_table(seen, []).confidence(VISIT) >= 0.9
    assert learn_table(seen, unseen).confidence(VISIT) < 0.9


def test_a_fact_of_a_wrong_event_teaches_nothing_of_its_own_grounds() -> None:
    wrong = [JudgedFact("w", GUEST[0], (((VISIT, GUEST),),), False, has_right_event=False)] * 50
    right = [JudgedFact("r", GUEST[0], (((VISIT, GUEST),),), True)] * 50
    table = learn_table([*facts(VISIT, 50, 50), *wrong, *right], [])
    assert table.calibrations[GUEST] == Calibration(50, 0, table.calibrations[GUEST].confidence)
    assert table.confidence(VISIT, GUEST) < 0.7


def test_a_derived_fact_is_as_sure_as_the_least_sure_link_of_its_surest_chain() -> None:
    table = ConfidenceTable(
        {("a",): Calibration(1, 0, 0.9), ("b",): Calibration(1, 0, 0.7), ("c",): Calibration(1, 0, 0.8)}, {}
    )
    chains = (((("a",),), (("b",),)), ((("a",),), (("c",),)))
    assert rate(JudgedFact("d", "met pair", chains, True), table) == 0.8


def test_a_table_does_not_depend_on_the_order_of_the_facts() -> None:
    seen, unseen = [*facts(VISIT, 40, 3), *facts(GUEST, 30, 4)], facts(VISIT, 20, 4, "u")
    assert learn_table(seen, unseen) == learn_table(seen[::-1], unseen[::-1])


def test_no_document_is_rated_by_a_table_that_has_seen_it() -> None:
    good, bad = facts(("post", "known body"), 19), facts(("post", "no body"), 0, 1, "x")
    rated = cross_validated([*good, *bad], [])
    assert len(rated) == 20
    [(_, confidence)] = [(fact, value) for fact, value in rated if not fact.is_right]
    # Without its only witness, the mark counts as the weakest that the table has.
    assert confidence > 0.9


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(1, 100)),
        min_size=1,
        max_size=12,
    )
)
def test_pooled_values_never_rise_and_keep_their_mean(pairs: list[tuple[float, int]]) -> None:
    values, weights = [value for value, _ in pairs], [weight for _, weight in pairs]
    pooled = falling(values, weights)
    assert all(left >= right - 1e-9 for left, right in pairwise(pooled))
    before = sum(value * weight for value, weight in pairs)
    after = sum(value * weight for value, weight in zip(pooled, weights, strict=True))
    assert abs(before - after) < 1e-6


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12).map(lambda values: sorted(values, reverse=True)))
def test_values_that_fall_already_stay(values: list[float]) -> None:
    assert falling(values, [1] * len(values)) == values
