"""Lists of participants, groups and bodies, and the subject of a verb."""

from __future__ import annotations

import pytest

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.groups import read_group
from osce_kg.extraction.organizations import read_organization
from osce_kg.extraction.phrases import AgentList, PhraseReader, after_adjunct
from osce_kg.extraction.syntax import governing_verb, subject_index
from press_release import analysed, read


def list_of(words: str) -> list[str]:
    """Return the participants of "Anna Berg met WORDS": names, posts or labels."""
    (sentence,) = analysed(f"Anna Berg met {words} .")
    found = PhraseReader(Cast([sentence])).read_object(sentence, 3)
    return _shown(found) if found else []


def _shown(found: AgentList) -> list[str]:
    return [agent.name or agent.label or agent.titles[0].text for agent in found.agents]


@pytest.mark.parametrize(
    ("words", "participants"),
    [
        ("Karl Holm and Jana Mala", ["Karl Holm", "Jana Mala"]),
        ("President Karl Holm, Mayor Jana Mala and students", ["Karl Holm", "Jana Mala", "students"]),
        (
            "the Minister of Justice, Karl Holm, the Minister of the Interior, Ivo Babić, and students",
            ["Karl Holm", "Ivo Babić", "students"],
        ),
        ("with, among others, President Karl Holm", ["Karl Holm"]),
        ("today in Baku with President Karl Holm", ["Karl Holm"]),
        ("on 5 April Karl Holm", ["Karl Holm"]),
        ("Karl Holm in Yerevan on 6 October and Jana Mala in Baku", ["Karl Holm", "Jana Mala"]),
        (
            "President Karl Holm, the State Secretary, and the Mayor of Osijek",
            ["Karl Holm", "State Secretary", "Mayor"],
        ),
        ("him and the two men", ["him", "they"]),
        ("the target", []),
    ],
)
def test_a_list_has_its_members_and_no_more(words: str, participants: list[str]) -> None:
    assert list_of(words) == participants


def test_a_list_ends_where_the_subject_of_another_clause_begins() -> None:
    assert list_of("Karl Holm, and Jana Mala said that it rained") == ["Karl Holm"]


def group_of(words: str) -> tuple[str, int | None, list[str]] | None:
    (sentence,) = analysed(f"She met {words} .")
    group = read_group(sentence, 2)
    if group is None:
        return None
    return group.label, group.size, [body.entry.key for body in group.represents if body.entry]


@pytest.mark.parametrize(
    ("words", "label", "size", "represents"),
    [
        ("representatives of civil society", "representatives of civil society", None, []),
        ("the local authorities", "local authorities", None, []),
        ("25 judges", "25 judges", 25, []),
        ("five journalists from Ukraine", "five journalists from Ukraine", 5, ["UKR"]),
        (
            "representatives of political parties, non-governmental organizations and the mass media",
            "representatives of political parties, non-governmental organizations and the mass media",
            None,
            [],
        ),
        ("officials in Moscow", "officials", None, []),
        ("women's groups", "women's groups", None, []),
        ("Georgian officials on Monday", "Georgian officials", None, ["GEO"]),
    ],
)
def test_a_group_goes_by_its_description(
    words: str, label: str, size: int | None, represents: list[str]
) -> None:
    assert group_of(words) == (label, size, represents)


def test_a_year_before_a_group_is_not_its_size() -> None:
    (sentence,) = analysed("The 2004 graduates met.")
    group = read_group(sentence, 0)
    assert group is not None
    assert group.size is None


@pytest.mark.parametrize("words", ["the criteria", "a problem", "media freedom", "Karl Holm", "it"])
def test_things_and_single_people_are_no_groups(words: str) -> None:
    assert group_of(words) is None


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("the OSCE Mission to Skopje", "OSCE Mission to Skopje"),
        ("the Centre", "Centre"),
        ("the Zhalgas Foundation", "Zhalgas Foundation"),
        ("the Ministry of Justice of Georgia", "Ministry of Justice of Georgia"),
    ],
)
def test_a_body_that_acts_goes_by_its_name(words: str, label: str) -> None:
    (sentence,) = analysed(f"She met {words} .")
    body = read_organization(sentence, 2)
    assert body is not None
    assert body.label == label


@pytest.mark.parametrize("words", ["the meeting", "the centre", "Karl"])
def test_lower_case_words_are_no_bodies(words: str) -> None:
    (sentence,) = analysed(f"She met {words} .")
    assert read_organization(sentence, 2) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("in Yerevan on 6 October and left", "and left"),
        ("today in the Georgia region", "region"),
        ("on Monday with", "with"),
        ("from 5 to 6 April with", "with"),
        ("in the end", "in the end"),
    ],
)
def test_places_and_days_are_stepped_over(text: str, rest: str) -> None:
    sentence = analysed(text)[0]
    assert sentence.text_of(after_adjunct(sentence, 0), len(sentence)) == rest


def verb_of(sentence: Sentence, word: str) -> int:
    return next(index for index, token in enumerate(sentence.tokens) if token.lower == word)


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Karl Holm arrived and met the Mayor.", "met", "Holm"),
        ("Karl Holm came to meet the Mayor.", "meet", "Holm"),
        ("The report, which Karl Holm wrote, is long.", "wrote", "Holm"),
        ("The Mayor, who met Karl Holm, left.", "met", "Mayor"),
    ],
)
def test_the_subject_of_a_verb_is_shared_and_relative_clauses_have_their_noun(
    text: str, verb: str, subject: str
) -> None:
    sentence = analysed(text)[0]
    index = subject_index(sentence, verb_of(sentence, verb))
    assert index is not None
    assert sentence.tokens[index].text == subject


def test_a_noun_hangs_on_its_verb() -> None:
    sentence = analysed("Karl Holm held a long meeting with Anna Berg.")[0]
    verb = governing_verb(sentence, verb_of(sentence, "meeting"))
    assert verb is not None
    assert sentence.lower(verb) == "held"


@pytest.mark.parametrize(
    "text",
    [
        "Karl Holm (Norway), Anna Berg (France) and Nils Berge-Holm (Latvia) met in Vienna.",
        "Karl Holm (Norway), Anna Berg (France), and Ivo Kovac (Latvia) met in Vienna.",
        "Karl Holm (Norway), Anna Berg (France) and Jens van den Bos (Latvia) met in Vienna.",
    ],
)
def test_the_last_of_a_list_is_no_subject_of_its_own_without_a_verb_before(text: str) -> None:
    (meeting,) = read(text).meetings()
    assert meeting.count(" | ") == 2
