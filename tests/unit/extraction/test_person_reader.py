"""Who a noun phrase denotes: one person with several posts, or several people."""

from __future__ import annotations

import pytest

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.person_reader import PersonReader
from press_release import analysed

People = list[tuple[str | None, list[str]]]


def agents_of(text: str) -> list[Agent]:
    return PersonReader(analysed(text)[0]).read_all()


def people(text: str) -> People:
    """Return (name or None, ["Title/body", …]) of each person or office holder of a sentence."""
    return [(agent.name, [_post(agent, i) for i in range(len(agent.titles))]) for agent in agents_of(text)]


def _post(agent: Agent, index: int) -> str:
    title = agent.titles[index]
    body = title.body or agent.affiliation
    return f"{title.text}/{(body.entry.key if body.entry else body.text) if body else ''}"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        (
            "The OSCE Chairman-in-Office, Bulgaria's Foreign Minister Solomon Passy,",
            [("Solomon Passy", ["Chairman-in-Office/osce", "Foreign Minister/BGR"])],
        ),
        (
            "Solomon Passy, Foreign Minister of Bulgaria and OSCE Chairman-in-Office,",
            [("Solomon Passy", ["Foreign Minister/BGR", "Chairman-in-Office/osce"])],
        ),
        ("Nurtay Abykaev, the Speaker of the Senate,", [("Nurtay Abykaev", ["Speaker of the Senate/"])]),
        (
            "The Chairman of the Central Election Commission, Zagipa Baliyeva,",
            [("Zagipa Baliyeva", ["Chairman/Central Election Commission"])],
        ),
        ("Its new Head, Ivar Vikki,", [("Ivar Vikki", ["Head/"])]),
        (
            "Karl Holm, the OSCE Chairman-in-Office's Personal Envoy for Central Asia,",
            [("Karl Holm", ["Personal Envoy for Central Asia/OSCE Chairman-in-Office"])],
        ),
    ],
)
def test_names_and_posts_in_apposition_are_one_person(phrase: str, expected: People) -> None:
    assert people(f"{phrase} left.") == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        (
            "Deputy Prime Minister Ana Kovač, Minister Ivo Babić and Mayor Karl Holm",
            [
                ("Ana Kovač", ["Deputy Prime Minister/"]),
                ("Ivo Babić", ["Minister/"]),
                ("Karl Holm", ["Mayor/"]),
            ],
        ),
        (
            "President Karl Holm, Prime Minister Jana Mala and the Speaker of Parliament, Ivo Babić,",
            [
                ("Karl Holm", ["President/"]),
                ("Jana Mala", ["Prime Minister/"]),
                ("Ivo Babić", ["Speaker of Parliament/"]),
            ],
        ),
        (
            "President Karl Holm, the State Secretary, the Mayor of Osijek",
            [("Karl Holm", ["President/"]), (None, ["State Secretary/"]), (None, ["Mayor/g3193935"])],
        ),
    ],
)
def test_people_in_a_list_stay_apart(phrase: str, expected: People) -> None:
    assert people(f"Anna Berg met {phrase} in the hall.")[1:] == expected


def test_two_titles_joined_without_an_article_are_one_persons() -> None:
    assert people("Deputy Prime Minister and Foreign Minister Ditmir Bushati left.") == [
        ("Ditmir Bushati", ["Deputy Prime Minister/", "Foreign Minister/"])
    ]


def test_courtesy_in_the_plural_introduces_each_of_the_names() -> None:
    assert [name for name, _ in people("Messrs. Holm and Babić met Anna Berg.")[:2]] == ["Holm", "Babić"]


def test_a_designate_is_no_part_of_the_name() -> None:
    (agent,) = agents_of("Secretary General-designate Anna Berg left.")
    assert (agent.name, agent.titles[0].text, agent.titles[0].tenure) == (
        "Anna Berg",
        "Secretary General",
        "designate",
    )


