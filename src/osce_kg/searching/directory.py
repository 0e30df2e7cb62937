"""Every named thing of a graph, found by any of its names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from osce_kg.searching.index import NameIndex, NameMatch
from osce_kg.searching.types import ENTITY_TYPES, ancestors


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing with its names.

    Attributes:
        key: what follows ``id/`` in its IRI.
        types: its narrowest types.
        names: all that it is called; none for somebody of whom only a post is known.
    """

    key: str
    types: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that may be meant.

    Attributes:
        key: what follows ``id/`` in its IRI.
        name: the one of its names that is most like what was searched for.
        similarity: of the two, from 0 to 1.
        is_same: both have the same words but for order, case, diacritics and transliteration.
    """

    key: str
    name: str
    similarity: float
    is_same: bool


class _Place(NamedTuple):
    """Where a thing is in the directory."""

    group: str
    number: int
    types: tuple[str, ...]


class NameDirectory:
    """Names of everything, an index for each type at the top; it never changes, so processes can share it."""

    def __init__(self, things: Iterable[NamedThing], replaced: Mapping[str, str]) -> None:
        """Make a directory.

        Args:
            things: each once.
            replaced: keys that a merge ended to the key that stands for them today.
        """
        grouped: dict[str, list[NamedThing]] = {}
        for thing in sorted(things, key=lambda thing: thing.key):
            grouped.setdefault(ancestors(thing.types[0])[-1], []).append(thing)
        self._keys = {group: [thing.key for thing in members] for group, members in grouped.items()}
        self._indexes = {
            group: NameIndex((thing.names for thing in members), of_people=group == "Person")
            for group, members in grouped.items()
        }
        self._places = {
            thing.key: _Place(group, number, thing.types)
            for group, members in grouped.items()
            for number, thing in enumerate(members)
        }
        self._replaced = dict(replaced)

    def __len__(self) -> int:
        return len(self._places)

    def find(
        self, text: str, *, types: Collection[str] = (), limit: int = 10, completing: bool = False
    ) -> list[Found]:
        """Return what may be meant by a text, the likeliest first.

        Args:
            text: a name in any spelling, with or without a form of address or a post.
            types: what is found has one of these types or a narrower one; none given means any.
            limit: of what is returned.
            completing: the last word may be only begun.
        """
        found = [
            Found(self._keys[group][match.owner], match.name, match.similarity, match.is_same)
            for group in sorted(self._indexes)
            for match in self._matches(group, text, types, limit, completing=completing)
        ]
        return sorted(found, key=lambda one: (-one.similarity, len(one.name), one.key))[:limit]

    def current(self, key: str) -> str | None:
        """Return the key under which a thing is known today; None for what is not in the directory."""
        key = self._replaced.get(key, key)
        return key if key in self._places else None

    def types_of(self, key: str) -> tuple[str, ...]:
        """Return the narrowest types of a thing; none for what is not in the directory."""
        place = self._places.get(key)
        return place.types if place else ()

    def has_type(self, key: str, types: Collection[str]) -> bool:
        """Tell whether a thing has one of the types or a narrower one; any thing has one of none."""
        return not types or any(above in types for own in self.types_of(key) for above in ancestors(own))

    def names_of(self, key: str) -> list[str]:
        """Return the names of a thing; none for what is not in the directory."""
        place = self._places.get(key)
        return self._indexes[place.group].names_of(place.number) if place else []

    def _matches(
        self, group: str, text: str, types: Collection[str], limit: int, *, completing: bool
    ) -> Sequence[NameMatch]:
        keys = self._keys[group]
        accepts: Callable[[int], bool] | None = None
        if types and group not in types:
            if not any(group == ancestors(type_id)[-1] for type_id in types if type_id in ENTITY_TYPES):
                return ()
            accepts = lambda owner: self.has_type(keys[owner], types)  # noqa: E731
        name = self._without_post(text) if group == "Person" else text
        matches = self._indexes[group].search(name, limit, accepts=accepts, completing=completing)
        if name == text:
            return matches
        # Words were left out because they seemed to be no name: that is not certain.
        return [NameMatch(match.owner, match.name, match.similarity, is_same=False) for match in matches]

    def _without_post(self, text: str) -> str:
        """Return a text without the words of a post, if a name of two words is left.

        Such words are in names of posts, States and bodies more often than in names of people.
        """
        people = self._indexes["Person"]
        groups = ("Post", "State", "Organization")
        others = [index for group, index in self._indexes.items() if group in groups]
        words = people.words(text)
        kept = [
            word for word in words if people.uses_of(word) >= sum(index.uses_of(word) for index in others)
        ]
        return " ".join(kept) if 2 <= len(kept) < len(words) else text
