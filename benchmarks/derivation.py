"""What the rules cost beside owlrl, whether both find the same, and how derivation grows.

Run ``python -m benchmarks.derivation``; ``--write FILE`` puts the tables between the marks of a Markdown
file. Both get the same statements of a synthetic graph and the ontology, in memory, and bring them into
their own form first. Compared is what the ontology entails and a rule derives, about individuals; the rules
that have no axiom in the ontology run, too. owlrl may take minutes. Growth is that of :func:`derive_into`,
as a build does it, in a process of its own over a store on the disk.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final, TypeVar, cast

from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.term import Literal, Node, URIRef

from benchmarks.measuring import cpu_seconds, growth, ratio
from benchmarks.processes import peak_resident
from benchmarks.synthetic_build import add_asserted, asserted_statements, documents_for
from benchmarks.tables import (
    Claim,
    add_write_option,
    at_most,
    claims_table,
    give_out,
    markdown_table,
    shown_ratio,
)
from osce_kg.identifiers import ENTITY_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH
from osce_kg.model.statement import Statement
from osce_kg.namespaces import ID, OKG
from osce_kg.reasoning.closure import close_graph, read_ontology
from osce_kg.reasoning.derivation import derive_into, derive_statements
from osce_kg.store import OxigraphStore

_BESIDE_OWLRL: Final = (1_000, 10_000)
_GROWTH: Final = (100_000, 300_000, 1_000_000)
_ENTAILED: Final = frozenset({OKG.hasLeg, OKG.hasParticipation, OKG.holds, OKG.subEventOf, RDF.type})
"""What rules derive without axioms of their own; a test of the ontology shows it with the examples."""

_PER_DOCUMENT: Final = 370
"""About so many statements each document asserts."""

_NEAR_LINEAR: Final = 1.2
_ROUNDS: Final = 5
_BUDGET: Final = 1_800.0
"""CPU seconds that owlrl may take."""

_Triple = tuple[Node, Node, Node]
_Figures = TypeVar("_Figures")


@dataclass(frozen=True, slots=True)
class Beside:
    """The rules beside owlrl.

    Attributes:
        triples: of the documents, without the ontology.
        rules: CPU seconds of the rules, those of the bulk loads included; one for each round.
        owlrl: CPU seconds of owlrl.
        entailed: statements that both find.
        by_one: statements of the compared kinds that only one of them finds.
    """

    triples: int
    rules: tuple[float, ...]
    owlrl: float
    entailed: int
    by_one: int


@dataclass(frozen=True, slots=True)
class Derived:
    """What deriving over a store on the disk took.

    Attributes:
        quads: in the store in the end.
        derived: those that were derived.
        seconds: of the clock.
        cpu_seconds: of all threads.
        peak: bytes that the process had in memory at most.
    """

    quads: int
    derived: int
    seconds: float
    cpu_seconds: float
    peak: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and give out the tables; ends with 1 if rules and owlrl find something else."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--triples", type=int, nargs="+", default=_BESIDE_OWLRL, help="Beside owlrl.")
    parser.add_argument("--quads", type=int, nargs="+", default=_GROWTH, help="Of growing stores.")
    parser.add_argument("--folder", type=Path, help="Where to work; by default a folder that is removed.")
    parser.add_argument("--worker", type=Path, metavar="STORE", help=argparse.SUPPRESS)
    add_write_option(parser)
    options = parser.parse_args(arguments)
    if options.worker:
        print(json.dumps(asdict(derived_in(options.worker))))
        return
    beside = [_told(beside_owlrl(triples)) for triples in options.triples]
    grown = [_told(_in_own_process(quads, options.folder)) for quads in options.quads]
    tables = [_table_beside(beside), _table_grown(grown), "\n".join(claims_table(_claims(beside, grown)))]
    give_out("\n\n".join(tables), "derivation", options.write)
    raise SystemExit(any(each.by_one for each in beside))


def beside_owlrl(triples: int) -> Beside:
    """Let the rules and owlrl draw their conclusions from about so many triples and the ontology."""
    statements, ontology = _statements(triples), read_ontology()
    facts = Graph()
    for triple in (*ontology, *_triples(statements)):
        facts.add(triple)
    own: list[Statement] = []
    taken: list[Graph] = []
    rules = tuple(cpu_seconds(lambda: own.extend(_derived(statements, ontology))) for _ in range(_ROUNDS))
    owlrl = cpu_seconds(lambda: taken.append(close_graph(facts, _BUDGET).inferred))
    ours = _compared(_triples(own)) - _compared(facts)
    its = _compared(taken[0])
    return Beside(len(statements), rules, owlrl, len(ours & its), len(ours ^ its))


def _statements(triples: int) -> list[Statement]:
    """Return about so many asserted statements: of whole documents, and of all that these name."""
    asserted = list(dict.fromkeys(asserted_statements(max(1, round(triples / _PER_DOCUMENT)))))
    shared = (REFERENCE_GRAPH, ENTITY_GRAPH)
    named = {each.object for each in asserted if each.graph not in shared}
    return [each for each in asserted if each.graph not in shared or each.subject in named]


def _derived(statements: Iterable[Statement], ontology: Graph) -> Iterator[Statement]:
    with OxigraphStore() as store:
        store.add(statements)
        store.add(
            Statement(
                cast(URIRef, subject), cast(URIRef, predicate), cast(URIRef | Literal, value), ONTOLOGY_GRAPH
            )
            for subject, predicate, value in ontology
        )
        yield from derive_statements(store.reader())


def _triples(statements: Iterable[Statement]) -> Iterator[_Triple]:
    return ((each.subject, each.predicate, each.object) for each in statements)


def _compared(triples: Iterable[_Triple]) -> set[_Triple]:
    """Return those of the compared kinds, about individuals."""
    return {
        (subject, predicate, value)
        for subject, predicate, value in triples
        if predicate in _ENTAILED and str(subject).startswith(str(ID))
    }


def _in_own_process(quads: int, place: Path | None) -> Derived:
    """Fill a store here and derive elsewhere, so that the memory is that of deriving alone."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        path = Path(folder, "store")
        with OxigraphStore(path) as store:
            add_asserted(store, documents_for(quads))
        command = [sys.executable, "-m", "benchmarks.derivation", "--worker", str(path)]
        finished = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Derived(**json.loads(finished.stdout))


