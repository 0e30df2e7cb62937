"""Verifies where and when an event was: the words must stand in its sentences, and mean a place or a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osce_kg.extraction.clock import read_clock
from osce_kg.extraction.drafts import PlaceName
from osce_kg.extraction.llm.answers import PlaceClaim
from osce_kg.extraction.llm.drops import Drops, Fault
from osce_kg.extraction.llm.known_people import KnownPeople
from osce_kg.extraction.llm.page import Page, Passage
from osce_kg.extraction.llm.people import CONFIDENCE, is_proper_name
from osce_kg.extraction.place_records import PlaceRegistry
from osce_kg.extraction.places import PlaceReader
from osce_kg.extraction.time_resolution import event_time, resolve_time
from osce_kg.extraction.times import find_times
from osce_kg.model.extraction import EventTime, LocalPlace
from osce_kg.model.text import Span

_ANNOUNCED = frozenset({"planned", "postponed"})


class CircumstanceVerifier:
    """Verifies places and dates, and gives local ids to places as they are needed."""

    def __init__(self, page: Page, people: KnownPeople, drops: Drops) -> None:
        self._page = page
        self._people = people
        self._drops = drops
        self._reader = PlaceReader(page.gazetteer)
        self._registry = PlaceRegistry(page.gazetteer.cities)
        self._clock = read_clock(
            page.document, page.sentences, people.chairpersons(), page.gazetteer.reference
        )

    def all_places(self) -> tuple[LocalPlace, ...]:
        """Return the places of all events."""
        return self._registry.all()

    # -- where -------------------------------------------------------------------------------------

    def places(
        self, claims: Iterable[PlaceClaim], passages: Sequence[Passage]
    ) -> tuple[tuple[str, ...], str | None]:
        """Return the local ids of the places of an event, and the State that the first of them lies in."""
        found = []
        for claim in claims:
            span = self._page.find(claim.name, passages)
            place = self._place(span, claim.kind) if span is not None else None
            if place is None:
                self._drops.drop(Fault.NO_PLACE)
            else:
                found.append(place)
        state = next((place.state for place in found if place.state), None)
        return tuple(dict.fromkeys(self._registry.add(place) for place in found)), state

    def _place(self, span: Span, kind: str) -> PlaceName | None:
        """Return the place that a span names: a known one, a venue, or one that only the document names."""
        if self._people.names_somebody(span):
            return None
        phrase = self._page.phrase(span)
        start = 1 if phrase.lower(0) == "the" else 0
        match = phrase.matches.get(start)
        if match is not None and match.end == len(phrase):
            place = self._reader.place_of(match, phrase)
            if place is not None:
                return place
        venue = self._reader.venue_at(phrase, start)
        if venue is not None and venue[1] == len(phrase):
            return venue[0]
        if kind == "state" or not is_proper_name(phrase, start, len(phrase)):
            # Every State is known, and what has no name cannot be told from others of its kind.
            return None
        return PlaceName(phrase.text_of(start, len(phrase)), kind, None, None, span)

    # -- when --------------------------------------------------------------------------------------

    def time(self, claimed: str, passages: Sequence[Passage], status: str) -> EventTime | None:
        """Return when an event was by the words that are said to date it, read by our own grammar."""
        if not claimed:
            return None
        span = self._page.find(claimed, passages)
        time = self._read_time(span, status) if span is not None else None
        if time is None:
            self._drops.drop(Fault.NO_DATE)
        return time

    def _read_time(self, span: Span, status: str) -> EventTime | None:
        sentence = self._page.sentences_of(span)[0]
        for mention in find_times(sentence):
            words = sentence.span_of(mention.start, mention.end)
            if not words.overlaps(span):
                continue
            interval = resolve_time(mention, self._clock, future=status in _ANNOUNCED)
            if interval is not None:
                return event_time(interval, sentence.text_of(mention.start, mention.end), words, CONFIDENCE)
        return None

    def is_ahead(self, time: EventTime | None) -> bool:
        """Tell whether a day lies after that of the document: what it tells of has not occurred yet."""
        today = self._clock.day
        return bool(time and time.start_earliest and today and time.start_earliest > today)
