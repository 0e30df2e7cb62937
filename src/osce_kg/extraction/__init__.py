"""EXTRACT: from one document to the people, posts, bodies, places and events that it tells of."""

from osce_kg.extraction.extractor import EXTRACTOR, EXTRACTOR_VERSION, extract_mentions
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.language_model import LanguageModel, load_language_model

__all__ = [
    "EXTRACTOR",
    "EXTRACTOR_VERSION",
    "Gazetteer",
    "LanguageModel",
    "extract_mentions",
    "load_language_model",
]
