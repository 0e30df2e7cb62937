"""The peer of extraction and of builds: parser and names of the same model, as spaCy does them best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from osce_kg.extraction.language_model import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH: Final = 32


def load_bare_model() -> Language:
    """Load only the components that a parse and names need."""
    return load_pipeline(exclude=["tagger", "attribute_ruler", "lemmatizer", "senter"])


def read_all(pipeline: Language, passages: Sequence[str], processes: int = 1) -> None:
    """Run a pipeline over whole paragraphs, in batches."""
    for _ in pipeline.pipe(passages, batch_size=_BATCH, n_process=processes):
        pass
