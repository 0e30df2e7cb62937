"""The people of a document after all answers: who is named where, and whom a mention means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.bodies import BodyRegistry
from osce_kg.extraction.llm.drops import Drops, Fault
from osce_kg.extraction.llm.figures import Claimed, Figure
from osce_kg.extraction.llm.name_index import NameIndex
from osce_kg.extraction.llm.page import Page
from osce_kg.extraction.llm.people import CONFIDENCE
from osce_kg.extraction.names import same_person_name, surname
from osce_kg.extraction.title_heads import head_noun, singular_title
from osce_kg.model.extraction import LocalPerson, NameForm
from osce_kg.model.text import Span
from osce_kg.titles import fold, normal_title

_PRONOUNS: Final = words.SUBJECT_PRONOUNS | frozenset({"him", "her"})
_CHAIR: Final = normal_title("Chairperson-in-Office")
_REFERENCES: Final = {"state": "state", "demonym": "state", "structure": "structure"}
"""What a local organization refers to, by the kind of the entry of the gazetteer."""

_BEFORE_NAMES: Final = words.HONORIFICS | words.RANKS


class KnownPeople:
    """Finds the people of a document by their names, and by what else the text calls them."""

    def __init__(self, page: Page, bodies: BodyRegistry, figures: Sequence[Figure], drops: Drops) -> None:
        self._page = page
        self._bodies = bodies
        self._spans = _find_names(page, figures, drops)
        self._figures = [figure for figure in figures if figure.name is None or self._spans[figure]]
        self._by_claim: Mapping[Claimed, Figure] = {
            claimed: figure for figure in self._figures for claimed in figure.claimed
        }
        self._named = sorted(
            (span, index) for index, figure in enumerate(self._figures) for span in self._spans[figure]
        )
        self._named_starts = [span.start for span, _ in self._named]
        self._by_mention: dict[str, list[Figure]] = {}

    def figure(self, claimed: Claimed) -> Figure | None:
        """Return who goes by an id in the answer about a portion."""
        return self._by_claim.get(claimed)

    def chairpersons(self) -> list[str]:
        """Return the names of those whom the document calls Chairperson-in-Office."""
        return [figure.name for figure in self._figures if figure.name and _CHAIR in figure.titles]

    def names_somebody(self, span: Span) -> bool:
        """Tell whether a span touches the name of a person."""
        first = max(0, bisect_left(self._named_starts, span.start) - 1)
        return any(named.overlaps(span) for named, _ in self._named[first : first + 2])

    def means(self, span: Span, figure: Figure) -> bool:
        """Tell whether the words of a span mean this person, as far as that can be proved.

        They hold the person's name; or they say a post that this person alone has in the document, or has
        alone in the body that they name, or, in the plural, a post that this person has like all the others
        meant; or they are a pronoun, and the paragraph names this person alone before it.
        """
        if figure in self._named_between(span.start, span.end):
            return True
        mention = self._page.words(span)
        if mention.lower() in _PRONOUNS:
            return self._named_between(self._page.paragraph_start(span), span.start) == {figure}
        holders = self._holders(mention)
        if figure in holders and len(holders) > 1 and not _says_all(mention, len(holders)):
            holders = [holder for holder in holders if self._names_body(span, holder)]
            return holders == [figure]
        return figure in holders

    def persons(self) -> tuple[tuple[Figure, LocalPerson], ...]:
        """Return the people in the order of the text, each with its record."""
        placed = []
        for figure in self._figures:
            forms = _name_forms(self._page, sorted(self._spans[figure]))
            mentions = {*figure.mentions, *(span for form in forms for span in form.spans)}
            placed.append((sorted(mentions), figure, forms))
        placed.sort(key=lambda item: item[0])
        return tuple(
            (
                figure,
                LocalPerson(
                    id=f"p{number}",
                    name=figure.name,
                    forms=forms,
                    roles=tuple(figure.roles),
                    mentions=tuple(mentions),
                    confidence=CONFIDENCE,
                ),
            )
            for number, (mentions, figure, forms) in enumerate(placed, start=1)
        )

    def _named_between(self, start: int, end: int) -> set[Figure]:
        """Return whose names stand within a part of the text."""
        first, last = (bisect_left(self._named_starts, offset) for offset in (start, end))
        return {self._figures[index] for span, index in self._named[first:last] if span.end <= end}

    def _holders(self, mention: str) -> list[Figure]:
        """Return all of whose posts a mention says one."""
        if mention not in self._by_mention:
            self._by_mention[mention] = [
                figure
                for figure in self._figures
                if any(_says_post(mention, title) for title in figure.titles)
            ]
        return self._by_mention[mention]

    def _names_body(self, span: Span, figure: Figure) -> bool:
        """Tell whether a span names the body of a post of somebody: "the Kazakh Foreign Minister"."""
        bodies = [self._bodies.get(role.organization) for role in figure.roles if role.organization]
        entries = (entry for match in self._page.phrase(span).matches.values() for entry in match.entries)
        named = {f"{_REFERENCES[entry.kind]}/{entry.key}" for entry in entries if entry.kind in _REFERENCES}
        words_of_span = self._page.words(span)
        return any(body.reference in named or body.name in words_of_span for body in bodies)


def _says_post(mention: str, title: str) -> bool:
    """Tell whether words say a title: whole or in the plural among others, or its first or last words alone.

    "Bulgaria's Foreign Minister", "the Foreign Ministers of", "the Minister" for "foreign minister"; "the
    High Commissioner" for "high commissioner on national minorities"; "the Co-Chairs" for "co-chairperson".
    A part of a title says it with its head only: "national minorities" is nobody.

    Args:
        mention: words of the text.
        title: normal form of the title of a post.
    """
    post, head = f" {title} ", f" {head_noun(title)} "
    for said in (f" {normal_title(mention)} ", f" {normal_title(singular_title(mention))} "):
        if post in said or f" {title}s " in said:
            return True
        if head in said and (post.endswith(said) or post.startswith(said)):
            return True
    return False


def _says_all(mention: str, count: int) -> bool:
    """Tell whether "the Co-Chairs" or "the two Presidents" can mean all of so many holders of a post."""
    *before, last = fold(mention).split() or [""]
    numbers = [words.NUMBERS[word] for word in before if word in words.NUMBERS]
    return before[:1] == ["the"] and last.endswith("s") and numbers in ([], [count])


def _find_names(page: Page, figures: Sequence[Figure], drops: Drops) -> Mapping[Figure, list[Span]]:
    """Return where the names of all people stand, without titles; longest forms are looked for first.

    A form that may be the name of several of the people is given to none of them.
    """
    by_form: NameIndex[Figure] = NameIndex()
    for figure in figures:
        if figure.name is not None:
            last = surname(figure.name)
            for form in sorted(form for form in {figure.name, *figure.forms} if surname(form) == last):
                by_form.add(form, figure)
    wanted: list[tuple[int, str, Figure]] = []
    for figure in figures:
        for form in sorted(figure.forms):
            bearers = list(islice((other for other in by_form.find(form) if _may_bear(form, other)), 2))
            if len(bearers) == 1 or form == figure.name:
                wanted.append((-len(form), form, figure))
            else:
                drops.drop(Fault.FORM_OF_ANOTHER)
    taken = bytearray(len(page.document.text))
    found: dict[Figure, list[Span]] = {figure: [] for figure in figures}
    for _, form, figure in sorted(wanted, key=lambda item: item[:2]):
        for span in page.find_all(form):
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                found[figure].append(span)
    return found


def _may_bear(form: str, figure: Figure) -> bool:
    return form in figure.forms or same_person_name(form, figure.name or "")


def _name_forms(page: Page, spans: Sequence[Span]) -> tuple[NameForm, ...]:
    """Return the ways in which a name is written, first mention first: "Mr. Berg" is a form of its own."""
    forms: dict[str, NameForm] = {}
    for span in spans:
        whole = _with_courtesy(page, span)
        text = page.words(whole)
        known = forms.get(text, NameForm(text, page.words(span), ()))
        forms[text] = replace(known, spans=(*known.spans, whole))
    return tuple(forms.values())


def _with_courtesy(page: Page, span: Span) -> Span:
    """Return the span of a name with the courtesies and ranks before it."""
    sentence = page.sentences_of(span)[0]
    first = bisect_left([token.span.start for token in sentence.tokens], span.start)
    while first > 0 and sentence.lower(first - 1) in _BEFORE_NAMES:
        first -= 1
    return Span(min(sentence.tokens[first].span.start, span.start), span.end)
