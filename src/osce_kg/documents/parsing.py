"""Read one document from its bytes: a pure function, fit for running in parallel."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from osce_kg.documents.blocks import Block, Page, Role
from osce_kg.documents.datelines import find_dateline, find_datelines
from osce_kg.documents.dates import parse_day
from osce_kg.documents.decoding import clean_text, decode_bytes, describe_damage
from osce_kg.documents.docx import is_package, read_docx
from osce_kg.documents.genres import choose_genre
from osce_kg.documents.headers import Header, read_header
from osce_kg.documents.html import declared_charset, looks_like_html, read_html
from osce_kg.documents.identity import document_key
from osce_kg.documents.languages import identify_language
from osce_kg.documents.limits import DEFAULT_LIMITS, ReadLimits
from osce_kg.documents.markdown import render_markdown
from osce_kg.documents.menus import covered_span, find_menus
from osce_kg.documents.pdf import is_pdf, read_pdf
from osce_kg.documents.plain import read_plain
from osce_kg.documents.register import RegisterEntry
from osce_kg.documents.sections import Body, read_sections
from osce_kg.errors import InputError
from osce_kg.model.document import Dateline, Document, Loss
from osce_kg.web import without_credentials

STAGE = "documents"
_DEEPEST_DATELINE = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known about a document besides its bytes.

    Attributes:
        source: path or URL, as it will be shown.
        entry: what the register says.
        address: where the page was fetched from.
        media_type: what the server said it is.
        charset: the encoding that the server declared.
        retrieved: when a page was captured, UTC.
    """

    source: str
    entry: RegisterEntry | None = None
    address: str | None = None
    media_type: str = ""
    charset: str | None = None
    retrieved: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, or None if its bytes hold none, and what the user should know."""

    document: Document | None
    losses: tuple[Loss, ...] = ()


def read_document(raw: bytes, origin: Origin, limits: ReadLimits = DEFAULT_LIMITS) -> Reading:
    """Read one document; whatever is wrong with it is a loss, never an exception.

    Raises:
        MachineError: no process can be started to read a PDF.
    """
    try:
        if not raw.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf\x00"):
            return Reading(None, (Loss(STAGE, origin.source, "no event: the file is empty", "warning"),))
        page, warnings = _read_page(raw, origin, limits)
    except InputError as error:
        return Reading(None, (Loss(STAGE, origin.source, error.reason),))
    document, more_warnings = _assemble(page, hashlib.sha256(raw).hexdigest(), origin)
    losses = [Loss(STAGE, origin.source, warning, "warning") for warning in (*warnings, *more_warnings)]
    return Reading(document, tuple(losses))


def _read_page(raw: bytes, origin: Origin, limits: ReadLimits) -> tuple[Page, list[str]]:
    """Find the text in the bytes, and its blocks. What they are shows in them, whatever they are called."""
    if is_package(raw):
        return read_docx(raw, limits), []
    return read_pdf(raw, limits) if is_pdf(raw) else _read_text(raw, origin)


def _read_text(raw: bytes, origin: Origin) -> tuple[Page, list[str]]:
    suffix = PurePath(origin.source).suffix.lower() if origin.address is None else ""
    is_html = "html" in origin.media_type or suffix in {".html", ".htm"} or looks_like_html(raw)
    decoded = decode_bytes(raw, origin.charset or (declared_charset(raw) if is_html else None))
    warnings = list(decoded.warnings)
    if damage := describe_damage(decoded.text):
        warnings.append(damage)
    if is_html:
        return read_html(decoded.text, origin.address), warnings
    is_markdown = origin.media_type == "text/markdown" or suffix == ".md"
    text = clean_text(decoded.text)
    page = (
        read_plain(render_markdown(text), "text/markdown") if is_markdown else read_plain(text, "text/plain")
    )
    return page, warnings


def _assemble(page: Page, sha256: str, origin: Origin) -> tuple[Document | None, list[str]]:
    """Put the parts of a document together; without a body there is no document, and a reason."""
    entry = origin.entry or RegisterEntry(origin.source)
    menus = find_menus(page.text, page.blocks)
    in_menus = {index for menu in menus for index in menu}
    blocks = tuple(block for index, block in enumerate(page.blocks) if index not in in_menus)
    header = read_header(page, blocks, page.title or entry.title)
    stated, warnings = _stated_day(page, header, entry)
    dateline, blocks = _take_dateline(page.text, header, blocks[header.length :], stated)
    title = " ".join(header.title.of(page.text).split()) if header.title else page.title or entry.title
    body = read_sections(page.text, blocks, dateline, title)
    if not any(section.paragraphs for section in body.sections):
        return None, [_explain_no_body(page, header, has_menu=bool(menus))]
    dropped = {*(covered_span(page.blocks, menu) for menu in menus), *header.dropped, *body.dropped}
    day = stated or (dateline.date if dateline else None)
    url = entry.url or page.url or origin.address
    language = entry.language or identify_language(_words(page.text, body), page.language)
    document = Document(
        key=document_key(url, sha256),
        source=origin.source,
        url=without_credentials(url) if url else None,
        text=page.text,
        sha256=sha256,
        media_type=page.media_type,
        title=title,
        title_span=header.title,
        sections=body.sections,
        dateline=dateline,
        date=day,
        date_basis=("stated" if stated else "dateline") if day else None,
        genre=entry.genre or choose_genre(page.text, header.kind, title, body.sections, dateline),
        issuer=header.fields.get("source") or entry.issuer,
        metadata_place=header.fields.get("place"),
        dropped=tuple(sorted(dropped)),
        translations=tuple(_other_languages(page.translations, language)),
        page_starts=page.page_starts,
        language=language,
        retrieved=origin.retrieved,
    )
    return document, warnings


def _explain_no_body(page: Page, header: Header, *, has_menu: bool) -> str:
    if not page.blocks:
        return "no event: the document has no text"
    if header.title:
        return "no event: nothing but a headline"
    return "no event: no body text, only a site menu" if has_menu else "no event: no body text"


def _stated_day(page: Page, header: Header, entry: RegisterEntry) -> tuple[dt.date | None, list[str]]:
    """Return the day of issue that the register, a field or the markup states, and what is odd about it."""
    printed = header.fields.get("date")
    field_day = parse_day(printed) if printed else None
    warnings = []
    if printed and field_day is None:
        warnings.append(f"the date field is not a day: {printed[:60]}")
    if field_day and entry.date and field_day != entry.date:
        warnings.append(f"the page says {field_day}, the register {entry.date}; the register's is taken")
    return entry.date or field_day or page.date, warnings


def _take_dateline(
    text: str, header: Header, blocks: tuple[Block, ...], stated: dt.date | None
) -> tuple[Dateline | None, tuple[Block, ...]]:
    """Return the dateline and the blocks of the body, without a block that holds nothing else.

    The dateline opens the first paragraph (a caption may stand before it); a line with place and day above
    the body serves as one if there is no other. A listing has many and is dated by none of them.
    """
    year = stated.year if stated else None
    if len(find_datelines(text, [block.span for block in blocks if block.role is not Role.ITEM])) > 1:
        return None, blocks
    for index, block in enumerate(blocks[:_DEEPEST_DATELINE]):
        if found := find_dateline(text, block.span.start, year):
            is_alone = found.span.end >= block.span.end
            return found, (*blocks[:index], *blocks[index + 1 :]) if is_alone else blocks
    if header.place_and_day:
        return find_dateline(text, header.place_and_day.start, year), blocks
    return None, blocks


def _other_languages(forms: Iterable[tuple[str, str]], own: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a page in other languages than the one its text is in, whatever it declares."""
    for language, url in forms:
        if language.casefold().partition("-")[0] != own.casefold().partition("-")[0]:
            yield language, url


def _words(text: str, body: Body) -> str:
    """Return the text of the body alone: menus are in the language of the site."""
    return "\n".join(paragraph.span.of(text) for section in body.sections for paragraph in section.paragraphs)
