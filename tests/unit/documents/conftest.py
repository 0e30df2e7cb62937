from __future__ import annotations

from collections.abc import Callable

import pytest

from osce_kg.documents import Origin, read_document
from osce_kg.model.document import Document


def read(content: str | bytes, source: str = "page.txt") -> Document:
    raw = content if isinstance(content, bytes) else content.encode()
    document = read_document(raw, Origin(source)).document
    assert document is not None
    return document


@pytest.fixture
def read_text() -> Callable[..., Document]:
    """Read a document from its text; the source's suffix tells what it is."""
    return read


@pytest.fixture
def body() -> Callable[[Document], list[str]]:
    """Return the paragraphs of a document as text."""
    return lambda document: [paragraph.span.of(document.text) for paragraph in document.paragraphs]
