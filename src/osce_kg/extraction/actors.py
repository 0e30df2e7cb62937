"""Who acts: the subject of a verb of meeting or travel, and whose meeting or visit a noun reports."""

from __future__ import annotations

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.phrases import AgentList, PhraseReader, pronoun_at
from osce_kg.extraction.syntax import governing_verb, is_subject_within, subject_index
from osce_kg.extraction.vocabulary import word_set

_CONTAINING = frozenset({"included", "includes", "featured", "comprised"})
_PERSONAL = frozenset({"he", "she", "they"})
_POSSESSIVE = frozenset({"his", "her", "their"})
_ARRANGING = word_set("facilitated organized organised arranged supported hosted scheduled planned")


class ActorFinder:
    """What finding the actors of meetings and of visits share."""

    possessor_reach = 4
    """Tokens before a noun among which its possessor is looked for."""

    def __init__(self, cast: Cast, phrases: PhraseReader) -> None:
        self._cast = cast
        self._phrases = phrases

    def topic(self, sentence: Sentence) -> list[Agent]:
        """Return mentions of the people that the text before ``sentence`` is about."""
        return [agent for topic in self._cast.topics_before(sentence) for agent in topic.agents[:1]]

    def possessor(self, sentence: Sentence, noun: int) -> list[Agent]:
        """Return "his" of "his meeting", "the Minister" of "the Minister's visit"."""
        for index in range(noun - 1, max(-1, noun - 1 - self.possessor_reach), -1):
            if sentence.lower(index) in _POSSESSIVE:
                return [pronoun_at(sentence, index)]
            if sentence.lower(index) == "'s":
                owners = [agent for agent in self._agents(sentence) if agent.end == index]
                if owners:
                    return owners[:1]
        return []

    def _agents(self, sentence: Sentence) -> list[Agent]:
        return self._cast.agents[sentence.index]

    def _people(self, sentence: Sentence) -> list[Agent]:
        return [agent for agent in self._agents(sentence) if agent.kind in ("person", "office")]

    def _parsed_subject(self, sentence: Sentence, verb: int, before: int) -> AgentList | None:
        """Return the list with the subject of ``verb`` by the parse, where that stands before ``before``."""
        subject = subject_index(sentence, verb)
        if subject is None or subject >= before:
            return None
        return self._phrases.list_covering(sentence, subject)


class MeetingActors(ActorFinder):
    """Finds who met somebody."""

    def of_verb(self, sentence: Sentence, verb: int) -> list[Agent]:
        """Return who acts: the subject by the parse, else the nearest list to the left, else the topic."""
        adjacent = self._beside(sentence, verb)
        if adjacent:
            return adjacent
        found = self._parsed_subject(sentence, verb, verb)
        if found is not None and found.end <= verb + 1:
            return found.agents
        subject = subject_index(sentence, verb)
        if subject is not None and sentence.lower(subject) == "it":
            acting = self._acting_body(sentence)
            if acting:
                return acting
        return self._nearest_left(sentence, verb) or self.topic(sentence)

    def of_noun(self, sentence: Sentence, noun: int, other: AgentList) -> list[Agent]:
        """Return whose meeting with ``other`` it is: its possessor, or the subject of the governing verb."""
        owner = self.possessor(sentence, noun)
        if owner and not any(agent in other.agents for agent in owner):
            return owner
        verb = governing_verb(sentence, noun)
        if verb is None:
            return self._of_clause(sentence, noun, other)
        if sentence.lower(verb) in _ARRANGING:
            # Who arranges a meeting need not take part: it is the visitor's.
            people = [agent for agent in self._people(sentence) if agent.end <= noun]
            return people[:1] or self.topic(sentence)
        subject = subject_index(sentence, verb)
        if subject is not None and not other.covers(subject) and subject != noun:
            found = self._phrases.list_covering(sentence, subject)
            if found is not None and not (other.covers(found.start) or other.covers(found.end - 1)):
                return found.agents
        return self._of_clause(sentence, noun, other)

    def after_opening(self, sentence: Sentence, verb: int, opening: AgentList) -> list[Agent]:
        """Return who acts in "With A, the Chairman discussed …", where ``opening`` is A."""
        subject = subject_index(sentence, verb)
        if subject is not None and subject >= opening.end:
            found = self._phrases.list_covering(sentence, subject)
            if found is not None:
                return found.agents
        return self.topic(sentence)

    def _acting_body(self, sentence: Sentence) -> list[Agent]:
        """Return the group or body that "it" means: what the sentence before begins with."""
        if sentence.index == 0:
            return []
        before = self._cast.sentences[sentence.index - 1]
        found = self._phrases.read_list(before, 0)
        if found is not None and _is_singular_body(found.agents[0]):
            return found.agents
        return self._acting_body(before) if before.lower(0) == "it" else []

    def _beside(self, sentence: Sentence, verb: int) -> list[Agent]:
        """Return the person right before the verb where a long opening makes the parse unsure.

        "In his first visit as Personal Envoy of the Chairman-in-Office, Foreign Minister A, B met …": B met.
        """
        if sentence.tokens[0].pos != "ADP":
            return []
        position = verb
        while position > 0 and sentence.tokens[position - 1].pos in ("AUX", "ADV"):
            position -= 1
        agents = self._agents(sentence)
        agent = next((a for a in agents if a.end == position and a.kind == "person"), None)
        if agent is None or sentence.lower(agent.start - 1) != ",":
            return []
        return [agent] if any(earlier.end == agent.start - 1 for earlier in agents) else []

    def _nearest_left(self, sentence: Sentence, before: int) -> list[Agent]:
        """Return the last list before ``before`` that no preposition governs."""
        nearest: list[Agent] = []
        position = 0
        while position < before:
            found = self._phrases.read_list(sentence, position) if self._may_act(sentence, position) else None
            if found is None or found.end > before:
                position += 1
                continue
            if not _is_oblique(sentence, found.start):
                nearest = found.agents
            position = found.end
        return nearest

    def _may_act(self, sentence: Sentence, position: int) -> bool:
        return (
            any(agent.start == position for agent in self._agents(sentence))
            or sentence.lower(position) in _PERSONAL
        )

    def _of_clause(self, sentence: Sentence, noun: int, other: AgentList) -> list[Agent]:
        """Return who acts in the clause around a noun that hangs on no verb with a subject."""
        nearest = self._nearest_left(sentence, noun)
        if nearest:
            return nearest
        for agent in self._agents(sentence):
            if agent.start >= other.end and is_subject_within(sentence, agent.start, agent.end):
                return [agent]
        for index in range(other.end, len(sentence)):
            if sentence.lower(index) in _PERSONAL:
                return [pronoun_at(sentence, index)]
        return self.topic(sentence)


