"""Where events took place whose own sentence does not say: inferred from what stands around, with the reason.

The dateline alone places nothing: it tells where a text was written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.drafts import EventDraft, PlaceName
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.syntax import is_pluperfect
from osce_kg.extraction.vocabulary import word_set

_PLACED_KINDS: Final = frozenset({"meeting", "conference", "training", "press-conference", "ceremony"})
_SAME_PLACE: Final = "there"
_SEVERAL: Final = word_set("both each all every")
_KINDS_OF_PLACES: Final = word_set(
    "capitals capital cities city countries country towns places States stop stops"
)
_PARAGRAPH_REACH: Final = 12
"""Sentences that a paragraph's city is carried over at most: a wall of text has no single setting."""

_Cities = dict[str, PlaceName]
"""Cities by name."""


def place_unplaced(
    drafts: Sequence[EventDraft], sentences: Sequence[Sentence], headline: Sentence | None, scene: Scene
) -> None:
    """Give events without a city or venue the place that the text around them tells.

    In this order: "there"; the city that the paragraph is about; the only city of the visit or conference
    around the event; the only city in which the text shows the same people on the same day.
    """
    inference = _Inference(drafts, sentences, scene)
    for draft in drafts:
        if draft.kind == "visit" and not draft.is_placed:
            inference.narrow_visit(draft, headline)
    last: EventDraft | None = None
    for draft in drafts:
        if draft.kind in _PLACED_KINDS and draft.mode == "in-person" and not draft.is_placed:
            inference.place(draft, last)
        if draft.is_placed and not draft.is_headline:
            last = draft


class _Inference:
    """What the placed events and the sentences of one document say of the places of other events."""

    def __init__(self, drafts: Sequence[EventDraft], sentences: Sequence[Sentence], scene: Scene) -> None:
        self._sentences = sentences
        self._scene = scene
        self._by_sentence: dict[int, _Cities] = {}
        self._by_outer: dict[EventDraft, _Cities] = {}
        self._by_day: dict[tuple[Individual, dt.date], _Cities] = {}
        for draft in drafts:
            if draft.is_placed:
                self._note(draft)

    def _note(self, draft: EventDraft) -> None:
        cities = _cities(draft.places)
        self._by_sentence.setdefault(draft.sentence.index, {}).update(cities)
        if draft.part_of is not None:
            self._by_outer.setdefault(draft.part_of, {}).update(cities)
        day = _day(draft)
        if day is not None:
            for individual in draft.individuals():
                self._by_day.setdefault((individual, day), {}).update(cities)

    def narrow_visit(self, visit: EventDraft, headline: Sentence | None) -> None:
        """Give a visit to a State the city there that the headline, or dateline and events together, name."""
        if visit.state is None:
            return
        inner = self._by_outer.get(visit, {})
        if headline is not None and visit.sentence.paragraph == 0:
            named = _cities(self._scene.places.places_near(headline, 0), visit.state)
            if len(named) == 1 and inner.keys() <= named.keys():
                visit.infer_place([*named.values()], "the headline names the city")
                return
        if len(inner) == 1 and inner.keys() == _cities(self._scene.dateline, visit.state).keys():
            visit.infer_place(
                [*inner.values()], "the city of the dateline and of all placed events of the visit"
            )

    def place(self, draft: EventDraft, last: EventDraft | None) -> None:
        """Place an event by the first rule that applies; ``last`` is the placed event told before it."""
        if last is not None and _says_there(draft) and _agrees(draft, last.places):
            draft.infer_place(last.places, "the place told of before")
            return
        if _speaks_of_several(draft.sentence) or is_pluperfect(draft.sentence, draft.trigger):
            return
        rules = (
            (self._of_paragraph(draft), "the city that the paragraph is about"),
            (self._of_outer(draft), "the only city of the event around it"),
            (self._of_day(draft), "where the text shows the same people on that day"),
        )
        for cities, reason in rules:
            if len(cities) == 1 and _agrees(draft, cities.values()):
                draft.infer_place([*cities.values()], reason)
                return

    def _of_paragraph(self, draft: EventDraft) -> _Cities:
        """Return the cities that the nearest sentence before, in the same paragraph, sets its events in."""
        for index in range(
            draft.sentence.index - 1, max(-1, draft.sentence.index - 1 - _PARAGRAPH_REACH), -1
        ):
            sentence = self._sentences[index]
            if sentence.paragraph != draft.sentence.paragraph or sentence.is_list_item:
                break
            if index not in self._by_sentence:
                stage = self._scene.places.stage_of(sentence)
                self._by_sentence[index] = _cities([stage] if stage is not None else [])
            if self._by_sentence[index]:
                return self._by_sentence[index]
        return {}

    def _of_outer(self, draft: EventDraft) -> _Cities:
        """Return the cities of the visit or conference around the event, and of its other events."""
        outer = draft.part_of
        own = _cities(outer.places) if outer is not None else {}
        return {**own, **self._by_outer.get(outer, {})} if outer is not None and own else {}

    def _of_day(self, draft: EventDraft) -> _Cities:
        """Return the cities in which the text shows one of the people of a meeting on its day."""
        day = _day(draft)
        if day is None or draft.kind != "meeting":
            return {}
        found: _Cities = {}
        for participant in draft.participants:
            if participant.individual is not None:
                found.update(self._by_day.get((participant.individual, day), {}))
        return found


def _speaks_of_several(sentence: Sentence) -> bool:
    """Tell whether a sentence is about several places at once: "in both capitals", "in each country"."""
    return any(
        token.lower in _SEVERAL and sentence.lower(index + 1) in _KINDS_OF_PLACES
        for index, token in enumerate(sentence.tokens)
    )


def _says_there(draft: EventDraft) -> bool:
    """Read "There he met …"."""
    before = draft.sentence.tokens[: draft.trigger]
    return any(token.lower == _SAME_PLACE and token.tag == "RB" for token in before)


def _cities(places: Iterable[PlaceName], state: str | None = None) -> _Cities:
    """Return the cities among ``places``, those of one State if ``state`` is given."""
    return {
        place.name: place
        for place in places
        if place.kind == "city" and (state is None or place.state == state)
    }


def _agrees(draft: EventDraft, places: Iterable[PlaceName]) -> bool:
    return all(draft.state is None or place.state in (None, draft.state) for place in places)


def _day(draft: EventDraft) -> dt.date | None:
    """Return the day of an event that is known to a day."""
    interval = draft.interval
    return interval.start_earliest if interval is not None and interval.is_single_day else None
