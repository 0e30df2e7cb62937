"""What human judgements do to the people of a corpus, beyond one pair of mentions."""

from __future__ import annotations

import pytest

from osce_kg.errors import InputError
from osce_kg.model.resolution import Judgement
from osce_kg.resolution import Ledger
from written_corpus import WrittenDocument, mention, person_of, resolve

PASSY = mention("n1", "Solomon Passy", "Foreign Minister", "BGR", date="2004-04-06")
NAMESAKE = mention("n2", "Solomon Passy", "Foreign Minister", "BGR", date="2004-05-06")


def judged(left: str, right: str, same: bool) -> Judgement:
    return Judgement(left, right, same, "editor", "2026-01-01", "read both")


def same(left: str, right: str) -> Judgement:
    return judged(left, right, True)


def different(left: str, right: str) -> Judgement:
    return judged(left, right, False)


def test_who_is_judged_not_to_be_an_office_holder_is_not_drawn_in_by_other_mentions() -> None:
    resolution = resolve(PASSY, NAMESAKE, judgements=[different("n2#Solomon Passy", "reference#p000001")])
    assert person_of(resolution, "n1") == "person/p000001"
    assert person_of(resolution, "n2") != "person/p000001"


def test_who_is_judged_not_to_be_an_office_holder_loses_the_key_that_a_ledger_recorded() -> None:
    ledger = Ledger.empty().extended(resolve(PASSY).anchors)
    judgements = [different("n1#Solomon Passy", "reference#p000001")]
    (person,) = resolve(PASSY, judgements=judgements, ledger=ledger).persons
    assert person.key != "person/p000001"
    assert person.replaced == ()


def test_a_group_judged_to_be_one_follows_the_judgement_that_one_of_it_is_no_office_holder() -> None:
    judgements = [
        different("n2#Solomon Passy", "reference#p000001"),
        same("n1#Solomon Passy", "n2#Solomon Passy"),
    ]
    (person,) = resolve(PASSY, NAMESAKE, judgements=judgements).persons
    assert person.key != "person/p000001"


def test_where_the_best_office_holder_is_ruled_out_the_next_one_may_fit() -> None:
    # "President Aliyev" of autumn 2003 fits father and son.
    aliyev = mention("n1", "Aliyev", "President", "AZE", date="2003-10-31")
    assert not person_of(resolve(aliyev), "n1").startswith("person/p")
    resolution = resolve(aliyev, judgements=[different("n1#Aliyev", "reference#p000003")])
    assert person_of(resolution, "n1") == "person/p000004"


def test_a_surname_that_fits_two_people_goes_to_one_when_the_other_is_ruled_out() -> None:
    documents = [
        mention("n1", "Marat Karimov", "Justice Minister", "KAZ"),
        mention("n2", "Timur Karimov", "Justice Minister", "KAZ"),
        mention("n3", "Karimov", "Justice Minister", "KAZ"),
    ]
    resolution = resolve(*documents, judgements=[different("n2#Timur Karimov", "n3#Karimov")])
    assert person_of(resolution, "n3") == person_of(resolution, "n1")


def test_one_judgement_draws_no_third_mention_away_from_its_office_holder() -> None:
    heydar = mention("n1", "Heydar Aliyev", "President", "AZE", date="2001-01-01")
    ilham = mention("n2", "Ilham Aliyev", "President", "AZE", date="2005-01-01")
    other = mention("n3", "Ilham Aliyev", "President", "AZE", date="2006-01-01")
    resolution = resolve(heydar, ilham, other, judgements=[same("n1#Heydar Aliyev", "n2#Ilham Aliyev")])
    assert person_of(resolution, "n1") == person_of(resolution, "n2")
    assert person_of(resolution, "n3") == "person/p000004"


def test_of_two_different_mentions_of_one_office_holder_the_surer_keeps_the_key() -> None:
    surname = mention("n1", "Passy", "Foreign Minister", "BGR", date="2004-04-06")
    resolution = resolve(surname, NAMESAKE, judgements=[different("n1#Passy", "n2#Solomon Passy")])
    assert person_of(resolution, "n2") == "person/p000001"
    assert person_of(resolution, "n1") != "person/p000001"


