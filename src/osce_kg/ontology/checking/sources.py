"""The files of an ontology, read once: axioms, data, and where each statement is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF
from rdflib.term import Node

from osce_kg.errors import MissingInputError
from osce_kg.model.validation import Place
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.findings import term_text
from osce_kg.validation.loading import load_graph
from osce_kg.validation.positions import placed_statements
from osce_kg.validation.sources import RdfFile


@dataclass(frozen=True, slots=True)
class Places:
    """Where statements are; nodes and terms are keys in the syntax of N-Triples."""

    subjects: dict[str, Place] = field(default_factory=dict)
    predicates: dict[tuple[str, str], Place] = field(default_factory=dict)
    statements: dict[tuple[str, str, str], Place] = field(default_factory=dict)

    def of(self, subject: Node | None, predicate: Node | None = None, value: Node | None = None) -> Place:
        """Return where a statement is: its value, else its predicate, else its subject."""
        one, two, three = (_text(node) for node in (subject, predicate, value))
        return (
            self.statements.get((one, two, three))
            or self.predicates.get((one, two))
            or self.subjects.get(one, Place())
        )

    def add(self, file: RdfFile, number: int, subjects: frozenset[str]) -> None:
        """Take in where a file says what it says of ``subjects``; of equal statements the first counts."""
        for placed in placed_statements(file, number, subjects):
            one, two, three = placed.subject, placed.predicate, placed.object
            self.subjects.setdefault(one, Place(file.name, *placed.subject_at))
            self.predicates.setdefault((one, two), Place(file.name, *placed.predicate_at))
            self.statements.setdefault((one, two, three), Place(file.name, *placed.object_at))


@dataclass(frozen=True, slots=True)
class OntologySources:
    """What the files of an ontology say.

    Attributes:
        files: names as the user gave them.
        everything: the union of the files.
        axioms: the union of the files that declare an ``owl:Ontology``; of all of them, if none does.
        data: the union of the others: vocabularies, examples, fixtures.
        places: where their statements are.
    """

    files: tuple[str, ...]
    everything: Graph
    axioms: Graph
    data: Graph
    places: Places


def read_sources(paths: Sequence[Path]) -> OntologySources:
    """Read files of RDF, and all Turtle files below folders.

    Raises:
        MissingInputError: a file is not there, or a folder has no Turtle file.
        InputError: a file cannot be read as RDF.
        LimitError: a file is too large.
    """
    files = rdf_files(_shown(path) for path in _expanded(paths, ("*.ttl",)))
    headed = [
        file for file in files if (None, RDF.type, OWL.Ontology) in load_graph([file]).graph.to_rdflib()
    ]
    others = [file for file in files if file not in headed]
    # Blank nodes are numbered by file: the same files first, the same names.
    ordered = [*headed, *others]
    everything = load_graph(ordered).graph.to_rdflib()
    return OntologySources(
        files=tuple(sorted(file.name for file in files)),
        everything=everything,
        axioms=load_graph(headed or others).graph.to_rdflib(),
        data=load_graph(others).graph.to_rdflib() if headed else Graph(),
        places=_places(ordered, everything),
    )


def text_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return files of shapes and queries, and all below folders.

    Raises:
        MissingInputError: a file is not there, or a folder has no such file.
    """
    return tuple(_shown(path) for path in _expanded(paths, ("*.ttl", "*.rq")))


def _expanded(paths: Iterable[Path], patterns: Iterable[str]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = sorted(file for pattern in patterns for file in path.rglob(pattern))
            if not below:
                names = " or ".join(patterns)
                raise MissingInputError(f"there is no {names} file in the folder", source=str(path))
            found.extend(below)
        elif path.is_file():
            found.append(path)
        else:
            raise MissingInputError("no such file", source=str(path))
    return list(dict.fromkeys(found))


def _shown(path: Path) -> Path:
    """Return the path as a reader wants it: from where the command runs, if it is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _places(files: Sequence[RdfFile], graph: Graph) -> Places:
    places = Places()
    subjects = frozenset(_text(node) for node in graph.subjects())
    for number, file in enumerate(files):
        places.add(file, number, subjects)
    return places


def _text(node: Node | None) -> str:
    return term_text(node) if isinstance(node, URIRef | BNode | Literal) else ""
