"""Conferences, trainings, press conferences and ceremonies, as events."""

from __future__ import annotations

from collections.abc import Mapping

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.attendees import AttendeeReader
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import EventDraft, Participant
from osce_kg.extraction.gathering_nouns import (
    GatheringNoun,
    find_gathering_nouns,
    may_be_called,
    subject_of_gathering,
)
from osce_kg.extraction.gathering_roles import GatheringRoles
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.posts import body_of_match
from osce_kg.extraction.quotations import quoted_tokens
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.status import event_status
from osce_kg.extraction.syntax import governing_verb

_UPCOMING = (
    "upcoming",
    "forthcoming",
    "coming events",
    "future events",
    "calendar",
    "events in",
    "planned events",
)
_SETTING_REACH = 10
_VIDEO = frozenset({"online", "virtual", "video"})
_END_OF_PHRASE = frozenset({"VERB", "AUX", "PUNCT", "SCONJ"})


class GatheringReader:
    """Finds the gatherings of a document; ``read`` is called sentence by sentence, in order."""

    def __init__(
        self, cast: Cast, phrases: PhraseReader, scene: Scene, headings: Mapping[int, Sentence]
    ) -> None:
        self._cast = cast
        self._scene = scene
        self._roles = GatheringRoles(cast, phrases)
        self._attendees = AttendeeReader(cast, phrases)
        self._headings = headings
        self._told: list[EventDraft] = []

    def read(self, sentence: Sentence) -> list[EventDraft]:
        """Return the new gatherings of a sentence; a later mention of a known one adds to it instead."""
        if sentence.is_list_item and _is_upcoming(sentence.heading):
            return self._listed(sentence)
        found: list[EventDraft] = []
        quoted = quoted_tokens(sentence)
        for noun in find_gathering_nouns(sentence):
            draft = self._gathering(sentence, noun) if noun.start not in quoted else None
            if draft is None:
                continue
            known = self._known(draft, noun)
            if known is not None:
                self._retell(known, draft)
            else:
                found.append(draft)
                self._told.append(draft)
        if not found:
            self._add_attendees(sentence)
        return found

    def _known(self, draft: EventDraft, noun: GatheringNoun) -> EventDraft | None:
        """Return the gathering that "the conference" points back to."""
        if not noun.is_definite or draft.subjects:
            return None
        has_own_setting = self._has_own_setting(draft.sentence, noun)
        for known in reversed(self._told):
            is_near = known.kind == draft.kind and known.sentence.section == draft.sentence.section
            is_settled = known.interval is not None and known.is_placed
            if (
                is_near
                and not (has_own_setting and is_settled)
                and may_be_called(known.sentence, known.trigger, draft.sentence, noun)
            ):
                return known
        return None

    def _retell(self, known: EventDraft, draft: EventDraft) -> None:
        """Add what a later mention tells of a gathering: who was there, and its day where that was open."""
        known.add(draft.participants)
        known.attest(draft.sentence)
        if known.interval is None:
            near = self._scene.time_near(draft.sentence, draft.trigger, future=known.status == "planned")
            if near is not None:
                known.set_time(draft.sentence, *near, self._scene.clock.day)

    def _listed(self, sentence: Sentence) -> list[EventDraft]:
        """Read an item of a list of events to come: "14-15 June, Annual Conference on …"."""
        nouns = find_gathering_nouns(sentence)
        if not nouns:
            return []
        draft = _draft(sentence, nouns[0], "planned")
        draft.attest(sentence)
        draft.add(self._organizer_in_heading(sentence, draft))
        draft.add(self._roles.joint_organizers(sentence))
        self._told.append(draft)
        return [draft]

    def _organizer_in_heading(self, sentence: Sentence, draft: EventDraft) -> list[Participant]:
        """Let the body of "Upcoming events of the OSCE Centre in Almaty" organize the events below."""
        heading = self._headings.get(sentence.section)
        if heading is None:
            return []
        for match in heading.matches.values():
            if match.entry("structure"):
                label = heading.text_of(match.start, match.end)
                body = body_of_match(match)
                agent = Agent("organization", heading, match.start, match.end, label=label, affiliation=body)
                draft.attest(heading)
                return [Participant(agent, None, "organizer")]
        return []

    def _gathering(self, sentence: Sentence, noun: GatheringNoun) -> EventDraft | None:
        verb = governing_verb(sentence, noun.end - 1)
        participants = self._roles.of_verb(sentence, noun, verb) if verb is not None else None
        if participants is None:
            participants = self._roles.of_relative_clause(sentence, noun)
        if participants is None and not self._has_own_setting(sentence, noun):
            return None
        draft = _draft(sentence, noun, _status(sentence, noun))
        draft.add(participants or [])
        draft.add(self._roles.of_phrases(sentence, noun.end))
        if noun.kind == "press-conference":
            draft.add(self._roles.press_speakers(sentence, noun))
        if noun.kind == "press-conference" and not any(p.role == "speaker" for p in draft.participants):
            topic = self._cast.topic_before(sentence)
            if topic is not None and topic.agents:
                draft.add([Participant(topic.agents[0], topic, "speaker")])
        draft.attest(sentence)
        return draft if draft.status != "hypothetical" else None

    def _has_own_setting(self, sentence: Sentence, noun: GatheringNoun) -> bool:
        """Tell whether place or day follow the noun at once: "a seminar in Bled", "the course on 27 July"."""
        in_phrase = True
        for index in range(noun.end, min(len(sentence), noun.end + _SETTING_REACH)):
            word = sentence.lower(index)
            in_phrase = in_phrase and sentence.tokens[index].pos not in _END_OF_PHRASE
            if word == "in" and in_phrase and self._scene.places.places_after(sentence, index + 1)[0]:
                return True
            if word == "on" and self._scene.has_time_at(sentence, index + 1):
                return True
        return False

    def _add_attendees(self, sentence: Sentence) -> None:
        """Let a sentence after a gathering, in the same paragraph, name more people who were there."""
        if not self._told or self._told[-1].sentence.paragraph != sentence.paragraph:
            return
        attendees = self._attendees.read(sentence)
        if attendees:
            self._told[-1].add(attendees)
            self._told[-1].attest(sentence)


def _draft(sentence: Sentence, noun: GatheringNoun, status: str) -> EventDraft:
    return EventDraft(
        noun.kind,
        sentence,
        noun.start,
        status=status,
        format=noun.format,
        subjects=subject_of_gathering(sentence, noun),
        mode="video" if sentence.lower(noun.start - 1) in _VIDEO else "in-person",
    )


def _status(sentence: Sentence, noun: GatheringNoun) -> str:
    """Return the status; what the press "can attend" is planned."""
    verb = governing_verb(sentence, noun.end - 1)
    before = {token.lower for token in sentence.tokens[: noun.start]}
    is_invitation = verb is not None and sentence.lower(verb) == "attend" and before & {"can", "may"}
    if noun.kind == "press-conference" and is_invitation:
        return "planned"
    return event_status(sentence, noun.end - 1, is_noun=True)


def _is_upcoming(heading: str) -> bool:
    return any(word in heading.lower() for word in _UPCOMING)
