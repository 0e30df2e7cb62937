"""Finds the heads of titles in a sentence: "President", "Foreign Ministers", "Chairman-in-Office"."""

from __future__ import annotations

from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Head, Sentence

_IRREGULAR: Final = {
    "chairmen": "chairman",
    "chairwomen": "chairwoman",
    "spokesmen": "spokesman",
    "spokeswomen": "spokeswoman",
    "co-chairmen": "co-chairman",
    "secretaries": "secretary",
    "deputies": "deputy",
    "attorneys general": "attorney general",
    "secretaries general": "secretary general",
    "secretaries-general": "secretary-general",
    "directors general": "director general",
    "prosecutors general": "prosecutor general",
    "secretaries of state": "secretary of state",
    "heads of mission": "head of mission",
    "heads of delegation": "head of delegation",
    "heads of state": "head of state",
    "heads of government": "head of government",
    "members of parliament": "member of parliament",
    "members of the presidency": "member of the presidency",
    "chairmen-in-office": "chairman-in-office",
    "chairpersons-in-office": "chairperson-in-office",
}


def _forms() -> dict[tuple[str, ...], tuple[str, bool]]:
    forms: dict[tuple[str, ...], tuple[str, bool]] = {}
    for head in words.TITLE_HEADS:
        forms[tuple(head.split())] = (head, False)
        forms.setdefault(tuple(f"{head}s".split()), (head, True))
    for plural, singular in _IRREGULAR.items():
        forms[tuple(plural.split())] = (singular, True)
    return forms


_FORMS: Final = _forms()
_LONGEST: Final = max(len(form) for form in _FORMS)
_LINKS: Final = words.COMPLEMENT_LINKS | words.COMPLEMENT_PREPOSITIONS
_HEAD_NOUNS: Final = words.TITLE_HEADS - words.CAPITAL_ONLY_HEADS


def find_heads(sentence: Sentence) -> dict[int, Head]:
    """Return the longest title head that starts at each token, by the words alone.

    A lower-case "general" or "deputy" is an adjective. ``settle_heads`` leaves out what else is no noun.
    """
    heads: dict[int, Head] = {}
    lowers = [token.lower for token in sentence.tokens]
    for start in range(len(lowers)):
        for length in range(min(_LONGEST, len(lowers) - start), 0, -1):
            found = _FORMS.get(tuple(lowers[start : start + length]))
            if found:
                is_adjective = length == 1 and lowers[start] in words.CAPITAL_ONLY_HEADS
                if not is_adjective or sentence.is_capitalized(start):
                    heads[start] = Head(length, *found)
                break
    return heads


def settle_heads(sentence: Sentence) -> dict[int, Head]:
    """Return the heads of a sentence without verbs ("to head") and adjectives: the model's tags tell them."""
    return {start: head for start, head in sentence.heads.items() if not _is_other_use(sentence, start, head)}


def _is_other_use(sentence: Sentence, start: int, head: Head) -> bool:
    token = sentence.tokens[start]
    if head.length > 1 or token.is_capitalized:
        return False
    return token.pos == "VERB" or (token.pos == "ADJ" and head.word != "chair")


def singular_title(text: str) -> str:
    """Return a plural title in the singular: "Foreign Ministers" → "Foreign Minister"."""
    lower = text.lower()
    for plural, singular in sorted(_IRREGULAR.items(), key=lambda item: -len(item[0])):
        if lower.endswith(plural):
            kept = text[: len(text) - len(plural)]
            return kept + " ".join(
                part.capitalize() if part not in ("of", "in") else part for part in singular.split()
            )
    return text[:-1] if lower.endswith("s") else text


def head_noun(title: str) -> str:
    """Return the noun that says what the holder of a post is: "commissioner" for "commissioner on media".

    Args:
        title: normal form of a title, see :func:`osce_kg.titles.normal_title`.
    """
    parts = title.split()
    link = next((index for index, part in enumerate(parts) if part in _LINKS), len(parts))
    own = parts[:link] or parts
    # The last: "deputy foreign minister" is a minister; but "general" after "secretary" is an adjective.
    return next((part for part in reversed(own) if part in _HEAD_NOUNS), own[-1] if own else "")
