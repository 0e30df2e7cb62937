"""Where the statements of RDF/XML are: the elements of nodes and properties, told apart by their depth.

Blank nodes are left out: which of them the parser calls what cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.parsers.expat import ParserCreate

from osce_kg.validation.positions.statements import Offsets, ScannedStatement

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
_SYNTAX = frozenset(
    f"{_RDF}{name}" for name in ("about", "ID", "nodeID", "resource", "parseType", "datatype", "li", "RDF")
)


@dataclass(slots=True)
class _Element:
    """An element that is open.

    Attributes:
        is_node: it is about a resource; otherwise it is a property, or ``rdf:RDF``.
        term: subject of a node, predicate of a property, as N-Triples; empty for blank nodes.
        offset: of its start tag.
        base: IRI that relative IRIs refer to.
        members: number of ``rdf:li`` seen in it.
        is_literal: it holds XML that is no RDF.
    """

    is_node: bool
    term: str
    offset: int
    base: str
    members: int = field(default=0)
    is_literal: bool = field(default=False)


def scan_rdfxml(text: str, base: str) -> Iterator[ScannedStatement]:
    """Yield the statements about IRIs in ``text``, which is RDF/XML that parses; without literal values."""
    scanner = _Scanner(text, base)
    parser = ParserCreate(namespace_separator="")
    parser.StartElementHandler = lambda name, attributes: scanner.open(
        name, attributes, parser.CurrentByteIndex
    )
    parser.EndElementHandler = lambda _: scanner.close()
    parser.Parse(scanner.data, True)
    return iter(scanner.statements)


class _Scanner:
    def __init__(self, text: str, base: str) -> None:
        # Bytes, in an encoding that no declaration can contradict: text.encode() is what was read.
        self.data = text.encode()
        self.statements: list[ScannedStatement] = []
        self._base = base
        self._open: list[_Element] = []
        self._byte = 0
        self._offset = 0

    def open(self, name: str, attributes: Mapping[str, str], byte_index: int) -> None:
        """Take in a start tag; names are written as the IRIs that they stand for."""
        self._offset += len(self.data[self._byte : byte_index].decode())
        self._byte = byte_index
        parent = self._open[-1] if self._open else None
        base = urljoin(parent.base if parent else self._base, attributes.get(f"{_XML}base", ""))
        if parent is not None and parent.is_literal:
            element = _Element(True, "", self._offset, base, is_literal=True)
        elif parent is not None and parent.is_node:
            element = self._property(name, attributes, base)
        elif name == f"{_RDF}RDF":
            element = _Element(False, "", self._offset, base)
        else:
            element = self._node(name, attributes, base)
        self._open.append(element)

    def close(self) -> None:
        """Take in an end tag."""
        self._open.pop()

    def _node(self, name: str, attributes: Mapping[str, str], base: str) -> _Element:
        node = _Element(True, _subject(attributes, base), self._offset, base)
        if len(self._open) > 1:
            self._add(self._open[-2], self._open[-1].term, node.term, self._open[-1].offset)
        if name != f"{_RDF}Description":
            self._add(node, f"<{_RDF}type>", f"<{name}>", node.offset)
        self._add_attributes(node, attributes)
        return node

    def _property(self, name: str, attributes: Mapping[str, str], base: str) -> _Element:
        subject = self._open[-1]
        if name == f"{_RDF}li":
            subject.members += 1
            name = f"{_RDF}_{subject.members}"
        kind = attributes.get(f"{_RDF}parseType")
        resource = attributes.get(f"{_RDF}resource")
        value = "" if resource is None else f"<{urljoin(base, resource)}>"
        self._add(subject, f"<{name}>", value, self._offset)
        if value:
            self._add_attributes(_Element(True, value, self._offset, base), attributes)
        if fragment := attributes.get(f"{_RDF}ID"):
            reified = _Element(True, f"<{urljoin(base, f'#{fragment}')}>", self._offset, base)
            self._add(reified, f"<{_RDF}type>", f"<{_RDF}Statement>", self._offset)
        # What stands in a property that is itself a resource are properties again.
        is_node = kind == "Resource"
        is_literal = kind not in (None, "Resource", "Collection")
        return _Element(is_node, "" if is_node else f"<{name}>", self._offset, base, is_literal=is_literal)

    def _add_attributes(self, subject: _Element, attributes: Mapping[str, str]) -> None:
        """Take in the properties that are written as attributes."""
        for attribute in attributes:
            if attribute not in _SYNTAX and not attribute.startswith(_XML):
                self._add(subject, f"<{attribute}>", "", subject.offset)

    def _add(self, subject: _Element, predicate: str, value: str, offset: int) -> None:
        if subject.term.startswith("<") and predicate:
            offsets = Offsets(subject.offset, offset, offset)
            self.statements.append(ScannedStatement(subject.term, predicate, value, offsets))


def _subject(attributes: Mapping[str, str], base: str) -> str:
    about, fragment = attributes.get(f"{_RDF}about"), attributes.get(f"{_RDF}ID")
    if about is not None:
        return f"<{urljoin(base, about)}>"
    return "" if fragment is None else f"<{urljoin(base, f'#{fragment}')}>"
