"""Reading a graph back from a store, whole even if the store cuts its answers, and comparing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from osce_kg.publishing.remote.comparison import GraphComparison, compare_graphs
from osce_kg.publishing.remote.remote_store import GraphTransfer, RemoteStore

_AT_A_TIME: Final = 400
"""Statements asked for at a time of a store that cuts its answers; no store is known to give fewer."""


def compare_with_store(
    store: RemoteStore, transfer: GraphTransfer, graph: str, sorted_lines: Sequence[bytes]
) -> GraphComparison:
    """Compare sorted lines with what the store has in a graph."""
    received = transfer.read(graph)
    size = store.size(graph)
    if len(received) < size:
        for subjects in _subjects(sorted_lines):
            received |= store.construct_about(graph, subjects)
    comparison = compare_graphs(frozenset(sorted_lines), received)
    if comparison.is_same and size != len(sorted_lines):
        # Statements about subjects that we do not have, which a store that cuts its answers did not show.
        return GraphComparison((), (f"{size - len(sorted_lines):+} statements".encode(),), 0)
    return comparison


def _subjects(sorted_lines: Sequence[bytes]) -> Iterator[list[str]]:
    """Give the subjects, so many together that no answer is long; one with many statements stands alone."""
    together: list[str] = []
    number = 0
    for subject, lines in groupby(sorted_lines, lambda line: line.partition(b" ")[0]):
        more = sum(1 for _ in lines)
        if together and number + more > _AT_A_TIME:
            yield together
            together, number = [], 0
        together.append(subject.decode())
        number += more
    if together:
        yield together
