"""How alike two names of persons are, across spellings, transliterations, initials and surnames alone.

Nothing here decides that two people are one: a name is never enough (see :mod:`osce_kg.resolution.evidence`).
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import JaroWinkler

from osce_kg.titles import fold

UNNAMED: Final = "(unnamed) "
"""Beginning of the label of a person of whom only a post is known: the label is no name."""

_PARTICLES: Final = frozenset(
    {"af", "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ten"}
    | {"van", "von", "zu"}
    | {"gizi", "kyzy", "ogli", "oglu", "ogly", "qizi", "uulu"}
)
_HONORIFICS: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord", "lady"})
_TRANSLITERATION: Final[tuple[tuple[str, str], ...]] = (
    ("shch", "sc"),
    ("tch", "c"),
    ("kh", "h"),
    ("zh", "j"),
    ("dj", "j"),
    ("ts", "c"),
    ("tz", "c"),
    ("ck", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("gh", "g"),
    ("ou", "u"),
    ("oe", "o"),
    ("ue", "u"),
    ("ye", "e"),
    ("je", "e"),
    ("ie", "e"),
    ("ya", "a"),
    ("ia", "a"),
    ("ja", "a"),
    ("yu", "u"),
    ("iu", "u"),
    ("ju", "u"),
    ("yi", "i"),
    ("iy", "i"),
    ("ij", "i"),
    ("w", "v"),
    ("q", "k"),
    ("x", "ks"),
    ("y", "i"),
)
_INITIALS: Final = frozenset({"ch", "dz", "kh", "sh", "ts", "ya", "ye", "yo", "yu", "zh"})
"""Initials of two letters: one letter in Cyrillic."""
_SURNAME_FLOOR: Final = 0.88
_GIVEN_FLOOR: Final = 0.84
_WHOLE_FLOOR: Final = 0.90
_SIMILAR_SURNAME: Final = 0.76
"""Too little to join two mentions, but no reason to keep them apart either."""
_SIMILAR_CEILING: Final = 0.96
"""A similar spelling is less than another transliteration."""


class Likeness(enum.Enum):
    """What kind of agreement two names show, strongest first."""

    SAME = "the same name"
    TRANSLITERATED = "the same name in another transliteration"
    CONTAINED = "one name has further parts"
    VARIANT = "a similar spelling"
    PARTIAL = "a surname or initial alone"
    DIFFERENT = "different names"


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Result of comparing two names; ``similarity`` is 0 for different names, else 0.8 to 1."""

    likeness: Likeness
    similarity: float


_DIFFERENT: Final = NameMatch(Likeness.DIFFERENT, 0.0)


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """A name as written and its folded parts, without honorifics and particles."""

    text: str
    parts: tuple[str, ...]

    def __hash__(self) -> int:
        # The parts follow from the text, and names are looked up by the million.
        return hash(self.text)

    @property
    def is_full(self) -> bool:
        """The name has a given name and a surname, neither of them an initial."""
        return len(self.parts) > 1 and not is_initial(self.parts[0]) and not is_initial(self.parts[-1])


def parse_name(text: str) -> PersonName:
    """Return the name with its parts: "Mr. Jaap de Hoop Scheffer" has the parts jaap, hoop, scheffer."""
    words = [word for word in fold(re.sub("[đĐ]", "dj", text)).split() if word not in _HONORIFICS]
    parts = [word for word in words if word not in _PARTICLES]
    return PersonName(text, tuple(parts or words))


def is_initial(part: str) -> bool:
    """Tell whether a folded part of a name is an initial: "k", "sh"."""
    return len(part) == 1 or part in _INITIALS


@lru_cache(maxsize=65536)
def transliterated(part: str) -> str:
    """Return a folded part of a name without habits of transliteration: "aliyev", "aliev" → "alev"."""
    for pattern, replacement in _TRANSLITERATION:
        part = part.replace(pattern, replacement)
    return re.sub(r"(.)\1+", r"\1", part)


@lru_cache(maxsize=65536)
def skeleton(part: str) -> str:
    """Return the consonants of a part of a name, the key under which spellings of it meet."""
    latin = _opened(transliterated(part).replace("c", "k").replace("z", "s"))
    consonants = re.sub(r"[aeiouh]", "", latin)
    return re.sub(r"(.)\1+", r"\1", consonants) or latin or part


def _opened(part: str) -> str:
    """Return a part whose first letter may be G, H or K with G: Hasanov and Gasanov, Guliyev and Kuliev."""
    return "g" + part[1:] if part[:1] in "ghk" and len(part) > 1 else part


