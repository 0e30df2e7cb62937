"""Posts that one person may have held one after the other, as evidence beside a full name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osce_kg.model.reference import City, Reference
from osce_kg.model.resolution import Resolution
from osce_kg.resolution import resolve_mentions
from small_reference import SOURCED, small_reference
from written_corpus import WrittenDocument, mention, person_of


def reference() -> Reference:
    """The small reference with two field operations of the OSCE and two cities of one name."""
    known = small_reference()
    (centre,) = (structure for structure in known.structures if structure.key == "kazakhstan")
    missions = tuple(replace(centre, key=key, parent="osce") for key in ("kazakhstan", "baku"))
    others = tuple(structure for structure in known.structures if structure.key != "kazakhstan")
    cities = tuple(
        City(f"g{number}", name, (), iso3, 0.0, 0.0, 1, False, SOURCED)
        for number, (name, iso3) in enumerate((("Sofia", "BGR"), ("Burg", "BGR"), ("Burg", "BEL")))
    )
    return replace(known, structures=(*others, *missions), cities=cities)


def resolve(*documents: WrittenDocument) -> Resolution:
    return resolve_mentions(
        [document.document for document in documents],
        [document.extraction for document in documents],
        reference(),
    )


def of_mission(key: str, title: str, mission: str, date: str) -> WrittenDocument:
    doc = WrittenDocument(key, f"Anna Berg, {title} of the {mission}, spoke.\n", date=date)
    body = doc.organization(mission, "field-operation", None, f"structure/{mission}")
    doc.person("Anna Berg", doc.role(title, body))
    return doc


def test_the_heads_of_two_missions_of_one_name_are_one_person_after_some_time() -> None:
    resolution = resolve(
        of_mission("n1", "Head", "baku", "2003-01-01"), of_mission("n2", "Head", "kazakhstan", "2008-01-01")
    )
    assert person_of(resolution, "n1") == person_of(resolution, "n2")
    (pair,) = resolution.pairs
    assert pair.reasons[1].startswith("head of two bodies of one organization")


@pytest.mark.parametrize(("title", "date"), [("Head", "2003-02-01"), ("Trainer", "2008-01-01")])
def test_two_heads_at_one_time_or_lesser_posts_are_two_people(title: str, date: str) -> None:
    resolution = resolve(
        of_mission("n1", title, "baku", "2003-01-01"), of_mission("n2", title, "kazakhstan", date)
    )
    assert person_of(resolution, "n1") != person_of(resolution, "n2")


def mayor(key: str, city: str) -> WrittenDocument:
    doc = WrittenDocument(key, f"Anna Berg, Mayor of {city}, spoke.\n", date="2003-01-01")
    doc.person("Anna Berg", doc.role("Mayor", doc.organization(city, "government-body")))
    return doc


def test_the_mayor_of_a_city_holds_a_post_of_its_state() -> None:
    minister = mention("n2", "Anna Berg", "Prime Minister", "BGR", date="2008-01-01")
    resolution = resolve(mayor("n1", "Sofia"), minister)
    assert person_of(resolution, "n1") == person_of(resolution, "n2")


def test_a_city_name_of_two_states_tells_nothing() -> None:
    minister = mention("n2", "Anna Berg", "Prime Minister", "BGR", date="2008-01-01")
    resolution = resolve(mayor("n1", "Burg"), minister)
    assert person_of(resolution, "n1") != person_of(resolution, "n2")


def test_two_ministers_of_one_name_are_two_people_even_if_seen_years_apart() -> None:
    """Each of four years of one lies within the four years of the other: nobody left a post for the other."""
    years = (2001, 2003, 2005)
    interior = [
        mention(f"a{year}", "Ali Aliyev", "Interior Minister", "AZE", date=f"{year}-01-01") for year in years
    ]
    youth = [
        mention(f"b{year}", "Ali Aliyev", "Youth Minister", "AZE", date=f"{year}-02-01") for year in years
    ]
    resolution = resolve(*interior, *youth)
    people = {person_of(resolution, f"{letter}{year}") for letter in "ab" for year in years}
    assert len(people) == 2
    (objection,) = {pair.objections[0] for pair in resolution.pairs if pair.score > 0.75 and not pair.merged}
    assert objection == "different posts of the same State at the same time"


def test_three_posts_one_after_the_other_are_those_of_one_person() -> None:
    resolution = resolve(
        mention("n1", "Ali Aliyev", "Interior Minister", "AZE", date="2001-01-01"),
        mention("n2", "Ali Aliyev", "Youth Minister", "AZE", date="2003-01-01"),
        mention("n3", "Ali Aliyev", "Speaker", "AZE", date="2005-01-01"),
    )
    assert len({person_of(resolution, key) for key in ("n1", "n2", "n3")}) == 1


def test_who_may_have_gone_on_to_either_of_two_people_of_the_name_is_neither() -> None:
    interior = mention("n1", "Ali Aliyev", "Interior Minister", "AZE", date="2001-01-01")
    youth = mention("n2", "Ali Aliyev", "Youth Minister", "AZE", date="2003-01-01")
    speaker = mention("n3", "Ali Aliyev", "Speaker", "AZE", date="2003-02-01")
    resolution = resolve(interior, youth, speaker)
    assert len({person_of(resolution, key) for key in ("n1", "n2", "n3")}) == 3
    objections = {pair.objections[0] for pair in resolution.pairs if pair.score > 0.75}
    assert objections == {"posts of the same State, but the name is that of more than one person there"}
