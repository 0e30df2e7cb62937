"""Titles of posts in one normal form: "Minister of Foreign Affairs" and "Foreign Minister" are one post.

Documents, reference data and resolution must agree on which post is meant; the rules stand here once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from osce_kg.identifiers import digest

_SMALL_WORDS: Final = frozenset(
    {"a", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"}
)
_LEADING: Final = re.compile(
    r"^(?:(?:the|its|his|her|their|new|current|then|acting|newly appointed|h\.?\s?e\.?)\s+)+", re.I
)

_RANKS: Final = r"^((?:(?:first|deputy|vice|federal|union|acting|former)[\s-]+)*)"
_SYNONYMS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern, re.I), replacement)
    for pattern, replacement in (
        (r"\bof (?:its|his|her|their)\b", "of the"),
        (r"\bCiO\b", "Chairperson-in-Office"),
        (r"\b(?:chairman|chairwoman|chairperson|chair)[\s-]+in[\s-]+office\b", "Chairperson-in-Office"),
        (r"\b(?:chairman|chairwoman|chairperson|chair)\b(?!-in)", "Chairperson"),
        (r"\bco[\s-]?(?:chairman|chairwoman|chairperson|chair)\b", "Co-Chairperson"),
        (r"\bsecretary[\s-]+general\b", "Secretary General"),
        (r"\bvice[\s-]+prime\b", "Deputy Prime"),
        (r"\bvice[\s-]+", "Vice-"),
        (r"\bforeign affairs minister\b", "Foreign Minister"),
        (r"\bminister (?:of|for) (?:\w+ and )?(?:foreign|external|international)\b.*$", "Foreign Minister"),
        (r"\bminister of (?:the )?(?:interior|internal affairs)\b", "Interior Minister"),
        (r"\binternal affairs minister\b", "Interior Minister"),
        (_RANKS + r"minister (?:of|for) (?!state\b)(?:the )?(.+)$", r"\1\2 Minister"),
        (r"^(?:state president|president of the republic)$", "President"),
        (r"^premier(?:[\s-]minister)?$", "Prime Minister"),
        (r"\bdefense\b", "Defence"),
        (r"\bco-ordinator\b", "Coordinator"),
        (r"\borganisation\b", "Organization"),
        (r"\bhead of (?:the )?(?:mission|centre|center|office|presence|field operation)$", "Head"),
    )
)
_STATES_WITH_ARTICLE: Final = re.compile(r"\b(?:States|Kingdom|Netherlands|Federation|Republic|Union|See)\b")
_SPOKEN_ABBREVIATIONS: Final = frozenset({"GUAM", "NATO", "UNESCO", "UNICEF"})
_COMMON_NOUNS: Final = frozenset(
    {"Assembly", "Centre", "Chairmanship", "Chairpersonship", "Commission", "Government", "Mission", "Office"}
    | {"Presence", "Secretariat", "Senate", "Troika"}
)


def fold(text: str) -> str:
    """Return ``text`` as lower-case ASCII words with single spaces: what remains without spelling habits."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(text).lower().replace("'", "")))


@lru_cache(maxsize=65536)
def canonical_title(title: str, body_names: tuple[str, ...] = ()) -> str:
    """Return the title as this graph prints it: "Minister of Foreign Affairs" → "Foreign Minister".

    "Acting" goes too: it is the tenure of the holder, not another post.

    Args:
        title: a title as a document or the reference data gives it.
        body_names: names of the body or State the post is in; a trailing "of BODY" adds nothing and goes.
    """
    text = _without_body(_LEADING.sub("", " ".join(title.split())), body_names)
    for pattern, replacement in _SYNONYMS:
        text = pattern.sub(replacement, text)
    words = text.split()
    return " ".join(_capitalised(word, first=index == 0) for index, word in enumerate(words))


def normal_title(title: str, body_names: tuple[str, ...] = ()) -> str:
    """Return the folded canonical title without articles: equal for titles that name one kind of post."""
    folded = fold(canonical_title(title, body_names))
    return " ".join(word for word in folded.split() if word != "the") or folded


def post_key(title: str, body: str | None, body_names: tuple[str, ...] = ()) -> str:
    """Return the key ``post/x…`` of the post with this title in the body with this entity key.

    Args:
        title: a title in any spelling.
        body: entity key such as ``state/BGR`` or ``structure/osce``; None where it is unknown.
        body_names: as for :func:`canonical_title`.
    """
    return "post/x" + digest(normal_title(title, body_names), body or "")


def post_label(title: str, body: str | None, body_name: str | None) -> str:
    """Return the label of a post: "Foreign Minister of Bulgaria", "Chairperson-in-Office of the OSCE".

    Args:
        title: a canonical title.
        body: entity key of the body, or None.
        body_name: its name; None gives the title alone.
    """
    if body_name is None:
        return title
    bare = body_name.removeprefix("the ").removeprefix("The ")
    article = "the " if _takes_article(body or "", bare) else ""
    return f"{title} of {article}{bare}"


def _takes_article(body: str, name: str) -> bool:
    """Tell whether English puts "the" before this State or body."""
    if body.startswith("state/"):
        return bool(_STATES_WITH_ARTICLE.search(name))
    return " " in name or (name.isupper() and name not in _SPOKEN_ABBREVIATIONS) or name in _COMMON_NOUNS


def _without_body(title: str, body_names: Iterable[str]) -> str:
    """Take "of BODY" from the end or "BODY" from the front of a title, unless nothing would be left."""
    for name in sorted(body_names, key=len, reverse=True):
        body = re.escape(name.removeprefix("the "))
        shorter = re.sub(rf"\s+(?:of|for)\s+(?:the\s+)?{body}$|^{body}(?:['’]s)?\s+", "", title, flags=re.I)
        if shorter and shorter != title:
            return shorter
    return title


def _capitalised(word: str, *, first: bool) -> str:
    """Capitalise a lower-case word; words with capitals of their own ("ODIHR") stay."""
    if word != word.lower() or (word in _SMALL_WORDS and not first):
        return word
    return word[:1].upper() + word[1:]
