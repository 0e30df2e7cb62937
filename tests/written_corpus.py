"""Small documents written for the tests, with the extraction that a reader of them would make by hand.

One sentence a line, an empty line between paragraphs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import Any

from osce_kg.model.document import Document, Paragraph, Section
from osce_kg.model.extraction import (
    EventTime,
    Extraction,
    LocalEvent,
    LocalGroup,
    LocalOrganization,
    LocalParticipation,
    LocalPerson,
    LocalPlace,
    LocalUtterance,
    NameForm,
    RoleClaim,
)
from osce_kg.model.resolution import DocumentResolution, Resolution
from osce_kg.model.text import Span
from osce_kg.resolution import resolve_mentions
from small_reference import small_reference


def on(day: str, basis: str = "stated") -> EventTime:
    """Return the time of an event on one day."""
    date = dt.date.fromisoformat(day)
    evidence = None if basis == "stated" else "the day of the document is taken"
    return EventTime(date, date, date, date, day, None, basis, evidence, None)


@dataclass
class WrittenDocument:
    """A document and its extraction, put together piece by piece; methods return local ids."""

    key: str
    text: str
    date: str | None = None
    title: str | None = None
    issuer: str | None = None
    organizations: list[LocalOrganization] = field(default_factory=list)
    persons: list[LocalPerson] = field(default_factory=list)
    groups: list[LocalGroup] = field(default_factory=list)
    places: list[LocalPlace] = field(default_factory=list)
    events: list[LocalEvent] = field(default_factory=list)
    utterances: list[LocalUtterance] = field(default_factory=list)

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def organization(
        self, name: str, kind: str, state: str | None = None, reference: str | None = None
    ) -> str:
        mentions = (self.span(name),) if name in self.text else ()
        local = f"o{len(self.organizations) + 1}"
        self.organizations.append(LocalOrganization(local, name, kind, reference, state, mentions))
        return local

    def state(self, name: str, iso3: str) -> str:
        return self.organization(name, "state", iso3, f"state/{iso3}")

    def role(
        self, title: str, organization: str | None, words: str | None = None, tenure: str = "holder"
    ) -> RoleClaim:
        span = self.span(words or title)
        return RoleClaim(title, organization, tenure, organization_inferred=False, span=span, confidence=0.9)

    def person(self, name: str | None, *roles: RoleClaim, forms: tuple[str, ...] = ()) -> str:
        local = f"p{len(self.persons) + 1}"
        forms = forms or ((name,) if name else ())
        named = tuple(NameForm(form, _without_titles(form), (self.span(form),)) for form in forms)
        spans = tuple(span for form in named for span in form.spans) or tuple(role.span for role in roles)
        self.persons.append(LocalPerson(local, name, named, roles, spans, 0.95))
        return local

    def group(self, label: str, size: int | None = None, represents: tuple[str, ...] = ()) -> str:
        local = f"g{len(self.groups) + 1}"
        self.groups.append(LocalGroup(local, label, size, represents, (self.span(label),)))
        return local

    def place(
        self,
        name: str,
        kind: str,
        city: str | None = None,
        state: str | None = None,
        within: str | None = None,
    ) -> str:
        local = f"l{len(self.places) + 1}"
        self.places.append(LocalPlace(local, name, kind, city, state, within, ()))
        return local

    def take_part(
        self, agent: str, role: str, side: str | None = None, words: str = ""
    ) -> LocalParticipation:
        person = next((person for person in self.persons if person.id == agent), None)
        capacity = 0 if person is not None and person.roles else None
        span = self.span(words) if words else Span(0, min(5, len(self.text)))
        return LocalParticipation(agent, role, side, capacity, (), span, 0.9)

    def event(
        self,
        kind: str,
        words: str,
        *participants: LocalParticipation,
        time: EventTime | None = None,
        **other: Any,
    ) -> str:
        local = f"e{len(self.events) + 1}"
        event = LocalEvent(
            id=local,
            kind=kind,
            status="occurred",
            format=None,
            mode="in-person",
            time=time,
            places=(),
            state=None,
            participants=participants,
            part_of=None,
            leg_number=None,
            topics=(),
            subjects=(),
            label="",
            evidence=(self.span(words),),
            confidence=0.92,
        )
        self.events.append(replace(event, **other))
        return local

    def utterance(self, words: str, speaker: str, event: str | None = None) -> None:
        self.utterances.append(LocalUtterance(speaker, event, self.span(words), self.span(words)))

    @property
    def document(self) -> Document:
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        title_span = self.span(self.title) if self.title else None
        return Document(
            key=self.key,
            source=f"{self.key}.txt",
            url=f"https://example.org/{self.key}",
            text=self.text,
            sha256=digest,
            media_type="text/plain",
            title=self.title,
            title_span=title_span,
            sections=(Section(None, _paragraphs(self.text)),),
            dateline=None,
            date=dt.date.fromisoformat(self.date) if self.date else None,
            date_basis="stated" if self.date else None,
            genre="press-release",
            issuer=self.issuer,
        )

    @property
    def extraction(self) -> Extraction:
        return Extraction(
            document=self.key,
            extractor="domain",
            extractor_version="0.1.0",
            organizations=tuple(self.organizations),
            persons=tuple(self.persons),
            groups=tuple(self.groups),
            places=tuple(self.places),
            events=tuple(self.events),
            utterances=tuple(self.utterances),
        )


def _without_titles(form: str) -> str:
    return re.sub(r"^(?:(?:Mr|Mrs|Ms|Dr)\.|President|Minister|Ambassador)\s+", "", form)


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Cut at empty lines; a paragraph that was there before becomes a repeat of the first."""
    first: dict[str, list[Span]] = {}
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        first.setdefault(match[0], []).append(Span(*match.span()))
    paragraphs = []
    for words, (span, *repeats) in first.items():
        lines = [Span(*match.span()).shifted(span.start) for match in re.finditer(r"[^\n]+", words)]
        paragraphs.append(Paragraph(span, tuple(lines), tuple(repeats)))
    return tuple(paragraphs)


