"""What the extraction stage gives: the people, posts, bodies, places and events of one document, after
coreference inside that document, each with the spans that say so. Nothing is about more than one document.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from osce_kg.model.text import Span

Grounds = tuple[str, ...]
"""What the confidence in a fact rests on: its kind, then marks of the evidence, the coarse ones first."""


@dataclass(frozen=True, slots=True)
class LocalOrganization:
    """A State or organization named in the document.

    Attributes:
        id: ``o1`` … within the document.
        name: "Kazakhstan", "OSCE Centre in Almaty", "Central Election Commission of Kazakhstan".
        kind: ``state``, ``intergovernmental``, ``institution``, ``field-operation``,
            ``decision-making-body``, ``structure``, ``government-body``, ``parliament``, ``civil-society``,
            ``organization``.
        reference: ``state/KAZ`` or ``structure/kazakhstan`` where the reference data knows it, else None.
        state: ISO alpha-3 of the State it belongs to, where the text or its name says so.
        mentions: where it is named, first mention first.
    """

    id: str
    name: str
    kind: str
    reference: str | None
    state: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class NameForm:
    """A surface form of a person's name with the title it came with: "Mrs. Zagipa Baliyeva"."""

    text: str
    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class RoleClaim:
    """The text says that a person holds (held, will hold) a post.

    Attributes:
        title: the post as a title: "Foreign Minister", "Personal Envoy for Central Asia".
        organization: local organization id of the body or State the post is in, or None.
        tenure: concept of the tenure-status vocabulary: ``holder``, ``acting``, ``officer-in-charge``,
            ``designate``, ``former``, ``former-honorific`` (a courtesy title).
        organization_inferred: the body is not named beside the title but follows from context.
        span: the words that say so.
        confidence: 0 to 1, that the document gives the person this post.
        grounds: what the confidence rests on.
    """

    title: str
    organization: str | None
    tenure: str
    organization_inferred: bool
    span: Span
    confidence: float
    grounds: Grounds = ()


@dataclass(frozen=True, slots=True)
class LocalPerson:
    """A person of the document, named or known only by post ("the Deputy Head of the Election Section").

    Attributes:
        id: ``p1`` … within the document.
        name: the fullest form without titles, or None for an unnamed office holder.
        forms: surface forms, first mention first.
        roles: posts the document gives the person.
        mentions: all spans that refer to the person, incl. titles and pronouns that corefer.
        confidence: 0 to 1, that this is a person.
        grounds: what the confidence rests on.
    """

    id: str
    name: str | None
    forms: tuple[NameForm, ...]
    roles: tuple[RoleClaim, ...]
    mentions: tuple[Span, ...]
    confidence: float
    grounds: Grounds = ()


