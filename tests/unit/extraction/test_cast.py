"""Names, posts and pronouns that mean one person inside a document."""

from __future__ import annotations

import pytest

from press_release import Report, read

ENVOY = "The OSCE Chairman-in-Office, Foreign Minister Solomon Passy, arrived in Skopje.\n"
CO_CHAIRS = (
    "The Co-Chairs of the OSCE Minsk Group, Igor Popov (Russian Federation), Stephane Visconti (France) "
    "and Andrew Schofer (United States), arrived in Yerevan.\n"
)


@pytest.mark.parametrize(
    "mention",
    ["Passy", "Mr. Passy", "Minister Passy", "The Minister", "The Chairman-in-Office", "The Chairman", "He"],
)
def test_surnames_titles_and_pronouns_mean_the_person_introduced_before(mention: str) -> None:
    report = read(f"{ENVOY}{mention} met Mayor Risto Penov.")
    assert report.names == ["Solomon Passy", "Risto Penov"]
    assert report.meetings() == ["Passy | Penov"]


def test_a_spelling_without_marks_means_the_same_person() -> None:
    report = read(
        "Audronius Ažubalis, Lithuania's Foreign Minister, visited Baku.\nMr. Azubalis met Karl Holm."
    )
    assert [form.text for form in report.person("Audronius Ažubalis").forms] == [
        "Audronius Ažubalis",
        "Mr. Azubalis",
    ]


def test_the_fullest_form_becomes_the_name() -> None:
    report = read("Minister Passy arrived in Baku.\nSolomon Passy met President Karl Holm.")
    assert report.names == ["Solomon Passy", "Karl Holm"]


@pytest.mark.parametrize("deputy", ["Deputy Foreign Minister", "First Deputy Foreign Minister"])
def test_a_deputy_is_not_the_principal(deputy: str) -> None:
    report = read(f"Georgia's Foreign Minister Karl Holm spoke.\nThe {deputy} of Georgia met Anna Berg.")
    assert report.meetings() == [f"{deputy} | Berg"]


def test_an_acting_holder_is_not_the_holder() -> None:
    report = read(
        "Georgia's Foreign Minister Karl Holm spoke.\nThe Acting Foreign Minister of Georgia met Anna Berg."
    )
    assert report.meetings() == ["Acting Foreign Minister | Berg"]


def test_courtesy_titles_tell_a_man_and_a_woman_of_one_surname_apart() -> None:
    report = read("Mr. Karl Holm met Mrs. Ana Holm.\nMr. Holm thanked Mrs. Holm.")
    assert [[form.text for form in person.forms] for person in report.extraction.persons] == [
        ["Mr. Karl Holm", "Mr. Holm"],
        ["Mrs. Ana Holm", "Mrs. Holm"],
    ]


def test_a_post_of_the_osce_points_back_to_its_holder() -> None:
    report = read("OSCE Chair Bujar Osmani visited Kyiv.\nThe OSCE Chair met President Karl Holm.")
    assert report.meetings() == ["Osmani | Holm"]


def test_the_words_of_a_title_are_no_part_of_a_form_of_the_name() -> None:
    (person,) = read("OSCE Secretary General Helga Schmid arrived in Skopje.").extraction.persons
    assert [form.text for form in person.forms] == ["Helga Schmid"]


def test_the_same_post_of_another_state_is_somebody_else() -> None:
    report = read(
        "Georgia's Foreign Minister Karl Holm spoke.\nThe Foreign Minister of Armenia met Anna Berg."
    )
    assert report.meetings() == ["Foreign Minister | Berg"]
    assert report.posts(None) == [("Foreign Minister", "Armenia")]


def test_a_pronoun_as_object_means_somebody_else_than_the_subject() -> None:
    report = read("Solomon Passy arrived in Almaty.\nPresident Nursultan Nazarbayev received him on Monday.")
    assert report.meetings() == ["Passy | Nazarbayev"]


