"""Conferences, trainings, press conferences and ceremonies: who organized, supported, attended or addressed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.coreference import Cast
from osce_kg.extraction.drafts import EventDraft, Participant
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.quotations import quoted_tokens
from osce_kg.extraction.status import event_status
from osce_kg.extraction.syntax import governing_verb, subject_index
from osce_kg.extraction.titles import body_of_match

# Noun → (kind of event, format). Two-word nouns are matched first.
_NOUNS: dict[tuple[str, ...], tuple[str, str]] = {
    ("press", "conference"): ("press-conference", "press-conference"),
    ("news", "conference"): ("press-conference", "press-conference"),
    ("press", "briefing"): ("press-conference", "press-conference"),
    ("press-conference",): ("press-conference", "press-conference"),
    ("round", "table"): ("conference", "round-table"),
    ("round-table",): ("conference", "round-table"),
    ("roundtable",): ("conference", "round-table"),
    ("working", "group", "meeting"): ("conference", "working-group"),
    ("conference",): ("conference", "conference"),
    ("seminar",): ("conference", "workshop"),
    ("workshop",): ("conference", "workshop"),
    ("symposium",): ("conference", "conference"),
    ("training", "course"): ("training", "training"),
    ("training", "of", "trainers"): ("training", "training"),
    ("training", "session"): ("training", "training"),
    ("training",): ("training", "training"),
    ("course",): ("training", "training"),
    ("master", "classes"): ("training", "training"),
    ("master", "class"): ("training", "training"),
    ("lectures",): ("training", "training"),
    ("summer", "school"): ("training", "training"),
    ("ceremony",): ("ceremony", "ceremony"),
    ("inauguration",): ("ceremony", "ceremony"),
}
_LONGEST = max(len(noun) for noun in _NOUNS)

_ORGANIZE = frozenset(
    {
        "organized",
        "organised",
        "organizes",
        "organises",
        "organize",
        "organise",
        "hosted",
        "hosts",
        "host",
        "held",
        "holds",
        "hold",
        "arranged",
        "conducted",
        "conducts",
        "convened",
        "ran",
        "co-organized",
        "co-organised",
        "launched",
        "staged",
        "delivered",
        "gave",
        "give",
        "gives",
        "giving",
        "holding",
        "organizing",
        "organising",
    }
)
_SUPPORT = frozenset(
    {
        "supported",
        "supports",
        "support",
        "sponsored",
        "sponsors",
        "facilitated",
        "funded",
        "assisted",
        "financed",
    }
)
_ATTEND = frozenset(
    {
        "attended",
        "attends",
        "attend",
        "addressed",
        "addresses",
        "address",
        "opened",
        "opens",
        "participated",
        "participates",
        "spoke",
        "took",
        "takes",
        "take",
        "joined",
        "chaired",
        "closed",
        "participate",
        "speak",
        "speaks",
        "present",
        "said",
        "told",
    }
)
_HAPPEN = frozenset(
    {
        "took",
        "takes",
        "take",
        "held",
        "began",
        "begin",
        "start",
        "started",
        "starts",
        "ended",
        "opened",
        "opens",
        "finish",
        "ends",
        "lasted",
        "scheduled",
        "brought",
        "concluded",
        "planned",
        "cancelled",
        "canceled",
        "postponed",
        "gathered",
        "focused",
        "discussed",
    }
)
_UPCOMING = (
    "upcoming",
    "forthcoming",
    "coming events",
    "future events",
    "calendar",
    "events in",
    "planned events",
)


@dataclass(frozen=True, slots=True)
class _Noun:
    start: int
    end: int
    kind: str
    format: str
    definite: bool


class GatheringReader:
    """Finds the gatherings of a document; ``read`` is called sentence by sentence, in order."""

    def __init__(self, cast: Cast, phrases: PhraseReader, headings: Mapping[int, Sentence]) -> None:
        self._cast = cast
        self._phrases = phrases
        self._headings = headings
        self._last: list[EventDraft] = []

    def read(self, sentence: Sentence) -> list[EventDraft]:
        """Return the new gatherings of a sentence; a later mention of a known one adds to it instead."""
        if sentence.is_list_item and _is_upcoming(sentence.heading):
            return self._listed(sentence)
        found: list[EventDraft] = []
        quoted = quoted_tokens(sentence)
        for noun in _nouns(sentence):
            if noun.start in quoted:
                continue
            draft = self._gathering(sentence, noun)
            known = self._known(draft, noun) if draft else None
            if draft is not None and known is not None:
                known.add(draft.participants)
                known.attest(sentence)
            elif draft is not None:
                found.append(draft)
                self._last.append(draft)
        if not found:
            self._add_attendees(sentence)
        return found

    def _known(self, draft: EventDraft, noun: _Noun) -> EventDraft | None:
        """Return the gathering that "the conference" points back to."""
        if not noun.definite or draft.subjects:
            return None
        same = [
            known
            for known in self._last
            if known.kind == draft.kind and known.sentence.section == draft.sentence.section
        ]
        return same[-1] if same else None

    def _listed(self, sentence: Sentence) -> list[EventDraft]:
        """Read an item of a list of events to come: "14-15 June, Annual Conference on …"."""
        nouns = _nouns(sentence)
        if not nouns:
            return []
        noun = nouns[0]
        draft = EventDraft(
            noun.kind, sentence, noun.start, status="planned", format=noun.format, confidence=0.85
        )
        draft.subjects = _subject_of(sentence, noun)
        draft.attest(sentence)
        draft.add(self._of_heading(sentence, draft))
        draft.add(self._with(sentence, noun.end))
        self._last.append(draft)
        return [draft]

    def _of_heading(self, sentence: Sentence, draft: EventDraft) -> list[Participant]:
        """Take the body of "Upcoming events of the OSCE Centre in Almaty" for the organizer of the events below."""
        heading = self._headings.get(sentence.section)
        if heading is None:
            return []
        for match in heading.matches.values():
            if match.entry("structure"):
                agent = Agent(
                    "organization",
                    heading,
                    match.start,
                    match.end,
                    label=heading.text_of(match.start, match.end),
                )
                agent.affiliation = body_of_match(heading, match)
                draft.attest(heading)
                return [Participant(agent, None, "organizer")]
        return []

    def _gathering(self, sentence: Sentence, noun: _Noun) -> EventDraft | None:
        verb = governing_verb(sentence, noun.end - 1)
        draft = EventDraft(
            noun.kind,
            sentence,
            noun.start,
            status=event_status(sentence, noun.end - 1, is_noun=True),
            format=noun.format,
            confidence=0.8,
        )
        draft.subjects = _subject_of(sentence, noun)
        participants = self._from_verb(sentence, noun, verb) if verb is not None else None
        if participants is None:
            return None
        draft.add(participants)
        draft.add(self._by(sentence, noun.end))
        draft.add(self._with(sentence, noun.end))
        if noun.kind == "press-conference" and not draft.participants:
            topic = self._cast.topic_before(sentence)
            if topic is not None and topic.agents:
                draft.add([Participant(topic.agents[0], topic, "speaker")])
        draft.attest(sentence)
        if draft.status == "hypothetical":
            return None
        return draft

    def _from_verb(self, sentence: Sentence, noun: _Noun, verb: int) -> list[Participant] | None:
        """Return who organizes, supports or attends by the governing verb; None where the verb tells of no gathering."""
        word = sentence.lower(verb)
        subject = subject_index(sentence, verb)
        subject_is_noun = subject is not None and noun.start <= subject < noun.end
        if subject_is_noun:
            happens = (
                word in _HAPPEN | _ORGANIZE
                or sentence.tokens[verb].pos == "AUX"
                or noun.kind == "press-conference"
            )
            return [] if happens else None
        agents = self._agents(sentence, subject)
        if word in _ORGANIZE and _is_object(sentence, noun, verb):
            role = (
                "speaker"
                if noun.kind == "press-conference"
                else "host"
                if word.startswith("host")
                else "organizer"
            )
            return self._participants(agents, role)
        if word in _SUPPORT:
            return [*self._participants(agents, "supporter"), *self._sponsored(sentence, verb, noun)]
        if word in _ATTEND:
            attends = word not in ("said", "told", "present", "took", "takes", "take") or _preposition_before(
                sentence, noun
            ) in ("at", "in", "during")
            role = (
                "speaker"
                if word
                in (
                    "addressed",
                    "addresses",
                    "address",
                    "opened",
                    "opens",
                    "spoke",
                    "speak",
                    "chaired",
                    "said",
                    "told",
                    "present",
                )
                else "attendee"
            )
            return self._participants(agents, role) if attends and agents else None
        return None

    def _sponsored(self, sentence: Sentence, verb: int, noun: _Noun) -> list[Participant]:
        """Read "sponsored the participation of six officials in the Workshop"."""
        for index in range(verb + 1, noun.start):
            if sentence.lower(index) == "participation" and sentence.lower(index + 1) == "of":
                found = self._phrases.read_list(sentence, index + 2)
                return self._participants(found.agents if found else [], "attendee")
        return []

    def _by(self, sentence: Sentence, position: int) -> list[Participant]:
        """Read "organised by the think tank A and the Institute B" after the noun."""
        for index in range(position, min(len(sentence), position + 12)):
            if sentence.lower(index) in _ORGANIZE and sentence.lower(index + 1) == "by":
                return self._participants(self._list_after(sentence, index + 2), "organizer")
        return []

    def _with(self, sentence: Sentence, position: int) -> list[Participant]:
        """Read "in co-operation with A and B", "jointly with C"; organizers, wherever they stand in the sentence."""
        found: list[Participant] = []
        for index in range(len(sentence)):
            joint = sentence.lower(index) in (
                "jointly",
                "co-operation",
                "cooperation",
                "partnership",
                "together",
            )
            if joint and sentence.lower(index + 1) == "with":
                found.extend(self._participants(self._list_after(sentence, index + 2), "organizer"))
        return [participant for participant in found if participant.individual is None]

    def _list_after(self, sentence: Sentence, position: int) -> list[Agent]:
        """Return bodies and people from ``position`` on; descriptions before a name are stepped over."""
        for start in range(position, min(len(sentence), position + 6)):
            found = self._phrases.read_list(sentence, start)
            if found is not None and any(agent.kind in ("organization", "person") for agent in found.agents):
                rest = (
                    self._phrases.read_list(sentence, found.end + 1)
                    if sentence.lower(found.end) == "and"
                    else None
                )
                more = (
                    self._list_after(sentence, found.end + 1)
                    if rest is None and sentence.lower(found.end) == "and"
                    else []
                )
                return [*found.agents, *(rest.agents if rest else more)]
            if sentence.lower(start) in (".", ";", ","):
                break
        return []

    def _add_attendees(self, sentence: Sentence) -> None:
        """Read "Experts from both States also participated" and "took part in the event" after a gathering."""
        if not self._last or self._last[-1].sentence.paragraph != sentence.paragraph:
            return
        for index, token in enumerate(sentence.tokens):
            took_part = token.lower in ("took", "takes") and sentence.lower(index + 1) == "part"
            if token.lower in ("participated", "attended") or took_part:
                agents = self._subject_list(sentence, index)
                if agents:
                    self._last[-1].add(self._participants(agents, "attendee"))
                    self._last[-1].attest(sentence)

    def _subject_list(self, sentence: Sentence, verb: int) -> list[Agent]:
        agents: list[Agent] = []
        position = 0
        while position < verb:
            found = self._phrases.read_list(sentence, position)
            if found is not None and found.end <= verb:
                agents.extend(found.agents)
                position = found.end
            else:
                position += 1
        return agents

    def _agents(self, sentence: Sentence, subject: int | None) -> list[Agent]:
        found = self._phrases.list_covering(sentence, subject) if subject is not None else None
        return found.agents if found else []

    def _participants(self, agents: Sequence[Agent], role: str) -> list[Participant]:
        found: list[Participant] = []
        for agent in agents:
            individuals = self._cast.referents(agent)
            if individuals:
                found.extend(Participant(agent, individual, role) for individual in individuals)
            elif agent.kind in ("group", "organization", "collective"):
                found.append(Participant(agent, None, role))
        return found


def _nouns(sentence: Sentence) -> list[_Noun]:
    nouns: list[_Noun] = []
    position = 0
    while position < len(sentence):
        for length in range(_LONGEST, 0, -1):
            key = tuple(sentence.lower(position + i) for i in range(length))
            found = _NOUNS.get(key)
            if (
                found
                and sentence.lower(position - 1) != "video"
                and sentence.tokens[position].pos in ("NOUN", "PROPN", "ADJ", "VERB")
            ):
                nouns.append(
                    _Noun(position, position + length, *found, definite=_is_definite(sentence, position))
                )
                position += length - 1
                break
        position += 1
    return nouns


def _is_definite(sentence: Sentence, position: int) -> bool:
    return any(sentence.lower(i) in ("the", "this", "its") for i in range(max(0, position - 2), position))


def _is_object(sentence: Sentence, noun: _Noun, verb: int) -> bool:
    """Tell whether the verb's object is the noun itself, not something that only has to do with it."""
    return sentence.tokens[noun.end - 1].head == verb or verb < noun.start


