"""Addresses of web pages: the many ways to write one, and which of them are the same page or document."""

from __future__ import annotations

import posixpath
import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_NODE: Final = re.compile(r"/node/(\d{1,8})/?|/(?:[\w%.-]+/)+(\d{4,8})/?", re.ASCII)
_OF_LANGUAGE: Final = re.compile(
    r"/(az|be|bs|de|es|fr|hr|hy|it|ka|kk|ky|mk|mn|ro|ru|sq|sr|tg|tk|tr|uk|uz)(?=/)", re.ASCII
)
_YEARS: Final = range(1900, 2100)
_PORTS: Final = {"http": 80, "https": 443}
_MIRRORS: Final = frozenset({"web.archive.org"})
_MIRRORED: Final = re.compile(r"/web/\d{4,14}(?:[a-z]{2}_)?/(https?:/{1,2}.+)", re.ASCII)
_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id", re.ASCII)


def normalize_address(address: str) -> str:
    """Return the normal form of an http(s) address (RFC 3986, section 6.2), without fragment.

    Scheme and host become small letters, default port, dot segments and needless escapes go, and so do
    parameters that only tell how a reader got there.

    Raises:
        ValueError: it is not an http(s) address, names no host, or has a name and password.
    """
    parts = urlsplit(address.strip())
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in _PORTS:
        raise ValueError("only http and https addresses are fetched")
    if not host or re.search(r"[\s\x00-\x1f\x7f\\]", address.strip()):
        raise ValueError("not an address of a page")
    if "@" in parts.netloc:
        raise ValueError("addresses with a name or password are not fetched")
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    netloc = host if port in {None, _PORTS[scheme]} else f"{host}:{port}"
    return urlunsplit((scheme, netloc, _normal_path(parts.path), _normal_query(parts.query), ""))


def document_address(address: str) -> str:
    """Return one address for all normal forms and mirrors of the document that a page is a form of.

    For a news node of osce.org this is its ``/node/`` address, whatever path leads to it, in each language
    one; for any other page the address without the difference of http and https. A copy in a web archive
    stands for its original.
    """
    original = _original_address(address)
    node = node_number(original)
    if node is not None:
        language = node_language(original)
        return f"https://www.osce.org{f'/{language}' if language else ''}/node/{node}"
    return re.sub(r"^http:", "https:", original)


def node_number(url: str) -> int | None:
    """Return the node number in an address of osce.org; None for other sites and addresses without one."""
    try:
        parts = urlsplit(_original_address(url))
        host = parts.hostname or ""
    except ValueError:
        return None
    if host != "osce.org" and not host.endswith(".osce.org"):
        return None
    match = _NODE.fullmatch(parts.path)
    if match is None:
        return None
    number = int(match[1] or match[2])
    return None if match[2] and number in _YEARS else number


def node_language(url: str) -> str | None:
    """Return the language that an address of a node of osce.org names; English ones name none."""
    if node_number(url) is None:
        return None
    match = _OF_LANGUAGE.match(urlsplit(_original_address(url)).path)
    return match[1] if match else None


def _original_address(address: str) -> str:
    """Return the address that a copy in a web archive was made from; any other address as it is."""
    parts = urlsplit(address)
    match = _MIRRORED.fullmatch(parts.path) if parts.hostname in _MIRRORS else None
    if match is None:
        return address
    original = re.sub(r"^(https?):/+", r"\1://", match[1]) + (f"?{parts.query}" if parts.query else "")
    try:
        return normalize_address(original)
    except ValueError:
        return address


def _normal_path(path: str) -> str:
    path = _normal_escapes(path) or "/"
    if "/." not in path:
        return path
    cleaned = posixpath.normpath("/" + path.lstrip("/"))
    return cleaned + "/" if path.endswith(("/", "/.", "/..")) and cleaned != "/" else cleaned


def _normal_query(query: str) -> str:
    names = [name for name, _ in parse_qsl(query, keep_blank_values=True)]
    if any(_TRACKING.fullmatch(name) for name in names):
        kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
        return urlencode(kept)
    return _normal_escapes(query)


def _normal_escapes(text: str) -> str:
    def normal(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else f"%{match[1].upper()}"

    return _ESCAPE.sub(normal, text)
