"""The events behind a view or an edge, with the passages that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from osce_kg.server.exploring.answering import AnsweredQuery, Row


@dataclass(frozen=True, slots=True)
class Named:
    """A thing and its label."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with its document.

    Attributes:
        iri: of the passage.
        issued: date of the document, YYYY-MM-DD; None if it has none.
    """

    iri: str
    text: str
    document: Named
    issued: str | None


@dataclass(slots=True)
class ListedEvent:
    """An event as a list shows it.

    Attributes:
        date: as EDTF; None if nothing is known.
    """

    event: Named
    date: str | None
    places: list[Named] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)


def listed_events(rows: Iterable[Row]) -> list[ListedEvent]:
    """Return the events of an answer to ``events_query``, in its order."""
    events: dict[str, ListedEvent] = {}
    for row in rows:
        iri = row["event"]
        listed = events.setdefault(iri, ListedEvent(Named(iri, row["eventLabel"]), row.get("date")))
        if "place" in row:
            place = Named(row["place"], row["placeLabel"])
            if place not in listed.places:
                listed.places.append(place)
        if "passage" in row:
            document = Named(row["document"], row["documentLabel"])
            quote = Quote(row["passage"], row["quote"], document, row.get("issued"))
            if quote not in listed.quotes:
                listed.quotes.append(quote)
    return list(events.values())


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of events: how many there are, and those of one page."""

    totals: AnsweredQuery
    events: AnsweredQuery

    @property
    def total(self) -> int:
        """How many events there are on all pages."""
        return int(self.totals.rows[0]["events"])

    @property
    def entries(self) -> list[ListedEvent]:
        """The events of the page."""
        return listed_events(self.events.rows)
