"""The neighbours of a thing: looked up for few, indexed for many, and the same either way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, XSD
from rdflib.term import Literal, URIRef

from osce_kg.model.statement import Statement
from osce_kg.namespaces import ID, OKG
from osce_kg.publishing import OpenedRelease, publish_release
from osce_kg.publishing.release import TRIPLES
from osce_kg.server import neighbours
from osce_kg.server.neighbours import Neighbours, index_neighbours
from osce_kg.store import OxigraphStore
from osce_kg.store.gate import checked_term

HUB, OTHER = ID["place/hub"], ID["place/é"]
ONE, TWO = URIRef("https://example.org/graph/1"), URIRef("https://example.org/graph/2")


MANY = ID["event/many"]
COMMENTS = [
    *(Literal(f'{number} "\n<a> .') for number in range(10, 30)),
    *(Literal("x"), Literal("x", lang="en"), Literal("x!"), Literal("1", datatype=XSD.integer), Literal("é")),
]


def statements() -> Iterator[Statement]:
    for number in range(30):
        event = ID[f"event/x{number}"]
        for graph in (ONE, TWO):
            yield Statement(event, OKG.place, HUB, graph)
        yield Statement(event, RDF.type, OKG.Event, ONE)
        yield Statement(event, OKG.dateText, Literal(f"<a> <b> <{HUB}> ."), ONE)
    for value in COMMENTS:
        yield Statement(MANY, RDFS.comment, value, TWO)
    for place in (HUB, OTHER):
        yield Statement(MANY, OKG.place, place, ONE)
    yield Statement(OTHER, OKG.locatedIn, HUB, ONE)
    yield Statement(HUB, OKG.locatedIn, OTHER, ONE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[OxigraphStore]:
    with OxigraphStore() as opened:
        opened.add(statements())
        publish_release(opened, tmp_path / "dump")
        yield opened


@pytest.fixture(params=[0, 10, 30, 200])
def links(
    request: pytest.FixtureRequest, store: OxigraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Neighbours:
    """The same links, with more or fewer things in the index."""
    monkeypatch.setattr(neighbours, "_FEW", request.param)
    return Neighbours(store.reader(), index_neighbours(OpenedRelease.open(tmp_path / "dump").files[TRIPLES]))


def test_subjects_are_given_by_property_each_once_and_in_order(links: Neighbours) -> None:
    found = links.incoming(HUB)
    assert {predicate: list(subjects) for predicate, subjects in found.items()} == {
        OKG.locatedIn: [OTHER],
        OKG.place: [
            MANY,
            *sorted((ID[f"event/x{number}"] for number in range(30)), key=lambda iri: f"{iri}>"),
        ],
    }


def test_objects_are_given_by_property_each_once_and_in_order(links: Neighbours, tmp_path: Path) -> None:
    found = links.outgoing(MANY)
    assert found.keys() == {OKG.place, RDFS.comment}
    assert list(found[OKG.place]) == [HUB, OTHER]
    lines = (tmp_path / "dump" / TRIPLES).read_text().splitlines()
    told = [line.split(" ", 2)[2] for line in lines if line.startswith(f"<{MANY}> <{RDFS.comment}>")]
    assert len(told) == len(COMMENTS)
    assert [f"{checked_term(term)} ." for term in found[RDFS.comment]] == told


def test_a_part_of_the_subjects_can_be_had_alone(links: Neighbours) -> None:
    subjects = links.incoming(HUB)[OKG.place]
    assert len(subjects) == 31
    assert list(subjects[10:12]) == list(subjects)[10:12]
    assert subjects[30] == list(subjects)[-1]
    assert list(subjects[31:40]) == []


def test_names_beyond_ascii_are_found(links: Neighbours) -> None:
    assert {predicate: list(subjects) for predicate, subjects in links.incoming(OTHER).items()} == {
        OKG.locatedIn: [HUB],
        OKG.place: [MANY],
    }


def test_nothing_points_to_what_is_not_there(links: Neighbours) -> None:
    assert links.incoming(ID["place/none"]) == {}
    assert links.incoming(URIRef("not an IRI")) == {}


def test_an_empty_release_has_no_links(tmp_path: Path) -> None:
    with OxigraphStore() as store:
        publish_release(store, tmp_path)
        links = Neighbours(store.reader(), index_neighbours(OpenedRelease.open(tmp_path).files[TRIPLES]))
        assert links.incoming(HUB) == {}
