"""People are found by key, IRI or name; a name never decides between two of them."""

from __future__ import annotations

import pytest
from rdflib.term import Literal, URIRef

from osce_kg.errors import UsageError
from osce_kg.knowledge_graph.people import PersonDirectory
from osce_kg.model.statement import Statement
from osce_kg.namespaces import GRAPH, ID, OKG, PREFIXES
from osce_kg.store import OxigraphStore

LABEL, TYPE = URIRef(PREFIXES["rdfs"] + "label"), URIRef(PREFIXES["rdf"] + "type")
REPLACED = URIRef(PREFIXES["dcterms"] + "isReplacedBy")
PEOPLE = {
    "p1": ("Anna Alder", "Minister Alder", "Анна Алдер"),
    "p2": ("Ilham Aliyev", "Ilham Aliev"),
    "p3": ("Heydar Aliyev",),
    "p4": ("John Smith", "J. Smith"),
    "p5": ("John Smith",),
    "p6": ("Lamberto Zannier",),
    "p7": ("<b>Bold</b> {?x}",),
}


@pytest.fixture(scope="module")
def people() -> PersonDirectory:
    statements = [Statement(ID["person/p0"], REPLACED, ID["person/p1"], GRAPH["entities"])]
    for key, (label, *spellings) in PEOPLE.items():
        person = ID[f"person/{key}"]
        statements.append(Statement(person, TYPE, OKG.Person, GRAPH["entities"]))
        statements.append(Statement(person, LABEL, Literal(label, lang="en"), GRAPH["entities"]))
        for number, spelling in enumerate(spellings):
            use = ID[f"name/{key}{number}"]
            statements.append(Statement(use, OKG.nameOf, person, GRAPH["entities"]))
            statements.append(Statement(use, OKG.nameString, Literal(spelling), GRAPH["entities"]))
    with OxigraphStore() as store:
        assert store.add(statements) == ()
        return PersonDirectory(store)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("p1", "p1"),
        ("person/p1", "p1"),
        (str(ID["person/p1"]), "p1"),
        ("p0", "p1"),
        ("Anna Alder", "p1"),
        ("ALDER, Anna", "p1"),
        ("Анна Алдер", "p1"),
        ("Alder", "p1"),
        ("Ilkham Aliyev", "p2"),
        ("Mr. Ilham Aliyev", "p2"),
        ("L. Zannier", "p6"),
    ],
)
def test_a_person_is_found_by_key_iri_and_any_spelling(people: PersonDirectory, given: str, key: str) -> None:
    assert people.get(given).key == key


def test_a_person_has_every_spelling(people: PersonDirectory) -> None:
    assert people.get("p2").names == ("Ilham Aliev", "Ilham Aliyev")
    assert str(people.get("p2")) == "Ilham Aliyev"


@pytest.mark.parametrize(
    ("given", "keys"), [("John Smith", ("p4", "p5")), ("J. Smith", ("p4", "p5")), ("Aliyev", ("p2", "p3"))]
)
def test_a_name_of_several_people_is_told_with_their_keys(
    people: PersonDirectory, given: str, keys: tuple[str, ...]
) -> None:
    assert tuple(person.key for person in people.find(given)) == keys
    with pytest.raises(UsageError, match=r"2 people are called .*Give a key") as told:
        people.get(given)
    assert all(f"({key})" in str(told.value) for key in keys)


@pytest.mark.parametrize("given", ["Lambert Zannier", "Lamberta Zannier"])
def test_a_similar_name_is_a_hint_and_no_answer(people: PersonDirectory, given: str) -> None:
    assert people.find(given) == ()
    with pytest.raises(UsageError, match=r"knows nobody called .*Similar names: Lamberto Zannier \(p6\)"):
        people.get(given)


@pytest.mark.parametrize("given", ["", "  ", "p99", "https://e.org/x", "\x00", "(unnamed)", "...", "🕊"])
def test_nobody_is_nobody(people: PersonDirectory, given: str) -> None:
    assert people.find(given) == ()
    with pytest.raises(UsageError, match="knows nobody"):
        people.get(given)
