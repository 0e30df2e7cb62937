"""What tells a person's gender: courtesy titles, given names."""

from __future__ import annotations

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.names import folded


def courtesy_gender(agent: Agent) -> str:
    """Return "m" or "f" by "Mr." or "Mrs." before the name, "" without."""
    for index in range(agent.start, agent.name_start):
        word = agent.sentence.lower(index)
        if word in words.MALE_HONORIFICS:
            return "m"
        if word in words.FEMALE_HONORIFICS:
            return "f"
    return ""


def given_name_gender(name: str | None) -> str:
    """Guess "f" from a given name in -a, as most of the region are women's; "" where nothing tells."""
    given = folded(name or "").split()[:1]
    return "f" if given and given[0].endswith("a") and given[0] not in words.MALE_NAMES_IN_A else ""
