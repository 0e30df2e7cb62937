"""How many findings a build has, counted in parts of its store; and how a change of it changes that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import astuple, dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from osce_kg.identifiers import entity_iri
from osce_kg.model.validation import Finding
from osce_kg.resources import resource_path
from osce_kg.validation.affected import Affected, focus_nodes_reading
from osce_kg.validation.data_graph import SUBCLASS
from osce_kg.validation.engines import FastEngine
from osce_kg.validation.findings import Wording, findings_of
from osce_kg.validation.quotations import PASSAGE_OF, QUOTED_BY, misquotations
from osce_kg.validation.shapes import Shapes, focus_nodes, subclass_axioms
from osce_kg.validation.store_graph import StoreGraph
from osce_kg.validation.targets import read_targets
from osce_kg.validation.terms import Term, Triple, iri

_PART: Final = 50_000
"""Triples whose subjects are checked together; queries are asked about hundreds of nodes at once."""

_NODES: Final = 5_000
"""Nodes of a change that are checked together."""

_WORTHWHILE: Final = 4
"""A change that affects more than one in so many focus nodes is not followed: each is checked twice."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many focus nodes there are, and findings of each severity."""

    focus_nodes: int = 0
    violations: int = 0
    warnings: int = 0
    infos: int = 0

    def plus(self, other: Tally) -> Tally:
        """Return the sum."""
        return Tally(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    def minus(self, other: Tally) -> Tally:
        """Return the difference."""
        return Tally(*(mine - its for mine, its in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class StoredBuild:
    """What of a build is checked.

    Attributes:
        store: keeps a copy of each triple in its default graph; nobody changes it.
        dump: the same triples as sorted N-Triples.
        texts: folder of the texts of documents, ``KEY.txt``.
    """

    store: ox.Store
    dump: Path
    texts: Path


@dataclass(frozen=True, slots=True)
class BuildChange:
    """What became of an earlier build.

    Attributes:
        before: the earlier build.
        removed, added: N-Quads lines; a triple that another graph holds, too, makes no difference.
        documents: keys of those whose text came, went or changed.
    """

    before: StoredBuild
    removed: Iterable[bytes]
    added: Iterable[bytes]
    documents: Collection[str]


def tally_of(build: StoredBuild, shapes: Shapes) -> Tally:
    """Count the findings of a build, a part at a time: what is held of it does not grow with it.

    The most that is held at once is a part, and all neighbours by one property of the nodes in it.

    Raises:
        InputError: a shape is not well formed, or one that the fast engine does not cover; the dump cannot be
            read, or a text is not UTF-8.
    """
    check = _Check(build, shapes)
    tally = Tally()
    for nodes in check.graph.parts(build.dump, _PART):
        tally = tally.plus(check.tally(nodes))
        check.graph.forget()
    return tally.plus(check.tally(check.targets_without_triples()))


def tally_after(build: StoredBuild, shapes: Shapes, tally: Tally, change: BuildChange) -> Tally | None:
    """Count the findings of a build that an earlier one became; the cost is that of what changed.

    The dumps of the two are not read.

    Args:
        tally: of the earlier build.

    Returns:
        what :func:`tally_of` gives; None if so much is affected that counting all is better.

    Raises:
        InputError: as :func:`tally_of`.
    """
    now, before = _Check(build, shapes), _Check(change.before, shapes)
    # What another graph says, too, is still said, or was said before.
    removed = frozenset(triple for triple in _triples(change.removed) if not now.graph.holds(triple))
    added = frozenset(triple for triple in _triples(change.added) if not before.graph.holds(triple))
    if any(predicate == SUBCLASS for _, predicate, _ in removed | added):  # of what class is anything now?
        return None
    affected = before.affected_by(removed, change.documents).united(now.affected_by(added, change.documents))
    if len(affected.nodes) * _WORTHWHILE > tally.focus_nodes:
        return None
    for nodes in _batches(affected.nodes, _NODES):
        tally = tally.plus(now.tally_described(nodes)).minus(before.tally_described(nodes))
    for shape, others in affected.of_shape.items():
        for nodes in _batches(others, _NODES):
            tally = tally.plus(now.tally_of_shape(shape, nodes)).minus(before.tally_of_shape(shape, nodes))
    return tally


class _Check:
    """The shapes, held against nodes of a build."""

    def __init__(self, build: StoredBuild, shapes: Shapes) -> None:
        self.graph = StoreGraph(build.store, subclass_axioms(resource_path("ontology")))
        self._texts = [build.texts]
        self._shapes = shapes

    def tally(self, nodes: Set[Term]) -> Tally:
        """Count the focus nodes among some nodes, and their findings."""
        findings = FastEngine().validate(self.graph, self._shapes, nodes).findings
        wording = Wording(self.graph, self._shapes.graph)
        quoted = findings_of(misquotations(self.graph, self._shapes, self._texts, nodes), wording)
        focus = focus_nodes(self._shapes, self.graph, nodes)
        return Tally(len(focus)).plus(_of_findings({*findings, *quoted}))

    def tally_described(self, nodes: Set[Term]) -> Tally:
        """Do the same for nodes whose triples are not at hand, and let go of these."""
        self.graph.describe(nodes)
        tally = self.tally(nodes)
        self.graph.forget()
        return tally

    def tally_of_shape(self, shape: Term, nodes: Set[Term]) -> Tally:
        """Count the findings of some nodes by one shape, and not the nodes."""
        return _of_findings(FastEngine().validate(self.graph, self._shapes, nodes, only=shape).findings)

    def targets_without_triples(self) -> Set[Term]:
        """Return the targets that are the subject of no triple: mere objects, and named nodes."""
        targets = read_targets(self._shapes.graph).values()
        nodes = {node for each in targets for node in each.nodes}
        for predicate in {predicate for each in targets for predicate in each.objects_of}:
            nodes |= self.graph.objects(predicate)
        return {node for node in nodes if not self.graph.is_subject(node)}

    def affected_by(self, triples: Set[Triple], documents: Iterable[str]) -> Affected:
        """Return the nodes whose findings depend on some triples of the build, or on some of its texts."""
        affected = focus_nodes_reading(self.graph, self._shapes, triples)
        texts = {iri(str(entity_iri(f"document/{key}"))) for key in documents}
        passages = {subject for subject, predicate, _ in triples if predicate in QUOTED_BY}
        passages |= self.graph.backward(PASSAGE_OF, texts).rights()
        return affected.united(Affected(frozenset(passages), {}))


def _of_findings(findings: Iterable[Finding]) -> Tally:
    found = Counter(finding.severity for finding in findings)
    return Tally(0, *(found[severity] for severity in ("violation", "warning", "info")))


def _triples(lines: Iterable[bytes]) -> Iterator[Triple]:
    for quad in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS):
        yield str(quad.subject), str(quad.predicate), str(quad.object)


def _batches(nodes: Iterable[Term], size: int) -> Iterator[frozenset[Term]]:
    remaining = iter(nodes)
    while batch := frozenset(islice(remaining, size)):
        yield batch
