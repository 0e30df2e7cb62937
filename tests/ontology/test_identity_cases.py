"""Cases of identity and time that a simpler model gets wrong; the examples carry them as fixtures."""

import datetime as dt

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from osce_kg.namespaces import ID, OKG, concept

CHAIRPERSON = "Chairperson-in-Office of the OSCE"
SECRETARY_GENERAL = "Secretary General of the OSCE"
HIGH_COMMISSIONER = "High Commissioner on National Minorities"


def by_label(graph: Graph, kind: str, label: str) -> URIRef:
    (node,) = {
        subject
        for subject in graph.subjects(RDF.type, OKG[kind])
        if str(graph.value(subject, RDFS.label)) == label
    }
    return URIRef(node)


def posts_of(graph: Graph, person: str) -> set[str]:
    node = by_label(graph, "Person", person)
    return {
        str(graph.value(graph.value(holding, OKG.post), RDFS.label))
        for holding in graph.subjects(OKG.holder, node)
    }


def in_office(graph: Graph, post: str, day: str) -> dict[str, str]:
    """Return who is surely in a post on a day, and as what: name → tenure status."""
    moment = dt.date.fromisoformat(day)
    found = {}
    for holding in graph.subjects(OKG.post, by_label(graph, "Post", post)):
        start, end = graph.value(holding, OKG.startLatest), graph.value(holding, OKG.endEarliest)
        if start is not None and end is not None and start.toPython() <= moment <= end.toPython():
            name = str(graph.value(graph.value(holding, OKG.holder), RDFS.label))
            found[name] = str(graph.value(holding, OKG.tenureStatus)).rpartition("/")[2]
    return found


def names_of(graph: Graph, key: str) -> list[str]:
    uses = graph.subjects(OKG.nameOf, ID[key])
    return sorted(str(graph.value(use, OKG.nameString)) for use in uses)


@pytest.mark.parametrize(
    ("person", "posts"),
    [
        ("Knut Vollebæk", {CHAIRPERSON, HIGH_COMMISSIONER}),
        ("Lamberto Zannier", {SECRETARY_GENERAL, HIGH_COMMISSIONER}),
        ("Didier Burkhalter", {CHAIRPERSON, "President of the Swiss Confederation"}),
    ],
)
def test_one_person_holds_two_posts_as_two_office_holdings(
    examples: Graph, person: str, posts: set[str]
) -> None:
    assert posts_of(examples, person) == posts


def test_two_posts_at_the_same_time_are_both_in_force(examples: Graph) -> None:
    day = "2014-06-01"
    assert in_office(examples, CHAIRPERSON, day) == {"Didier Burkhalter": "holder"}
    assert in_office(examples, "President of the Swiss Confederation", day) == {"Didier Burkhalter": "holder"}


def test_the_chairperson_can_change_within_the_year_of_one_chairpersonship(examples: Graph) -> None:
    assert in_office(examples, CHAIRPERSON, "2000-01-15") == {"Wolfgang Schüssel": "holder"}
    assert in_office(examples, CHAIRPERSON, "2000-06-15") == {"Benita Ferrero-Waldner": "holder"}


def test_a_vacancy_is_the_absence_of_an_office_holding(examples: Graph) -> None:
    assert in_office(examples, HIGH_COMMISSIONER, "2016-08-19") == {"Astrid Thors": "holder"}
    assert in_office(examples, HIGH_COMMISSIONER, "2017-01-01") == {}
    assert in_office(examples, HIGH_COMMISSIONER, "2017-07-18") == {"Lamberto Zannier": "holder"}


def test_heads_who_are_acting_or_in_charge_are_told_from_holders(examples: Graph) -> None:
    assert in_office(examples, SECRETARY_GENERAL, "2020-10-01") == {"Tuula Yrjölä": "officer-in-charge"}
    assert in_office(examples, "Director of the ODIHR", "2024-10-01") == {"Tea Jaliashvili": "acting"}


def test_two_spellings_are_two_names_of_one_person_each_with_its_passage(examples: Graph) -> None:
    baliyeva = by_label(examples, "Person", "Zagipa Baliyeva")
    uses = list(examples.subjects(OKG.nameOf, baliyeva))
    assert {str(examples.value(use, OKG.nameString)) for use in uses} == {
        "Zagiba Baliyeva",
        "Mrs. Zagipa Baliyeva",
    }
    assert all((use, OKG.attestedBy, None) in examples for use in uses)


def test_a_courtesy_title_is_not_an_office_in_force(examples: Graph) -> None:
    ahtisaari = by_label(examples, "Person", "Martti Ahtisaari")
    president = by_label(examples, "Post", "President of Finland")
    (holding,) = set(examples.subjects(OKG.holder, ahtisaari)) & set(examples.subjects(OKG.post, president))
    assert examples.value(holding, OKG.tenureStatus) == concept("tenure-status", "former-honorific")


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("state/TUR", ["Turkey", "Türkiye"]),
        ("state/MKD", ["North Macedonia", "the former Yugoslav Republic of Macedonia"]),
        ("state/CZE", ["Czech Republic", "Czechia"]),
        ("place/g1526273", ["Akmola", "Astana", "Astana", "Nur-Sultan"]),
        (
            "structure/kazakhstan",
            [
                "OSCE Centre in Almaty",
                "OSCE Centre in Astana",
                "OSCE Programme Office in Astana",
                "OSCE Programme Office in Astana",
                "OSCE Programme Office in Nur-Sultan",
            ],
        ),
    ],
)
def test_a_renamed_thing_stays_one_node_with_several_names(
    examples: Graph, key: str, names: list[str]
) -> None:
    assert names_of(examples, key) == names


def test_the_holy_see_is_not_vatican_city(examples: Graph) -> None:
    same = {str(node).rpartition("/")[2] for node in examples.objects(ID["state/VAT"], OWL.sameAs)}
    assert same == {"Q159583"}


def test_a_partner_that_became_a_participating_state_has_two_statuses(examples: Graph) -> None:
    relations = examples.subjects(OKG.ofState, ID["state/MNG"])
    statuses = {examples.value(relation, OKG.statusInOsce) for relation in relations}
    assert statuses == {concept("osce-status", "partner-asian"), concept("osce-status", "participating")}
