"""The events of one document: found sentence by sentence, then dated, placed and put in relation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.attendees import AttendeeReader
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.companions import CompanionReader, expand_delegations
from osce_kg.extraction.drafts import EventDraft, PlaceName
from osce_kg.extraction.gatherings import GatheringReader
from osce_kg.extraction.linking import enclose, merge_retold
from osce_kg.extraction.meetings import MeetingReader
from osce_kg.extraction.periods import bound_undated
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.subjects import add_subjects
from osce_kg.extraction.visit_times import span_of_gathering
from osce_kg.extraction.visits import VisitReader
from osce_kg.extraction.whereabouts import place_unplaced


def read_events(
    sentences: Sequence[Sentence],
    cast: Cast,
    scene: Scene,
    headline: Sentence | None,
    headings: Mapping[int, Sentence],
) -> list[EventDraft]:
    """Return the events in the order in which the text first tells of them, those of the headline last.

    Args:
        headings: headings by section.
    """
    if headline is not None:
        cast.read_headline(headline)
    phrases = PhraseReader(cast)
    visits = VisitReader(cast, phrases, scene)
    meetings = MeetingReader(cast, phrases)
    gatherings = GatheringReader(cast, phrases, scene, headings)
    drafts: list[EventDraft] = []
    for sentence in sentences:
        travelled = visits.read(sentence)
        told = [*meetings.read(sentence), *gatherings.read(sentence)]
        triggers = [draft.trigger for draft in (*travelled, *told)]
        for draft in told:
            _date(draft, scene, triggers)
        drafts.extend([*travelled, *told])
    if headline is not None:
        drafts.extend(visits.read(headline))
    CompanionReader(cast, phrases).apply(sentences, drafts)
    AttendeeReader(cast, phrases).add_to_meetings(sentences, drafts)
    expand_delegations(drafts)
    drafts = merge_retold(drafts)
    enclose(drafts)
    add_subjects(sentences, drafts)
    for draft in drafts:
        _complete(draft, scene)
    place_unplaced(drafts, sentences, headline, scene)
    bound_undated(drafts, is_report=scene.document.genre == "activity-report")
    return drafts


def _date(draft: EventDraft, scene: Scene, triggers: Sequence[int]) -> None:
    """Date and place a meeting or gathering; what stands right after the interlocutor goes first."""
    sentence = draft.sentence
    is_planned = draft.status == "planned"
    place, near = None, None
    if draft.focus is not None:
        place, near = scene.at_focus(sentence, draft.focus, future=is_planned)
    near = near or scene.time_near(sentence, draft.trigger, future=is_planned, triggers=triggers)
    if near is not None:
        mention, interval = near
        if draft.kind in ("conference", "training"):
            interval = span_of_gathering(sentence, draft.trigger, interval)
        draft.set_time(sentence, mention, interval, scene.clock.day)
    places = [place] if place is not None else scene.places.places_near(sentence, draft.trigger)
    if not places and sentence.is_list_item:
        places = _last_city(sentence, scene)
    if places:
        # A venue is told with the city it is in.
        draft.places = places[:2] if places[0].kind == "venue" else places[:1]
        draft.state = next((found.state for found in places if found.state), None)


def _last_city(sentence: Sentence, scene: Scene) -> list[PlaceName]:
    """Take the city that ends an item of a list for its place: no preposition need introduce it."""
    cities = [match for match in sentence.matches.values() if match.entry("city")]
    named = [scene.places.place_of(match, sentence) for match in cities]
    return [place for place in named if place is not None][-1:]


def _complete(draft: EventDraft, scene: Scene) -> None:
    """Fill in what the sentence leaves out: from the enclosing visit, then from what the text is about."""
    outer = draft.part_of
    if draft.interval is None and outer is not None:
        if outer.interval is not None and outer.interval.is_single_day:
            draft.interval = replace(
                outer.interval, basis="enclosing-event", evidence="the event around it was on that day"
            )
    elif draft.interval is None and draft.status == "occurred" and draft.kind == "meeting":
        draft.interval = scene.lead_day(draft.sentence, draft.state)
    is_unknown = any(place.city is None and place.kind in ("city", "venue") for place in draft.places)
    is_here = draft.status == "occurred" and draft.mode == "in-person"
    if draft.state is None and outer is None and is_here and (draft.kind != "visit" or is_unknown):
        elsewhere = scene.places.states_named_as_places(draft.sentence) - {scene.home_state}
        draft.state = scene.home_state if not elsewhere else None
