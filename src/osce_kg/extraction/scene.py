"""Where and when: places and days in a sentence, and what the document lets us assume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Match, Sentence
from osce_kg.extraction.drafts import PlaceName
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.phrases import after_adjunct
from osce_kg.extraction.time_resolution import Clock, Interval, days_interval, resolve_time
from osce_kg.extraction.times import TimeMention, find_times
from osce_kg.model.document import Document

_PLACE_PREPOSITIONS = frozenset({"in", "at", "to", "into", "near", "from", "for"})
_VENUE_HEADS = frozenset(
    ["university", "institute", "centre", "center", "mission", "presence", "office", "headquarters", "ministry", "parliament", "barracks", "school", "academy", "airport", "house", "hotel", "palace", "embassy", "station", "prison", "museum", "camp", "library", "hall", "village", "municipality", "checkpoint", "court", "college", "hospital", "building", "base", "monastery", "church", "mosque", "theatre", "studio", "crossing", "border"]
)


@dataclass
class Scene:
    """Reads places and days from sentences, with the day and the dateline of the document behind them.

    ``named_host`` is the host State of the field operation that the body names first; ``lead_is_today`` tells that
    the first paragraph says "today".
    """

    document: Document
    gazetteer: Gazetteer
    clock: Clock
    dateline: list[PlaceName] = field(default_factory=list)
    named_host: str | None = None
    lead_is_today: bool = False
    _times: dict[int, list[TimeMention]] = field(default_factory=dict)

    def times(self, sentence: Sentence) -> list[TimeMention]:
        """Return the date expressions of a sentence."""
        if sentence.index not in self._times:
            self._times[sentence.index] = find_times(sentence)
        return self._times[sentence.index]

    def time_near(
        self, sentence: Sentence, trigger: int, *, future: bool, triggers: Sequence[int] = ()
    ) -> tuple[TimeMention, Interval] | None:
        """Return the date that belongs to the event at ``trigger``: the nearest one that can date an event.

        A date that stands nearer to another event of the sentence belongs to that one.
        """
        best: tuple[int, TimeMention, Interval] | None = None
        for mention in self.times(sentence):
            if not _dates_event(sentence, mention):
                continue
            interval = resolve_time(mention, self.clock, future=future)
            if interval is None:
                continue
            distance = _distance(mention, trigger)
            if any(_distance(mention, other) < distance for other in triggers if other != trigger):
                continue
            if best is None or distance < best[0]:
                best = (distance, mention, interval)
        return (best[1], best[2]) if best else None

    def place_of(self, match: Match, sentence: Sentence) -> PlaceName | None:
        """Return the city, State or region that a gazetteer match names."""
        span = sentence.span_of(match.start, match.end)
        city = match.entry("city")
        state = match.entry("state")
        if city and not (state and state.name == city.name):
            return PlaceName(city.name, "city", city.key, self.gazetteer.cities[city.key].iso3, span)
        if state:
            return PlaceName(state.name, "state", None, state.key, span)
        region = match.entry("region")
        if region:
            states = self.gazetteer.regions[region.key]
            return PlaceName(region.name, "region", None, states[0] if len(states) == 1 else None, span)
        return None

    def places_after(self, sentence: Sentence, position: int) -> tuple[list[PlaceName], int]:
        """Return the places of "Skopje and Tetovo", "the Central Asian States" at ``position``, and where they end."""
        places: list[PlaceName] = []
        end = position
        while True:
            start = end
            while places and sentence.lower(start) in (",", "and", "/", "in", "then", "as", "well"):
                start += 1
            if sentence.lower(start) == "the":
                start += 1
            found = self._place_at(sentence, start)
            if found is None or (sentence.lower(found[1]) == "'s" and not places):
                break
            places.append(found[0])
            end = found[1]
        return places, end

    def _place_at(self, sentence: Sentence, start: int) -> tuple[PlaceName, int] | None:
        match = sentence.matches.get(start)
        if match is not None:
            demonym = match.entry("demonym")
            if demonym is not None and sentence.lower(match.end) == "capital":
                return self._capital(demonym.key, sentence, match)
            place = self.place_of(match, sentence)
            return (place, match.end) if place is not None else None
        end = start
        while (
            sentence.entity(end) in ("GPE", "LOC")
            and sentence.is_capitalized(end)
            and sentence.match_at(end) is None
        ):
            end += 1
        if sentence.lower(start) in ("states", "republics", "countries", "state", "republic"):
            return None
        if end == start or any(sentence.lower(i) in words.BODY_HEADS for i in range(start, end + 1)):
            return None
        # A town that the reference data does not know: the model vouches for its being a place.
        return PlaceName(sentence.text_of(start, end), "city", None, None, sentence.span_of(start, end)), end

    def _capital(self, iso3: str, sentence: Sentence, match: Match) -> tuple[PlaceName, int] | None:
        """Read "the Ukrainian capital"."""
        capital = self.gazetteer.states[iso3].capital
        entry = self.gazetteer.lookup(capital or "", "city")
        if entry is None:
            return None
        end = match.end + 1
        return PlaceName(entry.name, "city", entry.key, iso3, sentence.span_of(match.start, end)), end

    @cached_property
    def home_state(self) -> str | None:
        """The State that an unnamed place is taken to lie in: host of the issuing field operation, or the dateline's."""
        texts = (self.document.issuer, self.document.title)
        entries = [
            entry for text in texts for _, entry in self.gazetteer.find_entries(text or "", "structure")
        ]
        hosts = [host for entry in entries if (host := self.gazetteer.structures[entry.key].host)]
        if hosts:
            return hosts[0]
        states = [place.state for place in self.dateline if place.state]
        return states[0] if len(states) == 1 else self.named_host

    def lead_day(self, state: str | None) -> Interval | None:
        """Return the document's day for an undated meeting where the dateline is, if the lead tells of "today"."""
        day = self.clock.day
        here = [place.state for place in self.dateline]
        if (
            day is None
            or not self.lead_is_today
            or len(here) != 1
            or (state is not None and state != here[0])
        ):
            return None
        return days_interval(day, day, "dateline", "the lead tells of the document's day")

    def at_focus(
        self, sentence: Sentence, focus: int, *, future: bool
    ) -> tuple[PlaceName | None, tuple[TimeMention, Interval] | None]:
        """Return place and day of "in Yerevan on 6 October" right at token ``focus``."""
        end = after_adjunct(sentence, focus)
        if end == focus or not (sentence.lower(end) in (",", ";", "and") or end >= len(sentence) - 1):
            return None, None
        place = None
        for index in range(focus, end):
            if sentence.lower(index) in ("in", "at"):
                places, _ = self.places_after(sentence, index + 1)
                place = place or next((found for found in places if found.kind in ("city", "state")), None)
        time = None
        for mention in self.times(sentence):
            if focus <= mention.start < end and (
                interval := resolve_time(mention, self.clock, future=future)
            ):
                time = (mention, interval)
        return place, time

    def venue_at(self, sentence: Sentence, position: int) -> tuple[PlaceName, int] | None:
        """Return the venue that begins at ``position``: "the OSCE Mission to Skopje", "Gjorce Petrov police barracks"."""
        start = position + (sentence.lower(position) in ("the", "a", "an", "its", "his", "her", "their"))
        match = sentence.matches.get(start)
        structure = match.entry("structure") if match else None
        if match is not None and structure is not None:
            known = self.gazetteer.structures[structure.key]
            if known.host is None and sentence.lower(match.end) not in (
                "headquarters",
                "premises",
                "secretariat",
            ):
                return None
            name = sentence.text_of(match.start, match.end)
            return PlaceName(
                name, "venue", self._seat(known.seat), known.host, sentence.span_of(match.start, match.end)
            ), match.end
        return self._named_venue(sentence, start)

    def _named_venue(self, sentence: Sentence, start: int) -> tuple[PlaceName, int] | None:
        end = start
        while end < len(sentence) and end - start < 9:
            word = sentence.lower(end)
            named = sentence.is_capitalized(end) and word not in words.FUNCTION_WORDS
            if not (
                named
                or word in _VENUE_HEADS
                or (word in ("of", "for", "and", "police", "border") and end > start)
            ):
                break
            end += 1
        while end > start and sentence.lower(end - 1) in ("of", "for", "and"):
            end -= 1
        heads = [i for i in range(start, end) if sentence.lower(i) in _VENUE_HEADS]
        capitals = any(sentence.is_capitalized(i) for i in range(start, end))
        if not heads or not capitals:
            return None
        inside = next(
            (
                self.place_of(m, sentence)
                for i in range(start, end)
                if (m := sentence.matches.get(i)) and m.entry("city")
            ),
            None,
        )
        span = sentence.span_of(start, end)
        return PlaceName(
            sentence.text_of(start, end),
            "venue",
            inside.city if inside else None,
            inside.state if inside else None,
            span,
        ), end

    def _seat(self, seat: str | None) -> str | None:
        if not seat or "->" in seat:
            return None
        return next(
            (key for key, city in self.gazetteer.cities.items() if city.name == seat.split(" (")[0]), None
        )

    def places_near(self, sentence: Sentence, trigger: int) -> list[PlaceName]:
        """Return the places of the event at ``trigger``: "in Astana", "at the Ministry", nearest first."""
        found: list[tuple[int, PlaceName]] = []
        for index in range(len(sentence)):
            inside = sentence.match_at(index) is not None
            if sentence.lower(index) not in ("in", "at") or inside or _is_portfolio(sentence, index):
                continue
            places, _ = self.places_after(sentence, index + 1)
            venue = None if places else self.venue_at(sentence, index + 1)
            distance = abs(index - trigger)
            if places and sentence.lower(index) == "in":
                found.extend((distance, place) for place in places if place.kind in ("city", "state"))
            elif venue:
                found.append((distance, venue[0]))
        found.sort(key=lambda item: item[0])
        return [place for _, place in found]


