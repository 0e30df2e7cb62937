"""What holds for every document: extraction is a function of the words, not of names, neighbours or menus."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.documents import Origin, read_document, read_documents
from osce_kg.model.edtf import bounds
from osce_kg.model.extraction import Extraction
from osce_kg.model.text import Span
from osce_kg.resources import resource_path
from press_release import Report, extract, read

ROOT = Path(__file__).parents[2]

RELEASE = (
    "The OSCE Chairman-in-Office, Foreign Minister {chair}, arrived in Tbilisi on Monday.\n"
    "Mr. {chair} met Prime Minister {host} and representatives of civil society.\n"
    "The Minister will visit Baku on 13 May, accompanied by Ambassador {aide}.\n"
    '"Our lawyers will read the draft with the greatest care," Mr. {chair} said.'
)

GIVEN_NAMES = ["Karl", "Ivan", "Olaf", "Petr", "Jens", "Hugo", "Nils", "Rolf"]
SURNAMES = ["Berge", "Novak", "Lunde", "Moser", "Rossi", "Kovac", "Weber", "Hagen"]


def _dumped(extraction: Extraction) -> str:
    return json.dumps(dataclasses.asdict(extraction), default=str, sort_keys=True)


@settings(max_examples=12, deadline=None)
@given(st.permutations(GIVEN_NAMES), st.permutations(SURNAMES))
def test_other_names_of_the_same_shape_change_nothing_but_the_names(
    given_names: list[str], surnames: list[str]
) -> None:
    # The names are equally long, so that all offsets stay.
    usual = ("Erik Stahl", "Jean Petit", "Arne Dahle")
    names = [f"{given_names[i]} {surnames[i]}" for i in range(len(usual))]
    expected = _dumped(read(RELEASE.format(chair=usual[0], host=usual[1], aide=usual[2])).extraction)
    for old, new in zip(usual, names, strict=True):
        expected = expected.replace(old, new)
    assert _dumped(read(RELEASE.format(chair=names[0], host=names[1], aide=names[2])).extraction) == expected


def _shifted(value: Any, offset: int) -> Any:
    """Return a record with every span moved."""
    if isinstance(value, Span):
        return value.shifted(offset)
    if isinstance(value, tuple):
        return tuple(_shifted(item, offset) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _shifted(getattr(value, f.name), offset) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value


PAGE = (
    "OSCE Chairman visits Georgia\n\n"
    "TBILISI, 6 April 2004 - OSCE Chairman-in-Office Erik Stahl met Prime Minister Jean Petit today.\n\n"
    "Mr. Stahl will visit Baku on 13 May.\n"
)
MENU = "-\nOur work\n- Elections\n- Projects\n-\nCountries\n- All\n- Albania\n- Kazakhstan\n- About us\n\n"


def _read_page(text: str) -> Report:
    document = read_document(text.encode(), Origin("page.txt")).document
    assert document is not None
    return extract(document)


def test_the_menu_of_the_site_before_the_text_changes_nothing_but_offsets() -> None:
    plain, with_menu = _read_page(PAGE), _read_page(MENU + PAGE)
    offset = with_menu.document.text.index("TBILISI") - plain.document.text.index("TBILISI")
    assert offset > 0
    assert plain.meetings() == ["Stahl | Petit"]
    moved = dataclasses.replace(_shifted(plain.extraction, offset), document=with_menu.document.key)
    assert with_menu.extraction == moved


IDLE = st.sampled_from(["It rained all day.", "The weather stayed cold.", "Traffic was slow."])
UNRELATED = [
    "Foreign Minister Erik Stahl of Norway met Prime Minister Jean Petit of France in Baku on 5 April.",
    "Secretary General Anna Berg was received by President Ivo Kovac of Croatia in Zagreb on Monday.",
    "Mayor Arne Dahle of Osijek will visit Georgia on 13 May.",
    "The meeting between Ambassador Hugo Moser and Ambassador Nils Rossi in Rome was cancelled.",
    "The OSCE Mission to Moldova organized a seminar on borders in Chisinau on 2 April.",
    "Prime Minister Petr Novak of Norway spoke with Prime Minister Olaf Weber of Latvia by telephone.",
]


def _happenings(report: Report) -> set[tuple[str, ...]]:
    """Return the events without ids and order."""
    return {
        (
            event.kind,
            event.status,
            report.sides(event),
            str([report.place(place) for place in event.places]),
            str(event.state),
            event.time.edtf if event.time else "",
        )
        for event in report.extraction.events
    }


@settings(max_examples=15, deadline=None)
@given(st.permutations(UNRELATED))
def test_the_order_of_paragraphs_that_have_nothing_to_do_with_each_other_does_not_matter(
    paragraphs: list[str],
) -> None:
    assert _happenings(read("\n\n".join(paragraphs))) == _happenings(read("\n\n".join(UNRELATED)))


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 4),
    st.sampled_from(["It rained all day.", "The weather stayed cold.", "Traffic was slow."]),
)
def test_a_sentence_about_nobody_changes_no_event(position: int, idle: str) -> None:
    lines = RELEASE.format(chair="Erik Stahl", host="Jean Petit", aide="Arne Dahle").split("\n")
    with_idle = "\n".join([*lines[:position], idle, *lines[position:]])
    assert _happenings(read(with_idle)) == _happenings(read("\n".join(lines)))


SENTENCES = [
    *UNRELATED,
    *RELEASE.format(chair="Erik Stahl", host="Jean Petit", aide="Arne Dahle").split("\n"),
    "He then met her and the two Presidents, and they visited Georgia and Armenia.",
    "On the second stop of his tour of Central Asia, the Minister visited the OSCE Centre in Almaty.",
    "Its new Head, the Deputy Head of the Mission and staff met them on 31 February.",
    "The Co-Chairs of the Minsk Group, Karl Holm (France) and Rolf Hagen (Russia), met in Vienna.",
    "During their visit they were accompanied by representatives of political parties and five journalists.",
    "She attended the conference.",
]


def assert_nothing_is_certain(found: Extraction) -> None:
    """Every confidence lies between impossible and certain; what needs an event is no surer than it."""
    people = [*found.persons, *(role for person in found.persons for role in person.roles)]
    assert all(0 < fact.confidence < 1 for fact in (*people, *found.events))
    for event in found.events:
        dependent = [part.confidence for part in event.participants]
        dependent += [event.time.confidence] if event.time and event.time.confidence is not None else []
        dependent += [event.place_confidence] if event.place_confidence is not None else []
        assert all(0 < confidence <= event.confidence for confidence in dependent)


def assert_consistent(report: Report) -> None:
    """Ids that are used exist, spans lie in the text, and forms of names say what stands there."""
    found, text = report.extraction, report.document.text
    persons = {person.id: person for person in found.persons}
    bodies = {body.id for body in found.organizations}
    agents = {*persons, *bodies, *(group.id for group in found.groups)}
    events, places = [event.id for event in found.events], {place.id for place in found.places}
    assert events == [f"e{number}" for number in range(1, len(events) + 1)]
    for person in found.persons:
        assert person.name or person.roles
        assert person.mentions
        assert {role.organization for role in person.roles} <= bodies | {None}
        assert all(
            " ".join(span.of(text).split()) == form.text for form in person.forms for span in form.spans
        )
    for event in found.events:
        assert event.part_of in {*events, None} - {event.id}
        assert set(event.places) <= places
        assert event.evidence
        assert len({p.agent for p in event.participants}) == len(event.participants)
        assert event.time is None or bounds(event.time.edtf)
        for part in event.participants:
            assert part.agent in agents
            assert set(part.representing) <= bodies
            assert part.capacity is None or part.capacity < len(persons[part.agent].roles)
    assert_nothing_is_certain(found)
    for span in _spans(found):
        assert 0 <= span.start < span.end <= len(text)
    assert all(utterance.speaker in {*persons, None} for utterance in found.utterances)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7), st.sampled_from(["\n", "\n\n"]))
def test_every_extraction_is_consistent_in_itself(sentences: list[str], joint: str) -> None:
    assert_consistent(read(joint.join(sentences)))


@pytest.mark.slow
def test_extractions_of_the_sample_corpus_are_consistent_and_nothing_comes_from_menus() -> None:
    documents = read_documents([str(resource_path("data", "documents"))]).documents
    assert len(documents) >= 40
    for document in documents:
        report = extract(document)
        assert_consistent(report)
        headline = document.title_span or Span(0, 0)
        for event in report.extraction.events:
            for span in event.evidence:
                assert headline.covers(span) or not any(span.overlaps(menu) for menu in document.dropped)


def _spans(value: Any) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for item in value for span in _spans(item)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [span for f in dataclasses.fields(value) for span in _spans(getattr(value, f.name))]
    return []


def test_extracting_twice_gives_the_same() -> None:
    body = "\n".join(SENTENCES)
    assert read(body).extraction == read(body).extraction


_PROGRAM = """
import dataclasses, hashlib, json, sys
from press_release import read
found = dataclasses.asdict(read(sys.stdin.read()).extraction)
print(hashlib.sha256(json.dumps(found, default=str).encode()).hexdigest())
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_hash_seed_and_the_locale_change_nothing(seed: str) -> None:
    body = "\n".join(SENTENCES)
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "LC_ALL": "C",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=body,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env=environment,
    )
    here = json.dumps(dataclasses.asdict(read(body).extraction), default=str)
    assert done.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()
