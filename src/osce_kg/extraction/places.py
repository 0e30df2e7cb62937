"""Places in a sentence: cities, States, regions and venues, and which of them an event took place at."""

from __future__ import annotations

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Match, Sentence
from osce_kg.extraction.drafts import PlaceName
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.vocabulary import word_set

_VENUE_HEADS = word_set(
    "university institute centre center mission presence office headquarters ministry parliament "
    "barracks school academy airport house hotel palace embassy station prison museum camp library hall "
    "village municipality checkpoint court college hospital building base monastery church mosque "
    "theatre studio crossing border"
)
_VENUE_LINKS = word_set("of for and")
_VENUE_WORDS = _VENUE_HEADS | _VENUE_LINKS | word_set("police border")
_LONGEST_VENUE = 9
_SEAT_WORDS = word_set("headquarters premises secretariat")
_BETWEEN_PLACES = word_set(", and / in then as well")
_DETERMINERS = word_set("the a an its his her their")
_AREAS = word_set("county province canton district region oblast")
_COUNTRY_NOUNS = word_set("states republics countries state republic")
_GATHERINGS = word_set("conference workshop seminar course training session summit council symposium")
_HELD_SOMEWHERE = word_set(
    "meeting meetings talks conference workshop seminar held discussions consultations place course training "
    "press-conference table ceremony session summit symposium interlocutor interlocutors partner partners "
    "counterpart counterparts"
)


