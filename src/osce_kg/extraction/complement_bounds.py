"""Where the complement of a title ends: "of *the Commission on Human Rights* and Deputy Minister …"."""

from __future__ import annotations

from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.title_openings import begins_title

_KNOWN_WORDS: Final = words.BODY_HEADS | words.PORTFOLIO_WORDS
_LONGEST_REST: Final = 5


def complement_end(sentence: Sentence, start: int) -> int:
    """Return where a complement that begins at ``start`` ends: before a comma, a verb or a person's name."""
    end = start
    while end < len(sentence):
        following = _next_position(sentence, start, end)
        if following == end:
            break
        end = following
    while end > start and sentence.lower(end - 1) in words.COMPLEMENT_LINKS:
        end -= 1
    return end


def _next_position(sentence: Sentence, start: int, position: int) -> int:
    """Return the position after what continues the complement at ``position``, itself at the end."""
    match = sentence.matches.get(position)
    if match is not None:
        return match.end
    if _titled_person_begins(sentence, position):
        return position
    word = sentence.lower(position)
    if word.isdigit() and sentence.lower(position - 1) in words.AREA_WORDS:
        # "Canton 10".
        return position + 1
    if word == "'s" and position > start and sentence.lower(position + 1) in words.BODY_HEADS:
        # "the Women's Committee".
        return position + 1
    if word == ",":
        goes_on = _portfolio_goes_on(sentence, position)
    elif word in words.COMPLEMENT_LINKS:
        goes_on = _link_goes_on(sentence, start, position)
    elif word in words.AREA_WORDS and position > start:
        # "Central Bosnia Canton": no name, although a State stands before.
        goes_on = sentence.is_capitalized(position)
    else:
        goes_on = word in _KNOWN_WORDS or (
            sentence.is_capitalized(position) and not _name_begins(sentence, start, position)
        )
    return position + goes_on


def _titled_person_begins(sentence: Sentence, position: int) -> bool:
    return (
        sentence.is_capitalized(position)
        and position in sentence.heads
        and sentence.entity(position + sentence.head_length(position)) == "PERSON"
    )


def _portfolio_goes_on(sentence: Sentence, comma: int) -> bool:
    """Tell whether a comma stands inside "Science, Education, Culture and Sports"."""
    following = sentence.lower(comma + 1)
    listed = sentence.lower(comma + 2) in (",", "and") and sentence.lower(comma - 1) in words.PORTFOLIO_WORDS
    return listed and following in words.PORTFOLIO_WORDS and sentence.is_capitalized(comma + 1)


def _link_goes_on(sentence: Sentence, start: int, position: int) -> bool:
    """Tell whether the connecting word at ``position`` joins the complement or ends it."""
    following = position + 1
    while sentence.lower(following) in ("the", "of"):
        following += 1
    if following >= len(sentence) or position == start:
        return False
    if sentence.lower(position) == "and":
        return _and_goes_on(sentence, start, position, following)
    if sentence.lower(position) == "in" and following in sentence.matches:
        return sentence.lower(position - 1) in words.BODY_HEADS
    return sentence.is_capitalized(following) or following in sentence.matches


def _and_goes_on(sentence: Sentence, start: int, position: int, following: int) -> bool:
    """Tell "Foreign Affairs and European Integration" from "… and Deputy Minister B", another person."""
    if begins_title(sentence, position + 1) or sentence.lower(position + 1) == "the":
        return False
    if sentence.is_capitalized(following) and (
        sentence.lower(following) in words.PORTFOLIO_WORDS
        or _body_goes_on(sentence, start, position, following)
    ):
        return True
    return following in sentence.matches and start not in sentence.matches


def _body_goes_on(sentence: Sentence, start: int, position: int, following: int) -> bool:
    """Tell whether "and" stands inside a body's or a portfolio's name.

    "National Television and Radio Broadcasting Council", "Agency for Information and Communications",
    "Minister of Political System and Inter-Community Relations".
    """
    end = following
    while (
        end < len(sentence)
        and sentence.is_capitalized(end)
        and end not in sentence.matches
        and end - following < _LONGEST_REST
    ):
        if sentence.lower(end) in words.BODY_HEADS:
            return True
        end += 1
    if end > following and sentence.lower(end - 1) in words.PORTFOLIO_WORDS:
        return True
    before = {sentence.lower(index) for index in range(start, position)}
    return (
        not before.isdisjoint(words.BODY_HEADS)
        and not before.isdisjoint(("for", "on"))
        and sentence.entity(following) != "PERSON"
    )


def _name_begins(sentence: Sentence, start: int, position: int) -> bool:
    """Tell whether a person's name begins at the capitalized word at ``position`` of a complement."""
    if position == start:
        return False
    word, before = sentence.lower(position), sentence.lower(position - 1)
    after_known = before in _KNOWN_WORDS or sentence.match_ends_at(position)
    if sentence.entity(position) == "PERSON" and after_known:
        return True
    known = next((match for match in sentence.matches.values() if match.end == position), None)
    if known is not None and known.entry("state") and word not in _KNOWN_WORDS:
        return True
    if not {sentence.lower(start - 1), sentence.lower(start - 2)}.isdisjoint(("for", "on")):
        return False
    in_known = word in words.PORTFOLIO_WORDS or sentence.lower(position + 1) in words.BODY_HEADS
    return after_known and not in_known and sentence.entity(position) != "ORG"
