"""Questions about values that SHACL answers by SPARQL: is a < b, does a text match a pattern.

They are put to a SPARQL engine, all values at once: comparing dates with and without time zones, decimals
with doubles, or ill-typed literals is its trade. Its regular expressions need no backtracking, so that none
takes exponential time.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, cast

import pyoxigraph as ox
from rdflib.namespace import XSD

from osce_kg.validation.terms import Term, is_blank, plain_text, to_oxigraph
from osce_kg.validation.xsd import is_well_formed

_OPERATORS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_DATE_SUFFIX: Final = f'"^^<{XSD.date}>'
_NUMBER_SUFFIXES: Final = (f'"^^<{XSD.integer}>', f'"^^<{XSD.decimal}>')
_PLAIN_DAY: Final = re.compile(r"(?!0000)\d{4}-\d\d-\d\d", re.ASCII)
_PLAIN_INTEGER: Final = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_PLAIN_DECIMAL: Final = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?", re.ASCII)


def in_relation(pairs: Iterable[tuple[Term, Term]], name: str) -> set[tuple[Term, Term]]:
    """Return the pairs for which a comparison is true; it is not if the two cannot be compared.

    Days and plain numbers, nearly all there is, are compared here and not by SPARQL, which is slower.

    Args:
        name: the operator of SPARQL: ``<``, ``<=``, ``>`` or ``>=``.
    """
    holds = _OPERATORS[name]
    found: set[tuple[Term, Term]] = set()
    others: list[tuple[Term, Term]] = []
    for pair in pairs:
        left, right = _plain_value(pair[0]), _plain_value(pair[1])
        if left is None or type(left) is not type(right):
            others.append(pair)
        elif holds(left, right):
            found.add(pair)
    return found | {(left, right) for left, right in _satisfying(others, f"?a {name} ?b")}


def matching(nodes: Iterable[Term], pattern: str, flags: str) -> set[Term]:
    """Return the nodes whose text matches a regular expression; of blank nodes, which have no text, none."""
    # As plain texts: the store of a SPARQL engine writes 2.0 as 2.
    texts = {node: str(ox.Literal(plain_text(node))) for node in nodes if not is_blank(node)}
    found = {text for (text,) in _satisfying([(text,) for text in texts.values()], _pattern(pattern, flags))}
    return {node for node, text in texts.items() if text in found}


def is_supported_pattern(pattern: str, flags: str) -> bool:
    """Tell whether a regular expression is one that can be matched without backtracking."""
    # Whatever a pattern says of a text, one that cannot be matched is an error, and IF with an error is one.
    return bool(_satisfying([('""',)], f"IF({_pattern(pattern, flags)}, true, true)"))


def _pattern(pattern: str, flags: str) -> str:
    return f"REGEX(?a, {ox.Literal(pattern)}, {ox.Literal(flags)})"


@lru_cache(maxsize=1 << 16)
def _plain_value(term: Term) -> str | Decimal | None:
    """Return what sorts a day, as text, or a short number; None for anything else, and if it is ill typed."""
    if term.endswith(_DATE_SUFFIX):
        text = term[1 : -len(_DATE_SUFFIX)]
        return text if _PLAIN_DAY.fullmatch(text) and is_well_formed(text, str(XSD.date)) else None
    if term.endswith(_NUMBER_SUFFIXES):
        text = term[1 : term.rindex('"')]
        is_whole = term.endswith(_NUMBER_SUFFIXES[0])
        return Decimal(text) if (_PLAIN_INTEGER if is_whole else _PLAIN_DECIMAL).fullmatch(text) else None
    return None


def _satisfying(rows: Sequence[tuple[Term, ...]], condition: str) -> list[tuple[Term, ...]]:
    """Return the rows for which a SPARQL expression is true; its variables are ``?a`` and ``?b``."""
    known = [row for row in rows if not any(map(is_blank, row))]
    if not known:
        return []
    names = "ab"[: len(known[0])]
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"urn:{number}"), ox.NamedNode(f"urn:{name}"), to_oxigraph(term))
        for number, row in enumerate(known)
        for name, term in zip(names, row, strict=True)
    )
    patterns = " ".join(f"?row <urn:{name}> ?{name} ." for name in names)
    query = f"SELECT ?row WHERE {{ {patterns} FILTER ({condition}) }}"
    solutions = cast(ox.QuerySolutions, store.query(query))
    return [known[int(cast(ox.NamedNode, row).value.removeprefix("urn:"))] for (row,) in solutions]
