"""Groups that are mentioned more than once: "Five Ambassadors from …", later "the Ambassadors"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from osce_kg.extraction.agents import Agent

_Key = tuple[int, str]
"""A section and a word of a group's label."""


class GroupMentions:
    """Finds the first mention of a group; ``agents`` are the mentions of people by their sentences."""

    def __init__(self, agents: Mapping[int, Sequence[Agent]]) -> None:
        self._agents = agents
        self._last: dict[_Key, Agent] = {}

    def first(self, group: Agent) -> Agent:
        """Return the first mention of a group, itself where it points to none.

        "The Ambassadors" points to ambassadors whose number or origin the section tells, else to those that
        it spoke of last.
        """
        is_short = len(group.label.split()) <= 3 and group.size is None
        if is_short and group.sentence.lower(group.start) == "the":
            key = group.sentence.section, group.label.split()[-1].lower()
            known = self._described.get(key) or self._last.get(key)
            if known is not None and set(group.label.lower().split()) <= set(known.label.lower().split()):
                return known
        for key in _keys(group):
            self._last[key] = group
        return group

    @cached_property
    def _described(self) -> dict[_Key, Agent]:
        """The first group that a section describes with a word, by number or by whom it represents."""
        found: dict[_Key, Agent] = {}
        for agent in (agent for agents in self._agents.values() for agent in agents):
            if agent.kind == "group" and (agent.size or agent.represents):
                for key in _keys(agent):
                    found.setdefault(key, agent)
        return found


def _keys(group: Agent) -> list[_Key]:
    return [(group.sentence.section, word) for word in group.label.lower().split()]
