"""Whom a name or a post can mean, among those whom the document has introduced."""

from __future__ import annotations

import pytest

from osce_kg.extraction import acquaintances
from osce_kg.extraction.acquaintances import Acquaintances
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.names import same_person_name, surname_keys
from press_release import analysed


def mention(known: Acquaintances, individual: Individual, sentence: int) -> None:
    (found,) = analysed("Somebody spoke.")
    found.index = sentence
    known.mention(individual, Agent("person", found, 0, 1, individual.name))


def acquainted(*names: str | None) -> Acquaintances:
    known = Acquaintances()
    for number, name in enumerate(names):
        mention(known, known.introduce(name), number)
    return known


def names(individuals: list[Individual]) -> list[str | None]:
    return [individual.name for individual in individuals]


def test_a_name_can_mean_those_with_its_last_name_or_nearly_so_the_last_introduced_first() -> None:
    known = acquainted("Audronius Azubalis", "Anna Berg", "Ian Azubalys", "Karl Holm")
    assert names(known.named_like("Mr. Ažubalis")) == ["Ian Azubalys", "Audronius Azubalis"]
    assert names(known.named_like("Holm")) == ["Karl Holm"]
    assert names(known.named_like("Holt")) == []


def test_whoever_gets_a_name_is_found_by_it() -> None:
    known = acquainted(None)
    known.name(known.individuals[0], "Berg")
    known.name(known.individuals[0], "Anna Berg-Holm")
    assert names(known.named_like("Holm")) == names(known.named_like("Berg")) == ["Anna Berg-Holm"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Azubalis", "Azubalys"),
        ("Azubalis", "Azubali"),
        ("Kovačević", "Kovacevic"),
        ("Sidorenko", "Sidorennko"),
        ("Holm", "Holm"),
        ("de Hoop Scheffer", "Jaap de Hoop Scheffer"),
    ],
)
def test_names_that_can_be_the_same_share_a_key(left: str, right: str) -> None:
    assert same_person_name(left, right)
    assert set(surname_keys(left)) & set(surname_keys(right))


def test_a_name_as_long_as_a_page_has_one_key() -> None:
    assert surname_keys("x" * 3000) == ["x" * 3000]
    assert surname_keys("") == []


def test_a_post_points_to_the_named_first_and_to_the_last_mentioned_of_them() -> None:
    known = acquainted("Anna Berg", None, "Karl Holm")
    mention(known, known.individuals[0], 5)
    assert names(list(known.recent())) == ["Anna Berg", "Karl Holm", None]
    assert names(list(known.recent_named())) == ["Anna Berg", "Karl Holm"]


def test_only_the_last_people_are_kept_in_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acquaintances, "REMEMBERED", 2)
    known = acquainted("Anna Holm", "Karl Holm", "Ivo Holm", None, None, None)
    assert names(known.named_like("Holm")) == ["Ivo Holm", "Karl Holm"]
    assert names(list(known.recent())) == ["Ivo Holm", "Karl Holm", None, None]


def test_those_without_a_name_are_found_while_their_mention_is_near() -> None:
    known = acquainted("Anna Berg", None, None)
    assert [individual.number for individual in known.unnamed_since(1)] == [2, 1]
    assert [individual.number for individual in known.unnamed_since(2)] == [2]
    assert list(known.unnamed_since(3)) == []


def test_the_main_person_is_the_first_of_those_mentioned_most() -> None:
    known = acquainted(None, "Anna Berg", "Karl Holm")
    assert known.main is known.individuals[1]
    mention(known, known.individuals[2], 3)
    assert known.main is known.individuals[2]
    mention(known, known.individuals[1], 4)
    assert known.main is known.individuals[1]
    assert acquainted(None).main is None
