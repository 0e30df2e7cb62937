"""Constraints that are queries: SHACL-SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar, cast

import pyoxigraph as ox

from osce_kg.errors import InputError
from osce_kg.validation.compiled.bulk_safety import finds_by_itself, groups_to_tell, is_for_many
from osce_kg.validation.compiled.model import SHACL, NotCoveredError, ValueNodes, Violation
from osce_kg.validation.compiled.query_predicates import named_predicates
from osce_kg.validation.compiled.query_text import Select, with_rows
from osce_kg.validation.findings import Message
from osce_kg.validation.terms import Term, is_blank, is_iri, plain_text

if TYPE_CHECKING:
    from osce_kg.validation.compiled.run import Run

_BATCH: Final = 500
"""Rows that a query is told at most: the parser of SPARQL is slow on long ones."""

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a constraint, with its prefixes and path in place.

    Attributes:
        bound: values that variables have whatever the focus node is.
    """

    text: str
    select: Select
    bound: Mapping[str, Term] = field(default_factory=dict)

    def solutions(
        self, store: ox.Store, names: Sequence[str], rows: Iterable[Sequence[Term]]
    ) -> Iterator[Solution]:
        """Give the solutions for each of some rows of values.

        Raises:
            NotCoveredError: a value is a blank node, which no query can name.
            InputError: the query does not parse.
        """
        fixed = self.told()
        size = _BATCH if all(is_for_many(self.select, name) for name in names) else 1
        starts = {group.start for name in (*names, *fixed) for group in groups_to_tell(self.select, name)}
        for batch in _batches(rows, size):
            told = [(*row, *fixed.values()) for row in batch]
            if any(is_blank(term) for row in told for term in row):
                raise NotCoveredError("a query cannot name a blank node")
            yield from self._ask(store, with_rows(self.text, starts, (*names, *fixed), told))

    def told(self) -> dict[str, Term]:
        """Return those of the bound values that the query speaks of."""
        return {name: term for name, term in self.bound.items() if name in self.select.pattern.variables}

    def all_solutions(self, store: ox.Store) -> Iterator[Solution]:
        """Give the solutions for all focus nodes, targeted or not."""
        return self._ask(store, self.text)

    def _ask(self, store: ox.Store, text: str) -> Iterator[Solution]:
        try:
            # Of a store with named graphs, too, the default graph is the data.
            found = cast(ox.QuerySolutions, store.query(text, named_graphs=[]))
        except SyntaxError as error:
            raise InputError(f"a query does not parse: {error}") from error
        names = [variable.value for variable in found.variables]
        for solution in found:
            yield {name: str(term) for name, term in zip(names, solution, strict=True) if term is not None}


Solution = dict[str, Term]


@dataclass(frozen=True, slots=True)
class SelectConstraint:
    """``sh:sparql``, or a component with a SELECT: each solution is a violation.

    Attributes:
        of_property: the shape has a path.
        messages: with ``{?name}`` for the values of a solution.
    """

    query: Query
    of_property: bool
    messages: tuple[Message, ...]
    component: str = SHACL + "SPARQLConstraintComponent"

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the solutions for the focus nodes."""
        store = run.graph.store(named_predicates(self.query.text))
        for solution in self._solutions(values.foci, store, run.few):
            if solution.get("failure", "").startswith('"true"'):
                raise InputError("a query of the shapes says that it failed (?failure)")
            focus = solution["this"]
            value = solution.get("value", None if self.of_property else focus)
            path = solution.get("path", "")
            yield Violation(
                focus,
                value,
                path if path and is_iri(path) else None,
                tuple(filled(message, {**self.query.bound, **solution}) for message in self.messages),
            )

    def _solutions(self, foci: Set[Term], store: ox.Store, few: float) -> Iterator[Solution]:
        is_special = bool(self.query.told()) or not finds_by_itself(self.query.select, "this")
        if is_special or (len(foci) <= few and not any(map(is_blank, foci))):
            found = self.query.solutions(store, ["this"], ([focus] for focus in foci))
        else:
            found = self.query.all_solutions(store)
        # Even a query that is told its focus nodes may find others, in another branch of a UNION.
        return (solution for solution in found if solution["this"] in foci)


@dataclass(frozen=True, slots=True)
class AskConstraint:
    """A component with an ASK: each value node for which it answers no is a violation.

    Attributes:
        query: the ASK as a SELECT of ``?value``, and ``?this`` if it speaks of it.
    """

    query: Query
    messages: tuple[Message, ...]
    component: str

    def violations(self, values: ValueNodes, run: Run) -> Iterable[Violation]:
        """Give the value nodes that the query does not hold for."""
        store = run.graph.store(named_predicates(self.query.text))
        names = ["value", "this"] if "this" in self.query.select.pattern.variables else ["value"]
        pairs = [(value, focus) for focus, value in values.relation]
        rows = {pair[: len(names)] for pair in pairs}
        holding = {
            tuple(solution[name] for name in names) for solution in self.query.solutions(store, names, rows)
        }
        for value, focus in pairs:
            if (value, focus)[: len(names)] not in holding:
                known = {**self.query.bound, "this": focus, "value": value}
                yield Violation(
                    focus, value, messages=tuple(filled(message, known) for message in self.messages)
                )


def filled(message: Message, values: Mapping[str, Term]) -> Message:
    """Return the message with values in place of ``{?name}`` and ``{$name}``."""

    def value(match: re.Match[str]) -> str:
        term = values.get(match[1])
        if term is None:
            return match[0]
        return term if is_blank(term) else plain_text(term)

    return message._replace(text=_PLACEHOLDER.sub(value, message.text))


def _batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
