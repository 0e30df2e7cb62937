"""How the events of one document hang together: one event told twice, meetings during a visit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.drafts import EventDraft, PlaceName
from osce_kg.extraction.events_by_people import EventsByPeople
from osce_kg.extraction.gathering_nouns import GatheringNoun, margins_of, may_be_called, subject_of_gathering
from osce_kg.extraction.syntax import is_pluperfect
from osce_kg.extraction.vocabulary import word_set

_ONWARD = word_set("went gone continued proceeded headed returned")
_MOST_ALIKE = 50
"""So many events of the same people are compared with the next one."""

_CALLED_OFF = frozenset({"cancelled", "postponed"})


def merge_retold(drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """Merge drafts that tell of one event: same kind, same people, nothing that contradicts."""
    kept: list[EventDraft] = []
    told: dict[object, list[EventDraft]] = {}
    visits = EventsByPeople(drafts)
    replaced: dict[EventDraft, EventDraft] = {}
    for draft in drafts:
        # Only events of the same people can be one; a look at the others would cost their number squared.
        alike = visits.like(draft) if draft.kind == "visit" else told.get(_who(draft), [])[-_MOST_ALIKE:]
        twin = next((known for known in alike if _is_retold(known, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            _absorb(twin, draft)
            replaced[draft] = twin
        if draft.kind == "visit":
            visits.add(twin or draft)
        elif twin is None:
            told.setdefault(_who(draft), []).append(draft)
    for draft in kept:
        if draft.part_of in replaced:
            outer = replaced[draft.part_of]
            draft.part_of = outer if outer is not draft else None
    return kept


def _who(draft: EventDraft) -> object:
    """Return what two drafts of one event share that is no visit: two people or more."""
    people = draft.individuals()
    if len(people) < 2:
        return draft
    return draft.kind, frozenset(people), frozenset(draft.group_labels())


def _is_retold(known: EventDraft, draft: EventDraft) -> bool:
    if known.kind != draft.kind or known.part_of is draft or draft.part_of is known:
        return False
    if known.status != draft.status and not _status_yields(known, draft):
        return False
    if not dates_agree(known, draft):
        return False
    if draft.kind == "visit":
        return _is_same_visit(known, draft)
    return _places_agree(known, draft)


def _status_yields(known: EventDraft, draft: EventDraft) -> bool:
    """Tell whether two statuses can be of one event.

    A headline's present tense says nothing, a cancellation says all.
    """
    return draft.is_headline or bool({known.status, draft.status} & _CALLED_OFF)


def _share_people(left: EventDraft, right: EventDraft) -> bool:
    return bool(left.individuals() & right.individuals() or left.group_labels() & right.group_labels())


def _names(places: Iterable[PlaceName], kind: str) -> set[str]:
    return {place.name for place in places if place.kind == kind}


def _has_place(draft: EventDraft, *kinds: str) -> bool:
    return any(place.kind in kinds for place in draft.places)


def dates_agree(known: EventDraft, draft: EventDraft) -> bool:
    """Tell whether two events can have been on one day; an open date agrees with every other."""
    left, right = known.interval, draft.interval
    if left is None or right is None:
        return True
    if not (left.start_earliest and left.end_latest and right.start_earliest and right.end_latest):
        return True
    return left.start_earliest <= right.end_latest and right.start_earliest <= left.end_latest


def _places_agree(known: EventDraft, draft: EventDraft) -> bool:
    left, right = _names(known.places, "city"), _names(draft.places, "city")
    is_wide = _has_place(known, "state", "region") or _has_place(draft, "state", "region")
    if left and right and not left & right and not is_wide:
        return False
    return not (known.state and draft.state and known.state != draft.state)


def _is_same_visit(known: EventDraft, draft: EventDraft) -> bool:
    """Tell whether two visits of the same people go to one place, at the finest level that either names."""
    if not _share_people(known, draft):
        return False
    venue, other_venue = (
        next((place.name for place in visit.places if place.kind == "venue"), None)
        for visit in (known, draft)
    )
    if venue is not None or other_venue is not None:
        return venue == other_venue
    regions, other_regions = _names(known.places, "region"), _names(draft.places, "region")
    if regions or other_regions:
        return regions == other_regions
    cities, other_cities = _names(known.places, "city"), _names(draft.places, "city")
    if cities and other_cities and not cities & other_cities and not draft.is_headline:
        # Two stops in one State.
        return False
    if known.state is None or draft.state is None:
        return {place.name for place in known.places} == {place.name for place in draft.places}
    return known.state == draft.state


def _absorb(known: EventDraft, draft: EventDraft) -> None:
    """Let ``known`` tell what ``draft`` tells of the same event; a length in days is the better date."""
    known.add(draft.participants)
    for sentence in draft.evidence:
        known.attest(sentence)
    if known.interval is None or (draft.interval is not None and draft.interval.basis == "duration"):
        known.interval = draft.interval or known.interval
        known.time = draft.time or known.time
        known.time_sentence = draft.time_sentence
    names = {place.name for place in known.places}
    known.places.extend(place for place in draft.places if place.name not in names and place.kind != "state")
    known.state = known.state or draft.state
    known.leg_number = known.leg_number or draft.leg_number
    known.part_of = known.part_of or (draft.part_of if draft.part_of is not known else None)
    if draft.status in _CALLED_OFF:
        known.status = draft.status


def enclose(drafts: Sequence[EventDraft]) -> None:
    """Make events parts of what they happened during.

    Meetings "on the margins of" a gathering are parts of it; other events are parts of visits: same people,
    agreeing place, date and status.
    """
    _attach_to_gatherings(drafts)
    visits = EventsByPeople(drafts)
    for draft in drafts:
        if draft.kind == "visit":
            visits.add(draft)
    for draft in drafts:
        if draft.part_of is not None:
            continue
        near = (visit for visit in visits.like(draft) if visit is not draft)
        candidates = [visit for visit in near if _may_enclose(visit, draft)]
        if candidates:
            draft.part_of = max(candidates, key=lambda visit: _closeness(visit, draft))
    for draft in drafts:
        _inherit_state(draft)


def _attach_to_gatherings(drafts: Sequence[EventDraft]) -> None:
    gatherings = [draft for draft in drafts if draft.kind == "conference" and not draft.is_headline]
    margins: dict[int, GatheringNoun | None] = {}
    for draft in drafts:
        if draft.kind != "meeting" or draft.status != "occurred":
            continue
        if draft.sentence.index not in margins:
            margins[draft.sentence.index] = margins_of(draft.sentence)
        noun = margins[draft.sentence.index]
        if noun is not None:
            draft.part_of = next(
                (known for known in gatherings if _is_named_by(known, draft.sentence, noun)), None
            )


def _is_named_by(known: EventDraft, sentence: Sentence, noun: GatheringNoun) -> bool:
    if known.sentence is sentence:
        return known.trigger == noun.start
    subjects = subject_of_gathering(sentence, noun)
    if subjects and subjects != known.subjects:
        # "On the margins of the conference on Afghanistan": not any conference.
        return False
    return known.sentence.index < sentence.index and may_be_called(
        known.sentence, known.trigger, sentence, noun
    )


def _may_enclose(visit: EventDraft, draft: EventDraft) -> bool:
    if draft.kind == "visit" and not _may_be_leg(visit, draft):
        return False
    is_onward = visit.sentence.lower(visit.trigger) in _ONWARD
    if is_onward and visit.sentence.index > draft.sentence.index:
        # A journey told after the meeting does not enclose it.
        return False
    if not _share_people(visit, draft) or visit.part_of is draft:
        return False
    if visit.sentence.section != draft.sentence.section and visit.sentence.heading and draft.sentence.heading:
        # Each section of a report tells of something else.
        return False
    if draft.status != visit.status and visit.status != "occurred":
        return False
    if is_pluperfect(draft.sentence, draft.trigger) and not is_pluperfect(visit.sentence, visit.trigger):
        # "He came from Budapest, where he had met the Minister": before the visit.
        return False
    return _places_agree(visit, draft) and dates_agree(visit, draft)


def _may_be_leg(visit: EventDraft, leg: EventDraft) -> bool:
    """Tell whether a visit can be a stop of another: it goes to a smaller place, in the same State."""
    if not _has_place(leg, "venue", "city") or _has_place(visit, "venue") or visit.trigger == leg.trigger:
        return False
    if visit.state is not None and leg.state is not None and visit.state != leg.state:
        return False
    return _has_place(visit, "state", "region") or _has_place(leg, "venue")


def _closeness(visit: EventDraft, draft: EventDraft) -> tuple[bool, bool, bool, int]:
    same_section = visit.sentence.section == draft.sentence.section
    cities = {p.city for p in visit.places if p.city} & {p.city for p in draft.places if p.city}
    before = visit.sentence.index <= draft.sentence.index
    return same_section, bool(cities), before, -abs(visit.sentence.index - draft.sentence.index)


def _inherit_state(draft: EventDraft) -> None:
    outer = draft.part_of
    seen: set[int] = set()
    while outer is not None and id(outer) not in seen:
        seen.add(id(outer))
        draft.state = draft.state or outer.state
        outer = outer.part_of
