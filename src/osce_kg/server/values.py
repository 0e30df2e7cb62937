"""What pages show: terms as text or links, and the passages that say something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib.term import Literal, URIRef

from osce_kg.identifiers import DERIVED_GRAPH
from osce_kg.namespaces import OKG, PREFIXES
from osce_kg.server.labels import label_of, own_label
from osce_kg.store import StatementReader
from osce_kg.store.interface import Term

TYPE: Final = URIRef(PREFIXES["rdf"] + "type")

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
class Entry:
    """A thing in a list: its link, its classes, what else it is about, and what attests it.

    A participation or office holding has no name of its own; the link then leads to the event or post, and
    ``record`` is the IRI of the thing itself.
    """

    link: Value
    kinds: tuple[Value, ...]
    about: tuple[Value, ...]
    quotes: tuple[Quote, ...]
    record: str | None = None


def value_of(reader: StatementReader, term: Term, language: str = "en") -> Value:
    """Return what to show of a term: of a thing, its label, if possible in the language."""
    if isinstance(term, Literal):
        return Value(str(term), language=term.language)
    return Value(label_of(reader, term, language), str(term))


def values_of(reader: StatementReader, terms: Iterable[Term], language: str = "en") -> tuple[Value, ...]:
    """Return what to show of some terms, in the order of their texts."""
    values = (value_of(reader, term, language) for term in terms)
    return tuple(sorted(values, key=lambda value: (value.text, value.iri or "")))


def kinds_of(reader: StatementReader, subject: URIRef, language: str = "en") -> tuple[Value, ...]:
    """Return the classes that a thing was given; those above them are derived."""
    classes = {value for _, _, value in reader.triples(subject=subject, predicate=TYPE)}
    derived = {statement.object for statement in reader.quads(DERIVED_GRAPH, subject=subject, predicate=TYPE)}
    return values_of(reader, classes - derived, language)


def quotes_of(reader: StatementReader, subject: URIRef, limit: int) -> tuple[Quote, ...]:
    """Return passages that attest a thing, up to a limit; of a passage, itself."""
    passages = {value for _, _, value in reader.triples(subject=subject, predicate=OKG.attestedBy)}
    if any(reader.triples(subject=subject, predicate=OKG.exact)):
        passages.add(subject)
    return tuple(_quotes(reader, sorted(passages)[:limit]))


def _quotes(reader: StatementReader, passages: Iterable[Term]) -> Iterator[Quote]:
    for passage in passages:
        if not isinstance(passage, URIRef):
            continue
        texts = [str(value) for _, _, value in reader.triples(subject=passage, predicate=OKG.exact)]
        documents = [value for _, _, value in reader.triples(subject=passage, predicate=OKG.passageOf)]
        if texts:
            document = value_of(reader, min(documents)) if documents else None
            yield Quote(min(texts), str(passage), document)


def entry_of(
    reader: StatementReader, subject: URIRef, seen_from: URIRef, quotes: int, language: str = "en"
) -> Entry:
    """Return how a thing is shown in a list on the page of another one.

    Args:
        seen_from: the thing of the page; the entry does not say that it is about it.
        quotes: how many passages to show at most.
    """
    about: tuple[Value, ...] = ()
    for predicate in _SUMMARIZED:
        terms = {value for _, _, value in reader.triples(subject=subject, predicate=predicate)}
        about += values_of(reader, terms - {seen_from}, language)
    kinds, passages = kinds_of(reader, subject, language), quotes_of(reader, subject, quotes)
    if own_label(reader, subject) is None and about:
        return Entry(about[0], kinds, about[1:], passages, record=str(subject))
    return Entry(value_of(reader, subject, language), kinds, about, passages)
