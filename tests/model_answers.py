"""Answers as a model may give them, put together for tests; and models that give them without a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from osce_kg.extraction.llm import LlmExtractor, LlmSettings
from press_release import Report, gazetteer, press_release

_FILES = sorted((Path(__file__).parent / "data" / "answers").glob("*.json"))
RECORDED = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in _FILES}
"""Recorded questions and answers by name: ``text`` of a document, and the ``answer`` about it."""

SETTINGS = LlmSettings(url="http://127.0.0.1:9/v1", model="test-model")


def post(title: str, organization: str, quote: str, tenure: str = "holder") -> dict[str, Any]:
    return {"title": title, "organization": organization, "tenure": tenure, "quote": quote}


def person(
    id: str, name: str, quote: str, *posts: dict[str, Any], forms: Iterable[str] = ()
) -> dict[str, Any]:
    return {"id": id, "name": name, "forms": [*forms], "quote": quote, "posts": [*posts]}


def participant(mention: str, role: str, who: str = "", side: str = "") -> dict[str, Any]:
    """Return a participant; ``who`` is the id of a person, else ``group`` or ``organization``."""
    is_person = who not in ("group", "organization")
    return {
        "agent": "person" if is_person else who,
        "person": who if is_person else "",
        "mention": mention,
        "role": role,
        "side": side,
    }


def event(kind: str, *quotes: str, **told: Any) -> dict[str, Any]:
    return {
        "id": "e1",
        "quotes": [*quotes],
        "kind": kind,
        "status": "occurred",
        "format": "",
        "mode": "in-person",
        "participants": [],
        "places": [],
        "date": "",
        "part_of": "",
        "subjects": [],
        **told,
    }


def answer(people: Iterable[dict[str, Any]] = (), events: Iterable[dict[str, Any]] = ()) -> str:
    return json.dumps({"people": [*people], "events": [*events]})


class ScriptedModel:
    """Gives the answer that a function finds for a question; notes what it was asked."""

    def __init__(self, respond: Callable[[str], str]) -> None:
        self._respond = respond
        self.questions: list[str] = []

    def answer(self, question: str, seed: int) -> str:
        self.questions.append(question)
        return self._respond(question)


def recorded_answer(question: str) -> str:
    """Return the recorded answer about the text that a question holds."""
    asked = " ".join(json.loads(question)["paragraphs"])
    for record in RECORDED.values():
        if record["about"] in asked:
            return json.dumps(record["answer"])
    return answer()


def llm(respond: Callable[[str], str], settings: LlmSettings = SETTINGS) -> LlmExtractor:
    return LlmExtractor(gazetteer(), settings, ScriptedModel(respond))


def read_with(
    body: str,
    people: Iterable[dict[str, Any]] = (),
    events: Iterable[dict[str, Any]] = (),
    **circumstances: Any,
) -> Report:
    """Return what is left of an answer about a press release with this body."""
    document = press_release(body, **circumstances)
    return Report(document, llm(lambda _: answer(people, events)).extract(document))
