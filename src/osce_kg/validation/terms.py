"""RDF terms as text: the syntax of N-Triples, as Oxigraph writes it.

A graph of a million statements is then strings in dictionaries: they hash and compare faster than objects,
keep the lexical form as written, and are what a report prints.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple, TypeAlias, cast

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node as RdflibNode

from osce_kg.validation.xsd import is_well_formed

Term: TypeAlias = str
"""A term in the syntax of N-Triples: ``<iri>``, ``_:label``, ``"text"``, ``"text"@en``, ``"1"^^<type>``."""

Triple: TypeAlias = tuple[Term, Term, Term]
"""Subject, predicate and object."""

Node: TypeAlias = URIRef | BNode | Literal
"""A term of rdflib."""

OxigraphNode: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
"""A term of Oxigraph that can stand in a triple of RDF 1.1."""

_STRING = str(XSD.string)
_LANG_STRING = str(RDF.langString)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class LiteralParts(NamedTuple):
    """A literal taken apart: its text, the IRI of its datatype, and its language tag or ``""``."""

    text: str
    datatype: str
    language: str


class IllTypedLiteral(Literal):
    """A literal whose text is not one of its datatype, such as "May 2004" as an ``xsd:date``.

    It compares with nothing. rdflib would raise TypeError or answer TRUE, and SHACL wants "not comparable".
    """

    __slots__ = ()

    @property
    def ill_typed(self) -> bool:
        """What rdflib calls a literal that has no value."""
        return True

    def __lt__(self, other: object) -> bool:
        return False

    def __le__(self, other: object) -> bool:
        return False

    def __gt__(self, other: object) -> bool:
        return False

    def __ge__(self, other: object) -> bool:
        return False


def is_iri(term: Term) -> bool:
    """Tell whether the term is an IRI."""
    return term[0] == "<"


def is_blank(term: Term) -> bool:
    """Tell whether the term is a blank node."""
    return term[0] == "_"


def is_literal(term: Term) -> bool:
    """Tell whether the term is a literal."""
    return term[0] == '"'


def iri(value: str) -> Term:
    """Return an IRI, given without angle brackets, as a term."""
    return f"<{value}>"


def literal_parts(term: Term) -> LiteralParts:
    """Take a literal apart; the text is without escapes."""
    end = term.rindex('"')
    text, suffix = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    if not suffix:
        return LiteralParts(text, _STRING, "")
    if suffix[0] == "@":
        return LiteralParts(text, _LANG_STRING, suffix[1:])
    return LiteralParts(text, suffix[3:-1], "")


def plain_text(term: Term) -> str:
    """Return what SPARQL's STR gives: the IRI, or the text of the literal.

    Raises:
        ValueError: for a blank node, which has no text.
    """
    if is_literal(term):
        return literal_parts(term).text
    if is_blank(term):
        raise ValueError("a blank node has no text")
    return term[1:-1]


def from_rdflib(node: RdflibNode) -> Term:
    """Return a term of rdflib as text."""
    if isinstance(node, Literal):
        return _literal_term(str(node), node.datatype, node.language)
    return f"_:{node}" if isinstance(node, BNode) else f"<{node}>"


@lru_cache(maxsize=1 << 16)
def to_rdflib(term: Term) -> Node:
    """Return the term as one of rdflib, its lexical form as written."""
    if is_iri(term):
        return URIRef(term[1:-1])
    if is_blank(term):
        return BNode(term[2:])
    text, datatype, language = literal_parts(term)
    if language:
        return Literal(text, lang=language)
    if datatype == _STRING:
        return Literal(text)
    if is_well_formed(text, datatype):
        return Literal(text, datatype=URIRef(datatype), normalize=False)
    with _quiet_rdflib():
        return IllTypedLiteral(text, datatype=URIRef(datatype), normalize=False)


@lru_cache(maxsize=1 << 12)
def to_oxigraph(term: Term) -> OxigraphNode:
    """Return the term as one of Oxigraph."""
    if is_iri(term):
        return ox.NamedNode(term[1:-1])
    if is_blank(term):
        return ox.BlankNode(term[2:])
    text, datatype, language = literal_parts(term)
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


@contextmanager
def _quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from logging a traceback per ill-typed literal: the shapes report them."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _literal_term(text: str, datatype: str | None, language: str | None) -> Term:
    if language:
        return str(ox.Literal(text, language=language))
    return str(ox.Literal(text, datatype=ox.NamedNode(str(datatype or _STRING))))


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(match[3], cast(str, match[3]))
