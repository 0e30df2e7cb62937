"""Conferences, trainings, press conferences and ceremonies, as events."""

from __future__ import annotations

from collections.abc import Mapping

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import EventDraft, Participant
from osce_kg.extraction.gathering_nouns import GatheringNoun, find_gathering_nouns, subject_of_gathering
from osce_kg.extraction.gathering_roles import GatheringRoles
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.posts import body_of_match
from osce_kg.extraction.quotations import quoted_tokens
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


class GatheringReader:
    """Finds the gatherings of a document; ``read`` is called sentence by sentence, in order."""

    def __init__(self, cast: Cast, phrases: PhraseReader, headings: Mapping[int, Sentence]) -> None:
        self._cast = cast
        self._roles = GatheringRoles(cast, phrases)
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
                known.add(draft.participants)
                known.attest(sentence)
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
        for known in reversed(self._told):
            if known.kind == draft.kind and known.sentence.section == draft.sentence.section:
                return known
        return None

    def _listed(self, sentence: Sentence) -> list[EventDraft]:
        """Read an item of a list of events to come: "14-15 June, Annual Conference on …"."""
        nouns = find_gathering_nouns(sentence)
        if not nouns:
            return []
        draft = _draft(sentence, nouns[0], "planned", 0.85)
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
            return None
        draft = _draft(sentence, noun, event_status(sentence, noun.end - 1, is_noun=True), 0.8)
        draft.add(participants)
        draft.add(self._roles.of_phrases(sentence, noun.end))
        if noun.kind == "press-conference" and not draft.participants:
            topic = self._cast.topic_before(sentence)
            if topic is not None and topic.agents:
                draft.add([Participant(topic.agents[0], topic, "speaker")])
        draft.attest(sentence)
        return draft if draft.status != "hypothetical" else None

    def _add_attendees(self, sentence: Sentence) -> None:
        """Let a sentence after a gathering, in the same paragraph, name more people who were there."""
        if not self._told or self._told[-1].sentence.paragraph != sentence.paragraph:
            return
        attendees = self._roles.attendees(sentence)
        if attendees:
            self._told[-1].add(attendees)
            self._told[-1].attest(sentence)


def _draft(sentence: Sentence, noun: GatheringNoun, status: str, confidence: float) -> EventDraft:
    return EventDraft(
        noun.kind,
        sentence,
        noun.start,
        status=status,
        format=noun.format,
        subjects=subject_of_gathering(sentence, noun),
        confidence=confidence,
    )


def _is_upcoming(heading: str) -> bool:
    return any(word in heading.lower() for word in _UPCOMING)
