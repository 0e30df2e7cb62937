"""PDF, DOCX and pages in other languages, from the file to the graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from osce_kg.model.record import BuildRecord
from osce_kg.pipeline import build_graph
from osce_kg.store import OxigraphReader
from osce_kg.validation import validate_graph
from printed_documents import Print, docx, paragraph, pdf

PREFIXES = "PREFIX okg: <https://w3id.org/osce-kg/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>"
MEETING = ("Today OSCE Secretary General Karl Holm met with Foreign", "Minister Anna Berg of Norway in Oslo.")
RUSSIAN = """<html lang="en"><head><link rel="canonical" href="https://www.osce.org/ru/cio/52627">
<link rel="alternate" hreflang="en" href="https://www.osce.org/cio/52627"></head>
<body><h1>Председатель в Алма-Ате</h1>
<p>Председатель встретился с президентом и говорил о выборах.</p></body>"""


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildRecord]:
    folder, directory = tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("builds") / "build"
    first = [Print("Report of the Mission", 750, size=18), Print("OSLO, 6 April 2004 - It rained.", 700)]
    second = [Print(line, 700 - 12 * number) for number, line in enumerate(MEETING)]
    (folder / "report.pdf").write_bytes(pdf([first, second]))
    (folder / "note.docx").write_bytes(
        docx(
            paragraph("Note of the Mission", "Titel") + paragraph("TIRANA, 7 May 2004 - " + " ".join(MEETING))
        )
    )
    (folder / "page.html").write_text(RUSSIAN, encoding="utf-8")
    return directory, build_graph([str(folder)], directory)


def solutions(build: Path, pattern: str) -> list[dict[str, str]]:
    reader = OxigraphReader.open(build / "store")
    rows = reader.select(f"{PREFIXES} SELECT * {{ {pattern} }}")
    return [{name: str(term) for name, term in row.items()} for row in rows]


def test_a_meeting_in_a_pdf_is_quoted_with_its_page(build: tuple[Path, BuildRecord]) -> None:
    rows = solutions(build[0], "?m a okg:Meeting ; okg:attestedBy ?p . ?p okg:exact ?words ; okg:page ?page")
    assert {(row["words"], row["page"]) for row in rows} == {(" ".join(MEETING), "2")}


def test_a_meeting_in_a_docx_is_quoted(build: tuple[Path, BuildRecord]) -> None:
    pattern = '?d dcterms:title "Note of the Mission"@en . ?p okg:passageOf ?d ; okg:exact ?words'
    assert " ".join(MEETING) in {row["words"] for row in solutions(build[0], pattern)}


def test_a_page_in_russian_is_kept_with_its_translation_and_nothing_is_extracted(
    build: tuple[Path, BuildRecord],
) -> None:
    directory, record = build
    (row,) = solutions(directory, '?d dcterms:language "ru" ; dcterms:title ?title ; okg:translatedAt ?url')
    assert row["d"].endswith("/document/n52627-ru")
    assert (row["title"], row["url"]) == ("Председатель в Алма-Ате", "https://www.osce.org/cio/52627")
    assert solutions(directory, f"?p okg:passageOf <{row['d']}>") == []
    warnings = [loss.reason for stage in record.stages for loss in stage.losses]
    assert warnings == ["kept, not extracted from: its language is ru, not English"]


def test_the_graph_conforms_and_quotes_what_the_texts_say(build: tuple[Path, BuildRecord]) -> None:
    report = validate_graph([build[0]])
    assert [finding for finding in report.findings if finding.severity == "violation"] == []
