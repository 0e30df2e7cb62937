"""Encounters told by verbs: "met", "was received by", "briefed", "spoke with", "called on"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from osce_kg.extraction.actors import MeetingActors
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.encounters import (
    Encounter,
    encounter_with,
    is_several,
    names_people,
    read_opening_with,
)
from osce_kg.extraction.phrases import AgentList, PhraseReader
from osce_kg.extraction.quotations import quoted_tokens
from osce_kg.extraction.status import event_status
from osce_kg.extraction.syntax import subject_index
from osce_kg.extraction.vocabulary import word_set

_MEETING = word_set("met meet meets meeting")
_RECEIVING = word_set("received receives receive hosted welcomed greeted")
_WELCOMING = word_set("welcomed greeted")
_BRIEFING = word_set("briefed brief briefs")
_TALKING = word_set("conferred consulted sat talked talks spoke spoken speak talk speaks confer consult sit")
_SPEAKING = word_set("spoke speak speaks talks")
_CONTACTING = word_set("telephoned phoned wrote")
_PRESS = word_set("journalists reporters media press correspondents")
_CALLING = word_set("saw called")
_DISCUSSING = word_set("discussed discusses discuss discussing reviewed raised exchanged addressed")
_OTHER_VERBS = _RECEIVING | _BRIEFING | _TALKING | _CONTACTING | _CALLING | _DISCUSSING
TRIGGERS: Final = _MEETING | _OTHER_VERBS
"""Words that, as verbs, tell of an encounter."""

_BEFORE_SATISFIED = word_set("be was were been fully not")
_BEFORE_BRIEFED = word_set("was were been also")
_CALLED_ON_TO = word_set("inform discuss present hand exchange")
_NOMINAL = frozenset({"DET", "NOUN", "PROPN", "PRON"})
_FURTHEST_WITH = 30
"""Tokens after "discussed" within which its "with" may stand: what was discussed comes between."""


class MeetingVerbs:
    """Reads the encounter that a verb tells of."""

    def __init__(self, phrases: PhraseReader, actors: MeetingActors) -> None:
        self._phrases = phrases
        self._actors = actors
        readers: tuple[tuple[frozenset[str], Callable[[Sentence, int], Encounter | None]], ...] = (
            (_MEETING, self._met),
            (_RECEIVING, self._received),
            (_BRIEFING, self._briefed),
            (_TALKING, self._talked_with),
            (_CONTACTING, self._contacted),
            (_CALLING, self._called_on),
            (_DISCUSSING, self._discussed_with),
        )
        self._readers = {verb: reader for verbs, reader in readers for verb in verbs}

    @staticmethod
    def is_trigger(sentence: Sentence, index: int) -> bool:
        """Tell whether a verb of meeting stands at ``index``."""
        token = sentence.tokens[index]
        if token.lower in _MEETING:
            # The model takes "met" for an adjective or a name at times.
            return token.pos != "NOUN"
        return token.pos == "VERB" and token.lower in _OTHER_VERBS

    def read(self, sentence: Sentence, verb: int) -> Encounter | None:
        """Return what the verb at ``verb``, a trigger, tells of."""
        return self._readers[sentence.lower(verb)](sentence, verb)

    def _met(self, sentence: Sentence, verb: int) -> Encounter | None:
        if _is_satisfied(sentence, verb):
            return None
        inverted = self._among_those_met(sentence, verb)
        if inverted is not None:
            return inverted
        other = self._phrases.read_object(sentence, verb + 1)
        if other is None:
            return self._met_each_other(sentence, verb)
        left = self._actors.of_verb(sentence, verb)
        return encounter_with(other, left, verb, event_status(sentence, verb))

    def _met_each_other(self, sentence: Sentence, verb: int) -> Encounter | None:
        """Read "The Foreign Ministers of Armenia and Azerbaijan met"."""
        if verb + 1 < len(sentence) and sentence.tokens[verb + 1].pos in _NOMINAL:
            # "met each of the Ministers": somebody was met, only not read.
            return None
        subject = subject_index(sentence, verb)
        if subject is None or subject >= verb:
            return None
        found = self._phrases.list_covering(sentence, subject)
        if found is None or not is_several(found.agents):
            return None
        return Encounter(verb, found.agents, [], event_status(sentence, verb))

    def _among_those_met(self, sentence: Sentence, verb: int) -> Encounter | None:
        """Read "Leaders of … were also among those he met" and "among those he met were …"."""
        before = [sentence.lower(index) for index in range(max(0, verb - 5), verb)]
        if "those" not in before and "people" not in before:
            return None
        left = self._actors.of_verb(sentence, verb)
        after = verb + 1
        if sentence.lower(after) == "by":
            host = self._phrases.read_object(sentence, after + 1, reach=2)
            left = host.agents if host else left
        while sentence.lower(after) in ("were", "was", "are", "included", "also"):
            after += 1
        other = self._phrases.read_list(sentence, after) if after > verb + 1 else None
        other = other or self._opening_list(sentence)
        if other is None:
            return None
        return encounter_with(other, left, verb, event_status(sentence, verb))

    def _opening_list(self, sentence: Sentence) -> AgentList | None:
        for position in range(3):
            found = self._phrases.read_list(sentence, position)
            if found is not None:
                return found
        return None

    def _received(self, sentence: Sentence, verb: int) -> Encounter | None:
        if _is_passive(sentence, verb):
            position = _after_by(sentence, verb, reach=9)
            host = self._phrases.read_object(sentence, position) if position is not None else None
            if host is None:
                return None
            left = self._actors.of_verb(sentence, verb)
            encounter = encounter_with(host, left, verb, event_status(sentence, verb), "audience")
            encounter.is_hosted = True
            return encounter
        if sentence.lower(verb) in _WELCOMING:
            # "welcomed the Minister's visit": pleased, not receiving.
            return None
        guests = self._phrases.read_list(sentence, verb + 1)
        if guests is None or not any(
            agent.kind in ("person", "pronoun", "office") for agent in guests.agents
        ):
            return None
        hosts = self._actors.of_verb(sentence, verb)
        status = event_status(sentence, verb)
        return Encounter(verb, guests.agents, hosts, status, "audience", is_hosted=True)

    def _briefed(self, sentence: Sentence, verb: int) -> Encounter | None:
        position: int | None = verb + 1
        if sentence.lower(verb + 1) == "by" or sentence.lower(verb - 1) in _BEFORE_BRIEFED:
            position = _after_by(sentence, verb, reach=14)
        other = self._phrases.read_object(sentence, position) if position is not None else None
        if other is None or _is_press(other.agents):
            # Who briefs journalists holds a press conference.
            return None
        left = self._actors.of_verb(sentence, verb)
        return encounter_with(other, left, verb, event_status(sentence, verb), "briefing")

    def _contacted(self, sentence: Sentence, verb: int) -> Encounter | None:
        """Read "telephoned President A" and "wrote (a letter) to B": a contact, never a meeting."""
        position = verb + 1
        limit = min(len(sentence), verb + 6)
        while position < limit and sentence.lower(position) in ("a", "letter", "letters", "also", "to"):
            position += 1
        other = self._phrases.read_list(sentence, position)
        if other is None or other.agents[0].kind not in ("person", "office"):
            return None
        left = self._actors.of_verb(sentence, verb)
        return encounter_with(other, left, verb, event_status(sentence, verb), "contact")

    def _called_on(self, sentence: Sentence, verb: int) -> Encounter | None:
        """Read "saw Mayor A" and "called on the Foreign Minister"; seeing a body is seldom a meeting."""
        position = verb + 1
        called = sentence.lower(verb) == "called"
        if called:
            if sentence.lower(position) != "on":
                return None
            position += 1
        other = self._phrases.read_list(sentence, position)
        if other is None or other.agents[0].kind not in ("person", "office", "group"):
            return None
        if sentence.lower(other.end) in ("to", "as"):
            # "called on the Minister to release …" is an appeal, "called on Mayor A to discuss …" a call.
            following = sentence.lower(other.end + 1)
            appeals = following not in _CALLED_ON_TO if following else False
            if not called or other.agents[0].kind != "person" or appeals:
                return None
        left = self._actors.of_verb(sentence, verb)
        return encounter_with(other, left, verb, event_status(sentence, verb))

    def _talked_with(self, sentence: Sentence, verb: int) -> Encounter | None:
        adverb = sentence.lower(verb + 1) in ("down", "there", "separately", "also", "briefly")
        position = verb + 1 + adverb
        preposition = sentence.lower(position)
        # "spoke to the press" is a statement.
        if preposition not in ("with", "to") or (preposition == "to" and sentence.lower(verb) in _SPEAKING):
            return None
        other = self._phrases.read_object(sentence, position + 1, reach=3)
        if other is None:
            return None
        left = self._actors.of_verb(sentence, verb)
        # "has spoken with A" may have been by any means.
        perfect = any(sentence.lower(index) in ("has", "have") for index in range(max(0, verb - 3), verb))
        form = "contact" if perfect else "talks"
        return encounter_with(other, left, verb, event_status(sentence, verb), form)

    def _discussed_with(self, sentence: Sentence, verb: int) -> Encounter | None:
        quoted = quoted_tokens(sentence)
        for index in range(verb + 1, min(len(sentence), verb + _FURTHEST_WITH)):
            if sentence.lower(index) != "with" or index in quoted:
                continue
            other = self._phrases.read_list(sentence, index + 1)
            if other is None:
                continue
            attached = sentence.tokens[index].head == verb
            is_group = any(agent.kind == "group" for agent in other.agents)
            if names_people(other) or (is_group and attached):
                left = self._actors.of_verb(sentence, verb)
                return encounter_with(other, left, verb, event_status(sentence, verb), "talks")
        return read_opening_with(sentence, verb, self._phrases, self._actors)


def _is_satisfied(sentence: Sentence, verb: int) -> bool:
    """Tell "the criteria were met" from a meeting."""
    return (
        sentence.lower(verb - 1) in _BEFORE_SATISFIED
        and sentence.lower(verb + 1) != "with"
        and sentence.tokens[verb].tag == "VBN"
    )


def _is_passive(sentence: Sentence, verb: int) -> bool:
    return sentence.lower(verb + 1) == "by" or any(
        token.head == verb and token.dep == "auxpass" for token in sentence.tokens
    )


def _after_by(sentence: Sentence, verb: int, *, reach: int) -> int | None:
    """Return the token after the "by" of a passive."""
    for index in range(verb + 1, min(len(sentence), verb + reach)):
        if sentence.lower(index) == "by":
            return index + 1
    return None


def _is_press(agents: list[Agent]) -> bool:
    return all(_PRESS & set(agent.label.lower().split()) for agent in agents)
