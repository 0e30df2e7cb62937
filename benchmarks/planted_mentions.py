"""Mentions of made-up office holders of whom it is known who is who, as resolution compares them.

Every office has one holder after the other, and everybody has one office or two, one after the other. Each
mention is a key of its own: no other has its name, post and part of a year. What is hard is planted:

- one person in other transliterations, misspelt, by surname or initial alone, with further names, with
  another title, and without a post;
- two persons of one name in different States, and in one State at the same time; fathers and sons who follow
  each other in one office; relatives of one surname.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from benchmarks.planted_names import LANGUAGES, Language, misspelt, surname, transliterated_otherwise
from osce_kg.person_names import parse_name
from osce_kg.resolution.posts import HeldPost
from osce_kg.resolution.profiles import PersonProfile
from osce_kg.titles import post_key

_TITLES: Final = ("director", "chairperson", "deputy head", "head", "state secretary", "spokesperson")
_FIRST: Final = dt.date(1995, 1, 1)
_DAYS: Final = 30 * 365
_MENTIONS: Final = 5
"""So many mentions a person has on average."""

_FORMS: Final = (
    ("full", 0.44),
    ("transliterated", 0.18),
    ("misspelt", 0.06),
    ("surname", 0.12),
    ("initial", 0.06),
    ("further", 0.06),
    ("retitled", 0.04),
    ("no post", 0.04),
)
"""The shares of the forms in which a mention may name somebody."""

_NAMESAKE_ABROAD: Final = 0.03
_NAMESAKE_AT_HOME: Final = 0.005
_SON: Final = 0.02
_RELATIVE: Final = 0.02
"""The shares of persons that are namesakes, sons or relatives of somebody else."""


@dataclass(frozen=True, slots=True)
class PlantedMention:
    """A mention, the number of the person that it is of, and the form in which it names them."""

    profile: PersonProfile
    person: str
    form: str


@dataclass(frozen=True, slots=True)
class _Term:
    """An office, with whom it is of from one day to another."""

    title: str
    body: str
    state: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class _Person:
    given: str
    further: str
    surname: str
    language: Language
    terms: tuple[_Term, ...]


def planted_mentions(count: int, seed: int = 7) -> list[PlantedMention]:
    """Return ``count`` mentions in random order; the same arguments give the same mentions."""
    random = Random(seed)
    found: list[PlantedMention] = []
    seen: set[tuple[object, ...]] = set()
    for number, person in enumerate(_persons(random)):
        for mention in _mentions(random, person, str(number)):
            profile = mention.profile
            part = profile.days and (profile.days[0].year, profile.days[0].month // 4)
            key = (profile.name and profile.name.text, profile.posts, part)
            if key not in seen:
                seen.add(key)
                found.append(mention)
        if len(found) >= count:
            break
    del found[count:]
    random.shuffle(found)
    return [_placed(mention, index) for index, mention in enumerate(found)]


def _placed(mention: PlantedMention, index: int) -> PlantedMention:
    document, name = f"d{index:07}", mention.profile.description
    return replace(mention, profile=replace(mention.profile, document=document, anchor=f"{document}#{name}"))


def _persons(random: Random) -> Iterator[_Person]:
    """Give the holders of one office after another, with namesakes and relatives of those before."""
    office = 0
    while True:
        language = random.choice(LANGUAGES)
        state = random.choice(language.states)
        body = f"organization/x{office // 3:07}"
        holder: _Person | None = None
        day = random.randrange(0, 1200)
        while day < _DAYS:
            length = random.randrange(500, 2200)
            term = _Term(_TITLES[office % len(_TITLES)], body, state, *_period(day, length))
            holder = _holder(random, language, term, holder)
            yield holder
            yield from _others(random, holder, term, office)
            day += length + random.randrange(1, 90)
        office += 1


def _period(day: int, length: int) -> tuple[dt.date, dt.date]:
    first = _FIRST + dt.timedelta(days=day)
    return first, first + dt.timedelta(days=length)


def _holder(random: Random, language: Language, term: _Term, before: _Person | None) -> _Person:
    """Return who holds an office next: now and then a son of the holder before, mostly somebody else."""
    given = random.choice(language.given)
    if before is not None and given != before.given and random.random() < _SON:
        return _Person(given, before.given, before.surname, language, (term,))
    terms = [term]
    if random.random() < 0.3:
        after = (term.last - _FIRST).days + random.randrange(200, 900)
        body = f"organization/y{random.randrange(10**9):09}"
        terms.append(_Term(random.choice(_TITLES), body, term.state, *_period(after, 900)))
    further = random.choice(language.further)
    return _Person(given, further, surname(random, language), language, tuple(terms))


def _others(random: Random, known: _Person, term: _Term, office: int) -> Iterator[_Person]:
    """Give people who are easily taken for somebody, in other offices at the same time."""
    body = f"organization/z{office:07}{term.first:%Y%m%d}"
    if random.random() < _NAMESAKE_ABROAD:
        language = random.choice(LANGUAGES)
        state = random.choice([state for state in language.states if state != term.state])
        yield replace(known, terms=(replace(term, body=body, state=state),))
    if random.random() < _NAMESAKE_AT_HOME:
        title = random.choice([title for title in _TITLES if title != term.title])
        yield replace(known, terms=(replace(term, body=body, title=title),))
    if random.random() < _RELATIVE:
        given = random.choice([given for given in known.language.given if given != known.given])
        yield replace(known, given=given, terms=(replace(term, title="adviser"),))


def _mentions(random: Random, person: _Person, number: str) -> Iterator[PlantedMention]:
    forms, weights = zip(*_FORMS, strict=True)
    for _ in range(random.randrange(1, 2 * _MENTIONS)):
        term = random.choice(person.terms)
        form = random.choices(forms, weights)[0]
        day = term.first + dt.timedelta(days=random.randrange((term.last - term.first).days))
        yield PlantedMention(_profile(random, person, term, form, day), number, form)


def _profile(random: Random, person: _Person, term: _Term, form: str, day: dt.date) -> PersonProfile:
    text = _named(random, person, form)
    title = f"acting {term.title}" if form == "retitled" else term.title
    post = HeldPost(
        post_key(title, term.body), title, term.body, term.state, "holder", f"{title} of {term.body}"
    )
    posts = () if form == "no post" else (post,)
    states = frozenset(held.state for held in posts)
    return PersonProfile(
        document="",
        local="p1",
        issued=day,
        anchor="",
        aliases=(),
        name=parse_name(text),
        description=text,
        gender="",
        posts=posts,
        states=states,
        stated=states,
        days=(day, day),
        encounters=frozenset(),
        companions=frozenset(),
        surroundings=frozenset({term.body, f"state/{term.state}"}),
        weight=1,
    )


def _named(random: Random, person: _Person, form: str) -> str:
    full = f"{person.given} {person.surname}"
    match form:
        case "transliterated":
            return transliterated_otherwise(random, full)
        case "misspelt":
            return misspelt(random, full)
        case "surname":
            return person.surname
        case "initial":
            return f"{person.given[0]}. {person.surname}"
        case "further":
            return f"{person.given} {person.further} {person.surname}"
    return full
