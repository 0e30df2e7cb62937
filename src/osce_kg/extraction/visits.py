"""Visits: who went where, as events; a visit to several States has a leg in each."""

from __future__ import annotations

from osce_kg.extraction.actors import VisitActors
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import EventDraft, Participant, PlaceName, participants_of
from osce_kg.extraction.journeys import Journey, JourneyReader
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.quotations import quoted_tokens
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.time_resolution import days_interval
from osce_kg.extraction.visit_times import date_visit, stop_number

# A body travels nowhere: "the Mission visited" says nothing of who did.
_NAMELESS_VISITORS = frozenset({"group", "collective"})


class VisitReader:
    """Finds the visits of a document, sentence by sentence."""

    def __init__(self, cast: Cast, phrases: PhraseReader, scene: Scene) -> None:
        self._cast = cast
        self._scene = scene
        self._journeys = JourneyReader(phrases, scene, VisitActors(cast, phrases))

    def read(self, sentence: Sentence) -> list[EventDraft]:
        """Return the visits that a sentence reports, in the order of the text."""
        drafts: list[EventDraft] = []
        quoted = quoted_tokens(sentence)
        for index in range(len(sentence)):
            journey = self._journeys.read(sentence, index) if index not in quoted else None
            if journey is not None:
                drafts.extend(self._drafts(sentence, journey))
        return drafts

    def _drafts(self, sentence: Sentence, journey: Journey) -> list[EventDraft]:
        participants = participants_of(self._cast, journey.visitors, "visitor", nameless=_NAMELESS_VISITORS)
        if not participants or journey.status == "hypothetical":
            return []
        whole = self._draft(sentence, journey, participants, journey.places)
        states = list(dict.fromkeys(place.state for place in journey.places if place.state))
        if len(states) < 2:
            return [whole]
        legs = []
        for state in states:
            places = [place for place in journey.places if place.state == state]
            leg = self._draft(sentence, journey, participants, places)
            leg.part_of = whole
            # The date is that of the whole tour.
            leg.interval = leg.time = None
            legs.append(leg)
        return [whole, *legs]

    def _draft(
        self,
        sentence: Sentence,
        journey: Journey,
        participants: list[Participant],
        places: list[PlaceName],
    ) -> EventDraft:
        draft = EventDraft(
            "visit",
            sentence,
            journey.trigger,
            status=journey.status,
            places=list(places),
        )
        draft.add(participants)
        states = {place.state for place in places if place.state}
        draft.state = states.pop() if len(states) == 1 else None
        if any(place.kind in ("city", "venue") for place in places):
            draft.leg_number = stop_number(sentence, journey.trigger)
        draft.attest(sentence)
        date_visit(sentence, draft, self._scene)
        day = self._scene.clock.day
        if journey.is_dateline and day is not None:
            draft.interval = days_interval(day, day, "dateline", "the stop that the dateline names")
            draft.time = draft.time_sentence = None
        return draft
