"""What many things have, in a few queries instead of one for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from rdflib.term import Literal, URIRef

from osce_kg.namespaces import VOCAB
from osce_kg.network.queries import properties_query
from osce_kg.store import QueryReader
from osce_kg.store.interface import Term
from osce_kg.store.texts import preferred_text

_AT_ONCE: Final = 2000
"""Things in one query: few queries, none of them longer than some 100 kB."""


class Properties:
    """The values of chosen properties of chosen things, each list in the order of its terms."""

    def __init__(self, reader: QueryReader, subjects: Iterable[str], predicates: Sequence[URIRef]) -> None:
        self._values: dict[tuple[str, str], list[Term]] = defaultdict(list)
        wanted = sorted(set(subjects))
        for start in range(0, len(wanted), _AT_ONCE):
            for row in reader.select(properties_query(wanted[start : start + _AT_ONCE], predicates)):
                self._values[str(row["subject"]), str(row["predicate"])].append(row["value"])
        for values in self._values.values():
            values.sort(key=str)

    def iris(self, subject: str, predicate: URIRef) -> list[str]:
        """Return the IRIs that the property has as values."""
        return [str(value) for value in self._all(subject, predicate) if isinstance(value, URIRef)]

    def iri(self, subject: str, predicate: URIRef) -> str | None:
        """Return the first of the IRIs; None if there is none."""
        return next(iter(self.iris(subject, predicate)), None)

    def text(self, subject: str, predicate: URIRef) -> str | None:
        """Return the text in the preferred language; None if there is none."""
        return preferred_text(v for v in self._all(subject, predicate) if isinstance(v, Literal))

    def number(self, subject: str, predicate: URIRef) -> float | None:
        """Return the first of the numbers; None if there is none."""
        text = self.text(subject, predicate)
        return None if text is None else float(text)

    def concept(self, subject: str, predicate: URIRef) -> str | None:
        """Return the key of the vocabulary concept, e.g. ``occurred``; None if there is none."""
        return next(iter(self.concepts(subject, predicate)), None)

    def concepts(self, subject: str, predicate: URIRef) -> list[str]:
        """Return the keys of the vocabulary concepts."""
        found = (iri for iri in self.iris(subject, predicate) if iri.startswith(str(VOCAB)))
        return [iri.rpartition("/")[2] for iri in found]

    def _all(self, subject: str, predicate: URIRef) -> list[Term]:
        return self._values.get((subject, str(predicate)), [])
