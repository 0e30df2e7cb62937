"""Rows A6, A7 and A8 of the catalogue of hostile inputs, from the document to the dump."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from osce_kg.pipeline import build_graph

NAMES = (
    "Karl <img src=x onerror=alert(1)> Holm",
    "Karl {{7*7}} Holm",
    "=HYPERLINK(Karl) Holm",
    "../../etc/passwd Holm",
    'Karl "Kalle" O\'Holm\\',
    "Karl\\u003E\\u003Cb Holm",
    "K" + "a" * 3000 + " Holm",
    "Karl\tHolm> <http://evil.example/x",
)
IRI = re.compile(r"https?://[A-Za-z0-9._~:/#%@+!$&'()*,;=?-]+")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for number, name in enumerate(NAMES):
        text = (
            f"VIENNA, 6 April 2004 - Foreign Minister {name} met Ms. Anna Berg, Mayor of {name}, in Baku.\n"
        )
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("builds") / "build"
    build_graph([str(documents)], directory)
    return directory


def test_a6_a7_no_name_gets_into_an_iri_or_breaks_the_dump(built: Path) -> None:
    quads = list(ox.parse(path=str(built / "dump" / "osce-kg.nq"), format=ox.RdfFormat.N_QUADS))
    iris = {
        term.value
        for quad in quads
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, ox.NamedNode)
    }
    assert all(IRI.fullmatch(iri) and len(iri) <= 200 for iri in iris)
    assert not any(part in iri for iri in iris for part in ("passwd", "img", "evil", "HYPERLINK", "Holm"))
    said = {quad.object.value for quad in quads if quad.predicate.value.endswith("#exact")}
    assert any("<img src=x onerror=alert(1)>" in words for words in said)


def test_a8_the_same_documents_under_other_names_give_the_same_bytes(
    documents: Path, built: Path, tmp_path: Path
) -> None:
    for path in sorted(documents.iterdir()):
        shutil.copy(path, tmp_path / f"other-{path.name}")
        shutil.copy(path, tmp_path / f"twice-{path.name}")
    again = tmp_path / "build"
    record = build_graph([str(tmp_path)], again)
    assert (again / "dump" / "SHA256SUMS").read_bytes() == (built / "dump" / "SHA256SUMS").read_bytes()
    losses = [loss for stage in record.stages for loss in stage.losses]
    assert sum("the same bytes" in loss.reason for loss in losses) == len(NAMES)
