"""Mentions of those who take part in events: people, posts, groups, bodies and pronouns."""

from __future__ import annotations

from dataclasses import dataclass, field

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.posts import Body, Title


@dataclass(slots=True, eq=False)
class Agent:
    """A mention of someone (or some) who can take part in an event.

    Attributes:
        kind: ``person`` (named), ``office`` (a post without a name), ``group``, ``organization``,
            ``pronoun``, ``collective`` (a definite plural that points back: "the Co-Chairs").
        start, end: tokens of the whole phrase.
        name: name as written, None for all but persons.
        name_start, name_end: tokens of the name.
        titles: posts in the order of the text.
        affiliation: body in brackets after the name.
        label: what a group, organization or collective is called.
        size: number of people of a group.
        represents: States or bodies a group speaks for.
    """

    kind: str
    sentence: Sentence = field(repr=False)
    start: int
    end: int
    name: str | None = None
    name_start: int = 0
    name_end: int = 0
    titles: list[Title] = field(default_factory=list)
    affiliation: Body | None = None
    label: str = ""
    size: int | None = None
    represents: list[Body] = field(default_factory=list)

    @property
    def plural(self) -> bool:
        """Tell whether the mention stands for several people."""
        return self.kind in ("group", "collective") or self.label in words.PLURAL_PRONOUNS


def named_agent(sentence: Sentence, start: int, name_start: int, name_end: int) -> Agent:
    """Return the person of the phrase at ``start`` whose name is tokens ``[name_start, name_end)``."""
    name = sentence.text_of(name_start, name_end)
    return Agent("person", sentence, start, name_end, name, name_start, name_end)


def is_subject(agent: Agent) -> bool:
    """Tell whether the model's parse makes the agent the subject of a verb."""
    return any(
        agent.sentence.tokens[index].dep in ("nsubj", "nsubjpass")
        and not agent.start <= agent.sentence.tokens[index].head < agent.end
        for index in range(agent.start, agent.end)
    )