def test_two_that_were_both_told_apart_from_an_office_holder_may_still_be_one() -> None:
    documents = [
        PASSY,
        NAMESAKE,
        mention("n3", "Solomon Passy", "Foreign Minister", "BGR", date="2004-06-06"),
    ]
    judgements = [
        different("n1#Solomon Passy", "n2#Solomon Passy"),
        different("n1#Solomon Passy", "n3#Solomon Passy"),
    ]
    resolution = resolve(*documents, judgements=judgements)
    assert person_of(resolution, "n2") == person_of(resolution, "n3")


def test_a_judgement_holds_by_way_of_a_document_that_the_corpus_does_not_have() -> None:
    left, right = mention("n1", "Ivan Petrov"), mention("n2", "Iwan Petrow")
    judgements = [same("n1#Ivan Petrov", "n9#I. Petrov"), same("n9#I. Petrov", "n2#Iwan Petrow")]
    resolution = resolve(left, right, judgements=judgements)
    assert person_of(resolution, "n1") == person_of(resolution, "n2")


def test_a_person_that_the_reference_data_does_not_have_is_passed_over() -> None:
    document = mention("n1", "Ivan Petrov")
    assert resolve(document, judgements=[same("n1#Ivan Petrov", "reference#p999999")]) == resolve(document)


def test_a_name_that_two_people_of_a_document_share_names_neither() -> None:
    doc = WrittenDocument("n1", "Marat Karimov and Timur Karimov came; Minister Karimov spoke.\n")
    doc.person("Marat Karimov", forms=("Marat Karimov", "Karimov"))
    doc.person("Timur Karimov", forms=("Timur Karimov", "Karimov"))
    other = mention("n2", "M. Karimov")
    resolution = resolve(doc, other, judgements=[same("n1#Karimov", "n2#M. Karimov")])
    assert len({person_of(resolution, "n1"), person_of(resolution, "n1", "p2")}) == 2
    assert person_of(resolution, "n2") not in (person_of(resolution, "n1"), person_of(resolution, "n1", "p2"))


def test_a_later_judgement_replaces_one_that_calls_the_same_two_by_other_forms_of_their_names() -> None:
    left = mention("n1", "Ivan Petrov", "Envoy", "BGR", form="Mr. Ivan Petrov")
    right = mention("n2", "Ivan Petrov", "Envoy", "BGR")
    judgements = [
        different("n1#Mr. Ivan Petrov", "n2#Ivan Petrov"),
        same("n2#Ivan Petrov", "n1#Ivan Petrov"),
    ]
    resolution = resolve(left, right, judgements=judgements)
    assert person_of(resolution, "n1") == person_of(resolution, "n2")


@pytest.mark.parametrize(
    "judgements",
    [
        [same("n1#Ivan Petrov", "reference#p000001"), same("n1#Ivan Petrov", "reference#p000002")],
        [
            same("n1#Ivan Petrov", "reference#p000001"),
            same("n2#Ivan Petrov", "reference#p000001"),
            different("n1#Ivan Petrov", "n2#Ivan Petrov"),
        ],
        [
            same("n1#Ivan Petrov", "n9#Ivan Petrov"),
            same("n9#Ivan Petrov", "n2#Ivan Petrov"),
            different("n1#Ivan Petrov", "n2#Ivan Petrov"),
        ],
    ],
)
def test_judgements_that_contradict_by_way_of_others_are_refused_with_the_way(
    judgements: list[Judgement],
) -> None:
    documents = mention("n1", "Ivan Petrov"), mention("n2", "Ivan Petrov")
    with pytest.raises(InputError, match=r"n1#Ivan Petrov.* is .*\(editor, 2026-01-01\)"):
        resolve(*documents, judgements=judgements)