def test_a_title_of_courtesy_between_post_and_name_belongs_to_neither() -> None:
    assert people("Foreign Minister Dr. Solomon Passy left.") == [("Solomon Passy", ["Foreign Minister/"])]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        (
            "Presidents Aleksander Kwasniewski of Poland and Valdas Adamkus of Lithuania",
            [("Aleksander Kwasniewski", ["President/POL"]), ("Valdas Adamkus", ["President/LTU"])],
        ),
        (
            "The Foreign Ministers of Armenia and Azerbaijan, Karl Holm and Ivo Babić,",
            [("Karl Holm", ["Foreign Minister/ARM"]), ("Ivo Babić", ["Foreign Minister/AZE"])],
        ),
        (
            "Foreign Ministers Karl Holm and Ivo Babić",
            [("Karl Holm", ["Foreign Minister/"]), ("Ivo Babić", ["Foreign Minister/"])],
        ),
        (
            "The Foreign Ministers of Armenia, Azerbaijan and Georgia",
            [
                (None, ["Foreign Minister/ARM"]),
                (None, ["Foreign Minister/AZE"]),
                (None, ["Foreign Minister/GEO"]),
            ],
        ),
    ],
)
def test_a_plural_title_gives_its_post_to_each_of_the_people(phrase: str, expected: People) -> None:
    assert people(f"{phrase} left.") == expected


def test_brackets_after_the_names_hold_their_states_and_leave_the_shared_post_in_its_body() -> None:
    found = agents_of(
        "The Co-Chairs of the OSCE Minsk Group, Igor Popov (Russian Federation), Stephane Visconti (France) "
        "and Andrew Schofer (United States), left."
    )
    assert [agent.name for agent in found] == ["Igor Popov", "Stephane Visconti", "Andrew Schofer"]
    assert {_post(agent, 0) for agent in found} == {"Co-Chair/minsk"}
    assert [agent.affiliation and agent.affiliation.text for agent in found] == [
        "Russian Federation",
        "France",
        "United States of America",
    ]


def test_a_member_of_parliament_in_brackets_is_given_that_post() -> None:
    first, second = people("Co-Rapporteurs Helena Demakova (MP, Latvia) and Karl Holm (Sweden) left.")
    assert first == ("Helena Demakova", ["Co-Rapporteur/LVA", "Member of Parliament/LVA"])
    assert second == ("Karl Holm", ["Co-Rapporteur/SWE"])


@pytest.mark.parametrize(
    ("clause", "post", "tenure"),
    [
        ("who is the Swedish Ambassador", "Ambassador/SWE", "holder"),
        ("who was Foreign Minister of Norway", "Foreign Minister/NOR", "former"),
        ("who heads the OSCE Mission to Moldova", "Head/moldova", "holder"),
        ("a former Foreign Minister of Norway", "Foreign Minister/NOR", "former"),
        ("formerly Foreign Minister of Norway", "Foreign Minister/NOR", "former"),
        ("who heads the OSCE Office in Baku", "Head/baku", "holder"),
    ],
)
def test_a_relative_clause_or_an_indefinite_apposition_tells_a_post(
    clause: str, post: str, tenure: str
) -> None:
    agent = agents_of(f"Karl Holm, {clause}, left.")[0]
    assert _post(agent, 0) == post
    assert agent.titles[0].tenure == tenure


def test_a_relative_clause_may_tell_a_post_of_today_and_one_to_come() -> None:
    agent = agents_of(
        "Anna Berg, who chairs the Permanent Council and will become Secretary General in 2005, left."
    )[0]
    assert [_post(agent, i) for i in range(2)] == ["Chair/pc", "Secretary General/"]
    assert [title.tenure for title in agent.titles] == ["holder", "designate"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Deputy Head of the OSCE Mission to Serbia left.", "office"),
        ("The two Presidents left.", "collective"),
        ("Five Ambassadors to the OSCE left.", "group"),
        ("Solomon Passy left.", "person"),
    ],
)
def test_a_post_without_a_name_is_an_office_and_a_plural_one_a_group_or_points_back(
    text: str, kind: str
) -> None:
    assert [agent.kind for agent in agents_of(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "They debated the new Election Law in the Old Town.",
        "The Civic Lobbying course opened.",
        "The lawyer and the journalist left.",
        "The private secretary left.",
    ],
)
def test_names_of_things_and_people_without_a_post_are_no_agents(text: str) -> None:
    assert agents_of(text) == []
