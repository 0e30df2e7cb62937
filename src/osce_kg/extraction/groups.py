"""Participants known only by description ("representatives of political parties") and bodies that act themselves."""

from __future__ import annotations

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.titles import Body, body_of_match

_OPENING_POS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV", "PUNCT", "PART", "PRON"})
_INSIDE_POS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
_LINKS = frozenset({"of", "from", "for", "to", "in", "within", "at"})
_DEFINITE_BODIES = frozenset(
    {"centre", "center", "mission", "presence", "office", "ministry", "delegation", "co-ordinator"}
)


def read_group(sentence: Sentence, start: int) -> Agent | None:
    """Return the group whose noun phrase begins at token ``start``, or None."""
    head = _find_group_head(sentence, start)
    if head is None:
        return None
    end = _group_end(sentence, head + 1)
    label_start = start + (sentence.lower(start) in ("the", "a", "an"))
    group = Agent("group", sentence, start, end, label=sentence.text_of(label_start, end))
    group.size = next(
        (size for i in range(start, head) if (size := _size(sentence.lower(i))) is not None),
        None,
    )
    group.represents = _bodies(sentence, start, end)
    return group


def _size(word: str) -> int | None:
    if word.replace(",", "").isdigit() and len(word) < 7:
        number = int(word.replace(",", ""))
        return number if not 1970 <= number <= 2050 else None
    return words.NUMBERS.get(word)


def _find_group_head(sentence: Sentence, start: int) -> int | None:
    position = start
    while position < len(sentence) and position - start < 9:
        word = sentence.lower(position)
        following = sentence.lower(position + 1)
        if (
            word in words.GROUP_HEADS
            and following not in words.GROUP_HEADS
            and following != "'s"
            and not _is_modifier(sentence, position)
        ):
            return (
                position if position > start or sentence.tokens[position].pos in ("NOUN", "PROPN") else None
            )
        token = sentence.tokens[position]
        connects = word in ("and", "as", "/") and position > start
        if not (
            token.pos in _OPENING_POS or token.dep == "amod" or connects or position in sentence.matches
        ) or word in (",", ";", ".", ":", "(", ")"):
            return None
        if (
            word == "and"
            and sentence.tokens[position + 1 :][:1]
            and sentence.tokens[position + 1].pos not in ("ADJ", "NOUN", "PROPN")
        ):
            return None
        position += 1
    return None


def _is_modifier(sentence: Sentence, position: int) -> bool:
    """Tell whether a group word only modifies the next noun: "media community", "government officials"."""
    token = sentence.tokens[position]
    following = sentence.tokens[position + 1] if position + 1 < len(sentence) else None
    if following is None or not following.is_word:
        return False
    return token.dep in ("compound", "nmod", "amod") and following.pos in ("NOUN", "PROPN", "ADJ")


def _group_end(sentence: Sentence, start: int) -> int:
    """Read "of political parties, non-governmental organizations and the mass media" after the head."""
    end = start
    linked = False
    while end < len(sentence):
        word = sentence.lower(end)
        token = sentence.tokens[end]
        if word in _LINKS:
            if not _noun_follows(sentence, end + 1) or (
                word in ("in", "at", "to", "for") and _is_adjunct(sentence, end)
            ):
                break
            linked = True
            end += 1
        elif word in (",", "and", "or") and linked:
            following = end + 1 + (sentence.lower(end + 1) in ("and", "or"))
            if not _noun_follows(sentence, following) or _starts_other(sentence, following):
                break
            end = following
        elif end in sentence.matches and linked:
            end = sentence.matches[end].end
        elif (token.pos in _INSIDE_POS and linked and word not in words.MONTHS and word != "'s") or word == "'" or word == "'s":
            end += 1
        elif word == "(" and sentence.lower(end + 2) == ")":
            end += 3
        else:
            break
    while end > start and sentence.lower(end - 1) in (",", "and", "or", "the", *_LINKS):
        end -= 1
    return end


def _noun_follows(sentence: Sentence, position: int) -> bool:
    if position >= len(sentence):
        return False
    return position in sentence.matches or sentence.tokens[position].pos in _INSIDE_POS


def _is_adjunct(sentence: Sentence, position: int) -> bool:
    """ "officials in Moscow": a place or time after the group is the event's, not the group's."""
    match = sentence.matches.get(position + 1)
    if match is not None and match.entry("city", "state", "region"):
        return True
    first = position + 1 + (sentence.lower(position + 1) == "the")
    if any(
        sentence.lower(i) in words.BODY_HEADS for i in range(first, first + 4)
    ) and sentence.is_capitalized(first):
        # "officials in the Ministry of Environmental Protection".
        return False
    return sentence.lower(position + 1) in words.MONTHS or not sentence.tokens[position + 1].pos == "PROPN"


