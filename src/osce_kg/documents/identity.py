"""The stable key of a document, its node number at osce.org or a digest of its bytes."""

from __future__ import annotations

from osce_kg.addresses import node_number

_DIGITS = 16


def document_key(url: str | None, sha256: str) -> str:
    """Return ``n52627`` for ``https://www.osce.org/cio/52627``, else ``x`` and 16 digits of the digest.

    Args:
        url: address the document was published at.
        sha256: hex digest of its bytes.
    """
    node = node_number(url) if url else None
    return f"n{node}" if node is not None else f"x{sha256[:_DIGITS]}"
