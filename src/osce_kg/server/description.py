"""What a page shows of one thing: its statements, who points to it, and the passages that say so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib.term import URIRef

from osce_kg.identifiers import DERIVED_GRAPH
from osce_kg.namespaces import OKG, PREFIXES, shorten
from osce_kg.reasoning.derivation import Rule, explain
from osce_kg.server.labels import label_of, property_label
from osce_kg.server.neighbours import Neighbours
from osce_kg.server.paging import Listed, cut_page
from osce_kg.server.values import (
    TYPE,
    Entry,
    Quote,
    Value,
    entry_of,
    kinds_of,
    quotes_of,
    value_of,
    values_of,
)
from osce_kg.store import StatementReader
from osce_kg.store.gate import checked_iri
from osce_kg.store.interface import Term, TripleOfTerms

_REPLACED_BY: Final = URIRef(PREFIXES["dcterms"] + "isReplacedBy")
ENTRIES_ON_PAGE: Final = 50
"""Incoming links on one page for people; each takes some look-ups."""

TRIPLES_ON_PAGE: Final = 1000
"""Triples on one page of data."""

_NOT_IN_ANCHOR: Final = re.compile(r"[^A-Za-z0-9]+")
_QUOTES: Final = 50
_QUOTES_OF_ENTRY: Final = 3
_VALUES: Final = 200
_EFFORT: Final = 5000
"""Links that may be walked for the reasons of derived statements on a page, so that a page stays cheap."""

_SYMMETRIC: Final = frozenset({OKG.metWith, OKG.coAttended})

_HEADINGS: Final = {OKG.passageOf: "passages", OKG.attestedBy: "attests", _REPLACED_BY: "earlier-addresses"}
"""Texts that head what points to a thing, in the order of a page; other properties follow by label."""

_SAID_BY_SECTIONS: Final = frozenset(
    {OKG.hasParticipant, OKG.participantIn, OKG.hasParticipation, OKG.holds, OKG.hasLeg}
)
"""Derived inverses of what the sections list, with the passages."""

_SHOWN_OTHERWISE: Final = _SAID_BY_SECTIONS | {TYPE, OKG.attestedBy}

_SAID_ALREADY: Final = _SAID_BY_SECTIONS | {OKG.onSide, OKG.metWith, OKG.coAttended}
"""What a thing or a participation says itself; that it also points back is for programs."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a derived statement holds: a thing that it rests on, and a passage that attests it."""

    thing: Value
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A property with its values.

    Attributes:
        left_out: number of values beyond those shown.
        derived: only the published rules say so, no document.
        reasons: of derived values, as far as they are shown: IRI of the value to why it holds.
    """

    name: Value
    values: tuple[Value, ...]
    left_out: int
    derived: bool
    reasons: Mapping[str | None, Reason]


@dataclass(frozen=True, slots=True)
class Section:
    """Who points here by one property: how many in all, on which page they begin, and those of this page.

    Attributes:
        heading: key of the text that heads them; None: the property does.
        query: SPARQL that gives those of this page.
    """

    heading: str | None
    name: Value
    total: int
    first_page: int
    entries: tuple[Entry, ...]
    query: str

    @property
    def anchor(self) -> str:
        """The name by which a page links to this part of it."""
        return _NOT_IN_ANCHOR.sub("-", shorten(self.name.iri or ""))


@dataclass(frozen=True, slots=True)
class Description:
    """What a page shows of one thing beside its views; a page after the first one shows sections only.

    Attributes:
        rows: what is said of it.
        query: SPARQL that gives this.
        sections: what points to it.
    """

    iri: str
    title: str
    kinds: tuple[Value, ...]
    quotes: tuple[Quote, ...]
    rows: tuple[Row, ...]
    query: str
    sections: tuple[Section, ...]
    page: int
    pages: int


class Describer:
    """Looks up what is known of a thing, at a cost that does not grow with the number of links to it."""

    def __init__(self, reader: StatementReader, neighbours: Neighbours, rules: Sequence[Rule]) -> None:
        self._reader = reader
        self._neighbours = neighbours
        self._rules = tuple(rules)

    def knows(self, iri: URIRef) -> bool:
        """Tell whether the graph says anything of a thing."""
        return any(self._reader.triples(subject=iri)) or any(self._reader.triples(value=iri))

    def classes(self, iri: URIRef) -> frozenset[URIRef]:
        """Return the classes of a thing."""
        found = self._reader.triples(subject=iri, predicate=TYPE)
        return frozenset(value for _, _, value in found if isinstance(value, URIRef))

    def triples(self, iri: URIRef, number: int) -> tuple[list[TripleOfTerms], int]:
        """Return a page of what is said of a thing and of what points to it; and how many pages there are."""
        outgoing, incoming = self._neighbours.outgoing(iri), self._neighbours.incoming(iri)
        lists: list[tuple[tuple[bool, URIRef], Sequence[Term]]] = [
            *(((True, predicate), outgoing[predicate]) for predicate in sorted(outgoing)),
            *(((False, predicate), incoming[predicate]) for predicate in self._ordered(incoming, "en")),
        ]
        page = cut_page(lists, number, TRIPLES_ON_PAGE)
        found: list[TripleOfTerms] = []
        for listed in page.lists:
            is_outgoing, predicate = listed.key
            for term in listed.items:
                found.append((iri, predicate, term) if is_outgoing else (URIRef(term), predicate, iri))
        return found, page.count

    def describe(
        self, iri: URIRef, number: int, *, without: Collection[URIRef] = (), language: str = "en"
    ) -> Description:
        """Return what a page shows of a thing.

        Args:
            number: of the page, from 1.
            without: properties whose links to the thing the page shows in another way; and those from it,
                if they are symmetric.
            language: that labels are in, if there are any in it.
        """
        incoming = self._neighbours.incoming(iri)
        hidden = _SAID_ALREADY.union(without)
        lists = [(name, incoming[name]) for name in self._ordered(incoming, language) if name not in hidden]
        page = cut_page(lists, number, ENTRIES_ON_PAGE)
        left_out = _SHOWN_OTHERWISE | (_SYMMETRIC & frozenset(without))
        # What documents say comes before what follows from it.
        rows = sorted(self._rows(iri, left_out, language), key=lambda row: row.derived) if number == 1 else ()
        return Description(
            iri=str(iri),
            title=label_of(self._reader, iri, language),
            kinds=kinds_of(self._reader, iri, language),
            quotes=quotes_of(self._reader, iri, _QUOTES) if number == 1 else (),
            rows=tuple(rows),
            query=_statements_query(iri, left_out),
            sections=tuple(self._section(iri, listed, language) for listed in page.lists),
            page=number,
            pages=page.count,
        )

    def _ordered(self, links: Mapping[URIRef, object], language: str) -> list[URIRef]:
        """Put properties in the order of a page."""
        places = {predicate: place for place, predicate in enumerate(_HEADINGS)}

        def key(predicate: URIRef) -> tuple[int, str, URIRef]:
            label = property_label(self._reader, predicate, language)
            return places.get(predicate, len(places)), label, predicate

        return sorted(links, key=key)

    def _rows(self, iri: URIRef, left_out: frozenset[URIRef], language: str) -> Iterator[Row]:
        outgoing = self._neighbours.outgoing(iri)
        effort_left = _EFFORT
        names = [name for name in outgoing if name not in left_out]
        for label, predicate in sorted(
            (property_label(self._reader, name, language), name) for name in names
        ):
            terms = outgoing[predicate][:_VALUES]
            shown = values_of(self._reader, terms, language)
            derived = all(self._is_derived(iri, predicate, term) for term in terms)
            reasons, effort = self._reasons(iri, predicate, shown, effort_left) if derived else ({}, 0)
            effort_left -= effort
            beyond = len(outgoing[predicate]) - len(shown)
            yield Row(Value(label, str(predicate)), shown, beyond, derived, reasons)

    def _is_derived(self, iri: URIRef, predicate: URIRef, term: Term) -> bool:
        statements = self._reader.quads(subject=iri, predicate=predicate, value=term)
        return all(statement.graph == DERIVED_GRAPH for statement in statements)

    def _reasons(
        self, iri: URIRef, predicate: URIRef, values: Iterable[Value], effort_left: int
    ) -> tuple[dict[str | None, Reason], int]:
        """Return reasons as far as the effort allows, and the effort that they took."""
        reasons: dict[str | None, Reason] = {}
        spent = 0
        for value in values:
            if value.iri is None:
                continue
            start, end = iri, URIRef(value.iri)
            effort = self._links_to(start)
            if predicate in _SYMMETRIC and (other := self._links_to(end)) < effort:
                # The rule is walked from the end with fewer links: who met everybody, met each one seldom.
                start, end, effort = end, start, other
            if spent + effort > effort_left:
                continue
            spent += effort
            for explanation in explain(self._reader, start, predicate, end, self._rules):
                thing = explanation.because[0]
                quotes = quotes_of(self._reader, thing, 1)
                reasons.setdefault(value.iri, Reason(value_of(self._reader, thing), quotes))
        return reasons, spent

    def _links_to(self, iri: URIRef) -> int:
        return 1 + sum(map(len, self._neighbours.incoming(iri).values()))

    def _section(self, iri: URIRef, listed: Listed[URIRef, URIRef], language: str) -> Section:
        label = property_label(self._reader, listed.key, language)
        entries = (
            entry_of(self._reader, subject, iri, _QUOTES_OF_ENTRY, language) for subject in listed.items
        )
        return Section(
            heading=_HEADINGS.get(listed.key),
            name=Value(label, str(listed.key)),
            total=listed.total,
            first_page=listed.first_page,
            entries=tuple(sorted(entries, key=lambda entry: (entry.link.text, entry.link.iri or ""))),
            query=_links_query(iri, listed),
        )


def _statements_query(iri: URIRef, left_out: Collection[URIRef]) -> str:
    """Return the query for what is said of a thing; the page has it from the index of the store."""
    names = ", ".join(f"<{name}>" for name in sorted(left_out))
    return (
        f"SELECT DISTINCT ?property ?value\nWHERE {{\n  {checked_iri(str(iri))} ?property ?value .\n"
        f"  FILTER (?property NOT IN ({names}))\n}}\nORDER BY ?property ?value\n"
    )


def _links_query(iri: URIRef, listed: Listed[URIRef, URIRef]) -> str:
    """Return the query for what points to a thing by a property, in the order of N-Triples."""
    name, thing = checked_iri(str(listed.key)), checked_iri(str(iri))
    return (
        f"SELECT DISTINCT ?subject\nWHERE {{ ?subject {name} {thing} }}\n"
        f'ORDER BY CONCAT(STR(?subject), ">")\nLIMIT {len(listed.items)} OFFSET {listed.offset}\n'
    )
