"""Extraction by a large language model behind an OpenAI-compatible endpoint; off unless it is asked for."""

from osce_kg.extraction.llm.extractor import LlmExtractor, load_llm_extractor
from osce_kg.extraction.llm.settings import LlmSettings, read_key

__all__ = ["LlmExtractor", "LlmSettings", "load_llm_extractor", "read_key"]