class VisitActors(ActorFinder):
    """Finds who travelled."""

    possessor_reach = 6

    def of_verb(self, sentence: Sentence, verb: int, *, before: int | None = None) -> list[Agent]:
        """Return who travels; ``before`` is the token that the traveller stands before, the verb if None."""
        limit = verb if before is None else before
        found = self._parsed_subject(sentence, verb, limit)
        if found is not None:
            return found.agents
        if self._is_thing(sentence, subject_index(sentence, verb), limit):
            # "The prize went to Montenegro", "The invitation came to Albania".
            return []
        for position in range(limit - 1, -1, -1):
            if sentence.lower(position) in _PERSONAL:
                return [pronoun_at(sentence, position)]
        agents = [agent for agent in self._agents(sentence) if agent.end <= limit]
        if agents:
            return agents[:1]
        found = self._phrases.read_list(sentence, 0)
        if found is not None and found.agents[0].kind == "group" and found.end <= limit:
            return found.agents
        return self.topic(sentence)

    def _is_thing(self, sentence: Sentence, subject: int | None, limit: int) -> bool:
        """Tell whether a subject is a common noun that means no people."""
        if subject is None or subject >= limit or sentence.tokens[subject].pos != "NOUN":
            return False
        is_mention = any(agent.start <= subject < agent.end for agent in self._agents(sentence))
        return not is_mention and sentence.lower(subject) not in words.GROUP_HEADS | words.DELEGATION_WORDS

    def of_noun(self, sentence: Sentence, noun: int) -> list[Agent]:
        """Return whose visit it is: its possessor, the subject of the governing verb, or a person near by."""
        owner = self.possessor(sentence, noun)
        if owner:
            return owner
        verb = governing_verb(sentence, noun)
        if verb is not None and sentence.lower(verb) in _CONTAINING:
            # "The visit included a meeting with A": A was visited.
            return self.topic(sentence)
        subject = subject_index(sentence, verb) if verb is not None else None
        if subject is not None and subject != noun:
            found = self._phrases.list_covering(sentence, subject)
            if found is not None:
                return found.agents
        people = [a for a in self._agents(sentence) if a.kind in ("person", "office", "collective")]
        before = [agent for agent in people if agent.end <= noun]
        after = [agent for agent in people if agent.start > noun]
        # "At the end of a one-day visit to X, the Chairman-in-Office said": the visitor follows.
        return (before or after)[:1] or self.topic(sentence)


def _is_singular_body(agent: Agent) -> bool:
    """Tell whether "it" can mean a body or delegation; "the students" are "they"."""
    is_delegation = not words.DELEGATION_WORDS.isdisjoint(agent.label.lower().split())
    return agent.kind == "organization" or (agent.kind == "group" and is_delegation)


def _is_oblique(sentence: Sentence, start: int) -> bool:
    """Tell whether the phrase at ``start`` hangs on a preposition and so cannot act; after "by" it can."""
    return start > 0 and sentence.tokens[start - 1].pos == "ADP" and sentence.lower(start - 1) != "by"
