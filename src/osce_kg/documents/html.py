"""Visible text of an HTML page as blocks, without navigation, scripts and banners."""

from __future__ import annotations

import datetime as dt
import re
from itertools import accumulate
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from osce_kg.addresses import normalize_address
from osce_kg.documents.blocks import Page, Role
from osce_kg.documents.dates import parse_day
from osce_kg.documents.rows import Row, lay_out, visible_text
from osce_kg.errors import InputError

_ROOTS = ("main", "[role=main]", "article", "#content", "#main-content", "body")
_NOT_TEXT = re.compile(
    r"script|style|noscript|template|iframe|object|svg|canvas|button|select|textarea|nav|aside|head|-comment"
)
_NOT_CONTENT_ROLE = re.compile(r"navigation|banner|contentinfo|search|dialog|alertdialog|complementary")
_SURROUNDINGS = re.compile(r"header|footer|form")
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|skip-?link|share|social|navbar|navigation|menu|sidebar"
    r"|pager|related|newsletter|language-switcher|site-header|site-footer|visually-hidden|sr-only)(?:$|[\s_-])",
    re.IGNORECASE,
)
# the names that consent managers give to their banners; many mark them by their own name only
_BANNER = re.compile(
    r"cookie|sliding-popup|onetrust|didomi|usercentrics|cmplz|osano|truste|qc-cmp|iubenda|klaro",
    re.IGNORECASE,
)
_MOST_OF_A_PAGE = 0.5
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ROLES = {
    **dict.fromkeys(_HEADINGS, Role.HEADING),
    "li": Role.ITEM,
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
    "dt": Role.LABEL,
    "th": Role.LABEL,
}
_BLOCK = re.compile(
    r"html|body|main|article|section|header|footer|form|div|p|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|pre|address|table"
    r"|caption|thead|tbody|tfoot|tr|th|td|figure|figcaption|hr|center|fieldset|details|summary"
)
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:caption|photo-credit|image-description)(?:$|[\s_-])", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_NEVER_DEEP = re.compile(
    r"a|p|li|d[dt]|t[dhr]|thead|tbody|tfoot|colgroup|option|area|base|br|col|embed|hr|img|input|link|meta|param|source"
    r"|track|wbr",
    re.IGNORECASE,
)
_DEEPEST_NESTING = 500
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_MOST_TRANSLATIONS = 100
_SITE_NAME = re.compile(r"\s+[|–-]\s+OSCE\b")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def declared_charset(raw: bytes) -> str | None:
    """Return the character set that a page declares in its first two kilobytes."""
    match = _CHARSET.search(raw[:2048])
    return match.group(1).decode("ascii") if match else None


def looks_like_html(raw: bytes) -> bool:
    """Tell whether bytes of unknown type begin like an HTML page."""
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        head.startswith((b"<?xml", b"<!--")) and b"<html" in head
    )


def read_html(markup: str, address: str | None = None) -> Page:
    """Return the visible text of a page, its blocks joined by empty lines, and what its head declares.

    Args:
        markup: the decoded page.
        address: where it was fetched from; relative canonical links are resolved against it.

    Raises:
        InputError: its elements are nested deeper than in any page for people; parsing it could take hours.
    """
    _refuse_deep_nesting(markup)
    tree = LexborHTMLParser(markup)
    rows: list[Row] = []
    if (root := next((node for selector in _ROOTS if (node := tree.css_first(selector))), None)) is not None:
        walk = _Walk()
        walk.read(root)
        rows = walk.content()
    text, blocks = lay_out(rows)
    return Page(
        text,
        blocks,
        "text/html",
        url=_canonical_url(tree, address),
        date=_publication_day(tree),
        title=_title(tree),
        language=_language(tree),
        translations=_translations(tree, address),
    )


def _refuse_deep_nesting(markup: str) -> None:
    depth = 0
    for tag in _TAG.finditer(markup):
        if not _NEVER_DEEP.fullmatch(tag[2]):
            depth += -1 if tag[1] else 1
            if depth > _DEEPEST_NESTING:
                raise InputError(f"elements nested more than {_DEEPEST_NESTING} deep")


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = tree.css_first(selector)
    value = node.attributes.get(name) if node is not None else None
    return value.strip() if value else None


def _canonical_url(tree: LexborHTMLParser, address: str | None) -> str | None:
    found = _attribute(tree, 'link[rel="canonical"]', "href") or _attribute(
        tree, 'meta[property="og:url"]', "content"
    )
    if not found:
        return None
    try:
        url = urljoin(address or "", found)
        return url if urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _translations(tree: LexborHTMLParser, address: str | None) -> tuple[tuple[str, str], ...]:
    """Return language and address of each form of the page, itself perhaps included, as its links say."""
    found: dict[tuple[str, str], None] = {}
    for node in tree.css("link[rel=alternate][hreflang], a[hreflang]")[:_MOST_TRANSLATIONS]:
        language = (node.attributes.get("hreflang") or "").strip()
        if _LANGUAGE_TAG.fullmatch(language):
            try:
                url = normalize_address(urljoin(address or "", node.attributes.get("href") or ""))
            except ValueError:
                continue
            found[language, url] = None
    return tuple(sorted(found))


