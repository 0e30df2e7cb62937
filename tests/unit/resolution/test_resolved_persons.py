from __future__ import annotations

import pytest

from osce_kg.errors import InputError
from osce_kg.model.resolution import Judgement
from written_corpus import WrittenDocument, chairmans_visit, envoys_visit, mention, on, person_of, resolve


def test_two_spellings_of_one_official_with_one_post_are_one_person() -> None:
    resolution = resolve(chairmans_visit(), envoys_visit())
    baliyeva = person_of(resolution, "n1", "p3")
    assert person_of(resolution, "n2", "p2") == baliyeva
    (pair,) = [pair for pair in resolution.pairs if pair.right.startswith("n")]
    assert pair.merged
    assert pair.reasons[1] == "same post: Chairperson of the Central Election Commission"


def test_a_surname_written_first_is_found_without_a_common_post() -> None:
    resolution = resolve(
        mention("n1", "Ivan Petrov", "Justice Minister", "KAZ", date="2004-04-06"),
        mention("n2", "Petrov Ivan", "Speaker of the Senate", "KAZ", date="2007-04-06"),
    )
    assert person_of(resolution, "n1") == person_of(resolution, "n2")


def test_the_same_name_in_two_states_is_two_people() -> None:
    resolution = resolve(
        mention("n1", "Ivan Petrov", "Foreign Minister", "BGR"),
        mention("n2", "Ivan Petrov", "Ambassador", "BEL"),
    )
    assert person_of(resolution, "n1") != person_of(resolution, "n2")
    (pair,) = resolution.pairs
    assert not pair.merged
    assert (pair.reasons, pair.objections) == (
        ("the same name (1.00)",),
        ("posts of different States: BGR and BEL",),
    )


def test_a_state_and_its_successor_are_one_for_identity() -> None:
    before = mention("n1", "Goran Petrov", "Foreign Minister", "SCG", date="2004-04-06")
    after = mention("n2", "Goran Petrov", "President", "SRB", date="2008-04-06")
    elsewhere = mention("n3", "Goran Petrov", "President", "BGR", date="2008-04-06")
    resolution = resolve(before, after, elsewhere)
    assert person_of(resolution, "n1") == person_of(resolution, "n2")
    assert person_of(resolution, "n1") != person_of(resolution, "n3")


def test_the_same_name_without_another_fact_is_two_people() -> None:
    resolution = resolve(mention("n1", "Ivan Petrov"), mention("n2", "Ivan Petrov"))
    assert person_of(resolution, "n1") != person_of(resolution, "n2")
    assert resolution.pairs[0].score == 0.5


def test_a_bare_form_of_address_is_no_second_fact() -> None:
    resolution = resolve(
        mention("n1", "Ivan Petrov", "Ambassador"), mention("n2", "Ivan Petrov", "Ambassador")
    )
    assert person_of(resolution, "n1") != person_of(resolution, "n2")


def test_a_title_of_several_words_is_a_second_fact_where_one_document_leaves_the_body_open() -> None:
    resolution = resolve(
        mention("n1", "Nikol Petrov", "Prime Minister", "KAZ"),
        mention("n2", "Nikol Petrov", "Prime Minister"),
    )
    assert person_of(resolution, "n1") == person_of(resolution, "n2")


def test_two_more_names_in_common_are_a_second_fact_for_somebody_without_posts() -> None:
    documents = []
    for key in ("n1", "n2", "n3"):
        doc = WrittenDocument(key, "Anna Berg, Boris Cole, Clara Dean and David Eden came.\n")
        for name in ("Anna Berg", "Boris Cole", "Clara Dean") if key != "n3" else ("Anna Berg", "David Eden"):
            doc.person(name)
        documents.append(doc)
    resolution = resolve(*documents)
    assert person_of(resolution, "n1") == person_of(resolution, "n2")
    assert person_of(resolution, "n1") != person_of(resolution, "n3")


def test_somebody_without_a_post_is_known_in_a_document_about_the_body_of_the_other_post() -> None:
    doc = WrittenDocument("n2", "Anna Berg came to KAZ.\n")
    doc.state("KAZ", "KAZ")
    doc.person("Anna Berg")
    resolution = resolve(mention("n1", "Anna Berg", "Justice Minister", "KAZ"), doc)
    assert person_of(resolution, "n1") == person_of(resolution, "n2")


