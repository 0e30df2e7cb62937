"""How a title begins: article, number, words of tenure, the body as a modifier, then the head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.posts import Body, body_of_match

_LONGEST_TITLE: Final = 7
_MOST_MODIFIERS: Final = 4


@dataclass(slots=True)
class Opening:
    """What stands before the title itself; ``position`` is the token after it.

    The other attributes are those of ``Title``.
    """

    position: int
    body: Body | None = None
    tenure: str = "holder"
    count: int | None = None
    definite: bool = False
    possessor: str | None = None


@dataclass(frozen=True, slots=True)
class TitleHead:
    """The head of a title and the modifiers before it, up to token ``end``: "Deputy Prime Minister"."""

    end: int
    word: str
    plural: bool


def begins_title(sentence: Sentence, start: int) -> bool:
    """Tell whether the noun phrase of a post begins at token ``start``."""
    return read_head(sentence, read_opening(sentence, start).position) is not None


def read_opening(sentence: Sentence, start: int) -> Opening:
    """Read the words before a title that begins at token ``start``."""
    opening = Opening(start)
    word = sentence.lower(start)
    if word in words.DETERMINERS:
        opening.definite = word not in ("a", "an")
        opening.possessor = word if word in words.POSSESSIVES else None
        opening.position += 1
    while _read_modifier(sentence, opening):
        pass
    return opening


def _read_modifier(sentence: Sentence, opening: Opening) -> bool:
    return (
        _read_count(sentence, opening)
        or _read_tenure(sentence, opening)
        or _read_unit(sentence, opening)
        or _read_acronym(sentence, opening)
        or _read_known_body(sentence, opening)
    )


def _read_count(sentence: Sentence, opening: Opening) -> bool:
    word = sentence.lower(opening.position)
    if word not in words.NUMBERS and not (word.isdecimal() and len(word) < 3):
        return False
    opening.count = words.NUMBERS.get(word) or int(word)
    opening.position += 1
    return True


def _read_tenure(sentence: Sentence, opening: Opening) -> bool:
    word = sentence.lower(opening.position)
    if word not in words.TENURE_WORDS or sentence.head_length(opening.position):
        return False
    opening.tenure = words.TENURE_WORDS[word] or opening.tenure
    opening.position += 1
    return True


def _read_unit(sentence: Sentence, opening: Opening) -> bool:
    """Read "the Mission's": which mission, the text has said before."""
    position = opening.position
    if (
        sentence.lower(position) not in words.POSSESSING_UNITS
        or sentence.lower(position + 1) != "'s"
        or not sentence.is_capitalized(position)
    ):
        return False
    opening.body = Body(sentence.tokens[position].text, start=position, end=position + 1)
    opening.position += 2
    return True


def _read_acronym(sentence: Sentence, opening: Opening) -> bool:
    """Read "the CEC" before "Chairperson": the text spells the acronym out somewhere."""
    position = opening.position
    if position >= len(sentence) or position in sentence.matches:
        return False
    text = sentence.tokens[position].text
    if not (text.isupper() and 1 < len(text) < 7):
        return False
    if sentence.head_length(position) or not sentence.head_length(position + 1):
        return False
    opening.body = Body(text, start=position, end=position + 1)
    opening.position += 1
    return True


def _read_known_body(sentence: Sentence, opening: Opening) -> bool:
    position = opening.position
    match = sentence.matches.get(position)
    if match is None or sentence.head_length(position) > match.end - position:
        return False
    body = body_of_match(match)
    if body is None:
        return False
    opening.position = match.end
    following = sentence.lower(match.end)
    if following in ("'s", "'", "/"):
        opening.position += 1
    if following == "'s":
        opening.definite = True
    opening.body = _combined(opening.body, body)
    return True


def _combined(first: Body | None, second: Body) -> Body:
    """Choose from "Kazakhstan's" + "Central Election Commission", "the Swedish" + "OSCE Chairmanship"."""
    if first is None or first.entry is None or second.entry is None:
        return second
    if first.kind in ("state", "demonym") and second.kind == "structure":
        return second
    return first if second.kind == "city" else second


def read_head(sentence: Sentence, position: int) -> TitleHead | None:
    """Read the modifiers and the head of a title whose opening ends at token ``position``."""
    end = position
    while True:
        length = sentence.head_length(end)
        if length:
            head = sentence.heads[end]
            following = end + length
            if not _head_follows(sentence, following):
                return TitleHead(following, head.word, head.plural)
            # "Deputy Prime Minister", "Secretary General": the next words are a head too.
            end = following + (sentence.lower(following) == "and")
        elif end - position < _LONGEST_TITLE and _is_title_modifier(sentence, end):
            end += 1
        else:
            return None


def _head_follows(sentence: Sentence, start: int) -> bool:
    """Tell whether the title goes on: modifiers and another head follow directly.

    "Special Representative and Co-ordinator for …" is one post.
    """
    envoy = any(
        head.word in words.ENVOY_HEADS and i + head.length == start for i, head in sentence.heads.items()
    )
    if (
        envoy
        and sentence.lower(start) == "and"
        and sentence.lower(start + 1) in ("co-ordinator", "coordinator")
    ):
        return True
    position = start
    while (
        not sentence.head_length(position)
        and _is_title_modifier(sentence, position)
        and position - start < _MOST_MODIFIERS
    ):
        position += 1
    if not sentence.head_length(position):
        return False
    if not all(sentence.is_capitalized(i) for i in range(start, position)):
        return False
    # "President Professor X", "Minister Ambassador X": a rank before a name is no part of the post.
    return sentence.heads[position].word not in words.RANKS | words.HONORIFICS


def _is_title_modifier(sentence: Sentence, position: int) -> bool:
    token = sentence.lower(position)
    if token in words.TITLE_MODIFIERS or token in words.PORTFOLIO_WORDS:
        return True
    return (
        token == "and"
        and sentence.lower(position - 1) in words.PORTFOLIO_WORDS
        and sentence.lower(position + 1) in words.PORTFOLIO_WORDS
        and sentence.is_capitalized(position + 1)
    )