def _is_portfolio(sentence: Sentence, index: int) -> bool:
    """ "the situation in Georgia", "reforms in Ukraine", "the Presence in Albania": not where the event took place."""
    previous = sentence.tokens[index - 1] if index else None
    if previous is None:
        return False
    word = previous.lower
    held_there = word in words.GROUP_HEADS or word in (
        "meeting",
        "meetings",
        "talks",
        "conference",
        "workshop",
        "seminar",
        "held",
        "discussions",
        "consultations",
        "place",
        "press-conference",
    )
    return (
        previous.pos == "NOUN"
        and not held_there
        and word not in _VENUE_HEADS
        and previous.lower not in words.MONTHS
    )


def _dates_event(sentence: Sentence, mention: TimeMention) -> bool:
    before = sentence.lower(mention.start - 1)
    if mention.kind != "date":
        return True
    first = mention.first
    if before in ("of", "since", "until", "by", "after", "before", "the", "than") and not (
        before == "of" and sentence.lower(mention.start - 2) in ("afternoon", "morning", "evening")
    ):
        return False
    if first is not None and first.month is None:
        return False
    return not (
        first is not None
        and first.day is None
        and first.month is not None
        and before not in ("in", "during", "throughout", "", ",")
    )


def _distance(mention: TimeMention, trigger: int) -> int:
    """Return how far a date stands from an event; one that follows is nearer than one that precedes, unless it opens."""
    if mention.start <= trigger < mention.end:
        return 0
    if mention.start > trigger:
        return mention.start - trigger
    return trigger - mention.end + 1 + (0 if mention.start <= 2 else 4)
