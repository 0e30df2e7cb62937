"""How alike two annotated things are: names, roles, places, dates, events."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from osce_kg.evaluation.annotations import AnnotatedEvent, AnnotatedRole
from osce_kg.evaluation.normal_forms import fold, fold_person, fold_title

SAME_NAME: Final = 85.0
"""From here on two names are one person's (0 to 100)."""

SAME_EVENT: Final = 0.45
"""From here on two events may be one (0 to 1)."""

_SURNAME_ALONE: Final = 90.0
_SAME_TITLE: Final = 75.0
_TITLE_WITHIN: Final = 95.0
_SAME_BODY: Final = 75.0
_SAME_PLACE: Final = 80.0
_SAME_GROUP: Final = 60.0
_RANKS: Final = frozenset({"deputy", "acting", "vice", "prime", "personal", "special", "first"})
_GATHERINGS: Final = frozenset({"conference", "training", "press_conference", "ceremony", "other"})
_CHAIR: Final = re.compile(r"osce chair(man|person|woman)? in office")
_OTHER_KIND: Final = 0.12
_SAME_STATUS: Final = 0.02


@dataclass(frozen=True, slots=True)
class Attendance:
    """An event with its participants told apart.

    Attributes:
        event: the event as annotated.
        persons: gold ids; a person that the gold does not have is ``?`` and the name.
        groups: labels of the others.
    """

    event: AnnotatedEvent
    persons: frozenset[str]
    groups: tuple[str, ...]


def name_similarity(left: Sequence[str], right: Sequence[str]) -> float:
    """Return the similarity (0 to 100) of the two most similar name forms; a surname alone is enough."""
    best = 0.0
    for one, other in itertools.product(map(fold_person, left), map(fold_person, right)):
        if not one or not other:
            continue
        score = fuzz.token_sort_ratio(one, other)
        words, other_words = one.split(), other.split()
        surname = words[-1]
        if 1 in (len(words), len(other_words)) and surname == other_words[-1] and len(surname) > 2:
            score = max(score, _SURNAME_ALONE)
        best = max(best, score)
    return best


def is_same_title(gold: AnnotatedRole, found: AnnotatedRole) -> bool:
    """Tell whether the title is one of those the gold accepts; deputy, acting and the like must agree."""
    title = fold_title(found.titles[0])
    if not title:
        return False
    ranks = _RANKS.intersection(title.split())
    for accepted in filter(None, map(fold_title, gold.titles)):
        if _RANKS.intersection(accepted.split()) != ranks:
            continue
        if fuzz.token_sort_ratio(accepted, title) >= _SAME_TITLE:
            return True
        if fuzz.token_set_ratio(accepted, title) >= _TITLE_WITHIN:
            return True
    return False


def is_same_role(gold: AnnotatedRole, found: AnnotatedRole) -> bool:
    """Tell whether title and organization agree; where the gold leaves the organization open, any will do."""
    return is_same_title(gold, found) and _is_same_body(gold.organization, found.organization)


def _is_same_body(gold: str | None, found: str | None) -> bool:
    if gold is None:
        return True
    wanted, given = fold(gold), fold(found or "")
    if not given:
        return False
    if wanted == given:
        return True
    if _CHAIR.fullmatch(wanted) and (given == "osce" or given.startswith("osce chair")):
        return True
    return fuzz.token_sort_ratio(wanted, given) >= _SAME_BODY


def is_same_place(gold: str | None, found: str | None) -> bool:
    """Tell whether one of the places on each side (separated by semicolons) is the same."""
    if not gold or not found:
        return False
    for one, other in itertools.product(_places(gold), _places(found)):
        if one == other or fuzz.token_set_ratio(one, other) >= _SAME_PLACE:
            return True
    return False


def _places(text: str) -> list[str]:
    return [fold(part) for part in re.split(r"\s*;\s*", text)]


def is_same_country(gold: str | None, found: str | None) -> bool:
    """Tell whether both are given and the same."""
    return bool(gold and found and fold(gold) == fold(found))


def is_same_date(gold: str | None, found: str | None) -> bool:
    """Tell whether the date is the gold's, or lies in the gold's month or year."""
    return bool(gold and found and (found == gold or found.startswith(gold + "-")))


