"""Who took part in an event, in which capacity and for whom, as local records."""

from __future__ import annotations

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.bodies import body_of_post
from osce_kg.extraction.body_tracing import BodyTracer
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.confidence import confidence_in
from osce_kg.extraction.drafts import EventDraft, Participant
from osce_kg.extraction.grounds import participant_grounds
from osce_kg.extraction.person_records import PersonRegistry
from osce_kg.model.extraction import Grounds, LocalGroup, LocalParticipation, RoleClaim


class ParticipationAssembler:
    """Builds the participations of one document, and the groups and bodies that take part."""

    def __init__(self, cast: Cast, tracer: BodyTracer, persons: PersonRegistry) -> None:
        self._cast = cast
        self._tracer = tracer
        self._persons = persons
        self._groups: dict[tuple[int, int, str], LocalGroup] = {}
        self._organizations: dict[tuple[int, int], str] = {}

    def groups(self) -> tuple[LocalGroup, ...]:
        """Return the groups that events use, in the order of their ids."""
        return tuple(self._groups.values())

    def participation(
        self, participant: Participant, draft: EventDraft, event: Grounds
    ) -> LocalParticipation | None:
        """Return the record of a participant, None for a person that is left out.

        Args:
            event: what the event rests on.
        """
        agent_id = self._agent_id(participant)
        if agent_id is None:
            return None
        agent = participant.agent
        capacity = self._capacity(participant)
        grounds = participant_grounds(participant, draft)
        return LocalParticipation(
            agent=agent_id,
            role=participant.role,
            side=participant.side,
            capacity=capacity,
            representing=self._representing(participant, capacity),
            span=agent.sentence.span_of(agent.start, agent.end),
            confidence=confidence_in(event, grounds),
            grounds=grounds,
        )

    def _agent_id(self, participant: Participant) -> str | None:
        if participant.individual is not None:
            return self._persons.id_of(participant.individual)
        agent = participant.agent
        return self._organization(agent) if agent.kind == "organization" else self._group(agent).id

    def _organization(self, agent: Agent) -> str:
        key = (agent.sentence.index, agent.start)
        if key not in self._organizations:
            self._organizations[key] = self._tracer.organization(agent)
        return self._organizations[key]

    def _group(self, agent: Agent) -> LocalGroup:
        agent = self._cast.first_mention(agent)
        key = (agent.sentence.index, agent.start, agent.label)
        if key not in self._groups:
            bodies = self._tracer.bodies
            represents = [bodies.add_body(body, agent.sentence, None) for body in agent.represents]
            self._groups[key] = LocalGroup(
                id=f"g{len(self._groups) + 1}",
                label=agent.label,
                size=agent.size,
                represents=tuple(dict.fromkeys(represents)),
                mentions=(agent.sentence.span_of(agent.start, agent.end),),
            )
        return self._groups[key]

    def _capacity(self, participant: Participant) -> int | None:
        """Return the post in which a person acted: one named beside the event, else one of the OSCE."""
        posts = self._persons.posts_of(participant.individual) if participant.individual else []
        if not posts:
            return None
        current = [i for i, post in enumerate(posts) if not post.claim.tenure.startswith("former")]
        # "Minister Passy" is a courtesy, and says little of the post in which he acts.
        telling = (t for t in participant.agent.titles if t.body or len(t.text.split()) > 1)
        beside = {title.head for title in telling}
        return min(
            current or range(len(posts)),
            key=lambda i: (posts[i].head not in beside, not self._is_international(posts[i].claim), i),
        )

    def _is_international(self, role: RoleClaim) -> bool:
        if role.organization is None:
            return False
        record = self._tracer.bodies.get(role.organization)
        return (record.reference or "").startswith("structure/") or "OSCE" in record.name

    def _representing(self, participant: Participant, capacity: int | None) -> tuple[str, ...]:
        if participant.individual is None:
            agent = participant.agent
            return self._group(agent).represents if agent.kind != "organization" else ()
        if capacity is None:
            return ()
        role = self._persons.posts_of(participant.individual)[capacity].claim
        bodies = (self._own_body(role), role.organization)
        return tuple(dict.fromkeys(body for body in bodies if body is not None))

    def _own_body(self, role: RoleClaim) -> str | None:
        """Return the ministry or chamber that a national post speaks for: the Senate for its Speaker."""
        if role.organization is None:
            return None
        record = self._tracer.bodies.get(role.organization)
        name = body_of_post(role.title)
        if record.kind != "state" or record.state is None or name is None:
            return None
        return self._tracer.bodies.add_named(name, record.state)
