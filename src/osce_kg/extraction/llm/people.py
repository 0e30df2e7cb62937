"""Verifies what answers say of people: names and titles are taken from the text, or left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.bodies import BodyRegistry
from osce_kg.extraction.complements import state_within
from osce_kg.extraction.llm.answers import PersonClaim, PostClaim
from osce_kg.extraction.llm.drops import Drops, Fault
from osce_kg.extraction.llm.figures import Figure
from osce_kg.extraction.llm.page import Page, Passage
from osce_kg.extraction.llm.portions import Portion
from osce_kg.extraction.name_evidence import after_honorifics
from osce_kg.extraction.names import same_person_name
from osce_kg.extraction.posts import body_of_match
from osce_kg.extraction.title_heads import singular_title
from osce_kg.extraction.titles import parse_title
from osce_kg.model.extraction import RoleClaim
from osce_kg.model.text import Span
from osce_kg.titles import fold

CONFIDENCE: Final = 0.5
"""Confidence in what a model claims: nobody has measured how often a claim with a verified quote is true."""

CONFIDENCE_METHOD: Final = "the same for whatever a verified quote bears out: not measured"
"""How the values are obtained, in words."""

_NAME: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|['’.‑-](?=\S)|\.(?=\s|$)| (?=\S)){1,99}")
_LONGEST_NAME: Final = 7
"""Tokens; and no name has more than a hundred letters."""
_LONGEST_PROPER_NAME: Final = 14
_NAME_LINKS: Final = (
    words.BODY_LINKS | words.NAME_PARTICLES | frozenset({"in", "at", "&", "-", ",", '"', "“", "”"})
)
"""What may stand between the capitals of a name."""
_THINGS: Final = words.BODY_HEADS | words.GROUP_HEADS


class PeopleVerifier:
    """Verifies the people of the answers about one document."""

    def __init__(self, page: Page, bodies: BodyRegistry, drops: Drops) -> None:
        self._page = page
        self._bodies = bodies
        self._drops = drops

    def verify(self, number: int, portion: Portion, claims: Iterable[PersonClaim]) -> list[Figure]:
        """Return the people of the answer about portion ``number`` of whom something could be verified."""
        figures = []
        for claim in claims:
            figure = self._figure(number, portion, claim)
            if figure is not None:
                figures.append(figure)
        return figures

    def _figure(self, number: int, portion: Portion, claim: PersonClaim) -> Figure | None:
        figure = Figure(None, {(number, claim.id)})
        if claim.name:
            passage = self._page.passage(claim.quote, portion.span, self._drops)
            if passage is None:
                return None
            figure.name = self._name(claim.name, passage)
            if figure.name is None:
                return None
            figure.forms = {figure.name, *self._forms(claim, figure.name, portion)}
        for post in claim.posts:
            self._add_post(figure, post, portion)
        if figure.name is None and not figure.roles:
            self._drops.drop(Fault.NOBODY)
            return None
        return figure

    # -- names -------------------------------------------------------------------------------------

    def _name(self, claimed: str, passage: Passage) -> str | None:
        span = self._page.find(claimed, [passage])
        if span is None:
            self._drops.drop(Fault.NAME_NOT_QUOTED)
            return None
        name = self._bare_name(span)
        if name is None:
            self._drops.drop(Fault.NO_NAME)
        return name

    def _bare_name(self, span: Span) -> str | None:
        """Return the name at a span without titles before it, None if it is no name of a person."""
        phrase = self._page.phrase(span)
        start = after_honorifics(phrase, 0)
        while (title := parse_title(phrase, start)) is not None and title.end > start:
            start = after_honorifics(phrase, title.end)
        if start >= len(phrase) or len(phrase) - start > _LONGEST_NAME:
            return None
        name = self._page.words(phrase.span_of(start, len(phrase)))
        known = phrase.matches.get(start)
        is_known = known is not None and known.end == len(phrase) and start == 0
        is_thing = any(phrase.lower(index) in _THINGS for index in range(start, len(phrase)))
        is_function_word = phrase.lower(start) in words.FUNCTION_WORDS
        if is_known or is_thing or is_function_word or not _NAME.fullmatch(name):
            return None
        parts = name.split()
        is_cased = all(part.lower() in words.PARTICLES or part != part.lower() for part in parts)
        return name if is_cased and parts[-1] != parts[-1].lower() else None

    def _forms(self, claim: PersonClaim, name: str, portion: Portion) -> set[str]:
        """Return the other forms of a name that the portion has and that can be forms of this name."""
        forms = set()
        for claimed in claim.forms:
            span = next(self._page.find_all(claimed, portion.span), None)
            form = self._bare_name(span) if span is not None else None
            if form is not None and same_person_name(form, name):
                forms.add(form)
            else:
                self._drops.drop(Fault.FORM_OF_ANOTHER)
        return forms

    # -- posts -------------------------------------------------------------------------------------

    def _add_post(self, figure: Figure, post: PostClaim, portion: Portion) -> None:
        passage = self._page.passage(post.quote, portion.span, self._drops)
        if passage is None:
            return
        if figure.name is not None and not any(self._page.find(form, [passage]) for form in figure.forms):
            self._drops.drop(Fault.HOLDER_NOT_QUOTED)
            return
        span, title = self._title(post.title, passage)
        if span is None or not fold(title):
            self._drops.drop(Fault.TITLE_NOT_QUOTED)
            return
        organization, inferred = self._organization(post.organization, passage)
        figure.add_role(RoleClaim(title, organization, post.tenure, inferred, span, CONFIDENCE))
        if figure.name is None:
            figure.mentions.append(span)

    def _title(self, claimed: str, passage: Passage) -> tuple[Span | None, str]:
        """Return where a title stands, also in the plural ("the Foreign Ministers of"), and its words."""
        span = self._page.find(claimed, [passage])
        if span is not None:
            return span, self._page.words(span)
        span = self._page.find(f"{claimed}s", [passage]) if claimed.strip() else None
        return span, singular_title(self._page.words(span)) if span is not None else ""

    def _organization(self, claimed: str, passage: Passage) -> tuple[str | None, bool]:
        """Return the local id of the body of a post, and whether the text names it elsewhere only."""
        if not claimed:
            return None, False
        span = self._page.find(claimed, [passage])
        elsewhere = span is None
        span = span or next(self._page.find_all(claimed), None)
        body = body_at(self._page, self._bodies, span) if span is not None else None
        if body is None:
            self._drops.drop(Fault.BODY_NOT_IN_TEXT)
            return None, False
        return body, elsewhere


def body_at(page: Page, bodies: BodyRegistry, span: Span) -> str | None:
    """Return the local id of the State or body that a span names, None for words that name none."""
    phrase = page.phrase(span)
    start = 1 if phrase.lower(0) in words.DETERMINERS else 0
    end = len(phrase) - (phrase.lower(len(phrase) - 1) == "'s")
    match = phrase.matches.get(start)
    if match is not None and match.end == end:
        body = body_of_match(match)
        return bodies.add_body(body, phrase, None) if body is not None else None
    if not is_proper_name(phrase, start, end):
        return None
    state = state_within(phrase, start, end)
    return bodies.add_named(phrase.text_of(start, end), state, phrase.span_of(start, end))


def is_proper_name(phrase: Sentence, start: int, end: int) -> bool:
    """Tell whether tokens ``[start, end)`` can name a body or place: capitals, and what joins them."""
    inside = range(start, end)
    return (
        0 < len(inside) <= _LONGEST_PROPER_NAME
        and phrase.is_capitalized(end - 1)
        and all(phrase.is_capitalized(i) or phrase.lower(i) in _NAME_LINKS for i in inside)
    )
