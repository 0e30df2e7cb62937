"""A query with the forms in which its answer is wanted; an answer that is computed while it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TypeVar

import pyoxigraph as ox

from osce_kg.errors import FormatError, MachineError

_Format = TypeVar("_Format", ox.QueryResultsFormat, ox.RdfFormat)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a VALUES block that is empty in the text of a query.

    Attributes:
        from_end: how many characters of the text follow them.
        text: the rows; nothing but RDF terms and UNDEF in brackets.
    """

    from_end: int
    text: str


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query and the forms in which its answer is wanted.

    Attributes:
        text: the query, SPARQL 1.1.
        solutions_format: key of ``SOLUTION_FORMATS`` for SELECT and ASK; None if none of them would do.
        graph_format: key of ``GRAPH_FORMATS`` for CONSTRUCT and DESCRIBE; None if none of them would do.
        default_graphs, named_graphs: the dataset by the protocol; both empty: everything.
        base_iri: what relative IRIs of the query are relative to, unless it has a BASE of its
            own; None: a relative IRI is an error.
        rows: what goes into the text once that has been found safe, in the order of the text.
    """

    text: str
    solutions_format: str | None = "json"
    graph_format: str | None = "turtle"
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    base_iri: str | None = None
    rows: Sequence[Rows] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that has not been computed to its end: ``write_to`` does that.

    Attributes:
        kind: ``solutions``, ``boolean`` or ``graph``.
        media_type: of what ``write_to`` writes.
        serialize: computes the answer into a binary output.
    """

    kind: str
    media_type: str
    serialize: Callable[[IO[bytes]], object]

    def write_to(self, output: IO[bytes]) -> None:
        """Compute the answer and write it.

        Raises:
            MachineError: the store cannot be read.
        """
        try:
            self.serialize(output)
        except (OSError, RuntimeError) as error:
            raise MachineError("The query could not be computed to its end.") from error


def chosen_format(name: str | None, formats: Mapping[str, _Format], forms: str) -> _Format:
    """Return the form that was asked for.

    Raises:
        FormatError: there is no such form; ``forms`` says of which queries the answer is.
    """
    if name is None or name not in formats:
        known = ", ".join(f"{key} ({item.media_type.partition(';')[0]})" for key, item in formats.items())
        raise FormatError(f"The answer of a {forms} query can be given as {known}.")
    return formats[name]
