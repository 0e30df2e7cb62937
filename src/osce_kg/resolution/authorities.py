"""Linking to the authority file: who held this office in this State on that day?

A full name with a second agreeing fact is enough; a surname alone needs the office, the State and the day; an
unnamed holder of a known office needs a day on which the reference data knows exactly one holder.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from osce_kg.model.edtf import interval_bounds
from osce_kg.model.reference import AuthorityPerson, Reference, Tenure
from osce_kg.person_names import Likeness, NameMatch, PersonName, compare_names, parse_name, skeleton
from osce_kg.reference import OFFICES
from osce_kg.resolution.posts import HeldPost
from osce_kg.resolution.profiles import Days, PersonProfile
from osce_kg.titles import normal_title

LINK_FLOOR: Final = 0.75
_MARGIN: Final = 0.03
_SLACK: Final = dt.timedelta(days=31)
"""Handovers are dated loosely: so far beyond a term its office still counts for somebody who is named."""


@dataclass(frozen=True, slots=True)
class Term:
    """One period of an authority person in an office, with the office's title as printed and as compared."""

    office: str
    title: str
    body: str
    first: dt.date
    last: dt.date

    @property
    def bodies(self) -> frozenset[str]:
        """The body of the office; for a structure of the OSCE also the OSCE."""
        return frozenset({self.body, "structure/osce"} if self.body.startswith("structure/") else {self.body})

    def covers(self, days: Days, slack: dt.timedelta = dt.timedelta(0)) -> bool:
        """Tell whether the term and the days overlap, or miss each other by no more than ``slack``."""
        gap = max(self.first - days[1], days[0] - self.last)
        return gap <= slack

    def is_office_of(self, post: HeldPost) -> bool:
        """Tell whether a post of a document is this office; a post without body may be."""
        return post.title == self.title and post.body in (self.body, "")


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority person with names, States and terms ready for comparison."""

    key: str
    label: str
    names: tuple[PersonName, ...]
    states: frozenset[str]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class AuthorityLink:
    """A mention is the authority person with this entity key, so surely, for these reasons."""

    key: str
    score: float
    reasons: tuple[str, ...]


class AuthorityFile:
    """The authority persons of the reference data, indexed by surname and by office."""

    def __init__(self, reference: Reference) -> None:
        tenures: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in reference.tenures:
            tenures[tenure.person].append(tenure)
        self.persons = tuple(_authority(person, tenures[person.key]) for person in reference.persons)
        self._by_surname: dict[str, list[Authority]] = defaultdict(list)
        for authority in self.persons:
            for key in sorted({skeleton(part) for name in authority.names for part in name.parts}):
                self._by_surname[key].append(authority)

    def fitting(self, profile: PersonProfile) -> tuple[AuthorityLink, ...]:
        """Return the authority persons that a mention may be, the surest first."""
        if profile.name is None:
            return _surest_first(self._holders(profile))
        keys = {skeleton(part) for part in profile.name.parts}
        candidates = {person.key: person for key in keys for person in self._by_surname.get(key, ())}
        links = (_score(profile, profile.name, candidate) for candidate in candidates.values())
        return _surest_first(link for link in links if link.score >= LINK_FLOOR)

    def _holders(self, profile: PersonProfile) -> Iterable[AuthorityLink]:
        """Find who held the office of an unnamed person on the days of the document."""
        if profile.days is None:
            return ()
        found: dict[str, AuthorityLink] = {}
        for post in profile.posts:
            if post.tenure != "holder" or not post.body:
                continue
            for person in self.persons:
                held = [
                    term for term in person.terms if term.is_office_of(post) and term.covers(profile.days)
                ]
                if held:
                    reason = f"held the office of {held[0].office} on {_spoken(profile.days)}"
                    found[person.key] = AuthorityLink(person.key, 0.9, (reason, "the document gives no name"))
        return found.values()


def authority_labels(reference: Reference) -> dict[str, str]:
    """Return the names of the persons of the authority file by entity key."""
    return {f"person/{person.key}": person.name for person in reference.persons}


def _authority(person: AuthorityPerson, tenures: Iterable[Tenure]) -> Authority:
    terms: list[Term] = []
    states = {person.nationality} if person.nationality else set()
    for tenure in tenures:
        if tenure.state:
            states.add(tenure.state)
        office = OFFICES.get(tenure.post)
        body = office.body_key(tenure.state) if office is not None else None
        if office is not None and body is not None:
            limits = interval_bounds(tenure.since, tenure.until)
            first, last = limits.start_earliest or dt.date.min, limits.end_latest or dt.date.max
            terms.append(Term(office.title, normal_title(office.title), body, first, last))
    names = tuple(dict.fromkeys(parse_name(name) for name in (person.name, *person.variants)))
    return Authority(f"person/{person.key}", person.name, names, frozenset(states), tuple(terms))


def only_best(links: Sequence[AuthorityLink]) -> AuthorityLink | None:
    """Return the first of links that are ordered by score, unless the next one fits nearly as well."""
    if not links or (len(links) > 1 and links[0].score - links[1].score < _MARGIN):
        return None
    return links[0]


def _surest_first(links: Iterable[AuthorityLink]) -> tuple[AuthorityLink, ...]:
    return tuple(sorted(links, key=lambda link: (-link.score, link.key)))


def _score(profile: PersonProfile, name: PersonName, authority: Authority) -> AuthorityLink:
    match = max((compare_names(name, known) for known in authority.names), key=lambda match: match.similarity)
    nobody = AuthorityLink(authority.key, 0.0, ())
    if match.likeness is Likeness.DIFFERENT:
        return nobody
    if profile.states and authority.states and not profile.states & authority.states:
        return nobody
    weight, reason = _second_fact(profile, authority)
    if not weight or (match.likeness is Likeness.PARTIAL and weight < 0.98):
        return nobody
    return AuthorityLink(authority.key, round(match.similarity * weight, 4), (_name_reason(match), reason))


def _second_fact(profile: PersonProfile, authority: Authority) -> tuple[float, str]:
    """Return the strongest fact beside the name that mention and authority share, 0 if there is none."""
    days = profile.days
    offices = [(post, term) for post in profile.posts for term in authority.terms if term.is_office_of(post)]
    dated = [term for post, term in offices if days and post.body and term.covers(days, _SLACK)]
    if dated and days:
        return 0.98, f"held the office of {dated[0].office} on {_spoken(days)}"
    if offices:
        return 0.88, f"held the office of {offices[0][1].office}"
    common = sorted(profile.states & authority.states)
    if common:
        return 0.85, f"post in the same State, {common[0]}"
    for term in authority.terms:
        if days and term.covers(days) and not profile.surroundings.isdisjoint(term.bodies):
            return 0.82, f"was {term.office} then, and the document names the body"
    return 0.0, ""


def _name_reason(match: NameMatch) -> str:
    return f"{match.likeness.value} (similarity {match.similarity:.2f})"


def _spoken(days: Days) -> str:
    first, last = days
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
