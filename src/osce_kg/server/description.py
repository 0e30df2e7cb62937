"""What a page shows of one thing: its statements, who points to it, and the passages that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rdflib.term import Literal, URIRef

from osce_kg.identifiers import DERIVED_GRAPH
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, PREFIXES
from osce_kg.server.labels import label_of, own_label, property_label
from osce_kg.store import StatementReader
from osce_kg.store.interface import Term

_TYPE: Final = URIRef(PREFIXES["rdf"] + "type")
_REPLACED_BY: Final = URIRef(PREFIXES["dcterms"] + "isReplacedBy")
_INCOMING_LIMIT: Final = 200
"""Things that a page lists under one heading; the query page finds the others."""
_QUOTES_LIMIT: Final = 3

_HEADINGS: Final = {
    OKG.nameOf: "Names in documents",
    OKG.holder: "Offices",
    OKG.post: "Held by",
    OKG.participant: "Took part in",
    OKG.inEvent: "Participants",
    OKG.passageOf: "Passages",
    OKG.attestedBy: "Attests",
    _REPLACED_BY: "Earlier addresses",
}
"""Headings for what points to a thing, in the order of a page; other properties follow by label."""

_REPEATING: Final = {OKG.onSide, OKG.hasParticipant}
"""What participations say already; a page does not say it again."""

_SUMMARIZED: Final = (
    OKG.participant,
    OKG.inEvent,
    OKG.holder,
    OKG.post,
    OKG.nameOf,
    OKG.inCapacity,
    OKG.participationRole,
    OKG.tenureStatus,
    OKG.edtf,
)
"""What tells one participation or office holding from another."""


@dataclass(frozen=True, slots=True)
class Value:
    """An object to show: a text, or a link if it has an IRI."""

    text: str
    iri: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage that says something, and the document it stands in."""

    text: str
    passage: str
    document: Value | None


@dataclass(frozen=True, slots=True)
class Row:
    """A property with its values; ``derived``: only the published rules say so, no document."""

    name: Value
    values: tuple[Value, ...]
    derived: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that points here: its link, what else it is about, and what attests it.

    A participation or office holding has no name of its own; the link then leads to the event or post, and
    ``record`` is the IRI of the thing itself.
    """

    link: Value
    about: tuple[Value, ...]
    quotes: tuple[Quote, ...]
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading; ``is_cut``: there are more than the page lists."""

    heading: str
    property: Value
    entries: tuple[Entry, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Description:
    """Everything a page shows of one thing."""

    iri: str
    title: str
    types: tuple[Value, ...]
    quotes: tuple[Quote, ...]
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]


def statements_about(reader: StatementReader, iri: URIRef) -> list[Statement]:
    """Return what is said of a thing, and what points to it, of each property up to a limit."""
    statements = list(reader.quads(subject=iri))
    for incoming in _incoming(reader, iri).values():
        statements.extend(incoming[:_INCOMING_LIMIT])
    return statements


def describe(reader: StatementReader, iri: URIRef) -> Description | None:
    """Return what a page shows of a thing; None if the graph does not know it."""
    outgoing = list(reader.quads(subject=iri))
    incoming = _incoming(reader, iri)
    if not outgoing and not incoming:
        return None
    title = label_of(reader, iri)
    types = {
        statement.object
        for statement in outgoing
        # Derived types are only those above the asserted ones.
        if statement.predicate == _TYPE and statement.graph != DERIVED_GRAPH
    }
    return Description(
        iri=str(iri),
        title=title,
        types=tuple(_values(reader, types)),
        quotes=tuple(_quotes(reader, iri)),
        rows=tuple(row for row in _rows(reader, outgoing) if not _repeats(row, title)),
        sections=tuple(_sections(reader, iri, incoming)),
    )


