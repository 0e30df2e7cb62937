from __future__ import annotations

import pytest

from osce_kg.extraction.analysis import Sentence
from press_release import analysed, gazetteer


def found(text: str) -> dict[str, list[tuple[str, str]]]:
    """Return what is found in a sentence: words, and (kind, key) of all they can mean."""
    sentence = analysed(text)[0]
    return {
        sentence.text_of(match.start, match.end): [(entry.kind, entry.key) for entry in match.entries]
        for match in sentence.matches.values()
    }


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Kazakhstan", ("state", "KAZ")),
        ("Republic of Moldova", ("state", "MDA")),
        ("Bulgarian", ("demonym", "BGR")),
        ("Kyiv", ("city", "g703448")),
        ("Kiev", ("city", "g703448")),
        ("Central Asia", ("region", "Central Asia")),
        ("ODIHR", ("structure", "odihr")),
        ("OSCE Centre in Almaty", ("structure", "kazakhstan")),
    ],
)
def test_names_of_the_reference_data_are_found(words: str, meaning: tuple[str, str]) -> None:
    assert meaning in found(f"They spoke of {words} again.")[words]


def test_the_longest_name_wins_and_hides_the_names_inside_it() -> None:
    assert set(found("The OSCE Centre in Almaty opened.")) == {"OSCE Centre in Almaty"}
    assert set(found("The Foreign Minister of Bosnia and Herzegovina left.")) == {"Bosnia and Herzegovina"}


def test_a_name_that_breaks_off_inside_a_word_gives_way_to_a_shorter_whole_one() -> None:
    assert set(found("The OSCE Chairlift opened.")) == {"OSCE"}
    assert found("The Maltadrome in Romaniac style opened.") == {}


def test_a_name_in_running_text_needs_its_capitals() -> None:
    assert found("They ate turkey with georgia sauce.") == {}


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_a_typographic_apostrophe_is_an_apostrophe(apostrophe: str) -> None:
    name = f"People{apostrophe}s Republic of China"
    assert found(f"Envoys of the {name} came.") == {name: [("state", "CHN")]}


def test_matches_keep_to_whole_tokens_and_do_not_overlap() -> None:
    sentence: Sentence = analysed("The OSCE Mission to Skopje and the OSCE Centre in Almaty met in Skopje.")[
        0
    ]
    taken = 0
    for start in sorted(sentence.matches):
        match = sentence.matches[start]
        assert match.start == start >= taken
        taken = match.end
    assert len(sentence.matches) == 3


def test_an_ambiguous_name_keeps_all_its_meanings_and_the_asked_kind_is_chosen() -> None:
    match = next(iter(analysed("They flew to Luxembourg.")[0].matches.values()))
    assert match.entry("state") is not None
    assert match.entry("city") is not None
    assert match.entry("region") is None


def test_lookup_does_not_mind_capitals() -> None:
    entry = gazetteer().lookup("ALMATY", "city", "state")
    assert entry is not None
    assert (entry.kind, entry.name) == ("city", "Almaty")
    assert gazetteer().lookup("Nowhere-on-Sea", "city") is None


def test_a_title_can_be_asked_for_what_it_names_longest_name_first() -> None:
    found = gazetteer().find_entries("OSCE Mission to Skopje trains police", "structure")
    assert [name for name, _ in found] == ["OSCE Mission to Skopje", "OSCE"]
    assert gazetteer().structures[found[0][1].key].host == "MKD"
    assert gazetteer().find_entries("Police trained", "structure") == []