def _publication_day(tree: LexborHTMLParser) -> dt.date | None:
    for selector, name in (
        ('meta[property="article:published_time"]', "content"),
        ('meta[name="dcterms.date"], meta[name="dcterms.issued"], meta[name="date"]', "content"),
        ("article time[datetime], main time[datetime]", "datetime"),
    ):
        value = _attribute(tree, selector, name)
        day = parse_day(value) if value else None
        if day:
            return day
    return None


def _language(tree: LexborHTMLParser) -> str | None:
    value = _attribute(tree, "html", "lang") or ""
    return value if _LANGUAGE_TAG.fullmatch(value) else None


def _title(tree: LexborHTMLParser) -> str | None:
    """Return the main heading, else the title that the head declares, without the site's name."""
    for selector in ("main h1, article h1, #content h1", 'meta[property="og:title"]', "h1", "head > title"):
        node = tree.css_first(selector)
        text = visible_text(node.attributes.get("content") or node.text()) if node is not None else ""
        if text:
            return _SITE_NAME.split(text)[0] or None
    return None


class _Walk:
    """Collects the text of block elements in document order, and which rows surround the content."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._pieces: list[str] = []
        self._open: list[tuple[Role, int]] = []
        self._articles = 0
        self._preformatted = 0
        self._surroundings: list[range] = []

    def read(self, root: LexborNode) -> None:
        """Walk the tree below ``root`` without recursion: a page may be nested thousands of levels deep."""
        stack: list[tuple[LexborNode, int | None]] = [(root, None)]
        while stack:
            node, entered_at = stack.pop()
            if entered_at is not None:
                self._leave(node, entered_at)
            elif node.is_text_node:
                self._add(node.text_content or "")
            elif node.tag == "br":
                self._break()
            elif not _is_hidden(node):
                if _BLOCK.fullmatch(node.tag or ""):
                    self._enter(node)
                    stack.append((node, len(self._rows)))
                stack += [(child, None) for child in reversed(list(node.iter(include_text=True)))]

    def content(self) -> list[Row]:
        """Return the rows outside headers, footers, menus and banners.

        What holds the main heading or most of the page is content, whatever its class is named.
        """
        sizes = [0, *accumulate(len(row.text) for row in self._rows)]
        titles = [0, *accumulate(row.role is Role.HEADING and row.level == 1 for row in self._rows)]
        depth_changes = [0] * (len(self._rows) + 1)
        for part in self._surroundings:
            size = sizes[part.stop] - sizes[part.start]
            if titles[part.stop] == titles[part.start] and size < _MOST_OF_A_PAGE * sizes[-1]:
                depth_changes[part.start] += 1
                depth_changes[part.stop] -= 1
        return [row for row, depth in zip(self._rows, accumulate(depth_changes), strict=False) if depth == 0]

    def _enter(self, node: LexborNode) -> None:
        self._flush()
        tag = node.tag or ""
        self._articles += tag in {"main", "article"}
        self._preformatted += tag == "pre"
        role, level = self._open[-1] if self._open else (Role.TEXT, 0)
        if tag in _ROLES:
            role, level = _ROLES[tag], _HEADINGS.get(tag, 0)
        elif _CAPTION_CLASS.search(node.attributes.get("class") or ""):
            role, level = Role.CAPTION, 0
        self._open.append((role, level))

    def _leave(self, node: LexborNode, first_row: int) -> None:
        self._flush()
        self._open.pop()
        tag = node.tag or ""
        self._articles -= tag in {"main", "article"}
        self._preformatted -= tag == "pre"
        is_outside = _SURROUNDINGS.fullmatch(tag) and not (self._articles and tag == "header")
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        is_furniture = _FURNITURE.search(names) or _BANNER.search(names)
        if (is_outside or is_furniture) and tag not in {"body", "main", "article"}:
            self._surroundings.append(range(first_row, len(self._rows)))

    def _add(self, text: str) -> None:
        first, *others = _EMPTY_LINE.split(text) if self._preformatted else [text]
        self._pieces.append(first)
        for paragraph in others:
            self._flush()
            self._pieces.append(paragraph)

    def _break(self) -> None:
        """A line break is white space; two in a row end a paragraph."""
        if self._pieces and self._pieces[-1] == "\n":
            self._flush()
        else:
            self._pieces.append("\n")

    def _flush(self) -> None:
        text = visible_text("".join(self._pieces))
        self._pieces.clear()
        if text:
            role, level = self._open[-1] if self._open else (Role.TEXT, 0)
            self._rows.append(Row(text, role, level))


def _is_hidden(node: LexborNode) -> bool:
    """Tell whether an element never holds text of the document."""
    if _NOT_TEXT.fullmatch(node.tag or ""):
        return True
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _NOT_CONTENT_ROLE.fullmatch(attributes.get("role") or "") is not None
    )
