"""Whom "he", "she" and "they" mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, Protocol

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.acquaintances import REMEMBERED
from osce_kg.extraction.agents import Agent, is_subject
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.genders import given_name_gender
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.syntax import subject_index
from osce_kg.extraction.vocabulary import word_set

_TOPIC_REACH: Final = 5
"""Sentences back that a singular pronoun looks for the topic."""
_PLURAL_REACH: Final = 3
HOSTING: Final = word_set("received receives hosted hosts welcomed welcomes")
_LIKELIEST: Final = 3
_NEAR: Final = 4
"""Tokens within which "he … him" are two people."""


class Discourse(Protocol):
    """What the people of a document give to find an antecedent."""

    @property
    def sentences(self) -> Sequence[Sentence]:
        """Sentences by their index."""

    @property
    def agents(self) -> Mapping[int, Sequence[Agent]]:
        """Mentions by the index of their sentence."""

    @property
    def individuals(self) -> Sequence[Individual]:
        """The people introduced so far."""

    @property
    def delegation(self) -> tuple[Individual, ...]:
        """The members of the delegation that the document is about, if it lists them."""

    def referents(self, agent: Agent) -> tuple[Individual, ...]:
        """Return the individuals that a mention stands for."""


class PronounResolver:
    """Finds the antecedents of pronouns in one document."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._carried: dict[int, tuple[Individual, ...]] = {}
        self._objects: dict[int, tuple[Individual, ...]] = {}
        self._acting: dict[int, tuple[Individual, ...]] = {}

    def antecedent(self, pronoun: Agent) -> tuple[Individual, ...]:
        """Return the people a pronoun stands for; empty where none fits."""
        if pronoun.label in words.PLURAL_PRONOUNS:
            return self._plural_antecedent(pronoun)
        gender = "m" if pronoun.label in words.MALE_PRONOUNS else "f"
        fitting = (i for i in _each_once(self._candidates(pronoun)) if i.gender in ("", gender))
        candidates = list(islice(fitting, _LIKELIEST))
        # A given name that looks like the other gender's gives way to one of the next candidates.
        likely = [i for i in candidates if i.gender or given_name_gender(i.name) in ("", gender)]
        chosen = next(iter(likely or candidates), None)
        if chosen is None:
            return ()
        chosen.gender = chosen.gender or gender
        return (chosen,)

    def topics(self, index: int) -> list[Individual]:
        """Return the individuals of the sentence ``index``, the one it goes on about first.

        That is whom its "him" stands for ("The President received him"), else its "he", else its subject.
        """
        agents = self._people(index)
        subjects = [agent for agent in agents if is_subject(agent)]
        found = list(self._carried_as_object(index))
        if not subjects:
            found.extend(self._carried_by_pronoun(index) or self._carried_unsaid(index))
        found.extend(item for agent in [*subjects, *agents] for item in self._discourse.referents(agent))
        return list(dict.fromkeys(found))

    def topic_before(self, sentence: Sentence) -> Individual | None:
        """Return the person that the few sentences before were about, None where they name nobody."""
        for index in _indices_before(sentence, _TOPIC_REACH):
            topics = self.topics(index)
            if topics:
                return topics[0]
        return None

    def acting_together(self, index: int) -> tuple[Individual, ...]:
        """Return the people of the plural subject of a sentence: "the Co-Chairs", "they"."""
        for agent in self._discourse.agents.get(index, ()):
            if agent.kind == "collective" and is_subject(agent):
                return self._discourse.referents(agent)
        sentence = self._discourse.sentences[index] if index >= 0 else None
        if sentence is None or index in self._acting:
            return self._acting.get(index, ())
        # Set first: the search may come back to this sentence.
        self._acting[index] = ()
        position = next((i for i in range(len(sentence)) if sentence.lower(i) == "they"), None)
        if position is not None and sentence.tokens[position].dep == "nsubj":
            self._acting[index] = self._discourse.referents(_pronoun_at(sentence, position))
        return self._acting[index]

    def named_of(self, agents: Iterable[Agent]) -> tuple[Individual, ...]:
        """Return the individuals that mentions by name, or of several known people, stand for."""
        named = [agent for agent in agents if agent.kind in ("person", "collective")]
        return tuple(dict.fromkeys(item for agent in named for item in self._discourse.referents(agent)))

    # -- singular ----------------------------------------------------------------------------------

    def _candidates(self, pronoun: Agent) -> Iterable[Individual]:
        """Yield singular antecedents, likeliest first: the subject before, then topics of earlier sentences.

        What stands in an opening phrase ("After a meeting with the President he said") is not the subject's
        antecedent.
        """
        sentence = pronoun.sentence
        same = [a for a in self._agents_before(pronoun) if not a.plural]
        earlier = next((i for i in range(pronoun.start) if sentence.lower(i) in words.SUBJECT_PRONOUNS), None)
        if earlier is not None and (pronoun.label != "him" or pronoun.start - earlier > _NEAR):
            yield from self.antecedent(_pronoun_at(sentence, earlier))
        for agent in _within_sentence(pronoun, same):
            yield from self._discourse.referents(agent)[:1]
        for index in _indices_before(sentence, _TOPIC_REACH):
            yield from self.topics(index)
        for agent in same:
            yield from self._discourse.referents(agent)[:1]
        named = (individual for individual in self._discourse.individuals if individual.name)
        yield from islice(named, REMEMBERED)

    def _agents_before(self, pronoun: Agent) -> list[Agent]:
        agents = self._discourse.agents[pronoun.sentence.index]
        return [agent for agent in agents if agent.end <= pronoun.start]

    def _carried_by_pronoun(self, index: int) -> tuple[Individual, ...]:
        """Return whom a "he" or "she" of a sentence stood for; kept, so that long chains stay linear."""
        if index not in self._carried:
            # Set first: the search for the antecedent may come back to this sentence.
            self._carried[index] = ()
            sentence = self._discourse.sentences[index]
            opening = sentence.lower(0) in words.SINGULAR_POSSESSIVES
            position = next(
                (i for i in range(len(sentence)) if sentence.lower(i) in words.SUBJECT_PRONOUNS), None
            )
            if opening or position is not None:
                pronoun = _pronoun_at(sentence, 0 if opening or position is None else position)
                self._carried[index] = self._discourse.referents(pronoun)
        return self._carried[index]

    def _carried_as_object(self, index: int) -> tuple[Individual, ...]:
        """Return whom the "him" or "her" that somebody's act is done to stands for."""
        if index not in self._objects:
            self._objects[index] = ()
            sentence = self._discourse.sentences[index]
            for position in range(1, len(sentence)):
                token = sentence.tokens[position]
                if token.lower in ("him", "her") and token.dep == "dobj":
                    self._objects[index] = self._discourse.referents(_pronoun_at(sentence, position))
                    break
        return self._objects[index]

    def _carried_unsaid(self, index: int) -> tuple[Individual, ...]:
        """Return who held "talks with A" of a sentence that does not say it: the subject before."""
        sentence = self._discourse.sentences[index]
        told = any(t.dep == "nsubjpass" and t.lower in words.MEETING_WORDS for t in sentence.tokens)
        if not told or index == 0:
            return ()
        carried = self._carried_as_object(index - 1) or self._carried_by_pronoun(index - 1)
        subjects = (agent for agent in self._people(index - 1) if is_subject(agent))
        return carried or tuple(item for agent in subjects for item in self._discourse.referents(agent))[:1]

    def _people(self, index: int) -> list[Agent]:
        """Return the mentions of single people in the sentence ``index``."""
        return [a for a in self._discourse.agents.get(index, ()) if a.kind in ("person", "office")]

    # -- plural ------------------------------------------------------------------------------------

    def _plural_antecedent(self, pronoun: Agent) -> tuple[Individual, ...]:
        """Trace "they" to the last people named together, "the two men" to the last two named."""
        size = pronoun.size
        if self._discourse.delegation and size is None and not self._named_in(pronoun.sentence.index - 1):
            return self._discourse.delegation
        acting = self.acting_together(pronoun.sentence.index - 1)
        if acting and size in (None, len(acting)):
            return acting
        here = self.named_of(self._agents_before(pronoun))
        if len(here) > 1 and size in (None, len(here)):
            return here
        gathered = dict.fromkeys(here)
        if size is not None:
            # "He congratulated A, when the two met": he is one of them.
            gathered.update(dict.fromkeys(self._carried_by_pronoun(pronoun.sentence.index)))
            if len(gathered) == size:
                return tuple(gathered)
        for index in _indices_before(pronoun.sentence, _PLURAL_REACH):
            found = self._guests_in(index)
            if len(found) > 1 and size in (None, len(found)):
                return found
            gathered.update(dict.fromkeys((*found, *self._carried_by_pronoun(index))))
            if size is not None and len(gathered) == size:
                return tuple(gathered)
        return ()

    def _named_in(self, index: int) -> tuple[Individual, ...]:
        return self.named_of(self._discourse.agents.get(index, ()))

    def _guests_in(self, index: int) -> tuple[Individual, ...]:
        """Return the people of a sentence without a host who received two of them or more: they go on."""
        found = self._named_in(index)
        sentence = self._discourse.sentences[index]
        for verb, token in enumerate(sentence.tokens):
            if token.lower not in HOSTING or token.pos != "VERB":
                continue
            host = _host_index(sentence, verb)
            agents = self._discourse.agents.get(index, ())
            hosts = self.named_of(
                agent for agent in agents if host is not None and agent.start <= host < agent.end
            )
            guests = tuple(individual for individual in found if individual not in hosts)
            if hosts and len(guests) > 1:
                return guests
        return found


