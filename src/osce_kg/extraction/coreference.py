"""Who is who inside one document: names, posts and pronouns that mean one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent, PersonReader
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.names import folded, same_person_name, surname
from osce_kg.extraction.titles import IN_OFFICE_HEADS, Body, Title

_SAME_HEADS = (
    IN_OFFICE_HEADS,
    frozenset({"chairman", "chairperson", "chairwoman", "chair"}),
    frozenset({"co-ordinator", "coordinator"}),
    frozenset({"secretary general", "secretary-general"}),
    frozenset({"co-chair", "co-chairman", "co-chairperson"}),
    frozenset({"prime minister", "premier"}),
    frozenset({"head", "head of mission", "head of office", "head of delegation"}),
)
_MALE = frozenset({"mr", "mr.", "sir", "lord", "he", "him", "his"})
_FEMALE = frozenset({"mrs", "mrs.", "ms", "ms.", "lady", "dame", "madam", "she", "her"})


@dataclass(slots=True)
class Role:
    """A post given to an individual by the words of one mention."""

    title: Title
    sentence: Sentence
    body: Body | None


@dataclass(slots=True, eq=False)
class Individual:
    """One person of the document, with all that refers to them.

    Attributes:
        number: order of introduction.
        agents: named mentions and posts, in the order of the text.
        roles: posts, in the order of the text.
        name: fullest name, None for an office holder without a name.
        gender: ``m``, ``f`` or "" by pronouns and courtesy titles.
    """

    number: int
    agents: list[Agent] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    name: str | None = None
    gender: str = ""

    @property
    def heads(self) -> set[str]:
        """Heads of all posts."""
        return {role.title.head for role in self.roles}


class Cast:
    """The people of one document; built sentence by sentence, asked by the event frames."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.individuals: list[Individual] = []
        self.sentences = sentences
        self.agents: dict[int, list[Agent]] = {}
        self._referents: dict[Agent, tuple[Individual, ...]] = {}
        self._pronoun_topics: dict[int, tuple[Individual, ...]] = {}
        self._known = _known_surnames(sentences)
        self.delegation: tuple[Individual, ...] = ()
        self._groups: list[Agent] = []
        for sentence in sentences:
            found = PersonReader(sentence, self._known).read_all()
            self.agents[sentence.index] = found
            for agent in found:
                self._referents[agent] = self._identify(agent)
            self.delegation = self.delegation or self._members_of_delegation(sentence)

    def referents(self, agent: Agent) -> tuple[Individual, ...]:
        """Return the individuals an agent stands for; pronouns and definite plurals are traced back."""
        known = self._referents.get(agent)
        if known is not None:
            return known
        if agent.kind == "pronoun":
            found = self._antecedent(agent)
        elif agent.kind in ("person", "office"):
            found = self._identify(agent)
        elif agent.kind in ("group", "collective"):
            found = self.members(agent)
        else:
            found = ()
        self._referents[agent] = found
        return found

    def named(self) -> list[Individual]:
        """Return the individuals that have a name."""
        return [individual for individual in self.individuals if individual.name]

    def read_headline(self, sentence: Sentence) -> None:
        """Let the people of a headline stand for those of the body; whom only the headline names stays out."""
        self.agents[sentence.index] = []
        self.sentences = [*self.sentences, sentence]
        for agent in PersonReader(sentence, self._known).read_all():
            if agent.kind == "collective":
                found = self._members(agent)
            elif agent.kind == "person":
                found = tuple(i for i in self.individuals if i.name and self._may_be(i, agent))[-1:]
            else:
                found = tuple(
                    i
                    for i in self.individuals
                    if any(titles_agree(agent.titles[0], role.title, role.body) for role in i.roles)
                )[:1]
            if found:
                self.agents[sentence.index].append(agent)
                self._referents[agent] = found

    # -- building --------------------------------------------------------------------------------------------------

    def _identify(self, agent: Agent) -> tuple[Individual, ...]:
        if agent.kind == "person":
            individual = self._named_individual(agent)
        elif agent.kind == "office":
            individual = self._office_individual(agent)
        elif agent.kind == "collective":
            return self._members(agent)
        else:
            return ()
        individual.agents.append(agent)
        for title in agent.titles:
            body = title.body or (agent.affiliation if title.head not in words.RANKS else None)
            individual.roles.append(Role(title, agent.sentence, body))
        self._note_gender(individual, agent)
        return (individual,)

    def _named_individual(self, agent: Agent) -> Individual:
        name = agent.name or ""
        for individual in reversed(self.individuals):
            if individual.name and self._may_be(individual, agent):
                if len(folded(name).split()) > len(folded(individual.name).split()):
                    individual.name = name
                return individual
        unnamed = self._awaiting_name(agent)
        if unnamed is not None:
            unnamed.name = name
            return unnamed
        individual = Individual(len(self.individuals), name=name)
        self.individuals.append(individual)
        return individual

    def _awaiting_name(self, agent: Agent) -> Individual | None:
        """Return the office holder whom "the Representative, Teresa Ribeiro" names after "the OSCE Representative on …"."""
        for individual in reversed(self.individuals):
            if individual.name is not None or agent.sentence.index - individual.agents[-1].sentence.index > 4:
                continue
            for title in agent.titles:
                if (
                    title.definite
                    and not title.body
                    and any(titles_agree(title, r.title, r.body) for r in individual.roles)
                ):
                    return individual
        return None

    def _may_be(self, individual: Individual, agent: Agent) -> bool:
        name = agent.name or ""
        if not same_person_name(name, individual.name or ""):
            return False
        if individual.gender and _courtesy_gender(agent) not in ("", individual.gender):
            return False
        single = len(folded(name).split()) == 1 or len(folded(individual.name or "").split()) == 1
        before = [
            title
            for title in agent.titles
            if title.start < agent.name_start and title.head not in words.RANKS
        ]
        telling = [
            role for role in individual.roles if role.title.head not in words.RANKS | {"member of parliament"}
        ]
        if not single or not before or not telling or before[0].head == "minister":
            return True
        return any(
            titles_agree(title, role.title, role.body) for title in before for role in individual.roles
        )

    def _office_individual(self, agent: Agent) -> Individual:
        title = agent.titles[0]
        if title.definite or title.body is not None:
            for individual in sorted(self.individuals, key=self._recency, reverse=True):
                if any(titles_agree(title, role.title, role.body) for role in individual.roles):
                    return individual
        if title.tenure == "former" and title.definite and (topic := self.topic_before(agent.sentence)):
            # "The former Federal Chancellor" tells more of the person the text is about.
            return topic
        individual = Individual(len(self.individuals))
        self.individuals.append(individual)
        return individual

    @staticmethod
    def _recency(individual: Individual) -> tuple[bool, int, int]:
        last = individual.agents[-1] if individual.agents else None
        return (individual.name is not None, last.sentence.index if last else -1, last.start if last else -1)

    def _members(self, agent: Agent) -> tuple[Individual, ...]:
        """Trace "the two Presidents" and "the Co-Chairs" to the people who hold such a post."""
        title = agent.titles[0]
        holders = [
            individual
            for individual in self.named()
            if any(
                _same_head(title.head, role.title.head) and _bodies_agree(title.body, role.body)
                for role in individual.roles
            )
        ]
        size = agent.size
        if len(holders) < 2 or (size is not None and len(holders) != size):
            return ()
        return tuple(holders)

    @staticmethod
    def _note_gender(individual: Individual, agent: Agent) -> None:
        individual.gender = individual.gender or _courtesy_gender(agent)

    def _members_of_delegation(self, sentence: Sentence) -> tuple[Individual, ...]:
        """Return the people of "Its members were A, B and C" and "a delegation made up of A and B"."""
        for index, token in enumerate(sentence.tokens):
            listed = token.lower == "members" and sentence.lower(index + 1) in ("were", "are", "included")
            composed = token.lower in ("comprising", "comprised") or (
                token.lower in ("consisting", "consisted", "composed", "up")
                and sentence.lower(index + 1) == "of"
            )
            before = {sentence.lower(i) for i in range(index)}
            if (listed and before & {"its", "the", "delegation's"}) or (
                composed and before & {"delegation", "team", "group"}
            ):
                people = [a for a in self.agents[sentence.index] if a.start > index and a.kind == "person"]
                return self._named_of(people)
        return ()

    def first_mention(self, group: Agent) -> Agent:
        """Return the first mention of a group: "the Ambassadors" for "Five Ambassadors to the OSCE from …"."""
        if group in self._groups:
            return group
        short = len(group.label.split()) <= 3 and group.size is None
        if short and group.sentence.lower(group.start) == "the":
            last = group.label.split()[-1].lower()
            for known in reversed(self._groups):
                if last in known.label.lower().split() and known.sentence.section == group.sentence.section:
                    return known
        self._groups.append(group)
        return group

    def members(self, group: Agent) -> tuple[Individual, ...]:
        """Return the people behind "the delegation" or "the three parliamentarians", where the document names them."""
        label = group.label.lower().split()
        is_delegation = bool({"delegation", "team"} & set(label[:2])) or (
            group.size is not None and group.size == len(self.delegation)
        )
        return self.delegation if is_delegation and self.delegation else ()

    # -- pronouns --------------------------------------------------------------------------------------------------

    def _antecedent(self, pronoun: Agent) -> tuple[Individual, ...]:
        if pronoun.label in words.PLURAL_PRONOUNS:
            return self._plural_antecedent(pronoun)
        gender = "m" if pronoun.label in _MALE else "f"
        candidates = [i for i in dict.fromkeys(self._candidates(pronoun)) if i.gender in ("", gender)]
        # A given name that looks like the other gender's gives way to one of the next candidates.
        likely = [i for i in candidates[:3] if i.gender or _given_gender(i.name) in ("", gender)]
        for individual in likely or candidates:
            individual.gender = individual.gender or gender
            return (individual,)
        return ()

    def _candidates(self, pronoun: Agent) -> Iterable[Individual]:
        """Yield singular antecedents, likeliest first: the subject before it, then the topics of sentences before.

        What stands in an opening phrase ("After a meeting with the President he said") is not the subject's antecedent.
        """
        same = [
            agent
            for agent in self.agents[pronoun.sentence.index]
            if agent.end <= pronoun.start and not agent.plural
        ]
        subjects = [agent for agent in same if is_subject(agent)]
        acts = pronoun.sentence.tokens[pronoun.start].dep in ("nsubj", "nsubjpass")
        earlier = next((i for i in range(pronoun.start) if pronoun.sentence.lower(i) in ("he", "she")), None)
        if earlier is not None and (pronoun.label not in ("him", "them") or pronoun.start - earlier > 4):
            subject = Agent(
                "pronoun", pronoun.sentence, earlier, earlier + 1, label=pronoun.sentence.lower(earlier)
            )
            yield from self._antecedent(subject)
        first = subjects[-1:] if acts else [*subjects[-1:], *reversed(same)]
        if pronoun.label in ("him", "them") or (
            pronoun.label == "her" and pronoun.sentence.tokens[pronoun.start].dep != "poss"
        ):
            # The object of a verb is somebody else than its subject.
            first = []
        for agent in first:
            yield from self.referents(agent)[:1]
        for index in range(pronoun.sentence.index - 1, max(-1, pronoun.sentence.index - 6), -1):
            yield from self._topics(index)
        for agent in same:
            yield from self.referents(agent)[:1]
        for individual in self.individuals:
            if individual.name:
                yield individual

    def _topics(self, index: int) -> list[Individual]:
        """Return the individuals of a sentence, its subject first."""
        agents = [agent for agent in self.agents.get(index, []) if agent.kind in ("person", "office")]
        subjects = [agent for agent in agents if is_subject(agent)]
        found: list[Individual] = [] if subjects else list(self._carried(index))
        for agent in [*subjects, *agents]:
            found.extend(item for item in self.referents(agent) if item not in found)
        return found

    def _carried(self, index: int) -> tuple[Individual, ...]:
        """Return whom a "he" or "she" in a sentence already stood for; kept, so that long chains stay linear."""
        if index not in self._pronoun_topics:
            self._pronoun_topics[index] = ()
            sentence = self.sentences[index]
            pronouns = [
                i for i, token in enumerate(sentence.tokens) if token.lower in ("he", "she", "his", "her")
            ]
            position = next((i for i in pronouns if sentence.lower(i) in ("he", "she") or i == 0), None)
            if position is not None:
                pronoun = Agent("pronoun", sentence, position, position + 1, label=sentence.lower(position))
                self._pronoun_topics[index] = self.referents(pronoun)
        return self._pronoun_topics[index]

    def _plural_antecedent(self, pronoun: Agent) -> tuple[Individual, ...]:
        """Trace "they" to the last people named together, "the two men" to the last two named."""
        if (
            self.delegation
            and pronoun.size is None
            and not self._named_of(self.agents.get(pronoun.sentence.index - 1, []))
        ):
            return self.delegation
        same = [agent for agent in self.agents[pronoun.sentence.index] if agent.end <= pronoun.start]
        here = self._named_of(same)
        if len(here) > 1 and pronoun.size in (None, len(here)):
            return here
        gathered = list(here)
        for index in range(pronoun.sentence.index - 1, max(-1, pronoun.sentence.index - 4), -1):
            found = self._named_of(self.agents.get(index, []))
            if len(found) > 1 and pronoun.size in (None, len(found)):
                return found
            gathered.extend(item for item in found if item not in gathered)
            gathered.extend(item for item in self._carried(index) if item not in gathered)
            if pronoun.size is not None and len(gathered) == pronoun.size:
                return tuple(gathered)
        return ()

    def _named_of(self, agents: Sequence[Agent]) -> tuple[Individual, ...]:
        found: list[Individual] = []
        for agent in agents:
            if agent.kind in ("person", "collective"):
                found.extend(item for item in self.referents(agent) if item not in found)
        return tuple(found)

    def main_individual(self) -> Individual | None:
        """Return the person the document is about: the first of those mentioned most, posts and pronouns included."""
        scored = [(len(individual.agents), -individual.number, individual) for individual in self.named()]
        return max(scored, key=lambda item: item[:2])[2] if scored else None

    def topic_before(self, sentence: Sentence) -> Individual | None:
        """Return the person that the sentences before ``sentence`` were about."""
        for index in range(sentence.index - 1, max(-1, sentence.index - 6), -1):
            topics = self._topics(index)
            if topics:
                return topics[0]
        return self.main_individual()


