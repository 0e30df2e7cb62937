"""The State a national post is taken to be in when the text does not say."""

from __future__ import annotations

from collections.abc import Sequence

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.scene import Scene


class DefaultStates:
    """Takes national posts to be in the State of their holders' events, or in the one named beside them."""

    def __init__(self, drafts: Sequence[EventDraft], scene: Scene) -> None:
        self._scene = scene
        self._gone_to = {draft.state for draft in drafts if draft.kind == "visit" and draft.state}
        self._own: dict[Individual, list[EventDraft]] = {}
        for draft in drafts:
            for individual in draft.individuals():
                self._own.setdefault(individual, []).append(draft)

    def of(self, individual: Individual) -> str | None:
        """Return the State where the person's event took place, else one named beside them, as ISO alpha-3.

        None for visitors: where they went says nothing of where they are from; for whoever chairs the OSCE is
        a visitor everywhere, too. None where the authority file knows the name from other States only.
        """
        if individual.heads & words.IN_OFFICE_HEADS:
            return None
        state = self._around(individual)
        known = self._scene.gazetteer.states_of_office(individual.name or "")
        return None if known and state not in known else state

    def _around(self, individual: Individual) -> str | None:
        own = self._own.get(individual, [])
        if any(draft.kind == "visit" for draft in own):
            return None
        for draft in own:
            if draft.state and not _is_seat(draft, self._scene):
                return draft.state
        nearby = _only_state(individual.agents[0].sentence) if individual.agents else None
        return nearby or self._of_document()

    def _of_document(self) -> str | None:
        states = [place.state for place in self._scene.dateline if place.state]
        if self._gone_to and self._gone_to.isdisjoint(states):
            # The document is dated where the visitor is from.
            return None
        # Documents of the Secretariat and of the Permanent Council are dated Vienna, whoever they are about.
        return states[0] if len(states) == 1 and states[0] != "AUT" else None


def _is_seat(draft: EventDraft, scene: Scene) -> bool:
    """Tell whether an event took place at a seat of organizations: that says nothing of its guests."""
    return any(place.name in scene.gazetteer.seats for place in draft.places if place.kind == "city")


def _only_state(sentence: Sentence) -> str | None:
    entries = (match.entry("state", "demonym") for match in sentence.matches.values())
    keys = {entry.key for entry in entries if entry is not None}
    return keys.pop() if len(keys) == 1 else None
