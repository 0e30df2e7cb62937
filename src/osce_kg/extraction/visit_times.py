"""When a visit began and ended: its date, its length in days, and which stop of a tour it was."""

from __future__ import annotations

import datetime as dt

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.syntax import governing_verb
from osce_kg.extraction.time_resolution import Interval, days_interval, resolve_time, shifted
from osce_kg.extraction.vocabulary import word_set

_ENDING = word_set(
    "ended ends end finish finished conclude concluded concludes completed completes wound winds concluding "
    "ending wrapped wraps wrapping winding finishing completing"
)
_ENDING_ON_A_DAY = word_set("ends ending end")
_BEGINNING = word_set("began begins started starts opened beginning starting arrived begin start")
_BEGUN = word_set("began begins started starts arrived arrives")
_RETURNING = word_set("return returns returning back")
_SETTING_OUT = word_set("travel travels travelled traveled leave leaves left fly flies flew arrives")
_MOST_DIGITS = 3
_STAYS = word_set("visit trip stay tour")
_STOPS = frozenset({"stop", "leg"})
_STOP_REACH = 9
_LENGTH_REACH = 5
_LENGTH_REACH_OF_VERB = 12


def date_visit(sentence: Sentence, draft: EventDraft, scene: Scene) -> None:
    """Date a visit by the words of its sentence, where they allow it."""
    if sentence.lower(draft.trigger - 1) == "after" and sentence.tokens[draft.trigger].tag == "VBG":
        # "He came today, a day after visiting Kyrgyzstan": the day is another journey's.
        return
    # A date in the sentence may belong to one of these instead.
    meetings = [index for index, token in enumerate(sentence.tokens) if token.lower in words.MEETING_WORDS]
    anchor = _end_of_places(sentence, draft)
    near = scene.time_near(sentence, anchor, future=draft.status == "planned", triggers=meetings)
    if near is not None:
        draft.set_time(sentence, *near, scene.clock.day)
    returning = _return_day(sentence, scene)
    if returning is not None:
        draft.interval = _until_return(sentence, draft, returning, scene)
        return
    days = _length(sentence, draft.trigger)
    if draft.interval is None and days == 1:
        draft.interval = _day_trip(draft, scene)
    if draft.interval is not None and draft.interval.is_single_day:
        draft.interval = _extended(sentence, draft.trigger, draft.interval, days, scene) or draft.interval


def _return_day(sentence: Sentence, scene: Scene) -> dt.date | None:
    """Return the day of "from which she will return on 8 June"."""
    for mention in scene.times(sentence):
        before = {sentence.lower(index) for index in range(max(0, mention.start - 4), mention.start)}
        interval = resolve_time(mention, scene.clock, future=True)
        if before & _RETURNING and interval is not None and interval.is_single_day:
            return interval.start_earliest
    return None


def _until_return(sentence: Sentence, draft: EventDraft, last: dt.date, scene: Scene) -> Interval:
    """Date a journey that ends with the return: from the other day of the sentence, or from an open start."""
    for mention in scene.times(sentence):
        interval = resolve_time(mention, scene.clock, future=True)
        first = interval.start_earliest if interval is not None and interval.is_single_day else None
        if first is not None and first < last:
            return days_interval(first, last, "stated", "from the departure to the return")
    return Interval(None, last, last, last, f"/{last}", "stated", "only the return is dated")


def span_of_gathering(sentence: Sentence, trigger: int, known: Interval) -> Interval:
    """Return the days of "a six-day course will finish tomorrow", where ``known`` is the one day given.

    Without a length, the day of the end says nothing of the beginning.
    """
    days, day = _length(sentence, trigger), known.start_earliest
    if day is None or not known.is_single_day or days == 1:
        return known
    verbs = {token.lower for token in sentence.tokens}
    if days is None:
        return (_half_open(day, verbs) if _is_ended(sentence, trigger) else None) or known
    return _by_length(day, days, verbs) or known


def stop_number(sentence: Sentence, trigger: int) -> int | None:
    """Return 2 for "On his second stop during a five-day visit"."""
    for index in range(max(0, trigger - _STOP_REACH), min(len(sentence), trigger + _STOP_REACH)):
        if sentence.lower(index) in _STOPS and sentence.lower(index - 1) in words.ORDINALS:
            number = words.ORDINALS[sentence.lower(index - 1)]
            return number if number > 0 else None
    return None


def _end_of_places(sentence: Sentence, draft: EventDraft) -> int:
    """Return the token that a date of the visit is measured from: the last word of its destination."""
    ends = [place.span.end for place in draft.places if sentence.span.covers(place.span)]
    inside = [i for i, token in enumerate(sentence.tokens) if ends and token.span.end <= max(ends)]
    return max([draft.trigger, *inside[-1:]])


