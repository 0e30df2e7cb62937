"""INTERFACE: the texts of the pages, one folder for each language, one file for each group of texts."""

from osce_kg.server.interface.choice import LANGUAGE_PARAMETER, current_texts, use_languages, with_language
from osce_kg.server.interface.dates import in_words
from osce_kg.server.interface.texts import DEFAULT_LANGUAGE, LANGUAGES, Texts, texts_in

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "LANGUAGE_PARAMETER",
    "Texts",
    "current_texts",
    "in_words",
    "texts_in",
    "use_languages",
    "with_language",
]
