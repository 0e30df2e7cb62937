"""What an extractor is: everything before and after it in the pipeline is the same whichever one works."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction


class Extractor(Protocol):
    """Reads one document; equal documents give equal extractions as long as name and version are the same."""

    @property
    def name(self) -> str:
        """Name of the software, which stands beside every fact in the graph."""
        ...

    @property
    def version(self) -> str:
        """All that the facts depend on beside the document: version of the rules, or model and prompt."""
        ...

    def extract(self, document: Document) -> Extraction:
        """Return what one document says.

        Raises:
            ExtractionError: nothing can be extracted from this document; from others it can.
            MachineError: something that every document needs is not there.
        """
        ...


@runtime_checkable
class BatchExtractor(Extractor, Protocol):
    """An extractor that is quicker with several documents at once than with one after the other."""

    def extract_all(self, documents: Sequence[Document]) -> list[Extraction]:
        """Return what each document says: the same as ``extract`` for each, in their order.

        Whatever ``extract`` raises for one of them is raised here, without a word of which it was.
        """
        ...


@runtime_checkable
class PreparedExtractor(Extractor, Protocol):
    """An extractor that loads what it works with when it reads the first document, or before."""

    def prepare(self) -> None:
        """Load what every document needs.

        Raises:
            MachineError: it is not there.
        """
        ...
