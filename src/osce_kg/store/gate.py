"""The gate before the store: one term that cannot be written in every format would break a whole dump.

A term that passes can be written as N-Quads, TriG, JSON-LD, RDF/XML, SPARQL XML and CSV, and a reader of any
of them gets the same term back. A term that does not pass is reported with its reason.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox
from rdflib.term import Literal, URIRef

from osce_kg.model.document import Loss
from osce_kg.model.statement import Statement

STAGE = "store"

_SCHEMES = ("http://", "https://", "urn:", "mailto:", "tel:")
# RFC 3987: neither these delimiters nor controls nor the formatting characters of bidirectional text.
_NOT_IN_IRI = re.compile(
    '[\\x00-\\x20<>"{}|^`\\\\\\x7f-\\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]'
)
# What XML 1.0 cannot carry, and with it RDF/XML and SPARQL result XML.
_NOT_IN_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

_NEITHER = "published data has only IRIs and literals, no blank nodes"

_SHORT = 100
"""Characters below which a literal may come again: a name, a day, a title; longer ones are sentences."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_ZONE = r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DATE = re.compile(r"-?(\d{4,9})-(\d\d)-(\d\d)" + _ZONE)
_DATE_TIME = re.compile(r"(-?\d{4,9}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,18})?" + _ZONE)


class RejectedTermError(ValueError):
    """A term that the gate keeps out; ``str(error)`` says why, with everything unprintable escaped."""


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    # The calendar repeats every 400 years; year 0 is a leap year in XSD 1.1 and in ISO 8601.
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year % 400 + 400, month)[1]


def _is_date_time(text: str) -> bool:
    match = _DATE_TIME.fullmatch(text)
    return match is not None and _is_date(match[1])


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


# Digits are bounded: readers of a dump choke on "1E999999999"^^xsd:decimal or on an integer of 5,000 digits.
_LEXICAL_FORMS: dict[str, Callable[[str], bool]] = {
    _XSD + "date": _is_date,
    _XSD + "dateTime": _is_date_time,
    _XSD + "gYear": _matches(r"-?\d{4,9}" + _ZONE),
    _XSD + "gYearMonth": _matches(r"-?\d{4,9}-(0[1-9]|1[0-2])" + _ZONE),
    _XSD + "boolean": _matches(r"true|false|0|1"),
    _XSD + "integer": _matches(r"[+-]?\d{1,300}"),
    _XSD + "nonNegativeInteger": _matches(r"\+?\d{1,300}|-0+"),
    _XSD + "decimal": _matches(r"[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})"),
    _XSD + "double": _matches(r"[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})([eE][+-]?\d{1,3})?|[+-]?INF|NaN"),
    _XSD + "hexBinary": _matches(r"([0-9A-Fa-f]{2})*"),
    _XSD + "anyURI": lambda text: _NOT_IN_IRI.search(text) is None,
}


@lru_cache(maxsize=1 << 16)
def checked_iri(iri: str) -> ox.NamedNode:
    """Return the IRI as a node of the store.

    Raises:
        RejectedTermError: the scheme is not one of http, https, urn, mailto, tel, or it is not an IRI.
    """
    return _checked_node(iri)


def _checked_node(iri: str) -> ox.NamedNode:
    if not iri.startswith(_SCHEMES):
        raise RejectedTermError(f"the scheme of IRI {iri[:80]!a} is not allowed")
    bad = _NOT_IN_IRI.search(iri)
    if bad is not None:
        raise RejectedTermError(f"the IRI {iri[:80]!a} contains U+{ord(bad[0]):04X}")
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise RejectedTermError(f"the IRI {iri[:80]!a} is not valid: {error}") from error


def checked_literal(literal: Literal) -> ox.Literal:
    """Return the literal as a literal of the store, its lexical form as written.

    Raises:
        RejectedTermError: characters that no XML can carry, a language tag that is none, or a lexical form
            that its datatype does not have.
    """
    return _checked_value(str(literal), literal.language, literal.datatype)


