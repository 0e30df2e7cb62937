"""Which things can be found by name: classes of the ontology, each under a broader one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

ENTITY_TYPES: Final[Mapping[str, str | None]] = MappingProxyType(
    {
        "Person": None,
        "State": None,
        "Organization": None,
        "IntergovernmentalOrganization": "Organization",
        "GovernmentBody": "Organization",
        "CivilSocietyOrganization": "Organization",
        "StructuralUnit": "Organization",
        "Institution": "StructuralUnit",
        "FieldOperation": "StructuralUnit",
        "DecisionMakingBody": "StructuralUnit",
        "Post": None,
        "Place": None,
        "Event": None,
        "Meeting": "Event",
        "Visit": "Event",
        "VisitLeg": "Visit",
        "Conference": "Event",
        "Document": None,
    }
)
"""Local name of a class to that of the next broader one, None for those at the top."""


@cache
def ancestors(type_id: str) -> tuple[str, ...]:
    """Return a type and all that are broader, from the narrowest to the one at the top."""
    broader = ENTITY_TYPES[type_id]
    return (type_id,) if broader is None else (type_id, *ancestors(broader))


def narrowest(types: set[str]) -> tuple[str, ...]:
    """Return the types that are no broader type of another one, sorted."""
    broader = {above for type_id in types for above in ancestors(type_id)[1:]}
    return tuple(sorted(types - broader))
