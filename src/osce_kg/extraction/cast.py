"""Who is who inside one document: names, posts and pronouns that mean one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.acquaintances import Acquaintances
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.delegations import leader_start, member_list_start
from osce_kg.extraction.group_mentions import GroupMentions
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.names import folded, surname
from osce_kg.extraction.person_reader import PersonReader
from osce_kg.extraction.pronouns import PronounResolver

_NAMING_REACH: Final = 4
"""Sentences within which a post that was mentioned without a name is given one."""


class Cast:
    """The people of one document; built sentence by sentence, asked by the event frames.

    Attributes:
        sentences: sentences by their index; the headline, if read, is the last.
        agents: mentions of people by the index of their sentence.
        delegation: members of the delegation that the document is about, empty where it lists none.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self._known = Acquaintances()
        self.agents: dict[int, list[Agent]] = {}
        self.delegation: tuple[Individual, ...] = ()
        self._leader: Individual | None = None
        self._referents: dict[Agent, tuple[Individual, ...]] = {}
        self._pronouns = PronounResolver(self)
        self._groups = GroupMentions(self.agents)
        first_reading = [PersonReader(sentence).read_all() for sentence in sentences]
        self._known_surnames = _surnames(agent for agents in first_reading for agent in agents)
        for sentence, agents in zip(sentences, first_reading, strict=True):
            # Only a last name that the document introduces somewhere can change what was read.
            found = self._read_again(sentence) if self._mentions_known(sentence) else agents
            self.agents[sentence.index] = found
            for agent in found:
                self._referents[agent] = self._identify(agent)
            self.delegation = self.delegation or self._listed_delegation(sentence)
            self._leader = self._leader or self._named_leader(sentence)
        if self.delegation and self._leader is not None and self._leader not in self.delegation:
            self.delegation = (self._leader, *self.delegation)

    def referents(self, agent: Agent) -> tuple[Individual, ...]:
        """Return the individuals an agent stands for; pronouns and definite plurals are traced back."""
        known = self._referents.get(agent)
        if known is not None:
            return known
        if agent.kind == "pronoun":
            found = self._pronouns.antecedent(agent)
        elif agent.kind in ("group", "collective"):
            found = self._delegation_behind(agent)
        else:
            found = self._identify(agent)
        self._referents[agent] = found
        return found

    @property
    def individuals(self) -> Sequence[Individual]:
        """People in the order of their introduction."""
        return self._known.individuals

    def named(self) -> list[Individual]:
        """Return the individuals that have a name."""
        return [individual for individual in self.individuals if individual.name]

    def chairpersons(self) -> list[str]:
        """Return the names of those whom the document calls Chairperson-in-Office."""
        return [i.name for i in self.individuals if i.name and i.heads & words.IN_OFFICE_HEADS]

    def read_headline(self, sentence: Sentence) -> None:
        """Let the people of a headline stand for those of the body; those that only it names stay out."""
        self.agents[sentence.index] = []
        self.sentences = [*self.sentences, sentence]
        for agent in self._read_again(sentence):
            found = self._known_referents(agent)
            if found:
                self.agents[sentence.index].append(agent)
                self._referents[agent] = found

    def first_mention(self, group: Agent) -> Agent:
        """Return the first mention of a group: "Five Ambassadors to the OSCE from …" of "the Ambassadors"."""
        return self._groups.first(group)

    def main_individual(self) -> Individual | None:
        """Return the person the document is about: the first of those mentioned most, posts included."""
        return self._known.main

    def topic_before(self, sentence: Sentence) -> Individual | None:
        """Return the person that the sentences before ``sentence`` were about."""
        return self._pronouns.topic_before(sentence) or self.main_individual()

    def topics_before(self, sentence: Sentence) -> tuple[Individual, ...]:
        """Return the people that the sentence before was about: those who acted together, else one person."""
        is_headline = sentence.paragraph < 0
        together = self._pronouns.acting_together(0 if is_headline else sentence.index - 1)
        if together:
            return together
        topic = self.main_individual() if is_headline else self.topic_before(sentence)
        return (topic,) if topic else ()

    # -- building ----------------------------------------------------------------------------------

    def _read_again(self, sentence: Sentence) -> list[Agent]:
        return PersonReader(sentence, self._known_surnames).read_all()

    def _mentions_known(self, sentence: Sentence) -> bool:
        return any(t.is_capitalized and surname(t.text) in self._known_surnames for t in sentence.tokens)

    def _identify(self, agent: Agent) -> tuple[Individual, ...]:
        if agent.kind == "collective":
            return self._holders(agent)
        if agent.kind == "person":
            individual = self._named_individual(agent)
        elif agent.kind == "office":
            individual = self._office_individual(agent)
        else:
            return ()
        self._known.mention(individual, agent)
        return (individual,)

    def _known_referents(self, agent: Agent) -> tuple[Individual, ...]:
        """Return whom of the people known already a mention stands for."""
        if agent.kind == "collective":
            return self._holders(agent)
        if agent.kind == "person":
            return tuple(i for i in self._known.named_like(agent.name or "") if i.may_be(agent))[:1]
        return tuple(i for i in self.individuals if i.holds(agent.titles[0]))[:1]

    def _named_individual(self, agent: Agent) -> Individual:
        name = agent.name or ""
        for individual in self._known.named_like(name):
            if individual.may_be(agent):
                if len(folded(name).split()) > len(folded(individual.name or "").split()):
                    self._known.name(individual, name)
                return individual
        unnamed = self._awaiting_name(agent)
        if unnamed is not None:
            self._known.name(unnamed, name)
            return unnamed
        return self._known.introduce(name)

    def _awaiting_name(self, agent: Agent) -> Individual | None:
        """Return the office holder who was mentioned before by post only.

        "The Representative, Teresa Ribeiro" names the "OSCE Representative on Freedom of the Media".
        """
        pointing_back = [title for title in agent.titles if title.definite and not title.body]
        for individual in self._known.unnamed_since(agent.sentence.index - _NAMING_REACH):
            if any(individual.holds(title) for title in pointing_back):
                return individual
        return None

    def _office_individual(self, agent: Agent) -> Individual:
        title = agent.titles[0]
        if title.definite or title.body is not None or title.head in words.IN_OFFICE_HEADS:
            for individual in self._known.recent():
                if individual.holds(title):
                    return individual
        if title.tenure == "former" and title.definite and (topic := self.topic_before(agent.sentence)):
            # "The former Federal Chancellor" tells more of the person the text is about.
            return topic
        return self._known.introduce()

    def _holders(self, agent: Agent) -> tuple[Individual, ...]:
        """Trace "the two Presidents" and "the Co-Chairs" to the people who hold such a post."""
        holders = [i for i in self._known.recent_named() if i.holds_one_of(agent.titles[0])]
        if len(holders) < 2 or agent.size not in (None, len(holders)):
            return ()
        return tuple(sorted(holders, key=lambda individual: individual.number))

    def _listed_delegation(self, sentence: Sentence) -> tuple[Individual, ...]:
        start = member_list_start(sentence)
        if start is None:
            return ()
        people = (a for a in self.agents[sentence.index] if a.start > start and a.kind == "person")
        return self._pronouns.named_of(people)

    def _named_leader(self, sentence: Sentence) -> Individual | None:
        start = leader_start(sentence)
        people = (a for a in self.agents[sentence.index] if start is not None and a.start > start)
        first = next((agent for agent in people if agent.kind in ("person", "office")), None)
        return next(iter(self._referents[first]), None) if first is not None else None

    def leader_of(self, group: Agent) -> Individual | None:
        """Return who leads the delegation that a group is, where the document names nobody else of it."""
        if any(body.kind in ("state", "demonym") for body in group.represents):
            # "The Russian delegation" is another one.
            return None
        is_delegation = not words.DELEGATION_WORDS.isdisjoint(group.label.lower().split()[:2])
        return self._leader if is_delegation and not self.delegation else None

    def _delegation_behind(self, group: Agent) -> tuple[Individual, ...]:
        """Return the people behind "the delegation", "the three Senators", where the document names them."""
        is_delegation = not words.DELEGATION_WORDS.isdisjoint(group.label.lower().split()[:2]) or (
            group.size is not None and group.size == len(self.delegation)
        )
        return self.delegation if is_delegation else ()


def _surnames(agents: Iterable[Agent]) -> frozenset[str]:
    names = (surname(agent.name) for agent in agents if agent.name)
    return frozenset(name for name in names if len(name) > 2)
