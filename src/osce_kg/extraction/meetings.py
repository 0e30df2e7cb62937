"""Meetings: who met whom, as events with two sides."""

from __future__ import annotations

from collections.abc import Iterator

from osce_kg.extraction.actors import MeetingActors
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import EventDraft, Participant, participants_of
from osce_kg.extraction.encounters import Encounter
from osce_kg.extraction.meeting_nouns import MeetingNouns
from osce_kg.extraction.meeting_verbs import MeetingVerbs
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.quotations import quoted_tokens
from osce_kg.extraction.vocabulary import word_set

_WRITING = word_set("letter letters wrote written")
_TELEPHONING = word_set("telephone phone telephoned call phoned")
_VIDEO = word_set("online virtual video videoconference virtually videolink teleconference")
_RETINUE = word_set("staff team colleagues members")
_MOST_SIDES = 26


class MeetingReader:
    """Finds the meetings of a document, sentence by sentence."""

    def __init__(self, cast: Cast, phrases: PhraseReader) -> None:
        self._cast = cast
        actors = MeetingActors(cast, phrases)
        self._verbs = MeetingVerbs(phrases, actors)
        self._nouns = MeetingNouns(phrases, actors)

    def read(self, sentence: Sentence) -> list[EventDraft]:
        """Return the meetings that a sentence reports, in the order of the text."""
        drafts: list[EventDraft] = []
        claimed: set[tuple[int, int]] = set()
        for encounter in self._encounters(sentence):
            if encounter.key not in claimed:
                claimed.add(encounter.key)
                drafts.extend(self._drafts(sentence, encounter))
        return drafts

    def _encounters(self, sentence: Sentence) -> Iterator[Encounter]:
        quoted = quoted_tokens(sentence)
        for index in range(len(sentence)):
            if index in quoted:
                continue
            is_verb = self._verbs.is_trigger(sentence, index)
            encounter = (self._verbs if is_verb else self._nouns).read(sentence, index)
            if encounter is not None and (encounter.left or encounter.right):
                yield encounter

    def _drafts(self, sentence: Sentence, encounter: Encounter) -> list[EventDraft]:
        roles = ("visitor", "host") if encounter.is_hosted else ("interlocutor", "interlocutor")
        left = participants_of(self._cast, encounter.left, roles[0], "a")
        right = participants_of(self._cast, encounter.right, roles[1], "b")
        present = {participant.individual for participant in left if participant.individual}
        right = [p for p in right if p.individual is None or p.individual not in present]
        if not right:
            if len(left) < 2:
                return []
            _take_sides(left)
            return [_draft(sentence, encounter, left)]
        if not left or (_only_bodies(left) and _only_bodies(right)):
            return []
        return [
            _draft(sentence, encounter, [*left, *part])
            for part in _interlocutor_sets(right, encounter.is_joint)
        ]


def _draft(sentence: Sentence, encounter: Encounter, participants: list[Participant]) -> EventDraft:
    mode, is_contact = _mode(sentence, encounter)
    draft = EventDraft(
        "contact" if is_contact else "meeting",
        sentence,
        encounter.trigger,
        status=encounter.status,
        format=encounter.format,
        mode=mode,
        focus=next((p.agent.end for p in participants if p.side == "b"), None),
    )
    draft.add(participants)
    draft.attest(sentence)
    return draft


def _take_sides(participants: list[Participant]) -> None:
    """Give each of those who met each other a side of their own: ``a``, ``b``, …"""
    for number, participant in enumerate(participants):
        participant.side = chr(ord("a") + min(number, _MOST_SIDES - 1))


def _interlocutor_sets(right: list[Participant], is_joint: bool) -> list[list[Participant]]:
    """Split the other side into meetings: one with each person, one with all groups together.

    "Kilian Wahl, the Head of Mission, and staff" is one meeting: a bare "staff" comes with its head.
    """
    people = [participant for participant in right if participant.individual is not None]
    others = [participant for participant in right if participant.individual is None]
    if is_joint or not people:
        return [right]
    if len(people) == 1 and others and all(_is_retinue(other.agent.label) for other in others):
        return [right]
    sets = [[person] for person in people]
    return [*sets, others] if others else sets


def _is_retinue(label: str) -> bool:
    described = label.lower().split()
    return len(described) <= 2 and described[-1] in _RETINUE


def _only_bodies(participants: list[Participant]) -> bool:
    return all(p.individual is None and p.agent.kind == "organization" for p in participants)


def _mode(sentence: Sentence, encounter: Encounter) -> tuple[str, bool]:
    """Return the concept of event-mode, and whether it was no meeting but a letter or a call."""
    if encounter.format == "contact":
        return ("correspondence" if sentence.lower(encounter.trigger) == "wrote" else "telephone"), True
    first, last = max(0, encounter.trigger - 6), min(len(sentence), encounter.trigger + 10)
    near = {sentence.lower(index) for index in range(first, last)}
    if near & _WRITING and "courtesy" not in near:
        return "correspondence", True
    if near & _TELEPHONING and "courtesy" not in near:
        return "telephone", True
    return ("video", False) if near & _VIDEO else ("in-person", False)