def _host_index(sentence: Sentence, verb: int) -> int | None:
    """Return the token of who receives: the subject of "received", what follows "received by"."""
    if sentence.lower(verb + 1) == "by":
        return next((i for i in range(verb + 2, len(sentence)) if sentence.is_capitalized(i)), None)
    return subject_index(sentence, verb)


def _each_once(individuals: Iterable[Individual]) -> Iterator[Individual]:
    seen: set[Individual] = set()
    for individual in individuals:
        if individual not in seen:
            seen.add(individual)
            yield individual


def _pronoun_at(sentence: Sentence, position: int) -> Agent:
    return Agent("pronoun", sentence, position, position + 1, label=sentence.lower(position))


def _within_sentence(pronoun: Agent, before: Sequence[Agent]) -> list[Agent]:
    """Return the mentions before a pronoun in its own sentence that it can point to, likeliest first."""
    dependency = pronoun.sentence.tokens[pronoun.start].dep
    if pronoun.label == "him" or (pronoun.label == "her" and dependency != "poss"):
        # The object of a verb is somebody else than its subject.
        return []
    subjects = [agent for agent in before if is_subject(agent)][-1:]
    return subjects if dependency in ("nsubj", "nsubjpass") else [*subjects, *reversed(before)]


def _indices_before(sentence: Sentence, reach: int) -> range:
    return range(sentence.index - 1, max(-1, sentence.index - 1 - reach), -1)
