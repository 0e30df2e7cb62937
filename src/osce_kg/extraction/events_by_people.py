"""The events of one document by who takes part in them, for rules that relate events of the same people."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import Final

from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.individuals import Individual

_REACH: Final = 50
"""So many events of one person, before a sentence and after it, can have to do with what it tells."""


class EventsByPeople:
    """Finds events by individuals and by the labels of groups.

    Events are numbered by ``drafts``; they are found only once they have been added.
    """

    def __init__(self, drafts: Sequence[EventDraft]) -> None:
        self._numbers = {draft: number for number, draft in enumerate(drafts)}
        # Sentence and number of the event, then the event: in the order of the text.
        self._events: dict[object, list[tuple[int, int, EventDraft]]] = {}
        self._added: set[tuple[object, int]] = set()

    def add(self, draft: EventDraft) -> None:
        """Let an event be found by those who take part in it now."""
        number = self._numbers[draft]
        for party in _parties(draft):
            if (party, number) not in self._added:
                self._added.add((party, number))
                insort(self._events.setdefault(party, []), (draft.sentence.index, number, draft))

    def like(self, draft: EventDraft) -> list[EventDraft]:
        """Return the added events near ``draft`` with one of its people or groups, by number."""
        return self._near(_parties(draft), draft.sentence.index)

    def of(self, individuals: Iterable[Individual], index: int) -> list[EventDraft]:
        """Return added events of individuals that are told near sentence ``index``, by number."""
        return self._near(individuals, index)

    def _near(self, parties: Iterable[object], index: int) -> list[EventDraft]:
        found: dict[int, EventDraft] = {}
        for party in parties:
            events = self._events.get(party, [])
            middle = bisect_left(events, (index,))
            near = events[max(0, middle - _REACH) : middle + _REACH]
            found.update((number, draft) for _, number, draft in near)
        return [found[number] for number in sorted(found)]


def _parties(draft: EventDraft) -> set[object]:
    return {*draft.individuals(), *draft.group_labels()}
