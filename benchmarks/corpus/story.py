"""What a document tells: an official of the OSCE came to a city on a day and met people there."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Final

from benchmarks.corpus.names import FAMILIES, MEN, WOMEN
from osce_kg.model.reference import Reference
from osce_kg.reference import load_reference

_FIRST_DAY: Final = dt.date(1996, 1, 8)
_DAYS: Final = 10_000
_LEAST_HOSTS: Final = 2
_MOST_HOSTS: Final = 4
_WITH_ARTICLE: Final = ("Holy", "Netherlands", "Russian", "United")
_GIVEN: Final = WOMEN + MEN
_INITIALS: Final = "ABCDEFGHJKLMNOPRSTVZ"
_VISITOR_POSTS: Final = (
    "OSCE High Commissioner on National Minorities",
    "OSCE Representative on Freedom of the Media",
    "OSCE Secretary General",
    "Director of the OSCE Conflict Prevention Centre",
    "Special Representative of the OSCE Chairman-in-Office for Central Asia",
    "Co-ordinator of OSCE Economic and Environmental Activities",
)
_HOST_POSTS: Final = (
    "Foreign Minister",
    "Interior Minister",
    "Justice Minister",
    "Prime Minister",
    "Deputy Prime Minister",
    "Speaker of the Parliament",
    "Defence Minister",
    "Education Minister",
)


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody with one post for life; nobody else has the name."""

    name: str
    post: str
    is_woman: bool

    @property
    def family(self) -> str:
        """The last name."""
        return self.name.rsplit(" ", 1)[1]

    @property
    def form(self) -> str:
        """How a text goes on to call them: Ms. Weber."""
        return f"{'Ms.' if self.is_woman else 'Mr.'} {self.family}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A fact: two people met on a day in a city."""

    document: str
    day: dt.date
    city: str
    visitor: str
    host: str


@dataclass(frozen=True, slots=True)
class Story:
    """What one document tells.

    Attributes:
        number: of the document in its corpus, from 0.
        hosts: whom the visitor met, in the order of the text.
    """

    number: int
    day: dt.date
    city: str
    state: str
    visitor: Official
    hosts: tuple[Official, ...]


class World:
    """The people and places of a corpus; one person for every two documents, so that people come back."""

    def __init__(self, documents: int, seed: int) -> None:
        self._seed = seed
        self._capitals = _capitals(load_reference())
        self._visitors = max(len(_VISITOR_POSTS), documents // 20)
        self._hosts_of_state = max(2 * _MOST_HOSTS, documents // 2 // len(self._capitals))

    def story(self, number: int) -> Story:
        """Return what a document tells; it depends on the number, the seed and the size of the corpus."""
        chance = random.Random(f"{self._seed} {number}")
        place = chance.randrange(len(self._capitals))
        state, city = self._capitals[place]
        visitor = self._visitor(chance.randrange(self._visitors))
        numbers = chance.sample(range(self._hosts_of_state), chance.randint(_LEAST_HOSTS, _MOST_HOSTS))
        hosts: dict[str, Official] = {visitor.family: visitor}  # no two in a document have one last name
        for each in numbers:
            host = self._host(each, place)
            hosts.setdefault(host.family, host)
        day = _FIRST_DAY + dt.timedelta(days=chance.randrange(_DAYS))
        return Story(number, day, city, state, visitor, tuple(hosts.values())[1:])

    def _visitor(self, number: int) -> Official:
        return _official(number, _VISITOR_POSTS[number % len(_VISITOR_POSTS)])

    def _host(self, number: int, place: int) -> Official:
        post = f"{_HOST_POSTS[number % len(_HOST_POSTS)]} of {self._capitals[place][0]}"
        return _official(self._visitors + number * len(self._capitals) + place, post)


def _official(number: int, post: str) -> Official:
    """Return the person of a number; no two numbers have the same name."""
    rounds, given = divmod(number, len(_GIVEN))
    initials, rounds = divmod(rounds, len(FAMILIES))
    family = FAMILIES[(rounds + given) % len(FAMILIES)]
    second = f" {_INITIALS[initials - 1]}." if initials else ""
    return Official(f"{_GIVEN[given]}{second} {family}", post, given < len(WOMEN))


def meetings_of(story: Story, document: str) -> list[Meeting]:
    """Return the facts that the document with this story states."""
    return [Meeting(document, story.day, story.city, story.visitor.name, host.name) for host in story.hosts]


def _capitals(reference: Reference) -> list[tuple[str, str]]:
    """Return States with their capitals, as the reference data has them."""
    states = {
        state.iso3: f"the {state.name}" if state.name.startswith(_WITH_ARTICLE) else state.name
        for state in reference.states
        if state.status == "participating"
    }
    return sorted(
        (states[city.iso3], city.name) for city in reference.cities if city.is_capital and city.iso3 in states
    )
