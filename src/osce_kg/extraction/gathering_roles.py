"""Who organized, supported, attended or addressed a gathering."""

from __future__ import annotations

from collections.abc import Sequence

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.drafts import Participant, participants_of
from osce_kg.extraction.gathering_nouns import GatheringNoun, preposition_before
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.syntax import governing_verb, relative_verb, subject_index
from osce_kg.extraction.vocabulary import word_set

_ORGANIZING = word_set(
    "organized organised organizes organises organize organise hosted hosts host held holds hold "
    "arranged conducted conducts convened ran co-organized co-organised launched staged delivered gave "
    "give gives giving holding organizing organising"
)
_SUPPORTING = word_set("supported supports support sponsored sponsors facilitated funded assisted financed")
_SPEAKING = word_set("addressed addresses address opened opens spoke speak chaired said told present")
_ATTENDING = _SPEAKING | word_set(
    "attended attends attend attending participated participates participating took takes take taking joined "
    "closed participate speaks speaking finished completed cut"
)
_ATTENDING_ONLY_AT = word_set("said told present took takes take cut")
"""Verbs that tell of attendance only with "at the conference", "in the seminar"."""

_HAPPENING = _ORGANIZING | word_set(
    "took takes take held began begin start started starts ended opened opens finish finished ends lasted "
    "scheduled brought concluded planned cancelled canceled postponed gathered focused discussed"
)
_JOINT = word_set("jointly co-operation cooperation partnership together")
_WHILE = frozenset({"at", "in", "during"})
_NAMED = frozenset({"organization", "person"})
_SERIES_REACH = 6
_BY_REACH = 12
_DESCRIPTION_REACH = 6


