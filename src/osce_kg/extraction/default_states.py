"""The State a national post is taken to be in when the text does not say."""

from __future__ import annotations

from collections.abc import Sequence

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.scene import Scene


def default_state(individual: Individual, drafts: Sequence[EventDraft], scene: Scene) -> str | None:
    """Return the State where the person's event took place, else the one named beside them, as ISO alpha-3.

    None for visitors: where they went says nothing of where they are from.
    """
    own = [draft for draft in drafts if individual in draft.individuals()]
    if any(draft.kind == "visit" for draft in own):
        return None
    for draft in own:
        if draft.state and not _is_seat(draft, scene):
            return draft.state
    nearby = _only_state(individual.agents[0].sentence) if individual.agents else None
    if nearby:
        return nearby
    states = [place.state for place in scene.dateline if place.state]
    gone_to = {draft.state for draft in drafts if draft.kind == "visit" and draft.state}
    if gone_to and gone_to.isdisjoint(states):
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
