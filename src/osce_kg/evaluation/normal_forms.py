"""Names as they are compared: what two annotators may write differently is folded away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {"đ": "d", "Đ": "D", "ð": "d", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i"}
    | {"æ": "ae", "Æ": "Ae", "ß": "ss"}
)

_HONORIFICS: Final = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "professor", "sir", "lord", "h", "he", "e", "ambassador", "president",
     "minister", "foreign", "prime", "secretary", "general", "lt", "gen")
)  # fmt: skip

_SAME_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "astana": ("nur sultan",),
    "bosnia and herzegovina": ("bih", "bosnia herzegovina"),
    "czechia": ("czech republic",),
    "european parliament": ("ep",),
    "european union": ("eu",),
    "kyiv": ("kiev",),
    "kyrgyzstan": ("kyrgyz republic",),
    "moldova": ("republic of moldova",),
    "nato parliamentary assembly": ("nato pa",),
    "netherlands": ("the netherlands",),
    "north macedonia": (
        "macedonia",
        "former yugoslav republic of macedonia",
        "the former yugoslav republic of macedonia",
    ),
    "odessa": ("odesa",),
    "online": ("virtual",),
    "osce": ("organization for security and co operation in europe",),
    "osce odihr": (
        "odihr",
        "office for democratic institutions and human rights",
        "osce office for democratic institutions and human rights",
    ),
    "osce parliamentary assembly": ("osce pa", "pa", "parliamentary assembly"),
    "osce special monitoring mission to ukraine": ("smm",),
    "parliamentary assembly of the council of europe": ("pace",),
    "pristina": ("prishtina", "prishtine", "prishtine pristina"),
    "russia": ("russian federation",),
    "turkiye": ("turkey",),
    "united kingdom": ("uk", "great britain"),
    "united nations": ("un",),
    "united states": ("united states of america", "usa", "us", "u s"),
    "washington": ("washington d c", "washington dc"),
}
"""Folded name → other folded names of the same thing."""

_CANONICAL: Final = {other: name for name, others in _SAME_NAMES.items() for other in others}

_TITLES: Final = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), form)
    for pattern, form in (
        ("chair(?:person|woman)? in office", "chairman in office"),
        ("cio", "chairman in office"),
        ("minister (?:of|for) foreign affairs", "foreign minister"),
        ("minister (?:of|for) (?:the )?interior", "interior minister"),
        ("minister (?:of|for) education", "education minister"),
        ("head of mission", "head"),
        ("co ordinator", "coordinator"),
        ("chair(?:person|woman)", "chairman"),
        ("the|of|for|s|new|newly appointed", ""),
    )
)


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """Return lower-case words of ASCII letters and digits; other names of the same thing become one."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    folded = re.sub(r"[^a-z0-9]+", " ", letters.lower()).strip()
    return _CANONICAL.get(folded, folded)


def fold_person(name: str) -> str:
    """Return the folded name without honorifics, unless it is nothing but honorifics."""
    words = fold(name).split()
    return " ".join([word for word in words if word not in _HONORIFICS] or words)


@lru_cache(maxsize=1 << 12)
def fold_title(title: str) -> str:
    """Return the folded title in one wording: "Minister for Foreign Affairs" → "foreign minister"."""
    folded = fold(title)
    for pattern, form in _TITLES:
        folded = pattern.sub(form, folded)
    return " ".join(folded.split())