def test_different_posts_of_one_state_at_one_time_are_two_people() -> None:
    minister = mention("n1", "Ivan Petrov", "Justice Minister", "KAZ")
    speaker = mention("n2", "Ivan Petrov", "Speaker of the Senate", "KAZ")
    assert person_of(resolve(minister, speaker), "n1") != person_of(resolve(minister, speaker), "n2")


def test_a_career_within_one_state_is_one_person() -> None:
    minister = mention("n1", "Ivan Petrov", "Justice Minister", "KAZ", date="2004-04-06")
    speaker = mention("n2", "Ivan Petrov", "Speaker of the Senate", "KAZ", date="2007-04-06")
    resolution = resolve(minister, speaker)
    assert person_of(resolution, "n1") == person_of(resolution, "n2")


def test_a_similar_spelling_in_one_state_is_two_people_without_a_common_post() -> None:
    resolution = resolve(
        mention("n1", "Zagiba Baliyeva", "Justice Minister", "KAZ", date="2004-04-06"),
        mention("n2", "Zagipa Baliyeva", "Chairperson of the Senate", "KAZ", date="2009-04-06"),
    )
    assert person_of(resolution, "n1") != person_of(resolution, "n2")


def test_both_having_met_one_person_on_one_day_is_a_second_fact() -> None:
    documents = []
    for key, spelling in (("n1", "Zagiba Baliyeva"), ("n2", "Zagipa Baliyeva")):
        doc = WrittenDocument(key, f"{spelling} met Martti Ahtisaari.\n", date="2004-05-14")
        sides = (
            doc.take_part(doc.person(spelling), "host", "a"),
            doc.take_part(doc.person("Martti Ahtisaari"), "visitor", "b"),
        )
        doc.event("meeting", spelling, *sides, time=on("2004-05-13"), state="KAZ")
        documents.append(doc)
    resolution = resolve(*documents)
    assert person_of(resolution, "n1") == person_of(resolution, "n2")


@pytest.mark.parametrize(("left", "right"), [("Mr. Karimov", "Mrs. Karimov"), ("Sir Karimov", "Ms. Karimov")])
def test_a_man_and_a_woman_are_two_people(left: str, right: str) -> None:
    resolution = resolve(
        mention("n1", "Karimov", "Justice Minister", "KAZ", form=left),
        mention("n2", "Karimov", "Justice Minister", "KAZ", form=right),
    )
    assert person_of(resolution, "n1") != person_of(resolution, "n2")


def test_two_people_of_one_document_stay_two() -> None:
    doc = WrittenDocument("n1", "Heydar Karimov, President of KAZ, and Haydar Karimov, Ambassador of KAZ.\n")
    kazakhstan = doc.state("KAZ", "KAZ")
    doc.person("Heydar Karimov", doc.role("President", kazakhstan))
    doc.person("Haydar Karimov", doc.role("Ambassador", kazakhstan))
    resolution = resolve(doc)
    assert person_of(resolution, "n1", "p1") != person_of(resolution, "n1", "p2")


def test_a_surname_with_the_same_post_of_the_same_state_joins_the_full_name() -> None:
    resolution = resolve(
        mention("n1", "Nursultan Nazarbayev", "President", "KAZ", date="2004-04-06"),
        mention("n2", "Nazarbayev", "President", "KAZ", date="2004-05-06"),
    )
    assert person_of(resolution, "n1") == person_of(resolution, "n2")


@pytest.mark.parametrize(
    "second",
    [
        mention("n2", "Nazarbayev", "Speaker of the Senate", "KAZ"),
        mention("n2", "Nazarbayev", "President", "BGR"),
        mention("n2", "Nazarbayev", "President", "KAZ", date=None),
        mention("n2", "Nazarbayev", "President", "KAZ", date="2019-04-06"),
        mention("n2", "Nazarbayev"),
    ],
)
def test_a_surname_alone_joins_nobody(second: WrittenDocument) -> None:
    resolution = resolve(mention("n1", "Nursultan Nazarbayev", "President", "KAZ"), second)
    assert person_of(resolution, "n1") != person_of(resolution, "n2")


def test_a_surname_that_fits_two_people_is_merged_with_neither() -> None:
    resolution = resolve(
        mention("n1", "Marat Karimov", "Justice Minister", "KAZ"),
        mention("n2", "Timur Karimov", "Justice Minister", "KAZ"),
        mention("n3", "Karimov", "Justice Minister", "KAZ"),
    )
    assert len({person_of(resolution, key) for key in ("n1", "n2", "n3")}) == 3


