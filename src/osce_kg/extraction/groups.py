"""Participants known only by description: "representatives of political parties and the mass media"."""

from __future__ import annotations

from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.organizations import read_named_body
from osce_kg.extraction.posts import Body, body_at

_INSIDE_POS: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
_OPENING_POS: Final = _INSIDE_POS | {"ADV", "PUNCT", "PRON"}
_FARTHEST_HEAD: Final = 9
_YEARS: Final = range(1970, 2051)
"""Numbers that count no people."""


def read_group(sentence: Sentence, start: int) -> Agent | None:
    """Return the group whose noun phrase begins at token ``start``, or None."""
    head = _find_group_head(sentence, start)
    if head is None:
        return None
    end = _group_end(sentence, head + 1)
    label_start = start + (sentence.lower(start) in ("the", "a", "an"))
    group = Agent("group", sentence, start, end, label=sentence.text_of(label_start, end))
    sizes = (group_size(sentence.lower(position)) for position in range(start, head))
    group.size = next((size for size in sizes if size is not None), None)
    group.represents = _bodies(sentence, start, end)
    return group


def split_both(group: Agent) -> list[Agent]:
    """Split "experts from both Kazakhstan and Kyrgyzstan" into the experts of each State."""
    sentence = group.sentence
    position = next((i for i in range(group.start, group.end) if sentence.lower(i) == "both"), None)
    states = [body for body in group.represents if body.kind == "state"]
    if position is None or len(states) != 2:
        return [group]
    parts = []
    for body in states:
        label = f"{sentence.text_of(group.start, position)} {sentence.text_of(body.start, body.end)}"
        parts.append(Agent("group", sentence, group.start, group.end, label=label, represents=[body]))
    return parts


def group_size(word: str) -> int | None:
    """Return how many people "five" or "1,200" are; None for other words, and for years."""
    digits = word.replace(",", "")
    if digits.isdecimal() and len(word) < 7:
        return int(digits) if int(digits) not in _YEARS else None
    return words.NUMBERS.get(word)


# -- the head --------------------------------------------------------------------------------


def _find_group_head(sentence: Sentence, start: int) -> int | None:
    for position in range(start, min(len(sentence), start + _FARTHEST_HEAD)):
        if _is_group_head(sentence, position):
            named = position > start or sentence.tokens[position].pos in ("NOUN", "PROPN")
            return position if named else None
        if not _may_precede_head(sentence, start, position):
            return None
    return None


def _is_group_head(sentence: Sentence, position: int) -> bool:
    following = sentence.lower(position + 1)
    return (
        sentence.lower(position) in words.GROUP_HEADS
        and following not in words.GROUP_HEADS
        and following != "'s"
        and not _is_modifier(sentence, position)
    )


def _is_modifier(sentence: Sentence, position: int) -> bool:
    """Tell whether a group word only modifies the next noun: "media community", "government officials"."""
    token = sentence.tokens[position]
    following = sentence.tokens[position + 1] if position + 1 < len(sentence) else None
    if following is None or not following.is_word:
        return False
    return token.dep in ("compound", "nmod", "amod") and following.pos in ("NOUN", "PROPN", "ADJ")


def _may_precede_head(sentence: Sentence, start: int, position: int) -> bool:
    word, token = sentence.lower(position), sentence.tokens[position]
    if word in (",", ";", ".", ":", "(", ")") or word in words.MONTHS:
        return False
    if position == start and word in ("as", "well", "also", "such"):
        return False
    if position > start and word in ("the", "a", "an"):
        # "From Yerevan the mediators": another phrase begins.
        return False
    if word == "of" and sentence.lower(position - 1) in words.COUNTING_NOUNS and position > start:
        # "a group of non-governmental organizations".
        return True
    following = sentence.tokens[position + 1].pos if position + 1 < len(sentence) else None
    if word == "and" and following not in ("ADJ", "NOUN", "PROPN", None):
        # What "and" joins before the head are its modifiers.
        return False
    connects = word in ("and", "as", "/") and position > start
    return connects or token.pos in _OPENING_POS or token.dep == "amod" or position in sentence.matches


# -- what describes the group ----------------------------------------------------------------


