"""Which structures issued a document, from the words of its "Source:" line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from osce_kg.model.document import Document
from osce_kg.model.reference import Reference
from osce_kg.model.resolution import Link
from osce_kg.titles import fold


def resolve_issuers(documents: Iterable[Document], reference: Reference) -> Iterator[Link]:
    """Link the issuers that the reference data knows under any of their names, former ones included.

    A line may name several: "OSCE Chairpersonship, OSCE Programme Office in Astana".
    """
    keys: dict[str, str] = {}
    for structure in reference.structures:
        for name in (*structure.abbreviations, *(dated.name for dated in structure.names)):
            keys.setdefault(_normal(name), f"structure/{structure.key}")
    for document in documents:
        whole = document.issuer or ""
        parts = (whole,) if _normal(whole) in keys else re.split(r"[,;]", whole)
        known = dict.fromkeys(keys[_normal(part)] for part in parts if _normal(part) in keys)
        for index, key in enumerate(known):
            yield Link(document.key, f"issuer.{index}", key, 1.0, ("named as the source of the document",))


def _normal(name: str) -> str:
    """Return the folded name without "the" and "OSCE" before it, unless nothing else is left."""
    folded = fold(name)
    return re.sub(r"^(?:the )?(?:osce )?(?:the )?(?=.)", "", folded)
