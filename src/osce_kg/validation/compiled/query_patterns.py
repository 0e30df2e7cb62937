"""The triple patterns of a query, wherever they stand in it: what it reads, and how that hangs together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import count, repeat
from typing import Final, NamedTuple

from rdflib import paths as rdflib_paths
from rdflib.plugins.sparql.algebra import translatePath, translatePName, translatePrologue, traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Node, URIRef, Variable

from osce_kg.errors import InputError
from osce_kg.validation.compiled.paths import Alternative, Optional, Path, Repeated, Sequence, Step, inverse
from osce_kg.validation.terms import from_rdflib

_UNCERTAIN: Final = frozenset({"OptionalGraphPattern", "MinusGraphPattern"})
_UNION: Final = "GroupOrUnionGraphPattern"
_SUBQUERY: Final = "SubSelect"


class TriplePattern(NamedTuple):
    """A triple pattern.

    Attributes:
        subject, value: ``?name`` for a variable, ``_:label`` for a blank node, else the term.
        path: from subject to value; a variable or a negated set as predicate may be any predicate.
        scope: the branches of UNION, and the OPTIONAL, EXISTS and MINUS, that it stands in, outermost first.
            Where it matches, so do the patterns of its scope and of the scopes around it.
    """

    subject: str
    path: Path
    value: str
    scope: tuple[int, ...]

    def holds_with(self, other: TriplePattern) -> bool:
        """Tell whether the other pattern matches wherever this one does."""
        return self.scope[: len(other.scope)] == other.scope


@lru_cache(maxsize=256)
def triple_patterns(query: str) -> tuple[TriplePattern, ...]:
    """Return the triple patterns of a query and of all groups and subqueries in it.

    Raises:
        InputError: the query does not parse.
    """
    try:
        tree = parseQuery(query)
        prologue = translatePrologue(tree[0], None, None)
        body = traverse(tree[1], visitPost=partial(translatePName, prologue=prologue))
        body = traverse(body, visitPost=translatePath)
    except Exception as error:  # pyparsing has many, and rdflib adds plain Exception
        raise InputError(f"a query does not parse: {error}") from error
    return tuple(_patterns(body, (), count()))


def _patterns(part: object, scope: tuple[int, ...], numbers: Iterator[int]) -> Iterator[TriplePattern]:
    if isinstance(part, CompValue):
        if part.name in _UNCERTAIN or part.name.startswith("Builtin_"):
            scope = (*scope, next(numbers))
        if part.name == _SUBQUERY:
            yield from _of_subquery(part, scope, numbers)
            return
        for name, value in part.items():
            if name == "triples":
                for triples in value:
                    yield from map(_pattern, triples[::3], triples[1::3], triples[2::3], repeat(scope))
            elif part.name == _UNION and len(value) > 1:
                for branch in value:
                    yield from _patterns(branch, (*scope, next(numbers)), numbers)
            else:
                yield from _patterns(value, scope, numbers)
    elif isinstance(part, Iterable) and not isinstance(part, str):
        for item in part:
            yield from _patterns(item, scope, numbers)


def _of_subquery(part: CompValue, scope: tuple[int, ...], numbers: Iterator[int]) -> Iterator[TriplePattern]:
    """Give the patterns of a subquery; a variable that it does not select is another one outside."""
    selected = {f"?{each.evar or each.var}" for each in part.projection or ()}
    own = f"#{next(numbers)}"

    def seen_from_outside(name: str) -> str:
        return name + own if name.startswith("?") and selected and name not in selected else name

    for name, value in part.items():
        for pattern in _patterns(value, scope, numbers) if name != "projection" else ():
            yield pattern._replace(
                subject=seen_from_outside(pattern.subject), value=seen_from_outside(pattern.value)
            )


def _pattern(
    subject: Node, predicate: Node | rdflib_paths.Path, value: Node, scope: tuple[int, ...]
) -> TriplePattern:
    return TriplePattern(_name(subject), _path(predicate), _name(value), scope)


def _name(node: Node) -> str:
    return f"?{node}" if isinstance(node, Variable) else from_rdflib(node)


def _path(path: Node | rdflib_paths.Path) -> Path:
    match path:
        case Variable() | BNode() | rdflib_paths.NegatedPath():
            return Step(None)
        case URIRef():
            return Step(from_rdflib(path))
        case rdflib_paths.InvPath(arg=arg):
            return inverse(_path(arg))
        case rdflib_paths.SequencePath(args=args):
            return Sequence(tuple(map(_path, args)))
        case rdflib_paths.AlternativePath(args=args):
            return Alternative(tuple(map(_path, args)))
        case rdflib_paths.MulPath(path=repeated, mod=mark):
            inner = _path(repeated)
            return Optional(inner) if mark == "?" else Repeated(inner, 0 if mark == "*" else 1)
    raise InputError(f"a query has a path that is not supported: {path}")
