"""The grammar of posts, one table for each construct."""

from __future__ import annotations

import pytest

from osce_kg.extraction.posts import Body, Title
from osce_kg.extraction.title_heads import singular_title
from osce_kg.extraction.titles import parse_title
from press_release import analysed


def title_of(phrase: str) -> Title:
    """Return the post that begins the sentence "PHRASE spoke."."""
    title = parse_title(analysed(f"{phrase} spoke in the hall.")[0], 0)
    assert title is not None, phrase
    return title


def body_of(title: Title) -> str | None:
    return _shown(title.body) if title.body else None


def _shown(body: Body) -> str:
    return body.entry.key if body.entry else body.text


@pytest.mark.parametrize(
    ("phrase", "title", "body"),
    [
        ("Bulgaria's Foreign Minister", "Foreign Minister", "BGR"),
        ("The Bulgarian Foreign Minister", "Foreign Minister", "BGR"),
        ("The U.S. Ambassador", "Ambassador", "USA"),
        ("The Kyrgyz Republic's Minister of Emergency Situations", "Minister of Emergency Situations", "KGZ"),
        ("The ODIHR Director", "Director", "odihr"),
        ("The OSCE Chairman-in-Office", "Chairman-in-Office", "osce"),
        ("The EU Special Representative", "Special Representative", "eu"),
        ("The Mission's Head", "Head", "Mission"),
    ],
)
def test_a_body_before_the_title_is_the_body_of_the_post(phrase: str, title: str, body: str) -> None:
    assert (title_of(phrase).text, body_of(title_of(phrase))) == (title, body)


@pytest.mark.parametrize(
    ("phrase", "title", "body"),
    [
        ("The President of Finland", "President", "FIN"),
        ("The Minister for Foreign Affairs of Ukraine", "Minister for Foreign Affairs", "UKR"),
        (
            "The Minister of Foreign Affairs and European Integration of Moldova",
            "Minister of Foreign Affairs and European Integration",
            "MDA",
        ),
        ("The Speaker of the Senate of Kazakhstan", "Speaker of the Senate", "KAZ"),
        ("The Deputy Speaker of Parliament", "Deputy Speaker of Parliament", None),
        (
            "The Chairman of the Central Election Commission of Kazakhstan",
            "Chairman",
            "Central Election Commission of Kazakhstan",
        ),
        ("The Mayor of Osijek", "Mayor", "g3193935"),
        (
            "The Deputy Head of the Election Section of the ODIHR",
            "Deputy Head of the Election Section",
            "odihr",
        ),
        (
            "The Special Representative of the UN Secretary General",
            "Special Representative",
            "UN Secretary General",
        ),
        ("The Head of the OSCE Presence in Albania", "Head", "albania"),
        ("The Deputy Head of the OSCE Mission to Serbia", "Deputy Head", "serbia"),
        ("The President of the OSCE Parliamentary Assembly", "President", "pa"),
        ("The Secretary General of the Council of Europe", "Secretary General", "coe"),
        ("The Head of Mission", "Head of Mission", None),
        ("The Permanent Representative of Norway to the OSCE", "Permanent Representative to the OSCE", "NOR"),
        ("The Ambassador of Germany to Kazakhstan", "Ambassador", "DEU"),
    ],
)
def test_a_body_after_the_title_is_the_body_of_the_post(phrase: str, title: str, body: str | None) -> None:
    assert (title_of(phrase).text, body_of(title_of(phrase))) == (title, body)


@pytest.mark.parametrize(
    ("phrase", "title", "body"),
    [
        (
            "The OSCE High Commissioner on National Minorities",
            "High Commissioner on National Minorities",
            "osce",
        ),
        ("The OSCE Representative on Freedom of the Media", "Representative on Freedom of the Media", "osce"),
        ("The Minister responsible for European Integration, who", "Minister for European Integration", None),
        ("The Minister responsible for European Integration", "Minister for European Integration", None),
        (
            "The EU Special Representative for the South Caucasus",
            "Special Representative for the South Caucasus",
            "eu",
        ),
        ("The Deputy Minister of Foreign Affairs", "Deputy Minister of Foreign Affairs", None),
        (
            "The Minister of Political System and Inter-Community Relations",
            "Minister of Political System and Inter-Community Relations",
            None,
        ),
    ],
)
def test_what_a_post_is_responsible_for_belongs_to_the_title(
    phrase: str, title: str, body: str | None
) -> None:
    assert (title_of(phrase).text, body_of(title_of(phrase))) == (title, body)