def date_range(event: AnnotatedEvent) -> tuple[str, str] | None:
    """Return first and last date of an event, one standing for both if the other is open."""
    begin, end = event.begin or event.end, event.end or event.begin
    return (begin, end) if begin and end else None


def is_same_group(gold: str, found: str) -> bool:
    """Tell whether two labels describe one group."""
    return fuzz.token_set_ratio(fold(gold), fold(found)) >= _SAME_GROUP


def event_similarity(gold: Attendance, found: Attendance) -> float:
    """Return how well two events agree (about 0 to 1); a matching status is worth a little more."""
    score = _event_similarity(gold, found)
    return score + (_SAME_STATUS if gold.event.status == found.event.status else 0.0)


def _event_similarity(gold: Attendance, found: Attendance) -> float:
    kinds = {gold.event.kind, found.event.kind}
    if len(kinds) > 1 and not kinds <= _GATHERINGS:
        return 0.0
    location = _location_similarity(gold.event, found.event)
    if location is None:
        return 0.0
    people = _participant_similarity(gold, found)
    dates = _date_similarity(gold.event, found.event)
    if gold.event.kind == "visit":
        return 0.5 * people + 0.35 * location + 0.15 * dates if people else 0.0
    if gold.event.kind == "meeting":
        return 0.75 * people + 0.15 * location + 0.1 * dates if people >= 0.5 else 0.0
    topics = _topic_similarity(gold.event, found.event)
    score = 0.25 * people + 0.3 * location + 0.25 * dates + 0.2 * topics
    return score - (_OTHER_KIND if len(kinds) > 1 else 0.0)


def _participant_similarity(gold: Attendance, found: Attendance) -> float:
    """Return the Dice coefficient over participants, in which a group counts half a person."""
    wanted = len(gold.persons) + 0.5 * len(gold.groups)
    given = len(found.persons) + 0.5 * len(found.groups)
    if not wanted or not given:
        return 1.0 if wanted == given else 0.0
    free = list(found.groups)
    shared_groups = 0
    for label in gold.groups:
        match = next((other for other in free if is_same_group(label, other)), None)
        if match is not None:
            free.remove(match)
            shared_groups += 1
    shared = len(gold.persons & found.persons) + 0.5 * shared_groups
    return 2 * shared / (wanted + given)


def _location_similarity(gold: AnnotatedEvent, found: AnnotatedEvent) -> float | None:
    """Return the agreement of country and place; None if the countries differ."""
    scores: list[float] = []
    if gold.country and found.country:
        if not is_same_country(gold.country, found.country):
            return None
        scores.append(1.0)
    if gold.place and found.place:
        scores.append(float(is_same_place(gold.place, found.place)))
    elif gold.place or found.place:
        scores.append(0.4)
    return sum(scores) / len(scores) if scores else 0.5


def _date_similarity(gold: AnnotatedEvent, found: AnnotatedEvent) -> float:
    """Return 1 if the periods overlap, 0 if they do not, half if one is unknown."""
    wanted, given = date_range(gold), date_range(found)
    if wanted is None or given is None:
        return 0.5
    overlap = _first_day(wanted[0]) <= _last_day(given[1]) and _first_day(given[0]) <= _last_day(wanted[1])
    return float(overlap)


def _first_day(date: str) -> str:
    return (date + "-01-01")[:10]


def _last_day(date: str) -> str:
    return (date + ("-12-31" if len(date) == 4 else "-31"))[:10]


def _topic_similarity(gold: AnnotatedEvent, found: AnnotatedEvent) -> float:
    wanted, given = _joined(gold.topics), _joined(found.topics)
    return fuzz.token_set_ratio(wanted, given) / 100 if wanted and given else 0.5


def _joined(topics: Iterable[str]) -> str:
    return fold(" ".join(topics))


def match_best(scores: Iterable[tuple[float, int, int]], threshold: float) -> dict[int, int]:
    """Pair gold with found items one to one, the best scores first.

    Args:
        scores: (score, index in the gold, index in what was found).
        threshold: lowest score of a pair.

    Returns:
        index in the gold → index in what was found.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    # Equal scores go in the order of the indexes as text, so that results compare with earlier measurements.
    for score, gold, found in sorted(scores, key=lambda item: (-item[0], str(item[1]), str(item[2]))):
        if score >= threshold and gold not in pairs and found not in taken:
            pairs[gold] = found
            taken.add(found)
    return pairs