class GatheringRoles:
    """Finds those who have a part in a gathering."""

    def __init__(self, cast: Cast, phrases: PhraseReader) -> None:
        self._cast = cast
        self._phrases = phrases

    def of_verb(self, sentence: Sentence, noun: GatheringNoun, verb: int) -> list[Participant] | None:
        """Return the participants by the verb that governs the noun; None where it tells of no gathering."""
        word = sentence.lower(verb)
        subject = subject_index(sentence, verb)
        if subject is not None and (noun.covers(subject) or _is_series(sentence, subject, noun)):
            is_told = (
                word in _HAPPENING or sentence.tokens[verb].pos == "AUX" or noun.kind == "press-conference"
            )
            return [] if is_told else None
        found = self._phrases.list_covering(sentence, subject) if subject is not None else None
        agents = found.agents if found else []
        if subject is None and word in _ORGANIZING | _SUPPORTING:
            agents = self._body_before(sentence, verb)
        if word in _ORGANIZING and _is_object(sentence, noun, verb):
            return self._participants(agents, _organizing_role(word, noun))
        if word in _SUPPORTING:
            return [*self._participants(agents, "supporter"), *self._sponsored(sentence, verb, noun)]
        if noun.kind == "press-conference" and agents and word not in _ATTENDING | _ORGANIZING:
            # "At a press conference the Minister announced".
            is_there = preposition_before(sentence, noun) in ("at", "in", "during")
            return self._participants(agents, "speaker") if is_there else None
        if word in _ATTENDING and agents and _is_attendance(sentence, word, noun):
            return self._participants(agents, "speaker" if word in _SPEAKING else "attendee")
        return None

    def of_relative_clause(self, sentence: Sentence, noun: GatheringNoun) -> list[Participant] | None:
        """Return the organizers of "the meeting which the Bureau held", None without such a clause."""
        verb = relative_verb(sentence, noun.end - 1)
        if verb is None or sentence.lower(verb) not in _HAPPENING:
            return None
        subject = subject_index(sentence, verb)
        found = self._phrases.list_covering(sentence, subject) if subject is not None else None
        if found is None or noun.covers(subject or 0) or sentence.lower(verb) not in _ORGANIZING:
            return []
        return self._participants(found.agents, _organizing_role(sentence.lower(verb), noun))

    def _body_before(self, sentence: Sentence, verb: int) -> list[Agent]:
        """Return the first body before a verb without parsed subject: "the Centre, jointly with A, held"."""
        for position in range(verb):
            found = self._phrases.read_list(sentence, position)
            governed = position > 0 and sentence.tokens[position - 1].pos == "ADP"
            if found is not None and found.agents[0].kind == "organization" and not governed:
                return found.agents
        return []

    def of_phrases(self, sentence: Sentence, position: int) -> list[Participant]:
        """Return those named by "organized by …" after ``position`` and by "jointly with …" anywhere."""
        return [*self._organized_by(sentence, position), *self.joint_organizers(sentence)]

    def press_speakers(self, sentence: Sentence, noun: GatheringNoun) -> list[Participant]:
        """Read "a press briefing by A" and "a press conference with B"; the main person speaks, too."""
        preposition = sentence.lower(noun.end)
        read = self._phrases.read_list(sentence, noun.end + 1) if preposition in ("by", "with") else None
        found = read.agents if read is not None else []
        speakers = self._participants(found, "speaker")
        main = self._cast.main_individual() if preposition == "with" and speakers else None
        if main is not None and main not in {speaker.individual for speaker in speakers}:
            speakers.insert(0, Participant(found[0], main, "speaker"))
        return speakers or self._acting_at(sentence, noun)

    def _acting_at(self, sentence: Sentence, noun: GatheringNoun) -> list[Participant]:
        """Read "At a press conference, A presented the report": who does something there speaks."""
        verb = governing_verb(sentence, noun.end - 1)
        subject = subject_index(sentence, verb) if verb is not None else None
        if subject is None or noun.covers(subject) or preposition_before(sentence, noun) not in _WHILE:
            return []
        found = self._phrases.list_covering(sentence, subject)
        people = [agent for agent in found.agents if agent.kind != "organization"] if found else []
        return self._participants(people, "speaker")

    def joint_organizers(self, sentence: Sentence) -> list[Participant]:
        """Read "in co-operation with A and B", "jointly with C": bodies and groups, wherever they stand."""
        found: list[Participant] = []
        for index in range(len(sentence)):
            if sentence.lower(index) in _JOINT and sentence.lower(index + 1) == "with":
                found.extend(self._participants(self._list_after(sentence, index + 2), "organizer"))
        return [participant for participant in found if participant.individual is None]

    def _sponsored(self, sentence: Sentence, verb: int, noun: GatheringNoun) -> list[Participant]:
        """Read "sponsored the participation of six officials in the Workshop"."""
        for index in range(verb + 1, noun.start):
            if sentence.lower(index) == "participation" and sentence.lower(index + 1) == "of":
                found = self._phrases.read_list(sentence, index + 2)
                return self._participants(found.agents if found else [], "attendee")
        return []

    def _organized_by(self, sentence: Sentence, position: int) -> list[Participant]:
        """Read "organised by the think tank A and the Institute B" after the noun."""
        for index in range(position, min(len(sentence), position + _BY_REACH)):
            if sentence.lower(index) in _ORGANIZING and sentence.lower(index + 1) == "by":
                return self._participants(self._list_after(sentence, index + 2), "organizer")
        return []

    def _list_after(self, sentence: Sentence, position: int) -> list[Agent]:
        """Return bodies and people from ``position`` on; descriptions before a name are stepped over."""
        for start in range(position, min(len(sentence), position + _DESCRIPTION_REACH)):
            found = self._phrases.read_list(sentence, start)
            if found is not None and any(agent.kind in _NAMED for agent in found.agents):
                if sentence.lower(found.end) != "and":
                    return found.agents
                following = self._phrases.read_list(sentence, found.end + 1)
                more = following.agents if following else self._list_after(sentence, found.end + 1)
                return [*found.agents, *more]
            if sentence.lower(start) in (".", ";", ","):
                break
        return []

    def _participants(self, agents: Sequence[Agent], role: str) -> list[Participant]:
        return participants_of(self._cast, agents, role)


def _organizing_role(word: str, noun: GatheringNoun) -> str:
    if noun.kind == "press-conference":
        return "speaker"
    return "host" if word.startswith("host") else "organizer"


def _is_series(sentence: Sentence, subject: int, noun: GatheringNoun) -> bool:
    """Tell whether the subject is "a six-day series of lectures"."""
    following = range(subject + 1, subject + _SERIES_REACH)
    return (
        sentence.lower(subject) == "series"
        and sentence.lower(subject + 1) == "of"
        and noun.start in following
    )


def _is_object(sentence: Sentence, noun: GatheringNoun, verb: int) -> bool:
    """Tell whether the verb's object is the noun itself, not something that only has to do with it."""
    return sentence.tokens[noun.end - 1].head == verb or verb < noun.start


def _is_attendance(sentence: Sentence, word: str, noun: GatheringNoun) -> bool:
    return word not in _ATTENDING_ONLY_AT or preposition_before(sentence, noun) in _WHILE
