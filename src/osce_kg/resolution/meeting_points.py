"""Meeting points: what two mentions must have in common to be one person, as keys of blocks.

Every rule of :mod:`osce_kg.resolution.evidence` that can merge two mentions asks for names that are alike and
a second fact. Here both are turned into keys: whoever could be one person shares at least one key of each.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import Final

from osce_kg.person_names import PersonName, skeleton, transliterated
from osce_kg.resolution.evidence import HEADS, known_for
from osce_kg.resolution.profiles import PersonProfile

_PARTS: Final = 8
"""So many parts of a name count; nobody is known by the ninth."""


def whole_names(profile: PersonProfile) -> Iterator[Hashable]:
    """Give the keys under which spellings of one name of two parts or more meet, whatever their order."""
    if profile.name is not None and len(profile.name.parts) > 1:
        yield from _name_keys(profile.name)


def surnames(profile: PersonProfile) -> Iterator[Hashable]:
    """Give the keys under which a surname or an initial with a surname meets full names."""
    if profile.name is not None:
        parts = profile.name.parts[:_PARTS]
        yield from dict.fromkeys(map(skeleton, parts[1:] or parts))


def posts(profile: PersonProfile) -> Iterator[Hashable]:
    """Give the posts in a body that a mention holds, or may hold where the context only suggests the body."""
    if profile.name is None:
        return
    bodies = [(post.title, post.body) for post in profile.posts if post.body]
    suggested = [
        (post.title, body) for post in profile.posts if post.inferred for body in sorted(profile.surroundings)
    ]
    yield from dict.fromkeys((*bodies, *suggested))


def encounters(profile: PersonProfile) -> Iterator[Hashable]:
    """Give the dated encounters of a mention with a name."""
    if profile.name is not None:
        yield from profile.encounters


def first_letters(profile: PersonProfile) -> Iterator[Hashable]:
    """Give the first consonants of given name and surname, for spellings whose other consonants differ."""
    if profile.name is not None and profile.name.parts:
        parts = profile.name.parts
        yield from dict.fromkeys((skeleton(parts[0])[:1], skeleton(parts[-1])[:1]))


def second_facts(profile: PersonProfile) -> Iterator[Hashable]:
    """Give what may be the second fact beside a name: one key for each kind of fact and what it is about."""
    titles = dict.fromkeys(post.title for post in profile.posts)
    bodies = dict.fromkeys((*(post.body for post in profile.posts), *sorted(profile.surroundings)))
    known = sorted(known_for(profile) if profile.posts else profile.surroundings)
    yield from (("title", title) for title in titles)
    yield from (("title in", title, body) for title in titles for body in bodies if body)
    yield from (("body", body) for body in known)
    yield from (("state", state) for state in sorted(profile.states))
    led = (post.organization for post in profile.posts if post.title in HEADS and post.organization)
    yield from (("leads", organization) for organization in dict.fromkeys(led))
    yield from (("met", *encounter) for encounter in sorted(profile.encounters))
    yield from (("named with", companion) for companion in sorted(profile.companions))


@lru_cache(maxsize=65536)
def _name_keys(name: PersonName) -> tuple[Hashable, ...]:
    """Return keys that equal names share in any order or cut, and names of which one has further parts.

    The latter agree in the first part and in one more. The name in one word is for parts that are cut
    differently: Kassym-Jomart, Kasymzhomart.
    """
    first, *others = map(skeleton, name.parts[:_PARTS])
    in_one_word = skeleton("".join(map(transliterated, name.parts)))
    pairs = (tuple(sorted((first, other))) for other in others)
    return tuple(dict.fromkeys((*pairs, tuple(sorted((first, *others))), (in_one_word,))))