def test_pronouns_agree_with_the_courtesy_title_in_gender() -> None:
    report = read("Mr. Karl Holm saw off Mrs. Ana Berg.\nShe then met Mrs. Iva Babić.\nHe met Jana Mala.")
    assert report.meetings() == ["Berg | Babić", "Holm | Mala"]


def test_her_is_the_object_of_a_verb_or_a_possessive() -> None:
    report = read(
        "OSCE Secretary General Helga Schmid arrived in Skopje.\nForeign Minister Bujar Osmani met her.\n"
    )
    assert report.meetings() == ["Osmani | Schmid"]
    report = read("Ms. Helga Schmid spoke on Monday.\nHer visit to Skopje ended on Friday.")
    assert report.visits() == ["Schmid -> Skopje, MKD"]


def test_after_a_meeting_with_somebody_he_said_the_pronoun_is_not_the_one_who_was_met() -> None:
    report = read(
        "Solomon Passy arrived in Astana.\n"
        "After a meeting with Foreign Minister Kassymzhomart Tokaev he said the talks had been useful."
    )
    assert report.meetings() == ["Passy | Tokaev"]


def test_the_two_men_and_they_mean_the_two_named_last() -> None:
    report = read(
        "Solomon Passy met Karl Holm in Astana.\nThe two men met President Ivo Babić.\nThey met Jana Mala."
    )
    assert report.meetings() == ["Passy | Holm", "Passy + Holm | Babić", "Passy + Holm | Mala"]


def test_the_co_chairs_mean_all_who_hold_that_post() -> None:
    report = read(f"{CO_CHAIRS}The Co-Chairs met President Serzh Sargsyan.")
    assert report.meetings() == ["Popov + Visconti + Schofer | Sargsyan"]


def test_a_number_that_does_not_fit_points_to_nobody_named() -> None:
    report = read(f"{CO_CHAIRS}The two Co-Chairs met President Serzh Sargsyan.")
    assert all("Popov" not in meeting for meeting in report.meetings())


def test_people_who_share_a_surname_stay_apart_by_their_given_names() -> None:
    report = read("Karl Holm met Jana Mala.\nAna Holm met Ivo Babić.\nKarl Holm left.")
    assert report.names == ["Karl Holm", "Jana Mala", "Ana Holm", "Ivo Babić"]


def test_a_holder_of_another_post_with_the_same_surname_is_another_person() -> None:
    report = read("President Ilham Aliyev of Azerbaijan spoke.\nMayor Aliyev of Osijek met Anna Berg.")
    assert len(report.names) == 3


def test_a_full_name_with_another_post_is_not_the_holder_named_before_by_surname() -> None:
    report = read(
        "The guest met President Aliyev of Azerbaijan.\n"
        "Natiq Aliyev, Azerbaijan's Minister of Industry, met Anna Berg."
    )
    assert report.names == ["Aliyev", "Natiq Aliyev", "Anna Berg"]


def test_a_full_name_with_the_same_post_is_the_holder_named_before_by_surname() -> None:
    report = read(
        "The guest met President Aliyev of Azerbaijan.\nIlham Aliyev, the President, met Anna Berg."
    )
    assert report.names == ["Ilham Aliyev", "Anna Berg"]


def test_a_headline_introduces_nobody() -> None:
    report = read("Solomon Passy met Anna Berg.", title="Passy and Karl Holm meet Anna Berg in Baku")
    assert report.names == ["Solomon Passy", "Anna Berg"]


def test_every_mention_is_where_its_words_stand() -> None:
    report = read(f"{ENVOY}The Minister met Mayor Risto Penov.\nMr. Passy left.")
    person = report.person("Solomon Passy")
    assert [report.quoted(span) for span in person.mentions] == [
        "The OSCE Chairman-in-Office, Foreign Minister Solomon Passy",
        "The Minister",
        "Mr. Passy",
    ]
    for form in person.forms:
        assert {report.quoted(span) for span in form.spans} == {form.text}


def test_who_came_is_whom_the_text_is_about_when_a_sentence_names_no_subject() -> None:
    report: Report = read(f"{ENVOY}Talks with Mayor Risto Penov followed on Monday.")
    assert report.meetings() == ["Passy | Penov"]
