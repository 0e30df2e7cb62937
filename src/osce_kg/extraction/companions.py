"""Who came along: "accompanied by A", "A and B joined them", "together with A"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from osce_kg.extraction.agents import Agent, is_subject
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import EventDraft, Participant, participants_of
from osce_kg.extraction.events_by_people import EventsByPeople
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.linking import dates_agree
from osce_kg.extraction.phrases import AgentList, PhraseReader
from osce_kg.extraction.status import event_status
from osce_kg.extraction.vocabulary import word_set

_ACCOMPANYING = word_set("accompanied accompanies accompany joined joins join")
_TRAVELLING = word_set("travelling traveling travel travelled")
TRIGGERS: Final = _ACCOMPANYING | _TRAVELLING | {"together", "alongside"}
"""Words that tell of company."""

_ACCOMPANIED_KINDS = frozenset({"visit", "meeting", "press-conference"})


@dataclass(frozen=True, slots=True)
class _Company:
    """Whom ``companions`` came along with; ``joined`` tells that they came to what was told just before.

    ``status`` is the event-status concept of their coming: "will join", "was unable to join".
    """

    leaders: set[Individual]
    companions: list[Participant]
    joined: bool = False
    status: str = "occurred"


class CompanionReader:
    """Adds companions to the events of a document."""

    def __init__(self, cast: Cast, phrases: PhraseReader) -> None:
        self._cast = cast
        self._phrases = phrases

    def apply(self, sentences: Iterable[Sentence], drafts: Sequence[EventDraft]) -> None:
        """Add companions to the visits and meetings that they came along to."""
        by_people = EventsByPeople(drafts)
        own_visits: dict[int, list[EventDraft]] = {}
        for draft in drafts:
            by_people.add(draft)
            if draft.kind == "visit":
                own_visits.setdefault(draft.sentence.index, []).append(draft)
        for sentence in sentences:
            triggers = (index for index, token in enumerate(sentence.tokens) if token.lower in TRIGGERS)
            for index in triggers:
                company = self._company_at(sentence, index)
                if company is not None:
                    _add(sentence, company, by_people, own_visits.get(sentence.index, []))

    def _company_at(self, sentence: Sentence, index: int) -> _Company | None:
        company = self._read_company(sentence, index)
        if company is None or sentence.tokens[index].pos != "VERB":
            return company
        if "without" in (sentence.lower(index - 1), sentence.lower(index - 2)):
            return None
        return replace(company, status=event_status(sentence, index))

    def _read_company(self, sentence: Sentence, index: int) -> _Company | None:
        word, following = sentence.lower(index), sentence.lower(index + 1)
        if word in ("accompanied", "joined") and following == "by":
            return self._accompanied_by(sentence, index, index + 2, joined=word == "joined")
        if word == "together" and following == "with":
            return self._accompanied_by(sentence, index, index + 2)
        if word == "alongside":
            return self._accompanied_by(sentence, index, index + 1)
        if word in _ACCOMPANYING and sentence.tokens[index].pos == "VERB":
            return self._accompanies(sentence, index)
        if word in _TRAVELLING and following in ("with", "together"):
            return self._travels_with(sentence, index)
        return None

    def _accompanied_by(
        self, sentence: Sentence, index: int, position: int, *, joined: bool = False
    ) -> _Company | None:
        """Read the companions at ``position``; the leader stands before ``index`` or is a subject after."""
        found = self._phrases.read_object(sentence, position, reach=3)
        if found is None:
            return None
        agents = self._cast.agents[sentence.index]
        before = [a for a in agents if a.end <= index and a.kind in ("person", "office")]
        after = [a for a in agents if a.start >= found.end and is_subject(a)] if index == 0 else []
        leading = before[:1] or after[:1]
        leaders = set(self._cast.referents(leading[0])) if leading else self._topic(sentence)
        return _Company(leaders, self._companions(found), joined)

    def _accompanies(self, sentence: Sentence, verb: int) -> _Company | None:
        """Read "A accompanied B"."""
        leading = self._phrases.read_object(sentence, verb + 1, reach=2)
        found = self._last_list_before(sentence, verb)
        if leading is None or found is None or leading.agents[0].kind == "organization":
            return None
        leaders = self._individuals(leading.agents)
        joined = sentence.lower(verb).startswith("join")
        return _Company(leaders, self._companions(found), joined) if leaders else None

    def _travels_with(self, sentence: Sentence, index: int) -> _Company | None:
        """Read "Travelling with A were B and C" and "B, who travelled together with A"."""
        position = index + 2 if sentence.lower(index + 1) == "with" else index + 3
        leading = self._phrases.read_object(sentence, position, reach=2)
        if leading is None:
            return None
        if sentence.lower(leading.end) in ("were", "was", "are", "is"):
            found = self._phrases.read_list(sentence, leading.end + 1)
        else:
            found = self._last_list_before(sentence, index)
        leaders = self._individuals(leading.agents)
        return _Company(leaders, self._companions(found)) if found is not None and leaders else None

    def _last_list_before(self, sentence: Sentence, position: int) -> AgentList | None:
        before = [agent for agent in self._cast.agents[sentence.index] if agent.end <= position]
        return self._phrases.list_covering(sentence, before[-1].start) if before else None

    def _individuals(self, agents: Iterable[Agent]) -> set[Individual]:
        return {individual for agent in agents for individual in self._cast.referents(agent)}

    def _topic(self, sentence: Sentence) -> set[Individual]:
        topic = self._cast.topic_before(sentence)
        return {topic} if topic else set()

    def _companions(self, found: AgentList) -> list[Participant]:
        return participants_of(self._cast, found.agents, "companion", nameless=())


def _add(sentence: Sentence, company: _Company, events: EventsByPeople, own: Sequence[EventDraft]) -> None:
    """Let companions take part in the leader's visits, and in meetings that ``sentence`` speaks of.

    ``own`` are the visits that the sentence itself tells of.
    """
    for draft in events.of(company.leaders, sentence.index):
        if company.status not in ("occurred", draft.status):
            continue
        present = set(draft.individuals())
        if own and draft.kind == "visit" and not any(dates_agree(draft, visit) for visit in own):
            # "In February he had visited the town together with A": A was not there in December.
            continue
        if draft.kind not in _ACCOMPANIED_KINDS:
            continue
        is_later_plan = draft.status == "planned" and draft.sentence.index > sentence.index
        if is_later_plan or (draft.kind != "visit" and not _is_spoken_of(draft, sentence, company)):
            continue
        side = next((p.side for p in draft.participants if p.individual in company.leaders), None)
        draft.add(
            Participant(companion.agent, companion.individual, "companion", side)
            for companion in company.companions
            if companion.individual not in present
        )
        events.add(draft)


def _is_spoken_of(draft: EventDraft, sentence: Sentence, company: _Company) -> bool:
    """Tell whether companions came to a meeting: it is told in their sentence, or just before "joined"."""
    if draft.sentence.index == sentence.index:
        return True
    is_before = draft.sentence.index < sentence.index
    return company.joined and is_before and draft.sentence.paragraph >= sentence.paragraph - 1


def expand_delegations(drafts: Sequence[EventDraft]) -> None:
    """Let "the delegation" in a meeting be those who came on the visit told before, if more than one did."""
    party: list[Individual] = []
    section: int | None = None
    for draft in drafts:
        if draft.kind == "visit" and not draft.is_headline:
            party = [p.individual for p in draft.participants if p.individual is not None]
            section = draft.sentence.section
        elif len(party) > 1 and draft.sentence.section == section:
            members = [_members(participant, party) for participant in draft.participants]
            draft.replace_participants(member for group in members for member in group)


def _members(participant: Participant, party: Sequence[Individual]) -> list[Participant]:
    agent = participant.agent
    is_bare = agent.kind == "group" and agent.label.lower() == "delegation" and not agent.represents
    is_described = participant.group is not None and participant.group is not agent
    if participant.individual is not None or is_described or not is_bare or not _is_definite(agent):
        return [participant]
    return [Participant(agent, individual, participant.role, participant.side) for individual in party]


def _is_definite(agent: Agent) -> bool:
    return agent.sentence.lower(agent.start) == "the"
