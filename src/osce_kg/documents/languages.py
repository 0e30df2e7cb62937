"""Which language a text is in: only English is extracted from."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_OF_THE_OSCE: Final = ("en", "ru", "de", "fr", "es", "it")
_OF_STATES: Final = """
    az be bg bs ca cs da el et fi ga hr hu hy is ka kk ky lb lt lv mk mn mt nl no pl pt ro sk sl sq sr sv tg
    tk tr uk uz
"""
_OF_PARTNERS: Final = "ar fa he ja ko ps th"
_PLAINLY_ENGLISH: Final = frozenset(
    ("the", "of", "and", "that", "with", "for", "from", "which", "by", "were", "has", "been", "their")
)
_PLAIN_SHARE: Final = 0.12  # English news have twice as many of these words, other languages hardly any
_ENOUGH_WORDS: Final = 20
_LEAST_CONFIDENCE: Final = 0.5
_WORD: Final = re.compile(r"[^\W\d_]+")
_TOKEN: Final = re.compile(r"\w+")
_LATIN: Final = re.compile(r"[A-Za-z]")
_REACH: Final = 20_000


def identify_language(text: str, declared: str | None = None) -> str:
    """Return the language of a text as a BCP 47 tag.

    Args:
        text: sentences; menus and names say little.
        declared: what the page says of itself. It counts only where the text is too short to tell: many pages
            declare the language of their site.
    """
    found = _told_by_words(text[:_REACH])
    if found is None:
        return declared or "en"
    # the page may know more of a language than its name: "de-AT"
    return declared if declared and declared.casefold().startswith(f"{found}-") else found


def _told_by_words(text: str) -> str | None:
    number = len(_WORD.findall(text))
    if number == 0:
        return None
    # most documents are English: the model, which takes a second to load, need not be asked
    if number >= _ENOUGH_WORDS and _plainly_english(text) >= _PLAIN_SHARE * number:
        return "en"
    language, confidence = _identifier().classify(text)
    is_certain = confidence >= _LEAST_CONFIDENCE or number >= _ENOUGH_WORDS or not _LATIN.search(text)
    return str(language) if is_certain else None


def _plainly_english(text: str) -> int:
    """Return how many words of a text are such as only English has."""
    return sum(map(_PLAINLY_ENGLISH.__contains__, _TOKEN.findall(text.casefold())))


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    # it brings numpy, which takes longer to import than everything else here
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*_OF_THE_OSCE, *_OF_STATES.split(), *_OF_PARTNERS.split()])
    return identifier
