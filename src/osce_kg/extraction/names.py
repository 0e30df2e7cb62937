"""The shape of a person's name: capitals, initials, particles; and names compared."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from anyascii import anyascii

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence

_LONGEST_NAME: Final = 6
_SHORTEST_MISSPELT: Final = 6
"""Letters from which two last names may differ by one and still be the same."""
_LONGEST_MISSPELT: Final = 40
_NO_INNER_PARTICLES: Final = frozenset({"of", "y", "e", "i", "und"})
_NEVER_NAMES: Final = words.FUNCTION_WORDS | words.WEEKDAYS.keys() | words.HONORIFICS | {"osce", "csce"}
_THINGS: Final = words.GROUP_HEADS | words.AREA_WORDS | words.BODY_HEADS


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Return a name in lower-case ASCII without marks: "Ažubalis" → "azubalis"."""
    ascii_name = anyascii(name.replace("đ", "d").replace("ł", "l")).lower()
    return " ".join("".join(c if c.isalnum() else " " for c in ascii_name.replace("'", "")).split())


def surname(name: str) -> str:
    """Return the folded last name with its particles left out."""
    parts = folded(name).split()
    return parts[-1] if parts else ""


def surname_keys(name: str) -> list[str]:
    """Return keys of the last name of ``name``: of two that can be the same, at least one key is the same.

    They are the name itself and, where it is long enough to be misspelt, the name without one of its letters.
    """
    last = surname(name)
    if not _SHORTEST_MISSPELT <= len(last) <= _LONGEST_MISSPELT:
        return [last] if last else []
    return [last, *{last[:i] + last[i + 1 :]: None for i in range(len(last))}]


def same_person_name(short: str, full: str) -> bool:
    """Tell whether ``short`` is a way to write ``full`` inside one document.

    The last names agree (up to one letter in longer names), and every given name or initial of ``short``
    starts one of ``full``. "Azubalis" ~ "Audronius Ažubalis"; "J. Kubis" ~ "Ján Kubiš".
    """
    left, right = folded(short).split(), folded(full).split()
    if not left or not right:
        return False
    if len(left) > len(right):
        left, right = right, left
    if not _close(left[-1], right[-1]):
        # "de Hoop Scheffer" ends like "Jaap de Hoop Scheffer"; a leading part alone is another name.
        return False
    remaining = right[:-1]
    for given in left[:-1]:
        found = next(
            (g for g in remaining if g.startswith(given) or given.startswith(g) or _close(given, g)), None
        )
        if found is None:
            return False
        remaining = remaining[remaining.index(found) + 1 :]
    return True


def _close(left: str, right: str) -> bool:
    if left == right:
        return True
    if left == f"{right}a" or right == f"{left}a":
        # "Aliyev" and "Aliyeva" are two people of one family.
        return False
    if min(len(left), len(right)) < _SHORTEST_MISSPELT or abs(len(left) - len(right)) > 1:
        return False
    if len(left) == len(right):
        return sum(a != b for a, b in zip(left, right, strict=True)) == 1
    shorter, longer = sorted((left, right), key=len)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def read_name(sentence: Sentence, start: int) -> int:
    """Return the end of the name-shaped run of tokens at ``start``; ``start`` itself where there is none."""
    end = start
    while end < len(sentence) and end - start < _LONGEST_NAME:
        if _is_name_token(sentence, start, end) or _is_inner_particle(sentence, start, end):
            end += 1
        else:
            break
    while end > start and sentence.lower(end - 1) in words.PARTICLES:
        end -= 1
    return end


def _is_inner_particle(sentence: Sentence, start: int, position: int) -> bool:
    token = sentence.tokens[position]
    if token.lower not in words.PARTICLES or token.lower in _NO_INNER_PARTICLES:
        return False
    return _is_name_token(sentence, start, position + 1) or (
        sentence.lower(position + 1) in words.NAME_PARTICLES and _is_name_token(sentence, start, position + 2)
    )


def _is_name_token(sentence: Sentence, start: int, position: int) -> bool:
    if not 0 <= position < len(sentence):
        return False
    token = sentence.tokens[position]
    if not token.is_word or not token.is_capitalized or token.text == "MP":
        return False
    if _is_initial(token.text):
        return position + 1 < len(sentence) and (position > start or sentence.is_capitalized(position + 1))
    if token.lower in _NEVER_NAMES or token.lower in _THINGS or _is_month(sentence, position):
        return False
    if token.lower in words.PORTFOLIO_WORDS and token.entity != "PERSON":
        return False
    if position in sentence.heads and not _is_head_like_name(sentence, start, position):
        return False
    return not _is_known_name(sentence, position)


def _is_head_like_name(sentence: Sentence, start: int, position: int) -> bool:
    """Tell whether the head of a title is part of a name: "Andrea *Dean*", not "Dr. Dean"."""
    head = sentence.heads[position]
    return (
        position > start
        and sentence.lower(position - 1) not in words.HONORIFICS
        and sentence.entity(position) == "PERSON"
        and head.length == 1
        and sentence.lower(position) not in words.OFFICE_HEADS
    )


def _is_month(sentence: Sentence, position: int) -> bool:
    """Tell a month from a name that looks like one: "Jan Kubis", "April Smith"."""
    if sentence.lower(position) not in words.MONTHS or sentence.lower(position - 1) in words.HONORIFICS:
        return False
    if any(start + head.length == position for start, head in sentence.heads.items()):
        return False
    beside_number = sentence.lower(position - 1).isdigit() or sentence.lower(position + 1).isdigit()
    return beside_number or not sentence.is_capitalized(position + 1) or sentence.entity(position) == "DATE"


def _is_known_name(sentence: Sentence, position: int) -> bool:
    """Tell whether the gazetteer owns the token: "German Gref" stays a name by the model's vote."""
    match = sentence.match_at(position)
    if match is None:
        return False
    if match.entry("structure") or match.end - match.start > 1:
        return True
    inside = sentence.entity(position) == "PERSON"
    neighbour = sentence.entity(position + 1) == "PERSON" or sentence.entity(position - 1) == "PERSON"
    return not (inside and neighbour)


def _is_initial(text: str) -> bool:
    return text.endswith(".") and len(text) <= 6 and all(len(part) == 1 for part in text[:-1].split("."))


def person_votes(sentence: Sentence, start: int, end: int) -> int:
    """Return how many tokens of ``[start, end)`` the model takes for a part of a person's name."""
    return sum(sentence.entity(index) == "PERSON" for index in range(start, end))
