"""What every extractor must do; a new implementation joins by adding its factory to ``EXTRACTORS``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from consistency import assert_consistent, spans_in
from model_answers import RECORDED, llm, recorded_answer
from osce_kg.documents import Origin, read_document
from osce_kg.extraction import BatchExtractor, Extractor
from osce_kg.extraction.llm import answer_schema as words
from osce_kg.identifiers import entity_iri
from osce_kg.model.document import Document
from press_release import press_release, rules

EXTRACTORS: dict[str, Callable[[], Extractor]] = {
    "rules": rules,
    "large language model": lambda: llm(recorded_answer),
}


@pytest.fixture(params=EXTRACTORS)
def extractor(request: pytest.FixtureRequest) -> Extractor:
    return EXTRACTORS[request.param]()


@pytest.fixture(params=RECORDED)
def document(request: pytest.FixtureRequest) -> Document:
    read = read_document(RECORDED[request.param]["text"].encode(), Origin("recorded.txt")).document
    assert read is not None
    return read


def test_what_is_found_is_consistent(extractor: Extractor, document: Document) -> None:
    found = extractor.extract(document)
    assert len(found.persons) >= 2
    assert any(event.kind == "meeting" for event in found.events)
    assert_consistent(document, found)


def test_kinds_and_statuses_are_words_of_the_vocabularies(extractor: Extractor, document: Document) -> None:
    found = extractor.extract(document)
    for person in found.persons:
        assert {role.tenure for role in person.roles} <= set(words.TENURES)
    for event in found.events:
        assert event.kind in words.EVENT_KINDS
        assert event.status in words.STATUSES
        assert event.mode in words.MODES
        assert event.format in {None, *words.FORMATS}
        assert {part.role for part in event.participants} <= set(words.ROLES)


def test_an_extraction_names_who_made_it_in_words_that_can_be_keys(
    extractor: Extractor, document: Document
) -> None:
    found = extractor.extract(document)
    assert (found.extractor, found.extractor_version) == (extractor.name, extractor.version)
    assert entity_iri(f"extractor/{extractor.name}")


def test_the_same_document_gives_the_same(extractor: Extractor, document: Document) -> None:
    assert extractor.extract(document) == extractor.extract(document)


def test_several_documents_at_once_give_the_same_as_each_alone(
    extractor: Extractor, document: Document
) -> None:
    if not isinstance(extractor, BatchExtractor):
        pytest.skip("it takes documents one by one")
    others = [press_release("Mayor Olga Weber met Mayor Rolf Hagen in Baku."), press_release("It rained.")]
    batch = [others[0], document, others[1], document]
    assert extractor.extract_all(batch) == [extractor.extract(one) for one in batch]
    assert extractor.extract_all([]) == []


def test_a_document_in_another_language_is_kept_with_a_reason_and_nothing_is_found(
    extractor: Extractor, document: Document
) -> None:
    russian = dataclasses.replace(document, language="ru")
    found = extractor.extract(russian)
    assert (found.document, found.persons, found.events) == (document.key, (), ())
    assert found.warnings == ("kept, not extracted from: its language is ru, not English",)
    if isinstance(extractor, BatchExtractor):
        both = [found, extractor.extract(document), found]
        assert extractor.extract_all([russian, document, russian]) == both
    assert extractor.extract(dataclasses.replace(document, language="en-GB")).events


def test_one_document_leaves_nothing_for_the_next(extractor: Extractor, document: Document) -> None:
    other = press_release("Mayor Olga Weber met Mayor Rolf Hagen in Baku.")
    before = extractor.extract(other)
    extractor.extract(document)
    assert extractor.extract(other) == before


def test_nothing_is_found_in_what_the_reader_dropped(extractor: Extractor, document: Document) -> None:
    empty = dataclasses.replace(document, sections=(), dropped=tuple(p.span for p in document.paragraphs))
    found = extractor.extract(empty)
    assert [event for event in found.events if event.kind == "meeting"] == []
    assert found.persons == ()


def test_a_document_that_says_nothing_of_people_gives_nothing(extractor: Extractor) -> None:
    found = extractor.extract(press_release("It rained.\nThe criteria were met."))
    assert (found.persons, found.groups, found.events) == ((), (), ())
    assert spans_in(found.places) == []
