"""Which structures issued a document, from the words of its "Source:" line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osce_kg.model.document import Document
from osce_kg.model.resolution import Link
from osce_kg.resolution.organizations import StructureNames


def issuer_links(document: Document, structures: StructureNames) -> Iterator[Link]:
    """Link the issuers that the reference data knows; a line may name several.

    "OSCE Chairpersonship, OSCE Programme Office in Astana" gives two.
    """
    whole = document.issuer or ""
    parts = [whole] if structures.find(whole) else re.split(r"[,;]", whole)
    known = dict.fromkeys(key for part in parts if (key := structures.find(part)))
    for index, key in enumerate(known):
        yield Link(document.key, f"issuer.{index}", key, 1.0, ("named as the source of the document",))
