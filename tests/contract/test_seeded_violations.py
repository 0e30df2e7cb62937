"""Violations of every rule, seeded into a sound graph: each engine reports exactly these."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from benchmarks.seeded_violations import expectation, expected_findings, seeded_violations
from benchmarks.synthetic_graph import Triple, synthetic_graph

from osce_kg.model.validation import Finding
from osce_kg.resources import resource_path
from osce_kg.validation.affected import affected_focus_nodes
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.engines import ENGINES
from osce_kg.validation.shapes import Shapes, load_shapes, subclass_axioms

DOCUMENTS, COPIES = 5, 2


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return load_shapes(resource_path("shapes"))


@pytest.fixture(scope="module")
def triples() -> list[Triple]:
    return [*synthetic_graph(DOCUMENTS), *seeded_violations(COPIES)]


def graph_of(triples: list[Triple]) -> DataGraph:
    graph = DataGraph(triples)
    graph.add(subclass_axioms(resource_path("ontology")))
    return graph


def test_the_same_arguments_give_the_same_graph() -> None:
    assert list(synthetic_graph(2)) == list(synthetic_graph(2))
    assert list(synthetic_graph(2)) != list(synthetic_graph(2, seed=2))


def test_the_graph_without_seeds_is_sound(shapes: Shapes) -> None:
    graph = graph_of(list(synthetic_graph(DOCUMENTS)))
    assert ENGINES["fast"]().validate(graph, shapes).findings == ()
    assert len(graph) > 2500


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
def test_an_engine_reports_the_seeded_violations_no_more_and_no_less(
    engine: str, triples: list[Triple], shapes: Shapes
) -> None:
    findings = ENGINES[engine]().validate(graph_of(triples), shapes).findings
    assert Counter(map(expectation, findings)) == expected_findings(COPIES)


def test_every_finding_that_a_change_makes_or_heals_is_of_a_node_that_it_is_said_to_affect(
    triples: list[Triple], shapes: Shapes
) -> None:
    engine = ENGINES["fast"]()
    old = engine.validate(graph_of(triples), shapes).findings
    # One kind of statement at a time: what a change of all affects would hide what is missed.
    for predicate in sorted({triple[1] for triple in triples}):
        removed = {triple for triple in triples if triple[1] == predicate and number_of(triple) % 4 == 0}
        graph = graph_of([triple for triple in triples if triple not in removed])
        new = engine.validate(graph, shapes).findings
        affected = affected_focus_nodes(graph, shapes, removed)
        differing = {focus for focus, *_ in {*map(outcome, old)} ^ {*map(outcome, new)}}
        assert differing <= affected, predicate
        some = engine.validate(graph, shapes, affected).findings
        assert set(some) == {finding for finding in new if finding.focus_node in affected}


def test_a_document_that_goes_affects_no_focus_node_that_it_is_not_said_to_affect(
    triples: list[Triple], shapes: Shapes
) -> None:
    engine = ENGINES["fast"]()
    graph = graph_of(triples)
    old = engine.validate(graph, shapes).findings
    removed = [triple for triple in triples if "/n000003" in triple[0]]
    graph.remove(removed)
    affected = affected_focus_nodes(graph, shapes, removed)
    new = engine.validate(graph, shapes).findings
    assert len(removed) > 200
    assert {focus for focus, *_ in {*map(outcome, old)} ^ {*map(outcome, new)}} <= affected
    some = engine.validate(graph, shapes, affected).findings
    assert set(some) == {finding for finding in new if finding.focus_node in affected}
    fresh = graph_of([triple for triple in triples if triple not in set(removed)])
    assert engine.validate(fresh, shapes).findings == new


def test_a_graph_that_changes_again_and_again_has_the_findings_of_one_that_is_read_anew(
    triples: list[Triple], shapes: Shapes
) -> None:
    engine, random = ENGINES["fast"](), Random(3)
    nodes = sorted({subject for subject, _, _ in triples})
    present, absent = set(triples), set[Triple]()
    graph = graph_of(triples)
    old = engine.validate(graph, shapes).findings
    for _ in range(12):
        hit = set(random.sample(nodes, 5))
        gone = {triple for triple in present if hit & {triple[0], triple[2]}}
        gone |= set(random.sample(sorted(present), 30))
        come = set(random.sample(sorted(absent), len(absent) // 2))
        graph.remove(gone)
        graph.add(come)
        present, absent = (present - gone) | come, (absent | gone) - come
        affected = affected_focus_nodes(graph, shapes, gone | come)
        new = engine.validate(graph, shapes).findings
        assert {focus for focus, *_ in {*map(outcome, old)} ^ {*map(outcome, new)}} <= affected
        old = new
    assert engine.validate(graph_of(sorted(present)), shapes).findings == new


def outcome(finding: Finding) -> tuple[str, ...]:
    """Return what is found, without the message, whose labels may change."""
    return finding.focus_node, finding.shape, finding.component, finding.path, finding.value


def number_of(triple: Triple) -> int:
    """Return a number that is the same in every run, unlike Python's own hash."""
    return sum("".join(triple).encode())
