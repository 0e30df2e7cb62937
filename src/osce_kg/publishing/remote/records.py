"""What a store itself says of the graphs that were published into it: a small graph of checksums.

A record is removed before its graph is changed and written after the graph was verified, so a graph with a
record is whole, whenever the publisher was interrupted.
"""

from __future__ import annotations

from typing import Final

from osce_kg.identifiers import digest
from osce_kg.namespaces import GRAPH, PREFIXES
from osce_kg.publishing.description import SPDX, VOID
from osce_kg.publishing.remote.remote_store import RemoteStore

PUBLICATION_GRAPH: Final = str(GRAPH["publication"])
"""Holds the records, and nothing else."""

_CHECKSUM: Final = f"<{SPDX}checksum>"
_VALUE: Final = f"<{SPDX}checksumValue>"
_XSD: Final = PREFIXES["xsd"]
_ALL: Final = f"""SELECT ?graph ?digest WHERE {{ GRAPH <{PUBLICATION_GRAPH}> {{
    ?graph {_CHECKSUM} ?checksum . ?checksum {_VALUE} ?digest }} }} ORDER BY ?graph ?digest"""


def read_records(store: RemoteStore) -> dict[str, str]:
    """Return the graphs that have a record, and the digest of each."""
    return {row["graph"]: row["digest"].lower() for row in store.select(_ALL)}


def remove_record(store: RemoteStore, graph: str) -> None:
    """Take back what is said of a graph; nothing happens if nothing is said."""
    store.update(_removal(graph))


def write_record(store: RemoteStore, graph: str, checksum: str, size: int, issued: str | None) -> None:
    """Say that a graph is whole.

    Args:
        store: the store.
        graph: its name.
        checksum: SHA-256 of its sorted lines, in hex digits.
        size: number of its statements.
        issued: ISO date and time of the build; None if the build does not say.
    """
    node = _node(graph)
    statements = [
        f"<{graph}> {_CHECKSUM} <{node}> ; <{VOID}triples> {size} .",
        f"<{node}> <{PREFIXES['rdf']}type> <{SPDX}Checksum> .",
        f'<{node}> {_VALUE} "{checksum.upper()}"^^<{_XSD}hexBinary> .',
        f"<{node}> <{SPDX}algorithm> <{SPDX}checksumAlgorithm_sha256> .",
    ]
    if issued is not None:
        statements.append(f'<{graph}> <{PREFIXES["dcterms"]}modified> "{issued}"^^<{_XSD}dateTime> .')
    # Without prefixes: not every store takes a second prologue after a semicolon.
    insertion = f"INSERT DATA {{ GRAPH <{PUBLICATION_GRAPH}> {{ {' '.join(statements)} }} }}"
    store.update(f"{_removal(graph)} ;\n{insertion}")


def _removal(graph: str) -> str:
    return " ;\n".join(
        f"DELETE WHERE {{ GRAPH <{PUBLICATION_GRAPH}> {{ <{subject}> ?p ?o }} }}"
        for subject in (graph, _node(graph))
    )


def _node(graph: str) -> str:
    return f"{PUBLICATION_GRAPH}#checksum-{digest(graph)}"