def _checked_value(text: str, language: str | None, datatype: URIRef | None) -> ox.Literal:
    bad = _NOT_IN_TEXT.search(text)
    if bad is not None:
        raise RejectedTermError(f"the text {text[:80]!a} contains U+{ord(bad[0]):04X}")
    if language is not None:
        if not _LANGUAGE.fullmatch(language):
            raise RejectedTermError(f"{language[:80]!a} is not a language tag")
        try:
            return ox.Literal(text, language=language)
        except ValueError as error:
            raise RejectedTermError(f"{language[:80]!a} is not a language tag") from error
    if datatype is None:
        return ox.Literal(text)
    has_form = _LEXICAL_FORMS.get(str(datatype))
    if has_form is not None and not has_form(text):
        raise RejectedTermError(f"{text[:80]!a} is not a value of {datatype}")
    return ox.Literal(text, datatype=checked_iri(str(datatype)))


def checked_term(term: URIRef | Literal) -> ox.NamedNode | ox.Literal:
    """Return the term as a term of the store.

    Raises:
        RejectedTermError: it cannot be stored.
    """
    if isinstance(term, Literal):
        return checked_literal(term)
    if isinstance(term, URIRef):
        return _checked_uriref(term)
    raise RejectedTermError(_NEITHER)


def checked_quad(statement: Statement) -> ox.Quad:
    """Return the statement as a quad of the store.

    Raises:
        RejectedTermError: one of its terms cannot be stored.
    """
    _require_iris(statement)
    subject, predicate, value, graph = statement
    return ox.Quad(
        _checked_uriref(subject), _checked_uriref(predicate), checked_term(value), _checked_uriref(graph)
    )


def checked_line(statement: Statement) -> bytes:
    """Return the statement as an N-Quads line without line end.

    Raises:
        RejectedTermError: one of its terms cannot be stored.
    """
    _require_iris(statement)
    subject, predicate, value, graph = statement
    if isinstance(value, URIRef):
        target = _iri_text(value)
    elif isinstance(value, Literal):
        target = _literal_text(str(value), value.language, value.datatype)
    else:
        raise RejectedTermError(_NEITHER)
    return f"{_iri_text(subject)} {_iri_text(predicate)} {target} {_iri_text(graph)} .".encode()


def _require_iris(statement: Statement) -> None:
    subject, predicate, _, graph = statement
    if not (isinstance(subject, URIRef) and isinstance(predicate, URIRef) and isinstance(graph, URIRef)):
        raise RejectedTermError(
            "subject, predicate and graph must be IRIs: published data has no blank nodes"
        )


@lru_cache(maxsize=1 << 16)
def _checked_uriref(term: URIRef) -> ox.NamedNode:
    # rdflib's terms are strings with methods of their own (startswith, ==): a plain string goes further.
    return checked_iri(str(term))


@lru_cache(maxsize=1 << 16)
def _iri_text(term: URIRef) -> str:
    return str(_checked_node(str(term)))


def _literal_text(text: str, language: str | None, datatype: URIRef | None) -> str:
    if len(text) < _SHORT:
        return _short_literal_text(text, language, datatype)
    return str(_checked_value(text, language, datatype))


@lru_cache(maxsize=1 << 14)
def _short_literal_text(text: str, language: str | None, datatype: URIRef | None) -> str:
    return str(_checked_value(text, language, datatype))


def checked_lines(statements: Iterable[Statement], losses: list[Loss]) -> Iterator[bytes]:
    """Yield the statements as N-Quads lines without line end; what is kept out is added to the losses."""
    for statement in statements:
        try:
            yield checked_line(statement)
        except RejectedTermError as error:
            losses.append(rejection(statement, error))


def rejection(statement: Statement, error: RejectedTermError) -> Loss:
    """Return the loss that tells the user which statement was kept out, and why."""
    shown = " ".join(ascii(str(term)[:120])[1:-1] for term in statement[:2])
    return Loss(stage=STAGE, source=ascii(str(statement.graph))[1:-1], reason=f"{error}; left out: {shown} …")
