"""Networks and timelines for Python: the network of the command line, as tables, graphs and pictures."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from networks import network_of, tiny_network
from osce_kg import KnowledgeGraph
from osce_kg.errors import MachineError, UsageError
from osce_kg.knowledge_graph import MeetingNetwork
from osce_kg.knowledge_graph.drawing import Stretch, draw_timeline
from osce_kg.knowledge_graph.reading import SourceReader
from osce_kg.namespaces import ID
from osce_kg.store import OxigraphReader

ANNA, BORIS = ID["person/p1"], ID["person/p2"]


@pytest.fixture(scope="module")
def kg(network_build: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(network_build) as opened:
        yield opened


def test_the_network_is_that_of_the_command_line(kg: KnowledgeGraph, network_world: OxigraphReader) -> None:
    mine = kg.network(from_=2004, to="2005", person=["Anna Alder", "p2"], state=None)
    assert mine.network == network_of(network_world, from_="2004", to="2005", person=["p1", "p2"])
    assert mine.network.edges
    assert kg.network(kind="visit").network == network_of(network_world, kind="visit")


def test_the_query_behind_a_network_gives_its_meetings(kg: KnowledgeGraph) -> None:
    network = kg.network()
    assert len(kg.query(network.sparql)) == len(network.meetings)


def test_networkx_has_the_nodes_and_edges_with_what_is_known_of_them(kg: KnowledgeGraph) -> None:
    network = kg.network()
    graph = network.to_networkx()
    assert set(graph) == {node.thing.iri for node in network.network.nodes}
    assert graph.nodes[str(ANNA)]["label"] == "Anna Alder"
    edge = graph.edges[str(ANNA), str(BORIS)]
    assert (edge["weight"], edge["first"], edge["last"]) == (2, "2004-04-06", "2005-02-03")
    assert None not in edge.values()
    assert kg.network(kind="visit").to_networkx().is_directed()


def test_meetings_begin_with_the_person_asked_for(kg: KnowledgeGraph) -> None:
    found = kg.meetings(person="Boris Birch")
    assert {row.who for row in found} == {BORIS}
    assert [row.when for row in found if row.whom == ANNA] == ["2004-04-06", "[2005-01-31..2005-02-03]"]
    assert found[0].sentence == "Anna met Boris, with Clara."
    assert found[0].who_as == "President of Kazakhstan"
    assert found[0].event == ID["event/m1"]


def test_sentences_are_found_for_events_and_people(kg: KnowledgeGraph) -> None:
    said = kg.passages(ID["event/m2"])
    assert [row.sentence for row in said] == ["Anna met Boris, with Clara.", '-- They\nmet again, "warmly".']
    assert (said[1].start, said[1].end) == (30, 50)
    assert kg.passages(kg.person("p4")).columns == said.columns
    with pytest.raises(UsageError, match="knows no"):
        kg.passages("event/none")


def test_a_filter_that_cannot_be_is_told(kg: KnowledgeGraph) -> None:
    for filters, message in (
        ({"colour": "red"}, "no parameter 'colour'"),
        ({"nodes": "cities"}, "is not one of person"),
        ({"person": "Nobody"}, "knows nobody"),
        ({"person": 7}, "int is no person"),
        ({"state": object()}, "neither a text"),
    ):
        with pytest.raises(UsageError, match=message):
            kg.network(**filters)


def test_who_met_whom_of_a_person_are_the_rows_with_that_person_who_comes_first(sample_build: Path) -> None:
    with KnowledgeGraph.open(sample_build) as kg:
        everybody = kg.query("who-met-whom")
        name = everybody[0].whom
        expected = {(row.when, row.who, row.whom, row.sentence) for row in everybody if row.who == name}
        expected |= {(row.when, row.whom, row.who, row.sentence) for row in everybody if row.whom == name}
        asked = kg.query("who-met-whom", person=name)
        assert {(row.when, row.who, row.whom, row.sentence) for row in asked} == expected
        assert len(asked) == len(expected)
        assert kg.query("who-met-whom", person=[kg.person(name)]) == asked
        assert kg.query("who-met-whom", person=None) == everybody


def test_the_timeline_is_the_example_query_for_the_person_alone(sample_build: Path) -> None:
    with KnowledgeGraph.open(sample_build) as kg:
        timeline = kg.timeline("Ilham Aliyev")
        assert len(timeline) > 2
        assert timeline[:] == kg.query("person-timeline")[:]
        png = timeline.plot(title="What he did")._repr_png_()
        assert png == kg.timeline("Ilham Aliyev").plot(title="What he did")._repr_png_()


def test_equal_networks_make_equal_pictures(kg: KnowledgeGraph) -> None:
    first, again = (kg.network().plot(title="Who met whom")._repr_png_() for _ in range(2))
    assert first.startswith(b"\x89PNG")
    assert first == again
    assert kg.network(from_=1990, to=1991).plot()._repr_png_().startswith(b"\x89PNG")


@pytest.mark.parametrize("text", ["$\\frac{1}{0}$", "$", "<script>", "\u202egnikcart", "a\nb", "🕊", ""])
def test_labels_of_any_kind_are_drawn_as_text(text: str, kg: KnowledgeGraph) -> None:
    drawn = MeetingNetwork(tiny_network(text), "", SourceReader(kg._source)).plot(title=text)
    assert " ".join(text.split()) in {label.get_text() for label in drawn.axes[0].texts}
    assert drawn._repr_png_().startswith(b"\x89PNG")
    timeline = draw_timeline([Stretch(text, "2004-04-06", text or "occurred")], text)
    assert timeline._repr_png_().startswith(b"\x89PNG")


def test_open_and_missing_dates_are_shown_as_such() -> None:
    drawn = draw_timeline(
        [
            Stretch("one", "[..2025-06-12]", "occurred"),
            Stretch("two", "2004-05-13/..", "planned"),
            Stretch("three", "2004-05", "occurred"),
            Stretch("four", None, "occurred"),
            Stretch("five", "spring of 2004", "occurred"),
        ],
        None,
    )
    (axes,) = drawn.axes
    assert [line.get_marker() for line in axes.lines] == ["<", ">", "o"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["one", "two", "three"]
    assert axes.get_xlabel() == "not shown: 2 without a date"
    assert "No event has a date." in {text.get_text() for text in draw_timeline([], None).axes[0].texts}


@pytest.mark.parametrize(("library", "method"), [("networkx", "to_networkx"), ("matplotlib", "plot")])
def test_a_library_for_networks_that_is_not_there_is_told(
    kg: KnowledgeGraph, library: str, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MachineError, match=rf"needs {library}.*pip install 'osce-kg\[notebook\]'"):
        getattr(kg.network(), method)()


def test_a_network_shows_its_edges_in_a_notebook(kg: KnowledgeGraph) -> None:
    network = kg.network()
    assert repr(network) == f"<MeetingNetwork of {len(network.nodes)} nodes and {len(network.edges)} edges>"
    assert "<bdi>Anna Alder</bdi>" in network._repr_html_()
    assert "<script>" not in network._repr_html_()


def test_importing_the_package_imports_no_part_of_the_graph() -> None:
    check = (
        "import sys, osce_kg; assert not [name for name in sys.modules if name.startswith('osce_kg.')]; "
        "import osce_kg.querying.worker; assert 'rdflib' not in sys.modules; "
        "from osce_kg import KnowledgeGraph; "
        "heavy = {'pandas', 'polars', 'matplotlib', 'networkx', 'spacy', 'flask'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", check], check=True)