def _starts_other(sentence: Sentence, position: int) -> bool:
    """Tell whether another person or group begins: it is the next item of the list, not a part of this one."""
    first = position + (sentence.lower(position) in ("the", "a", "other"))
    if first in sentence.heads:
        return True
    head = _find_group_head(sentence, position)
    if head is None:
        return False
    own = sentence.lower(head) in (
        "organizations",
        "organisations",
        "ngos",
        "groups",
        "parties",
        "media",
        "society",
        "institutions",
        "communities",
        "associations",
        "women",
        "youth",
        "minorities",
        "bodies",
        "agencies",
    )
    return not own


def _bodies(sentence: Sentence, start: int, end: int) -> list[Body]:
    bodies = []
    for position in range(start, end):
        match = sentence.matches.get(position)
        body = body_of_match(sentence, match) if match else None
        if (
            body is not None
            and body.entry is not None
            and body.entry.kind in ("state", "demonym", "structure")
        ):
            bodies.append(body)
    for position in range(start + 1, end):
        if sentence.lower(position - 1) in ("of", "the", "and", ",") and sentence.is_capitalized(position):
            named = _named_body(sentence, position, position)
            if named is not None and named.end <= end and named.affiliation is not None:
                bodies.append(named.affiliation)
    return bodies


def split_both(group: Agent) -> list[Agent]:
    """Split "experts from both Kazakhstan and Kyrgyzstan" into the experts of each State."""
    sentence = group.sentence
    position = next((i for i in range(group.start, group.end) if sentence.lower(i) == "both"), None)
    states = [body for body in group.represents if body.entry is not None and body.entry.kind == "state"]
    if position is None or len(states) != 2:
        return [group]
    parts = []
    for body in states:
        label = f"{sentence.text_of(group.start, position)} {sentence.text_of(body.start, body.end)}"
        parts.append(Agent("group", sentence, group.start, group.end, label=label, represents=[body]))
    return parts


def read_organization(sentence: Sentence, start: int) -> Agent | None:
    """Return the body that begins at token ``start`` when it can act: "the Centre", "the OSCE Mission to Skopje"."""
    position = start + (sentence.lower(start) in ("the", "its", "their"))
    match = sentence.matches.get(position)
    if match is not None and match.entry("structure") and sentence.lower(match.end) != "'s":
        body = body_of_match(sentence, match)
        end = _after_acronym(sentence, match.end)
        agent = Agent("organization", sentence, start, end, label=sentence.text_of(position, match.end))
        agent.affiliation = body
        return agent
    if (
        position > start
        and sentence.lower(position) in _DEFINITE_BODIES
        and sentence.is_capitalized(position)
    ):
        end = position + 1
        if sentence.lower(end) in ("of", "for"):
            return _named_body(sentence, start, position)
        return Agent("organization", sentence, start, end, label=sentence.text_of(position, end))
    return _named_body(sentence, start, position)


def _named_body(sentence: Sentence, start: int, position: int) -> Agent | None:
    """Read a capitalized name that ends in, or holds, a word for a body: "Ministry of Justice", "Zhalgas Foundation"."""
    end = position
    while end < len(sentence):
        word = sentence.lower(end)
        if sentence.is_capitalized(end) and sentence.tokens[end].is_word and word not in words.FUNCTION_WORDS:
            if word.endswith("-based"):
                break
            end += 1
        elif word == "and" and (sentence.lower(end + 1) == "the" or _is_structure(sentence, end + 1)):
            break
        elif (
            word in ("of", "for", "and", "on", "the", "'s")
            and end > position
            and _caps_follow(sentence, end + 1)
        ):
            end += 1
        else:
            break
    has_body = any(sentence.lower(i) in words.BODY_HEADS for i in range(position, end))
    voted = end > position and all(sentence.entity(i) == "ORG" for i in range(position, end))
    if not (has_body or voted) or end - position > 14:
        return None
    first = position
    while (
        first in sentence.matches
        and sentence.matches[first].entry("demonym")
        and sentence.matches[first].end < end - 1
    ):
        # "the Estonian Peipsi Centre": where it is from is no part of its name.
        first = sentence.matches[first].end if _is_civil(sentence, first, end) else end
    first = first if first < end else position
    closing = _after_acronym(sentence, end)
    agent = Agent("organization", sentence, start, closing, label=sentence.text_of(first, closing))
    agent.affiliation = Body(agent.label, start=first, end=closing)
    return agent


def _is_civil(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a name with an adjective of nationality is no State body's: "Kazakhstani Institute" keeps it."""
    return not any(
        sentence.lower(i)
        in ("ministry", "institute", "parliament", "senate", "government", "academy", "union")
        for i in range(start, end)
    )


def _is_structure(sentence: Sentence, position: int) -> bool:
    match = sentence.matches.get(position)
    return match is not None and match.entry("structure") is not None


def _after_acronym(sentence: Sentence, position: int) -> int:
    """Step over "(IWPR)"."""
    if (
        sentence.lower(position) == "("
        and sentence.lower(position + 2) == ")"
        and sentence.tokens[position + 1].text.isupper()
    ):
        return position + 3
    return position


def _caps_follow(sentence: Sentence, position: int) -> bool:
    while sentence.lower(position) in ("the", "of"):
        position += 1
    return sentence.is_capitalized(position)
