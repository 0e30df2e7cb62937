"""Anchors: how judgements and ledgers name a person of a document, or of the authority file.

``<document key>#<name>`` survives a change of the extractor; ``reference#<key>`` is a person of the authority
file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final, Protocol

from osce_kg.model.resolution import Judgement

_REFERENCE: Final = "reference#"


class Anchored(Protocol):
    """Somebody with an anchor, and further ones for the other forms of the name."""

    @property
    def anchor(self) -> str:
        """Anchor that nobody else has."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """Further anchors; others of the same document may have them too."""
        ...


def document_anchor(document: str, name: str) -> str:
    """Return the anchor of a name as a document writes it, on one line."""
    return " ".join(f"{document}#{name}".split())


def reference_anchor(person: str) -> str:
    """Return the anchor of the authority person with this entity key, ``person/p000017``."""
    return _REFERENCE + person.removeprefix("person/")


def referenced_person(anchor: str) -> str | None:
    """Return the entity key of the authority person that an anchor names; None for one of a document."""
    return "person/" + anchor.removeprefix(_REFERENCE) if anchor.startswith(_REFERENCE) else None


def canonical_anchors(people: Iterable[Anchored]) -> dict[str, str]:
    """Return the anchor that each anchor and alias stands for, without aliases that two people share."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    own: dict[str, str] = {}
    for person in people:
        own[person.anchor] = person.anchor
        for alias in person.aliases:
            if found.setdefault(alias, person.anchor) != person.anchor:
                shared.add(alias)
    return {alias: anchor for alias, anchor in found.items() if alias not in shared} | own


def canonical_judgements(
    judgements: Iterable[Judgement], anchors: Mapping[str, str], authorities: Collection[str]
) -> tuple[Judgement, ...]:
    """Return the judgements by canonical anchors, without those on authority persons that there are not.

    Args:
        judgements: in the order in which they were made.
        anchors: as :func:`canonical_anchors` gives them; what is not in there is left as it is.
        authorities: entity keys of the persons of the authority file.
    """
    renamed = (
        replace(
            judgement,
            left=anchors.get(judgement.left, judgement.left),
            right=anchors.get(judgement.right, judgement.right),
        )
        for judgement in judgements
    )
    return tuple(
        judgement
        for judgement in renamed
        if all(
            person is None or person in authorities
            for person in map(referenced_person, (judgement.left, judgement.right))
        )
    )