@pytest.mark.parametrize(
    "phrase",
    [
        "The OSCE Chairman-in-Office's Personal Envoy for Central Asia",
        "The OSCE Chairman-in-Office’s Personal Envoy for Central Asia",
        "The CiO's Personal Envoy for Central Asia",
    ],
)
def test_a_post_may_belong_to_the_holder_of_another_post(phrase: str) -> None:
    title = title_of(phrase)
    assert (title.text, body_of(title)) == ("Personal Envoy for Central Asia", "OSCE Chairman-in-Office")


@pytest.mark.parametrize(
    ("phrase", "title", "tenure"),
    [
        ("The acting Prime Minister of Georgia", "Prime Minister", "acting"),
        ("The former President of Finland", "President", "former"),
        ("The incoming Chairperson-in-Office", "Chairperson-in-Office", "designate"),
        ("The Secretary General designate", "Secretary General", "designate"),
        ("The Secretary General-designate", "Secretary General", "designate"),
        ("The Prime Minister-designate", "Prime Minister", "designate"),
        ("The newly-appointed Head of Mission", "Head of Mission", "holder"),
        ("The outgoing Head of Mission", "Head of Mission", "holder"),
        ("The First Deputy Prime Minister", "First Deputy Prime Minister", "holder"),
    ],
)
def test_words_of_tenure_say_how_the_post_is_held_and_are_no_part_of_it(
    phrase: str, title: str, tenure: str
) -> None:
    assert (title_of(phrase).text, title_of(phrase).tenure) == (title, tenure)


@pytest.mark.parametrize(
    ("phrase", "title", "bodies", "count"),
    [
        (
            "The Foreign Ministers of Armenia, Azerbaijan and Georgia",
            "Foreign Minister",
            ["ARM", "AZE", "GEO"],
            None,
        ),
        ("The Presidents of Armenia and Azerbaijan", "President", ["ARM", "AZE"], None),
        ("The two Presidents", "President", [], 2),
        ("Five Ambassadors to the OSCE", "Ambassador to the OSCE", [], 5),
        ("The heads of the other delegations", "Head of delegation", [], None),
    ],
)
def test_one_plural_title_may_stand_for_a_post_in_each_of_several_bodies(
    phrase: str, title: str, bodies: list[str], count: int | None
) -> None:
    found = title_of(phrase)
    assert found.plural
    assert (found.text, [_shown(body) for body in found.bodies], found.count) == (title, bodies, count)


@pytest.mark.parametrize(
    ("phrase", "title", "possessor"),
    [
        ("Its new Head", "Head", "its"),
        ("His Personal Envoy", "Personal Envoy", "his"),
        ("The Head", "Head", None),
    ],
)
def test_a_possessive_pronoun_is_kept_for_tracing_the_body(
    phrase: str, title: str, possessor: str | None
) -> None:
    found = title_of(phrase)
    assert found.definite
    assert (found.text, found.possessor) == (title, possessor)


@pytest.mark.parametrize(
    "sentence",
    [
        "The general mood was good.",
        "They will head to Vienna.",
        "The chief reason was money.",
        "Kazakhstan spoke.",
        "It was a private talk.",
    ],
)
def test_words_that_only_look_like_titles_are_none(sentence: str) -> None:
    found = analysed(sentence)[0]
    assert [parse_title(found, index) for index in range(len(found))] == [None] * len(found)


def test_the_cio_is_the_chairman_in_office() -> None:
    assert title_of("The CiO").text == "Chairman-in-Office"


def test_a_title_ends_where_the_name_begins() -> None:
    sentence = analysed("Foreign Minister of Ukraine Pavlo Klimkin spoke.")[0]
    title = parse_title(sentence, 0)
    assert title is not None
    assert sentence.text_of(title.start, title.end) == "Foreign Minister of Ukraine"


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("Foreign Ministers", "Foreign Minister"),
        ("Chairmen", "Chairman"),
        ("Secretaries of State", "Secretary of State"),
        ("Deputy Directors General", "Deputy Director General"),
        ("Deputies", "Deputy"),
    ],
)
def test_plural_titles_have_a_singular(plural: str, singular: str) -> None:
    assert singular_title(plural) == singular
