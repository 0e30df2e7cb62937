"""A DOCX document as a page of text."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Final

from osce_kg.documents.blocks import Page
from osce_kg.documents.docx.body import BodyReader
from osce_kg.documents.docx.package import Package
from osce_kg.documents.docx.styles import read_styles
from osce_kg.documents.limits import ReadLimits
from osce_kg.documents.rows import lay_out, visible_text
from osce_kg.errors import InputError

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PROPERTIES: Final = "docProps/core.xml"
_LIKELY: Final = "word/document.xml"
_ZIP: Final = b"PK\x03\x04"


def is_package(raw: bytes) -> bool:
    """Tell whether bytes begin like a ZIP archive, which a DOCX document is."""
    return raw.startswith(_ZIP)


def read_docx(raw: bytes, limits: ReadLimits) -> Page:
    """Return the text of a DOCX document as a page.

    Headers and footers, notes, comments, hidden text and what tracked changes have taken out are left out.

    Args:
        raw: the document.
        limits: ``max_bytes`` holds for each of its parts when it is unpacked.

    Raises:
        InputError: it is another archive, is damaged, needs a password, or passes a limit.
    """
    package = Package(raw, limits.max_bytes)
    main = package.main_document() or _LIKELY
    if not package.has(main) or posixpath.dirname(main) != "word":
        raise InputError("not text but a ZIP archive or another office document; it is not unpacked")
    body = BodyReader(read_styles(package, posixpath.join(posixpath.dirname(main), "styles.xml")))
    package.parse(main, body.start, body.end, body.text)
    text, blocks = lay_out(body.rows)
    return Page(text, blocks, MEDIA_TYPE, title=_title(package))


def _title(package: Package) -> str | None:
    """Return the title among the properties."""
    pieces: list[str] = []
    is_open = False

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        nonlocal is_open
        is_open = name == "title"

    def take(text: str) -> None:
        if is_open:
            pieces.append(text)

    if package.has(_PROPERTIES):
        package.parse(_PROPERTIES, start, lambda _name: start("", {}), take)
    return visible_text("".join(pieces)) or None