def _preposition_before(sentence: Sentence, noun: _Noun) -> str:
    for index in range(noun.start - 1, max(-1, noun.start - 6), -1):
        if sentence.tokens[index].pos == "ADP":
            return sentence.lower(index)
    return ""


def _subject_of(sentence: Sentence, noun: _Noun) -> list[str]:
    """Return what the gathering is on: "on sociological profiling of the electorate"; else the title before the noun."""
    for index in range(noun.end, min(len(sentence), noun.end + 14)):
        if (
            sentence.lower(index) == "on"
            and sentence.tokens[index + 1 : index + 2]
            and not sentence.lower(index + 1).isdigit()
        ):
            end = index + 1
            while end < len(sentence) and not _ends_subject(sentence, end):
                end += 1
            return [sentence.text_of(index + 1, end)] if end > index + 1 else []
    start = noun.start
    while (
        start > 0
        and sentence.tokens[start - 1].pos in ("NOUN", "ADJ", "PROPN")
        and sentence.lower(start - 1) not in ("joint",)
    ):
        start -= 1
    title = sentence.text_of(start, noun.start) if start < noun.start else ""
    return [title] if title and title.lower() not in ("annual", "regional", "one-day", "two-day") else []


def _ends_subject(sentence: Sentence, position: int) -> bool:
    """Tell whether a date, a place, a verb or a new clause begins: the subject of a gathering ends before it."""
    word = sentence.lower(position)
    if word in (",", ".", ";", "(", ")", "which", "for", "where") or sentence.tokens[position].tag in (
        "VBD",
        "VBZ",
        "MD",
    ):
        return True
    match = sentence.matches.get(position + 1)
    placed = word in ("in", "at") and match is not None and match.entry("city", "state") is not None
    return placed or (word in ("on", "from") and sentence.lower(position + 1)[:1].isdigit())


def _is_upcoming(heading: str) -> bool:
    return any(word in heading.lower() for word in _UPCOMING)
