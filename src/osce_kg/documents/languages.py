"""Which language a text is in, told by its commonest small words, so that only English is extracted from."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

UNKNOWN: Final = "und"
"""The tag of BCP 47 for a language that is not known."""

_PROFILES: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(
        "the of and to in that is was for on with as by at his he from are be this which or an not have has were"
        " they it its their will who been had also during between after about said would into her she".split()
    ),
    "de": frozenset(
        "der die das und in zu den mit von für auf ist im dem nicht ein eine als auch es an werden aus er hat dass"
        " sie nach wird bei einer um am sind noch wie einem über einen zum war haben nur oder zur bis durch".split()
    ),
    "fr": frozenset(
        "de la le et les des en un une du que est dans qui par pour au il sur pas plus ne se ce avec sont son ses"
        " aux été cette ont comme mais être ou leur nous elle entre sa ces dont lors même après sous".split()
    ),
    "es": frozenset(
        "de la que el en y a los del se las por un para con no una su al lo como más o pero sus le ha este sí porque"
        " esta entre cuando muy sin sobre también fue había son han ser desde durante todos uno".split()
    ),
    "it": frozenset(
        "di e il la che in a per è del un una non i le si con da della dei al sono nel gli alla come più anche ha lo"
        " delle dal nella ma ai alle su degli o dalla tra questo stato sul suo essere hanno loro".split()
    ),
    "ru": frozenset(
        "и в не на что с по к у из за от о для как это а же но его он его бы то все так они был мы при их было"
        " до или также который которые была были после между ее во со об быть может этом".split()
    ),
    "uk": frozenset(
        "і в не на що з у до та за по від для як це й про а але він його або їх був також який які буде був після між"
        " її під час ми є чи було щоб усі ці цей бути при".split()
    ),
}
"""The commonest words of a language. A word that several have counts for each of them."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_REACH: Final = 20_000
_FEWEST_WORDS: Final = 6
_ENOUGH_WORDS: Final = 30  # any sentences of so many have some of the commonest words
_LEAST_SHARE: Final = 0.12  # of a text of sentences, a third or more are such words
_LEAST_LEAD: Final = 1.25


def identify_language(text: str, declared: str | None = None) -> str:
    """Return the language of a text as a BCP 47 tag.

    Args:
        text: sentences; menus and names say little.
        declared: what the page says of itself. It counts where the words are too few, or of a language without
            profile here: many pages declare the language of their site.

    Returns:
        what the words say; else what is declared; else ``en`` for a short text in Latin letters, and ``und``
        for one whose words belong to none of the languages here.
    """
    head = text[:_REACH]
    words = Counter(_WORD.findall(head.casefold()))
    number = words.total()
    shares = {
        language: sum(words[word] for word in profile) / max(number, 1)
        for language, profile in _PROFILES.items()
    }
    first, second = sorted(shares, key=lambda language: -shares[language])[:2]
    is_clear = shares[first] >= max(_LEAST_SHARE, _LEAST_LEAD * shares[second])
    if number >= _FEWEST_WORDS and is_clear:
        has_variant = declared is not None and declared.partition("-")[0].casefold() == first
        return declared if declared and has_variant else first
    is_latin = len(_LATIN.findall(head)) >= len(_CYRILLIC.findall(head))
    may_be_english = is_latin and (number < _ENOUGH_WORDS or shares["en"] >= _LEAST_SHARE)
    if declared and (may_be_english or not is_english(declared)):
        return declared
    return "en" if may_be_english else UNKNOWN


def is_english(language: str) -> bool:
    """Tell whether a BCP 47 tag is that of English or a variant of it."""
    return language.partition("-")[0].casefold() == "en"
