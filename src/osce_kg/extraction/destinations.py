"""Where a visit goes: "to the Central Asian States", "of three days to Baku", "the University of Tetovo"."""

from __future__ import annotations

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.drafts import PlaceName
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.vocabulary import word_set

_BEFORE_DESTINATION = word_set("to of in around through")
_POSSESSORS = word_set("his her their 's")
_MOST_STEPS = 3
"""Phrases that may stand between a noun of travel and its destination."""


class DestinationReader:
    """Reads the destinations of verbs and nouns of travel."""

    def __init__(self, phrases: PhraseReader, scene: Scene) -> None:
        self._phrases = phrases
        self._scene = scene

    def visited_from(self, sentence: Sentence, position: int) -> list[PlaceName]:
        """Return the places or the venue that begins at ``position``, the object of "visited"."""
        places, _ = self._scene.places.places_after(sentence, position)
        return places or self._venue(sentence, position)[0]

    def venue_from(self, sentence: Sentence, position: int) -> list[PlaceName]:
        """Return the venue that begins at ``position``, with its city where the text names it."""
        return self._venue(sentence, position)[0]

    def of_noun(self, sentence: Sentence, noun: int) -> tuple[list[PlaceName], list[Agent] | None]:
        """Return the places of "a visit to", and the visitors where a phrase after the noun names them."""
        position, owner = self._after_noun(sentence, noun)
        places: list[PlaceName] = []
        if sentence.lower(position) in _BEFORE_DESTINATION:
            places, end = self._destination(sentence, position)
            if places and owner is None and sentence.lower(end) in ("of", "by"):
                found = self._phrases.read_list(sentence, end + 1)
                owner = found.agents if found else None
        return places or self._unnamed(sentence, noun), owner

    def _destination(self, sentence: Sentence, preposition: int) -> tuple[list[PlaceName], int]:
        places, end = self._scene.places.places_after(sentence, preposition + 1)
        if not places and sentence.lower(preposition) == "to":
            places, end = self._venue(sentence, preposition + 1)
        return (places, end) if places else self._region_adjective(sentence, preposition + 1)

    def _venue(self, sentence: Sentence, position: int) -> tuple[list[PlaceName], int]:
        """Return a venue with the city that follows it or opens the sentence, and where the venue ends.

        "In Tetovo he visited the University".
        """
        found = self._scene.places.venue_at(sentence, position)
        if found is None:
            return [], position
        venue, end = found
        cities: list[PlaceName] = []
        if sentence.lower(end) == "in":
            cities, _ = self._scene.places.places_after(sentence, end + 1)
        if not cities and sentence.lower(0) == "in" and 1 in sentence.matches:
            cities, _ = self._scene.places.places_after(sentence, 1)
        return [venue, *cities[:1]], end

    def _unnamed(self, sentence: Sentence, noun: int) -> list[PlaceName]:
        """Take "during his visit from 16 to 20 May" for a visit to the State the document is about."""
        state = self._scene.home_state
        is_dated = any(0 <= mention.start - noun <= 3 for mention in self._scene.times(sentence))
        if state is None or not is_dated or sentence.lower(noun - 1) not in _POSSESSORS:
            return []
        name = self._scene.gazetteer.states[state].name
        return [PlaceName(name, "state", None, state, sentence.span_of(noun, noun + 1))]

    def _region_adjective(self, sentence: Sentence, position: int) -> tuple[list[PlaceName], int]:
        """Read "the Central Asian States", "three Central Asian countries" by stems of the name."""
        start = position + (sentence.lower(position) == "the")
        start += sentence.lower(start) in words.NUMBERS
        for name, states in self._scene.gazetteer.reference.regions:
            parts = name.lower().split()
            stems = [sentence.lower(start + i)[: len(part) - 1] for i, part in enumerate(parts)]
            if stems == [part[:-1] for part in parts]:
                end = start + len(parts)
                state = states[0] if len(states) == 1 else None
                return [PlaceName(name, "region", None, state, sentence.span_of(start, end))], end
        return [], position

    def _after_noun(self, sentence: Sentence, noun: int) -> tuple[int, list[Agent] | None]:
        """Step over "of three days", "by the Chairman", "today" after a noun of travel.

        Returns:
            Where the destination may begin, and the visitors if they are named there.
        """
        position = noun + 1
        owner: list[Agent] | None = None
        for _ in range(_MOST_STEPS):
            if sentence.lower(position) == "of" and sentence.lower(position + 2) in ("days", "day"):
                position += 3
            elif sentence.lower(position) in ("of", "by") and not sentence.matches.get(position + 1):
                found = self._phrases.read_list(sentence, position + 1)
                if found is None or all(agent.kind == "organization" for agent in found.agents):
                    break
                owner, position = found.agents, found.end
            elif sentence.lower(position) in ("today", "yesterday", "tomorrow"):
                position += 1
            else:
                break
        return position, owner
