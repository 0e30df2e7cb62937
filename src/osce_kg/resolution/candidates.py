"""Candidates: what a human sees of the two of a pair, from a document or from the reference data."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction, LocalPerson
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import Candidate
from osce_kg.model.text import Span
from osce_kg.resolution.anchors import reference_anchor
from osce_kg.resolution.authorities import AuthorityFile, Term
from osce_kg.resolution.posts import BodyNames, HeldPost
from osce_kg.resolution.profiles import PersonProfile
from osce_kg.titles import post_label


def document_candidates(
    document: Document, extraction: Extraction, profiles: Iterable[PersonProfile]
) -> Iterator[Candidate]:
    """Give the candidates of some persons of a document, without the keys of the persons that they are.

    Args:
        document: for its sentences.
        extraction: of this document.
        profiles: of this document's persons.
    """
    units = _units(document)
    persons = {person.id: person for person in extraction.persons}
    for profile in profiles:
        person = persons[profile.local]
        yield Candidate(
            anchor=profile.anchor,
            aliases=profile.aliases,
            person="",
            names=_names(person, profile),
            posts=tuple(dict.fromkeys(map(_shown, profile.posts))),
            states=tuple(sorted({post.state for post in profile.posts if post.state})),
            days=(profile.days[0].isoformat(), profile.days[1].isoformat()) if profile.days else None,
            document=document.key,
            passages=tuple(sorted({_around(span, units) for span in _spans(person)})),
        )


def reference_candidates(reference: Reference) -> Iterator[Candidate]:
    """Give the candidate of every person of the authority file, by key."""
    bodies = BodyNames(reference)
    for authority in sorted(AuthorityFile(reference).persons, key=lambda authority: authority.key):
        yield Candidate(
            anchor=reference_anchor(authority.key),
            aliases=(),
            person=authority.key,
            names=tuple(name.text for name in authority.names),
            posts=tuple(_held(term, bodies) for term in authority.terms),
            states=tuple(sorted(authority.states)),
        )


def _names(person: LocalPerson, profile: PersonProfile) -> tuple[str, ...]:
    """Return the forms of a name as written, without line breaks, the fullest name first."""
    forms = (
        profile.name.text if profile.name else profile.description,
        *(form.text for form in person.forms),
    )
    return tuple(dict.fromkeys(" ".join(form.split()) for form in forms))


def _shown(post: HeldPost) -> str:
    return post.label if post.tenure == "holder" else f"{post.label} ({post.tenure})"


def _held(term: Term, bodies: BodyNames) -> str:
    label = post_label(term.office, term.body, bodies.label(term.body, "") or None)
    since = "" if term.first == dt.date.min else term.first.isoformat()
    until = "" if term.last == dt.date.max else term.last.isoformat()
    return f"{label} ({since}–{until})"


def _units(document: Document) -> tuple[Span, ...]:
    """Return the sentences, headings and title of a document, in order."""
    sentences = (sentence for paragraph in document.paragraphs for sentence in paragraph.sentences)
    headings = (section.heading for section in document.sections if section.heading)
    titles = (document.title_span,) if document.title_span else ()
    return tuple(sorted({*sentences, *headings, *titles}))


def _spans(person: LocalPerson) -> Iterator[Span]:
    yield from person.mentions
    for form in person.forms:
        yield from form.spans


def _around(span: Span, units: Sequence[Span]) -> Span:
    """Return the unit that holds a span, or the span itself."""
    index = bisect_right(units, span.start, key=lambda unit: unit.start) - 1
    return units[index] if index >= 0 and units[index].covers(span) else span
