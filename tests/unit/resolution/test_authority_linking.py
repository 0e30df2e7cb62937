from __future__ import annotations

import pytest

from small_reference import small_reference
from written_corpus import WrittenDocument, mention, person_of, resolve

PASSY, VOLLEBAEK, HEYDAR, ILHAM = (f"person/p00000{number}" for number in range(1, 5))


def in_osce(key: str, name: str | None, title: str, date: str | None) -> WrittenDocument:
    doc = WrittenDocument(key, f"{name or 'The'} {title} of the OSCE spoke.\n", date=date)
    osce = doc.organization("OSCE", "intergovernmental", None, "structure/osce")
    doc.person(name, doc.role(title, osce))
    return doc


@pytest.mark.parametrize(
    ("document", "person"),
    [
        (mention("n1", "Solomon Passy", "Minister of Foreign Affairs", "BGR"), PASSY),
        (mention("n1", "Solomon Isaac Passy", "Foreign Minister", "BGR", date=None), PASSY),
        (mention("n1", "Passy", "Foreign Minister", "BGR"), PASSY),
        (in_osce("n1", "Knut Vollebaek", "Chairman-in-Office", "1999-05-05"), VOLLEBAEK),
        (
            in_osce("n1", "Knut Vollebaek", "High Commissioner on National Minorities", "2010-05-05"),
            VOLLEBAEK,
        ),
        (in_osce("n1", None, "Chairman-in-Office", "2004-04-06"), PASSY),
        (mention("n1", "Aliyev", "President", "AZE", date="1999-01-01"), HEYDAR),
        (mention("n1", "Aliyev", "President", "AZE", date="2010-01-01"), ILHAM),
    ],
)
def test_office_and_day_lead_to_the_authority_person(document: WrittenDocument, person: str) -> None:
    resolution = resolve(document)
    assert person_of(resolution, "n1") == person
    assert resolution.persons[0].authority


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(mention("n1", "Solomon Passy", "Foreign Minister", "BEL"), id="another State"),
        pytest.param(mention("n1", "Solomon Passy", "mayor"), id="a name alone"),
        pytest.param(mention("n1", "Solomon Petrov", "Foreign Minister", "BGR"), id="another surname"),
        pytest.param(mention("n1", "Isaac Passy", "Foreign Minister", "BGR"), id="another given name"),
        pytest.param(
            mention("n1", "Aliyev", "President", "AZE", date="2003-11-05"), id="day of the handover"
        ),
        pytest.param(mention("n1", "Aliyev", "President", "AZE", date=None), id="no day"),
        pytest.param(mention("n1", "Aliyev", "President", date="2010-01-01"), id="no State"),
        pytest.param(in_osce("n1", None, "Chairman-in-Office", "1998-04-06"), id="nobody known on that day"),
        pytest.param(in_osce("n1", None, "Chairman-in-Office", None), id="unnamed and no day"),
        pytest.param(in_osce("n1", None, "Deputy Chairman-in-Office", "2004-04-06"), id="a deputy"),
    ],
)
def test_too_little_or_contrary_evidence_leads_to_nobody(document: WrittenDocument) -> None:
    assert not any(person.authority for person in resolve(document).persons)


def test_a_person_in_office_at_that_time_is_known_in_a_document_that_names_the_body() -> None:
    doc = WrittenDocument("n1", "Solomon Passy spoke to the OSCE.\n", date="2004-04-06")
    doc.person("Solomon Passy")
    assert person_of(resolve(doc), "n1") == PASSY
    doc.date = "2010-04-06"
    assert person_of(resolve(doc), "n1") != PASSY


def test_the_link_says_why() -> None:
    resolution = resolve(mention("n1", "Solomon Passy", "Foreign Minister", "BGR"))
    link = next(link for link in resolution.links if link.local == "p1")
    assert link.score == 0.98
    assert link.reasons == (
        "the same name (similarity 1.00)",
        "held the office of Foreign Minister on 2004-04-06",
    )


def test_one_person_in_two_offices_years_apart_is_one_person() -> None:
    resolution = resolve(
        in_osce("n1", "Knut Vollebæk", "Chairman-in-Office", "1999-05-05"),
        in_osce("n2", "Knut Vollebaek", "High Commissioner on National Minorities", "2010-05-05"),
    )
    assert [person.key for person in resolution.persons] == [VOLLEBAEK]


def test_a_mention_without_a_day_joins_the_authority_person_by_way_of_another_document() -> None:
    resolution = resolve(
        mention("n1", "Solomon Passi", "Personal Envoy", "BGR"),
        mention("n2", "Solomon Passy", "Personal Envoy", "BGR"),
        mention("n3", "Solomon Passy", "Foreign Minister", "BGR"),
    )
    assert {person_of(resolution, key) for key in ("n2", "n3")} == {PASSY}
    assert person_of(resolution, "n1") == PASSY


def test_the_label_of_an_authority_person_is_that_of_the_reference_data() -> None:
    (person,) = resolve(in_osce("n1", "Knut Vollebaek", "Chairman-in-Office", "1999-05-05")).persons
    assert person.label == small_reference().persons[1].name
