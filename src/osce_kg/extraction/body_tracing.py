"""Which body "the Mission", "its Head" or "the CEC" is, by what the document names elsewhere."""

from __future__ import annotations

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.acronyms import find_acronyms
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.bodies import BodyRegistry, classify_body
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.individuals import Role
from osce_kg.extraction.posts import Body
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.structure_mentions import StructureMention, StructureMentions


class BodyTracer:
    """Gives the bodies of posts and agents their local ids, those that are only pointed at traced back.

    Attributes:
        bodies: the records of the document.
    """

    def __init__(self, cast: Cast, scene: Scene) -> None:
        self.bodies = BodyRegistry(scene.gazetteer)
        self._scene = scene
        self._mentions = StructureMentions(scene.document, cast.sentences, scene.gazetteer)
        self._acronyms = find_acronyms(cast.sentences)

    def body_of_role(self, role: Role, body: Body, state: str | None) -> str:
        """Return the local id of the body beside a post; ``state`` is for a national body without its own."""
        return self._traced(role, body, state) or self.bodies.add_body(body, role.sentence, state)

    def _traced(self, role: Role, body: Body, state: str | None) -> str | None:
        """Trace "Head of the Presence" to the field operation named before, "CEC" to its full name."""
        if body.entry is not None:
            return None
        full = self._acronyms.get(body.text)
        if full is not None:
            return self.bodies.add_named(full, body.state or state)
        word = body.text.lower()
        return self.last_named(word, role.sentence, body.start) if word in words.TRACED_UNITS else None

    def organization(self, agent: Agent) -> str:
        """Return the local id of a body that takes part itself: "the Centre" is the last with that word."""
        body, sentence = agent.affiliation, agent.sentence
        if body is None:
            word = agent.label.split()[-1].lower()
            span = sentence.span_of(agent.start, agent.end)
            traced = self.last_named(word, sentence, agent.start)
            return traced or self.bodies.add_named(agent.label, None, span)
        national = body.entry is None and classify_body(body.text) in ("government-body", "parliament")
        return self.bodies.add_body(body, sentence, self._scene.home_state if national else None)

    def represented_state(self, role: Role) -> str | None:
        """Return the State of "Italy was represented by State Secretary A and Switzerland by Minister B"."""
        sentence, start = role.sentence, role.title.start
        if sentence.lower(start - 1) != "by" or "represented" not in {
            t.lower for t in sentence.tokens[:start]
        }:
            return None
        for match in sorted(sentence.matches.values(), key=lambda match: -match.start):
            entry = match.entry("state")
            if entry is not None and match.end <= start:
                return self.bodies.add_state(entry.key, sentence.span_of(match.start, match.end))
        return None

    def possessing_state(self, role: Role) -> str | None:
        """Return the local id of the State before "and its Foreign Minister"."""
        sentence = role.sentence
        for start, match in sorted(sentence.matches.items(), reverse=True):
            entry = match.entry("state")
            is_area = sentence.lower(match.end) in words.AREA_WORDS
            if entry is not None and not is_area and start < role.title.start:
                return self.bodies.add_state(entry.key, sentence.span_of(match.start, match.end))
        return None

    def nearest_mission(self, role: Role) -> str | None:
        """Return the local id of the field operation or institution last named before "its new Head"."""
        last = self._mentions.last_mission(role.sentence, role.title.start)
        if last is not None:
            return self._add(last)
        homes = (self._home_structure(word) for word in ("mission", "centre", "office", "presence"))
        return next((home for home in homes if home is not None), None)

    def last_named(self, word: str, at: Sentence, position: int) -> str | None:
        """Return the local id of the last structure before ``position`` whose name has ``word``."""
        last = self._mentions.last_with(word, at, position)
        return self._add(last) if last is not None else self._home_structure(word)

    def _home_structure(self, word: str) -> str | None:
        """Return the structure whose name has ``word`` and whose document this is.

        The one that issued it, or that its title, its headings or its body name first.
        """
        above = self._mentions.in_headings(word)
        if above is not None:
            name, entry = above
            return self.bodies.add_structure(entry.key, name)
        first = self._mentions.first_field_operation(word)
        return self._add(first) if first is not None else None

    def _add(self, mention: StructureMention) -> str:
        match = mention.match
        return self.bodies.add_entry(mention.entry, mention.sentence, match.start, match.end)
