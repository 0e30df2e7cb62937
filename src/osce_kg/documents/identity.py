"""The stable key of a document, its node number at osce.org or a digest of its bytes."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_NODE = re.compile(r"/node/(\d{1,8})/?|/(?:[\w%.-]+/)+(\d{4,8})/?", re.ASCII)
_YEARS = range(1900, 2100)
_DIGITS = 16


def document_key(url: str | None, sha256: str) -> str:
    """Return ``n52627`` for ``https://www.osce.org/cio/52627``, else ``x`` and 16 digits of the digest.

    Args:
        url: address the document was published at.
        sha256: hex digest of its bytes.
    """
    node = node_number(url) if url else None
    return f"n{node}" if node is not None else f"x{sha256[:_DIGITS]}"


def node_number(url: str) -> int | None:
    """Return the node number in an address of osce.org; None for other sites and addresses without one."""
    try:
        parts = urlsplit(url)
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
