"""From a query to candidates: found by name or identifier, ranked by what else agrees, matched if safe.

A name alone does not say who is meant. A candidate is a match only if its identifier was given, or if nothing
else that has the name can be meant and

- its name is a designation: of a State or of a structure of the OSCE, or the symbol of a document; or
- a further property agrees, and none contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from rdflib.term import URIRef

from osce_kg.namespaces import PREFIXES
from osce_kg.person_names import parse_name
from osce_kg.searching import Found
from osce_kg.server.reconciliation.agreement import Agreement, Expectation
from osce_kg.server.reconciliation.facts import Facts, key_of
from osce_kg.server.reconciliation.messages import ReconciliationQuery, known_key

_CONSIDERED: Final = 25
"""Things of the most similar names, among which constraints can change the order."""
_RIVAL: Final = 0.9
"""Similarity of names from which on another thing can be the one that is meant."""
_OF_CONSTRAINTS: Final = 0.3
"""Part of the score that constraints decide on, if there are any."""
_UNKNOWN: Final = 0.5
"""What an unknown value counts: neither for nor against a candidate."""

_SAME_AS: Final = URIRef(PREFIXES["owl"] + "sameAs")
_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_WIKIDATA_KEY: Final = re.compile(r"Q[1-9][0-9]{0,11}")
_DESIGNATED: Final = ("state/", "structure/")
"""Keys of things whose names come from the reference data."""
_SYMBOL: Final = re.compile(r"[A-Z]+(?:\.[A-Z]+)+/[0-9A-Za-z./-]+")
"""Symbol of a document: "PC.DEC/733"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant.

    Attributes:
        found: the thing, with the name that is like the text.
        is_identified: the text is its identifier.
        agreements: with each constraint.
    """

    found: Found
    is_identified: bool
    agreements: tuple[Agreement, ...]

    @property
    def score(self) -> float:
        """How well it fits the query, from 0 to 100."""
        if not self.agreements:
            return round(100 * self.found.similarity, 2)
        values = [_UNKNOWN if one.value is None else one.value for one in self.agreements]
        mean = sum(values) / len(values)
        return round(100 * self.found.similarity * (1 - _OF_CONSTRAINTS + _OF_CONSTRAINTS * mean), 2)

    @property
    def is_contradicted(self) -> bool:
        """The graph knows another value than one that was asked for."""
        return any(one.contradicts for one in self.agreements)

    @property
    def is_confirmed(self) -> bool:
        """A value agrees, and none contradicts."""
        return not self.is_contradicted and any(one.agrees for one in self.agreements)


def reconcile(facts: Facts, query: ReconciliationQuery) -> list[dict[str, Any]]:
    """Return the candidates for a query as the protocol writes them, the best first."""
    expectations = [Expectation.of(facts, constraint) for constraint in query.constraints]
    identified = _identified(facts, query)
    found = [identified] if identified else _found(facts, query, expectations)
    candidates = [
        Candidate(one, identified is not None, tuple(each.agreement(facts, one.key) for each in expectations))
        for one in found
        if not query.all_types or all(facts.names.has_type(one.key, (each,)) for each in query.types)
    ]
    candidates.sort(key=lambda one: (-one.score, one.found.key))
    # If even the last one can be meant, so can others that were not looked at.
    unseen = int(len(found) >= _considered(query) and found[-1].similarity >= _RIVAL)
    return [_as_json(facts, one, unseen + _rivals(one, candidates)) for one in candidates[: query.limit]]


def _considered(query: ReconciliationQuery) -> int:
    return max(_CONSIDERED, query.limit)


def _identified(facts: Facts, query: ReconciliationQuery) -> Found | None:
    """Return the thing that a text identifies: a key, an IRI, or a number of Wikidata."""
    text = query.text.strip()
    key = facts.names.current(known_key(text))
    if key is None and _WIKIDATA_KEY.fullmatch(text):
        twins = facts.reader.quads(predicate=_SAME_AS, value=URIRef(_WIKIDATA + text))
        keys = {twin_key for twin in twins if (twin_key := key_of(twin.subject)) is not None}
        key = facts.names.current(min(keys)) if len(keys) == 1 else None
    if key is None or not facts.names.has_type(key, query.types):
        return None
    return Found(key, facts.name(key), 1.0, is_same=True)


def _found(facts: Facts, query: ReconciliationQuery, expectations: Iterable[Expectation]) -> list[Found]:
    """Return what is like the text; without a text, what has one of the values."""
    if query.text:
        return facts.names.find(query.text, types=query.types, limit=_considered(query))
    keys = {
        key
        for expectation in expectations
        for value in sorted(expectation.keys)
        for key in facts.subjects(value, expectation.prop)
        if facts.names.has_type(key, query.types)
    }
    return [Found(key, facts.name(key), 1.0, is_same=False) for key in sorted(keys)[: _considered(query)]]


def _rivals(candidate: Candidate, candidates: Iterable[Candidate]) -> int:
    """Return how many other things can be meant by the name."""
    return sum(
        other is not candidate
        and other.found.similarity >= _RIVAL
        and not (candidate.is_confirmed and other.is_contradicted)
        for other in candidates
    )


def _is_match(candidate: Candidate, rivals: int) -> bool:
    found = candidate.found
    if candidate.is_contradicted:
        return False
    if candidate.is_identified:
        return True
    if not found.is_same or rivals:
        return False
    is_designation = found.key.startswith(_DESIGNATED) or _SYMBOL.fullmatch(found.name) is not None
    is_whole = not found.key.startswith("person/") or parse_name(found.name).is_full
    return is_designation or (is_whole and candidate.is_confirmed)


def _as_json(facts: Facts, candidate: Candidate, rivals: int) -> dict[str, Any]:
    found = candidate.found
    features: dict[str, float | bool] = {
        "name_similarity": found.similarity,
        "same_name": found.is_same,
        "rivals": rivals,
    }
    for one in candidate.agreements:
        if one.value is not None:
            features[f"agrees_{one.prop.id}"] = round(one.value, 4)
    return {
        "id": found.key,
        "name": facts.name(found.key),
        "description": facts.description(found.key),
        "type": facts.described_types(found.key),
        "score": candidate.score,
        "match": _is_match(candidate, rivals),
        "features": [{"id": name, "value": value} for name, value in features.items()],
    }