def _length(sentence: Sentence, trigger: int) -> int | None:
    """Return the days of "a three-day visit", "a visit of three days", "will fly … for a three-day visit"."""
    is_verb = sentence.tokens[trigger].pos == "VERB"
    reach = _LENGTH_REACH_OF_VERB if is_verb else _LENGTH_REACH
    for index in range(max(0, trigger - _LENGTH_REACH), min(len(sentence), trigger + reach)):
        word, before = sentence.lower(index), sentence.lower(index - 1)
        if word.endswith("-day") and (index < trigger or (is_verb and sentence.lower(index + 1) in _STAYS)):
            return _number(word.removesuffix("-day"))
        is_counted = before in words.NUMBERS and sentence.lower(index - 2) in ("of", "a")
        if word in ("day", "days") and is_counted:
            return words.NUMBERS[before]
        if word == "day" and before == "-" and index < trigger:
            return _number(sentence.lower(index - 2))
    return None


def _number(word: str) -> int | None:
    """Return a number of days; none that no visit has."""
    if word.isdigit():
        return int(word) if len(word) <= _MOST_DIGITS else None
    return words.NUMBERS.get(word)


def _day_trip(draft: EventDraft, scene: Scene) -> Interval | None:
    """Date an undated visit of one day to where the dateline is by the day of the document."""
    day = scene.clock.day
    is_here = any(place.state == draft.state for place in scene.dateline)
    if day is None or draft.status != "occurred" or not is_here:
        return None
    return days_interval(day, day, "dateline", "a visit of one day to where the dateline is")


def _extended(
    sentence: Sentence, trigger: int, known: Interval, days: int | None, scene: Scene
) -> Interval | None:
    """Work out the other end of "today ended a three-day visit" and "where he has been since 11 April".

    Args:
        known: the one day that the sentence gives the visit.
        days: length of the visit, None if the sentence gives none.
    """
    anchor, today = known.start_earliest, scene.clock.day
    if anchor is None:
        return None
    since = _since(sentence, scene)
    if since is not None and since < anchor:
        return days_interval(since, anchor, "stated", 'begun on the day that "since" names')
    verbs = {token.lower for token in sentence.tokens}
    if days and days > 1:
        return _by_length(anchor, days, verbs)
    is_past = today is not None and anchor < today
    if days is None and (anchor == today or (is_past and _is_told_of_end(sentence, trigger))):
        return _half_open(anchor, verbs)
    if today and anchor < today and verbs & _ENDING_ON_A_DAY and "today" in verbs:
        return days_interval(anchor, today, "relative", "ends on the document's day")
    return None


def _is_told_of_end(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a date is that of the end or the beginning only: "began a tour", "arrived on 4 June"."""
    verb = governing_verb(sentence, trigger)
    return verb is not None and (_is_ended(sentence, trigger) or sentence.lower(verb) in _BEGUN)


def _is_ended(sentence: Sentence, trigger: int) -> bool:
    """Tell whether the verb that the noun of a visit hangs on says that the visit ended."""
    verb = governing_verb(sentence, trigger)
    return verb is not None and verb != trigger and sentence.lower(verb) in _ENDING


def _since(sentence: Sentence, scene: Scene) -> dt.date | None:
    for mention in scene.times(sentence):
        if sentence.lower(mention.start - 1) != "since":
            continue
        interval = resolve_time(mention, scene.clock)
        if interval is not None:
            return interval.start_earliest if interval.is_single_day else None
    return None


def _by_length(anchor: dt.date, days: int, verbs: set[str]) -> Interval | None:
    """Count from the day a visit began or ended on, whichever the verb says."""
    evidence = f"a visit of {days} days"
    if verbs & _ENDING:
        first = shifted(anchor, 1 - days)
        return days_interval(first, anchor, "duration", f"{evidence}, ended that day") if first else None
    if verbs & (_BEGINNING | _SETTING_OUT):
        last = shifted(anchor, days - 1)
        return days_interval(anchor, last, "duration", f"{evidence}, begun that day") if last else None
    return None


def _half_open(anchor: dt.date, verbs: set[str]) -> Interval | None:
    """Leave open the other end of a visit that began or ended on the document's day."""
    if verbs & _ENDING and "since" not in verbs:
        evidence = "ended that day; the text does not say when it began"
        return Interval(None, anchor, anchor, anchor, f"/{anchor}", "relative", evidence)
    if verbs & _BEGUN:
        evidence = "begun that day; the text does not say when it ended"
        return Interval(anchor, anchor, anchor, None, f"{anchor}/", "relative", evidence)
    return None
