"""RDF terms as values of Python, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from rdflib import XSD
from rdflib.term import Literal, URIRef

from osce_kg.errors import UsageError
from osce_kg.model.edtf import DateBounds, bounds
from osce_kg.namespaces import EDTF
from osce_kg.store.gate import RejectedTermError, checked_term
from osce_kg.store.interface import Term


class EdtfDate(str):
    """What is known of a date, as the graph has it: a text in the Extended Date/Time Format."""

    __slots__ = ()

    @property
    def bounds(self) -> DateBounds:
        """First and last possible day of the start and of the end.

        Raises:
            ValueError: no form that this project writes.
        """
        return bounds(str(self))


Value: TypeAlias = URIRef | EdtfDate | str | int | float | bool | dt.date | dt.datetime | None
"""What a cell holds: ``URIRef`` and ``EdtfDate`` are texts, too; None where the query binds nothing."""

_INTEGERS: Final = frozenset(
    XSD[name]
    for name in (
        *("integer", "int", "long", "short", "byte", "unsignedInt", "unsignedLong", "unsignedShort"),
        *("unsignedByte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
    )
)
_READ: Final[Mapping[URIRef, Callable[[str], Value]]] = {
    **dict.fromkeys(_INTEGERS, int),
    **dict.fromkeys((XSD.decimal, XSD.double, XSD.float), float),
    XSD.boolean: lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    XSD.date: dt.date.fromisoformat,
    XSD.dateTime: dt.datetime.fromisoformat,
    EDTF: EdtfDate,
}


def python_value(term: Term | None) -> Value:
    """Return what a term means in Python; a literal that Python has no type for is its text."""
    if term is None or isinstance(term, URIRef):
        return term
    text = str.__str__(term)
    try:
        return _READ.get(term.datatype, str)(text) if term.datatype else text
    except (ValueError, KeyError, OverflowError):  # "2004-05-18Z", a year of five digits
        return text


def rdf_term(value: object, like: Term | None = None) -> Term:
    """Return the term for a value of Python.

    Args:
        value: a term, or a str, bool, int, float, Decimal, date or datetime.
        like: the term in whose place it comes. A str becomes a literal of its language or type, or, for
            an IRI, the IRI that it is, or that has it as its last part.

    Raises:
        UsageError: no term of RDF, or one that could not be written.
    """
    term = _term(value, like)
    try:
        checked_term(term)
    except RejectedTermError as error:
        raise UsageError(f"{str(value)[:80]!r} cannot be a term of RDF: {error}") from error
    return term


def _term(value: object, like: Term | None) -> Term:
    if isinstance(value, URIRef | Literal):
        return value
    if isinstance(value, EdtfDate):
        return Literal(str(value), datatype=EDTF)
    if isinstance(value, str):
        return _text_term(value, like)
    if isinstance(value, bool | int | float | Decimal | dt.date):
        return Literal(value)
    raise UsageError(f"{type(value).__name__} is no value for a variable; take a text, number, date or IRI.")


def _text_term(text: str, like: Term | None) -> Term:
    if isinstance(like, URIRef):
        if text.startswith(("http://", "https://", "urn:")):
            return URIRef(text)
        return URIRef(like[: max(like.rfind("/"), like.rfind("#")) + 1] + text)
    if like is None:
        return Literal(text)
    return Literal(text, lang=like.language, datatype=like.datatype, normalize=False)
