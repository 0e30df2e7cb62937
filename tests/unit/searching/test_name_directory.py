"""Every named thing is found by its names, and only among the types that were asked for."""

from __future__ import annotations

import pytest

from osce_kg.searching.directory import NameDirectory, NamedThing

THINGS = (
    NamedThing("person/p1", ("Person",), ("Solomon Passy",)),
    NamedThing("person/p2", ("Person",), ("Elmedin Konaković", "Minister Konaković")),
    NamedThing("person/p3", ("Person",), ("John Peter Marshall",)),
    NamedThing("state/BGR", ("State",), ("Bulgaria", "Bulgarien", "BGR")),
    NamedThing("place/BGR", ("Place",), ("Bulgaria",)),
    NamedThing("structure/odihr", ("Institution",), ("Office for Democratic Institutions", "ODIHR")),
    NamedThing("structure/kazakhstan", ("FieldOperation",), ("OSCE Centre in Astana",)),
    NamedThing("post/x1", ("Post",), ("Foreign Minister of Bosnia and Herzegovina",)),
    NamedThing("post/x2", ("Post",), ("Foreign Minister of Bulgaria", "Director of the Marshall Center")),
    NamedThing("event/x1", ("Meeting",), ("Solomon Passy met Elmedin Konaković",)),
)


@pytest.fixture(scope="module")
def directory() -> NameDirectory:
    return NameDirectory(THINGS, {"person/x9": "person/p1"})


def keys(directory: NameDirectory, text: str, *types: str) -> list[str]:
    return [found.key for found in directory.find(text, types=types)]


def test_without_types_everything_is_searched(directory: NameDirectory) -> None:
    assert {"state/BGR", "place/BGR"} == set(keys(directory, "Bulgaria")[:2])
    assert keys(directory, "Solomon Passy")[:2] == ["person/p1", "event/x1"]


def test_types_limit_what_is_found_to_them_and_narrower_ones(directory: NameDirectory) -> None:
    assert keys(directory, "Bulgaria", "State") == ["state/BGR"]
    assert keys(directory, "Solomon Passy", "Event") == ["event/x1"]
    assert keys(directory, "ODIHR", "Organization") == ["structure/odihr"]
    assert keys(directory, "ODIHR", "Institution", "Person") == ["structure/odihr"]
    assert keys(directory, "ODIHR", "FieldOperation") == []
    assert keys(directory, "ODIHR", "NoSuchType") == []


def test_the_words_of_a_post_beside_a_name_are_set_aside(directory: NameDirectory) -> None:
    text = "Elmedin Konakovic, Foreign Minister of Bosnia and Herzegovina"
    found = directory.find(text, types=("Person",))[0]
    assert found.key == "person/p2"
    assert found.similarity > 0.97
    # The words may have been part of a name after all.
    assert found.is_same is False


def test_a_name_that_is_also_a_word_of_a_post_stays_a_name(directory: NameDirectory) -> None:
    found = directory.find("John Peter Marshall", types=("Person",))[0]
    assert (found.key, found.is_same) == ("person/p3", True)


def test_a_key_that_a_merge_ended_leads_to_the_one_of_today(directory: NameDirectory) -> None:
    assert directory.current("person/x9") == "person/p1"
    assert directory.current("person/p1") == "person/p1"
    assert directory.current("person/nobody") is None


def test_names_and_types_of_a_thing_can_be_asked_for(directory: NameDirectory) -> None:
    assert directory.names_of("state/BGR") == ["Bulgaria", "Bulgarien", "BGR"]
    assert directory.types_of("structure/odihr") == ("Institution",)
    assert directory.has_type("structure/odihr", ("Organization",))
    assert not directory.has_type("structure/odihr", ("FieldOperation",))
    assert (directory.names_of("x"), directory.types_of("x")) == ([], ())


def test_the_order_of_the_things_does_not_matter() -> None:
    forward, backward = NameDirectory(THINGS, {}), NameDirectory(reversed(THINGS), {})
    for text in ("Bulgaria", "Passy", "Minister", "OSCE"):
        assert forward.find(text) == backward.find(text)
