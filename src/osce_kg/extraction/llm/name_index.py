"""People found by how their names begin, so that not everybody is compared with everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

from osce_kg.extraction.names import folded, surname, surname_keys

Bearer = TypeVar("Bearer", bound=Hashable)
_Key = tuple[str, str, str]
"""Last name, what is compared, and the given name or a part of it."""


class NameIndex(Generic[Bearer]):
    """Finds those of one last name of whom ``same_person_name`` may be true, and few others."""

    def __init__(self) -> None:
        self._by_surname: dict[str, dict[Bearer, None]] = defaultdict(dict)
        self._by_given: dict[_Key, dict[Bearer, None]] = defaultdict(dict)

    def add(self, name: str, bearer: Bearer) -> None:
        """Note that somebody goes by a name."""
        last, given_names = surname(name), folded(name).split()[:-1]
        self._by_surname[last][bearer] = None
        if not given_names:
            self._by_given[last, "none", ""][bearer] = None
        for given in given_names:
            for key in [("whole", given), *(("start", part) for part in _starts(given)), *_misspelt(given)]:
                self._by_given[last, *key][bearer] = None

    def find(self, name: str) -> Iterator[Bearer]:
        """Give each bearer once who may go by a name, in a fixed order."""
        last, given_names = surname(name), folded(name).split()[:-1]
        if not given_names:
            yield from self._by_surname.get(last, ())
            return
        keys = [("none", "")]
        for given in given_names:
            keys += [("start", given), *(("whole", part) for part in _starts(given)), *_misspelt(given)]
        given_out: set[Bearer] = set()
        for key in keys:
            for bearer in self._by_given.get((last, *key), ()):
                if bearer not in given_out:
                    given_out.add(bearer)
                    yield bearer


def _starts(given: str) -> list[str]:
    return [given[:length] for length in range(1, len(given) + 1)]


def _misspelt(given: str) -> list[tuple[str, str]]:
    return [("misspelt", key) for key in surname_keys(given)]
