"""What the documents stage gives: one document, its text, and where everything in it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import overload

from osce_kg.model.text import Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, cut into sentences.

    Attributes:
        span: the paragraph in ``Document.text``.
        sentences: its sentences, in order, each without surrounding white space.
        repeats: where the same paragraph is printed again; equal text, so a passage at offset ``d`` from
            ``span.start`` stands at offset ``d`` from each repeat's start too.
        is_caption: the paragraph is the caption of a picture.
        is_list_item: the paragraph is one item of a list.
    """

    span: Span
    sentences: tuple[Span, ...]
    repeats: tuple[Span, ...] = ()
    is_caption: bool = False
    is_list_item: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under one heading; ``heading`` is None for text before the first heading."""

    heading: Span | None
    paragraphs: tuple[Paragraph, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening "ALMATY, 6 April 2004 - ": it dates the document, not the events in it."""

    span: Span
    places: tuple[str, ...]
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Document:
    """One document as received.

    Attributes:
        key: stable key: ``n52627`` for a node of osce.org (in Russian ``n52627-ru``), else ``x`` and 16 hex
            digits of ``sha256``.
        source: path (relative to the folder that was read) or URL as the user gave it.
        url: address the document was published at, from the register, the page or the user.
        text: the decoded text that all offsets refer to; control characters replaced, line ends ``\\n``.
        sha256: hex digest of the bytes as received.
        media_type: ``text/plain``, ``text/html``, ``text/markdown``, or that of PDF or DOCX.
        title, title_span: headline, where there is one.
        sections: the body, without site menu, headers and repeated paragraphs.
        dateline: place and date at the head of the body.
        date, date_basis: day of issue and where it was found: ``stated`` (field or register), ``dateline``.
        genre: concept of the document-kind vocabulary, e.g. ``press-release``.
        issuer: the "Source:" line or the issuer that the register names.
        metadata_place: the "Place:" line.
        dropped: spans of site menus, headers and footers: nothing is extracted from them.
        language: BCP 47 tag.
        translations: language (BCP 47) and address of each translation that the page links to.
        page_starts: where each printed page begins in the text; empty for what has no pages.
        retrieved: when the page was captured, UTC; None for files, whose bytes tell nothing of it.
    """

    key: str
    source: str
    url: str | None
    text: str
    sha256: str
    media_type: str
    title: str | None
    title_span: Span | None
    sections: tuple[Section, ...]
    dateline: Dateline | None
    date: dt.date | None
    date_basis: str | None
    genre: str
    issuer: str | None = None
    metadata_place: str | None = None
    dropped: tuple[Span, ...] = ()
    language: str = "en"
    retrieved: dt.datetime | None = None
    translations: tuple[tuple[str, str], ...] = ()
    page_starts: tuple[int, ...] = ()

    @property
    def is_english(self) -> bool:
        """Whether its language is English or a variant of it; only such documents are extracted from."""
        return self.language.partition("-")[0].casefold() == "en"

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs of the body, in order."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that was given and could not be used, or was used in part: it is counted and shown.

    Attributes:
        stage: name of the stage that lost it.
        source: path or URL, with ``:line`` where known.
        reason: a sentence for the user.
        severity: ``error`` (nothing of the input was used) or ``warning`` (used, but look at it).
    """

    stage: str
    source: str
    reason: str
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read, without its text: what keys, counts and lists need of it.

    Attributes:
        key, source, sha256, language, retrieved: those of the document.
        content: hex digest of everything else that is said of the document; equal exactly if that is equal.
        text_sha256: hex digest of its text in UTF-8.
        characters: length of its text.
        paragraphs, sentences: how many its body has.
        load: gives the document itself, from wherever it is kept.
    """

    key: str
    source: str
    sha256: str
    language: str
    retrieved: dt.datetime | None
    content: str
    text_sha256: str
    characters: int
    paragraphs: int
    sentences: int
    load: Callable[[], Document] = field(repr=False, compare=False)


class Documents(Sequence[Document]):
    """The documents of some readings, each loaded anew whenever it is asked for and not held."""

    def __init__(self, readings: Sequence[ReadDocument]) -> None:
        self._readings = readings

    def __len__(self) -> int:
        return len(self._readings)

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> Documents: ...
    def __getitem__(self, index: int | slice) -> Document | Documents:
        if isinstance(index, slice):
            return Documents(self._readings[index])
        return self._readings[index].load()


@dataclass(frozen=True, slots=True)
class Corpus:
    """What reading gave.

    Attributes:
        readings: of the documents, ordered by key.
        losses: the inputs that could not be read, and what the user should know of the others.
    """

    readings: tuple[ReadDocument, ...]
    losses: tuple[Loss, ...] = ()

    @property
    def documents(self) -> Sequence[Document]:
        """The documents in the order of the readings."""
        return Documents(self.readings)
