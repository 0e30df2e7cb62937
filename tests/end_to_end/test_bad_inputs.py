"""What cannot be read is told with file and reason; the rest is built."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from misbehaving_server import MisbehavingServer

from osce_kg import cli
from osce_kg.errors import InputError, OsceKgError
from osce_kg.extraction import RuleExtractor
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.pipeline import build_graph
from processes import CORPUS, run

MENU = """\
-
Our work
-
Fields of work
- Arms control
- Border management
- Elections
-
Countries
- Albania
- Andorra
- Armenia
- Where we are
- Field operations
- Presence in Albania
- Mission to Moldova
- About us
"""


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """The corpus beside files that hold no document."""
    folder = tmp_path / "mixed"
    shutil.copytree(CORPUS, folder)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "menu.txt").write_text(MENU, encoding="utf-8")
    (folder / "binary.txt").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00\x3e\x00" * 200)
    (folder / "hopeless.txt").write_bytes(b"\x98\xc0\xc1 " * 50)
    western = (folder / "b.txt").read_text(encoding="utf-8").replace("Peter Holm", "Jürgen Müller")
    (folder / "western.txt").write_bytes(western.encode("windows-1252"))
    return folder


def test_bad_inputs_are_told_with_file_and_reason_and_the_rest_is_built(
    mixed: Path, tmp_path: Path, web: MisbehavingServer
) -> None:
    out = tmp_path / "out"
    addresses = [web.address(path) for path in ("/page", "/missing", "/silent")]
    missing = str(tmp_path / "missing.txt")
    done = run("build", str(mixed), missing, *addresses, "--out", str(out), "--timeout", "1")
    assert done.returncode == 3

    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    lost = {entry["source"]: entry["reason"] for entry in report["losses"]}
    warned = {entry["source"]: entry["reason"] for entry in report["warnings"]}
    assert "not text" in lost["mixed/binary.txt"]
    assert "neither UTF-8 nor" in lost["mixed/hopeless.txt"]
    assert "no such file" in lost["missing.txt"]
    assert "404" in lost[addresses[1]]
    assert "in time" in lost[addresses[2]]
    assert len(lost) == 5
    assert warned["mixed/empty.txt"] == "no event: the file is empty"
    assert warned["mixed/menu.txt"].startswith("no event")

    assert "windows-1252" in warned["mixed/western.txt"]

    for source in (str(mixed / "binary.txt"), missing, addresses[1]):
        assert f"{source}: " in done.stderr
    # The page is c.html again.
    assert "the same bytes as c.html" in warned[addresses[0]]
    assert report["documents"] == len(list((out / "documents").iterdir())) == 4
    assert "Jürgen Müller" in (out / "dump" / "osce-kg.nt").read_text(encoding="utf-8")


def test_blank_documents_alone_make_no_build(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "scan.png").write_bytes(b"\x89PNG")
    done = run("build", str(tmp_path), "--out", str(tmp_path / "out"))
    assert done.returncode == 3
    assert done.stderr.startswith("error: no document could be read\n")
    assert f"{tmp_path / 'empty.txt'}: no event: the file is empty\n" in done.stderr
    assert f"{tmp_path / 'torn.pdf'}: not a PDF document that can be read\n" in done.stderr
    assert f"{tmp_path / 'scan.png'}: passed over" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_build_of_nothing_leaves_the_old_build(tmp_path: Path) -> None:
    build_graph([str(CORPUS / "a.txt")], tmp_path / "out")
    before = (tmp_path / "out" / "report.json").read_bytes()
    with pytest.raises(
        InputError, match=r"no document could be read\n  .*nothing\.txt: there is no such file"
    ):
        build_graph([str(tmp_path / "nothing.txt")], tmp_path / "out")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"no document could be read\n  .*the file is empty"):
        build_graph([str(tmp_path / "empty.txt")], tmp_path / "out")
    with pytest.raises(InputError, match="no document could be read"):
        build_graph([str(tmp_path / "folder")], tmp_path / "out")
    assert (tmp_path / "out" / "report.json").read_bytes() == before


def test_extract_prints_what_it_can_and_tells_what_it_cannot(tmp_path: Path) -> None:
    done = run("extract", str(CORPUS / "a.txt"), str(tmp_path / "gone.txt"), "--format", "gold")
    assert done.returncode == 3
    assert f"{tmp_path / 'gone.txt'}: there is no such file" in done.stderr
    found = json.loads(done.stdout)
    assert list(found) == ["a"]
    assert [person["name"] for person in found["a"]["persons"]] == ["Maria Lindgren", "Ion Munteanu"]
    assert len(found["a"]["met_pairs"]) == 1


@pytest.fixture
def failing_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor that fails on b.txt."""
    extract_all = RuleExtractor.extract_all

    def fail(extractor: RuleExtractor, documents: Sequence[Document]) -> list[Extraction]:
        if any(document.source == "b.txt" for document in documents):
            raise AttributeError("head")
        return extract_all(extractor, documents)

    monkeypatch.setattr(RuleExtractor, "extract_all", fail)


@pytest.mark.usefixtures("failing_extractor")
def test_extract_prints_the_others_when_one_trips_the_extractor(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["extract", str(CORPUS)]) == 4
    told = capsys.readouterr()
    assert "b.txt: internal error of the extractor (AttributeError: head)\n" in told.err
    assert sorted(json.loads(told.out)) == ["a", "c"]


@pytest.mark.usefixtures("failing_extractor")
def test_a_build_whose_every_document_trips_the_extractor_leaves_the_old_build(tmp_path: Path) -> None:
    build_graph([str(CORPUS / "a.txt")], tmp_path / "out")
    before = (tmp_path / "out" / "report.json").read_bytes()
    with pytest.raises(OsceKgError, match="nothing could be extracted"):
        build_graph([str(CORPUS / "b.txt")], tmp_path / "out")
    assert (tmp_path / "out" / "report.json").read_bytes() == before
