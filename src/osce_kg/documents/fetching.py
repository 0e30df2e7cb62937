"""Fetch a page, because the user gave its address; nothing else in this stage uses the network."""

from __future__ import annotations

from osce_kg.documents.limits import ReadLimits
from osce_kg.web import ACCEPT_DOCUMENTS, DOCUMENT_TYPES, WebAnswer, WebRequest, fetch

_HEADERS = {
    "User-Agent": "osce-kg (reads pages for a knowledge graph of OSCE meetings)",
    "Accept": ACCEPT_DOCUMENTS,
}


def is_address(source: str) -> bool:
    """Tell whether a source is an address rather than a path."""
    return "://" in source[:12]


def fetch_page(url: str, limits: ReadLimits) -> WebAnswer:
    """Fetch one page over http or https, within ``limits.total_seconds`` whatever the server does.

    Raises:
        InputError: the address is not http(s), the server cannot be reached or answers with an error, or the
            page is of no type that is read.
        LimitError: the page is too large or takes too long.
    """
    return fetch(WebRequest(url, _HEADERS, DOCUMENT_TYPES), limits)