def _group_end(sentence: Sentence, start: int) -> int:
    """Read "of political parties, non-governmental organizations and the mass media" after the head."""
    end = start
    linked = False
    while end < len(sentence):
        following = _next_position(sentence, end, linked=linked)
        if following == end:
            break
        linked = linked or sentence.lower(end) in words.GROUP_LINKS
        end = following
    while end > start and sentence.lower(end - 1) in words.GROUP_LINKS | {",", "and", "or", "the"}:
        end -= 1
    return end


def _next_position(sentence: Sentence, position: int, *, linked: bool) -> int:
    """Return the position after what continues the description, ``position`` itself at its end.

    ``linked``: a preposition after the head has begun the description proper.
    """
    word = sentence.lower(position)
    if word in words.GROUP_LINKS:
        return position + _link_goes_on(sentence, position)
    if word in (",", "and", "or") and linked:
        following = position + 1 + (sentence.lower(position + 1) in ("and", "or"))
        goes_on = _noun_follows(sentence, following) and not _starts_other(sentence, following)
        return following if goes_on else position
    if position in sentence.matches and linked:
        return sentence.matches[position].end
    if word in ("'", "'s") or (word == "both" and linked):
        return position + 1
    token = sentence.tokens[position]
    if linked and (token.pos in _INSIDE_POS or token.dep == "amod") and word not in words.MONTHS:
        return position + 1
    return position + 3 if word == "(" and sentence.lower(position + 2) == ")" else position


def _link_goes_on(sentence: Sentence, position: int) -> bool:
    if not _noun_follows(sentence, position + 1):
        return False
    locative = sentence.lower(position) in ("in", "at", "to", "for")
    return not (locative and _is_adjunct(sentence, position))


def _noun_follows(sentence: Sentence, position: int) -> bool:
    position += sentence.lower(position) == "both"
    if position >= len(sentence):
        return False
    return position in sentence.matches or sentence.tokens[position].pos in _INSIDE_POS


def _is_adjunct(sentence: Sentence, position: int) -> bool:
    """Tell "officials in Moscow": a place or time after the group is the event's, not the group's."""
    match = sentence.matches.get(position + 1)
    if match is not None and match.entry("city", "state", "region"):
        return True
    first = position + 1 + (sentence.lower(position + 1) == "the")
    named = any(sentence.lower(i) in words.BODY_HEADS for i in range(first, first + 4))
    if named and sentence.is_capitalized(first):
        # "officials in the Ministry of Environmental Protection".
        return False
    return sentence.lower(position + 1) in words.MONTHS or sentence.tokens[position + 1].pos != "PROPN"


def _starts_other(sentence: Sentence, position: int) -> bool:
    """Tell whether another person or group begins: the next item of the list, not a part of this one."""
    if position + (sentence.lower(position) in ("the", "a", "other")) in sentence.heads:
        return True
    head = _find_group_head(sentence, position)
    return head is not None and sentence.lower(head) not in words.GROUP_PART_HEADS


def _bodies(sentence: Sentence, start: int, end: int) -> list[Body]:
    """Return the States and bodies in the description, those that the reference data knows first."""
    known = (body_at(sentence, position) for position in range(start, end))
    bodies = [body for body in known if body is not None and body.kind in ("state", "demonym", "structure")]
    named = _named_bodies(sentence, start, end)
    # "the Estonian Peipsi Centre" speaks for itself, not for Estonia.
    beside = {body.start for body in named}
    return [*(body for body in bodies if body.kind != "demonym" or body.end not in beside), *named]


def _named_bodies(sentence: Sentence, start: int, end: int) -> list[Body]:
    bodies: list[Body] = []
    for position in range(start + 1, end):
        if sentence.lower(position - 1) in ("of", "the", "and", ",") and sentence.is_capitalized(position):
            named = read_named_body(sentence, position, position)
            if named is not None and named.end <= end and named.affiliation is not None:
                bodies.append(named.affiliation)
            elif named is None and _is_named_ngo(sentence, position):
                bodies.append(Body(sentence.tokens[position].text, start=position, end=position + 1))
    return bodies


def _is_named_ngo(sentence: Sentence, position: int) -> bool:
    """Tell whether a comma sets a name off from what it is: "a local NGO counterpart, Zhalgas"."""
    if sentence.lower(position - 1) != ",":
        return False
    before = {sentence.lower(index) for index in range(max(0, position - 5), position - 1)}
    return not before.isdisjoint(("ngo", "organization", "organisation", "foundation", "tank"))
