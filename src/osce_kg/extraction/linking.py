"""How the events of one document hang together: one event told twice, meetings during a visit, companions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.coreference import Cast, Individual, is_subject
from osce_kg.extraction.drafts import EventDraft, Participant
from osce_kg.extraction.phrases import PhraseReader

_ACCOMPANY = frozenset({"accompanied", "accompanies", "accompany", "joined", "joins", "join"})


def merge_retold(drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """Merge drafts that tell of one event: same kind, same people, nothing that contradicts."""
    kept: list[EventDraft] = []
    replaced: dict[EventDraft, EventDraft] = {}
    for draft in drafts:
        twin = next((known for known in kept if _is_retold(known, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            _absorb(twin, draft)
            replaced[draft] = twin
    for draft in kept:
        if draft.part_of in replaced:
            draft.part_of = replaced[draft.part_of] if replaced[draft.part_of] is not draft else None
    return kept


def _is_retold(known: EventDraft, draft: EventDraft) -> bool:
    if known.kind != draft.kind or (known.part_of is draft and draft is not None) or draft.part_of is known:
        return False
    if known.status != draft.status and not _status_yields(known, draft):
        return False
    if not _dates_agree(known, draft):
        return False
    if draft.kind == "visit":
        return _is_same_visit(known, draft)
    people, others = known.individuals(), draft.individuals()
    same_groups = _group_labels(known) == _group_labels(draft)
    return len(others) > 1 and people == others and same_groups and _places_agree(known, draft)


def _status_yields(known: EventDraft, draft: EventDraft) -> bool:
    """Tell whether two statuses can be of one event: a headline's present tense says nothing, a cancellation says all."""
    return draft.is_headline or bool({known.status, draft.status} & {"cancelled", "postponed"})


def _group_labels(draft: EventDraft) -> set[str]:
    return {p.agent.label.lower() for p in draft.participants if p.individual is None}


def _dates_agree(known: EventDraft, draft: EventDraft) -> bool:
    left, right = known.interval, draft.interval
    if left is None or right is None:
        return True
    if not (left.start_earliest and left.end_latest and right.start_earliest and right.end_latest):
        return True
    return left.start_earliest <= right.end_latest and right.start_earliest <= left.end_latest


def _places_agree(known: EventDraft, draft: EventDraft) -> bool:
    cities = (
        {p.name for p in known.places if p.kind == "city"},
        {p.name for p in draft.places if p.kind == "city"},
    )
    wider = any(p.kind in ("state", "region") for p in (*known.places, *draft.places))
    if cities[0] and cities[1] and not cities[0] & cities[1] and not wider:
        return False
    return not (known.state and draft.state and known.state != draft.state)


def _is_same_visit(known: EventDraft, draft: EventDraft) -> bool:
    if not (known.individuals() & draft.individuals()) and not (_group_labels(known) & _group_labels(draft)):
        return False
    venues = [p for p in draft.places if p.kind == "venue"], [p for p in known.places if p.kind == "venue"]
    if bool(venues[0]) != bool(venues[1]):
        return False
    if venues[0]:
        return venues[0][0].name == venues[1][0].name
    regions = (
        {p.name for p in known.places if p.kind == "region"},
        {p.name for p in draft.places if p.kind == "region"},
    )
    if regions[0] or regions[1]:
        return regions[0] == regions[1]
    if known.state is None or draft.state is None:
        return {p.name for p in known.places} == {p.name for p in draft.places}
    return known.state == draft.state


def _absorb(known: EventDraft, draft: EventDraft) -> None:
    known.add(draft.participants)
    for sentence in draft.evidence:
        known.attest(sentence)
    if known.interval is None or (draft.interval is not None and draft.interval.basis == "duration"):
        known.interval, known.time, known.time_sentence = (
            draft.interval or known.interval,
            draft.time or known.time,
            draft.time_sentence,
        )
    names = {place.name for place in known.places}
    known.places.extend(place for place in draft.places if place.name not in names and place.kind != "state")
    known.state = known.state or draft.state
    known.leg_number = known.leg_number or draft.leg_number
    known.part_of = known.part_of or (draft.part_of if draft.part_of is not known else None)
    if draft.status in ("cancelled", "postponed"):
        known.status = draft.status


def enclose(drafts: Sequence[EventDraft]) -> None:
    """Make events parts of the visits they happened during: same people, same section, agreeing place and status."""
    visits = [draft for draft in drafts if draft.kind == "visit"]
    for draft in drafts:
        if draft.part_of is not None:
            continue
        candidates = [visit for visit in visits if visit is not draft and _may_enclose(visit, draft)]
        if candidates:
            draft.part_of = max(candidates, key=lambda visit: _closeness(visit, draft))
    for draft in drafts:
        _inherit(draft)


def _may_enclose(visit: EventDraft, draft: EventDraft) -> bool:
    if draft.kind == "visit":
        inner = any(place.kind in ("venue", "city") for place in draft.places)
        wider = not any(place.kind == "venue" for place in visit.places) and visit.trigger != draft.trigger
        if not (inner and wider) or (
            visit.state is not None and visit.state != draft.state and draft.state is not None
        ):
            return False
        if not any(place.kind in ("state", "region") for place in visit.places) and not any(
            p.kind == "venue" for p in draft.places
        ):
            return False
    onward = visit.sentence.lower(visit.trigger) in (
        "went",
        "gone",
        "continued",
        "proceeded",
        "headed",
        "returned",
    )
    if onward and visit.sentence.index > draft.sentence.index:
        # A journey told after the meeting does not enclose it.
        return False
    shares = bool(visit.individuals() & draft.individuals()) or bool(
        _group_labels(visit) & _group_labels(draft)
    )
    if not shares or visit.part_of is draft:
        return False
    if draft.status != visit.status and visit.status != "occurred":
        return False
    return _places_agree(visit, draft) and _dates_agree(visit, draft)


