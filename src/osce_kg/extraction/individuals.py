"""The people of one document and the posts it gives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.genders import courtesy_gender
from osce_kg.extraction.names import folded, same_person_name
from osce_kg.extraction.post_agreement import bodies_agree, heads_agree, titles_agree
from osce_kg.extraction.posts import Body, Title

_MOST_POSTS: Final = 50
"""So many different posts are compared when a post may point to their holder."""


@dataclass(slots=True)
class Role:
    """A post given to an individual by the words of one mention."""

    title: Title
    sentence: Sentence
    body: Body | None

    @property
    def post(self) -> tuple[object, ...]:
        """What mentions of one post share; a post that is told again tells nothing new of who holds it."""
        body = self.body and (self.body.entry, self.body.text)
        return self.title.head, self.title.text, self.title.tenure, body


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
    _posts: dict[tuple[object, ...], Role] = field(default_factory=dict)

    @property
    def heads(self) -> set[str]:
        """Heads of all posts."""
        return {role.title.head for role in self._posts.values()}

    def add_mention(self, agent: Agent) -> None:
        """Note a mention with the posts and the gender that it tells of."""
        self.agents.append(agent)
        for title in agent.titles:
            body = title.body or (agent.affiliation if title.head not in words.RANKS else None)
            role = Role(title, agent.sentence, body)
            self.roles.append(role)
            if len(self._posts) < _MOST_POSTS:
                self._posts.setdefault(role.post, role)
        self.gender = self.gender or courtesy_gender(agent)

    def holds(self, title: Title) -> bool:
        """Tell whether ``title`` can mean a post of this person, who has no such post elsewhere."""
        elsewhere = any(
            heads_agree(title.head, role.title.head) and not bodies_agree(title.body, role.body)
            for role in self._posts.values()
        )
        return not elsewhere and any(
            titles_agree(title, role.title, role.body) for role in self._posts.values()
        )

    def holds_one_of(self, title: Title) -> bool:
        """Tell whether a post of this person is among those that a plural ``title`` names."""
        return any(
            heads_agree(title.head, role.title.head) and bodies_agree(title.body, role.body)
            for role in self._posts.values()
            if role.title.tenure not in ("designate", "former")
        )

    def may_be(self, agent: Agent) -> bool:
        """Tell whether a named mention can mean this named person by name, gender and post."""
        name, own = agent.name or "", self.name or ""
        if not same_person_name(name, own):
            return False
        if self.gender and courtesy_gender(agent) not in ("", self.gender):
            return False
        if len(folded(name).split()) > 1 and len(folded(own).split()) > 1:
            return True
        before = [t for t in agent.titles if t.start < agent.name_start and t.head not in words.RANKS]
        telling = self.heads - words.RANKS - {"member of parliament"}
        if len(folded(own).split()) == 1 and len(folded(name).split()) > 1:
            return self._may_have_full_name(agent)
        # A bare last name may be a relative's: the post before it must be one this person has.
        if not before or not telling or before[0].head == "minister":
            return True
        return any(self.holds(title) for title in before)

    def _may_have_full_name(self, agent: Agent) -> bool:
        """Tell whether a person known by a bare last name with a post can have this full name.

        After "President Aliyev", "Natiq Aliyev, the Minister of Industry" is somebody else of that name.
        """
        posts = [title for title in agent.titles if title.head not in words.RANKS]
        held = self.heads - words.RANKS - {"member of parliament", "minister"}
        if not posts or not held:
            return True
        return any(self.holds(title) for title in posts)