def test_a_bridge_never_chains_two_states_together() -> None:
    resolution = resolve(
        mention("n1", "Ivan Petrov", "Personal Envoy", "BGR", date="2004-01-01"),
        mention("n2", "Ivan Petrov", "Personal Envoy", "BEL", date="2004-01-02"),
        mention("n3", "Ivan Petrov", "Personal Envoy", date="2004-01-03"),
    )
    assert person_of(resolution, "n1") != person_of(resolution, "n2")


def test_unnamed_office_holders_of_two_documents_stay_apart() -> None:
    resolution = resolve(
        mention("n1", None, "Deputy Head of the Section", "KAZ"),
        mention("n2", None, "Deputy Head of the Section", "KAZ"),
    )
    assert person_of(resolution, "n1") != person_of(resolution, "n2")
    assert [(person.label, person.is_named) for person in resolution.persons] == [
        ("(unnamed) Deputy Head of the Section of Kazakhstan", False)
    ] * 2


def test_the_label_is_the_full_name_that_most_mentions_use() -> None:
    documents = [
        mention("n1", "Nazarbayev", "President", "KAZ", date="2004-01-01"),
        mention("n2", "Nursultan Nazarbayev", "President", "KAZ", date="2004-01-02"),
        mention("n3", "Nursultan Nazarbaev", "President", "KAZ", date="2004-01-03"),
        mention("n4", "Nursultan Nazarbaev", "President", "KAZ", date="2004-01-04"),
    ]
    (person,) = resolve(*documents).persons
    assert person.label == "Nursultan Nazarbaev"


def test_a_judgement_that_two_are_the_same_overrides_the_guards() -> None:
    documents = mention("n1", "Ivan Petrov", "Envoy", "BGR"), mention("n2", "Iwan Petrow", "Envoy", "BEL")
    same = Judgement("n1#Ivan Petrov", "n2#Iwan Petrow", True, "editor", "2026-01-01", "moved")
    resolution = resolve(*documents, judgements=[same])
    assert person_of(resolution, "n1") == person_of(resolution, "n2")
    link = next(link for link in resolution.links if link.local == "p1")
    assert link.reasons == ("judged to be one person by editor on 2026-01-01: moved",)
    assert resolution.pairs[0].merged


def test_a_judgement_that_two_are_different_overrides_the_score() -> None:
    documents = chairmans_visit(), envoys_visit()
    different = Judgement(
        "n2#Mrs. Zagipa Baliyeva", "n1#Zagiba Baliyeva", False, "editor", "2026-01-01", "sisters"
    )
    resolution = resolve(*documents, judgements=[different])
    assert person_of(resolution, "n1", "p3") != person_of(resolution, "n2", "p2")


def test_a_judgement_reaches_the_authority_file() -> None:
    document = mention("n1", "Solomon Pasy")
    same = Judgement("reference#p000001", "n1#Solomon Pasy", True, "editor", "2026-01-01", "misprint")
    assert person_of(resolve(document), "n1") != "person/p000001"
    assert person_of(resolve(document, judgements=[same]), "n1") == "person/p000001"
    different = Judgement(
        "n1#Solomon Passy", "reference#p000001", False, "editor", "2026-01-01", "a namesake"
    )
    passy = mention("n1", "Solomon Passy", "Foreign Minister", "BGR")
    assert person_of(resolve(passy), "n1") == "person/p000001"
    assert person_of(resolve(passy, judgements=[different]), "n1") != "person/p000001"


def test_judgements_that_contradict_each_other_are_refused() -> None:
    documents = [mention(key, "Ivan Petrov") for key in ("n1", "n2", "n3")]
    anchors = ["n1#Ivan Petrov", "n2#Ivan Petrov", "n3#Ivan Petrov"]
    judgements = [
        Judgement(anchors[0], anchors[1], True, "editor", "2026-01-01", ""),
        Judgement(anchors[1], anchors[2], True, "editor", "2026-01-01", ""),
        Judgement(anchors[0], anchors[2], False, "editor", "2026-01-01", ""),
    ]
    with pytest.raises(InputError, match="contradict"):
        resolve(*documents, judgements=judgements)


def test_a_judgement_about_a_document_that_is_not_there_changes_nothing() -> None:
    document = mention("n1", "Ivan Petrov")
    absent = Judgement("n1#Ivan Petrov", "n9#Ivan Petrov", True, "editor", "2026-01-01", "")
    assert resolve(document, judgements=[absent]) == resolve(document)
