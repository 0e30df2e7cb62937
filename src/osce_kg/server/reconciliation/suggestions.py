"""Completing what somebody types: things by any of their names, types and properties by theirs."""

from __future__ import annotations

from typing import Any, Final

from osce_kg.searching import ENTITY_TYPES, ancestors
from osce_kg.server.reconciliation.facts import Facts, described_type
from osce_kg.server.reconciliation.messages import known_key
from osce_kg.server.reconciliation.properties import PROPERTIES, Property
from osce_kg.titles import fold

SUGGESTED: Final = 20
"""Suggestions of one answer; a cursor asks for the next ones."""
_LAST: Final = 200


def suggest_entities(facts: Facts, prefix: str, cursor: int) -> list[dict[str, Any]]:
    """Return things whose names begin with a text, or are like it, from number ``cursor`` on."""
    key = facts.names.current(known_key(prefix.strip()))
    if key is not None:
        keys = [key]
    else:
        most = min(cursor + SUGGESTED, _LAST)
        keys = [found.key for found in facts.names.find(prefix, limit=most, completing=True)]
    return [
        {
            "id": key,
            "name": facts.name(key),
            "description": facts.description(key),
            "notable": facts.described_types(key),
        }
        for key in keys[cursor : cursor + SUGGESTED]
    ]


def suggest_types(facts: Facts, prefix: str, cursor: int) -> list[dict[str, Any]]:
    """Return types with a word that begins with a text; every type for an empty one."""
    described = (_with_broader(facts, type_id) for type_id in ENTITY_TYPES)
    suitable = [one for one in described if _begins(prefix, one["id"], one["name"])]
    return suitable[cursor : cursor + SUGGESTED]


def suggest_properties(prefix: str, cursor: int) -> list[Property]:
    """Return properties with a word that begins with a text; every property for an empty one."""
    suitable = [prop for prop in PROPERTIES if _begins(prefix, prop.id, prop.name)]
    return suitable[cursor : cursor + SUGGESTED]


def _with_broader(facts: Facts, type_id: str) -> dict[str, Any]:
    described: dict[str, Any] = dict(described_type(facts.reader, type_id))
    broader = ancestors(type_id)[1:2]
    if broader:
        described["broader"] = [described_type(facts.reader, above) for above in broader]
    return described


def _begins(prefix: str, *names: str) -> bool:
    """Tell whether a name, or a word in it, begins with a text."""
    text = fold(prefix[:100])
    return any(f" {fold(name)}".find(f" {text}") >= 0 for name in names)
