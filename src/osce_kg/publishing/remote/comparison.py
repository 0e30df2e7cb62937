"""Do two sets of N-Triples lines say the same, be it in other words?

Stores may keep numbers and times as values, and language tags in lower case: "0.90" then comes back as "0.9".
That is told, and is no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Final, TypeAlias

import pyoxigraph as ox

from osce_kg.namespaces import PREFIXES

_XSD: Final = PREFIXES["xsd"]
_EXACT_NUMBERS: Final = frozenset(
    _XSD + name
    for name in (
        *("decimal", "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger"),
        *("nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_FLOATING: Final = frozenset({_XSD + "double", _XSD + "float"})
_TRUTH: Final = {"1": "true", "0": "false"}
_ENDING_ZEROS: Final = re.compile(r"\.(?:0+|(\d*?[1-9])0*)(?=\D|$)")
"""Fractions of a second: with a group for what counts of them, if anything does."""

_Value: TypeAlias = tuple[str, object]


@dataclass(frozen=True, slots=True)
class GraphComparison:
    """How a graph read back differs from what was sent.

    Attributes:
        missing, unexpected: lines that only one of the two has, whatever they mean.
        normalised: lines that came back in other words with the same value.
    """

    missing: tuple[bytes, ...]
    unexpected: tuple[bytes, ...]
    normalised: int

    @property
    def is_same(self) -> bool:
        """Tell whether both say the same."""
        return not self.missing and not self.unexpected


def digest_of(sorted_lines: Iterable[bytes]) -> str:
    """Return the SHA-256, in hex digits, of lines without line ends, as a file with them would have it."""
    state = sha256()
    for line in sorted_lines:
        state.update(line + b"\n")
    return state.hexdigest()


def parse_lines(n_triples: bytes) -> set[bytes]:
    """Return the statements of an N-Triples text in the one form that all our lines have.

    Raises:
        SyntaxError: it does not parse.
    """
    quads = ox.parse(n_triples, format=ox.RdfFormat.N_TRIPLES)
    return {f"{quad.triple} .".encode() for quad in quads}


def compare_graphs(sent: Set[bytes], received: Set[bytes]) -> GraphComparison:
    """Compare lines without line ends: those that differ as text are compared by value."""
    missing, unexpected = sent - received, received - sent
    returned = {_by_value(line) for line in unexpected}
    expected = {_by_value(line) for line in missing}
    still_missing = sorted(line for line in missing if _by_value(line) not in returned)
    still_unexpected = sorted(line for line in unexpected if _by_value(line) not in expected)
    return GraphComparison(
        tuple(still_missing), tuple(still_unexpected), normalised=len(missing) - len(still_missing)
    )


def _by_value(line: bytes) -> tuple[str, str, _Value]:
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    return str(quad.subject), str(quad.predicate), _value(quad.object)


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> _Value:
    if not isinstance(term, ox.Literal):
        return "term", str(term)
    if term.language is not None:
        return f"@{term.language.lower()}", term.value
    datatype = term.datatype.value
    try:
        if datatype in _EXACT_NUMBERS:
            return "number", Decimal(term.value)
        if datatype in _FLOATING:
            return datatype, repr(float(term.value))
    except (InvalidOperation, ValueError):
        pass
    if datatype == _XSD + "boolean":
        return datatype, _TRUTH.get(term.value, term.value)
    if datatype in (_XSD + "dateTime", _XSD + "time"):
        return datatype, _ENDING_ZEROS.sub(_without_zeros, term.value).replace("+00:00", "Z")
    if datatype == _XSD + "hexBinary":
        return datatype, term.value.upper()
    return datatype, term.value


def _without_zeros(fraction: re.Match[str]) -> str:
    return f".{fraction[1]}" if fraction[1] else ""
