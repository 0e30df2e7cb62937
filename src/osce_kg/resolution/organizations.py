"""Which local organizations are one organization across documents.

What the reference data knows has its key already. The rest is one organization where folded name and State
agree: two ministries of justice are one only in one State.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from osce_kg.identifiers import digest
from osce_kg.model.extraction import LocalOrganization
from osce_kg.model.reference import Reference, State
from osce_kg.model.resolution import ResolvedOrganization
from osce_kg.titles import fold, normal_title

INTERNATIONAL_KINDS: Final = frozenset(
    {"intergovernmental", "institution", "field-operation", "decision-making-body", "structure"}
)
"""Kinds of organizations that belong to no single State, whatever State hosts them."""

_KNOWN: Final = "named in the reference data"
_CHAIR: Final = "chairperson in office"
"""The office stands for the Chairmanship: "Personal Envoy of the Chairman-in-Office"."""

_SPELLINGS: Final[tuple[tuple[str, str], ...]] = (
    (r"\borganisation", "organization"),
    (r"\bcentre\b", "center"),
    (r"\bdefense\b", "defence"),
    (r"\bco operation\b", "cooperation"),
    (r"^foreign ministry$|^ministry (?:of|for) foreign affairs$", "foreign ministry"),
    (r"^ministry (?:of|for) (?:the )?(.+)$", r"\1 ministry"),
    (r"^interior ministry$|^internal affairs ministry$", "interior ministry"),
)


@dataclass(frozen=True, slots=True)
class NamedOrganization:
    """An organization that the reference data does not hold, as one document names it.

    Attributes:
        key: ``organization/x…``.
        mentions: how often the document names it, at least 1.
    """

    key: str
    name: str
    kind: str
    state: str | None
    mentions: int


class OrganizationKeys:
    """Gives local organizations their entities, by the names of the reference data."""

    def __init__(self, reference: Reference) -> None:
        self._state_words = {state.iso3: _state_words(state) for state in reference.states}
        self._structures = StructureNames(reference)

    def of(self, organization: LocalOrganization) -> tuple[str, str]:
        """Return the entity key of an organization, and why it is that one."""
        known = self._structures.find(organization.name) if not organization.reference else None
        return (known, _KNOWN) if known else _organization_key(organization, self._state_words)


def named_organization(key: str, organization: LocalOrganization) -> NamedOrganization:
    """Return what a document says of an organization with this key."""
    return NamedOrganization(
        key, organization.name, organization.kind, organization.state, max(1, len(organization.mentions))
    )


class OrganizationTally:
    """Counts what documents say of each organization, and chooses what most of them say."""

    def __init__(self) -> None:
        self._said: defaultdict[str, _Said] = defaultdict(_Said)

    def add(self, named: NamedOrganization) -> None:
        """Count what one document says of one organization."""
        said = self._said[named.key]
        said.names[named.name] += named.mentions
        said.kinds[named.kind] += 1
        said.states.update((named.state,) if named.state else ())

    def organizations(self) -> tuple[ResolvedOrganization, ...]:
        """Return the organizations by key."""
        return tuple(self._said[key].chosen(key) for key in sorted(self._said))


@dataclass(slots=True)
class _Said:
    """What documents say of one organization: mentions of each name, documents of each kind, States."""

    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    states: set[str] = field(default_factory=set)

    def chosen(self, key: str) -> ResolvedOrganization:
        """Choose the label that most mentions use, then the longest; the kind likewise."""
        label = min(self.names, key=lambda name: (-self.names[name], -len(name), name))
        kind = min(self.kinds, key=lambda name: (-self.kinds[name], name))
        state = None if kind in INTERNATIONAL_KINDS else min(self.states, default=None)
        return ResolvedOrganization(key, label, kind, state)


class StructureNames:
    """Finds the structures of the reference data by any of their names, former ones included."""

    def __init__(self, reference: Reference) -> None:
        self._keys: dict[str, str] = {}
        for structure in reference.structures:
            for name in (*structure.abbreviations, *(dated.name for dated in structure.names)):
                self._keys.setdefault(self._normal(name), f"structure/{structure.key}")
        chair = self._keys.get("chairmanship")
        if chair is not None:
            self._keys.setdefault(_CHAIR, chair)

    def find(self, name: str) -> str | None:
        """Return the key of the structure with this name, or None."""
        return self._keys.get(self._normal(name))

    @staticmethod
    def _normal(name: str) -> str:
        """Return the folded name without "the" and "OSCE" before it, unless nothing else is left."""
        folded = re.sub(r"^(?:the )?(?:osce )?(?:the )?(?=.)", "", fold(name))
        return _CHAIR if normal_title(folded) == _CHAIR else folded


def _organization_key(
    organization: LocalOrganization, state_words: Mapping[str, frozenset[str]]
) -> tuple[str, str]:
    if organization.reference:
        return organization.reference, _KNOWN
    if organization.kind == "state" and organization.state:
        return f"state/{organization.state}", "name of a State"
    state = None if organization.kind in INTERNATIONAL_KINDS else organization.state
    name = _normal_name(organization.name, state_words.get(state or "", frozenset()))
    return "organization/x" + digest(name, state or ""), "same name and State"


def _normal_name(name: str, state_words: frozenset[str]) -> str:
    """Return the folded name without article, abbreviation in parentheses and the State's own name."""
    normal = fold(re.sub(r"\([^)]*\)", " ", name)).removeprefix("the ")
    for words in sorted(state_words, key=len, reverse=True):
        shorter = re.sub(rf"\s+(?:of|in)(?: the)? {re.escape(words)}$|^{re.escape(words)}s? ", "", normal)
        if shorter != normal:
            normal = shorter
            break
    for pattern, replacement in _SPELLINGS:
        normal = re.sub(pattern, replacement, normal)
    return normal or fold(name)


def _state_words(state: State) -> frozenset[str]:
    names = (state.name, state.formal_name, *state.aliases, *state.demonyms)
    return frozenset(fold(name).removeprefix("the ") for name in names if fold(name))
