"""The people of a document while answers about its portions are brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from osce_kg.extraction.llm.name_index import NameIndex
from osce_kg.extraction.names import folded, same_person_name, surname
from osce_kg.model.extraction import RoleClaim
from osce_kg.model.text import Span
from osce_kg.titles import normal_title

Claimed = tuple[int, str]
"""Number of a portion, and the id that the answer about it gives somebody."""
_Post = tuple[str, str | None, str]
"""Normal form of a title, local id of the body, tenure."""


@dataclass(slots=True, eq=False)
class Figure:
    """A person as verified claims tell.

    Attributes:
        name: the fullest form, None for somebody known by a post only.
        claimed: under which ids the answers speak of the person.
        forms: ways in which the text writes the name, ``name`` among them.
        roles: posts, in the order of the text.
        mentions: where the text means the person.
    """

    name: str | None
    claimed: set[Claimed]
    forms: set[str] = field(default_factory=set)
    roles: list[RoleClaim] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        """Normal forms of the titles of the posts."""
        return [normal_title(role.title) for role in self.roles]

    def add_role(self, role: RoleClaim) -> None:
        """Note a post, unless it is known already; where its body is known only now, that is noted."""
        for index, known in enumerate(self.roles):
            if normal_title(known.title) == normal_title(role.title) and (
                known.organization == role.organization or None in (known.organization, role.organization)
            ):
                if known.organization is None and role.organization is not None:
                    self.roles[index] = role
                return
        self.roles.append(role)

    def absorb(self, other: Figure) -> None:
        """Take over what is told of the same person elsewhere."""
        self.claimed |= other.claimed
        self.forms |= other.forms
        self.mentions += other.mentions
        for role in other.roles:
            self.add_role(role)

    def is_apart_from(self, other: Figure) -> bool:
        """Tell whether one answer speaks of both, and so tells them apart."""
        return not _portions(self).isdisjoint(_portions(other))


def merge_figures(figures: Iterable[Figure]) -> list[Figure]:
    """Return each person once.

    Answers about different portions speak of one person where the names agree as two ways to write one name
    do, or, for somebody without a name, where post and body agree; and where this leaves one choice only.
    """
    everybody = list(figures)
    merged = _merge_named([figure for figure in everybody if figure.name is not None])
    by_post = _PostIndex()
    for known in merged:
        by_post.add(known)
    for figure in everybody:
        if figure.name is None:
            holders = list(islice(by_post.find(figure), 2))
            if len(holders) == 1:
                by_post.discard(holders[0])
                holders[0].absorb(figure)
                by_post.add(holders[0])
            else:
                merged.append(figure)
                by_post.add(figure)
    return merged


def _merge_named(figures: Sequence[Figure]) -> list[Figure]:
    """Merge by name, full names first, so that a surname alone sees all who bear it."""
    by_surname: dict[str, list[Figure]] = defaultdict(list)
    by_name: NameIndex[Figure] = NameIndex()
    for figure in sorted(figures, key=lambda figure: -len((figure.name or "").split())):
        name = figure.name or ""
        same = list(islice((known for known in by_name.find(name) if _is_same(figure, known)), 2))
        if len(same) == 1:
            same[0].absorb(figure)
        else:
            by_surname[surname(name)].append(figure)
            by_name.add(name, figure)
    return [figure for known in by_surname.values() for figure in known]


def _is_same(figure: Figure, known: Figure) -> bool:
    name, other = figure.name or "", known.name or ""
    if folded(name) == folded(other):
        return True
    return same_person_name(name, other) and not figure.is_apart_from(known)


class _PostIndex:
    """Finds who may be the holder of a post without a name.

    The holders of a post are kept by the portions that speak of them, since one answer tells all its people
    apart: of these not one need be looked at.
    """

    def __init__(self) -> None:
        self._holders: dict[_Post, dict[frozenset[int], dict[Figure, None]]] = {}

    def add(self, figure: Figure) -> None:
        for post in _posts(figure):
            self._holders.setdefault(post, {}).setdefault(_portions(figure), {})[figure] = None

    def discard(self, figure: Figure) -> None:
        """Forget a person, before something about the person changes."""
        portions = _portions(figure)
        for post in _posts(figure):
            of_post = self._holders[post]
            del of_post[portions][figure]
            if not of_post[portions]:
                del of_post[portions]

    def find(self, figure: Figure) -> Iterator[Figure]:
        """Give each person once who has a post of this one, and whom no answer tells apart from this one."""
        portions = _portions(figure)
        found: set[Figure] = set()
        for post in _posts(figure):
            for of_others, holders in self._holders.get(post, {}).items():
                if portions.isdisjoint(of_others):
                    for holder in holders:
                        if holder not in found:
                            found.add(holder)
                            yield holder


def _posts(figure: Figure) -> dict[_Post, None]:
    return {(normal_title(role.title), role.organization, role.tenure): None for role in figure.roles}


def _portions(figure: Figure) -> frozenset[int]:
    return frozenset(number for number, _ in figure.claimed)
