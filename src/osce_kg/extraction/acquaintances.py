"""The people of one document as they become known, found again by name and by how lately they were mentioned.

Nothing here looks at everybody for each mention: a list of ten thousand names costs ten times one of a
thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice, takewhile
from typing import Final

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.individuals import Individual
from osce_kg.extraction.names import surname_keys

REMEMBERED: Final = 100
"""So many people are kept in mind: a post, a plural or a frequent last name points to one of the last."""


class Acquaintances:
    """Everybody whom a document has introduced so far.

    Attributes:
        individuals: in the order of their introduction.
        main: whoever has a name and is mentioned most, the first of them; None as long as nobody is named.
    """

    def __init__(self) -> None:
        self.individuals: list[Individual] = []
        self.main: Individual | None = None
        # Both by last mention, the latest last.
        self._named: dict[Individual, None] = {}
        self._unnamed: dict[Individual, None] = {}
        self._by_surname: dict[str, list[Individual]] = {}

    def introduce(self, name: str | None = None) -> Individual:
        """Add somebody new."""
        individual = Individual(len(self.individuals))
        self.individuals.append(individual)
        if name is not None:
            self.name(individual, name)
        return individual

    def name(self, individual: Individual, name: str) -> None:
        """Give somebody a name, or a fuller one."""
        keys = set(surname_keys(name)) - set(surname_keys(individual.name or ""))
        for key in keys:
            self._by_surname.setdefault(key, []).append(individual)
        individual.name = name

    def mention(self, individual: Individual, agent: Agent) -> None:
        """Note a mention; mentions come in the order of the text."""
        individual.add_mention(agent)
        self._unnamed.pop(individual, None)
        self._named.pop(individual, None)
        if individual.name is None:
            self._unnamed[individual] = None
            return
        self._named[individual] = None
        if self.main is None or _weight(individual) > _weight(self.main):
            self.main = individual

    def named_like(self, name: str) -> list[Individual]:
        """Return those whose last name is that of ``name`` or nearly so, the last introduced first."""
        lists = (self._by_surname.get(key, ()) for key in surname_keys(name))
        found = {individual for known in lists for individual in known[-REMEMBERED:]}
        return sorted(found, key=lambda individual: -individual.number)

    def recent(self) -> Iterator[Individual]:
        """Yield people by how readily a post points to them: the named first, the last mentioned first."""
        return chain(self.recent_named(), islice(reversed(self._unnamed), REMEMBERED))

    def recent_named(self) -> Iterator[Individual]:
        """Yield those who have a name, the last mentioned first."""
        return islice(reversed(self._named), REMEMBERED)

    def unnamed_since(self, index: int) -> Iterable[Individual]:
        """Return those without a name who were mentioned in sentence ``index`` or later, the newest first."""
        since = takewhile(lambda i: i.agents[-1].sentence.index >= index, reversed(self._unnamed))
        return sorted(since, key=lambda individual: -individual.number)


def _weight(individual: Individual) -> tuple[int, int]:
    return len(individual.agents), -individual.number
