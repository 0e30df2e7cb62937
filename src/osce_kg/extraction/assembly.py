"""Turns the cast and the event drafts of a document into the boundary type ``Extraction``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.bodies import BodyRegistry, body_of_post, classify_body, find_acronyms
from osce_kg.extraction.coreference import Cast, Individual, Role
from osce_kg.extraction.drafts import EventDraft, Participant, PlaceName
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.names import folded
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.subjects import find_topics
from osce_kg.extraction.time_resolution import Interval
from osce_kg.extraction.titles import IN_OFFICE_HEADS, Title
from osce_kg.model.extraction import (
    EventTime,
    LocalEvent,
    LocalGroup,
    LocalParticipation,
    LocalPerson,
    LocalPlace,
    NameForm,
    RoleClaim,
)
from osce_kg.model.text import Span

_COURTESY = frozenset({"President", "Prime Minister", "Minister", "Chancellor", "Foreign Minister"})
_SOLE = frozenset(
    {
        "President",
        "Prime Minister",
        "Foreign Minister",
        "Minister of Foreign Affairs",
        "Speaker of Parliament",
    }
)
_DEFINITE = frozenset(
    {"centre", "center", "mission", "presence", "office", "assembly", "commission", "group", "council"}
)


class Assembler:
    """Builds the local records of one document; ids are given in the order of the text."""

    def __init__(self, text: str, cast: Cast, scene: Scene, gazetteer: Gazetteer) -> None:
        self._text = text
        self._cast = cast
        self._scene = scene
        self._gazetteer = gazetteer
        self.bodies = BodyRegistry(gazetteer)
        self._acronyms = find_acronyms(cast.sentences)
        self._person_ids: dict[Individual, str] = {}
        self._roles: dict[Individual, list[RoleClaim]] = {}
        self._role_heads: dict[Individual, list[str]] = {}
        self._groups: dict[tuple[int, int, str], LocalGroup] = {}
        self._organizations: dict[tuple[int, int], str] = {}
        self._places: dict[tuple[str, str], LocalPlace] = {}

    # -- people ----------------------------------------------------------------------------------------------------

    def persons(self, drafts: Sequence[EventDraft]) -> tuple[LocalPerson, ...]:
        """Return all named people, and the unnamed office holders that take part in an event."""
        acting = {individual for draft in drafts for individual in draft.individuals()}
        chosen = [i for i in self._cast.individuals if i.name or (i in acting and i.roles)]
        default = {individual: self._default_state(individual, drafts) for individual in chosen}
        persons = []
        claimed = {individual: self._claims(individual, default[individual]) for individual in chosen}
        self._withhold_shared_posts(claimed)
        for number, individual in enumerate(chosen, start=1):
            self._person_ids[individual] = f"p{number}"
            roles, heads = claimed[individual]
            self._roles[individual], self._role_heads[individual] = roles, heads
            persons.append(
                LocalPerson(
                    id=f"p{number}",
                    name=individual.name,
                    forms=self._forms(individual),
                    roles=tuple(roles),
                    mentions=tuple(
                        dict.fromkeys(a.sentence.span_of(a.start, a.end) for a in individual.agents)
                    ),
                    confidence=_person_confidence(individual),
                )
            )
        return tuple(persons)

    @staticmethod
    def _withhold_shared_posts(claimed: dict[Individual, tuple[list[RoleClaim], list[str]]]) -> None:
        """Two people cannot both be the President of one State: where its name is only inferred, nobody gets it."""
        holders: dict[tuple[str, str | None], set[Individual]] = {}
        for individual, (roles, _) in claimed.items():
            for role in roles:
                if role.title in _SOLE and role.tenure == "holder":
                    holders.setdefault((role.title, role.organization), set()).add(individual)
        for roles, _ in claimed.values():
            for number, role in enumerate(roles):
                if role.organization_inferred and len(holders.get((role.title, role.organization), ())) > 1:
                    roles[number] = replace(role, organization=None, confidence=0.8)

    def _forms(self, individual: Individual) -> tuple[NameForm, ...]:
        forms: dict[str, tuple[str, list[Span]]] = {}
        for agent in individual.agents:
            if agent.name is None:
                continue
            start = agent.name_start
            titled = max((t.end for t in agent.titles if t.end <= agent.name_start), default=agent.start)
            while (
                start > max(agent.start, titled)
                and agent.sentence.lower(start - 1) in words.HONORIFICS | words.RANKS
            ):
                start -= 1
            title_start = agent.titles[0] if agent.titles else None
            if (
                title_start
                and start == agent.name_start
                and len((agent.name or "").split()) == 1
                and title_start.end == start
            ):
                start = title_start.end - len(title_start.head.split())
            text = agent.sentence.text_of(start, agent.name_end)
            span = agent.sentence.span_of(start, agent.name_end)
            forms.setdefault(text, (agent.name, []))[1].append(span)
        return tuple(NameForm(text, name, tuple(spans)) for text, (name, spans) in forms.items())

    def _default_state(self, individual: Individual, drafts: Sequence[EventDraft]) -> str | None:
        """Return the State a national post is taken to be in when the text does not say: where the event took place."""
        if any(individual in draft.individuals() and draft.kind == "visit" for draft in drafts):
            return None
        for draft in drafts:
            if individual in draft.individuals() and draft.state and not self._is_seat(draft):
                return draft.state
        first = individual.agents[0].sentence if individual.agents else None
        named = self._state_nearby(first) if first else None
        if named:
            return named
        states = [place.state for place in self._scene.dateline if place.state]
        return states[0] if len(states) == 1 and states[0] != "AUT" else None

    def _is_seat(self, draft: EventDraft) -> bool:
        """Tell whether an event took place where international organizations sit: that says nothing of its guests."""
        return any(place.name in self._gazetteer.seats for place in draft.places if place.kind == "city")

    @staticmethod
    def _state_nearby(sentence: Sentence) -> str | None:
        keys = {
            entry.key
            for match in sentence.matches.values()
            if (entry := match.entry("state", "demonym")) is not None
        }
        return keys.pop() if len(keys) == 1 else None

    def _claims(self, individual: Individual, default: str | None) -> tuple[list[RoleClaim], list[str]]:
        claims: list[RoleClaim] = []
        heads: list[str] = []
        ranked = [role for role in individual.roles if _is_courtesy(role)]
        for role in individual.roles:
            if role in ranked and (len(ranked) < len(individual.roles) or role.title.head in words.RANKS):
                continue
            claim = self._claim(individual, role, default)
            twin = next((i for i, known in enumerate(claims) if _same_post(known, claim)), None)
            if twin is None:
                claims.append(claim)
                heads.append(role.title.head)
            elif claim.organization and (
                claims[twin].organization is None or claims[twin].organization_inferred
            ):
                claims[twin] = claim
        full = [
            c for c in claims if not any(_is_shorter_form(c, other) for other in claims if other is not c)
        ]
        return full, [heads[claims.index(c)] for c in full]

    @staticmethod
    def _is_envoy(individual: Individual) -> bool:
        return any(
            role.title.head in ("envoy", "representative") and role.body is not None
            for role in individual.roles
        )

    def _claim(self, individual: Individual, role: Role, default: str | None) -> RoleClaim:
        title = role.title
        span = role.sentence.span_of(title.start, title.end)
        acting = any(role.sentence.lower(i) == "acting" for i in range(title.start, title.end))
        text = f"Acting {title.text}" if acting else title.text
        organization: str | None = None
        inferred = False
        if role.body is not None:
            organization = self._traced_body(role, default) or self.bodies.add_body(
                role.body, role.sentence, default
            )
        elif title.head in IN_OFFICE_HEADS or _is_osce_post(title):
            organization = self.bodies.add_structure("osce", "OSCE")
        elif title.text.lower().startswith("european commissioner"):
            organization = self.bodies.add_structure("european-commission", "European Commission")
        elif title.possessor == "its" and _is_national(title.text):
            organization = self._possessing_state(role)
        elif (
            title.possessor == "its"
            or title.head.startswith("head of mission")
            or title.head in ("head", "deputy head")
        ):
            organization = self._nearest_mission(role)
            inferred = organization is not None
        elif title.text.lower() in ("secretary general", "secretary-general"):
            organization = self.bodies.add_structure("osce", "OSCE")
            inferred = True
        elif title.head in ("envoy", "representative") and title.possessor in ("his", "her"):
            organization = self.bodies.add_named("OSCE Chairman-in-Office", None)
        if organization is None and title.head not in words.RANKS and default and _is_national(title.text):
            organization, inferred = self.bodies.add_state(default), True
        tenure = title.tenure
        if organization is None and title.text in _COURTESY and self._is_envoy(individual):
            # "President Ahtisaari, the Personal Envoy": a former holder keeps the title as a courtesy.
            tenure = "former-honorific"
        confidence = 0.7 if inferred else 0.92
        return RoleClaim(text, organization, tenure, inferred, span, confidence)

    def _possessing_state(self, role: Role) -> str | None:
        """Return the State before "and its Foreign Minister"."""
        for start, match in sorted(role.sentence.matches.items(), reverse=True):
            entry = match.entry("state")
            if entry is not None and start < role.title.start:
                return self.bodies.add_state(entry.key, role.sentence.span_of(match.start, match.end))
        return None

    def _traced_body(self, role: Role, default: str | None) -> str | None:
        """Trace "Head of the Presence" to the field operation that the text named before."""
        body = role.body
        if body is None or body.entry is not None:
            return None
        full = self._acronyms.get(body.text)
        if full is not None:
            return self.bodies.add_named(full, body.state or default)
        return (
            self._trace(body.text.lower(), role.sentence, body.start)
            if body.text.lower() in _DEFINITE
            else None
        )

    def _nearest_mission(self, role: Role) -> str | None:
        """Return the field operation (or other structure) last named before a post: "its new Head"."""
        for index in range(role.sentence.index, -1, -1):
            sentence = self._cast.sentences[index]
            before = [
                match
                for start, match in sorted(sentence.matches.items())
                if match.entry("structure") and (index < role.sentence.index or start < role.title.start)
            ]
            for match in reversed(before):
                entry = match.entry("structure")
                if entry is not None and self._gazetteer.structures[entry.key].kind in (
                    "field-operation",
                    "institution",
                ):
                    return self.bodies.add_entry(entry, sentence, match.start, match.end)
        return next(
            (
                found
                for word in ("mission", "centre", "office", "presence")
                if (found := self._home_structure(word))
            ),
            None,
        )

    def person_id(self, individual: Individual) -> str | None:
        """Return the local id of a person, None for one that is left out."""
        return self._person_ids.get(individual)

    # -- events ----------------------------------------------------------------------------------------------------

    def events(self, drafts: Sequence[EventDraft]) -> tuple[LocalEvent, ...]:
        """Return the events in the order of the text."""
        ids = {draft: f"e{number}" for number, draft in enumerate(drafts, start=1)}
        return tuple(self._event(draft, ids) for draft in drafts)

    def _event(self, draft: EventDraft, ids: dict[EventDraft, str]) -> LocalEvent:
        participants = tuple(self._participation(draft, p) for p in draft.participants if self._agent_id(p))
        return LocalEvent(
            id=ids[draft],
            kind=draft.kind,
            status=draft.status,
            format=draft.format,
            mode=draft.mode,
            time=self._time(draft),
            places=tuple(self.place(place) for place in draft.places),
            state=draft.state,
            participants=participants,
            part_of=ids.get(draft.part_of) if draft.part_of else None,
            leg_number=draft.leg_number,
            topics=find_topics(draft, self._cast, self._gazetteer),
            subjects=tuple(draft.subjects),
            label="",
            evidence=tuple(sentence.span for sentence in draft.evidence),
            confidence=draft.confidence,
        )

    def _participation(self, draft: EventDraft, participant: Participant) -> LocalParticipation:
        agent = participant.agent
        return LocalParticipation(
            agent=self._agent_id(participant) or "",
            role=participant.role,
            side=participant.side,
            capacity=self._capacity(participant, agent),
            representing=self._representing(participant),
            span=agent.sentence.span_of(agent.start, agent.end),
            confidence=draft.confidence,
        )

    def _agent_id(self, participant: Participant) -> str | None:
        if participant.individual is not None:
            return self._person_ids.get(participant.individual)
        agent = participant.agent
        if agent.kind == "organization":
            return self._organization(agent)
        return self._group(agent).id

    def _organization(self, agent: Agent) -> str:
        key = (agent.sentence.index, agent.start)
        if key not in self._organizations:
            body = agent.affiliation
            local: str | None = None
            if body is None:
                local = self._definite_body(agent)
            national = (
                body is not None
                and body.entry is None
                and classify_body(body.text) in ("government-body", "parliament")
            )
            state = self._scene.home_state if national else None
            local = local or (self.bodies.add_body(body, agent.sentence, state) if body else None)
            self._organizations[key] = local or self.bodies.add_named(
                agent.label, None, agent.sentence.span_of(agent.start, agent.end)
            )
        return self._organizations[key]

    def _definite_body(self, agent: Agent) -> str | None:
        """Trace "the Centre", "the Mission" to the last structure whose name has that word."""
        return self._trace(agent.label.split()[-1].lower(), agent.sentence, agent.start)

    def _trace(self, word: str, at: Sentence, position: int) -> str | None:
        """Return the local id of the last structure before ``position`` whose name has ``word``."""
        for index in range(at.index, -1, -1):
            sentence = self._cast.sentences[index]
            for start, match in sorted(sentence.matches.items(), reverse=True):
                entry = match.entry("structure")
                earlier = index < at.index or start < position
                if entry and earlier and word in sentence.text_of(match.start, match.end).lower():
                    return self.bodies.add_entry(entry, sentence, match.start, match.end)
        return self._home_structure(word)

    def _home_structure(self, word: str) -> str | None:
        """Return the structure that issued the document, or that its title or body names first, if its name has ``word``."""
        document = self._scene.document
        headings = dict.fromkeys(sentence.heading for sentence in self._cast.sentences)
        for text in (document.issuer, document.title, *headings):
            for name, entry in self._gazetteer.find_entries(text or "", "structure"):
                if word in name.lower():
                    return self.bodies.add_structure(entry.key, name)
        for sentence in self._cast.sentences:
            for match in sentence.matches.values():
                entry = match.entry("structure")
                name = sentence.text_of(match.start, match.end)
                if (
                    entry is not None
                    and word in name.lower()
                    and self._gazetteer.structures[entry.key].kind == "field-operation"
                ):
                    return self.bodies.add_structure(
                        entry.key, name, sentence.span_of(match.start, match.end)
                    )
        return None

    def _group(self, agent: Agent) -> LocalGroup:
        agent = self._cast.first_mention(agent)
        key = (agent.sentence.index, agent.start, agent.label)
        if key not in self._groups:
            represents = [self.bodies.add_body(body, agent.sentence, None) for body in agent.represents]
            self._groups[key] = LocalGroup(
                id=f"g{len(self._groups) + 1}",
                label=agent.label,
                size=agent.size,
                represents=tuple(dict.fromkeys(local for local in represents if local)),
                mentions=(agent.sentence.span_of(agent.start, agent.end),),
            )
        return self._groups[key]

    def groups(self) -> tuple[LocalGroup, ...]:
        """Return the groups that events use."""
        return tuple(self._groups.values())

    def _capacity(self, participant: Participant, agent: Agent) -> int | None:
        """Return the post in which a person acted: the one named beside the event, else an OSCE post, else the first."""
        individual = participant.individual
        if individual is None or not self._roles.get(individual):
            return None
        roles, heads = self._roles[individual], self._role_heads[individual]
        current = [i for i, role in enumerate(roles) if not role.tenure.startswith("former")] or list(
            range(len(roles))
        )
        beside = [title.head for title in agent.titles]
        international = [i for i in current if self._is_international(roles[i])]
        named = [i for i in current if heads[i] in beside]
        return next(iter([*(i for i in named if i in international), *named, *international, *current]))

    def _is_international(self, role: RoleClaim) -> bool:
        record = self.bodies.get(role.organization) if role.organization else None
        return record is not None and (
            (record.reference or "").startswith("structure/") or "OSCE" in record.name
        )

    def _representing(self, participant: Participant) -> tuple[str, ...]:
        individual = participant.individual
        if individual is None:
            agent = participant.agent
            return self._group(agent).represents if agent.kind != "organization" else ()
        capacity = self._capacity(participant, participant.agent)
        roles = self._roles.get(individual) or []
        if capacity is None:
            return ()
        return tuple(
            dict.fromkeys(filter(None, (self._own_body(roles[capacity]), roles[capacity].organization)))
        )

    def _own_body(self, role: RoleClaim) -> str | None:
        """Return the ministry or chamber that a national post speaks for: "Senate of Kazakhstan" for its Speaker."""
        record = self.bodies.get(role.organization) if role.organization else None
        if record is None or record.kind != "state" or record.state is None:
            return None
        name = body_of_post(role.title)
        return self.bodies.add_named(name, record.state) if name else None

    def _time(self, draft: EventDraft) -> EventTime | None:
        interval: Interval | None = draft.interval
        if interval is None:
            return None
        text = span = None
        if draft.time is not None and draft.time_sentence is not None:
            span = draft.time_sentence.span_of(draft.time.start, draft.time.end)
            text = draft.time_sentence.text_of(draft.time.start, draft.time.end)
        return EventTime(
            interval.start_earliest,
            interval.start_latest,
            interval.end_earliest,
            interval.end_latest,
            interval.edtf,
            text,
            interval.basis,
            interval.evidence,
            span,
        )

    # -- places ----------------------------------------------------------------------------------------------------

    def place(self, place: PlaceName) -> str:
        """Return the local id of a place."""
        key = (place.kind, place.city or folded(place.name))
        known = self._places.get(key)
        if known is None:
            within = None
            if place.kind == "venue" and place.city:
                city = self._gazetteer.cities[place.city]
                within = self.place(PlaceName(city.name, "city", place.city, city.iso3, place.span))
            known = LocalPlace(
                f"l{len(self._places) + 1}",
                place.name,
                place.kind,
                place.city,
                place.state,
                within,
                (place.span,),
            )
            self._places[key] = known
        return known.id

    def places(self) -> tuple[LocalPlace, ...]:
        """Return the places that events use."""
        return tuple(self._places.values())


def _is_osce_post(title: Title) -> bool:
    """Tell whether only the OSCE has such a post, so that it needs no body beside it."""
    text = title.text.lower()
    return (
        title.head == "high commissioner"
        or text == "special co-ordinator"
        or text.startswith("representative on freedom")
    )


def _is_courtesy(role: Role) -> bool:
    return role.title.head in words.RANKS and role.body is None


def _same_post(left: RoleClaim, right: RoleClaim) -> bool:
    same_title = _post_words(left.title) == _post_words(right.title)
    open_body = (
        None in (left.organization, right.organization)
        or left.organization_inferred
        or right.organization_inferred
    )
    return same_title and (left.organization == right.organization or open_body)


def _post_words(title: str) -> str:
    return " ".join(
        "chair" if word in ("chairman", "chairperson", "chairwoman") else word
        for word in folded(title.replace("CiO", "Chairman-in-Office")).split()
        if word not in ("of", "for", "the", "and")
    )


def _is_shorter_form(claim: RoleClaim, other: RoleClaim) -> bool:
    """Tell whether "Minister" only repeats "Foreign Minister", "Chairman" only "Chairman-in-Office"."""
    short, full = set(_post_words(claim.title).split()), set(_post_words(other.title).split())
    marks = {"deputy", "first", "vice", "acting"}
    if short & marks != full & marks or short == full:
        return False
    in_office = "chair" in short and {"chair", "in", "office"} <= full
    same_body = (
        claim.organization == other.organization or claim.organization_inferred or claim.organization is None
    )
    return short < full and (in_office or same_body)


def _is_national(title: str) -> bool:
    lower = title.lower()
    return (
        any(
            word in lower
            for word in (
                "minister",
                "president",
                "speaker",
                "premier",
                "parliament",
                "secretary",
                "mayor",
                "governor",
                "prosecutor",
                "ombudsman",
                "head of state",
                "chancellor",
                "akim",
                "king",
                "prime",
            )
        )
        or "chair" in lower
    )


def _person_confidence(individual: Individual) -> float:
    if individual.name is None:
        return 0.8
    return (
        0.97
        if len(individual.name.split()) > 1 and individual.roles
        else 0.9
        if individual.roles or len(individual.name.split()) > 1
        else 0.8
    )
