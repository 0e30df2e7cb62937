"""Answers of queries as rows of terms, read by other code than that which the endpoint writes them with."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.etree import ElementTree

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Row: TypeAlias = tuple[Term | None, ...]

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_RS_RESULT_SET = ox.NamedNode(_RS + "ResultSet")
_SRX = "{http://www.w3.org/2005/sparql-results#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Rows:
    """Solutions (a row each, the terms in the order of the sorted names), or the triples of a graph."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]


Answer: TypeAlias = bool | Rows


def read_answer(content: bytes, suffix: str, base_iri: str | None = None) -> Answer:
    """Read an answer.

    Args:
        suffix: of its form: ``.srx .srj .tsv .csv`` for solutions and booleans, ``.ttl .nt .rdf`` for graphs.
        base_iri: what relative IRIs of a graph are relative to.
    """
    return _READERS[suffix](content) if suffix in _READERS else _graph(content, suffix, base_iri)


def _solutions(names: Sequence[str], bindings: Iterable[Mapping[str, Term]]) -> Rows:
    ordered = tuple(sorted(names))
    return Rows(ordered, tuple(tuple(binding.get(name) for name in ordered) for binding in bindings))


def _graph(content: bytes, suffix: str, base_iri: str | None) -> Rows:
    rdf_format = ox.RdfFormat.from_extension(suffix[1:])
    quads = {quad.triple for quad in ox.parse(content, format=rdf_format, base_iri=base_iri)}
    if any(triple.object == _RS_RESULT_SET for triple in quads):
        return _result_set(quads)
    return Rows(("s", "p", "o"), tuple((triple.subject, triple.predicate, triple.object) for triple in quads))


def _result_set(triples: Iterable[ox.Triple]) -> Rows:
    """Read solutions that are written as a graph, as some tests expect them."""
    values: dict[tuple[object, str], list[Any]] = defaultdict(list)
    for triple in triples:
        values[triple.subject, triple.predicate.value].append(triple.object)
    (head,) = (node for node, key in values if key == _RS + "resultVariable")

    def one(node: object, name: str) -> Any:
        (value,) = values[node, _RS + name]
        return value

    return _solutions(
        [name.value for name in values[head, _RS + "resultVariable"]],
        [
            {one(node, "variable").value: one(node, "value") for node in values[solution, _RS + "binding"]}
            for solution in values[head, _RS + "solution"]
        ],
    )


def _json(content: bytes) -> Answer:
    def term(value: Mapping[str, str]) -> Term:
        if value["type"] == "uri":
            return ox.NamedNode(value["value"])
        if value["type"] == "bnode":
            return ox.BlankNode(value["value"])
        return _literal(value["value"], value.get("datatype"), value.get("xml:lang"))

    document = json.loads(content)
    if "boolean" in document:
        return bool(document["boolean"])
    rows = document["results"]["bindings"]
    return _solutions(
        document["head"]["vars"], [{name: term(value) for name, value in row.items()} for row in rows]
    )


def _xml(content: bytes) -> Answer:
    def term(element: ElementTree.Element) -> Term:
        text = element.text or ""
        if element.tag == _SRX + "uri":
            return ox.NamedNode(text)
        if element.tag == _SRX + "bnode":
            return ox.BlankNode(text)
        assert element.tag == _SRX + "literal"
        return _literal(text, element.get("datatype"), element.get(_LANGUAGE))

    document = ElementTree.fromstring(content)
    boolean = document.findtext(_SRX + "boolean")
    if boolean is not None:
        return {"true": True, "false": False}[boolean.strip()]
    names = [element.attrib["name"] for element in document.iterfind(f"{_SRX}head/{_SRX}variable")]
    rows = document.iterfind(f"{_SRX}results/{_SRX}result")
    return _solutions(names, [{binding.attrib["name"]: term(binding[0]) for binding in row} for row in rows])


def _tsv(content: bytes) -> Answer:
    lines = content.decode().removesuffix("\n").split("\n")
    if lines[0] in ("true", "false"):
        return lines[0] == "true"
    names = [name.removeprefix("?") for name in lines[0].split("\t") if name]
    rows = [zip(names, line.split("\t"), strict=True) if names else () for line in lines[1:]]
    return _solutions(names, [{name: _turtle_term(cell) for name, cell in row if cell} for row in rows])


def _csv(content: bytes) -> Answer:
    """Read CSV, which tells blank nodes from the rest, and nothing else: unbound is an empty text there."""
    lines = list(csv.reader(io.StringIO(content.decode(), newline="")))
    if lines == [["true"]] or lines == [["false"]]:
        return lines == [["true"]]
    names = lines[0]
    # One unbound cell alone is an empty line.
    rows = [zip(names, line or [""], strict=True) if names else () for line in lines[1:]]
    return _solutions(names, [{name: _csv_term(cell) for name, cell in row} for row in rows])


_READERS: Mapping[str, Callable[[bytes], Answer]] = {".srj": _json, ".srx": _xml, ".tsv": _tsv, ".csv": _csv}


def _literal(text: str, datatype: str | None, language: str | None) -> ox.Literal:
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(text)


def _turtle_term(text: str) -> Term:
    (quad,) = ox.parse(f"<a:s> <a:p> {text} .", format=ox.RdfFormat.TURTLE)
    term = quad.object
    assert isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal)
    # The parser renames blank nodes, each time otherwise.
    return ox.BlankNode(text[2:]) if isinstance(term, ox.BlankNode) else term


def _csv_term(text: str) -> Term:
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.Literal(text)
