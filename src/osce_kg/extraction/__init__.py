"""EXTRACT: from one document to the people, posts, bodies, places and events that it tells of."""

from osce_kg.extraction.extractor import (
    EXTRACTOR,
    EXTRACTOR_VERSION,
    RuleExtractor,
    extract_mentions,
    load_rule_extractor,
)
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.interface import BatchExtractor, Extractor, PreparedExtractor
from osce_kg.extraction.language_model import LanguageModel, load_language_model

__all__ = [
    "EXTRACTOR",
    "EXTRACTOR_VERSION",
    "BatchExtractor",
    "Extractor",
    "Gazetteer",
    "LanguageModel",
    "PreparedExtractor",
    "RuleExtractor",
    "extract_mentions",
    "load_language_model",
    "load_rule_extractor",
]
