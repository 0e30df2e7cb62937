"""Events are found by the people and groups that take part, near a sentence."""

from __future__ import annotations

import pytest

from osce_kg.extraction import events_by_people
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.drafts import EventDraft, Participant
from osce_kg.extraction.events_by_people import EventsByPeople
from osce_kg.extraction.individuals import Individual
from press_release import analysed

ANNA, KARL = Individual(0, name="Anna Berg"), Individual(1, name="Karl Holm")


def event(index: int, *who: Individual | str) -> EventDraft:
    (sentence,) = analysed("It rained.")
    sentence.index = index
    draft = EventDraft("visit", sentence, 0)
    for number, one in enumerate(who):
        kind = "group" if isinstance(one, str) else "person"
        agent = Agent(kind, sentence, number, number + 1, label=one if isinstance(one, str) else "")
        draft.add([Participant(agent, None if isinstance(one, str) else one, "visitor")])
    return draft


def found_by(drafts: list[EventDraft]) -> EventsByPeople:
    events = EventsByPeople(drafts)
    for draft in drafts:
        events.add(draft)
    return events


def test_events_with_one_of_the_people_or_groups_are_alike_in_the_order_of_the_text() -> None:
    drafts = [
        event(0, ANNA),
        event(1, KARL),
        event(2, KARL, "experts"),
        event(3, "Experts"),
        event(4, "police"),
    ]
    events = found_by(drafts)
    assert events.like(drafts[2]) == [drafts[1], drafts[2], drafts[3]]
    assert events.of([ANNA], 9) == [drafts[0]]


def test_an_event_is_found_by_those_who_join_it_once_it_is_added_again() -> None:
    first, second = event(0, ANNA), event(1, KARL)
    events = found_by([first, second])
    first.add(second.participants)
    assert events.of([KARL], 0) == [second]
    events.add(first)
    assert events.of([KARL], 0) == [first, second]


def test_only_events_near_the_sentence_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events_by_people, "_REACH", 2)
    drafts = [event(index, ANNA) for index in range(10)]
    assert found_by(drafts).of([ANNA], 5) == drafts[3:7]


def test_events_that_were_not_added_are_not_found() -> None:
    draft = event(0, ANNA)
    assert EventsByPeople([draft]).like(draft) == []
