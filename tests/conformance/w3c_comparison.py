"""Whether two answers are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import pyoxigraph as ox
from w3c_answers import Answer, Row, Rows, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"


def as_csv(answer: Answer) -> Answer:
    """Return what CSV can say of an answer: texts without types."""

    def cell(term: Term | None) -> Term:
        if isinstance(term, ox.BlankNode):
            return term
        return ox.Literal("" if term is None else term.value)

    if isinstance(answer, bool):
        return answer
    return Rows(answer.names, tuple(tuple(map(cell, row)) for row in answer.rows))


def by_value(answer: Answer) -> Answer:
    """Return the answer with every number and boolean in one lexical form: equal values are equal terms.

    Integers and decimals are compared exactly, doubles and floats as IEEE 754 doubles. The datatype stays.
    """
    if isinstance(answer, bool):
        return answer
    return Rows(answer.names, tuple(tuple(map(_value, row)) for row in answer.rows))


def csv_by_value(answer: Answer) -> Answer:
    """Return an answer in CSV with every text that is a number or a boolean in one form: CSV has no types."""

    def value(term: Term | None) -> Term | None:
        if not isinstance(term, ox.Literal):
            return term
        try:
            return ox.Literal(repr(float({"true": "1", "false": "0"}.get(term.value, term.value))))
        except ValueError:
            return term

    if isinstance(answer, bool):
        return answer
    return Rows(answer.names, tuple(tuple(map(value, row)) for row in answer.rows))


def _value(term: Term | None) -> Term | None:
    if not isinstance(term, ox.Literal) or term.language is not None:
        return term
    try:
        return ox.Literal(_LEXICAL_FORMS[term.datatype.value](term.value), datatype=term.datatype)
    except (KeyError, ArithmeticError, ValueError):  # another datatype, or none of its values
        return term


_LEXICAL_FORMS: Mapping[str, Callable[[str], str]] = {
    _XSD + "integer": lambda text: str(Decimal(text).normalize()),
    _XSD + "decimal": lambda text: str(Decimal(text).normalize()),
    _XSD + "double": lambda text: repr(float(text)),
    _XSD + "float": lambda text: repr(float(text)),
    _XSD + "boolean": lambda text: {"1": "true", "0": "false"}.get(text, text),
}


def is_same(expected: Answer, actual: Answer, *, ordered: bool = False) -> bool:
    """Tell whether two answers are the same but for the names of blank nodes.

    Args:
        ordered: whether the rows must come in the same order; if not, each must come equally often.
    """
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if expected.names != actual.names or len(expected.rows) != len(actual.rows):
        return False
    if ordered:
        return _match_in_order(expected.rows, actual.rows)
    ground, free = _parted(expected.rows)
    actual_ground, actual_free = _parted(actual.rows)
    return Counter(ground) == Counter(actual_ground) and _match(free, actual_free, {})


def _parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows without and those with blank nodes."""
    parts: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        parts[any(isinstance(term, ox.BlankNode) for term in row)].append(row)
    return parts


def _match_in_order(expected: Sequence[Row], actual: Sequence[Row]) -> bool:
    names: Mapping[Term, Term] = {}
    for ours, theirs in zip(expected, actual, strict=True):
        more = _renamed(ours, theirs, names)
        if more is None:
            return False
        names = more
    return True


def _match(expected: Sequence[Row], actual: Sequence[Row], names: Mapping[Term, Term]) -> bool:
    """Tell whether blank nodes can be renamed one to one so that the rows are the same, trying every way."""
    if not expected:
        return not actual
    for position, row in enumerate(actual):
        more = _renamed(expected[0], row, names)
        if more is not None and _match(expected[1:], [*actual[:position], *actual[position + 1 :]], more):
            return True
    return False


def _renamed(expected: Row, actual: Row, names: Mapping[Term, Term]) -> Mapping[Term, Term] | None:
    """Return the renaming of blank nodes, extended so that it makes one row the other; None if none does."""
    extended = dict(names)
    for ours, theirs in zip(expected, actual, strict=True):
        if not (isinstance(ours, ox.BlankNode) and isinstance(theirs, ox.BlankNode)):
            if ours != theirs:
                return None
        elif extended.setdefault(ours, theirs) != theirs:
            return None
    return extended if len(set(extended.values())) == len(extended) else None
