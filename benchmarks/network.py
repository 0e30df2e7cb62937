"""What the network of a year costs: CPU time by the size of the graph, beside the query for its pairs alone.

Run ``python -m benchmarks.network``. The graphs are synthetic; a year of them has a document for each day,
with two meetings each. The store is in memory.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from benchmarks.measuring import cpu_seconds, growth
from benchmarks.synthetic_graph import TRIPLES_PER_DOCUMENT, synthetic_graph, write_n_triples
from osce_kg.identifiers import DERIVED_GRAPH
from osce_kg.network import FORMATS, encounters_query, export_network, read_request
from osce_kg.store import OxigraphReader

_SIZES: Final = (150_000, 300_000, 600_000, 1_000_000)
_ROUNDS: Final = 3
_YEAR: Final = read_request({"from": ["1994"], "to": ["1994"]})


def main() -> None:
    """Print a line for each size and each form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="triples")
    sizes: list[int] = parser.parse_args().sizes
    print("| triples | " + " | ".join(("pairs alone", *FORMATS)) + " |")
    whole: list[float] = []
    for size in sizes:
        reader = _reader(size)
        seconds = [_least(partial(_pairs, reader, encounters_query(_YEAR)))]
        seconds += [_least(partial(_export, reader, form)) for form in FORMATS]
        whole.append(seconds[1])
        print(f"| {size:,} | " + " | ".join(f"{each:.2f} s" for each in seconds) + " |", flush=True)
    if len(sizes) > 1:
        print(f"growth of gexf with the graph, for the same year: exponent {growth(sizes, whole):.2f}")


def _reader(size: int) -> OxigraphReader:
    store = ox.Store()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nt"
        write_n_triples(synthetic_graph(size // TRIPLES_PER_DOCUMENT), file)
        for graph in (None, ox.NamedNode(str(DERIVED_GRAPH))):
            store.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    return OxigraphReader(store)


def _pairs(reader: OxigraphReader, query: str) -> int:
    return sum(1 for _ in reader.select(query))


def _export(reader: OxigraphReader, form: str) -> int:
    return sum(len(part) for part in export_network(reader, _YEAR, form))


def _least(work: partial[int]) -> float:
    return min(cpu_seconds(work) for _ in range(_ROUNDS))


if __name__ == "__main__":
    main()
