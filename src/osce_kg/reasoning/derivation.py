"""REASON: statements that follow from the asserted ones by the published rules of ``queries/rules``.

A rule is one CONSTRUCT query of one triple, ``?subject PREDICATE ?object``, that binds ``?because`` to the
node it rests on: the meeting, the visit, the participation. Rules read asserted statements only, none reads
what another derives, so running each once is the fixpoint. Asked for a reason, the same WHERE clause selects
``?because``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias, cast

from rdflib import RDF
from rdflib.term import Literal, URIRef

from osce_kg.errors import InputError
from osce_kg.identifiers import DERIVED_GRAPH, ENTITY_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH
from osce_kg.model.statement import Statement
from osce_kg.resources import resource_path
from osce_kg.store import OxigraphReader, OxigraphStore, StatementReader, read_triple

_HEADER: Final = re.compile(
    r"# question: (?P<question>.+)\n# description: (?P<description>(?:.+\n#   )*.+)\n"
)
_TEMPLATE: Final = re.compile(
    r"^CONSTRUCT \{ \?subject (?P<predicate>\S+) \?object \}\nWHERE \{\n", re.MULTILINE
)
_PREFIX: Final = re.compile(r"^PREFIX (\w+:) <([^>]*)>$", re.MULTILINE)

_SHARED: Final = frozenset({ENTITY_GRAPH, REFERENCE_GRAPH})
"""The graphs of nodes that documents share: no rule joins two of their statements."""

GraphLines: TypeAlias = Mapping[URIRef, Collection[bytes]]
"""N-Quads lines without line end, by graph."""

_Derived: TypeAlias = tuple[URIRef, URIRef, URIRef]


@dataclass(frozen=True, slots=True)
class Rule:
    """A published rule.

    Attributes:
        name: file name without ``.rq``.
        question: what its statements answer.
        description: what it derives, in prose.
        predicate: of the statements it derives.
        query: the CONSTRUCT query as published.
    """

    name: str
    question: str
    description: str
    predicate: URIRef
    query: str

    def reasons_query(self, subject: URIRef, value: URIRef) -> str:
        """Return the SELECT query for the nodes that one statement of this rule rests on."""
        bound = f"VALUES (?subject ?object) {{ ({subject.n3()} {value.n3()}) }}"
        return _TEMPLATE.sub(lambda _: f"SELECT DISTINCT ?because WHERE {{\n  {bound}\n", self.query)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a derived statement holds: the rule, and the nodes that satisfy it, sorted."""

    rule: Rule
    because: tuple[URIRef, ...]


def read_rules(directory: Path | None = None) -> tuple[Rule, ...]:
    """Read the rules, ordered by name.

    Args:
        directory: a folder of ``.rq`` files; by default the one that comes with the package.

    Raises:
        InputError: a file is not a rule in the form that this module explains.
    """
    folder = resource_path("queries", "rules") if directory is None else directory
    return tuple(_read_rule(path) for path in sorted(folder.glob("*.rq")))


def derive_statements(store: StatementReader, rules: tuple[Rule, ...] | None = None) -> Iterator[Statement]:
    """Give the statements that the rules derive, each once, in a fixed order; the store stays as it is.

    Args:
        store: asserted statements; for ``types`` also the ontology.
        rules: by default all rules that come with the package.
    """
    for rule in read_rules() if rules is None else rules:
        for subject, predicate, value in sorted(set(store.construct(rule.query))):
            yield Statement(subject, predicate, value, DERIVED_GRAPH)


def derive_into(store: OxigraphStore, rules: tuple[Rule, ...] | None = None) -> None:
    """Add to a store what the rules derive from it, without holding that in memory.

    Some rules derive what they read, such as a part of a part; what they derive is closed under them, so that
    it makes no difference whether they see it already.
    """
    for rule in read_rules() if rules is None else rules:
        store.add_constructed(rule.query, DERIVED_GRAPH)


