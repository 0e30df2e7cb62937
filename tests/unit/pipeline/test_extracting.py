"""Many documents: read together where that is quicker, and none takes another with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

import pytest

from osce_kg.errors import ExtractionError, MachineError
from osce_kg.extraction import BatchExtractor, RuleExtractor
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.pipeline import extract_each_or_lose, extracting
from press_release import press_release, rules

LINES = ["Anna Berg met Karl Holm.", "It rained.", "Mayor Olga Weber visited Baku.", "She met the Minister."]


def documents(lines: Sequence[str] = LINES) -> list[Document]:
    return [
        replace(press_release(line), key=f"n{number}", source=f"{number}.txt")
        for number, line in enumerate(lines, start=1)
    ]


@dataclass
class Recording:
    """The rules, with a note of how many documents they were given at once; some words trip them."""

    name: ClassVar[str] = RuleExtractor.name
    version: ClassVar[str] = RuleExtractor.version

    error: Exception = field(default_factory=lambda: AttributeError("head"))
    batches: list[int] = field(default_factory=list)

    def extract(self, document: Document) -> Extraction:
        if "trips" in document.text:
            raise self.error
        return rules().extract(document)

    def extract_all(self, documents: Sequence[Document]) -> list[Extraction]:
        self.batches.append(len(documents))
        return [self.extract(document) for document in documents]


def test_documents_come_in_order_each_with_what_the_extractor_alone_says_of_it() -> None:
    outcomes = list(extract_each_or_lose(documents(), rules()))
    assert [document.key for document, _, _ in outcomes] == ["n1", "n2", "n3", "n4"]
    assert [extraction for _, extraction, _ in outcomes] == [rules().extract(d) for d in documents()]


def test_an_extractor_that_is_quicker_with_several_documents_gets_several(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extracting, "_MOST_CHARACTERS", 55)
    extractor = Recording()
    assert isinstance(extractor, BatchExtractor)
    assert len(list(extract_each_or_lose(documents(), extractor))) == 4
    assert extractor.batches == [2, 2]


def test_a_document_that_is_longer_than_what_is_read_at_once_is_read_alone() -> None:
    extractor = Recording()
    lines = ["Anna Berg met Karl Holm.", "It rained. " * 10_000, "Anna Berg met Karl Holm."]
    assert len(list(extract_each_or_lose(documents(lines), extractor))) == 3
    assert extractor.batches == [1, 1, 1]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (AttributeError("head"), "internal error of the extractor (AttributeError: head)"),
        (ExtractionError("nothing to be had"), "nothing to be had"),
    ],
)
def test_one_that_trips_the_extractor_is_lost_alone(error: Exception, reason: str) -> None:
    lines = [LINES[0], "This trips it.", LINES[2]]
    outcomes = list(extract_each_or_lose(documents(lines), Recording(error)))
    assert [(document.key, extraction is not None) for document, extraction, _ in outcomes] == [
        ("n1", True),
        ("n2", False),
        ("n3", True),
    ]
    assert [(loss.source, loss.reason) for _, _, told in outcomes for loss in told] == [("2.txt", reason)]


def test_a_fault_of_the_machine_ends_it_at_once() -> None:
    extractor = Recording(MachineError("no model"))
    with pytest.raises(MachineError):
        list(extract_each_or_lose(documents(["This trips it.", LINES[0]]), extractor))


def test_warnings_are_told_with_the_document_they_are_about() -> None:
    long = "and so it goes on, " * 200
    ((_, _, told),) = extract_each_or_lose(documents([long]), rules())
    assert [(loss.source, loss.severity) for loss in told] == [("1.txt", "warning")]
