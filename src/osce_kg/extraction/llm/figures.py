"""The people of a document while answers about its portions are brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from osce_kg.extraction.names import folded, same_person_name, surname
from osce_kg.model.extraction import RoleClaim
from osce_kg.model.text import Span
from osce_kg.titles import normal_title

Claimed = tuple[int, str]
"""Number of a portion, and the id that the answer about it gives somebody."""


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
        return not {number for number, _ in self.claimed}.isdisjoint(number for number, _ in other.claimed)


def merge_figures(figures: Iterable[Figure]) -> list[Figure]:
    """Return each person once.

    Answers about different portions speak of one person where the names agree as two ways to write one name
    do, or, for somebody without a name, where post and body agree; and where this leaves one choice only.
    """
    everybody = list(figures)
    merged = _merge_named([figure for figure in everybody if figure.name is not None])
    for figure in everybody:
        if figure.name is None:
            holders = [known for known in merged if _is_holder(figure, known)]
            if len(holders) == 1:
                holders[0].absorb(figure)
            else:
                merged.append(figure)
    return merged


def _merge_named(figures: Sequence[Figure]) -> list[Figure]:
    """Merge by name, full names first, so that a surname alone sees all who bear it."""
    by_surname: dict[str, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: -len((figure.name or "").split())):
        known = by_surname[surname(figure.name or "")]
        same = [other for other in known if _is_same(figure, other)]
        if len(same) == 1:
            same[0].absorb(figure)
        else:
            known.append(figure)
    return [figure for known in by_surname.values() for figure in known]


def _is_same(figure: Figure, known: Figure) -> bool:
    name, other = figure.name or "", known.name or ""
    if folded(name) == folded(other):
        return True
    return same_person_name(name, other) and not figure.is_apart_from(known)


def _is_holder(figure: Figure, known: Figure) -> bool:
    """Tell whether the holder of a post without a name may be a person who is known."""
    posts, theirs = (
        {(normal_title(role.title), role.organization, role.tenure) for role in somebody.roles}
        for somebody in (figure, known)
    )
    return not posts.isdisjoint(theirs) and not figure.is_apart_from(known)
