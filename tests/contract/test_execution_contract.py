"""Where extraction is done makes no difference; a new execution joins by adding a fixture value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.local_cluster import local_cluster

from osce_kg.documents import in_memory
from osce_kg.errors import MachineError
from osce_kg.pipeline.extractions import Cluster, Execution, InProcess, ProcessPool, partitions
from osce_kg.pipeline.extractions.extract_all import Extracted, Folders, Work, extract_all
from scripted_extractor import load_none, load_scripted, scripted_documents

EXECUTIONS = ["in process", "two processes", "cluster"]
ISOLATED = EXECUTIONS[1:]


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'osce-kg[cluster]'")
    with local_cluster(tmp_path_factory.mktemp("cluster"), workers=2) as address:
        yield address


@pytest.fixture(autouse=True)
def small_partitions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partitions, "_MOST_DOCUMENTS", 3)


def execution(name: str, request: pytest.FixtureRequest) -> Execution:
    if name == "in process":
        return InProcess()
    return ProcessPool(2) if name == "two processes" else Cluster(request.getfixturevalue("scheduler"))


def extract(scripts: list[str], how: Execution, folder: Path) -> Extracted:
    folders = Folders(folder / "earlier", folder / "work", folder / "packed")
    return extract_all(
        [in_memory(each) for each in scripted_documents(scripts)], Work(load_scripted, how), folders
    )


def packed(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((folder / "packed").iterdir())]


@pytest.mark.parametrize("name", EXECUTIONS)
def test_results_come_in_the_order_of_the_documents_with_their_losses(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    scripts = [""] * 10
    scripts[3], scripts[7] = "trip", "warn"
    extracted = extract(scripts, execution(name, request), tmp_path / "here")
    assert [document.key for document in extracted.documents] == [
        f"n{number:04}" for number in range(1, 11) if number != 4
    ]
    assert [each.document for each in extracted.extractions] == [each.key for each in extracted.documents]
    assert [(loss.source, loss.severity) for loss in extracted.losses] == [
        ("n0004.txt", "error"),
        ("n0008.txt", "warning"),
    ]
    extract(scripts, InProcess(), tmp_path / "there")
    assert packed(tmp_path / "here") == packed(tmp_path / "there")


@pytest.mark.parametrize("name", ISOLATED)
def test_a_document_that_ends_its_process_costs_only_itself(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    scripts = [""] * 8
    scripts[4] = "die"
    extracted = extract(scripts, execution(name, request), tmp_path)
    assert len(extracted.documents) == 7
    ((source, reason),) = [(loss.source, loss.reason) for loss in extracted.losses]
    assert source == "n0005.txt"
    assert reason.startswith("the process that read it ended each time (")


@pytest.mark.parametrize("name", ISOLATED)
def test_a_process_that_ends_by_chance_costs_nothing(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    scripts = [""] * 8
    scripts[4] = f"die once {tmp_path / 'died'}"
    extracted = extract(scripts, execution(name, request), tmp_path)
    assert (len(extracted.documents), extracted.losses) == (8, ())


@pytest.mark.parametrize("name", EXECUTIONS)
def test_a_fault_of_the_machine_ends_it_and_what_was_finished_is_not_done_again(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    scripts = ["", "", "", "", "", "", "fault", ""]
    with pytest.raises(MachineError, match="the disk is full"):
        extract(scripts, execution(name, request), tmp_path)
    finished = 3 * len(list((tmp_path / "work").glob("*.parquet")))
    scripts[6] = ""
    extracted = extract(scripts, InProcess(), tmp_path)
    assert (len(extracted.documents), extracted.reused) == (8, finished)


@pytest.mark.parametrize("name", EXECUTIONS)
def test_an_extractor_that_cannot_be_loaded_is_told(name: str, request: pytest.FixtureRequest) -> None:
    some = partitions.cut_into_partitions([("k1", document) for document in scripted_documents([""])])
    with pytest.raises(MachineError, match="the model is not installed"):
        list(execution(name, request).run(some, load_none))


@pytest.mark.parametrize("name", EXECUTIONS)
def test_nothing_to_do_starts_nothing(name: str, request: pytest.FixtureRequest) -> None:
    assert list(execution(name, request).run(iter(()), load_none)) == []
