"""A build after a few changes is what a build from nothing is, and makes anew only what they touch."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

from osce_kg.pipeline import BuildOptions, assembling, build_graph, checking, texts
from osce_kg.pipeline.extractions import InSecondProcess, execution
from osce_kg.publishing import release
from osce_kg.second_process import SecondProcess
from osce_kg.store import OxigraphReader

FIRST, LAST = ("Anna", "Boris", "Clara", "Dmitri", "Elena"), ("Berg", "Cole", "Dean", "Egger", "Falk")
NAMES = tuple(f"{first} {last}" for last in LAST for first in FIRST)
TEXT = """ASTANA, {day} May 2019 - OSCE Chairperson-in-Office {visitor} met {host}, Foreign Minister of \
Kazakhstan, in Astana on {day} May 2019.

"{visitor} welcomed the co-operation," said {host}, Foreign Minister of Kazakhstan.
"""
DOCUMENTS = 40


def text(number: int, visitor: str | None = None) -> str:
    """Return a document; two that are 25 apart speak of the same two people."""
    names = NAMES[number % 25], NAMES[(number + 1) % 25]
    return TEXT.format(day=1 + number % 28, visitor=visitor or names[0], host=names[1])


def write_corpus(folder: Path) -> Path:
    folder.mkdir()
    for number in range(DOCUMENTS):
        (folder / f"{number:02}.txt").write_text(text(number))
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a build of the corpus; tests must not write into it."""
    folder = tmp_path_factory.mktemp("built")
    build_graph([str(write_corpus(folder / "corpus"))], folder / "build")
    return folder


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    """A folder with a corpus and its build, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "place"))


@contextmanager
def refused(told: str, *places: tuple[ModuleType, str]) -> Iterator[None]:
    """Let functions fail that are not to be called, each where it is called from."""

    def refuse(*_: object) -> NoReturn:
        raise AssertionError(told)

    with pytest.MonkeyPatch.context() as patch:
        for module, name in places:
            patch.setattr(module, name, refuse)
        yield


def nothing_made_anew() -> AbstractContextManager[None]:
    """Refuse to make store or dumps from nothing."""
    return refused("all is made anew", (assembling, "fill_store"), (release, "StoreContents"))


def nothing_done_here() -> AbstractContextManager[None]:
    """Refuse to extract, to link to texts and to count findings in this process."""
    return refused(
        "it is done here",
        (execution, "extract_partition"),
        (texts, "holds_text"),
        (checking, "tally_after"),
    )


def files(directory: Path) -> dict[str, bytes]:
    """Return the files that must be the same: all but the store, whose files no program makes twice alike."""
    found = (path for path in directory.rglob("*") if path.is_file())
    names = {path.relative_to(directory).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith("store/")}


def statements(directory: Path) -> set[bytes]:
    reader = OxigraphReader.open(directory / "store")
    return {line for graph in reader.graphs() for line in reader.lines(graph)}


def from_nothing(corpus: Path, out: Path) -> Path:
    """Build without anything that is known of store, dumps, resolution and findings of an earlier build."""
    fresh = out.with_name("fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(out, fresh)
    shutil.rmtree(fresh / "state")
    shutil.rmtree(fresh / "resolutions")
    build_graph([str(corpus)], fresh)
    return fresh


def changes(corpus: Path) -> Iterator[str]:
    """Change the corpus step by step."""
    (corpus / "new.txt").write_text(text(4, "Greta Huber"))
    yield "somebody new"
    (corpus / "03.txt").write_text(text(3, "Boris Cole"))
    yield "another visitor"
    (corpus / "07.txt").unlink()
    yield "a document less"
    (corpus / "register.csv").write_text("file,title,date\n05.txt,A title,2019-05-06\n")
    yield "a register"
    shutil.copy(corpus / "08.txt", corpus / "copy.txt")
    yield "the same bytes again"
    yield "nothing"


def test_a_second_process_takes_over_work_and_makes_no_difference(place: Path) -> None:
    corpus, out = place / "corpus", place / "build"
    next(changes(corpus))
    with nothing_made_anew(), nothing_done_here():
        build_graph([str(corpus)], out, beside(SecondProcess()))
    assert files(out) == files(from_nothing(corpus, out))


def test_a_second_process_that_ends_makes_no_difference(place: Path) -> None:
    corpus, out = place / "corpus", place / "build"
    next(changes(corpus))
    second = SecondProcess()
    os.kill(second.start(os.getpid).result(), signal.SIGKILL)
    with nothing_made_anew():
        build_graph([str(corpus)], out, beside(second))
    assert files(out) == files(from_nothing(corpus, out))


def beside(second: SecondProcess) -> BuildOptions:
    return BuildOptions(execution=InSecondProcess(second), second=second)


def test_a_changed_build_is_one_from_nothing(place: Path) -> None:
    corpus, out = place / "corpus", place / "build"
    for step in changes(corpus):
        with nothing_made_anew():
            build_graph([str(corpus)], out)
        fresh = from_nothing(corpus, out)
        assert files(out) == files(fresh), step
        assert statements(out) == statements(fresh), step


@pytest.fixture(scope="module")
def one_less(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build from nothing of the corpus without one document consists of."""
    place = Path(shutil.copytree(built, tmp_path_factory.mktemp("less") / "place"))
    (place / "corpus" / "03.txt").unlink()
    return files(from_nothing(place / "corpus", place / "build"))


@pytest.mark.parametrize(
    "damaged",
    ["graphs.json", "dump.index", "checked.json", "resolved", "../store/*", "../dump/*", "../documents/*"],
)
def test_what_is_damaged_of_the_earlier_build_is_made_anew(
    place: Path, one_less: dict[str, bytes], damaged: str
) -> None:
    for path in (place / "build" / "state").glob(damaged):
        content = bytearray(path.read_bytes())
        content[: len(content) // 2] = bytes(len(content) // 2)
        path.write_bytes(content)
    (place / "corpus" / "03.txt").unlink()
    build_graph([str(place / "corpus")], place / "build")
    assert files(place / "build") == one_less
