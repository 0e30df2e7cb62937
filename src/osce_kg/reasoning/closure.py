"""The OWL 2 RL closure of small graphs, by owlrl: is the ontology consistent, and what follows from it?

owlrl needs about two CPU seconds for three thousand triples and grows faster than they do; a third of its
output is of no use (everything the same as itself, everything an ``owl:Thing``, literals as subjects). So it
checks the ontology with its examples and is the oracle for the rules on fixtures; it never runs over a build,
and nothing it gives is published.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Literal, Node, URIRef

from osce_kg.errors import InputError, LimitError, MissingInputError
from osce_kg.resources import resource_path

BUDGET_SECONDS = 120.0
"""Most that drawing conclusions may take, in CPU time. Our ontology with its examples takes two seconds."""

_ERROR: Final = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
_BUILT_IN: Final = tuple(str(namespace) for namespace in (OWL, RDF, RDFS, XSD))
_REFLEXIVE: Final = frozenset(
    {OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty, RDFS.subClassOf, RDFS.subPropertyOf}
)


@dataclass(frozen=True, slots=True)
class Closure:
    """What owlrl found.

    Attributes:
        inferred: statements that follow and were not given, without those that say nothing.
        inconsistencies: owlrl's messages, sorted; empty for a consistent graph.
    """

    inferred: Graph
    inconsistencies: tuple[str, ...]

    @property
    def is_consistent(self) -> bool:
        """No contradiction was found."""
        return not self.inconsistencies


def read_ontology(directory: Path | None = None, *, alignments: bool = False) -> Graph:
    """Read the terms and the vocabularies of the ontology into one graph.

    Args:
        directory: an ontology folder; by default the one that comes with the package.
        alignments: read also what relates the terms to other vocabularies.

    Raises:
        MissingInputError: the folder has no ``osce-kg.ttl``.
        InputError: a file is not Turtle.
    """
    folder = resource_path("ontology") if directory is None else directory
    files = [folder / "osce-kg.ttl", *sorted((folder / "vocabularies").glob("*.ttl"))]
    if alignments:
        files.append(folder / "alignments.ttl")
    return read_turtle(*files)


def read_turtle(*files: Path) -> Graph:
    """Read Turtle files into one graph.

    Raises:
        MissingInputError: a file is not there.
        InputError: a file is not Turtle in UTF-8.
    """
    graph = Graph()
    for file in files:
        if not file.is_file():
            raise MissingInputError("there is no such file", source=str(file))
        try:
            graph.parse(file, format="turtle")
        except BadSyntax as error:
            line = error.lines + 1  # BadSyntax counts from 0.
            raise InputError(f"not Turtle: {error.message}", source=str(file), line=line) from error
        except UnicodeDecodeError as error:
            raise InputError(f"not UTF-8: {error.reason}", source=str(file)) from error
    return graph


def close_graph(graph: Graph, budget: float | None = None) -> Closure:
    """Draw all OWL 2 RL conclusions from a graph, which must hold the ontology and stays as it is.

    Args:
        graph: also what is known of individuals.
        budget: most CPU seconds that this may take; by default ``BUDGET_SECONDS``.

    Raises:
        LimitError: it takes longer.
    """
    # Imported here: owlrl takes 0.1 s to load, a third of what the command line may take to start.
    from owlrl import DeductiveClosure, OWLRL_Semantics

    class Bounded(OWLRL_Semantics):  # type: ignore[misc]  # owlrl has no types
        """The rules, until time is up: 150 names of one thing take minutes, 1,000 take days."""

        def rules(self, t: tuple[Node, Node, Node], cycle_num: int) -> None:
            """Apply the rules to one statement."""
            if time.process_time() > deadline:
                reason = f"after {limit:g} s of CPU time, the most that they may take"
                raise LimitError(f"conclusions were given up {reason}")
            super().rules(t, cycle_num)

    limit = BUDGET_SECONDS if budget is None else budget
    deadline = time.process_time() + limit
    expanded = Graph()
    for triple in graph:
        expanded.add(triple)
    # owlrl's "improved" datatypes would change rdflib's conversions for the whole process.
    DeductiveClosure(Bounded, improved_datatypes=False).expand(expanded)

    messages = {str(message): node for node, message in expanded.subject_objects(_ERROR)}
    reports = set(messages.values())
    inferred = Graph()
    for subject, predicate, value in expanded:
        known = (subject, predicate, value) in graph
        if not known and subject not in reports and _says_something(subject, predicate, value):
            inferred.add((subject, predicate, value))
    return Closure(inferred, tuple(sorted(messages)))


def _says_something(subject: Node, predicate: Node, value: Node) -> bool:
    """Tell whether an inferred statement is more than a by-product of the rules."""
    if isinstance(subject, Literal) or isinstance(predicate, Literal):
        return False
    if str(subject).startswith(_BUILT_IN) or value == OWL.Thing:
        return False
    return not (subject == value and predicate in _REFLEXIVE)