def test_a_judged_merge_leads_from_the_key_that_it_ended_without_any_ledger() -> None:
    documents = mention("n1", "Ivan Petrov", "Envoy", "BGR"), mention("n2", "Iwan Petrow", "Envoy", "BEL")
    before = {person.key for person in resolve(*documents).persons}
    (person,) = resolve(*documents, judgements=[same("n1#Ivan Petrov", "n2#Iwan Petrow")]).persons
    assert {person.key, *person.replaced} == before


def test_a_judged_merge_is_the_same_with_the_ledger_of_an_earlier_build_and_without() -> None:
    documents = mention("n1", "Ivan Petrov", "Envoy", "BGR"), mention("n2", "Iwan Petrow", "Envoy", "BEL")
    ledger = Ledger.empty().extended(resolve(*documents).anchors)
    judgements = [same("n1#Ivan Petrov", "n2#Iwan Petrow")]
    assert resolve(*documents, judgements=judgements, ledger=ledger) == resolve(
        *documents, judgements=judgements
    )


def test_taking_a_merge_back_gives_both_their_old_keys() -> None:
    documents = mention("n1", "Ivan Petrov", "Envoy", "BGR"), mention("n2", "Iwan Petrow", "Envoy", "BEL")
    anchors = "n1#Ivan Petrov", "n2#Iwan Petrow"
    before = resolve(*documents)
    merged = resolve(*documents, judgements=[same(*anchors)])
    ledger = Ledger.empty().extended(merged.anchors)
    after = resolve(*documents, judgements=[same(*anchors), different(*anchors)], ledger=ledger)
    assert [(person.key, person.label) for person in after.persons] == [
        (person.key, person.label) for person in before.persons
    ]


def test_a_judged_split_leaves_the_key_with_the_mention_that_it_was_made_from() -> None:
    older = mention("n1", "Ivan Petrov", "Envoy", "BGR", date="2001-01-01")
    newer = mention("n2", "Ivan Petrov", "Envoy", "BGR", date="2002-01-01")
    # The key was made from the newer document, which was read first.
    first = Ledger.empty().extended(resolve(newer).anchors)
    merged = resolve(older, newer, ledger=first)
    ledger = first.extended(merged.anchors)
    key = person_of(merged, "n2")
    split = resolve(older, newer, judgements=[different("n1#Ivan Petrov", "n2#Ivan Petrov")], ledger=ledger)
    assert person_of(split, "n2") == key
    assert person_of(split, "n1") != key


def test_an_older_document_takes_no_key_away_after_a_split() -> None:
    one = mention("n1", "Ivan Petrov", "Envoy", "BGR", date="2001-01-01")
    two = mention("n2", "Ivan Petrov", "Envoy", "BGR", date="2002-01-01")
    oldest = mention("n3", "Ivan Petrov", "Envoy", "BGR", date="2000-01-01")
    apart = [different("n1#Ivan Petrov", "n2#Ivan Petrov")]
    ledger = Ledger.empty().extended(resolve(one, two).anchors)
    split = resolve(one, two, judgements=apart, ledger=ledger)
    ledger = ledger.extended(split.anchors)
    apart += [same("n3#Ivan Petrov", "n2#Ivan Petrov")]
    later = resolve(one, two, oldest, judgements=apart, ledger=ledger)
    assert person_of(later, "n1") == person_of(split, "n1")
    assert person_of(later, "n2") == person_of(later, "n3") == person_of(split, "n2")


def test_a_key_that_was_lost_in_a_split_does_not_come_back_when_a_document_goes() -> None:
    one = mention("n1", "Ivan Petrov", "Envoy", "BGR", date="2001-01-01")
    two = mention("n2", "Ivan Petrov", "Envoy", "BGR", date="2002-01-01")
    apart = [different("n1#Ivan Petrov", "n2#Ivan Petrov")]
    ledger = Ledger.empty().extended(resolve(one, two).anchors)
    split = resolve(one, two, judgements=apart, ledger=ledger)
    alone = resolve(two, judgements=apart, ledger=ledger.extended(split.anchors))
    assert person_of(alone, "n2") == person_of(split, "n2")
