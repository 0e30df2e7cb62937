"""What pages show of things with many links, and how little they read for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, RDFS, Graph
from rdflib.term import Literal, URIRef

from osce_kg.identifiers import DERIVED_GRAPH, document_graph
from osce_kg.model.statement import Statement
from osce_kg.namespaces import ID, OKG, concept
from osce_kg.publishing import OpenedRelease, publish_release
from osce_kg.publishing.release import TRIPLES
from osce_kg.reasoning.derivation import derive_statements, explain, read_rules
from osce_kg.server import description
from osce_kg.server.application import create_app
from osce_kg.server.description import ENTRIES_ON_PAGE, Describer
from osce_kg.server.neighbours import Neighbours, index_neighbours
from osce_kg.store import OxigraphReader, OxigraphStore, open_store

BROWSER = {"Accept": "text/html"}
HUB, GUEST = ID["person/p1"], ID["person/p2"]


def meetings(number: int) -> Iterator[Statement]:
    """An agent who met another one, and took part in so many events; every graph names the post again.

    No class says which views their pages have, so that they show all links.
    """
    graph = document_graph("n1")
    passage = ID["passage/n1/0-9"]
    yield Statement(passage, OKG.exact, Literal("The hub met the guest."), graph)
    yield Statement(passage, OKG.passageOf, ID["document/n1"], graph)
    for person, label in ((HUB, "Hub"), (GUEST, "Guest")):
        yield Statement(person, RDF.type, OKG.Agent, graph)
        yield Statement(person, RDFS.label, Literal(label), graph)
    for count in range(number):
        graph = document_graph(f"n{count}")
        event, mine = ID[f"event/x{count:05}"], ID[f"participation/x{count:05}"]
        yield Statement(event, RDF.type, OKG.Meeting, graph)
        yield Statement(event, RDFS.label, Literal(f"Meeting {count:05}"), graph)
        yield Statement(mine, OKG.inEvent, event, graph)
        yield Statement(mine, OKG.participant, HUB, graph)
        yield Statement(ID["post/x1"], RDFS.label, Literal("Chair"), graph)
    event, graph = ID["event/x00000"], document_graph("n0")
    theirs = ID["participation/y"]
    for subject, predicate, value in (
        (event, OKG.status, concept("event-status", "occurred")),
        (event, OKG.mode, concept("event-mode", "in-person")),
        (event, OKG.attestedBy, passage),
        (theirs, OKG.inEvent, event),
        (theirs, OKG.participant, GUEST),
        (theirs, OKG.onSide, GUEST),
        (ID["participation/x00000"], OKG.onSide, HUB),
    ):
        yield Statement(subject, predicate, value, graph)


def publish(directory: Path, number: int) -> None:
    with OxigraphStore(directory / "store") as store:
        assert store.add(meetings(number)) == ()
        store.add(list(derive_statements(store.reader())))
        publish_release(store, directory / "dump")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    directory = tmp_path_factory.mktemp("hub")
    publish(directory, 3 * ENTRIES_ON_PAGE - 5)
    return create_app(directory).test_client()


def next_page(link_header: list[str]) -> str | None:
    return next((link[1 : link.index(">")] for link in link_header if 'rel="next"' in link), None)


def pages(client: FlaskClient, address: str, headers: dict[str, str]) -> Iterator[str]:
    """Follow the Link header from the first page to the last one."""
    following: str | None = address
    while following:
        answer = client.get(following, headers=headers)
        assert answer.status_code == 200
        yield answer.text
        following = next_page(answer.headers.getlist("Link"))


def test_all_pages_of_data_together_are_all_that_is_known(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(description, "TRIPLES_ON_PAGE", 60)
    graph = Graph()
    texts = list(pages(client, "/doc/person/p1.nt", {}))
    assert len(texts) > 4
    for text in texts:
        graph.parse(data=text, format="nt")
    assert len(set(graph.subjects(OKG.participant, HUB))) == 3 * ENTRIES_ON_PAGE - 5
    assert (HUB, RDFS.label, Literal("Hub")) in graph
    assert (GUEST, OKG.metWith, HUB) in graph
    assert (HUB, OKG.participantIn, ID["event/x00000"]) in graph
    assert len(graph) == sum(text.count("\n") for text in texts)


def test_all_pages_for_people_together_list_every_event(client: FlaskClient) -> None:
    listed = [
        key
        for page in pages(client, "/doc/person/p1", BROWSER)
        for key in re.findall(r'<li><a href="/doc/event/(x\d{5})"', page)
    ]
    assert len(listed) == len(set(listed)) == 3 * ENTRIES_ON_PAGE - 5


def test_pages_say_where_they_are_and_what_comes_next(client: FlaskClient) -> None:
    first, second, third = pages(client, "/doc/person/p1", BROWSER)
    assert "page 1 of 3" in first
    assert "Page 2 of 3" in second
    assert '<link rel="next" href="/doc/person/p1?page=2">' in first
    assert '<link rel="prev" href="/doc/person/p1">' in second
    assert 'href="/doc/person/p1.ttl"' in second
    assert 'rel="next"' not in third
    assert f"({3 * ENTRIES_ON_PAGE - 5})" in first
    assert "met with" in first
    assert "met with" not in second


@pytest.mark.parametrize(
    ("page", "status"),
    [("0", 400), ("-1", 400), ("x", 400), ("", 400), ("٣", 400), ("9" * 5000, 400), ("4", 404), ("3", 200)],
)
@pytest.mark.parametrize("suffix", ["", ".html", ".ttl"])
def test_a_page_that_is_none_is_refused(client: FlaskClient, page: str, status: int, suffix: str) -> None:
    answer = client.get(f"/doc/person/p1{suffix}", query_string={"page": page}, headers=BROWSER)
    # All that is known of it is one page of data.
    assert answer.status_code == (404 if suffix == ".ttl" and page == "3" else status)


def test_a_derived_statement_is_shown_with_what_it_rests_on_and_its_sentence(client: FlaskClient) -> None:
    page = client.get("/doc/person/p1", headers=BROWSER).text
    (row,) = (row for row in page.split("<dt>") if "met with" in row)
    row = row[: row.index("</dd>")]
    assert "derived" in row
    assert '<a href="/doc/event/x00000"' in row
    assert "The hub met the guest." in row


def test_a_reason_is_looked_for_from_the_end_with_fewer_links(
    smaller_and_larger: list[tuple[Describer, CountingReader]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[URIRef, URIRef]] = []

    def recording(reader: Any, subject: URIRef, predicate: URIRef, value: URIRef, rules: Any) -> Any:
        asked.append((subject, value))
        return explain(reader, subject, predicate, value, rules)

    monkeypatch.setattr(description, "explain", recording)
    described = smaller_and_larger[0][0].describe(HUB, 1)
    assert asked == [(GUEST, HUB)]
    assert [row.reasons[str(GUEST)].thing.text for row in described.rows if row.derived] == ["Meeting 00000"]


def test_reasons_that_would_cost_too_much_are_left_out_and_the_statements_are_not(
    smaller_and_larger: list[tuple[Describer, CountingReader]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(description, "_EFFORT", 3)
    (row,) = (row for row in smaller_and_larger[0][0].describe(HUB, 1).rows if row.derived)
    assert row.reasons == {}
    assert [value.text for value in row.values] == ["Guest"]


def test_one_page_shows_so_many_values_of_a_property_and_says_how_many_more(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "store") as store:
        names = (Literal(f"name {number:04}") for number in range(250))
        store.add(Statement(HUB, RDFS.seeAlso, name, DERIVED_GRAPH) for name in names)
        publish_release(store, tmp_path / "dump")
    page = create_app(tmp_path).test_client().get("/doc/person/p1", headers=BROWSER).text
    assert "name 0199" in page
    assert "name 0200" not in page
    assert "and 50 more" in page


class CountingReader(OxigraphReader):
    """Counts the statements that are read one by one."""

    read = 0

    def _counted(self, statements: Iterator[Any]) -> Iterator[Any]:
        for statement in statements:
            self.read += 1
            yield statement

    def quads(self, *arguments: Any, **terms: Any) -> Iterator[Any]:
        return self._counted(super().quads(*arguments, **terms))

    def triples(self, **terms: Any) -> Iterator[Any]:
        return self._counted(super().triples(**terms))


@pytest.fixture(scope="module")
def smaller_and_larger(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Describer, CountingReader]]:
    """What describes two graphs, of which one has three times as many events."""
    pairs = []
    for number in (1200, 3600):
        directory = tmp_path_factory.mktemp(str(number))
        publish(directory, number)
        reader = CountingReader(open_store(directory / "store"))
        index = index_neighbours(OpenedRelease.open(directory / "dump").files[TRIPLES])
        neighbours = Neighbours(reader, index)
        pairs.append((Describer(reader, neighbours, read_rules()), reader))
    return pairs


@pytest.mark.parametrize("subject", [HUB, ID["post/x1"], OKG.Meeting, concept("event-status", "occurred")])
@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize("look", [Describer.describe, Describer.triples])
def test_a_page_reads_no_more_of_a_thing_with_many_links_than_with_few(
    smaller_and_larger: list[tuple[Describer, CountingReader]],
    subject: URIRef,
    page: int,
    look: Callable[..., object],
) -> None:
    reads = []
    for describer, reader in smaller_and_larger:
        reader.read = 0
        look(describer, subject, page)
        reads.append(reader.read)
    assert reads[1] <= reads[0] + 5