def derived_in(path: Path) -> Derived:
    """Derive over a store in this process."""
    store = OxigraphStore(path)
    before, began, cpu = len(store), time.monotonic(), time.process_time()
    derive_into(store)
    seconds, cpu_taken = time.monotonic() - began, time.process_time() - cpu
    quads = len(store)
    store.close(compact=False)
    return Derived(quads, quads - before, seconds, cpu_taken, peak_resident())


def _told(figures: _Figures) -> _Figures:
    """Show figures as soon as they are there, and return them."""
    print(f"… {figures}", file=sys.stderr)
    return figures


def _table_beside(measured: Sequence[Beside]) -> str:
    rows = [
        [
            f"{each.triples:,}",
            f"{median(each.rules):.2f}",
            f"{each.owlrl:,.1f}",
            shown_ratio(ratio([each.owlrl] * len(each.rules), each.rules)),
            f"{each.entailed:,}",
            f"{each.by_one:,}",
        ]
        for each in measured
    ]
    head = ["triples", "rules, CPU s", "owlrl, CPU s", "owlrl / rules", "both derive", "only one of them"]
    return markdown_table(head, rows)


def _table_grown(measured: Sequence[Derived]) -> str:
    rows = [
        [
            f"{each.quads:,}",
            f"{each.derived:,}",
            f"{each.seconds:.1f}",
            f"{each.cpu_seconds:.1f}",
            f"{each.peak / 2**20:,.0f}",
        ]
        for each in measured
    ]
    head = ["quads", "derived", "seconds", "CPU seconds", "peak MiB"]
    return markdown_table(head, rows)


def _claims(beside: Sequence[Beside], grown: Sequence[Derived]) -> Iterator[Claim]:
    only = sum(each.by_one for each in beside)
    yield at_most("statements that only the rules or only owlrl derive", only, 0)
    largest = max(grown, key=lambda each: each.quads)
    yield at_most(f"seconds to derive {largest.quads:,} quads", largest.seconds, 60)
    if len(grown) > 1:
        exponent = growth([each.quads for each in grown], [each.seconds for each in grown])
        yield at_most("exponent of its growth", exponent, _NEAR_LINEAR)


if __name__ == "__main__":
    main()