def _closeness(visit: EventDraft, draft: EventDraft) -> tuple[bool, bool, bool, int]:
    same_section = visit.sentence.section == draft.sentence.section
    cities = {p.city for p in visit.places if p.city} & {p.city for p in draft.places if p.city}
    before = visit.sentence.index <= draft.sentence.index
    return same_section, bool(cities), before, -abs(visit.sentence.index - draft.sentence.index)


def _inherit(draft: EventDraft) -> None:
    outer = draft.part_of
    seen: set[int] = set()
    while outer is not None and id(outer) not in seen:
        seen.add(id(outer))
        draft.state = draft.state or outer.state
        outer = outer.part_of


class CompanionReader:
    """Finds who came along: "accompanied by A", "A and B joined them", "together with A"."""

    def __init__(self, cast: Cast, phrases: PhraseReader) -> None:
        self._cast = cast
        self._phrases = phrases

    def apply(self, sentences: Iterable[Sentence], drafts: Sequence[EventDraft]) -> None:
        """Add companions to the visits and meetings that they came along to."""
        for sentence in sentences:
            for index in range(len(sentence)):
                found = self._companions_at(sentence, index)
                if found:
                    leaders, companions, joined = found
                    self._add(sentence, leaders, companions, joined, drafts)

    def _companions_at(
        self, sentence: Sentence, index: int
    ) -> tuple[set[Individual], list[Participant], bool] | None:
        word = sentence.lower(index)
        if word in ("accompanied", "joined") and sentence.lower(index + 1) == "by":
            return self._with(sentence, index, index + 2, joined=word == "joined")
        if word == "together" and sentence.lower(index + 1) == "with":
            return self._with(sentence, index, index + 2, joined=False)
        if word in ("alongside",):
            return self._with(sentence, index, index + 1, joined=False)
        if word in _ACCOMPANY and sentence.tokens[index].pos == "VERB":
            return self._active(sentence, index, index + 1, joined=word.startswith("join"))
        if word in ("travelling", "traveling", "travel", "travelled") and sentence.lower(index + 1) in (
            "with",
            "together",
        ):
            return self._travelling(sentence, index)
        return None

    def _with(
        self, sentence: Sentence, index: int, position: int, *, joined: bool
    ) -> tuple[set[Individual], list[Participant], bool] | None:
        right = self._phrases.read_object(sentence, position, reach=3)
        if right is None:
            return None
        before = [
            agent
            for agent in self._cast.agents[sentence.index]
            if agent.end <= index and agent.kind in ("person", "office")
        ]
        after = [
            agent
            for agent in self._cast.agents[sentence.index]
            if agent.start >= right.end and is_subject(agent)
        ]
        leading = before[:1] or (after[:1] if index == 0 else [])
        leaders = set(self._cast.referents(leading[0])) if leading else self._topic(sentence)
        return leaders, self._participants(right.agents), joined

    def _active(
        self, sentence: Sentence, verb: int, position: int, *, joined: bool
    ) -> tuple[set[Individual], list[Participant], bool] | None:
        right = self._phrases.read_object(sentence, position, reach=2)
        before = [agent for agent in self._cast.agents[sentence.index] if agent.end <= verb]
        left = self._phrases.list_covering(sentence, before[-1].start) if before else None
        if right is None or left is None or right.agents[0].kind == "organization":
            return None
        leaders = {individual for agent in right.agents for individual in self._cast.referents(agent)}
        return (leaders, self._participants(left.agents), joined) if leaders else None

    def _travelling(
        self, sentence: Sentence, index: int
    ) -> tuple[set[Individual], list[Participant], bool] | None:
        position = index + 2 if sentence.lower(index + 1) == "with" else index + 3
        right = self._phrases.read_object(sentence, position, reach=2)
        if right is None:
            return None
        after = right.end
        if sentence.lower(after) in ("were", "was", "are", "is"):
            companions = self._phrases.read_list(sentence, after + 1)
        else:
            before = [agent for agent in self._cast.agents[sentence.index] if agent.end <= index]
            companions = self._phrases.list_covering(sentence, before[-1].start) if before else None
        leaders = {individual for agent in right.agents for individual in self._cast.referents(agent)}
        if companions is None or not leaders:
            return None
        return leaders, self._participants(companions.agents), False

    def _topic(self, sentence: Sentence) -> set[Individual]:
        topic = self._cast.topic_before(sentence)
        return {topic} if topic else set()

    def _participants(self, agents: Iterable[object]) -> list[Participant]:
        found: list[Participant] = []
        for agent in agents:
            for individual in self._cast.referents(agent):  # type: ignore[arg-type]
                found.append(Participant(agent, individual, "companion"))  # type: ignore[arg-type]
        return found

    @staticmethod
    def _add(
        sentence: Sentence,
        leaders: set[Individual],
        companions: list[Participant],
        joined: bool,
        drafts: Sequence[EventDraft],
    ) -> None:
        """Companions join the leader's visits; meetings too when they "joined", or met in the same sentence."""
        for draft in drafts:
            if not leaders & draft.individuals() or draft.kind not in (
                "visit",
                "meeting",
                "press-conference",
            ):
                continue
            near = draft.sentence.index == sentence.index
            if (
                draft.kind == "visit"
                or near
                or (
                    joined
                    and draft.sentence.paragraph >= sentence.paragraph - 1
                    and draft.sentence.index < sentence.index
                )
            ):
                side = next((p.side for p in draft.participants if p.individual in leaders), None)
                present = draft.individuals()
                draft.add(
                    Participant(c.agent, c.individual, "companion", side)
                    for c in companions
                    if c.individual not in present
                )