@lru_cache(maxsize=262144)
def compare_names(left: PersonName, right: PersonName) -> NameMatch:
    """Tell how alike two names are; the order of the arguments does not matter."""
    if not left.parts or not right.parts:
        return _DIFFERENT
    if len(left.parts) == 1 or len(right.parts) == 1:
        return _compare_surnames(left.parts, right.parts)
    if sorted(left.parts) == sorted(right.parts):
        return NameMatch(Likeness.SAME, 1.0)
    mine, theirs = (tuple(map(transliterated, name.parts)) for name in (left, right))
    if sorted(mine) == sorted(theirs) or "".join(mine) == "".join(theirs):
        # The same letters may be cut differently: Kassym-Jomart, Kasymzhomart.
        return NameMatch(Likeness.TRANSLITERATED, 0.97)
    if _middle_names_conflict(mine, theirs) or _is_feminine_form(left.parts[-1], right.parts[-1]):
        return _DIFFERENT
    if (set(mine) < set(theirs) or set(theirs) < set(mine)) and mine[0] == theirs[0]:
        return NameMatch(Likeness.CONTAINED, 0.95)
    return _compare_spellings(left.parts, right.parts)


def _compare_surnames(left: tuple[str, ...], right: tuple[str, ...]) -> NameMatch:
    """Compare where at least one side is a single word, which is read as a surname."""
    pairs = [(a, b) for a in left[-1:] for b in right[1:] or right] if len(left) == 1 else []
    pairs += [(a, b) for b in right[-1:] for a in left[1:] or left] if len(right) == 1 else []
    pairs = [(a, b) for a, b in pairs if len(a) > 1 and not _is_feminine_form(a, b)]
    if any(transliterated(a) == transliterated(b) for a, b in pairs):
        return NameMatch(Likeness.PARTIAL, 0.8)
    if any(_are_similar_surnames(a, b) for a, b in pairs):
        return NameMatch(Likeness.PARTIAL, _SIMILAR_SURNAME)
    return _DIFFERENT


def _are_similar_surnames(left: str, right: str) -> bool:
    return any(
        JaroWinkler.similarity(_opened(a), _opened(b)) >= _SURNAME_FLOOR
        for a, b in ((left, right), (transliterated(left), transliterated(right)))
    )


def _compare_spellings(left: tuple[str, ...], right: tuple[str, ...]) -> NameMatch:
    """Compare first and last parts as written, and where that is too little without transliteration."""
    if is_initial(left[0]) or is_initial(right[0]):
        return _compare_initials(left, right)
    mine, theirs = (left[0], left[-1]), (right[0], right[-1])
    similarity = _similarity(mine, theirs) or _similarity(
        tuple(map(transliterated, mine)), tuple(map(transliterated, theirs))
    )
    if not similarity:
        return _DIFFERENT
    return NameMatch(Likeness.VARIANT, round(min(similarity, _SIMILAR_CEILING), 4))


def _similarity(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Return the least similarity of given name, surname and both together; 0 if one is too low."""
    mine, theirs = tuple(map(_opened, left)), tuple(map(_opened, right))
    given, surnames = (JaroWinkler.similarity(a, b) for a, b in zip(mine, theirs, strict=True))
    whole = JaroWinkler.similarity(" ".join(mine), " ".join(theirs))
    if surnames < _SURNAME_FLOOR or given < _GIVEN_FLOOR or whole < _WHOLE_FLOOR:
        return 0.0
    return min(surnames, given, whole)


def _compare_initials(left: tuple[str, ...], right: tuple[str, ...]) -> NameMatch:
    """Compare where at least one side has an initial for the given name."""
    initials_agree = any(
        a.startswith(b) or b.startswith(a)
        for a, b in ((left[0], right[0]), (transliterated(left[0]), transliterated(right[0])))
    )
    if initials_agree and transliterated(left[-1]) == transliterated(right[-1]):
        return NameMatch(Likeness.PARTIAL, 0.85)
    if initials_agree and _are_similar_surnames(left[-1], right[-1]):
        return NameMatch(Likeness.PARTIAL, _SIMILAR_SURNAME)
    return _DIFFERENT


def _middle_names_conflict(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether both have middle names that cannot be the same: "John A. Smith", "John B. Smith"."""
    mine, theirs = left[1:-1], right[1:-1]
    return bool(mine and theirs) and not any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs)


def _is_feminine_form(left: str, right: str) -> bool:
    """Tell whether two surnames differ as those of a man and a woman do: Karimov, Karimova."""
    shorter, longer = sorted((left, right), key=len)
    return longer == shorter + "a" and shorter.endswith(("ov", "ev", "in"))
