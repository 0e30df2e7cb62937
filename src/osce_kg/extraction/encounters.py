"""What a word of meeting says before people are resolved: two sides, and how they came together."""

from __future__ import annotations

from dataclasses import dataclass

from osce_kg.extraction.actors import MeetingActors
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.phrases import AgentList, PhraseReader
from osce_kg.extraction.status import event_status

_PEOPLE = frozenset({"person", "office"})


@dataclass(slots=True)
class Encounter:
    """Two sides that a trigger brings together.

    Attributes:
        trigger: token of the verb or noun that tells of it.
        left: who acts.
        right: whom they met; empty where all of ``left`` met each other.
        status: concept of event-status.
        format: concept of meeting-format; ``contact`` for a letter or a call.
        phrase: tokens that name the other side: two triggers that share them tell of one encounter.
        is_hosted: the right side received the left.
        is_joint: the right side was met together, not one by one.
    """

    trigger: int
    left: list[Agent]
    right: list[Agent]
    status: str
    format: str = "bilateral"
    phrase: tuple[int, int] | None = None
    is_hosted: bool = False
    is_joint: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """What two mentions of one encounter in a sentence share."""
        return self.phrase or (-self.trigger, 0)


def encounter_with(
    other: AgentList, left: list[Agent], trigger: int, status: str, form: str = "bilateral"
) -> Encounter:
    """Return the encounter of ``left`` with the people of the phrase ``other``."""
    phrase = (other.start, other.end)
    return Encounter(trigger, left, other.agents, status, form, phrase)


def read_opening_with(
    sentence: Sentence, trigger: int, phrases: PhraseReader, actors: MeetingActors
) -> Encounter | None:
    """Read "With A, he discussed …" and "With B, the Chairman had a meeting"."""
    if sentence.lower(0) != "with":
        return None
    other = phrases.read_list(sentence, 1)
    if other is None or other.end >= trigger or not names_people(other):
        return None
    left = actors.after_opening(sentence, trigger, other)
    return encounter_with(other, left, trigger, event_status(sentence, trigger), "talks")


def names_people(found: AgentList) -> bool:
    """Tell whether a list has somebody with a name or a post."""
    return any(agent.kind in _PEOPLE for agent in found.agents)


def is_several(agents: list[Agent]) -> bool:
    """Tell whether agents are several people, who can meet each other."""
    return len(agents) > 1 or any(agent.plural for agent in agents)