_MALE_IN_A = frozenset(
    ["nikola", "luka", "ilija", "sasa", "misha", "nikita", "mustafa", "mykola", "ilya", "kuzma", "sinisa", "jaksa", "vanja", "ilia", "matija", "andrija", "musa", "isa", "kemala", "yahya", "thomaa", "zakaria", "elia", "joshua", "attila", "geza", "bela", "gyula", "costa", "goca", "nikola", "ljubisa", "lubisha", "grisha"]
)


def _given_gender(name: str | None) -> str:
    """Guess "f" from a given name in -a, as most in the region's languages are women's; "" where nothing is to be said."""
    given = folded(name or "").split()[:1]
    return "f" if given and given[0].endswith("a") and given[0] not in _MALE_IN_A else ""


def _courtesy_gender(agent: Agent) -> str:
    """Return "m" or "f" by "Mr." or "Mrs." before the name, "" without."""
    for index in range(agent.start, max(agent.name_start, agent.start)):
        word = agent.sentence.lower(index)
        if word in _MALE - {"his", "him", "he"}:
            return "m"
        if word in _FEMALE - {"her", "she"}:
            return "f"
    return ""


def is_subject(agent: Agent) -> bool:
    """Tell whether the model's parse makes the agent the subject of a verb."""
    return any(
        agent.sentence.tokens[index].dep in ("nsubj", "nsubjpass")
        and not agent.start <= agent.sentence.tokens[index].head < agent.end
        for index in range(agent.start, agent.end)
    )


