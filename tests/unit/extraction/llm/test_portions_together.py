"""Answers about several portions of one document are brought together by rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from model_answers import SETTINGS, ScriptedModel, answer, event, participant, person, post
from osce_kg.extraction.llm import LlmExtractor
from osce_kg.extraction.llm.answers import InvalidAnswerError
from press_release import Report, gazetteer, press_release

SMALL = replace(SETTINGS, portion=1)
"""Every sentence is a portion."""


def read_portions(answers: dict[str, str]) -> Report:
    """Ask about every sentence by itself; the answers are given by sentence."""
    document = press_release("\n".join(answers))
    model = ScriptedModel(lambda question: answers[json.loads(question)["paragraphs"][0]])
    return Report(document, LlmExtractor(gazetteer(), SMALL, model).extract(document))


def named(name: str, sentence: str, *posts: dict[str, Any]) -> str:
    return answer([person("p1", name, sentence, *posts)])


FULL, SHORT = "Foreign Minister Erik Stahl came.", "Later Stahl left again."


def test_a_surname_is_the_one_person_who_bears_it() -> None:
    for order in ((FULL, SHORT), (SHORT, FULL)):
        answers = {FULL: named("Erik Stahl", FULL), SHORT: named("Stahl", SHORT)}
        report = read_portions({sentence: answers[sentence] for sentence in order})
        assert report.names == ["Erik Stahl"]
        assert {form.name for form in report.person("Erik Stahl").forms} == {"Erik Stahl", "Stahl"}


def test_a_surname_that_two_people_bear_stays_a_person_of_its_own() -> None:
    other = "Anna Stahl came too."
    report = read_portions(
        {FULL: named("Erik Stahl", FULL), other: named("Anna Stahl", other), SHORT: named("Stahl", SHORT)}
    )
    assert report.names == ["Erik Stahl", "Anna Stahl", "Stahl"]


def test_two_people_of_one_answer_are_two() -> None:
    both = "Erik Stahl and Stahl came."
    people = [person("p1", "Erik Stahl", both), person("p2", "Stahl", both)]
    assert read_portions({both: answer(people)}).names == ["Erik Stahl", "Stahl"]


def test_a_post_without_a_name_is_that_of_its_one_holder() -> None:
    lead = "President Ivo Kovac of Croatia came."
    later = "The President of Croatia met Mayor Anna Berg."
    two = [
        person("p1", "", "", post("President", "Croatia", later)),
        person("p2", "Anna Berg", later),
    ]
    met = event(
        "meeting",
        later,
        participants=[
            participant("The President of Croatia", "host", "p1", "a"),
            participant("Anna Berg", "interlocutor", "p2", "b"),
        ],
    )
    report = read_portions(
        {lead: named("Ivo Kovac", lead, post("President", "Croatia", lead)), later: answer(two, [met])}
    )
    assert report.meetings() == ["Kovac | Berg"]


def test_a_former_holder_is_not_the_holder() -> None:
    lead = "Former President Ivo Kovac of Croatia came."
    later = "The President of Croatia left."
    report = read_portions(
        {
            lead: named("Ivo Kovac", lead, post("President", "Croatia", lead, "former")),
            later: answer([person("p1", "", "", post("President", "Croatia", later))]),
        }
    )
    assert [found.name for found in report.extraction.persons] == ["Ivo Kovac", None]


def test_posts_of_one_person_are_told_once() -> None:
    later = "Foreign Minister Erik Stahl of Norway left."
    report = read_portions(
        {
            FULL: named("Erik Stahl", FULL, post("Foreign Minister", "", FULL)),
            later: named("Erik Stahl", later, post("Foreign Minister", "Norway", later)),
        }
    )
    assert report.posts("Erik Stahl") == [("Foreign Minister", "Norway")]


@pytest.mark.parametrize(
    ("dates", "count"), [(("5 April", "5 April"), 1), (("5 April", "6 April"), 2), (("", ""), 2)]
)
def test_an_event_that_two_portions_tell_of_is_one_if_people_and_day_agree(
    dates: tuple[str, str], count: int
) -> None:
    answers = {}
    for verb, date in zip(("met", "spoke with"), dates, strict=True):
        sentence = f"Erik Stahl {verb} Ivo Kovac on {date or 'Mars'}."
        people = [person("p1", "Erik Stahl", sentence), person("p2", "Ivo Kovac", sentence)]
        two = [participant("Erik Stahl", "host", "p1", "a"), participant("Ivo Kovac", "visitor", "p2", "b")]
        answers[sentence] = answer(people, [event("meeting", sentence, participants=two, date=date)])
    report = read_portions(answers)
    assert len(report.meetings()) == count
    assert sum(len(found.evidence) for found in report.extraction.events) == 2


def test_a_quote_must_be_in_the_portion_that_was_asked_about() -> None:
    report = read_portions({FULL: named("Erik Stahl", SHORT), SHORT: answer()})
    assert report.names == []
    assert "quotes that are not in the text (1)" in report.extraction.warnings[0]


def test_a_document_is_asked_about_once_and_its_day_and_title_go_along() -> None:
    document = press_release("Erik Stahl came.\n\nIt rained.", title="A  visit", dateline="VIENNA")
    model = ScriptedModel(lambda _: answer())
    LlmExtractor(gazetteer(), SETTINGS, model).extract(document)
    [question] = model.questions
    assert json.loads(question) == {
        "title": "A visit",
        "date": "2004-04-06",
        "place": "VIENNA",
        "paragraphs": ["Erik Stahl came.", "It rained."],
    }


def test_an_answer_without_form_is_asked_for_once_more(tmp_path: Path) -> None:
    replies = ["Sure!", answer(), "Sure!", "Well …"]
    model = ScriptedModel(lambda _: replies.pop(0))
    extractor = LlmExtractor(gazetteer(), replace(SETTINGS, cache=tmp_path), model)
    extractor.extract(press_release("Erik Stahl came."))
    assert len(model.questions) == 2
    with pytest.raises(InvalidAnswerError):
        extractor.extract(press_release("Ivo Kovac came."))
    assert len(list(tmp_path.iterdir())) == 1


def test_what_was_answered_is_not_asked_again_unless_the_kept_answer_was_spoilt(tmp_path: Path) -> None:
    document = press_release(FULL)
    model = ScriptedModel(lambda _: named("Erik Stahl", FULL))
    extractor = LlmExtractor(gazetteer(), replace(SETTINGS, cache=tmp_path), model)
    first = extractor.extract(document)
    assert extractor.extract(document) == first
    assert len(model.questions) == 1
    [file] = tmp_path.iterdir()
    file.write_text(json.dumps({"answer": "something else"}))
    assert extractor.extract(document) == first
    assert len(model.questions) == 2


def test_the_version_tells_model_prompt_and_size_of_portions() -> None:
    def version(**changed: Any) -> str:
        return LlmExtractor(gazetteer(), replace(SETTINGS, **changed), ScriptedModel(str)).version

    versions = [version(), version(model="other"), version(portion=1000)]
    assert len(set(versions)) == 3
    assert version(url="http://127.0.0.1:10/v1", key="secret", timeout=3) == versions[0]
