"""The stable key of a document, its node number at osce.org or a digest of its bytes."""

from __future__ import annotations

from osce_kg.addresses import node_language, node_number

_DIGITS = 16


def document_key(url: str | None, sha256: str) -> str:
    """Return ``n52627`` for ``https://www.osce.org/cio/52627``, else ``x`` and 16 digits of the digest.

    Another language of the same node is another document: ``n52627-ru`` for ``…/ru/cio/52627``.

    Args:
        url: address the document was published at.
        sha256: hex digest of its bytes.
    """
    node = node_number(url) if url else None
    if url is None or node is None:
        return f"x{sha256[:_DIGITS]}"
    language = node_language(url)
    return f"n{node}-{language}" if language else f"n{node}"
