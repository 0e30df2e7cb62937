from __future__ import annotations

from pathlib import Path

import pytest

from osce_kg.documents import read_documents
from osce_kg.model.resolution import Judgement
from osce_kg.pipeline import fingerprint as module
from osce_kg.pipeline.fingerprint import fingerprint, fingerprint_of_sources
from osce_kg.resolution import Ledger

TEXT = "VIENNA, 6 April 2004 - The Chairman-in-Office met Ms. Jones in Vienna.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    return folder


@pytest.fixture
def judgements(tmp_path: Path) -> Path:
    path = tmp_path / "judgements.csv"
    path.write_text("left,right,decision,author,day,reason\n")
    return path


def test_the_same_documents_have_the_same_fingerprint_wherever_they_lie(
    corpus: Path, judgements: Path, tmp_path: Path
) -> None:
    before = fingerprint_of_sources([str(corpus)], judgements)
    moved = corpus.rename(tmp_path / "moved")
    assert fingerprint_of_sources([str(moved)], judgements) == before


def test_whatever_the_graph_depends_on_changes_the_fingerprint(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judgements: list[Judgement] = []

    def now(ledger: Ledger, extractor: tuple[str, str] = ("rules", "1")) -> str:
        return fingerprint(read_documents([str(corpus)]).readings, judgements, ledger, extractor)

    seen = [now(Ledger.empty()), now(Ledger({"x1#A": "person/x1"}))]
    seen += [now(Ledger.empty(), ("rules", "2")), now(Ledger.empty(), ("llm", "1"))]
    (corpus / "a.txt").write_text(TEXT.replace("Jones", "Smith"))
    seen.append(now(Ledger.empty()))
    (corpus / "register.csv").write_text("file,title\na.txt,A talk\n")
    seen.append(now(Ledger.empty()))
    judgements.append(Judgement("x1#A", "x2#B", True, "A. Reader", "2026-01-31", "read both"))
    seen.append(now(Ledger.empty()))
    monkeypatch.setattr(module, "graph_program", lambda: "another program")
    seen.append(now(Ledger.empty()))
    assert len(set(seen)) == len(seen)


def test_every_changed_name_or_content_of_a_shipped_file_counts(tmp_path: Path) -> None:
    def contents() -> list[str]:
        return list(module._contents(tmp_path, lambda name: name.suffix == ".py"))

    (tmp_path / "a.py").write_text("1")
    (tmp_path / "a.pyc").write_text("compiled")
    first = contents()
    assert len(first) == 1
    (tmp_path / "a.py").write_text("2")
    second = contents()
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({*first, *second, *contents()}) == 3
