"""Visits: who went where, by verbs ("visited", "travelled to"), by nouns ("a three-day visit to", "on the second stop of")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.coreference import Cast
from osce_kg.extraction.drafts import EventDraft, Participant, PlaceName
from osce_kg.extraction.meetings import MEETING_WORDS
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.quotations import quoted_tokens
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.status import event_status
from osce_kg.extraction.syntax import governing_verb, subject_index
from osce_kg.extraction.time_resolution import Interval, days_interval, resolve_time

_VISIT_VERBS = frozenset({"visited", "visits", "visit", "visiting", "toured", "tours"})
_TRAVEL_VERBS = frozenset(
    {
        "travelled",
        "traveled",
        "travels",
        "travel",
        "travelling",
        "traveling",
        "went",
        "flew",
        "arrived",
        "arrives",
        "arrive",
        "came",
        "headed",
        "gone",
        "continued",
        "proceeded",
        "returned",
    }
)
_VISIT_NOUNS = frozenset({"visit", "trip", "tour", "visits", "trips", "journey"})
_ENDINGS = frozenset(
    {
        "ended",
        "ends",
        "end",
        "concluded",
        "concludes",
        "completed",
        "completes",
        "finished",
        "wound",
        "winds",
        "concluding",
        "ending",
        "wrapped",
        "wraps",
        "wrapping",
        "winding",
        "finishing",
        "completing",
        "finishes",
    }
)
_BEGINNINGS = frozenset(
    {"began", "begins", "started", "starts", "opened", "beginning", "starting", "arrived", "begin", "start"}
)


class VisitReader:
    """Finds the visits of a document, sentence by sentence."""

    def __init__(self, cast: Cast, phrases: PhraseReader, scene: Scene) -> None:
        self._cast = cast
        self._phrases = phrases
        self._scene = scene

    def read(self, sentence: Sentence) -> list[EventDraft]:
        """Return the visits that a sentence reports, in the order of the text."""
        drafts: list[EventDraft] = []
        quoted = quoted_tokens(sentence)
        for index in range(len(sentence)):
            if index not in quoted:
                drafts.extend(self._visits_at(sentence, index))
        return drafts

    def _visits_at(self, sentence: Sentence, index: int) -> Iterator[EventDraft]:
        token = sentence.tokens[index]
        word = token.lower
        if (
            word in _VISIT_NOUNS
            and token.pos in ("NOUN", "PROPN")
            and not (word == "visit" and "courtesy" in (sentence.lower(index - 1), sentence.lower(index - 2)))
        ):
            yield from self._nominal(sentence, index)
        elif word in _VISIT_VERBS and token.pos in ("VERB", "AUX") and token.dep != "amod":
            yield from self._visited(sentence, index)
        elif word in _TRAVEL_VERBS and token.pos == "VERB":
            yield from self._travelled(sentence, index)
        elif word in ("be", "is", "was", "are", "were"):
            yield from self._was_in(sentence, index)
        elif word in ("expected", "spent"):
            yield from self._expected_in(sentence, index)
        elif word == "while" and sentence.lower(index + 1) == "in":
            yield from self._while_in(sentence, index)
        elif word == "stop" and sentence.lower(index + 1) in ("in", "at"):
            yield from self._stop_in(sentence, index)
        elif word == "stop" and _stop_number(sentence, index):
            yield from self._stop_here(sentence, index)

    # -- triggers --------------------------------------------------------------------------------------------------

    def _visited(self, sentence: Sentence, verb: int) -> Iterator[EventDraft]:
        places, _ = self._scene.places_after(sentence, verb + 1)
        if not places:
            venue = self._scene.venue_at(sentence, verb + 1)
            places = self._with_city(sentence, venue[0], venue[1]) if venue else []
        if not places:
            return
        visitors = self._subject(sentence, verb, verb)
        yield from self._drafts(sentence, verb, visitors, places, event_status(sentence, verb))

    def _with_city(self, sentence: Sentence, venue: PlaceName, end: int) -> list[PlaceName]:
        """Add the city that follows or opens the sentence: "In Tetovo he visited the University"."""
        if sentence.lower(end) == "in":
            cities, _ = self._scene.places_after(sentence, end + 1)
            if cities:
                return [venue, *cities[:1]]
        if sentence.lower(0) == "in" and 1 in sentence.matches:
            cities, _ = self._scene.places_after(sentence, 1)
            return [venue, *cities[:1]]
        return [venue]

    def _travelled(self, sentence: Sentence, verb: int) -> Iterator[EventDraft]:
        position = verb + 1
        while (
            sentence.lower(position)
            in ("today", "yesterday", "also", "then", "on", "together", "back", "later", "onwards")
            or sentence.lower(position) in words.WEEKDAYS
        ):
            position += 1
        if sentence.lower(position) == "from":
            _, position = self._scene.places_after(sentence, position + 1)
        if sentence.lower(position) not in ("to", "in"):
            return
        places, _ = self._scene.places_after(sentence, position + 1)
        if places:
            yield from self._drafts(
                sentence, verb, self._subject(sentence, verb, verb), places, event_status(sentence, verb)
            )

    def _was_in(self, sentence: Sentence, verb: int) -> Iterator[EventDraft]:
        """Read "will be in Moldova on 9 January", "plans to be in Azerbaijan and Armenia"."""
        position = verb + 1 + (sentence.lower(verb + 1) in ("also", "now", "currently", "today"))
        if sentence.lower(position) != "in":
            return
        start = position + 1
        places, end = self._scene.places_after(sentence, start)
        if not places or any(place.kind == "region" and place.state is None for place in places):
            return
        purpose = sentence.lower(end) in (
            "for",
            "to",
            "on",
            "from",
            "today",
            "tomorrow",
            "this",
            "where",
        ) or self._scene.times(sentence)
        visitors = self._subject(sentence, verb, verb)
        if (
            purpose
            and visitors
            and any(agent.kind in ("person", "pronoun", "office", "collective") for agent in visitors)
        ):
            yield from self._drafts(
                sentence, verb, visitors, places, event_status(sentence, verb), confidence=0.8
            )

    def _expected_in(self, sentence: Sentence, verb: int) -> Iterator[EventDraft]:
        """Read "is expected in Turkmenistan" and "spent Friday in Zagreb"."""
        position = verb + 1
        while position < min(len(sentence), verb + 4) and sentence.lower(position) != "in":
            position += 1
        places, _ = (
            self._scene.places_after(sentence, position + 1) if sentence.lower(position) == "in" else ([], 0)
        )
        status = "planned" if sentence.lower(verb) == "expected" else "occurred"
        if places:
            yield from self._drafts(
                sentence, verb, self._subject(sentence, verb, verb), places, status, confidence=0.8
            )

    def _while_in(self, sentence: Sentence, start: int) -> Iterator[EventDraft]:
        """Read "While in the Ukrainian capital, Minister Rupel met": who acts is there."""
        places, end = self._scene.places_after(sentence, start + 2)
        if not places:
            return
        position = end + (sentence.lower(end) == ",")
        found = self._phrases.read_list(sentence, position)
        visitors = found.agents if found else self._subject(sentence, start, len(sentence))
        yield from self._drafts(sentence, start, visitors, places, "occurred", confidence=0.85)

    def _stop_in(self, sentence: Sentence, noun: int) -> Iterator[EventDraft]:
        places, _ = self._scene.places_after(sentence, noun + 2)
        if places:
            status = event_status(sentence, noun, is_noun=True)
            yield from self._drafts(sentence, noun, self._noun_subject(sentence, noun), places, status)

    def _stop_here(self, sentence: Sentence, noun: int) -> Iterator[EventDraft]:
        """Read "On his second stop during a five-day visit": the stop is where the dateline is."""
        places = [place for place in self._scene.dateline if place.kind == "city"][:1]
        day = self._scene.clock.day
        if not places or sentence.index > 0:
            return
        for draft in self._drafts(
            sentence, noun, self._noun_subject(sentence, noun), places, "occurred", confidence=0.8
        ):
            if day is not None:
                draft.interval = days_interval(day, day, "dateline", "the stop that the dateline names")
                draft.time = draft.time_sentence = None
            yield draft

    def _nominal(self, sentence: Sentence, noun: int) -> Iterator[EventDraft]:
        position, owner = self._after_noun(sentence, noun)
        places: list[PlaceName] = []
        if sentence.lower(position) in ("to", "of", "in", "around", "through"):
            places, end = self._scene.places_after(sentence, position + 1)
            if not places and sentence.lower(position) == "to":
                venue = self._scene.venue_at(sentence, position + 1)
                if venue:
                    places, end = self._with_city(sentence, venue[0], venue[1]), venue[1]
            if not places:
                # "visit to the Central Asian States", "tour of three Central Asian countries": an adjective of a region.
                places, end = self._region_adjective(sentence, position + 1)
            if places and owner is None and sentence.lower(end) in ("of", "by"):
                found = self._phrases.read_list(sentence, end + 1)
                owner = found.agents if found else None
        if not places:
            places = self._unnamed_destination(sentence, noun)
        if not places:
            return
        status = event_status(sentence, noun, is_noun=True)
        visitors = owner or self._noun_subject(sentence, noun)
        if status != "hypothetical" or sentence.lower(noun - 1) in ("his", "her", "their"):
            yield from self._drafts(sentence, noun, visitors, places, status)

    def _unnamed_destination(self, sentence: Sentence, noun: int) -> list[PlaceName]:
        """Take "during his visit from 16 to 20 May" for a visit to the State the document is about."""
        state = self._scene.home_state
        dated = any(0 <= mention.start - noun <= 3 for mention in self._scene.times(sentence))
        if not (dated and state and sentence.lower(noun - 1) in ("his", "her", "their", "'s")):
            return []
        name = self._scene.gazetteer.states[state].name
        return [PlaceName(name, "state", None, state, sentence.span_of(noun, noun + 1))]

    def _region_adjective(self, sentence: Sentence, position: int) -> tuple[list[PlaceName], int]:
        start = position + (sentence.lower(position) == "the")
        start += sentence.lower(start) in words.NUMBERS
        for name, states in self._scene.gazetteer.reference.regions:
            parts = name.lower().split()
            stems = [sentence.lower(start + i)[: len(part) - 1] for i, part in enumerate(parts)]
            if stems == [part[:-1] for part in parts]:
                end = start + len(parts)
                state = states[0] if len(states) == 1 else None
                return [PlaceName(name, "region", None, state, sentence.span_of(start, end))], end
        return [], position

    def _after_noun(self, sentence: Sentence, noun: int) -> tuple[int, list[Agent] | None]:
        """Step over "of three days", "this week"; return where the destination may begin, and the visitor if named there."""
        position = noun + 1
        owner: list[Agent] | None = None
        for _ in range(3):
            if sentence.lower(position) == "of" and sentence.lower(position + 2) in ("days", "day"):
                position += 3
            elif sentence.lower(position) in ("of", "by") and not sentence.matches.get(position + 1):
                found = self._phrases.read_list(sentence, position + 1)
                if found is None or not any(agent.kind != "organization" for agent in found.agents):
                    break
                owner, position = found.agents, found.end
            elif sentence.lower(position) in ("today", "yesterday", "tomorrow"):
                position += 1
            else:
                break
        return position, owner

    # -- visitors --------------------------------------------------------------------------------------------------

    def _subject(self, sentence: Sentence, verb: int, before: int) -> list[Agent]:
        index = subject_index(sentence, verb)
        if index is not None and index < before:
            found = self._phrases.list_covering(sentence, index)
            if found is not None:
                return found.agents
        agents = [agent for agent in self._cast.agents[sentence.index] if agent.end <= before]
        for position in range(before - 1, -1, -1):
            if sentence.lower(position) in ("he", "she", "they"):
                return [Agent("pronoun", sentence, position, position + 1, label=sentence.lower(position))]
        if agents:
            return agents[:1]
        found = self._phrases.read_list(sentence, 0)
        if found is not None and found.agents[0].kind == "group" and found.end <= before:
            return found.agents
        return self._topic(sentence)

    def _noun_subject(self, sentence: Sentence, noun: int) -> list[Agent]:
        for index in range(noun - 1, max(-1, noun - 7), -1):
            word = sentence.lower(index)
            if word in ("his", "her", "their"):
                return [Agent("pronoun", sentence, index, index + 1, label=word)]
            if word == "'s":
                owners = [agent for agent in self._cast.agents[sentence.index] if agent.end == index]
                if owners:
                    return owners
        verb = governing_verb(sentence, noun)
        subject = subject_index(sentence, verb) if verb is not None else None
        if subject is not None and subject != noun:
            found = self._phrases.list_covering(sentence, subject)
            if found is not None:
                return found.agents
        people = [a for a in self._cast.agents[sentence.index] if a.kind in ("person", "office")]
        after = [agent for agent in people if agent.start > noun]
        # "At the end of a one-day visit to X, the Chairman-in-Office said": the visitor follows.
        if after and not any(agent.end <= noun for agent in people):
            return after[:1]
        before = [agent for agent in people if agent.end <= noun]
        return before[:1] or self._topic(sentence)

    def _topic(self, sentence: Sentence) -> list[Agent]:
        topic = self._cast.topic_before(sentence)
        return topic.agents[:1] if topic else []

    # -- events ----------------------------------------------------------------------------------------------------

    def _drafts(
        self,
        sentence: Sentence,
        trigger: int,
        visitors: list[Agent],
        places: list[PlaceName],
        status: str,
        *,
        confidence: float = 0.9,
    ) -> Iterator[EventDraft]:
        participants = self._visitors(visitors)
        if not participants or status == "hypothetical":
            return
        states = list(dict.fromkeys(place.state for place in places if place.state))
        whole = self._draft(sentence, trigger, participants, places, status, confidence)
        if len(states) > 1:
            yield whole
            for state in states:
                leg = self._draft(
                    sentence,
                    trigger,
                    participants,
                    [p for p in places if p.state == state],
                    status,
                    confidence,
                )
                leg.part_of = whole
                leg.interval = leg.time = None
                yield leg
            return
        yield whole

    def _visitors(self, agents: list[Agent]) -> list[Participant]:
        found: list[Participant] = []
        for agent in agents:
            individuals = self._cast.referents(agent)
            if individuals:
                found.extend(Participant(agent, individual, "visitor") for individual in individuals)
            elif agent.kind in ("group", "collective"):
                found.append(Participant(agent, None, "visitor"))
        return found

    def _draft(
        self,
        sentence: Sentence,
        trigger: int,
        participants: list[Participant],
        places: list[PlaceName],
        status: str,
        confidence: float,
    ) -> EventDraft:
        draft = EventDraft(
            "visit", sentence, trigger, status=status, places=list(places), confidence=confidence
        )
        draft.add(participants)
        states = {place.state for place in places if place.state}
        draft.state = states.pop() if len(states) == 1 else None
        draft.leg_number = (
            _stop_number(sentence, trigger)
            if any(place.kind in ("city", "venue") for place in places)
            else None
        )
        draft.attest(sentence)
        self._set_time(sentence, draft)
        return draft

    def _set_time(self, sentence: Sentence, draft: EventDraft) -> None:
        future = draft.status == "planned"
        meetings = [index for index, token in enumerate(sentence.tokens) if token.lower in MEETING_WORDS]
        near = self._scene.time_near(
            sentence, _end_of_places(sentence, draft), future=future, triggers=meetings
        )
        day = self._scene.clock.day
        if near is not None:
            draft.time, draft.interval = near
            draft.time_sentence = sentence
            first = near[1].start_earliest
            if day and first and first > day and draft.status == "occurred":
                draft.settle_future(near[1])
        self._set_length(sentence, draft)

    def _set_length(self, sentence: Sentence, draft: EventDraft) -> None:
        """Work out the other end of "today ended a three-day visit" and "where he has been since 11 April"."""
        verbs = {token.lower for token in sentence.tokens}
        days = _duration(sentence, draft.trigger)
        day = self._scene.clock.day
        if (
            draft.interval is None
            and days == 1
            and day
            and draft.status == "occurred"
            and self._is_here(draft)
        ):
            draft.interval = days_interval(
                day, day, "dateline", "a visit of one day to where the dateline is"
            )
        if (
            draft.interval is None
            or not draft.interval.is_single_day
            or draft.interval.start_earliest is None
        ):
            return
        anchor = draft.interval.start_earliest
        since = self._since(sentence)
        if since is not None and since < anchor:
            draft.interval = days_interval(since, anchor, "stated", 'begun on the day that "since" names')
        elif days and days > 1:
            length = dt.timedelta(days - 1)
            evidence = f"a visit of {days} days"
            if verbs & _ENDINGS:
                draft.interval = days_interval(
                    anchor - length, anchor, "duration", evidence + ", ended that day"
                )
            elif verbs & _BEGINNINGS:
                draft.interval = days_interval(
                    anchor, anchor + length, "duration", evidence + ", begun that day"
                )
        elif days is None and verbs & _ENDINGS and not verbs & {"since"} and anchor == day:
            draft.interval = Interval(
                None,
                anchor,
                anchor,
                anchor,
                f"/{anchor}",
                "relative",
                "ended that day; the text does not say when it began",
            )
        elif (
            days is None
            and verbs & {"began", "begins", "started", "starts", "arrived", "arrives"}
            and anchor == day
        ):
            draft.interval = Interval(
                anchor,
                anchor,
                anchor,
                None,
                f"{anchor}/",
                "relative",
                "begun that day; the text does not say when it ended",
            )
        elif day and anchor < day and verbs & {"ends", "ending", "end"} and "today" in verbs:
            draft.interval = days_interval(anchor, day, "relative", "ends on the document's day")

    def _since(self, sentence: Sentence) -> dt.date | None:
        for mention in self._scene.times(sentence):
            if sentence.lower(mention.start - 1) == "since" and (
                interval := resolve_time(mention, self._scene.clock)
            ):
                return interval.start_earliest if interval.is_single_day else None
        return None

    def _is_here(self, draft: EventDraft) -> bool:
        return any(place.state == draft.state for place in self._scene.dateline)


def _end_of_places(sentence: Sentence, draft: EventDraft) -> int:
    """Return the token that a date of the visit is measured from: the last word of its destination."""
    ends = [place.span.end for place in draft.places if sentence.span.covers(place.span)]
    inside = [i for i, token in enumerate(sentence.tokens) if ends and token.span.end <= max(ends)]
    return max([draft.trigger, *inside[-1:]])


def _stop_number(sentence: Sentence, trigger: int) -> int | None:
    """Return 2 for "On his second stop during a five-day visit"."""
    for index in range(max(0, trigger - 9), min(len(sentence), trigger + 9)):
        if sentence.lower(index) in ("stop", "leg") and sentence.lower(index - 1) in words.ORDINALS:
            number = words.ORDINALS[sentence.lower(index - 1)]
            return number if number > 0 else None
    return None


def _duration(sentence: Sentence, trigger: int) -> int | None:
    """Return the days of "a three-day visit" or "a visit of three days" at the noun ``trigger``."""
    for index in range(max(0, trigger - 5), min(len(sentence), trigger + 5)):
        word = sentence.lower(index)
        if word.endswith("-day") and index < trigger:
            return _number(word.removesuffix("-day"))
        if (
            word in ("day", "days")
            and sentence.lower(index - 1) in words.NUMBERS
            and sentence.lower(index - 2) in ("of", "a")
        ):
            return words.NUMBERS[sentence.lower(index - 1)]
        if word == "day" and sentence.lower(index - 1) == "-" and index < trigger:
            return _number(sentence.lower(index - 2))
    return None


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else words.NUMBERS.get(word)
