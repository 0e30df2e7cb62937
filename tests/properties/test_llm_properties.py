"""Whatever a model answers, what is left of it is consistent and in the words of the document."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consistency import assert_consistent
from model_answers import RECORDED, llm
from osce_kg.documents import Origin, read_document
from osce_kg.extraction.llm.answer_schema import ANSWER_SCHEMA
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.model.text import Span
from press_release import gazetteer


def document_of(text: str) -> Document:
    document = read_document(text.encode(), Origin("recorded.txt")).document
    assert document is not None
    return document


@cache
def document() -> Document:
    return document_of(RECORDED["tour"]["text"])


@cache
def phrases() -> st.SearchStrategy[str]:
    """Words of the document in a row, whole sentences and names of it, and words that it does not have."""
    words = document().text.split()
    row = st.tuples(st.integers(0, len(words) - 1), st.integers(1, 14)).map(
        lambda place: " ".join(words[place[0] : place[0] + place[1]])
    )
    text = document().text
    sentences = [span.of(text) for p in document().paragraphs for span in p.sentences]
    names = [
        "Erik Stahl",
        "Stahl",
        "Mr. Stahl",
        "Jean Petit",
        "Arne Dahle",
        "Tbilisi",
        "He",
        "they",
        "Norway",
    ]
    return st.one_of(
        row,
        st.sampled_from(sentences),
        st.sampled_from(sentences),
        st.sampled_from(names),
        st.sampled_from(["p1", "p2", "p3", "e1", "e2", "", "Karl Holm", "\ud800", "<b>", "\u202e"]),
        st.text(max_size=8),
    )


def values(schema: Any, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Return a strategy for values that keep to the schema."""
    if schema["type"] == "string":
        return st.sampled_from(schema["enum"]) if "enum" in schema else texts
    if schema["type"] == "array":
        return st.lists(values(schema["items"], texts), max_size=4)
    return st.fixed_dictionaries({name: values(part, texts) for name, part in schema["properties"].items()})


@st.composite
def spoilt_answers(draw: st.DrawFn) -> Any:
    """Return a good answer with some of its strings exchanged."""

    def spoilt(value: Any, schema: Any) -> Any:
        if schema["type"] == "array":
            return [spoilt(item, schema["items"]) for item in value]
        if schema["type"] == "object":
            return {name: spoilt(value[name], part) for name, part in schema["properties"].items()}
        return draw(values(schema, phrases())) if draw(st.integers(0, 9)) == 0 else value

    return spoilt(RECORDED["tour"]["answer"], ANSWER_SCHEMA)


ANSWERS = st.one_of(values(ANSWER_SCHEMA, phrases()), spoilt_answers())


def texts_of(found: Extraction) -> set[str]:
    """Return all words of an extraction but ids and terms of vocabularies."""
    words = {group.label for group in found.groups}
    for person in found.persons:
        words |= {
            person.name or "",
            *(form.text for form in person.forms),
            *(form.name for form in person.forms),
        }
        words |= {role.title for role in person.roles}
    for event in found.events:
        words |= {*event.subjects, event.label, event.time.text or "" if event.time else ""}
    words |= {body.name for body in found.organizations if body.reference is None}
    words |= {place.name for place in found.places if place.city is None and place.kind != "state"}
    return words


@settings(max_examples=150, deadline=None)
@given(ANSWERS)
def test_any_answer_leaves_a_consistent_extraction_in_the_words_of_the_document(given_answer: Any) -> None:
    found = llm(lambda _: json.dumps(given_answer)).extract(document())
    assert_consistent(document(), found)
    said = " ".join(document().text.split())
    states = {state.name for state in gazetteer().states.values()}
    for words in texts_of(found):
        if words not in said:
            # A national body gets the name of its State; a plural title is given in the singular.
            assert f"{words}s" in said or any(words.endswith(f" of {state}") for state in states)


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_who_takes_part_is_in_the_sentences_and_nobody_meets_alone(given_answer: Any) -> None:
    for event in llm(lambda _: json.dumps(given_answer)).extract(document()).events:
        first, last = min(event.evidence), max(event.evidence)
        sentences = Span(first.start, last.end)
        assert all(sentences.covers(part.span) for part in event.participants)
        if event.kind == "meeting" and event.status == "occurred":
            assert len(event.participants) >= 2
            assert len({part.side for part in event.participants} - {None}) != 1