class PlaceReader:
    """Reads the places of sentences by the gazetteer and, for unknown towns, by the model's vote."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def place_of(self, match: Match, sentence: Sentence) -> PlaceName | None:
        """Return the city, State or region that a gazetteer match names."""
        span = sentence.span_of(match.start, match.end)
        city = match.entry("city")
        state = match.entry("state")
        if city and not (state and state.name == city.name):
            return PlaceName(city.name, "city", city.key, self._gazetteer.cities[city.key].iso3, span)
        if state:
            return PlaceName(state.name, "state", None, state.key, span)
        region = match.entry("region")
        if region:
            states = self._gazetteer.regions[region.key]
            return PlaceName(region.name, "region", None, states[0] if len(states) == 1 else None, span)
        return None

    def places_after(self, sentence: Sentence, position: int) -> tuple[list[PlaceName], int]:
        """Return the places of "Skopje and Tetovo", "the Central Asian States", and the token after them."""
        places: list[PlaceName] = []
        end = position
        while True:
            start = end
            while places and sentence.lower(start) in _BETWEEN_PLACES:
                start += 1
            if sentence.lower(start) == "the":
                start += 1
            found = self._place_at(sentence, start)
            if found is None or (sentence.lower(found[1]) == "'s" and not places):
                break
            places.append(found[0])
            end = found[1]
        return places, end

    def places_near(self, sentence: Sentence, trigger: int) -> list[PlaceName]:
        """Return the places of the event at ``trigger``: "in Astana", "at the Ministry", nearest first."""
        found: list[tuple[int, PlaceName]] = []
        for index in range(len(sentence)):
            inside = sentence.match_at(index) is not None
            if sentence.lower(index) not in ("in", "at") or inside or _is_portfolio(sentence, index):
                continue
            if _belongs_to_another_event(sentence, index, trigger):
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

    def states_named_as_places(self, sentence: Sentence) -> set[str]:
        """Return the States in which the "in …" phrases of a sentence lie, whatever they belong to."""
        states: set[str] = set()
        for index in range(len(sentence) - 1):
            match = sentence.matches.get(index + 1) if sentence.lower(index) == "in" else None
            place = self.place_of(match, sentence) if match is not None else None
            if place is not None and place.state is not None:
                states.add(place.state)
        return states

    def stage_of(self, sentence: Sentence) -> PlaceName | None:
        """Return the city that a sentence sets its events in: "In Osh …", "Talks in Skopje followed"."""
        for index in range(len(sentence)):
            is_stage = index == 0 or sentence.lower(index - 1) in _HELD_SOMEWHERE
            if sentence.lower(index) == "in" and is_stage:
                places, _ = self.places_after(sentence, index + 1)
                if [place.kind for place in places] == ["city"]:
                    return places[0]
        return None

    def venue_at(self, sentence: Sentence, position: int) -> tuple[PlaceName, int] | None:
        """Return the venue that begins at ``position``, and the token after it.

        "the OSCE Mission to Skopje", "Gjorce Petrov police barracks".
        """
        start = position + (sentence.lower(position) in _DETERMINERS)
        match = sentence.matches.get(start)
        structure = match.entry("structure") if match else None
        if match is None or structure is None:
            return self._named_venue(sentence, start)
        known = self._gazetteer.structures[structure.key]
        if known.host is None and sentence.lower(match.end) not in _SEAT_WORDS:
            return None
        name = sentence.text_of(match.start, match.end)
        span = sentence.span_of(match.start, match.end)
        return PlaceName(name, "venue", self._seat(known.seat), known.host, span), match.end

    def _place_at(self, sentence: Sentence, start: int) -> tuple[PlaceName, int] | None:
        match = sentence.matches.get(start)
        if match is not None:
            demonym = match.entry("demonym")
            if demonym is not None and sentence.lower(match.end) == "capital":
                return self._capital(demonym.key, sentence, match)
            place = self.place_of(match, sentence)
            if (
                place is not None
                and sentence.lower(match.end) in _AREAS
                and sentence.is_capitalized(match.end)
            ):
                span = sentence.span_of(match.start, match.end + 1)
                name = sentence.text_of(match.start, match.end + 1)
                return PlaceName(name, "region", None, place.state, span), match.end + 1
            return (place, match.end) if place is not None else None
        end = start
        while (
            sentence.entity(end) in ("GPE", "LOC")
            and sentence.is_capitalized(end)
            and sentence.match_at(end) is None
        ):
            end += 1
        if end == start or sentence.lower(start) in _COUNTRY_NOUNS | _AREAS:
            return None
        if any(sentence.lower(index) in words.BODY_HEADS for index in range(start, end + 1)):
            return None
        # A town that the reference data does not know: the model vouches for its being a place.
        return PlaceName(sentence.text_of(start, end), "city", None, None, sentence.span_of(start, end)), end

    def _capital(self, iso3: str, sentence: Sentence, match: Match) -> tuple[PlaceName, int] | None:
        """Read "the Ukrainian capital"."""
        capital = self._gazetteer.states[iso3].capital
        entry = self._gazetteer.lookup(capital or "", "city")
        if entry is None:
            return None
        end = match.end + 1
        return PlaceName(entry.name, "city", entry.key, iso3, sentence.span_of(match.start, end)), end

    def _named_venue(self, sentence: Sentence, start: int) -> tuple[PlaceName, int] | None:
        end = _venue_end(sentence, start)
        has_head = any(sentence.lower(index) in _VENUE_HEADS for index in range(start, end))
        if not has_head or not any(sentence.is_capitalized(index) for index in range(start, end)):
            return None
        city = self._city_within(sentence, start, end)
        return PlaceName(
            sentence.text_of(start, end),
            "venue",
            city.city if city else None,
            city.state if city else None,
            sentence.span_of(start, end),
        ), end

    def _city_within(self, sentence: Sentence, start: int, end: int) -> PlaceName | None:
        for index in range(start, end):
            match = sentence.matches.get(index)
            if match is not None and match.entry("city"):
                return self.place_of(match, sentence)
        return None

    def _seat(self, seat: str | None) -> str | None:
        """Return the key of the city a structure sits in; None where it moved ("Vienna -> Warsaw")."""
        if not seat or "->" in seat:
            return None
        name = seat.split(" (")[0]
        return next((key for key, city in self._gazetteer.cities.items() if city.name == name), None)


def _venue_end(sentence: Sentence, start: int) -> int:
    """Return the end of a phrase of capitalized words and nouns of venues: "University of Tetovo"."""
    end = start
    while end < len(sentence) and end - start < _LONGEST_VENUE:
        word = sentence.lower(end)
        is_named = sentence.is_capitalized(end) and word not in words.FUNCTION_WORDS
        belongs = word in _VENUE_HEADS or (word in _VENUE_WORDS and end > start)
        if not (is_named or belongs):
            break
        end += 1
    while end > start and sentence.lower(end - 1) in _VENUE_LINKS:
        end -= 1
    return end


def _belongs_to_another_event(sentence: Sentence, index: int, trigger: int) -> bool:
    """Tell whether "in …" is the place of a gathering that the event at ``trigger`` only has to do with.

    "met A to prepare the seminar in Osh", but "met A at the seminar in Osh".
    """
    noun = index - 1
    if noun <= trigger or sentence.lower(noun) not in _GATHERINGS:
        return False
    opening = next(
        (i for i in range(noun - 1, trigger, -1) if sentence.tokens[i].pos in ("ADP", "VERB")), trigger
    )
    return opening > trigger and sentence.lower(opening) not in ("at", "during", "in", "on", "of")


def _is_portfolio(sentence: Sentence, index: int) -> bool:
    """Tell what a preposition makes part of a noun, not the place of an event.

    "the situation in Georgia", "reforms in Ukraine", "the Presence in Albania".
    """
    if index == 0:
        return False
    previous = sentence.tokens[index - 1]
    is_held_there = previous.lower in words.GROUP_HEADS | _HELD_SOMEWHERE | _VENUE_HEADS
    return previous.pos == "NOUN" and not is_held_there and previous.lower not in words.MONTHS