def chairmans_visit() -> WrittenDocument:
    """A press release of April 2004 whose second paragraph is printed twice."""
    received = (
        "In Astana the Chairman-in-Office was received by President Nursultan Nazarbayev.\n"
        "Minister Passy then saw Zagiba Baliyeva, Chairman of the Central Election Commission.\n"
        '"Our lawyers will read the draft", he said.'
    )
    doc = WrittenDocument(
        "n1",
        "Chairman-in-Office on tour\n\n"
        "Solomon Passy, Foreign Minister of Bulgaria and OSCE Chairman-in-Office, came to Kazakhstan on the "
        f"second stop of his tour of Central Asia.\n\n{received}\n\n{received}\n",
        date="2004-04-06",
        title="Chairman-in-Office on tour",
    )
    bulgaria, kazakhstan = doc.state("Bulgaria", "BGR"), doc.state("Kazakhstan", "KAZ")
    osce = doc.organization("OSCE", "intergovernmental", None, "structure/osce")
    commission = doc.organization("Central Election Commission", "government-body", "KAZ")
    passy = doc.person(
        "Solomon Passy",
        doc.role("Chairman-in-Office", osce, "OSCE Chairman-in-Office"),
        doc.role("Foreign Minister", bulgaria, "Foreign Minister of Bulgaria"),
        forms=("Solomon Passy", "Minister Passy"),
    )
    president = doc.person("Nursultan Nazarbayev", doc.role("President", kazakhstan, "President Nursultan"))
    baliyeva = doc.person("Zagiba Baliyeva", doc.role("Chairman", commission, "Chairman of the Central"))
    region = doc.place("Central Asia", "region")
    astana = doc.place("Astana", "city", "g1526273", "KAZ")
    tour = doc.event(
        "visit", "Solomon Passy, Foreign", doc.take_part(passy, "visitor", "a"), places=(region,)
    )
    leg = doc.event(
        "visit",
        "Solomon Passy, Foreign Minister",
        doc.take_part(passy, "visitor", "a"),
        time=on("2004-04-06", "dateline"),
        part_of=tour,
        leg_number=2,
        state="KAZ",
    )
    audience = doc.event(
        "meeting",
        "In Astana the Chairman-in-Office was received by President Nursultan Nazarbayev.",
        doc.take_part(passy, "visitor", "a"),
        doc.take_part(president, "host", "b"),
        time=on("2004-04-06", "dateline"),
        part_of=leg,
        format="audience",
        state="KAZ",
        places=(astana,),
    )
    election_talk = doc.event(
        "meeting",
        "Minister Passy then saw Zagiba Baliyeva",
        doc.take_part(passy, "visitor", "a"),
        doc.take_part(baliyeva, "interlocutor", "b"),
        time=on("2004-04-06", "dateline"),
        part_of=leg,
        state="KAZ",
        topics=("elections",),
        subjects=("draft",),
    )
    doc.utterance("Our lawyers will read the draft", passy, election_talk)
    assert audience != election_talk
    return doc


