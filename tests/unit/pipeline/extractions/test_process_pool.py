"""Faults of processes: what cannot start is told, and none is left behind."""

from __future__ import annotations

import multiprocessing

import pytest

from osce_kg.errors import MachineError
from osce_kg.pipeline.extractions import ProcessPool
from osce_kg.pipeline.extractions.partitions import Partition, cut_into_partitions
from scripted_extractor import load_and_die, load_scripted, scripted_documents


def some(*scripts: str) -> list[Partition]:
    keyed = [(document.key, document) for document in scripted_documents(scripts)]
    return [partition for each in keyed for partition in cut_into_partitions([each])]


def test_processes_that_end_before_they_are_ready_are_not_started_for_ever() -> None:
    with pytest.raises(MachineError, match=r"end before they can extract anything \(signal 9\)"):
        list(ProcessPool(1).run(some(""), load_and_die))
    assert multiprocessing.active_children() == []


def test_results_that_nobody_waits_for_any_more_leave_no_process() -> None:
    results = ProcessPool(2).run(some("", "rest", "rest"), load_scripted)
    assert next(results).rows is not None
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_partitions_are_taken_as_they_are_needed() -> None:
    taken = []

    def partitions() -> object:
        for partition in some("", "", "", "", "", ""):
            taken.append(partition)
            yield partition

    results = ProcessPool(1).run(partitions(), load_scripted)  # type: ignore[arg-type]
    next(results)
    assert len(taken) <= 3
    results.close()  # type: ignore[attr-defined]
