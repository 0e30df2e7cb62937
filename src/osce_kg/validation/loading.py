"""RDF files → one data graph, without ever reaching for the network, a DTD or a gigabyte-long number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import RDF, SH

from osce_kg.errors import InputError
from osce_kg.model.validation import Finding
from osce_kg.printable import on_one_line
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.sources import RdfSource
from osce_kg.validation.terms import Term, Triple, is_literal, literal_parts
from osce_kg.validation.xsd import NUMERIC

_MAX_NUMBER_LENGTH = 400
_MAX_EXPONENT_DIGITS = 3
_MARKUP = frozenset({str(RDF.XMLLiteral), str(RDF.HTML)})
_PLACE_IN_WORDS = re.compile(r"^(?:\S+ )?[Pp]arser error (?:at|between) line \d.*?: ")
_EXPONENT = re.compile(r"[eE][+-]?(\d+)")


@dataclass(frozen=True, slots=True)
class LoadedGraph:
    """The union of all graphs of some files.

    Attributes:
        set_aside: a violation for each statement whose value no engine can safely be given.
    """

    graph: DataGraph
    set_aside: tuple[Finding, ...]


def load_graph(files: Iterable[RdfSource]) -> LoadedGraph:
    """Parse ``files`` into one graph; blank nodes of different files stay apart.

    Raises:
        InputError: a file does not parse, has no statement, has a DOCTYPE, or wants a remote context.
        LimitError: a file is too large.
    """
    graph = DataGraph()
    set_aside: list[Finding] = []
    for number, file in enumerate(files):
        graph.add(_triples(file, TermReader(number), set_aside))
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
        term.value: terms.term(term)
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


def _danger(literal: Term) -> str | None:
    """Tell why making a Python value of the literal would take seconds, gigabytes or a file access."""
    text, datatype, _ = literal_parts(literal)
    if datatype in NUMERIC:
        exponent = _EXPONENT.search(text[-_MAX_NUMBER_LENGTH:])
        if len(text) > _MAX_NUMBER_LENGTH or (exponent and len(exponent[1]) > _MAX_EXPONENT_DIGITS):
            return "a number too long to compute with"
    elif datatype in _MARKUP and "<!" in text:
        return "a markup literal with declarations"
    return None


def _unusable(file: RdfSource, statement: Triple, danger: str) -> Finding:
    subject, predicate, value = statement
    return Finding(
        severity="violation",
        focus_node=subject,
        shape="",
        component=str(SH.DatatypeConstraintComponent),
        path=predicate,
        value=json.dumps(literal_parts(value).text[:40] + "…", ensure_ascii=False),
        message=f"The statement was set aside: its value is {danger}.",
        file=file.name,
    )


class TermReader:
    """Makes terms as text; each is made once, blank nodes are numbered in order of appearance.

    Attributes:
        dangers: why a literal that was read can safely be given to no engine.
    """

    def __init__(self, file_number: int) -> None:
        """Begin with a file; ``file_number``, from 0, is in the labels of its blank nodes."""
        self.dangers: dict[Term, str] = {}
        self._file_number = file_number
        self._blank_nodes = 0
        self._terms: dict[str, Term] = {}

    def term(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
        """Return a term of Oxigraph as text.

        Raises:
            InputError: a triple term of RDF 1.2.
        """
        text = str(term)
        return self._terms.get(text) or self._new(text, isinstance(term, ox.Triple))

    def _new(self, text: str, is_triple: bool) -> Term:
        if is_triple:
            raise InputError(f"triple terms of RDF 1.2 are not supported: {on_one_line(text)}")
        term = text
        if text[0] == "_":
            self._blank_nodes += 1
            term = f"_:f{self._file_number}b{self._blank_nodes}"
        elif is_literal(text) and (danger := _danger(text)):
            self.dangers[text] = danger
        self._terms[text] = term
        return term


def _triples(file: RdfSource, terms: TermReader, set_aside: list[Finding]) -> Iterator[Triple]:
    read, dangers = terms.term, terms.dangers  # this loop is most of what loading costs
    subject = ""
    try:
        for quad in parse_quads(file):
            subject, predicate, value = read(quad.subject), read(quad.predicate), read(quad.object)
            if value in dangers:
                set_aside.append(_unusable(file, (subject, predicate, value), dangers[value]))
            else:
                yield subject, predicate, value
    except InputError as error:
        raise error if error.source else InputError(error.reason, source=file.name) from error
    if not subject:
        raise InputError("the file holds no statement", source=file.name)
