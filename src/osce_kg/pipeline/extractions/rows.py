"""What is kept of the extraction from one document: what is counted and told, and the extraction itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from osce_kg.json_records import decode_record, encode_record
from osce_kg.model.document import Loss
from osce_kg.model.extraction import Extraction, LocalGroup, LocalOrganization, LocalPerson, LocalPlace
from osce_kg.pipeline.extracting import EXTRACTION
from osce_kg.pipeline.rows import Row, RowForm


@dataclass(frozen=True, slots=True)
class ExtractionEntry:
    """The small columns: what a build asks of each document without decoding its extraction.

    Attributes:
        key: of what the extraction was made from; see :mod:`osce_kg.pipeline.extractions.keys`.
        document: key of the document.
        size: number of characters of the extraction as JSON.
        mentions, events: how many were found.
        cities: keys of the cities that places lie in, as a list in JSON.
        warnings: what the user should know, as a list in JSON.
    """

    key: str
    document: str
    size: int
    mentions: int
    events: int
    cities: str
    warnings: str

    @property
    def city_keys(self) -> tuple[str, ...]:
        """The keys of the cities."""
        return _listed(self.cities)

    def losses(self, source: str) -> Iterator[Loss]:
        """Yield the warnings, with the source of the document."""
        yield from (Loss(EXTRACTION, source, warning, "warning") for warning in _listed(self.warnings))


ExtractionRow = Row[ExtractionEntry]

EXTRACTION_ROWS: Final = RowForm(ExtractionEntry, "extraction")
"""The form of files of extractions."""


def extraction_row(key: str, document: str, extraction: Extraction) -> ExtractionRow:
    """Return the row of an extraction.

    Args:
        key: of what it was made from.
        document: key of the document.
        extraction: what was found there.
    """
    text = encode_record(extraction)
    entry = ExtractionEntry(
        key=key,
        document=document,
        size=len(text),
        mentions=_mentions(extraction),
        events=len(extraction.events),
        cities=encode_record(sorted({place.city for place in extraction.places if place.city is not None})),
        warnings=encode_record(extraction.warnings),
    )
    return Row(entry, (text,))


def extraction_of(row: ExtractionRow) -> Extraction:
    """Return the extraction of a row."""
    return decode_record(Extraction, row.texts[0])


def _mentions(extraction: Extraction) -> int:
    named: list[LocalPerson | LocalOrganization | LocalGroup | LocalPlace] = [
        *extraction.persons,
        *extraction.organizations,
        *extraction.groups,
        *extraction.places,
    ]
    return sum(len(item.mentions) for item in named)


def _listed(written: str) -> tuple[str, ...]:
    return () if written == "[]" else tuple(json.loads(written))
