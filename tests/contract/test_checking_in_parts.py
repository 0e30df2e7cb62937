"""A build that is checked in parts, or only where it has changed, has the findings that it has as a whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from benchmarks.seeded_violations import seeded_violations
from benchmarks.synthetic_graph import synthetic_graph

from osce_kg.namespaces import OKG
from osce_kg.pipeline import REPORT
from osce_kg.resources import resource_path
from osce_kg.validation import tally as checking
from osce_kg.validation import validate_graph
from osce_kg.validation.compiled.engine import compiled
from osce_kg.validation.data_graph import SUBCLASS
from osce_kg.validation.shapes import Shapes, load_shapes, subclass_axioms
from osce_kg.validation.tally import BuildChange, tally_after, tally_of
from osce_kg.validation.terms import Triple, literal_parts
from stored_quads import Quad, line_of, stored, tally_of_whole

GRAPHS = [f"<https://example.org/graph/{number}>" for number in range(8)]
ONTOLOGY = "<https://example.org/graph/ontology>"
DOCUMENT = "<https://w3id.org/osce-kg/id/document/"
ROUNDS = 25


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return load_shapes(resource_path("shapes"))


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_PART", 150)
    monkeypatch.setattr(checking, "_NODES", 40)
    monkeypatch.setattr(checking, "_WORTHWHILE", 0)


def in_graphs(triples: list[Triple], random: Random) -> Iterator[Quad]:
    """Give triples as several documents tell them: one in four is told twice. Builds have no blank nodes."""
    for subject, predicate, value in triples:
        if "_:" not in subject[:2] + value[:2]:
            for graph in random.sample(GRAPHS, 2 if random.random() < 0.25 else 1):
                yield subject, predicate, value, graph


def ontology() -> list[Quad]:
    return [(*axiom, ONTOLOGY) for axiom in subclass_axioms(resource_path("ontology"))]


def texts_of(quads: set[Quad]) -> dict[str, str]:
    """Return a text for each document, with the words of its passages where these say."""
    values = {(subject, predicate.rpartition("#")[2]): value for subject, predicate, value, _ in quads}
    texts = {}
    for document in {term for quad in quads for term in quad[:3] if term.startswith(DOCUMENT)}:
        text = [" "] * 5000
        for passage in sorted(node for (node, name), value in values.items() if value == document):
            words, start = values.get((passage, "exact>")), values.get((passage, "startOffset>"), "")
            if words and start[1:].partition('"')[0].isdigit():
                words, first = literal_parts(words).text, int(literal_parts(start).text)
                text[first : first + len(words)] = words
        texts[document[len(DOCUMENT) : -1]] = "".join(text)
    return texts


@pytest.mark.usefixtures("small_parts")
def test_a_build_in_parts_has_as_many_findings_as_its_whole_dump(shapes: Shapes, tmp_path: Path) -> None:
    random = Random(1)
    quads = {*in_graphs([*synthetic_graph(3), *seeded_violations(1)], random), *ontology()}
    build = stored(quads, tmp_path / "build", texts_of(quads))
    tally = tally_of(build, shapes)
    assert tally == tally_of_whole(build, shapes)
    assert min(tally.violations, tally.warnings, tally.infos) > 0


def test_the_report_of_a_build_counts_what_validation_of_its_dump_finds(seed_build: Path) -> None:
    stages = json.loads((seed_build / REPORT).read_text(encoding="utf-8"))["stages"]
    counts = next(stage["counts"] for stage in stages if stage["stage"] == "validation")
    report = validate_graph([seed_build])
    found = Counter(f"{finding.severity}s" for finding in report.findings)
    assert Counter(counts) == found + Counter(focusNodes=report.focus_nodes)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("seed", range(4))
def test_a_build_that_changes_again_and_again_has_the_findings_of_one_that_is_checked_anew(
    seed: int, shapes: Shapes, tmp_path: Path
) -> None:
    random = Random(seed)
    triples = list(seeded_violations(1)) if seed % 2 else list(synthetic_graph(2))
    present = {*in_graphs(triples, random), *ontology()}
    absent = {quad for quad in present if random.random() < 0.1} - set(ontology())
    present -= absent
    right = texts = texts_of(present | absent)
    build = stored(present, tmp_path / "0", texts)
    tally = tally_of(build, shapes)
    changed = 0
    for number in range(ROUNDS):
        removed, added = random_change(present, absent, random)
        present, absent = (present - removed) | added, (absent - added) | removed
        rewritten = random.sample(sorted(texts), 1 + random.randrange(len(texts) // 2))
        texts = {**texts, **{key: random.choice([right[key], "Other words."]) for key in rewritten}}
        before, build = build, stored(present, tmp_path / str(number + 1), texts)
        change = BuildChange(before, map(line_of, removed), map(line_of, added), rewritten)
        found = tally_after(build, shapes, tally, change)
        assert found == tally_of_whole(build, shapes), number
        changed += found != tally
        tally = found
    assert changed > ROUNDS / 2


def random_change(present: set[Quad], absent: set[Quad], random: Random) -> tuple[set[Quad], set[Quad]]:
    """Return what goes and what comes: a document, all about a node, what a document tells, or anything."""
    here, gone = sorted(quad for quad in present if quad[3] != ONTOLOGY), sorted(absent)
    node = random.choice(here)[random.choice((0, 2))]
    graph = random.choice(GRAPHS)
    removed = random.choice(
        [
            lambda: set(random.sample(here, 20)),
            lambda: {quad for quad in here if node in quad},
            lambda: {quad for quad in here if quad[3] == graph},
            lambda: set[Quad](),
        ]
    )()
    added = random.choice(
        [
            lambda: set(random.sample(gone, len(gone) // 3)),
            lambda: {quad for quad in gone if quad[3] == graph},
            lambda: set(gone),
        ]
    )()
    # Another document tells some of what is known, and some of what goes.
    told = {(*quad[:3], graph) for quad in random.sample(here, 10)}
    return removed, (added | told) - present - removed


def test_a_class_that_gets_another_superclass_concerns_everything(shapes: Shapes, tmp_path: Path) -> None:
    quads = {*in_graphs(list(seeded_violations(1)), Random(1)), *ontology()}
    new = {(f"<{OKG.Passage}>", SUBCLASS, f"<{OKG.Agent}>", ONTOLOGY)}
    before, after = stored(quads, tmp_path / "before"), stored(quads | new, tmp_path / "after")
    change = BuildChange(before, [], map(line_of, new), [])
    known = tally_of(before, shapes)
    assert tally_of(after, shapes) != known
    assert tally_after(after, shapes, known, change) is None


def test_the_fast_engine_covers_every_shape_so_that_no_build_needs_to_be_held_as_a_whole(
    shapes: Shapes, tmp_path: Path
) -> None:
    assert compiled(shapes.graph).left_out == {}
    quads = {*in_graphs(list(seeded_violations(1)), Random(1)), *ontology()}
    tally_of(stored(quads, tmp_path / "build"), shapes)  # a shape may turn out not to be covered
