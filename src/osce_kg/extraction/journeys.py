"""What a word of travel says before people are resolved: who went where, and whether it came about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.actors import VisitActors
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.destinations import DestinationReader
from osce_kg.extraction.drafts import PlaceName
from osce_kg.extraction.meeting_nouns import is_courtesy_call
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.status import event_status
from osce_kg.extraction.visit_times import stop_number
from osce_kg.extraction.vocabulary import word_set

_VISITING = word_set("visited visits visit visiting toured tours")
_TRAVELLING = word_set(
    "travelled traveled travels travel travelling traveling went flew arrived arrives arrive came "
    "headed gone continued proceeded returned"
)
_VISIT_NOUNS = word_set("visit trip tour visits trips journey")
_BEING = word_set("be is was are were")
TRIGGERS: Final = (
    _VISITING | _TRAVELLING | _VISIT_NOUNS | word_set("expected spent shown inspected while stop")
)
"""Words that tell of a journey; "was in" does too, see ``tells_of_stay``."""

_BEFORE_IN = word_set("also now currently today")
_BETWEEN_TRAVEL_AND_TO = word_set("today yesterday also then on together back later onwards") | set(
    words.WEEKDAYS
)
_PURPOSE_OR_TIME = word_set("for to on from today tomorrow this where")
_TRAVELLERS = frozenset({"person", "pronoun", "office", "collective"})


@dataclass(frozen=True, slots=True)
class Journey:
    """Who went where.

    Attributes:
        trigger: token of the verb or noun that tells of it.
        visitors: who travelled.
        places: where to, most specific first; never empty.
        status: concept of event-status.
        is_dateline: the journey ended, on the document's day, where the dateline is.
    """

    trigger: int
    visitors: list[Agent]
    places: list[PlaceName]
    status: str
    is_dateline: bool = False


class JourneyReader:
    """Reads the journey that a verb or noun tells of."""

    def __init__(self, phrases: PhraseReader, scene: Scene, actors: VisitActors) -> None:
        self._phrases = phrases
        self._scene = scene
        self._actors = actors
        self._destinations = DestinationReader(phrases, scene)

    def read(self, sentence: Sentence, index: int) -> Journey | None:
        """Return the journey that the token at ``index`` tells of, None where it tells of none."""
        reader = self._reader_at(sentence, index)
        return reader(sentence, index) if reader is not None else None

    def _reader_at(self, sentence: Sentence, index: int) -> Callable[[Sentence, int], Journey | None] | None:
        token = sentence.tokens[index]
        word, following = token.lower, sentence.lower(index + 1)
        if tells_of_stay(sentence, index):
            return self._was_in
        if word not in TRIGGERS:
            return None
        is_noun = word in _VISIT_NOUNS and token.pos in ("NOUN", "PROPN")
        if is_noun and not is_courtesy_call(sentence, index):
            return self._nominal
        if word in _VISITING and token.pos in ("VERB", "AUX") and token.dep != "amod":
            return self._visited
        if word in _TRAVELLING and token.pos == "VERB":
            return self._travelled
        if word in ("expected", "spent"):
            return self._expected_in
        if word in ("shown", "inspected") and sentence.lower(0) in ("at", "in"):
            return self._shown_at
        if word == "while" and following == "in":
            return self._while_in
        if word == "stop" and following in ("in", "at"):
            return self._stop_in
        if word == "stop" and stop_number(sentence, index):
            return self._stop_here
        return None

    def _visited(self, sentence: Sentence, verb: int) -> Journey | None:
        places = self._destinations.visited_from(sentence, verb + 1)
        if not places:
            return None
        visitors = self._actors.of_verb(sentence, verb)
        return Journey(verb, visitors, places, event_status(sentence, verb))

    def _shown_at(self, sentence: Sentence, verb: int) -> Journey | None:
        """Read "At the police barracks he was shown how …": who is shown a venue is there."""
        places = self._destinations.venue_from(sentence, 1)
        if not places:
            return None
        return Journey(verb, self._actors.of_verb(sentence, verb), places, event_status(sentence, verb))

    def _travelled(self, sentence: Sentence, verb: int) -> Journey | None:
        position = verb + 1
        while sentence.lower(position) in _BETWEEN_TRAVEL_AND_TO:
            position += 1
        if sentence.lower(position) == "from":
            _, position = self._scene.places.places_after(sentence, position + 1)
        if sentence.lower(position) not in ("to", "in"):
            return None
        places = self._destinations.visited_from(sentence, position + 1)
        if not places:
            return None
        return Journey(verb, self._actors.of_verb(sentence, verb), places, event_status(sentence, verb))

    def _was_in(self, sentence: Sentence, verb: int) -> Journey | None:
        """Read "will be in Moldova on 9 January", "plans to be in Azerbaijan and Armenia"."""
        position = verb + 2 + (sentence.lower(verb + 1) in _BEFORE_IN)
        places, end = self._scene.places.places_after(sentence, position)
        if not places or any(place.kind == "region" and place.state is None for place in places):
            return None
        is_stay = sentence.lower(end) in _PURPOSE_OR_TIME or self._scene.times(sentence)
        visitors = self._actors.of_verb(sentence, verb)
        if not is_stay or not any(agent.kind in _TRAVELLERS for agent in visitors):
            return None
        return Journey(verb, visitors, places, event_status(sentence, verb))

    def _expected_in(self, sentence: Sentence, verb: int) -> Journey | None:
        """Read "is expected in Turkmenistan" and "spent Friday in Zagreb"."""
        position = verb + 1
        while position < min(len(sentence), verb + 4) and sentence.lower(position) != "in":
            position += 1
        if sentence.lower(position) != "in":
            return None
        places, _ = self._scene.places.places_after(sentence, position + 1)
        if not places:
            return None
        status = "planned" if sentence.lower(verb) == "expected" else "occurred"
        return Journey(verb, self._actors.of_verb(sentence, verb), places, status)

    def _while_in(self, sentence: Sentence, start: int) -> Journey | None:
        """Read "While in the Ukrainian capital, Minister Rupel met": who acts is there."""
        places, end = self._scene.places.places_after(sentence, start + 2)
        if not places:
            return None
        found = self._phrases.read_list(sentence, end + (sentence.lower(end) == ","))
        if found is not None:
            visitors = found.agents
        else:
            visitors = self._actors.of_verb(sentence, start, before=len(sentence))
        return Journey(start, visitors, places, "occurred")

    def _stop_in(self, sentence: Sentence, noun: int) -> Journey | None:
        places, _ = self._scene.places.places_after(sentence, noun + 2)
        if not places:
            return None
        status = event_status(sentence, noun, is_noun=True)
        return Journey(noun, self._actors.of_noun(sentence, noun), places, status)

    def _stop_here(self, sentence: Sentence, noun: int) -> Journey | None:
        """Read "On his second stop during a five-day visit": the stop is where the dateline is."""
        places = [place for place in self._scene.dateline if place.kind == "city"][:1]
        if not places or sentence.index > 0:
            return None
        visitors = self._actors.of_noun(sentence, noun)
        return Journey(noun, visitors, places, "occurred", is_dateline=True)

    def _nominal(self, sentence: Sentence, noun: int) -> Journey | None:
        """Read "a three-day visit to", "his trip", "the visit of A to"."""
        places, owner = self._destinations.of_noun(sentence, noun)
        if not places:
            return None
        status = event_status(sentence, noun, is_noun=True)
        return Journey(noun, owner or self._actors.of_noun(sentence, noun), places, status)


def tells_of_stay(sentence: Sentence, index: int) -> bool:
    """Tell whether "to be in" stands at ``index`` in some form: "will be in Moldova", "was also in Baku"."""
    if sentence.lower(index) not in _BEING:
        return False
    return sentence.lower(index + 1 + (sentence.lower(index + 1) in _BEFORE_IN)) == "in"
