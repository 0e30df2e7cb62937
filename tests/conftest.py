"""Fixtures that more than one stage needs: one small graph with a build's directory, and whole builds."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import Dataset
from rdflib.term import Literal, URIRef

from osce_kg.model.record import BuildRecord, StageRecord
from osce_kg.model.release import Release
from osce_kg.model.statement import Statement
from osce_kg.pipeline import DOCUMENTS, REPORT, build_graph
from osce_kg.pipeline.report import render_report
from osce_kg.publishing import publish_release, read_summary
from osce_kg.reasoning.derivation import derive_statements
from osce_kg.resources import resource_path
from osce_kg.store import OxigraphReader, OxigraphStore
from processes import CORPUS

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--earl", type=Path, metavar="FILE", help="file for the report of the conformance tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one file run in one process; those of the conformance suites, which share a report, too."""
    for item in items:
        folder = item.path.parent
        together = folder if folder.name == "conformance" else item.path
        item.add_marker(pytest.mark.xdist_group(together.relative_to(Path(__file__).parent).as_posix()))


def read_statements(path: Path) -> Iterable[Statement]:
    dataset = Dataset()
    dataset.parse(path, format="trig")
    for subject, predicate, value, graph in dataset.quads():
        assert isinstance(subject, URIRef)
        assert isinstance(predicate, URIRef)
        assert isinstance(value, URIRef | Literal)
        yield Statement(subject, predicate, value, URIRef(str(graph)))


def build_of(statements: Iterable[Statement], directory: Path) -> Path:
    with OxigraphStore(directory / "store") as store:
        losses = store.add(statements)
        assert losses == ()
        publish_release(store, directory / "dump")
    return directory


@pytest.fixture(scope="session")
def meeting_statements() -> tuple[Statement, ...]:
    """One meeting of two persons, two documents, with entities, derived statements and ontology."""
    return tuple(sorted(read_statements(DATA / "meeting.trig")))


@pytest.fixture(scope="session")
def meeting_build(
    meeting_statements: tuple[Statement, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A build's directory that holds the meeting; tests must not write into it."""
    return build_of(meeting_statements, tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="session")
def namesakes_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build's directory with people and things of the same names; tests must not write into it."""
    return build_of(read_statements(DATA / "namesakes.trig"), tmp_path_factory.mktemp("namesakes"))


@pytest.fixture(scope="session")
def network_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build's directory that holds the world of network.trig; tests must not write into it."""
    directory = tmp_path_factory.mktemp("network")
    with OxigraphStore(directory / "store") as store:
        assert store.add(read_statements(DATA / "network.trig")) == ()
        store.add(list(derive_statements(store)))
        publish_release(store, directory / "dump")
    return directory


@pytest.fixture(scope="session")
def network_world(network_build: Path) -> OxigraphReader:
    """The graph of network.trig, with what the rules derive."""
    return OxigraphReader.open(network_build / "store")


@pytest.fixture(scope="session")
def whole_build(meeting_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with everything that a build has; tests must not write into it."""
    directory = tmp_path_factory.mktemp("whole") / "build"
    shutil.copytree(meeting_build, directory)
    (directory / DOCUMENTS).mkdir()
    release = Release("0", read_summary(directory / "dump").graph_version, 0, 0, ())
    stages = tuple(StageRecord(name, ()) for name in ("reasoning", "store", "publishing", "validation"))
    report = render_report(BuildRecord("0", stages, "made of nothing"), release, ())
    (directory / REPORT).write_text(report, encoding="utf-8")
    return directory


@pytest.fixture
def own_build(whole_build: Path, tmp_path: Path) -> Path:
    """A copy of the whole build that a test may change."""
    return Path(shutil.copytree(whole_build, tmp_path / "build"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the seed documents and the competency questions; no part of the repository."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the folder ../shared with the seed documents is not here")
    return SHARED


@pytest.fixture(scope="session")
def seed_build(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the two seed documents; tests must not write into it."""
    directory = tmp_path_factory.mktemp("seeds") / "build"
    build_graph([str(path) for path in sorted(shared.glob("seeds/*.txt"))], directory)
    return directory


@pytest.fixture(scope="session")
def sample_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the documents that come with the package; tests must not write into it."""
    directory = tmp_path_factory.mktemp("sample") / "build"
    build_graph([str(resource_path("data", "documents"))], directory)
    return directory


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildRecord]:
    """The build of the corpus; tests must not write into it."""
    directory = tmp_path_factory.mktemp("builds") / "three"
    return directory, build_graph([str(CORPUS)], directory)


@pytest.fixture
def two_builds(
    meeting_build: Path, meeting_statements: tuple[Statement, ...], tmp_path: Path
) -> tuple[Path, Path]:
    """A copy of the meeting's build, to be served, and one with a statement less, to take its place."""
    place, other = tmp_path / "build", tmp_path / "other"
    shutil.copytree(meeting_build, place)
    other.mkdir()
    with OxigraphStore(other / "store") as store:
        store.add(meeting_statements[1:])
        publish_release(store, other / "dump")
    return place, other
