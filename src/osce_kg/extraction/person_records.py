"""The people of one document as local records: names, posts, mentions."""

from __future__ import annotations

from collections.abc import Sequence

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.body_tracing import BodyTracer
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.claims import ClaimedPost, claim_posts, withhold_shared_posts
from osce_kg.extraction.confidence import confidence_in
from osce_kg.extraction.default_states import DefaultStates
from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.grounds import person_grounds
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.scene import Scene
from osce_kg.model.extraction import LocalPerson, NameForm
from osce_kg.model.text import Span


class PersonRegistry:
    """Gives local ids to all named people, and to the unnamed office holders that take part in an event."""

    def __init__(self, cast: Cast, scene: Scene, tracer: BodyTracer, drafts: Sequence[EventDraft]) -> None:
        acting = {individual for draft in drafts for individual in draft.individuals()}
        chosen = [i for i in cast.individuals if i.name or (i in acting and i.roles)]
        states = DefaultStates(drafts, scene)
        self._posts = {
            individual: claim_posts(individual, tracer, states.of(individual)) for individual in chosen
        }
        withhold_shared_posts(self._posts.values())
        self._ids = {individual: f"p{number}" for number, individual in enumerate(chosen, start=1)}

    def all(self) -> tuple[LocalPerson, ...]:
        """Return the records in the order of their ids."""
        return tuple(self._record(individual) for individual in self._ids)

    def id_of(self, individual: Individual) -> str | None:
        """Return the local id of a person, None for one that is left out."""
        return self._ids.get(individual)

    def posts_of(self, individual: Individual) -> list[ClaimedPost]:
        """Return the posts of a person in the order of the record's ``roles``."""
        return self._posts.get(individual, [])

    def _record(self, individual: Individual) -> LocalPerson:
        mentions = (agent.sentence.span_of(agent.start, agent.end) for agent in individual.agents)
        grounds = person_grounds(individual)
        return LocalPerson(
            id=self._ids[individual],
            name=individual.name,
            forms=_name_forms(individual),
            roles=tuple(post.claim for post in self._posts[individual]),
            mentions=tuple(dict.fromkeys(mentions)),
            confidence=confidence_in(grounds),
            grounds=grounds,
        )


def _name_forms(individual: Individual) -> tuple[NameForm, ...]:
    """Return the ways in which a name is written, with "Mr." or the post of a bare last name before it."""
    forms: dict[str, tuple[str, list[Span]]] = {}
    for agent in individual.agents:
        if agent.name is None:
            continue
        start = _form_start(agent)
        text = agent.sentence.text_of(start, agent.name_end)
        span = agent.sentence.span_of(start, agent.name_end)
        forms.setdefault(text, (agent.name, []))[1].append(span)
    return tuple(NameForm(text, name, tuple(spans)) for text, (name, spans) in forms.items())


def _form_start(agent: Agent) -> int:
    sentence, start = agent.sentence, agent.name_start
    titled = max((t.end for t in agent.titles if t.end <= start), default=agent.start)
    while start > max(agent.start, titled) and sentence.lower(start - 1) in words.HONORIFICS | words.RANKS:
        start -= 1
    title = agent.titles[0] if agent.titles else None
    bare = start == agent.name_start and len((agent.name or "").split()) == 1
    if bare and title is not None and title.end == start and title.text.lower() == title.head:
        return start - len(title.head.split())
    return start
