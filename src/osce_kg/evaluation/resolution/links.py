"""Whether scores of links mean something: how many links of a band of scores are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

BOUNDS: Final = (0.75, 0.8, 0.85, 0.9, 0.95)
"""Lower bounds of the bands; the last one ends with 1."""


@dataclass(frozen=True, slots=True)
class JudgedLink:
    """A link of a mention to a person.

    Attributes:
        score: of the link, 0 to 1.
        correctness: for a person of the authority file 1 or 0; else the share of the other gold mentions
            linked to the same person that are the same person in the gold.
    """

    score: float
    correctness: float


@dataclass(frozen=True, slots=True)
class Band:
    """Links with a score from ``low`` to below the next bound; ``precision`` is their mean correctness."""

    low: float
    links: int
    precision: float


def judge_links(
    gold: Sequence[str], found: Sequence[str | None], scores: Sequence[float], authorities: Mapping[str, str]
) -> list[JudgedLink]:
    """Judge the links that say something about others: those to authority persons and to shared persons.

    Args:
        gold: person of each mention in the gold.
        found: entity of each mention, None where it was not found.
        scores: of the links, 0 where there is none.
        authorities: person of the gold → entity of the reference data. An entity that is not among its
            values is a person known from documents only.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for index, entity in enumerate(found):
        if entity is not None:
            members[entity].append(index)
    judged: list[JudgedLink] = []
    for entity, indexes in members.items():
        for index in indexes:
            others = [gold[other] == gold[index] for other in indexes if other != index]
            if entity.startswith("person/p"):
                right = float(authorities.get(gold[index]) == entity)
            elif others:
                right = sum(others) / len(others)
            else:
                continue
            judged.append(JudgedLink(scores[index], right))
    return judged


def bands(links: Iterable[JudgedLink], bounds: Sequence[float] = BOUNDS) -> tuple[Band, ...]:
    """Sort links into bands; bands without a link are left out."""
    sorted_in: dict[float, list[float]] = defaultdict(list)
    for link in links:
        low = max((bound for bound in bounds if link.score >= bound), default=0.0)
        sorted_in[low].append(link.correctness)
    return tuple(
        Band(low, len(values), sum(values) / len(values)) for low, values in sorted(sorted_in.items())
    )


def from_score(links: Iterable[JudgedLink], floor: float) -> Band:
    """Return the one band of links with at least a score: what a user gets who filters by it."""
    values = [link.correctness for link in links if link.score >= floor]
    return Band(floor, len(values), sum(values) / len(values) if values else 1.0)
