"""Binary relations between terms, held so that whole sets of nodes are checked at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from osce_kg.validation.terms import Term


class Relation:
    """Pairs of terms, each once; not to be changed once it has been handed on.

    Most terms have one value by a predicate; they stand in one flat dictionary, which is small and lets
    Python's set operations do the work.

    Attributes:
        one: the value of every term that has exactly one.
        many: the values, as keys, of every term that has several.
    """

    __slots__ = ("many", "one")

    def __init__(self) -> None:
        self.one: dict[Term, Term] = {}
        self.many: dict[Term, dict[Term, None]] = {}

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[Term, Term]]) -> Relation:
        """Return the relation that holds between the terms of ``pairs``."""
        relation = cls()
        for left, right in pairs:
            relation.add(left, right)
        return relation

    @classmethod
    def identity(cls, nodes: Iterable[Term]) -> Relation:
        """Return the relation of each node to itself."""
        relation = cls()
        relation.one = {node: node for node in nodes}
        return relation

    def add(self, left: Term, right: Term) -> None:
        """Add a pair, unless it is there."""
        known = self.one.get(left)
        if known is None:
            values = self.many.get(left)
            if values is None:
                self.one[left] = right
            else:
                values[right] = None
        elif known != right:
            del self.one[left]
            self.many[left] = {known: None, right: None}

    def remove(self, left: Term, right: Term) -> None:
        """Take a pair away, if it is there."""
        if self.one.get(left) == right:
            del self.one[left]
        elif right in (values := self.many.get(left, {})):
            del values[right]
            if len(values) == 1:
                del self.many[left]
                (self.one[left],) = values

    def __bool__(self) -> bool:
        return bool(self.one or self.many)

    def __len__(self) -> int:
        return len(self.one) + sum(map(len, self.many.values()))

    def __iter__(self) -> Iterator[tuple[Term, Term]]:
        yield from self.one.items()
        for left, values in self.many.items():
            for right in values:
                yield left, right

    def __contains__(self, left: object) -> bool:
        return left in self.one or left in self.many

    def values(self, left: Term) -> Iterable[Term]:
        """Return the values of a term."""
        value = self.one.get(left)
        return self.many.get(left, ()) if value is None else (value,)

    def lefts(self) -> set[Term]:
        """Return all terms that have a value."""
        return {*self.one, *self.many}

    def rights(self) -> set[Term]:
        """Return all values."""
        return set(self.one.values()).union(*self.many.values())

    def restricted(self, lefts: Set[Term]) -> Relation:
        """Return the pairs whose left term is among ``lefts``; the relation itself if those are all."""
        if self.one.keys() <= lefts and self.many.keys() <= lefts:
            return self
        return self.selected(lefts)

    def selected(self, lefts: Set[Term]) -> Relation:
        """Return another relation with the pairs whose left term is among ``lefts``."""
        found = Relation()
        found.one = {left: self.one[left] for left in self.one.keys() & lefts}
        found.many = {left: self.many[left] for left in self.many.keys() & lefts}
        return found

    def pairs_to(self, rights: Set[Term]) -> list[tuple[Term, Term]]:
        """Return the pairs whose right term is among ``rights``."""
        if not rights:
            return []
        found = [(left, right) for left, right in self.one.items() if right in rights]
        found += [(left, right) for left, values in self.many.items() for right in values if right in rights]
        return found

    def inverse(self) -> Relation:
        """Return the relation with its pairs turned round."""
        return Relation.of_pairs((right, left) for left, right in self)

    def then(self, following: Relation) -> Relation:
        """Return the pairs that this relation and then the following one lead to."""
        return Relation.of_pairs((left, end) for left, middle in self for end in following.values(middle))
