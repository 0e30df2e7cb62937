"""The addresses that listing pages and sitemaps name."""

from __future__ import annotations

import zlib
from typing import Final
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser

from osce_kg.addresses import normalize_address
from osce_kg.errors import InputError

_NAMED_FILES: Final = (
    ".doc",
    ".zip",
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".mp3",
    ".mp4",
    ".css",
)
_MOST_ADDRESSES: Final = 50_000  # of one sitemap, by its protocol
_GZIP: Final = b"\x1f\x8b"


def find_links(content: bytes, url: str) -> list[str]:
    """Return the pages of the same host that an HTML page links to, in their normal form, each once."""
    tree = LexborHTMLParser(content)
    base = tree.css_first("base[href]")
    root = urljoin(url, (base.attributes.get("href") or "") if base else "")
    found = (_resolve(root, node.attributes.get("href") or "") for node in tree.css("a[href]"))
    host = urlsplit(url).netloc
    return list(dict.fromkeys(link for link in found if link and _is_page_of(host, link)))


def _resolve(base: str, reference: str) -> str | None:
    try:
        return normalize_address(urljoin(base, reference.strip()))
    except ValueError:
        return None


def _is_page_of(host: str, link: str) -> bool:
    parts = urlsplit(link)
    return parts.netloc == host and not parts.path.lower().endswith(_NAMED_FILES)


def read_sitemap(content: bytes, url: str, max_bytes: int) -> tuple[list[str], list[str]]:
    """Return the sitemaps and the pages that a sitemap (XML, gzip, or one address a line) names.

    Only addresses of the sitemap's own host count, as its protocol has it.

    Raises:
        InputError: it is not well-formed, larger than ``max_bytes`` when unpacked, or declares entities.
    """
    if content.startswith(_GZIP):
        content = _unpack(content, max_bytes)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        sitemaps, pages = _read_xml(content)
    else:
        sitemaps, pages = [], content.decode("utf-8", "replace").lstrip("\ufeff").splitlines()
    host = urlsplit(url).netloc
    return _kept(sitemaps, host), _kept(pages, host)


def _kept(addresses: list[str], host: str) -> list[str]:
    normal = (_resolve("", address) for address in addresses[:_MOST_ADDRESSES])
    return list(dict.fromkeys(link for link in normal if link and urlsplit(link).netloc == host))


def _unpack(content: bytes, max_bytes: int) -> bytes:
    try:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        unpacked = unpacker.decompress(content, max_bytes + 1)
    except zlib.error:
        raise InputError("not a gzip file, though it begins like one") from None
    if len(unpacked) > max_bytes:
        raise InputError(f"larger than the limit of {max_bytes} bytes when unpacked")
    if not unpacker.eof:
        raise InputError("the gzip file is cut off")
    return unpacked


def _read_xml(content: bytes) -> tuple[list[str], list[str]]:
    """Return the addresses below ``sitemap`` and ``url`` elements.

    A document type declaration is refused before it can declare an entity: so none is expanded or fetched.
    """
    found: dict[str, list[str]] = {"sitemap": [], "url": []}
    open_elements: list[str] = []
    text: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        open_elements.append(name.rpartition(":")[2])
        text.clear()

    def end(_name: str) -> None:
        if len(open_elements) > 1 and open_elements[-1] == "loc" and open_elements[-2] in found:
            found[open_elements[-2]].append("".join(text).strip())
        open_elements.pop()

    def refuse(*_declaration: object) -> None:
        raise InputError("the sitemap has a document type declaration, which is not read")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise InputError(f"the sitemap is not well-formed: {error}") from None
    return found["sitemap"], found["url"]
