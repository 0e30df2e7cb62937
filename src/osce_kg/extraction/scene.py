"""Where and when: days and places of events, and what the document lets us assume about both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.drafts import PlaceName
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.phrases import after_adjunct
from osce_kg.extraction.places import PlaceReader
from osce_kg.extraction.time_resolution import Clock, Interval, days_interval, resolve_time
from osce_kg.extraction.times import TimeMention, find_times
from osce_kg.extraction.vocabulary import word_set
from osce_kg.model.document import Document

_DATES_SOMETHING_ELSE = word_set("of since until by after before the than")
_RELATIVE_WORDS = frozenset({"which", "who", "whose", "where"})
_OTHER_TIMES = word_set("earlier later previously ago before afterwards following morning next days weeks")
_POSSESSED_REACH = 3
_PARTS_OF_MONTH = word_set("beginning start end middle course")
_PARTS_OF_DAY = word_set("afternoon morning evening")
_BEFORE_MONTH_OF_EVENT = ("in", "during", "throughout", "", ",")
_OPENING = 2
"""A date that ends the first words of a sentence dates all of it."""

_DATED_BEFORE = 4
"""Tokens by which a date before an event counts as further off than one after it."""


@dataclass
class Scene:
    """The day and the dateline of a document, against which its sentences are read.

    Attributes:
        dateline: places of the dateline.
        named_host: host State of the field operation that the body names first.
        lead_is_today: the first paragraph says "today".
        sentences: those of the document, in order.
    """

    document: Document
    gazetteer: Gazetteer
    clock: Clock
    dateline: list[PlaceName] = field(default_factory=list)
    named_host: str | None = None
    lead_is_today: bool = False
    sentences: Sequence[Sentence] = ()
    _times: dict[int, list[TimeMention]] = field(default_factory=dict)
    _time_starts: dict[int, set[int]] = field(default_factory=dict)
    _dates_before: list[Interval | None] = field(default_factory=list)

    @cached_property
    def places(self) -> PlaceReader:
        """The reader of the places in its sentences."""
        return PlaceReader(self.gazetteer)

    @cached_property
    def home_state(self) -> str | None:
        """The State that an unnamed place is taken to lie in.

        Host of the field operation that issued the document, else the State of the dateline.
        """
        texts = (self.document.issuer, self.document.title)
        entries = [
            entry for text in texts for _, entry in self.gazetteer.find_entries(text or "", "structure")
        ]
        hosts = [host for entry in entries if (host := self.gazetteer.structures[entry.key].host)]
        if hosts:
            return hosts[0]
        states = [place.state for place in self.dateline if place.state]
        return states[0] if len(states) == 1 else self.named_host

    def times(self, sentence: Sentence) -> list[TimeMention]:
        """Return the date expressions of a sentence."""
        if sentence.index not in self._times:
            self._times[sentence.index] = find_times(sentence)
        return self._times[sentence.index]

    def has_time_at(self, sentence: Sentence, index: int) -> bool:
        """Tell whether a date expression begins at token ``index``."""
        if sentence.index not in self._time_starts:
            self._time_starts[sentence.index] = {mention.start for mention in self.times(sentence)}
        return index in self._time_starts[sentence.index]

    def time_near(
        self, sentence: Sentence, trigger: int, *, future: bool, triggers: Sequence[int] = ()
    ) -> tuple[TimeMention, Interval] | None:
        """Return the date that belongs to the event at ``trigger``: the nearest one that can date an event.

        A date that stands nearer to another event of the sentence, at ``triggers``, belongs to that one.
        """
        best: tuple[int, TimeMention, Interval] | None = None
        for mention in self.times(sentence):
            if not _dates_event(sentence, mention):
                continue
            if sentence.lower(mention.end) == "'s" and not 0 <= trigger - mention.end <= _POSSESSED_REACH:
                # "December's Ministerial Council": the date of nothing else.
                continue
            interval = self._resolve(sentence, mention, future=future)
            if interval is None:
                continue
            distance = _distance(mention, trigger)
            if _is_in_relative_clause(sentence, trigger, mention):
                distance += len(sentence)
            if any(_distance(mention, other) < distance for other in triggers if other != trigger):
                continue
            if best is None or distance < best[0]:
                best = (distance, mention, interval)
        return (best[1], best[2]) if best else None

    def at_focus(
        self, sentence: Sentence, focus: int, *, future: bool
    ) -> tuple[PlaceName | None, tuple[TimeMention, Interval] | None]:
        """Return place and day of "in Yerevan on 6 October" right at token ``focus``."""
        end = after_adjunct(sentence, focus)
        closes = sentence.lower(end) in (",", ";", "and") or end >= len(sentence) - 1
        if end == focus or not closes:
            return None, None
        place = None
        for index in range(focus, end):
            if place is None and sentence.lower(index) in ("in", "at"):
                places, _ = self.places.places_after(sentence, index + 1)
                place = next((found for found in places if found.kind in ("city", "state")), None)
        time = None
        for mention in self.times(sentence):
            if focus <= mention.start < end:
                interval = self._resolve(sentence, mention, future=future)
                time = (mention, interval) if interval is not None else time
        return place, time

    def speaks_of_another_time(self, sentence: Sentence) -> bool:
        """Tell whether a sentence has a date, or words such as "earlier" and "two days before"."""
        return bool(self.times(sentence)) or any(token.lower in _OTHER_TIMES for token in sentence.tokens)

    def _resolve(self, sentence: Sentence, mention: TimeMention, *, future: bool) -> Interval | None:
        before = self._date_before(sentence) if mention.kind == "anaphoric" else None
        return resolve_time(mention, self.clock, future=future, before=before)

    def _date_before(self, sentence: Sentence) -> Interval | None:
        """Return the last date that the sentences before, in the same section, give an event."""
        while len(self._dates_before) <= sentence.index:
            self._dates_before.append(self._next_date_before())
        return self._dates_before[sentence.index]

    def _next_date_before(self) -> Interval | None:
        index = len(self._dates_before)
        if index == 0 or index >= len(self.sentences):
            return None
        earlier = self.sentences[index - 1]
        if earlier.section != self.sentences[index].section:
            return None
        last = self._dates_before[-1]
        if any(token.lower in ("will", "shall") for token in earlier.tokens):
            # "Elections will be held on 10 October. On the same day she met …": not on election day.
            return last
        for mention in self.times(earlier):
            if _dates_event(earlier, mention):
                last = resolve_time(mention, self.clock, before=self._dates_before[-1]) or last
        return last

    def lead_day(self, sentence: Sentence, state: str | None) -> Interval | None:
        """Return the document's day for an undated meeting at the dateline, if the lead says "today".

        Not where the meeting's own sentence speaks of another time.
        """
        day = self.clock.day
        if day is None or not self.lead_is_today or len(self.dateline) != 1:
            return None
        if self.speaks_of_another_time(sentence):
            return None
        if state is not None and state != self.dateline[0].state:
            return None
        return days_interval(day, day, "dateline", "the lead tells of the document's day")


def _dates_event(sentence: Sentence, mention: TimeMention) -> bool:
    """Tell whether a date can be the day of an event, not of a law, a deadline or a term of office."""
    first = mention.first
    if mention.kind != "date" or first is None:
        return True
    before = sentence.lower(mention.start - 1)
    if before == "of" and sentence.lower(mention.start - 2) in _PARTS_OF_MONTH:
        return True
    on_that_day = before == "of" and sentence.lower(mention.start - 2) in _PARTS_OF_DAY
    if before in _DATES_SOMETHING_ELSE and not on_that_day:
        return False
    if first.month is None:
        return False
    is_possessor = sentence.lower(mention.end) == "'s"
    return first.day is not None or is_possessor or before in _BEFORE_MONTH_OF_EVENT


def _distance(mention: TimeMention, trigger: int) -> int:
    """Return how far a date stands from an event.

    One that follows is nearer than one before, unless that opens the sentence.
    """
    if mention.start <= trigger < mention.end:
        return 0
    if mention.start > trigger:
        return mention.start - trigger
    return trigger - mention.end + 1 + (0 if mention.start <= _OPENING else _DATED_BEFORE)


def _is_in_relative_clause(sentence: Sentence, trigger: int, mention: TimeMention) -> bool:
    """Tell whether a date belongs to what "which", "who" or "where" begins after the event."""
    return any(sentence.lower(index) in _RELATIVE_WORDS for index in range(trigger + 1, mention.start))
