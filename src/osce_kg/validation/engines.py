"""SHACL engines behind one interface: whichever runs, the findings are the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from osce_kg.errors import InputError
from osce_kg.model.validation import Finding
from osce_kg.validation.compiled import engine as fast
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.findings import Wording, findings_of
from osce_kg.validation.graph_reader import GraphReader
from osce_kg.validation.shapes import Shapes
from osce_kg.validation.terms import Term


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an engine says.

    Attributes:
        findings: in a fixed order, without places in files.
        engine: which engine it was; if several, which shapes the reference engine checked.
    """

    findings: tuple[Finding, ...]
    engine: str


class Engine(Protocol):
    """A SHACL processor."""

    def validate(self, graph: DataGraph, shapes: Shapes, focus: Collection[Term] | None = None) -> Verdict:
        """Validate a graph against shapes.

        Args:
            focus: check only those targets of the shapes that are among these nodes; None for all.

        Raises:
            InputError: the shapes cannot be used. Nothing is known about the data then.
            OsceKgError: the engine failed. Nothing is known about the data then.
        """
        ...


class PyshaclEngine:
    """pySHACL, the reference: widely used, and slow."""

    def validate(self, graph: DataGraph, shapes: Shapes, focus: Collection[Term] | None = None) -> Verdict:
        """Validate a graph against shapes."""
        from osce_kg.validation import pyshacl_engine  # heavy to import, and seldom needed

        results = pyshacl_engine.check(graph, shapes, focus)
        return Verdict(findings_of(results, Wording(graph, shapes.graph)), "pyshacl")


class FastEngine:
    """Compiled shapes over columns of triples; refuses shapes that it does not cover."""

    def validate(
        self,
        graph: GraphReader,
        shapes: Shapes,
        focus: Collection[Term] | None = None,
        only: Term | None = None,
    ) -> Verdict:
        """Validate a graph against shapes.

        Args:
            only: the node of the one shape that is wanted.

        Raises:
            InputError: also if there is a shape that it does not cover.
        """
        found = _checked_fast(graph, shapes, focus, only)
        for shape, reason in sorted(found.left_out.items()):
            raise InputError(
                f"the fast engine does not cover the shape {shape}: {reason}", source=shapes.source
            )
        return Verdict(findings_of(found.results, Wording(graph, shapes.graph)), "fast")


class AutoEngine:
    """The fast engine; shapes that it does not cover are checked by pySHACL, and the verdict names them."""

    def validate(self, graph: DataGraph, shapes: Shapes, focus: Collection[Term] | None = None) -> Verdict:
        """Validate a graph against shapes."""
        found = _checked_fast(graph, shapes, focus)
        results, engine = found.results, "fast"
        if found.left_out:
            from osce_kg.validation import pyshacl_engine

            results += pyshacl_engine.check(graph, shapes, focus, found.left_out.keys())
            reasons = ", ".join(f"{shape}: {reason}" for shape, reason in sorted(found.left_out.items()))
            engine = f"fast; by pyshacl {reasons}"
        return Verdict(findings_of(results, Wording(graph, shapes.graph)), engine)


def _checked_fast(
    graph: GraphReader, shapes: Shapes, focus: Collection[Term] | None, only: Term | None = None
) -> fast.PartialResults:
    try:
        return fast.check(graph, shapes.graph, focus, only)
    except InputError as error:
        raise error if error.source else InputError(error.reason, source=shapes.source) from error


ENGINES: Final[Mapping[str, Callable[[], Engine]]] = {
    "auto": AutoEngine,
    "fast": FastEngine,
    "pyshacl": PyshaclEngine,
}
"""Engines by the names that users give them."""
