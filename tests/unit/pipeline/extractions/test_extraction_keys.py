"""A key changes with whatever an extraction depends on, and with nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import grimp
import pytest

from osce_kg.documents import in_memory
from osce_kg.extraction import Extractor, RuleExtractor
from osce_kg.model.text import Span
from osce_kg.pipeline import fingerprint
from osce_kg.pipeline.extractions import keys
from osce_kg.pipeline.extractions.keys import PROGRAM_PARTS, extraction_key, extractor_digest
from press_release import press_release, rules
from scripted_extractor import ScriptedExtractor

DOCUMENT = press_release("Anna Berg met Karl Holm.", title="A talk")


def test_where_a_document_was_found_and_when_it_was_captured_make_no_difference() -> None:
    elsewhere = replace(DOCUMENT, source="elsewhere.txt", retrieved=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert extraction_key(in_memory(elsewhere), "rules") == extraction_key(in_memory(DOCUMENT), "rules")
    assert rules().extract(elsewhere) == rules().extract(DOCUMENT)


@pytest.mark.parametrize(
    "change",
    [
        {"key": "n2"},
        {"text": DOCUMENT.text + " "},
        {"title": "Another talk"},
        {"date": dt.date(2004, 4, 7)},
        {"genre": "activity-report"},
        {"issuer": "OSCE Centre in Almaty"},
        {"dropped": (Span(0, 1),)},
        {"sections": ()},
        {"url": "https://example.org/other"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_else_is_known_of_a_document_changes_the_key(change: dict[str, object]) -> None:
    other = replace(DOCUMENT, **change)  # type: ignore[arg-type]
    assert extraction_key(in_memory(other), "rules") != extraction_key(in_memory(DOCUMENT), "rules")


def test_another_extractor_program_or_library_changes_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {extractor_digest(extractor) for extractor in extractors()}
    for part in ("program_contents", "resource_contents"):
        with monkeypatch.context() as patched:
            patched.setattr(keys, part, lambda *_: ["another file"])
            seen.add(_fresh_digest())
    with monkeypatch.context() as patched:
        patched.setattr(fingerprint, "version", lambda _: "99")
        seen.add(_fresh_digest())
    keys.program_digest.cache_clear()
    assert len(seen) == 5


def test_every_module_that_extraction_imports_counts() -> None:
    graph = grimp.build_graph("osce_kg")
    extraction = {"osce_kg.extraction", *graph.find_descendants("osce_kg.extraction")}
    imported = set().union(*(graph.find_upstream_modules(module) for module in extraction))
    counted = {part.removesuffix(".py") for part in PROGRAM_PARTS}
    assert {module.split(".")[1] for module in imported | extraction} <= counted


def extractors() -> list[Extractor]:
    return [RuleExtractor(rules().gazetteer), ScriptedExtractor()]


def _fresh_digest() -> str:
    keys.program_digest.cache_clear()
    return extractor_digest(ScriptedExtractor())
