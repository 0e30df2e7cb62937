"""What the SHACL engines cost, and whether they find what is there: ratios, measured in one run.

Run ``python -m benchmarks.validation``. Graphs of several sizes hold a known number of violations of every
rule; an engine must report exactly these. Each engine works in a process of its own, whose CPU time and peak
memory are taken: from an N-Triples file to findings, and without reading the file and the shapes.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, pairwise
from pathlib import Path
from statistics import median
from typing import Final, ParamSpec, TypeVar

from benchmarks.seeded_violations import expectation, expected_findings, seeded_violations
from benchmarks.synthetic_graph import TRIPLES_PER_DOCUMENT, synthetic_graph, write_n_triples
from osce_kg.model.validation import Finding
from osce_kg.namespaces import OKG
from osce_kg.resources import resource_path
from osce_kg.validation.affected import affected_focus_nodes
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.engines import ENGINES
from osce_kg.validation.loading import load_graph
from osce_kg.validation.shapes import Shapes, load_shapes, subclass_axioms
from osce_kg.validation.terms import Term, Triple

_SIZES: Final = (10_000, 100_000, 1_000_000)
_COPIES: Final = 5
_ROUNDS: Final = 3

_Arguments = ParamSpec("_Arguments")
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one engine needed for one graph.

    Attributes:
        seconds: CPU time of the whole, from file to findings.
        checking: CPU time of the validation alone.
        megabytes: peak memory of the process.
        missing, unexpected: findings that it should have reported, and should not.
    """

    engine: str
    triples: int
    seconds: float
    checking: float
    megabytes: int
    missing: int
    unexpected: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, metavar="TRIPLES")
    parser.add_argument(
        "--reference-up-to", type=int, default=100_000, metavar="TRIPLES", help="largest graph for pyshacl"
    )
    parser.add_argument("--worker", nargs=2, metavar=("ENGINE", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.worker:
        print(json.dumps(asdict(_measured(*options.worker))))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = {size: _written(size, Path(folder)) for size in options.sizes}
        costs = [
            _in_own_process(engine, file)
            for size, file in files.items()
            for engine in ("fast", "pyshacl")
            if engine == "fast" or size <= options.reference_up_to
        ]
        print("\n".join(_table(costs)))
        print(_change(files[min(files, key=lambda size: abs(size - 100_000))]))


def _triples(size: int) -> Iterator[Triple]:
    seeds = list(seeded_violations(_COPIES))
    documents = max(1, (size - len(seeds)) // TRIPLES_PER_DOCUMENT)
    return chain(synthetic_graph(documents), seeds)


def _written(size: int, folder: Path) -> Path:
    file = folder / f"{size}.nt"
    write_n_triples(_triples(size), file)
    return file


def _in_own_process(engine: str, file: Path) -> Cost:
    command = [sys.executable, "-m", "benchmarks.validation", "--worker", engine, str(file)]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    cost = Cost(**json.loads(finished.stdout))
    print(f"… {cost}", file=sys.stderr)
    return cost


def _measured(engine: str, file: str) -> Cost:
    start = time.process_time()
    graph, shapes = _loaded(Path(file)), load_shapes(resource_path("shapes"))
    loaded = time.process_time()
    findings = ENGINES[engine]().validate(graph, shapes).findings
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found, expected = Counter(map(expectation, findings)), expected_findings(_COPIES)
    missing, unexpected = (expected - found).total(), (found - expected).total()
    return Cost(engine, len(graph), end - start, end - loaded, peak, missing, unexpected)


def _loaded(file: Path) -> DataGraph:
    graph = load_graph(rdf_files([file])).graph
    graph.add(subclass_axioms(resource_path("ontology")))
    return graph


def _table(costs: Iterable[Cost]) -> Iterator[str]:
    known = {(cost.engine, cost.triples): cost for cost in costs}
    yield "| engine | triples | CPU time, in that of fast | checking alone | memory | missing, unexpected |"
    yield "|---|---|---|---|---|---|"
    for cost in known.values():
        peer = known["fast", cost.triples]
        whole, checking = cost.seconds / peer.seconds, cost.checking / peer.checking
        yield (
            f"| {cost.engine} | {cost.triples:,} | {whole:.0f} | {checking:.0f} | {cost.megabytes} MB | "
            f"{cost.missing}, {cost.unexpected} |"
        )
    for smaller, larger in pairwise(cost for cost in known.values() if cost.engine == "fast"):
        whole, checking = larger.seconds / smaller.seconds, larger.checking / smaller.checking
        yield (
            f"\nfast, from {smaller.triples:,} to {larger.triples:,} triples: {whole:.1f} times the CPU "
            f"time, {checking:.1f} times that of checking alone"
        )


def _change(file: Path) -> str:
    """Compare a run over a file with what it costs to follow one document that goes, and comes back.

    The graph stays in memory and is changed there. What is found for the affected nodes must be what a run
    over the changed graph finds, and for all others what was found before.
    """
    shapes = load_shapes(resource_path("shapes"))
    (loading, graph), (checking, before) = _timed(_loaded, file), _timed(_findings, _loaded(file), shapes)
    _findings(graph, shapes)
    costs, nodes = [], []
    for number in range(_ROUNDS + 1):
        document = _statements_of(f"n{7 * (number + 1):06}", graph)
        for change in (graph.remove, graph.add):
            cost, (affected, some) = _timed(_followed, change, document, graph, shapes)
            after = _findings(graph, shapes)
            assert set(some) == {finding for finding in after if finding.focus_node in affected}
            elsewhere = ({f for f in each if f.focus_node not in affected} for each in (before, after))
            assert len(set(map(frozenset, elsewhere))) == 1
            before = after
            costs.append(cost)
            nodes.append(len(affected))
    # The first change is not counted: what the shapes read is traced once, however many changes follow.
    shares = [f"{100 * median(costs[1:]) / whole:.1f} %" for whole in (loading + checking, checking)]
    return (
        f"\none changed document of {len(graph):,} triples ({len(document)} statements, {median(nodes):.0f} "
        f"focus nodes affected): the same findings in {shares[0]} of the CPU time of a run, {shares[1]} of "
        "checking"
    )


def _statements_of(key: str, graph: DataGraph) -> list[Triple]:
    """Return the statements about a document, what it tells of, and what its passages attest."""
    attested = graph.inverse(f"<{OKG.attestedBy}>")
    mark = f"/{key}"
    nodes = {node for passage, node in attested if mark in passage}
    return [triple for triple in graph if mark in triple[0] or triple[0] in nodes]


def _followed(
    change: Callable[[Iterable[Triple]], None], triples: list[Triple], graph: DataGraph, shapes: Shapes
) -> tuple[frozenset[Term], tuple[Finding, ...]]:
    """Make a change, and check what it can affect."""
    change(triples)
    affected = affected_focus_nodes(graph, shapes, triples)
    return affected, _findings(graph, shapes, affected)


def _findings(graph: DataGraph, shapes: Shapes, focus: frozenset[str] | None = None) -> tuple[Finding, ...]:
    return ENGINES["fast"]().validate(graph, shapes, focus).findings


def _timed(
    work: Callable[_Arguments, _Done], *arguments: _Arguments.args, **named: _Arguments.kwargs
) -> tuple[float, _Done]:
    start = time.process_time()
    done = work(*arguments, **named)
    return time.process_time() - start, done


if __name__ == "__main__":
    main()
