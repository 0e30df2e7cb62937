"""Visible text of an HTML page as blocks, without navigation, scripts and banners."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from osce_kg.documents.blocks import Block, Page, Role
from osce_kg.documents.dates import parse_day
from osce_kg.documents.decoding import clean_text
from osce_kg.model.text import Span

_ROOTS = ("main", "[role=main]", "article", "#content", "#main-content", "body")
_NEVER_SHOWN = (
    "script, style, noscript, template, iframe, object, svg, canvas, form, button, select, nav, aside, [hidden], "
    "[aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=dialog], "
    "[role=complementary]"
)
_SITE_PARTS = "body > header, body > footer, footer"
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|skip-?link|share|social|navbar|navigation|menu|sidebar|pager"
    r"|related|newsletter|language-switcher|site-header|site-footer|visually-hidden|sr-only)(?:$|[\s_-])",
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
_BLOCK_TAGS = frozenset(_ROLES) | frozenset(
    "html body main article section header footer div p ul ol dl dd blockquote pre address table thead tbody tfoot tr "
    "td figure hr center fieldset details summary".split()
)
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:caption|photo-credit|image-description)(?:$|[\s_-])", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"\s+")


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
    """
    tree = LexborHTMLParser(markup)
    url = _canonical_url(tree, address)
    date = _publication_day(tree)
    language = _language(tree)
    title = _title(tree)
    root = _content_root(tree)
    rows = _Rows()
    if root is not None:
        rows.read(root)
    text, blocks = _joined(rows.rows)
    return Page(text, blocks, "text/html", url=url, date=date, title=title, language=language)


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
    return value if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", value) else None


def _title(tree: LexborHTMLParser) -> str | None:
    """Return the text of the first level-1 heading, else the page's title without the site's name."""
    heading = tree.css_first("main h1, article h1, #content h1") or tree.css_first("h1")
    if heading is not None and (text := _visible(heading.text())):
        return text
    declared = _attribute(tree, 'meta[property="og:title"]', "content")
    if not declared:
        node = tree.css_first("head > title")
        declared = node.text() if node is not None else ""
    return re.split(r"\s+[|–]\s+OSCE\b", _visible(declared))[0] or None


def _visible(text: str) -> str:
    return _WHITE_SPACE.sub(" ", clean_text(text)).strip()


def _content_root(tree: LexborHTMLParser) -> LexborNode | None:
    """Remove what is not content and return the element that holds the rest."""
    root = next((node for selector in _ROOTS if (node := tree.css_first(selector)) is not None), None)
    if root is None or tree.body is None:
        return None
    for node in tree.css(f"{_NEVER_SHOWN}, {_SITE_PARTS}"):
        if node.css_first("h1") is None or node.tag in {"script", "style", "template"}:
            node.decompose()
    whole = len(root.text())
    for node in root.css("[class], [id]"):
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if node.tag in _HEADINGS or node.tag in {"main", "article", "body"} or not _FURNITURE.search(names):
            continue
        if node.css_first("h1") is None and len(node.text()) < _MOST_OF_A_PAGE * whole:
            node.decompose()
    return root


class _Rows:
    """Collects the text of block elements in document order."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Role, int]] = []
        self._pieces: list[str] = []
        self._open: list[tuple[Role, int]] = []

    def read(self, root: LexborNode) -> None:
        """Walk the tree below ``root`` without recursion: a page may be nested thousands of levels deep."""
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, is_left = stack.pop()
            if is_left:
                self._leave()
                continue
            if node.is_text_node:
                self._pieces.append(node.text_content or "")
                continue
            if node.tag == "br":
                self._break()
                continue
            if node.tag in _BLOCK_TAGS:
                self._enter(node)
                stack.append((node, True))
            children = list(node.iter(include_text=True))
            stack.extend((child, False) for child in reversed(children))

    def _enter(self, node: LexborNode) -> None:
        self._flush()
        tag = node.tag or ""
        outer_role, outer_level = self._open[-1] if self._open else (Role.TEXT, 0)
        if tag in _ROLES:
            role, level = _ROLES[tag], _HEADINGS.get(tag, 0)
        elif _CAPTION_CLASS.search(node.attributes.get("class") or ""):
            role, level = Role.CAPTION, 0
        else:
            role, level = outer_role, outer_level
        self._open.append((role, level))

    def _leave(self) -> None:
        self._flush()
        self._open.pop()

    def _break(self) -> None:
        """A line break is white space; two in a row end a paragraph."""
        if self._pieces and self._pieces[-1] == "\n":
            self._flush()
        else:
            self._pieces.append("\n")

    def _flush(self) -> None:
        text = _visible("".join(self._pieces))
        self._pieces.clear()
        if text:
            role, level = self._open[-1] if self._open else (Role.TEXT, 0)
            self.rows.append((text, role, level))


def _joined(rows: list[tuple[str, Role, int]]) -> tuple[str, tuple[Block, ...]]:
    blocks = []
    position = 0
    for text, role, level in rows:
        blocks.append(Block(Span(position, position + len(text)), role, level))
        position += len(text) + 2
    return "\n\n".join(row[0] for row in rows), tuple(blocks)
