"""Documents put together for tests of the extraction stage, and what was extracted from them in short form.

One sentence a line, an empty line between paragraphs. ``read`` gives a ``Report``: the same facts as the
extraction, with names in place of local ids, so that a test can state a whole event on one line.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from functools import cache

from osce_kg.extraction import Gazetteer, LanguageModel, RuleExtractor, load_language_model
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.sentences import read_sentences
from osce_kg.model.document import Dateline, Document, Paragraph, Section
from osce_kg.model.extraction import Extraction, LocalEvent, LocalPerson
from osce_kg.model.text import Span
from osce_kg.reference import load_reference

DAY = dt.date(2004, 4, 6)
"""A Tuesday: the day of issue unless a test says otherwise."""


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer(load_reference())


def language_model() -> LanguageModel:
    return load_language_model()


def press_release(
    body: str,
    *,
    key: str = "n1",
    date: dt.date | None = DAY,
    dateline: str | None = None,
    title: str | None = None,
    issuer: str | None = None,
    heading: str | None = None,
    list_items: bool = False,
    genre: str = "press-release",
) -> Document:
    """Return a document of one section; ``dateline`` is the city that opens it, in capitals or not."""
    opening = f"{title}\n\n" if title else ""
    caption = f"{heading}\n\n" if heading else ""
    lead = f"{dateline}, 6 April 2004 - " if dateline else ""
    text = f"{opening}{caption}{lead}{body}"
    start = len(opening) + len(caption)
    heading_span = Span(len(opening), len(opening) + len(heading)) if heading else None
    paragraphs = _paragraphs(text, start, start + len(lead), list_items)
    where = Dateline(Span(start, start + len(lead)), (dateline,), DAY) if dateline else None
    return Document(
        key=key,
        source=f"{key}.txt",
        url=None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        title=title,
        title_span=Span(0, len(title)) if title else None,
        sections=(Section(heading_span, paragraphs),),
        dateline=where,
        date=date,
        date_basis="stated" if date else None,
        genre=genre,
        issuer=issuer,
    )


def _paragraphs(text: str, start: int, body: int, list_items: bool) -> tuple[Paragraph, ...]:
    """Cut at empty lines; the first sentence begins after the dateline, at ``body``."""
    found = []
    for match in re.compile(r"[^\n]+(?:\n[^\n]+)*").finditer(text, start):
        lines = re.compile(r"[^\n]+").finditer(text, max(match.start(), body), match.end())
        sentences = tuple(Span(*line.span()) for line in lines)
        found.append(Paragraph(Span(*match.span()), sentences, is_list_item=list_items))
    return tuple(found)


def analysed(text: str) -> list[Sentence]:
    """Return the sentences of a body as the grammar sees them: one a line."""
    return read_sentences([press_release(text)], gazetteer(), language_model())[0].body


def rules() -> RuleExtractor:
    return RuleExtractor(gazetteer())


def extract(document: Document) -> Report:
    return Report(document, rules().extract(document))


def read(body: str, **circumstances: object) -> Report:
    """Extract from a press release with this body; for the other arguments see :func:`press_release`."""
    return extract(press_release(body, **circumstances))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Report:
    """What was extracted from a document, in short form.

    People go by their last name, office holders without a name by their title, groups and bodies by label.
    """

    document: Document
    extraction: Extraction

    def label(self, local: str) -> str:
        for person in self.extraction.persons:
            if person.id == local:
                return person.name.split()[-1] if person.name else person.roles[0].title
        for group in self.extraction.groups:
            if group.id == local:
                return group.label
        return self.organization(local) or local

    def organization(self, local: str | None) -> str | None:
        return next((body.name for body in self.extraction.organizations if body.id == local), None)

    def place(self, local: str) -> str:
        return next(place.name for place in self.extraction.places if place.id == local)

    @property
    def names(self) -> list[str]:
        return [person.name for person in self.extraction.persons if person.name]

    def person(self, name: str) -> LocalPerson:
        return next(person for person in self.extraction.persons if person.name == name)

    def posts(self, name: str | None) -> list[tuple[str, str | None]]:
        """Return (title, body) of the person with this full name, or of the one without a name."""
        person = next(person for person in self.extraction.persons if person.name == name)
        return [(role.title, self.organization(role.organization)) for role in person.roles]

    def events(self, kind: str) -> list[LocalEvent]:
        return [event for event in self.extraction.events if event.kind == kind]

    def meetings(self, status: str = "occurred", kind: str = "meeting") -> list[str]:
        """Return "Passy + Rupel | Berisha" for each meeting: side a, bar, side b, and so on."""
        return [self.sides(event) for event in self.events(kind) if event.status == status]

    def sides(self, event: LocalEvent) -> str:
        sides: dict[str, list[str]] = {}
        for participation in event.participants:
            sides.setdefault(participation.side or "", []).append(self.label(participation.agent))
        return " | ".join(" + ".join(members) for members in sides.values())

    def visits(self, status: str = "occurred") -> list[str]:
        """Return "Passy -> Almaty, KAZ" for each visit: visitors, places, State."""
        return [self.voyage(event) for event in self.events("visit") if event.status == status]

    def voyage(self, event: LocalEvent) -> str:
        visitors = " + ".join(self.label(p.agent) for p in event.participants)
        return f"{visitors} -> {', '.join([*map(self.place, event.places), event.state or '?'])}"

    def quoted(self, span: Span) -> str:
        return span.of(self.document.text)
