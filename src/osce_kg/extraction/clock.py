"""The day a document speaks from, or at least the year, and what that rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.names import same_person_name
from osce_kg.extraction.time_resolution import Clock
from osce_kg.extraction.times import find_times
from osce_kg.model.document import Document
from osce_kg.model.reference import Reference

_YEAR = re.compile(r"\b(?:19[7-9]\d|20[0-4]\d)\b")


def read_clock(
    document: Document, sentences: Sequence[Sentence], chairpersons: Sequence[str], reference: Reference
) -> Clock:
    """Return the document's day, or the year that its year-less dates most likely belong to.

    Without a day of issue, the evidence is, in this order: the only year in which a person named as
    Chairperson-in-Office held that post; the only year in the title; the latest month that the text gives
    with a year; the only year it names.

    Args:
        document: for its day and its title.
        sentences: of its body.
        chairpersons: names of those whom it calls Chairperson-in-Office.
        reference: who held that post when.
    """
    if document.date is not None:
        return Clock(document.date, document.date.year, "day of the document")
    chairing = _chairing_year(chairpersons, reference)
    if chairing is not None:
        return Clock(None, chairing[0], chairing[1])
    titled = set(_YEAR.findall(document.title or ""))
    if len(titled) == 1:
        year = int(titled.pop())
        return Clock(None, year, f"the title names {year}")
    dated = _years(sentences, with_month=True)
    if dated:
        return Clock(None, max(dated), f"latest dated month of the text is in {max(dated)}")
    named = _years(sentences, with_month=False)
    if len(named) == 1:
        return Clock(None, next(iter(named)), f"the only year of the text is {next(iter(named))}")
    return Clock(None, None, None)


def _chairing_year(chairpersons: Sequence[str], reference: Reference) -> tuple[int, str] | None:
    persons = {person.key: person for person in reference.persons}
    for name in chairpersons:
        years: set[int] = set()
        for tenure in reference.tenures:
            person = persons.get(tenure.person)
            if tenure.post != "chairperson-in-office" or person is None:
                continue
            if any(_full_match(name, known) for known in (person.name, *person.variants)):
                years.update(_tenure_years(tenure.since, tenure.until))
        if len(years) == 1:
            year = years.pop()
            return year, f"{name} was Chairperson-in-Office in {year}"
    return None


def _full_match(left: str, right: str) -> bool:
    return len(left.split()) > 1 and same_person_name(left, right)


def _tenure_years(since: str, until: str) -> Iterable[int]:
    """Return the years of a tenure; a last day in the first days of January does not count."""
    if not since[:4].isdigit():
        return ()
    last = until[:4] if until[:4].isdigit() else since[:4]
    if until[4:] <= "-01-15" and until[4:] and int(last) > int(since[:4]):
        last = str(int(last) - 1)
    first = int(since[:4]) + (since[5:7] == "12" and int(last) > int(since[:4]))
    return range(first, int(last) + 1)


def _years(sentences: Sequence[Sentence], *, with_month: bool) -> Counter[int]:
    found: Counter[int] = Counter()
    for sentence in sentences:
        for mention in find_times(sentence):
            for parts in (mention.first, mention.last):
                if (
                    parts is not None
                    and parts.year is not None
                    and (parts.month is not None or not with_month)
                ):
                    found[parts.year] += 1
    return found
