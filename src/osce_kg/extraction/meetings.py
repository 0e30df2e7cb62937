"""Meetings: who met whom, by verbs ("met", "was received by", "briefed") and by nouns ("talks with", "meetings between")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.coreference import Cast
from osce_kg.extraction.drafts import EventDraft, Participant
from osce_kg.extraction.phrases import AgentList, PhraseReader
from osce_kg.extraction.quotations import quoted_tokens
from osce_kg.extraction.status import event_status
from osce_kg.extraction.syntax import governing_verb, subject_index

_MEET = frozenset({"met", "meet", "meets", "meeting"})
MEETING_WORDS = frozenset({"met", "meeting", "meetings", "talks"})
"""Words whose event a date in the sentence may belong to."""

_ARRANGE = frozenset(
    {"facilitated", "organized", "organised", "arranged", "supported", "hosted", "scheduled", "planned"}
)
_HOST_VERBS = frozenset({"received", "receives", "receive", "hosted", "welcomed", "greeted"})
_NOUNS = frozenset(
    {
        "meeting",
        "meetings",
        "talks",
        "discussions",
        "discussion",
        "consultations",
        "consultation",
        "conversation",
        "conversations",
        "negotiations",
        "audience",
        "audiences",
        "lunch",
        "dinner",
        "breakfast",
        "encounter",
        "views",
        "dialogue",
        "briefing",
        "briefings",
    }
)
_WITH_VERBS = frozenset(
    {
        "conferred",
        "consulted",
        "sat",
        "talked",
        "talks",
        "spoke",
        "spoken",
        "speak",
        "talk",
        "speaks",
        "confer",
        "consult",
        "sit",
    }
)
_TOPIC_VERBS = frozenset(
    {"discussed", "discusses", "discuss", "discussing", "reviewed", "raised", "exchanged", "addressed"}
)
_REMOTE = frozenset(
    {"telephone", "phone", "telephoned", "call", "phoned", "letter", "wrote", "written", "letters"}
)
_VIDEO = frozenset(
    {"online", "virtual", "video", "videoconference", "virtually", "videolink", "teleconference"}
)


@dataclass(slots=True)
class Encounter:
    """What a trigger says before participants are resolved: two sides and how they met."""

    trigger: int
    left: list[Agent]
    right: list[Agent]
    right_list: AgentList | None
    format: str
    status: str
    host_side: str | None
    confidence: float
    joint: bool = False


class MeetingReader:
    """Finds the meetings of a document, sentence by sentence."""

    def __init__(self, cast: Cast, phrases: PhraseReader) -> None:
        self._cast = cast
        self._phrases = phrases

    def read(self, sentence: Sentence) -> list[EventDraft]:
        """Return the meetings that a sentence reports, in the order of the text."""
        drafts: list[EventDraft] = []
        claimed: set[tuple[int, int]] = set()
        for encounter in self._encounters(sentence):
            key = _right_key(encounter)
            if key in claimed:
                continue
            claimed.add(key)
            drafts.extend(self._drafts(sentence, encounter))
        return drafts

    # -- triggers --------------------------------------------------------------------------------------------------

    def _encounters(self, sentence: Sentence) -> Iterator[Encounter]:
        quoted = quoted_tokens(sentence)
        for index in range(len(sentence)):
            if index in quoted:
                continue
            encounter = self._encounter_at(sentence, index)
            if encounter is not None and (encounter.left or encounter.right):
                yield encounter

    def _encounter_at(self, sentence: Sentence, index: int) -> Encounter | None:
        token = sentence.tokens[index]
        word = token.lower
        if word in _MEET and token.pos != "NOUN":
            return self._met(sentence, index)
        if word in _HOST_VERBS and token.pos == "VERB":
            return self._received(sentence, index)
        if word in ("briefed", "brief", "briefs") and token.pos == "VERB":
            return self._briefed(sentence, index)
        remote = word == "conference" and sentence.lower(index - 1) == "video"
        if (word in _NOUNS or remote) and token.pos in ("NOUN", "PROPN"):
            return self._talks(sentence, index)
        if word in _WITH_VERBS and token.pos == "VERB":
            return self._talked_with(sentence, index)
        if word in ("telephoned", "phoned", "wrote") and token.pos == "VERB":
            return self._contacted(sentence, index)
        if word in ("saw", "called") and token.pos == "VERB":
            return self._saw(sentence, index)
        if word in _TOPIC_VERBS and token.pos == "VERB":
            return self._discussed_with(sentence, index)
        if word in ("interlocutors", "interlocutor", "partners", "counterparts"):
            return self._interlocutors(sentence, index)
        if word in ("call", "visit") and "courtesy" in (sentence.lower(index - 1), sentence.lower(index - 2)):
            return self._courtesy_call(sentence, index)
        return None

    def _met(self, sentence: Sentence, verb: int) -> Encounter | None:
        if (
            sentence.lower(verb - 1) in ("be", "was", "were", "been", "fully", "not")
            and sentence.lower(verb + 1) not in ("with",)
            and sentence.tokens[verb].tag == "VBN"
        ):
            return None
        inverted = self._among_those_met(sentence, verb)
        if inverted is not None:
            return inverted
        right = self._phrases.read_object(sentence, verb + 1)
        left = self._subject(sentence, verb, before=verb)
        status = event_status(sentence, verb)
        if right is None:
            if verb + 1 < len(sentence) and sentence.tokens[verb + 1].pos in ("DET", "NOUN", "PROPN", "PRON"):
                # "met each of the Ministers": somebody was met, only not read.
                return None
            index = subject_index(sentence, verb)
            parsed = (
                self._phrases.list_covering(sentence, index) if index is not None and index < verb else None
            )
            if parsed is None or not _is_plural(parsed.agents):
                return None
            return Encounter(verb, parsed.agents, [], None, "bilateral", status, None, 0.85)
        return Encounter(verb, left, right.agents, right, "bilateral", status, None, 0.92)

    def _among_those_met(self, sentence: Sentence, verb: int) -> Encounter | None:
        """Read "Leaders of … were also among those he met" and "among those he met were …"."""
        before = [sentence.lower(index) for index in range(max(0, verb - 5), verb)]
        if "those" not in before and "people" not in before:
            return None
        left = self._subject(sentence, verb, before=verb)
        after = verb + 1
        if sentence.lower(after) == "by":
            host = self._phrases.read_object(sentence, after + 1, reach=2)
            left = host.agents if host else left
        while sentence.lower(after) in ("were", "was", "are", "included", "also"):
            after += 1
        right = self._phrases.read_list(sentence, after) if after > verb + 1 else None
        right = right or next(
            (found for i in range(3) if (found := self._phrases.read_list(sentence, i))), None
        )
        if right is None:
            return None
        return Encounter(
            verb, left, right.agents, right, "bilateral", event_status(sentence, verb), None, 0.85
        )

    def _received(self, sentence: Sentence, verb: int) -> Encounter | None:
        passive = sentence.lower(verb + 1) == "by" or any(
            sentence.tokens[i].head == verb and sentence.tokens[i].dep == "auxpass"
            for i in range(len(sentence))
        )
        if passive:
            position = next(
                (i + 1 for i in range(verb + 1, min(len(sentence), verb + 9)) if sentence.lower(i) == "by"),
                None,
            )
            right = self._phrases.read_object(sentence, position) if position else None
            if right is None:
                return None
            left = self._subject(sentence, verb, before=verb)
            return Encounter(
                verb, left, right.agents, right, "audience", event_status(sentence, verb), "b", 0.92
            )
        if sentence.lower(verb) in ("welcomed", "greeted"):
            return None
        right = self._phrases.read_list(sentence, verb + 1)
        if right is None or not any(agent.kind in ("person", "pronoun", "office") for agent in right.agents):
            return None
        left = self._subject(sentence, verb, before=verb)
        return Encounter(verb, right.agents, left, None, "audience", event_status(sentence, verb), "b", 0.85)

    def _briefed(self, sentence: Sentence, verb: int) -> Encounter | None:
        passive = sentence.lower(verb + 1) == "by" or sentence.lower(verb - 1) in (
            "was",
            "were",
            "been",
            "also",
        )
        position = verb + 1
        if passive:
            position = next(
                (i + 1 for i in range(verb + 1, min(len(sentence), verb + 14)) if sentence.lower(i) == "by"),
                -1,
            )
        right = self._phrases.read_object(sentence, position) if position > 0 else None
        if right is None:
            return None
        left = self._subject(sentence, verb, before=verb)
        return Encounter(
            verb, left, right.agents, right, "briefing", event_status(sentence, verb), None, 0.85
        )

    def _contacted(self, sentence: Sentence, verb: int) -> Encounter | None:
        """Read "telephoned President A" and "wrote (a letter) to B": a contact, never a meeting."""
        position = verb + 1
        while position < min(len(sentence), verb + 6) and sentence.lower(position) in (
            "a",
            "letter",
            "letters",
            "also",
            "to",
        ):
            position += 1
        right = self._phrases.read_list(sentence, position)
        if right is None or right.agents[0].kind not in ("person", "office"):
            return None
        left = self._subject(sentence, verb, before=verb)
        return Encounter(verb, left, right.agents, right, "contact", event_status(sentence, verb), None, 0.8)

    def _saw(self, sentence: Sentence, verb: int) -> Encounter | None:
        """Read "saw Mayor A" and "called on the Foreign Minister"; seeing or calling on a group is seldom a meeting."""
        position = verb + 1
        if sentence.lower(verb) == "called":
            if sentence.lower(position) != "on":
                return None
            position += 1
        right = self._phrases.read_list(sentence, position)
        if (
            right is None
            or right.agents[0].kind not in ("person", "office", "group")
            or sentence.lower(right.end) in ("to", "as")
        ):
            # "called on the Minister to release …" is an appeal.
            titled = (
                right is not None and right.agents[0].kind == "person" and sentence.lower(verb) == "called"
            )
            if not titled or (
                right is not None
                and sentence.tokens[right.end + 1 : right.end + 2]
                and sentence.tokens[right.end + 1].lower
                not in ("inform", "discuss", "present", "hand", "exchange")
            ):
                return None
        if right is None:
            return None
        left = self._subject(sentence, verb, before=verb)
        return Encounter(
            verb, left, right.agents, right, "bilateral", event_status(sentence, verb), None, 0.8
        )

    def _talks(self, sentence: Sentence, noun: int) -> Encounter | None:
        """Read "held separate meetings with A", "after a meeting with A he said", "talks between A and B"."""
        if sentence.lower(noun) == "views" and sentence.lower(noun - 2) not in ("exchange", "exchanged"):
            return None
        preposition = _after_noun(sentence, noun)
        if preposition is None:
            return self._fronted_with(sentence, noun)
        word = sentence.lower(preposition)
        right = self._phrases.read_object(sentence, preposition + 1, reach=4)
        if right is None or (
            word in ("by", "from") and sentence.lower(noun) not in ("briefing", "briefings")
        ):
            return None
        status = event_status(sentence, noun, is_noun=True)
        articles = {sentence.lower(index) for index in range(max(0, noun - 3), noun)}
        singular = not sentence.lower(noun).endswith("s") and bool(articles & {"a", "an", "one"})
        if word in ("between", "of"):
            if not _is_plural(right.agents) or (
                word == "of" and sentence.lower(noun) not in ("meeting", "meetings")
            ):
                return None
            agents = (
                right.agents if word == "between" else [a for a in right.agents if a.start == right.start]
            )
            return (
                Encounter(noun, agents, [], right, "talks", status, None, 0.85)
                if _is_plural(agents)
                else None
            )
        kind = "briefing" if sentence.lower(noun).startswith("briefing") else "bilateral"
        left = self._noun_subject(sentence, noun, right)
        joint = singular and len(right.agents) > 1
        return Encounter(noun, left, right.agents, right, kind, status, None, 0.88, joint)

    def _talked_with(self, sentence: Sentence, verb: int) -> Encounter | None:
        position = verb + 1 + (sentence.lower(verb + 1) in ("down", "there", "separately", "also", "briefly"))
        if sentence.lower(position) not in ("with", "to"):
            return None
        if sentence.lower(verb) in ("spoke", "speak", "speaks", "talks") and sentence.lower(position) == "to":
            return None
        right = self._phrases.read_object(sentence, position + 1, reach=3)
        if right is None:
            return None
        left = self._subject(sentence, verb, before=verb)
        status = event_status(sentence, verb)
        perfect = any(sentence.lower(i) in ("has", "have") for i in range(max(0, verb - 3), verb))
        kind = "contact" if perfect else "talks"
        return Encounter(verb, left, right.agents, right, kind, status, None, 0.7)

    def _discussed_with(self, sentence: Sentence, verb: int) -> Encounter | None:
        for index in range(verb + 1, min(len(sentence), verb + 30)):
            if sentence.lower(index) != "with" or index in quoted_tokens(sentence):
                continue
            right = self._phrases.read_list(sentence, index + 1)
            attached = sentence.tokens[index].head == verb
            kinds = {agent.kind for agent in right.agents} if right is not None else set()
            if right is not None and (kinds & {"person", "office"} or ("group" in kinds and attached)):
                left = self._subject(sentence, verb, before=verb)
                return Encounter(
                    verb, left, right.agents, right, "talks", event_status(sentence, verb), None, 0.75
                )
        return self._fronted_with(sentence, verb)

    def _fronted_with(self, sentence: Sentence, verb: int) -> Encounter | None:
        """Read "With A, he discussed …" and "With B, the Chairman had a meeting"."""
        if sentence.lower(0) != "with":
            return None
        right = self._phrases.read_list(sentence, 1)
        if (
            right is None
            or right.end >= verb
            or not any(a.kind in ("person", "office") for a in right.agents)
        ):
            return None
        subject = subject_index(sentence, verb)
        found = (
            self._phrases.list_covering(sentence, subject)
            if subject is not None and subject >= right.end
            else None
        )
        left = found.agents if found else self._topic(sentence)
        return Encounter(verb, left, right.agents, right, "talks", event_status(sentence, verb), None, 0.8)

    def _interlocutors(self, sentence: Sentence, noun: int) -> Encounter | None:
        left = self._possessor(sentence, noun)
        if not left:
            return None
        position = noun + 1
        while position < min(len(sentence), noun + 9) and sentence.lower(position) not in (
            "were",
            "included",
            "include",
            "was",
        ):
            position += 1
        right = self._phrases.read_object(sentence, position + 1)
        if right is None and sentence.lower(noun).startswith("interlocutor"):
            # "A, B and C were the Deputy Head's interlocutors in Travnik".
            right = self._phrases.read_list(sentence, 0)
        if right is None or any(agent in right.agents for agent in left):
            return None
        return Encounter(noun, left, right.agents, right, "bilateral", "occurred", None, 0.88)

    def _courtesy_call(self, sentence: Sentence, noun: int) -> Encounter | None:
        if sentence.lower(noun + 1) not in ("on", "to"):
            return None
        right = self._phrases.read_object(sentence, noun + 2, reach=3)
        if right is None:
            return None
        left = self._noun_subject(sentence, noun, right)
        return Encounter(
            noun, left, right.agents, right, "audience", event_status(sentence, noun, is_noun=True), "b", 0.88
        )

    # -- subjects --------------------------------------------------------------------------------------------------

    def _subject(self, sentence: Sentence, verb: int, before: int) -> list[Agent]:
        """Return who acts: by the parse where it points at somebody, else the nearest list to the left, else the topic."""
        adjacent = self._adjacent(sentence, before)
        if adjacent:
            return adjacent
        index = subject_index(sentence, verb)
        if index is not None and index < before:
            found = self._phrases.list_covering(sentence, index)
            if found is not None and found.end <= before + 1:
                return found.agents
            if (
                sentence.tokens[index].pos in ("NOUN", "PROPN")
                and sentence.lower(index) not in _NOUNS
                and index not in sentence.heads
            ):
                nearest = self._nearest_left(sentence, before)
                return (
                    nearest
                    if nearest and _starts_sentence(sentence, nearest[0])
                    else self._topic(sentence)
                    if not nearest
                    else nearest
                )
        nearest = self._nearest_left(sentence, before)
        return nearest or self._topic(sentence)

    def _adjacent(self, sentence: Sentence, before: int) -> list[Agent]:
        """Return the person right before the verb where a long opener makes the parse unsure.

        "In his first visit as Personal Envoy of the Chairman-in-Office, Foreign Minister A, B met …": B met.
        """
        if sentence.tokens[0].pos != "ADP":
            return []
        position = before
        while position > 0 and sentence.tokens[position - 1].pos in ("AUX", "ADV"):
            position -= 1
        agent = next(
            (a for a in self._cast.agents[sentence.index] if a.end == position and a.kind == "person"), None
        )
        if agent is None or sentence.lower(agent.start - 1) != ",":
            return []
        earlier = [a for a in self._cast.agents[sentence.index] if a.end == agent.start - 1]
        return [agent] if earlier else []

    def _nearest_left(self, sentence: Sentence, before: int) -> list[Agent]:
        best: list[Agent] = []
        position = 0
        while position < before:
            found = self._phrases.read_list(sentence, position) if self._may_act(sentence, position) else None
            if found is not None and found.end <= before:
                if not _is_oblique(sentence, found.start) or not best:
                    best = found.agents if not _is_oblique(sentence, found.start) else best
                position = found.end
            else:
                position += 1
        return best

    def _may_act(self, sentence: Sentence, position: int) -> bool:
        return any(agent.start == position for agent in self._cast.agents[sentence.index]) or sentence.lower(
            position
        ) in ("he", "she", "they")

    def _noun_subject(self, sentence: Sentence, noun: int, right: AgentList) -> list[Agent]:
        """Return whose meeting it is: its possessor, or the subject of the verb that governs it."""
        owner = self._possessor(sentence, noun)
        if owner and not any(agent in right.agents for agent in owner):
            return owner
        verb = governing_verb(sentence, noun)
        if verb is None:
            return self._clause_subject(sentence, noun, right)
        if sentence.lower(verb) in _ARRANGE:
            # Who arranges a meeting need not take part: it is the visitor's.
            people = [
                a
                for a in self._cast.agents[sentence.index]
                if a.end <= noun and a.kind in ("person", "office")
            ]
            return people[:1] or self._topic(sentence)
        subject = subject_index(sentence, verb)
        if subject is not None and not right.covers(subject) and subject != noun:
            found = self._phrases.list_covering(sentence, subject)
            if found is not None and not any(right.covers(i) for i in (found.start, found.end - 1)):
                return found.agents
        return self._clause_subject(sentence, noun, right)

    def _clause_subject(self, sentence: Sentence, noun: int, right: AgentList) -> list[Agent]:
        nearest = self._nearest_left(sentence, noun)
        if nearest:
            return nearest
        for agent in self._cast.agents[sentence.index]:
            if agent.start >= right.end and any(
                sentence.tokens[i].dep in ("nsubj", "nsubjpass") for i in range(agent.start, agent.end)
            ):
                return [agent]
        for index in range(right.end, len(sentence)):
            if sentence.lower(index) in ("he", "she", "they"):
                return [Agent("pronoun", sentence, index, index + 1, label=sentence.lower(index))]
        return self._topic(sentence)

    def _possessor(self, sentence: Sentence, noun: int) -> list[Agent]:
        for index in range(noun - 1, max(-1, noun - 5), -1):
            word = sentence.lower(index)
            if word in ("his", "her", "their"):
                return [Agent("pronoun", sentence, index, index + 1, label=word)]
            if word == "'s":
                return [agent for agent in self._cast.agents[sentence.index] if agent.end == index][:1]
        return []

    def _topic(self, sentence: Sentence) -> list[Agent]:
        topic = self._cast.topic_before(sentence)
        return topic.agents[:1] if topic else []

    # -- events ----------------------------------------------------------------------------------------------------

    def _drafts(self, sentence: Sentence, encounter: Encounter) -> list[EventDraft]:
        left = self._participants(encounter.left, "a", "visitor" if encounter.host_side else "interlocutor")
        right = self._participants(encounter.right, "b", "host" if encounter.host_side else "interlocutor")
        taken = {participant.individual for participant in left if participant.individual}
        right = [p for p in right if p.individual is None or p.individual not in taken]
        mode, contact = _mode(sentence, encounter)
        kind = "contact" if contact else "meeting"
        if not right:
            return self._reciprocal(sentence, encounter, left, kind, mode)
        if not left:
            return []
        if _only_bodies(left) and _only_bodies(right):
            return []
        return [
            self._draft(sentence, encounter, [*left, *part], kind, mode)
            for part in _interlocutor_sets(right, encounter.joint)
        ]

    def _reciprocal(
        self, sentence: Sentence, encounter: Encounter, left: list[Participant], kind: str, mode: str
    ) -> list[EventDraft]:
        if len(left) < 2:
            return []
        for number, participant in enumerate(left):
            participant.side = chr(ord("a") + min(number, 25))
        return [self._draft(sentence, encounter, left, kind, mode)]

    @staticmethod
    def _draft(
        sentence: Sentence, encounter: Encounter, participants: list[Participant], kind: str, mode: str
    ) -> EventDraft:
        draft = EventDraft(
            kind, sentence, encounter.trigger, status=encounter.status, format=encounter.format, mode=mode
        )
        draft.add(participants)
        draft.confidence = encounter.confidence
        draft.focus = next((p.agent.end for p in participants if p.side == "b"), None)
        draft.attest(sentence)
        return draft

    def _participants(self, agents: list[Agent], side: str, role: str) -> list[Participant]:
        found: list[Participant] = []
        for agent in agents:
            individuals = self._cast.referents(agent)
            if individuals:
                found.extend(Participant(agent, individual, role, side) for individual in individuals)
            elif agent.kind in ("group", "organization", "collective"):
                found.append(Participant(agent, None, role, side))
        return _unique(found)


def _unique(participants: list[Participant]) -> list[Participant]:
    seen: set[object] = set()
    return [p for p in participants if not (p.identity in seen or seen.add(p.identity))]


def _interlocutor_sets(right: list[Participant], joint: bool) -> list[list[Participant]]:
    """Split the other side into meetings: one with each person, one with all groups together.

    "Kilian Wahl, the Head of Mission, and staff" is one meeting: a bare "staff" comes with its head.
    """
    people = [p for p in right if p.individual is not None]
    others = [p for p in right if p.individual is None]
    if joint or not people:
        return [right]
    retinue = [
        p
        for p in others
        if len(p.agent.label.split()) <= 2
        and p.agent.label.split()[-1].lower() in ("staff", "team", "colleagues", "members")
    ]
    if len(people) == 1 and retinue and len(retinue) == len(others):
        return [right]
    sets = [[person] for person in people]
    return [*sets, others] if others else sets


def _only_bodies(participants: list[Participant]) -> bool:
    return all(p.individual is None and p.agent.kind == "organization" for p in participants)


def _is_plural(agents: list[Agent]) -> bool:
    return len(agents) > 1 or any(agent.plural for agent in agents)


def _starts_sentence(sentence: Sentence, agent: Agent) -> bool:
    return agent.start <= 2


def _is_oblique(sentence: Sentence, start: int) -> bool:
    """Tell whether the phrase at ``start`` hangs on a preposition and so cannot be the subject."""
    return sentence.tokens[start - 1].pos == "ADP" and sentence.lower(start - 1) != "by" if start else False


def _after_noun(sentence: Sentence, noun: int) -> int | None:
    """Return the "with", "between", "by" that belongs to a meeting noun: places and days may stand between."""
    position = noun + 1
    limit = min(len(sentence), noun + 12)
    while position < limit:
        word = sentence.lower(position)
        if word in ("with", "between") or (position == noun + 1 and word == "of"):
            return position
        if word in ("by", "from") and sentence.lower(noun).startswith("briefing"):
            return position
        steps = word in (
            "in",
            "at",
            "on",
            "today",
            "yesterday",
            "tomorrow",
            "here",
            "there",
            "the",
            "this",
            "morning",
            "afternoon",
            "later",
            "held",
            "also",
            ",",
            "took",
            "take",
            "place",
            "were",
            "was",
            "are",
            "that",
            "same",
            "day",
            "further",
        )
        if (
            word in ("organized", "organised", "arranged", "facilitated")
            and sentence.lower(position + 1) == "by"
        ):
            position = next((i for i in range(position, limit) if sentence.lower(i) == "with"), limit)
            continue
        about = word in ("about", "concerning", "'s", "current", "projects")
        if (
            steps
            or about
            or position in sentence.matches
            or word in words.MONTHS
            or word.isdigit()
            or word in words.WEEKDAYS
            or (sentence.lower(noun).startswith("briefing") and word not in (".", ";"))
        ):
            position = sentence.matches[position].end if position in sentence.matches else position + 1
        else:
            return None
    return None


def _mode(sentence: Sentence, encounter: Encounter) -> tuple[str, bool]:
    """Return (event mode, is only a contact)."""
    near = {
        sentence.lower(i)
        for i in range(max(0, encounter.trigger - 6), min(len(sentence), encounter.trigger + 10))
    }
    if encounter.format == "contact":
        return ("correspondence" if sentence.lower(encounter.trigger) == "wrote" else "telephone"), True
    if near & _REMOTE and "courtesy" not in near:
        return ("correspondence" if near & {"letter", "letters", "wrote", "written"} else "telephone"), True
    return ("video", False) if near & _VIDEO else ("in-person", False)


def _right_key(encounter: Encounter) -> tuple[int, int]:
    found = encounter.right_list
    return (found.start, found.end) if found else (-encounter.trigger, 0)