def _known_surnames(sentences: Sequence[Sentence]) -> frozenset[str]:
    known: set[str] = set()
    for sentence in sentences:
        for agent in PersonReader(sentence).read_all():
            if agent.name and len(surname(agent.name)) > 2:
                known.add(surname(agent.name))
    return frozenset(known)


def _same_head(left: str, right: str) -> bool:
    return left == right or any(left in group and right in group for group in _SAME_HEADS)


def _bodies_agree(left: Body | None, right: Body | None) -> bool:
    if left is None or right is None:
        return True
    if left.entry and right.entry:
        return left.entry.key == right.entry.key
    return (
        folded(left.text) == folded(right.text)
        or folded(left.text) in folded(right.text)
        or folded(right.text) in folded(left.text)
    )


def titles_agree(title: Title, other: Title, other_body: Body | None) -> bool:
    """Tell whether ``title`` can mean the post ``other`` in ``other_body`` when it points back without a name.

    A shorter form ("the Minister", "the Envoy") agrees with a longer one; "Deputy" never agrees with its principal.
    """
    if not _bodies_agree(title.body, other_body):
        return False
    if (
        "acting" in (title.tenure, other.tenure) or "former" in (title.tenure, other.tenure)
    ) and title.tenure != other.tenure:
        return False
    short, full = set(folded(title.text).split()), set(folded(other.text).split())
    for mark in ("deputy", "vice", "first", "acting"):
        if (mark in short) != (mark in full):
            return False
    if _same_head(title.head, other.head):
        return (
            title.head in IN_OFFICE_HEADS or short <= full or full <= short or _same_head_group(title, other)
        )
    # "the Minister" for "Foreign Minister"; "Chairman Osmani" for the Chairman-in-Office.
    bare = title.text.lower() == title.head
    return (bare and other.head.endswith(title.head)) or (
        title.head in ("chairman", "chairperson", "chair") and other.head.startswith(title.head)
    )


def _same_head_group(title: Title, other: Title) -> bool:
    bare = {"of", "for", "on", "the", "and", "to"}
    left = set(folded(title.text).split()) - bare
    right = set(folded(other.text).split()) - bare
    heads = set(folded(title.head).split()) | set(folded(other.head).split())
    return not (left - heads) or not (right - heads) or len((left ^ right) - heads) == 0
