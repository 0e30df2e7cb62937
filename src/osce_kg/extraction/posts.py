"""A post as a text writes it, and the State or organization it is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Entry, Match, Sentence


@dataclass(slots=True)
class Body:
    """The State or organization a post is in: a gazetteer entry, or the words of the text.

    Attributes:
        text: the name as it will be shown.
        entry: what the name means, None for a body that only the document names.
        state: ISO alpha-3 of the State of a national body ("Kazakhstan's Central Election Commission").
        start, end: tokens that name it; equal where no tokens do.
    """

    text: str
    entry: Entry | None = None
    state: str | None = None
    start: int = 0
    end: int = 0

    @property
    def kind(self) -> str:
        """Kind of the gazetteer entry, "" without one."""
        return self.entry.kind if self.entry is not None else ""


@dataclass(slots=True)
class Title:
    """A post as written at tokens ``[start, end)``.

    Attributes:
        text: the title in normal order without its body: "Personal Envoy for Central Asia".
        head: lower-case singular head: "envoy".
        body: what the post is in, if the text says so.
        bodies: several bodies that share the title ("the Foreign Ministers of A, B and C").
        tenure: tenure-status concept.
        plural, count: "two Presidents".
        definite: introduced by "the" or a possessive.
        possessor: pronoun that owns it ("its new Head", "his Personal Envoy").
        chairing: the State for which somebody chairs the OSCE.
    """

    start: int
    end: int
    text: str
    head: str
    body: Body | None = None
    bodies: list[Body] = field(default_factory=list)
    tenure: str = "holder"
    plural: bool = False
    count: int | None = None
    definite: bool = False
    possessor: str | None = None
    chairing: Body | None = None

    @property
    def is_bare_rank(self) -> bool:
        """Tell whether it is a rank or courtesy ("Ambassador") that names no post in a body."""
        return self.head in words.RANKS and self.body is None


def body_of_match(match: Match) -> Body | None:
    """Turn a gazetteer match into the body of a post; States and demonyms give the State."""
    entry = match.entry("structure", "state", "demonym", "region", "city")
    return Body(entry.name, entry, start=match.start, end=match.end) if entry is not None else None


def body_at(sentence: Sentence, position: int) -> Body | None:
    """Return the body that the gazetteer match at token ``position`` names, None without a match."""
    match = sentence.matches.get(position)
    return body_of_match(match) if match is not None else None


def sphere(title: Title) -> str:
    """Return ``international``, ``national`` or ``rank``.

    Posts of different spheres in apposition are one person's: "the Chairman-in-Office, Foreign Minister A".
    """
    if title.head in words.IN_OFFICE_HEADS or (title.body is not None and title.body.kind == "structure"):
        return "international"
    lower = title.text.lower()
    if title.head in ("envoy", "high commissioner") or lower.startswith(("personal rep", "special rep")):
        return "international"
    return "rank" if title.is_bare_rank else "national"


def share_chairing(titles: Sequence[Title]) -> None:
    """Give "the Finnish Chairman-in-Office, Foreign Minister A" the State of the chair for the other post."""
    chairing = next((title.chairing for title in titles if title.chairing is not None), None)
    for title in titles:
        if chairing is not None and title.body is None and title.head not in words.IN_OFFICE_HEADS:
            title.body = chairing
