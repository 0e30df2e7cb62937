"""What one document tells about one person, brought into a form that can be compared across documents."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction, LocalEvent, LocalPerson
from osce_kg.person_names import PersonName, parse_name, transliterated
from osce_kg.resolution.anchors import document_anchor
from osce_kg.resolution.posts import HeldPost

Days: TypeAlias = tuple[dt.date, dt.date]
"""First and last day of a period, both included."""

Encounter: TypeAlias = tuple[str, str, str]
"""A dated event with somebody: (ISO day, ISO alpha-3 of the State or "", the other's name)."""

_OSCE: Final = re.compile(r"\bOSCE\b")
_MALE: Final = re.compile(r"\b(?:Mr|Sir|Lord)\b\.?\s")
_FEMALE: Final = re.compile(r"\b(?:Mrs|Ms|Miss|Dame|Lady)\b\.?\s")


@dataclass(frozen=True, slots=True)
class PersonProfile:
    """A person of one document.

    Attributes:
        document, local: document key and local person id.
        issued: day of the document, or ``date.max``: earlier documents give their names to keys.
        anchor: ``<document key>#<name form>``, unique in the corpus.
        aliases: further anchors, one for each other form of the name, under which judgements may know it.
        name: the fullest form, or None for an unnamed office holder.
        description: label for an unnamed person.
        gender: ``m``, ``f`` or "" as the title before the name tells.
        posts: what the document says the person holds or held.
        states: ISO alpha-3 codes of the States whose posts these are, and of those that followed them.
        stated: those of them that the document says, not only the context.
        days: when the document shows the person: its events', else the day of the document, or None.
        encounters: dated events with named others.
        companions: full names of the others whom the document names, in a form for comparison.
        surroundings: entity keys of the organizations and States that the document names.
        weight: number of mentions by name.
    """

    document: str
    local: str
    issued: dt.date
    anchor: str
    aliases: tuple[str, ...]
    name: PersonName | None
    description: str
    gender: str
    posts: tuple[HeldPost, ...]
    states: frozenset[str]
    stated: frozenset[str]
    days: Days | None
    encounters: frozenset[Encounter]
    companions: frozenset[str]
    surroundings: frozenset[str]
    weight: int

    @property
    def order(self) -> tuple[dt.date, str, str]:
        """Sort key: earliest document first."""
        return self.issued, self.document, self.anchor


def build_profiles(
    document: Document,
    extraction: Extraction,
    held: Mapping[str, tuple[HeldPost, ...]],
    organizations: Mapping[str, str],
    successors: Mapping[str, tuple[str, ...]],
) -> Iterator[PersonProfile]:
    """Give the profile of every person of a document.

    Args:
        document: for its day and its words.
        extraction: of this document.
        held: posts by local person id, in the order of the person's role claims.
        organizations: entity keys by local organization id.
        successors: the States that followed one that no longer exists; its posts count as theirs, too.
    """
    surroundings = frozenset(organizations[item.id] for item in extraction.organizations)
    if _OSCE.search(document.text):
        surroundings |= {"structure/osce"}
    events = _events_by_agent(extraction)
    names = {person.id: _comparable(person.name) for person in extraction.persons if person.name}
    full_names = {name for name in names.values() if " " in name}
    seen: Counter[str] = Counter()
    for person in extraction.persons:
        posts = held[person.id]
        label = person.name or _description(person, document, posts)
        anchor = document_anchor(document.key, label)
        seen[anchor] += 1
        if seen[anchor] > 1:
            anchor += f"#{seen[anchor]}"
        mine = events.get(person.id, ())
        yield PersonProfile(
            document=document.key,
            local=person.id,
            issued=document.date or dt.date.max,
            anchor=anchor,
            aliases=_aliases(document.key, person),
            name=parse_name(person.name) if person.name else None,
            description=label,
            gender=_gender(person),
            posts=posts,
            states=_states((post for post in posts if post.state), successors),
            stated=_states((post for post in posts if post.state and not post.inferred), successors),
            days=_days(mine, document.date),
            encounters=frozenset(_encounters(person.id, mine, names)),
            companions=frozenset(full_names - {names.get(person.id, "")}),
            surroundings=surroundings,
            weight=sum(len(form.spans) for form in person.forms) or 1,
        )


def _states(posts: Iterable[HeldPost], successors: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the States of posts, and those that followed them."""
    states = {post.state for post in posts}
    return frozenset(states.union(*(successors.get(state, ()) for state in states)))


def _aliases(document: str, person: LocalPerson) -> tuple[str, ...]:
    words = {word for form in person.forms for word in (form.text, form.name)}
    return tuple(sorted({document_anchor(document, word) for word in words}))


def _events_by_agent(extraction: Extraction) -> dict[str, tuple[LocalEvent, ...]]:
    events: dict[str, tuple[LocalEvent, ...]] = {}
    for event in extraction.events:
        for agent in dict.fromkeys(participation.agent for participation in event.participants):
            events[agent] = (*events.get(agent, ()), event)
    return events


def _description(person: LocalPerson, document: Document, posts: tuple[HeldPost, ...]) -> str:
    """Return the post of a person without a name, or what the document calls them."""
    spans = (*(span for form in person.forms for span in form.spans), *person.mentions)
    words = " ".join(spans[0].of(document.text).split()) if spans else ""
    words = re.sub(r"^(?:the|an?|its|his|her|their)\s+", "", words, flags=re.IGNORECASE)
    post = posts[0].label if posts else ""
    chosen = post if posts and posts[0].body else max(words, post, key=len) or "person"
    return chosen[:1].upper() + chosen[1:]


def _gender(person: LocalPerson) -> str:
    texts = [form.text + " " for form in person.forms]
    male = any(_MALE.search(text) for text in texts)
    female = any(_FEMALE.search(text) for text in texts)
    return "" if male == female else "m" if male else "f"


def _days(events: Iterable[LocalEvent], issued: dt.date | None) -> Days | None:
    """Return the period over which the person's dated events and the day of the document stretch."""
    days = [issued] if issued else []
    for event in events:
        if event.time is not None and event.time.start_earliest and event.time.end_latest:
            days += [event.time.start_earliest, event.time.end_latest]
    return (min(days), max(days)) if days else None


def _encounters(agent: str, events: Iterable[LocalEvent], names: Mapping[str, str]) -> Iterator[Encounter]:
    for event in events:
        time = event.time
        if time is None or time.start_earliest is None or time.start_earliest != time.start_latest:
            continue
        for participation in event.participants:
            other = names.get(participation.agent)
            if other and participation.agent != agent:
                yield time.start_earliest.isoformat(), event.state or "", other


def _comparable(name: str) -> str:
    return " ".join(sorted(map(transliterated, parse_name(name).parts)))
