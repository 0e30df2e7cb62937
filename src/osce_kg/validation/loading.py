"""RDF files → one rdflib graph, without ever reaching for the network, a DTD or a gigabyte-long number.

Oxigraph parses (strict and fast) and rdflib holds the terms, with their lexical forms as written.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH, XSD

from osce_kg.errors import InputError
from osce_kg.model.validation import Finding
from osce_kg.printable import on_one_line
from osce_kg.validation.sources import RdfSource

Node = URIRef | BNode | Literal

_MAX_NUMBER_LENGTH = 400
_MAX_EXPONENT_DIGITS = 3
_NUMBERS = """
    decimal integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger
    unsignedLong unsignedInt unsignedShort unsignedByte double float
"""
_NUMERIC = frozenset(str(XSD[name]) for name in _NUMBERS.split())
_MARKUP = frozenset({str(RDF.XMLLiteral), str(RDF.HTML)})
_PLACE_IN_WORDS = re.compile(r"^(?:\S+ )?[Pp]arser error (?:at|between) line \d.*?: ")
_EXPONENT = re.compile(r"[eE][+-]?(\d+)")


class IllTypedLiteral(Literal):
    """A literal whose text is not one of its datatype, such as "May 2004" as an ``xsd:date``.

    It compares with nothing. rdflib would raise TypeError or answer TRUE, and SHACL wants "not comparable".
    """

    __slots__ = ()

    def __lt__(self, other: object) -> bool:
        return False

    def __le__(self, other: object) -> bool:
        return False

    def __gt__(self, other: object) -> bool:
        return False

    def __ge__(self, other: object) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class LoadedGraph:
    """The union of all graphs of some files.

    Attributes:
        set_aside: a violation for each statement whose value no engine can safely be given.
    """

    graph: Graph
    set_aside: tuple[Finding, ...]


def load_graph(files: Iterable[RdfSource]) -> LoadedGraph:
    """Parse ``files`` into one graph; blank nodes of different files stay apart.

    Raises:
        InputError: a file does not parse, has no statement, has a DOCTYPE, or wants a remote context.
        LimitError: a file is too large.
    """
    graph = Graph()
    set_aside: list[Finding] = []
    with _quiet_rdflib():
        for number, file in enumerate(files):
            terms = TermReader(number)
            empty = True
            for quad in parse_quads(file):
                empty = False
                subject, predicate, value = terms.node(quad.subject), terms.node(quad.predicate), quad.object
                if isinstance(value, ox.Literal) and (danger := _danger(value)):
                    set_aside.append(_unusable(file, (subject, predicate, value), danger))
                else:
                    graph.add((subject, predicate, terms.node(value)))
            if empty:
                raise InputError("the file holds no statement", source=file.name)
    return LoadedGraph(graph, tuple(set_aside))


def file_of_blank_node(term: str) -> int | None:
    """Return the number, from 0, of the file that a blank node such as ``_:f0b12`` was read from."""
    match = re.fullmatch(r"_:f(\d+)b\d+", term)
    return int(match[1]) if match else None


def blank_node_names(quads: Iterable[ox.Quad], number: int) -> dict[str, str]:
    """Return the names that loading gives to the blank nodes of a file, by the names that the parser gave.

    Args:
        number: of the file among those that are loaded, from 0.
    """
    terms = TermReader(number)
    return {
        term.value: terms.node(term).n3()
        for quad in quads
        for term in (quad.subject, quad.object)
        if isinstance(term, ox.BlankNode)
    }


def parse_quads(file: RdfSource) -> Iterator[ox.Quad]:
    """Yield the statements of a file in the order of Oxigraph's parser.

    Raises:
        InputError: the file does not parse, has a DOCTYPE, or wants a remote context.
    """
    data = file.read()
    if file.format == ox.RdfFormat.RDF_XML and re.search(rb"<!\s*(DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise InputError(
            "RDF/XML with a DOCTYPE is refused: entities can name files or grow without end", source=file.name
        )
    try:
        yield from ox.parse(data, format=file.format, base_iri=file.base)
    except SyntaxError as error:
        reason = str(error.msg or error)
        if "LoadDocumentCallback" in reason:
            reason = "a remote JSON-LD context is refused; put the context into the file"
        # The parser's own words begin with the place, which the error tells already.
        reason = on_one_line(_PLACE_IN_WORDS.sub("", reason))
        raise InputError(reason, source=file.name, line=error.lineno, column=error.offset) from error


def is_dangerous(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> bool:
    """Tell whether a term is a literal that no engine can safely be given, and that is set aside."""
    return isinstance(term, ox.Literal) and _danger(term) is not None


def _danger(literal: ox.Literal) -> str | None:
    """Tell why making a Python value of the literal would take seconds, gigabytes or a file access."""
    datatype = literal.datatype.value
    if datatype in _NUMERIC:
        exponent = _EXPONENT.search(literal.value[-_MAX_NUMBER_LENGTH:])
        if len(literal.value) > _MAX_NUMBER_LENGTH or (exponent and len(exponent[1]) > _MAX_EXPONENT_DIGITS):
            return "a number too long to compute with"
    elif datatype in _MARKUP and "<!" in literal.value:
        return "a markup literal with declarations"
    return None


def _unusable(file: RdfSource, statement: tuple[Node, Node, ox.Literal], danger: str) -> Finding:
    subject, predicate, value = statement
    return Finding(
        severity="violation",
        focus_node=subject.n3(),
        shape="",
        component=str(SH.DatatypeConstraintComponent),
        path=predicate.n3(),
        value=json.dumps(value.value[:40] + "…", ensure_ascii=False),
        message=f"The statement was set aside: its value is {danger}.",
        file=file.name,
    )


class TermReader:
    """Makes rdflib terms; IRIs are made once, blank nodes are numbered in order of appearance.

    Args:
        file_number: of the file among those that are loaded, from 0; it is in the labels of blank nodes.
    """

    def __init__(self, file_number: int) -> None:
        self._file_number = file_number
        self._iris: dict[str, URIRef] = {}
        self._blank_nodes: dict[str, BNode] = {}

    def node(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
        """Return the term for rdflib.

        Raises:
            InputError: a triple term of RDF 1.2.
        """
        if isinstance(term, ox.NamedNode):
            iri = self._iris.get(term.value)
            if iri is None:
                iri = self._iris[term.value] = URIRef(term.value)
            return iri
        if isinstance(term, ox.Literal):
            return _literal(term)
        if isinstance(term, ox.BlankNode):
            number = len(self._blank_nodes) + 1
            label = f"f{self._file_number}b{number}"
            return self._blank_nodes.setdefault(term.value, BNode(label))
        raise InputError(f"triple terms of RDF 1.2 are not supported: {term}")


def _literal(term: ox.Literal) -> Literal:
    if term.language is not None:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    if datatype == str(XSD.string):
        return Literal(term.value)
    literal = Literal(term.value, datatype=URIRef(datatype), normalize=False)
    if literal.ill_typed:
        return IllTypedLiteral(term.value, datatype=URIRef(datatype), normalize=False)
    return literal


@contextmanager
def _quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from logging a traceback per ill-typed literal: the shapes report them."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
