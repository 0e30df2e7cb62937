"""How far values that a client gives agree with what the graph knows of a thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rapidfuzz import fuzz
from rdflib.term import Literal

from osce_kg.model.edtf import DateBounds, bounds
from osce_kg.server.reconciliation.facts import Facts, key_of
from osce_kg.server.reconciliation.messages import Constraint, Content, EntityReference, known_key
from osce_kg.server.reconciliation.properties import Property
from osce_kg.store.interface import Term
from osce_kg.titles import fold, normal_title

_AGREES: Final = 0.95
"""Agreement from which on two values are taken for one."""
_CONTRADICTS: Final = 0.5
"""Agreement below which a known value is another one."""
_POSTS: Final = ("Post",)
_NAMED: Final = 200
"""Things that one text can name: every "Foreign Minister"."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a thing has what was asked for: ``value`` from 0 to 1, None if the graph knows no value."""

    prop: Property
    value: float | None

    @property
    def agrees(self) -> bool:
        """The graph says what was asked for."""
        return self.value is not None and self.value >= _AGREES

    @property
    def contradicts(self) -> bool:
        """The graph says something else, and both cannot be."""
        return self.prop.is_single and self.value is not None and self.value < _CONTRADICTS


@dataclass(frozen=True, slots=True)
class _Asked:
    """A value of a client, and the things that it names, if any."""

    content: Content
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Expectation:
    """A constraint, with the things that its values name looked up once for all candidates."""

    prop: Property
    values: tuple[_Asked, ...]

    @classmethod
    def of(cls, facts: Facts, constraint: Constraint) -> Expectation:
        """Return a constraint with the things that its values name."""
        prop = constraint.prop
        return cls(prop, tuple(_Asked(value, _named(facts, prop, value)) for value in constraint.values))

    @property
    def keys(self) -> frozenset[str]:
        """The things that the values name."""
        return frozenset().union(*(asked.keys for asked in self.values))

    def agreement(self, facts: Facts, key: str) -> Agreement:
        """Return how far the thing with a key has one of the values."""
        known = facts.values(key, self.prop)
        found = (_agreement(facts, self.prop, asked, term) for asked in self.values for term in known)
        return Agreement(self.prop, max(found, default=0.0) if known else None)


def _named(facts: Facts, prop: Property, content: Content) -> frozenset[str]:
    """Return the keys of the things that a value names exactly."""
    if isinstance(content, bool | int | float):
        return frozenset()
    key = facts.names.current(content.key if isinstance(content, EntityReference) else known_key(content))
    if key is not None or isinstance(content, EntityReference):
        return frozenset() if key is None else frozenset({key})
    if not prop.ranges:
        return frozenset()
    found = facts.names.find(content, types=prop.ranges, limit=_NAMED)
    return frozenset(one.key for one in found if one.is_same)


def _agreement(facts: Facts, prop: Property, asked: _Asked, known: Term) -> float:
    key = key_of(known)
    if key is not None and key in asked.keys:
        return 1.0
    if isinstance(asked.content, EntityReference) or (asked.keys and prop.ranges != _POSTS):
        return 0.0
    if prop.id == "period":
        return _period_agreement(asked.content, known)
    if isinstance(asked.content, str):
        names = facts.names.names_of(key) if key is not None else []
        return _text_agreement(asked.content, names or [facts.label(known), str(known)], prop)
    value = known.value if isinstance(known, Literal) else None
    if isinstance(asked.content, bool) or not isinstance(value, int | float | Decimal):
        return 0.0
    return float(float(value) == asked.content)


def _text_agreement(asked: str, names: Iterable[str], prop: Property) -> float:
    # Titles of posts have a normal form of their own: "Minister of Foreign Affairs" is "Foreign Minister".
    normal = normal_title if prop.ranges == _POSTS else fold
    text = normal(asked)
    return max(fuzz.token_sort_ratio(text, normal(name)) for name in names) / 100 if text else 0.0


def _period_agreement(asked: Content, known: Term) -> float:
    """Return 1 if two dates or periods can overlap, 0 if they cannot or one of them is no date."""
    mine, theirs = _bounds(asked), _bounds(str(known))
    if mine is None or theirs is None:
        return 0.0
    return float(_can_start_before_end(mine, theirs) and _can_start_before_end(theirs, mine))


def _can_start_before_end(one: DateBounds, other: DateBounds) -> bool:
    start, end = one.start_earliest, other.end_latest
    return start is None or end is None or start <= end


def _bounds(content: Content) -> DateBounds | None:
    """Return the bounds of a date in EDTF, or of a year that is a number; None for what is no date."""
    if isinstance(content, bool) or not isinstance(content, str | int):
        return None
    text = content.strip() if isinstance(content, str) else f"{content:04}"
    try:
        # A date of XML Schema can have a time zone, and one of a table a time of day.
        return bounds(text[:10] if text[10:11] in ("T", "Z", "+") else text)
    except ValueError:
        return None
