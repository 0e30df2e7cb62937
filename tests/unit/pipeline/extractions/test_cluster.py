"""Faults of a cluster are told; the contract of executions tests what it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.local_cluster import local_cluster

from osce_kg.errors import MachineError
from osce_kg.pipeline.extractions import Cluster, cluster
from osce_kg.pipeline.extractions.partitions import Partition
from scripted_extractor import load_scripted, scripted_documents

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'osce-kg[cluster]'")


def some(count: int) -> list[Partition]:
    return [Partition((document,), (document.key,)) for document in scripted_documents([""] * count)]


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(MachineError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:1"):
        list(Cluster("tcp://127.0.0.1:1").run(some(1), load_scripted))


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(MachineError, match="no Dask scheduler at what is this"):
        list(Cluster("what is this").run(some(1), load_scripted))


def test_a_worker_of_another_version_is_refused() -> None:
    with pytest.raises(MachineError, match="another version of osce-kg"):
        cluster._extract(some(1)[0], load_scripted, "digest of another program")


def test_a_scheduler_that_goes_away_ends_the_build(tmp_path: Path) -> None:
    with local_cluster(tmp_path) as address:
        results = Cluster(address).run(some(100), load_scripted)
        next(results)
    with pytest.raises(MachineError, match="has gone; what is finished is kept"):
        list(results)