def derive_change(
    before: OxigraphReader,
    store: OxigraphStore,
    removed: GraphLines,
    added: GraphLines,
    rules: tuple[Rule, ...] | None = None,
) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Bring what is derived up to date with graphs that have changed, at a cost that grows with these alone.

    What a rule derives rests on one graph and the ontology: nodes that several documents share carry nothing
    that rules read but what stands alone, such as their type. So what a graph gave before and gives now is
    found in it, and of the graphs of shared nodes in the statements that have changed; a statement that
    nothing of this gives any more stays if something else gives it.

    Args:
        before: the graphs as they were, and all that was derived.
        store: the graphs as they are now, and still what was derived before; that is changed here.
        removed: statements of graphs that have changed which are only in ``before``; not the ontology.
        added: those of the same graphs which are only in ``store``.

    Returns:
        N-Quads lines of the statements that were removed, and of those that were added.
    """
    rules = read_rules() if rules is None else rules
    gone: set[bytes] = set()
    new: set[bytes] = set()
    for graph in removed.keys() | added.keys():
        if graph in _SHARED:
            given, gives = (
                _derived_alone(store, graph, lines.get(graph, ()), rules) for lines in (removed, added)
            )
        else:
            given, gives = (_derived_from(reader, graph, rules) for reader in (before, store))
        gone |= given - gives
        new |= gives
    gone -= new
    store.change_lines(gone, ())  # before the others are asked: what is derived counts as known there
    kept = {line for line in gone if explain(store, *cast(_Derived, read_triple(line)), rules)}
    store.change_lines((), kept | new)
    return frozenset(gone - kept), frozenset(line for line in new if not before.holds_line(line))


def _derived_from(reader: OxigraphReader, graph: URIRef, rules: tuple[Rule, ...]) -> set[bytes]:
    within = (graph, ONTOLOGY_GRAPH)
    return {line for rule in rules for line in reader.constructed_lines(rule.query, DERIVED_GRAPH, within)}


def _derived_alone(
    store: OxigraphReader, graph: URIRef, lines: Collection[bytes], rules: tuple[Rule, ...]
) -> set[bytes]:
    """Return what some statements of a graph give with the ontology of a store."""
    if not lines:
        return set()
    with OxigraphStore() as alone:
        alone.load_lines(chain(store.lines(ONTOLOGY_GRAPH), lines))
        return _derived_from(alone, graph, rules)


def explain(
    store: StatementReader,
    subject: URIRef,
    predicate: URIRef,
    value: URIRef | Literal,
    rules: tuple[Rule, ...] | None = None,
) -> tuple[Explanation, ...]:
    """Say by which rule and because of which events, participations or the like a statement is derived.

    Args:
        rules: by default all rules that come with the package, read anew.

    Returns:
        one explanation for each rule that derives the statement; none if no rule does.
    """
    if isinstance(value, Literal):
        return ()
    explanations: list[Explanation] = []
    for rule in read_rules() if rules is None else rules:
        if rule.predicate == predicate:
            solutions = store.select(rule.reasons_query(subject, value))
            because = sorted(URIRef(str(solution["because"])) for solution in solutions)
            if because:
                explanations.append(Explanation(rule, tuple(because)))
    return tuple(explanations)


def _read_rule(path: Path) -> Rule:
    try:
        query = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the rule cannot be read: {error}", source=str(path)) from error
    header, template = _HEADER.match(query), _TEMPLATE.search(query)
    if header is None or template is None or "?because" not in query:
        raise InputError(
            "a rule has the lines '# question:' and '# description:', constructs ?subject PREDICATE ?object "
            "and binds ?because",
            source=str(path),
        )
    description = " ".join(line.removeprefix("#").strip() for line in header["description"].split("\n"))
    return Rule(path.stem, header["question"], description, _expanded(template["predicate"], query), query)


def _expanded(name: str, query: str) -> URIRef:
    """Return the IRI of a prefixed name of a query."""
    if name == "a":
        return RDF.type
    prefixes = dict(_PREFIX.findall(query))
    prefix, colon, local = name.partition(":")
    return URIRef(prefixes.get(prefix + colon, "") + local)
