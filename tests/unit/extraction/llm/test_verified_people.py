"""What is left of claims about people: what the text bears out, in the words of the text."""

from __future__ import annotations

import pytest

from model_answers import person, post, read_with

BODY = (
    "Norway’s Foreign Minister Erik Stahl met Mayor Ivo Kovac.\n"
    "Mr. Stahl thanked the Mayor.\n\n"
    "Ambassador Anna Berg, the Head of the OSCE Mission to Serbia, was there too."
)
LEAD = "Norway's Foreign Minister Erik Stahl met Mayor Ivo Kovac."


def test_a_person_has_the_names_and_posts_that_their_quotes_hold() -> None:
    report = read_with(
        BODY,
        [person("p1", "Erik Stahl", LEAD, post("Foreign Minister", "Norway", LEAD), forms=["Stahl"])],
    )
    [found] = report.extraction.persons
    assert found.name == "Erik Stahl"
    assert [(form.text, form.name) for form in found.forms] == [
        ("Erik Stahl", "Erik Stahl"),
        ("Mr. Stahl", "Stahl"),
    ]
    assert report.posts("Erik Stahl") == [("Foreign Minister", "Norway")]
    assert report.quoted(found.roles[0].span) == "Foreign Minister"
    assert report.extraction.warnings == ()


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (person("p1", "Erik Stahl", LEAD.replace("met", "saw")), "quotes that are not in the text (1)"),
        (person("p1", "Erik Stahl", "Karl Holm of another document"), "quotes that are not in the text (1)"),
        (person("p1", "Erik Stahl", "Stahl"), "quotes of a single word (1)"),
        (person("p1", "Erik Stahl", ""), "quotes of a single word (1)"),
        (person("p1", "Erik Stal", LEAD), "persons whose name is not in their quote (1)"),
        (person("p1", "Anna Berg", LEAD), "persons whose name is not in their quote (1)"),
        (person("p1", "Norway", LEAD), "names that are not names of persons (1)"),
        (person("p1", "Foreign Minister", LEAD), "names that are not names of persons (1)"),
        (person("p1", "met", LEAD), "names that are not names of persons (1)"),
        (person("p1", "Stahl met Mayor Ivo Kovac", LEAD), "names that are not names of persons (1)"),
        (person("p1", "", LEAD), "persons without a name or a post (1)"),
    ],
)
def test_a_person_that_the_text_does_not_bear_out_is_left_out_and_counted(
    claim: dict[str, object], told: str
) -> None:
    found = read_with(BODY, [claim]).extraction
    assert found.persons == ()
    assert found.warnings == (f"left out of the model's answer: {told}",)


def test_titles_and_courtesies_are_no_part_of_a_name() -> None:
    for claimed in ("Foreign Minister Erik Stahl", "Erik Stahl"):
        assert read_with(BODY, [person("p1", claimed, LEAD)]).names == ["Erik Stahl"]
    claimed = person("p1", "Ambassador Anna Berg", "Ambassador Anna Berg, the Head")
    assert read_with(BODY, [claimed]).names == ["Anna Berg"]


def test_a_form_that_is_no_way_to_write_the_name_is_left_out() -> None:
    report = read_with(BODY, [person("p1", "Erik Stahl", LEAD, forms=["Kovac", "Stahl", "E. Stahl"])])
    assert [form.name for form in report.person("Erik Stahl").forms] == ["Erik Stahl", "Stahl"]
    assert "forms of a name that do not belong to one person (2)" in report.extraction.warnings[0]


def test_a_surname_of_two_people_is_the_name_of_neither() -> None:
    body = "Erik Stahl met Anna Stahl.\nStahl left."
    people = [
        person(id, name, "Erik Stahl met Anna Stahl", forms=["Stahl"])
        for id, name in (("p1", "Erik Stahl"), ("p2", "Anna Stahl"))
    ]
    report = read_with(body, people)
    assert [[form.name for form in found.forms] for found in report.extraction.persons] == [
        ["Erik Stahl"],
        ["Anna Stahl"],
    ]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (post("Prime Minister", "Norway", LEAD), "posts whose title is not in their quote (1)"),
        (post("", "Norway", LEAD), "posts whose title is not in their quote (1)"),
        (
            post("Head", "OSCE Mission to Serbia", "the Head of the OSCE Mission to Serbia"),
            "posts whose holder is not named in their quote (1)",
        ),
        (
            post("Foreign Minister", "Norway", "Foreign Minister of Norway"),
            "quotes that are not in the text (1)",
        ),
    ],
)
def test_a_post_that_its_quote_does_not_give_the_person_is_left_out(claim: dict[str, str], told: str) -> None:
    report = read_with(BODY, [person("p1", "Erik Stahl", LEAD, claim)])
    assert report.posts("Erik Stahl") == []
    assert told in report.extraction.warnings[0]


def test_a_body_that_is_named_elsewhere_only_is_marked_as_inferred() -> None:
    quote = "Mr. Stahl thanked the Mayor."
    claim = person("p1", "Erik Stahl", LEAD, post("Foreign Minister", "OSCE Mission to Serbia", LEAD))
    [role] = read_with(BODY, [claim]).extraction.persons[0].roles
    assert role.organization_inferred
    claim = person("p1", "Ivo Kovac", LEAD, post("Mayor", "Belgrade", LEAD))
    report = read_with(f"{BODY}\n{quote}", [claim])
    assert report.posts("Ivo Kovac") == [("Mayor", None)]
    assert "bodies of posts that the text does not name (1)" in report.extraction.warnings[0]


def test_a_body_that_only_the_document_knows_keeps_its_name_and_state() -> None:
    body = "Karl Holm, Chairperson of the Central Election Commission of Georgia, spoke."
    claim = person(
        "p1", "Karl Holm", body, post("Chairperson", "Central Election Commission of Georgia", body)
    )
    [found] = read_with(body, [claim]).extraction.organizations
    assert (found.name, found.state, found.reference) == (
        "Central Election Commission of Georgia",
        "GEO",
        None,
    )


def test_the_holder_of_a_post_need_not_have_a_name() -> None:
    quote = "the Head of the OSCE Mission to Serbia"
    report = read_with(BODY, [person("p1", "", "", post("Head", "OSCE Mission to Serbia", quote))])
    assert report.posts(None) == [("Head", "OSCE Mission to Serbia")]
    assert report.extraction.persons[0].mentions


def test_a_title_in_the_plural_is_the_title_of_each() -> None:
    body = "The Foreign Ministers of Austria and Poland met."
    people = [
        person(f"p{number}", "", "", post("Foreign Minister", state, body))
        for number, state in enumerate(("Austria", "Poland"), start=1)
    ]
    report = read_with(body, people)
    posts = [
        (role.title, report.organization(role.organization))
        for p in report.extraction.persons
        for role in p.roles
    ]
    assert posts == [("Foreign Minister", "Austria"), ("Foreign Minister", "Poland")]


def test_every_confidence_says_that_nobody_has_measured_it() -> None:
    claim = person("p1", "Erik Stahl", LEAD, post("Foreign Minister", "Norway", LEAD))
    [found] = read_with(BODY, [claim]).extraction.persons
    assert (found.confidence, found.roles[0].confidence) == (0.5, 0.5)