@dataclass(frozen=True, slots=True)
class LocalGroup:
    """Participants known only by description.

    Attributes:
        id: ``g1`` …
        label: "representatives of political parties", "five Ambassadors to the OSCE".
        size: number of people, where the text gives it.
        represents: local organization ids of the States or bodies they speak for.
        mentions: where they are named.
    """

    id: str
    label: str
    size: int | None
    represents: tuple[str, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LocalPlace:
    """A place of an event: a city, a venue in a city, a State or region.

    Attributes:
        id: ``l1`` …
        name: "Almaty", "OSCE Centre in Almaty", "Central Asia".
        kind: ``city``, ``venue``, ``state``, ``region``.
        city: GeoNames key of the city (``g1526384``), where known.
        state: ISO alpha-3, where known.
        within: local id of the enclosing place (a venue's city).
    """

    id: str
    name: str
    kind: str
    city: str | None
    state: str | None
    within: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class EventTime:
    """When an event was, as far as the text tells.

    Attributes:
        start_earliest, start_latest, end_earliest, end_latest: bounds; None where nothing is known.
        edtf: EDTF (ISO 8601-2) expression, e.g. ``2004-05-13/2004-05-14``, ``2004-05``, ``../2004-05-26``.
        text: the words of the document, or None when inferred.
        basis: concept of the date-basis vocabulary: ``stated``, ``year-inferred`` (day and month stated,
            year from ``evidence``), ``relative`` ("today"), ``duration`` ("a three-day visit"),
            ``dateline`` (nothing said of the event's day; the document's is taken), ``enclosing-event``.
        evidence: what the inference rests on, as a sentence; None when ``stated``.
        span: where the words stand.
        confidence: 0 to 1, that the event is right and was then; None where the extractor does not say.
    """

    start_earliest: dt.date | None
    start_latest: dt.date | None
    end_earliest: dt.date | None
    end_latest: dt.date | None
    edtf: str
    text: str | None
    basis: str
    evidence: str | None
    span: Span | None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class LocalParticipation:
    """An agent in an event.

    Attributes:
        agent: local id of a person, group or organization.
        role: concept of the participation-role vocabulary: ``visitor``, ``host``, ``interlocutor``,
            ``companion``, ``chair``, ``organizer``, ``supporter``, ``speaker``, ``briefer``, ``attendee``,
            ``observer``.
        side: ``a``, ``b`` … in a bilateral meeting, None where the event has no sides.
        capacity: index into the person's ``roles``: in which post the person acted, or None.
        representing: local organization ids.
        span: the words that say so.
        confidence: 0 to 1, that the event is right and the agent took part in it.
        grounds: what the confidence rests on once the event is right.
    """

    agent: str
    role: str
    side: str | None
    capacity: int | None
    representing: tuple[str, ...]
    span: Span
    confidence: float
    grounds: Grounds = ()


@dataclass(frozen=True, slots=True)
class LocalEvent:
    """An event of the document.

    Attributes:
        id: ``e1`` … in order of first mention.
        kind: ``visit``, ``meeting``, ``conference``, ``training``, ``press-conference``, ``ceremony``,
            ``contact`` (telephone call, letter), ``other``.
        status: concept of event-status: ``occurred``, ``planned``, ``cancelled``, ``postponed``,
            ``hypothetical``.
        format: concept of meeting-format or None.
        mode: concept of event-mode: ``in-person``, ``telephone``, ``video``, ``correspondence``.
        places: local place ids, most specific first.
        state: ISO alpha-3 of the State it took place in.
        participants: who took part, in the order of the text.
        part_of: local id of the enclosing event (a meeting during a visit, a leg of a tour).
        leg_number: order of a leg within its tour ("second stop" = 2).
        topics: keys of fields of work.
        subjects: named things discussed, as written: "draft of the new election law".
        evidence: sentences (or the smallest passages) that state the event, first the one that introduces it.
        confidence: 0 to 1, that the document tells of this event, with this kind and status.
        grounds: what the confidence rests on.
        place_evidence: what an inferred place rests on, as a sentence; None where the event's words name it.
        place_confidence: 0 to 1, that the event is right and was there; None where nothing says where.
        place_grounds: what that rests on once the event is right.
    """

    id: str
    kind: str
    status: str
    format: str | None
    mode: str
    time: EventTime | None
    places: tuple[str, ...]
    state: str | None
    participants: tuple[LocalParticipation, ...]
    part_of: str | None
    leg_number: int | None
    topics: tuple[str, ...]
    subjects: tuple[str, ...]
    label: str
    evidence: tuple[Span, ...]
    confidence: float
    place_evidence: str | None = None
    grounds: Grounds = ()
    place_confidence: float | None = None
    place_grounds: Grounds = ()


@dataclass(frozen=True, slots=True)
class LocalUtterance:
    """Quoted or reported speech: ``span`` is the quotation without its quotation marks."""

    speaker: str | None
    event: str | None
    span: Span
    evidence: Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything one extractor found in one document.

    ``confidence_method`` says in words how its confidence values were obtained, "" where it does not say.
    """

    document: str
    extractor: str
    extractor_version: str
    organizations: tuple[LocalOrganization, ...]
    persons: tuple[LocalPerson, ...]
    groups: tuple[LocalGroup, ...]
    places: tuple[LocalPlace, ...]
    events: tuple[LocalEvent, ...]
    utterances: tuple[LocalUtterance, ...]
    warnings: tuple[str, ...] = ()
    confidence_method: str = ""