def envoys_visit() -> WrittenDocument:
    """An undated report of May 2004 that spells one official in another way and leaves one without a name."""
    doc = WrittenDocument(
        "n2",
        "Martti Ahtisaari, Personal Envoy for Central Asia, came to Kazakhstan on 13 May 2004.\n"
        "He met Mrs. Zagipa Baliyeva, Chairperson of the Central Election Commission, "
        "and representatives of parties.\n"
        "\n"
        "The Deputy Head of the Election Section of the ODIHR met Mrs. Zagipa Baliyeva as well.\n"
        "\n"
        "Ambassadors from Belgium and Canada gave a press conference in Astana on 16 May 2004.\n"
        "A conference on water with Mrs. Zagipa Baliyeva and Martti Ahtisaari is planned for June.\n",
    )
    doc.state("Kazakhstan", "KAZ")
    belgium, canada = doc.state("Belgium", "BEL"), doc.state("Canada", "CAN")
    osce = doc.organization("OSCE", "intergovernmental", None, "structure/osce")
    odihr = doc.organization("ODIHR", "institution", None, "structure/odihr")
    commission = doc.organization("Central Election Commission", "government-body", "KAZ")
    envoy = doc.person("Martti Ahtisaari", doc.role("Personal Envoy for Central Asia", osce))
    baliyeva = doc.person(
        "Zagipa Baliyeva", doc.role("Chairperson", commission), forms=("Mrs. Zagipa Baliyeva",)
    )
    expert = doc.person(
        None,
        doc.role(
            "Deputy Head of the Election Section", odihr, "Deputy Head of the Election Section of the ODIHR"
        ),
    )
    parties = doc.group("representatives of parties")
    ambassadors = doc.group("Ambassadors from Belgium and Canada", 2, (belgium, canada))
    visit = doc.event(
        "visit",
        "Martti Ahtisaari, Personal Envoy",
        doc.take_part(envoy, "visitor"),
        time=on("2004-05-13"),
        state="KAZ",
    )
    doc.event(
        "meeting",
        "He met Mrs. Zagipa",
        doc.take_part(envoy, "visitor", "a"),
        doc.take_part(baliyeva, "interlocutor", "b"),
        doc.take_part(parties, "interlocutor", "b"),
        time=on("2004-05-13"),
        part_of=visit,
        state="KAZ",
    )
    doc.event(
        "meeting",
        "The Deputy Head of the Election Section of the ODIHR met Mrs. Zagipa Baliyeva as well.",
        doc.take_part(expert, "visitor", "a"),
        doc.take_part(baliyeva, "interlocutor", "b"),
        state="KAZ",
    )
    doc.event(
        "press-conference",
        "Ambassadors from Belgium",
        doc.take_part(ambassadors, "speaker"),
        time=on("2004-05-16"),
        state="KAZ",
    )
    doc.event(
        "meeting",
        "A conference on water",
        doc.take_part(envoy, "visitor", "a"),
        doc.take_part(baliyeva, "interlocutor", "b"),
        status="planned",
        state="KAZ",
    )
    return doc


def mention(
    key: str,
    name: str | None,
    title: str = "",
    state: str = "",
    *,
    date: str | None = "2004-04-06",
    form: str = "",
) -> WrittenDocument:
    """A document that says one thing: this person holds this post of this State."""
    form = form or name or title
    doc = WrittenDocument(key, f"{form}, {title} of {state}, spoke in Vienna.\n", date=date)
    country = doc.state(state, state) if state else None
    roles = (doc.role(title, country),) if title else ()
    doc.person(name, *roles, forms=(form,) if name else ())
    return doc


def resolve(*documents: WrittenDocument, **options: Any) -> Resolution:
    """Resolve documents against the small reference."""
    return resolve_mentions(
        [document.document for document in documents],
        [document.extraction for document in documents],
        small_reference(),
        **options,
    )


def decided(resolution: Resolution, written: WrittenDocument) -> DocumentResolution:
    """Return what a resolution decided on one document."""
    key = written.document.key
    found = (one for one in resolution.by_document() if one.document == key)
    return next(found, DocumentResolution(key, (), (), ()))


def person_of(resolution: Resolution, document: str, local: str = "p1") -> str:
    """Return the key of the person that a local person became."""
    return next(link.entity for link in resolution.links if (link.document, link.local) == (document, local))
