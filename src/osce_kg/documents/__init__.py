"""READ: from paths and addresses to documents: sections, paragraphs and sentences with their offsets."""

from osce_kg.documents.kept import (
    KeptReading,
    KeptReadings,
    describe,
    in_memory,
    read_content,
    render_content,
)
from osce_kg.documents.limits import ReadLimits
from osce_kg.documents.parsing import Origin, Reading, read_document
from osce_kg.documents.reading import read_documents
from osce_kg.documents.register import RegisterEntry

__all__ = [
    "KeptReading",
    "KeptReadings",
    "Origin",
    "ReadLimits",
    "Reading",
    "RegisterEntry",
    "describe",
    "in_memory",
    "read_content",
    "read_document",
    "read_documents",
    "render_content",
]