def _incoming(reader: StatementReader, iri: URIRef) -> dict[URIRef, list[Statement]]:
    """Return what points to a thing, by property, each subject once, one more than the limit at most.

    What the thing points to by the same property is left out: it says so itself.
    """
    mutual = {(statement.predicate, statement.object) for statement in reader.quads(subject=iri)}
    found: defaultdict[URIRef, dict[URIRef, Statement]] = defaultdict(dict)
    for statement in reader.quads(value=iri):
        subjects = found[statement.predicate]
        is_mutual = (statement.predicate, statement.subject) in mutual
        if len(subjects) <= _INCOMING_LIMIT and not is_mutual:
            subjects[statement.subject] = statement
    return {
        predicate: [subjects[subject] for subject in sorted(subjects)]
        for predicate, subjects in found.items()
        if subjects
    }


def _rows(reader: StatementReader, outgoing: Iterable[Statement]) -> Iterator[Row]:
    values: defaultdict[URIRef, set[Term]] = defaultdict(set)
    asserted: set[URIRef] = set()
    for statement in outgoing:
        if statement.predicate not in (_TYPE, OKG.attestedBy):
            values[statement.predicate].add(statement.object)
            if statement.graph != DERIVED_GRAPH:
                asserted.add(statement.predicate)
    named = sorted((property_label(reader, predicate), predicate) for predicate in values)
    for label, predicate in named:
        shown = tuple(_values(reader, values[predicate]))
        yield Row(Value(label, str(predicate)), shown, derived=predicate not in asserted)


def _repeats(row: Row, title: str) -> bool:
    return all(value.iri is None and value.text == title for value in row.values)


def _sections(
    reader: StatementReader, iri: URIRef, incoming: dict[URIRef, list[Statement]]
) -> Iterator[Section]:
    order = {predicate: position for position, predicate in enumerate(_HEADINGS)}
    named = sorted(
        (order.get(predicate, len(order)), property_label(reader, predicate), predicate)
        for predicate in incoming.keys() - _REPEATING
    )
    for _, label, predicate in named:
        entries = [
            _entry(reader, statement.subject, iri) for statement in incoming[predicate][:_INCOMING_LIMIT]
        ]
        yield Section(
            heading=_HEADINGS.get(predicate, f"What has this as “{label}”"),
            property=Value(label, str(predicate)),
            entries=tuple(sorted(entries, key=lambda entry: (entry.link.text, entry.link.iri or ""))),
            is_cut=len(incoming[predicate]) > _INCOMING_LIMIT,
        )


def _entry(reader: StatementReader, subject: URIRef, seen_from: URIRef) -> Entry:
    about = tuple(_about(reader, subject, seen_from))
    quotes = tuple(islice(_quotes(reader, subject), _QUOTES_LIMIT))
    if own_label(reader, subject) is None and about:
        return Entry(about[0], about[1:], quotes, record=str(subject))
    return Entry(Value(label_of(reader, subject), str(subject)), about, quotes)


def _about(reader: StatementReader, subject: URIRef, seen_from: URIRef) -> Iterator[Value]:
    for predicate in _SUMMARIZED:
        terms = {statement.object for statement in reader.quads(subject=subject, predicate=predicate)}
        yield from _values(reader, terms - {seen_from})


def _quotes(reader: StatementReader, subject: URIRef) -> Iterator[Quote]:
    """Give the passages that attest a thing; of a passage, itself."""
    passages = {statement.object for statement in reader.quads(subject=subject, predicate=OKG.attestedBy)}
    if any(reader.quads(subject=subject, predicate=OKG.exact)):
        passages.add(subject)
    for passage in sorted(passages):
        if not isinstance(passage, URIRef):
            continue
        texts = [str(statement.object) for statement in reader.quads(subject=passage, predicate=OKG.exact)]
        documents = [statement.object for statement in reader.quads(subject=passage, predicate=OKG.passageOf)]
        if texts:
            document = _value(reader, documents[0]) if documents else None
            yield Quote(min(texts), str(passage), document)


def _values(reader: StatementReader, terms: Iterable[Term]) -> Iterator[Value]:
    yield from sorted(
        (_value(reader, term) for term in terms), key=lambda value: (value.text, value.iri or "")
    )


def _value(reader: StatementReader, term: Term) -> Value:
    if isinstance(term, Literal):
        return Value(str(term), language=term.language)
    return Value(label_of(reader, term), str(term))
