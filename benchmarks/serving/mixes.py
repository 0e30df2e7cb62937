"""The queries that are asked: templates in ``queries/MIX``, filled with constants that hardly ever recur.

A cache of results cannot answer them: each mix can be filled in far more ways than a run asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from string import Template
from typing import Final
from urllib.parse import quote

from benchmarks.synthetic_graph import FIRST_DAY, OFFICIALS, PERSONS_PER_DOCUMENT, STATES
from osce_kg.namespaces import ID

FOLDER: Final = Path(__file__).with_name("queries")

MIXES: Final = ("tiny", "interactive", "researcher")
"""Look-ups of a row or less; questions that take a few ms; questions that take tens of ms and more."""

_SHARES: Final = {"tiny": (0.01, 0.1), "interactive": (0.1, 0.5), "researcher": (0.05, 0.3)}
"""The least and the greatest part of all days that a query of a mix asks for."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query to ask: the name of its template, and its text."""

    name: str
    text: str

    @property
    def target(self) -> str:
        """The query as the query string of a URL."""
        return f"query={quote(self.text, safe='')}"


def read_templates(mix: str) -> Mapping[str, Template]:
    """Return the templates of a mix by their names, in order."""
    return {
        file.stem: Template(file.read_text(encoding="utf-8")) for file in sorted((FOLDER / mix).iterdir())
    }


def queries(mix: str, documents: int, seed: str) -> Iterator[Query]:
    """Give queries without end: all templates of a mix in turn, each time with other constants.

    Args:
        mix: one of ``MIXES``.
        documents: how many the synthetic graph was made of.
        seed: of the constants; the same seed gives the same queries.
    """
    random = Random(f"{mix} {seed}")
    for name, template in cycle(read_templates(mix).items()):
        yield Query(name, template.substitute(_constants(random, documents, _SHARES[mix])))


def _constants(random: Random, documents: int, shares: tuple[float, float]) -> dict[str, str]:
    days = max(1, round(documents * random.uniform(*shares)))
    first = random.randrange(documents - days + 1)
    state = random.randrange(STATES)
    persons = OFFICIALS + documents * PERSONS_PER_DOCUMENT
    return {
        "person": f"p{random.randrange(persons):06}",
        "other": f"p{random.randrange(persons):06}",
        "official": f"p{random.randrange(OFFICIALS):06}",
        # Those who visit neither most often nor hardly ever.
        "traveller": f"p{random.randrange(2, OFFICIALS // 2):06}",
        "state": f"S{state:02}",
        "states": " ".join(f"<{ID}state/S{number:02}>" for number in random.sample(range(STATES), 10)),
        "document": f"n{random.randrange(documents):06}",
        "otherDocument": f"n{random.randrange(documents):06}",
        "from": str(FIRST_DAY + timedelta(days=first)),
        "until": str(FIRST_DAY + timedelta(days=first + days - 1)),
        "threshold": f"{random.random():.9f}",
    }
