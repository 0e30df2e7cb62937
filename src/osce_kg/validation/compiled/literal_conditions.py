"""Questions about values that SHACL answers by SPARQL: is a < b, does a text match a pattern.

They are put to a SPARQL engine, all values at once: comparing dates with and without time zones, decimals
with doubles, or ill-typed literals is its trade. Its regular expressions need no backtracking, so that none
takes exponential time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import pyoxigraph as ox

from osce_kg.validation.terms import Term, is_blank, to_oxigraph

_NAMES = "ab"


def satisfying(rows: Iterable[Sequence[Term]], condition: str) -> list[Sequence[Term]]:
    """Return the rows for which a SPARQL expression is true.

    Args:
        rows: of one or two terms each, called ``?a`` and ``?b``; none with a blank node is ever returned.
        condition: the expression.
    """
    candidates = [row for row in rows if not any(map(is_blank, row))]
    if not candidates:
        return []
    names = _NAMES[: len(candidates[0])]
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"urn:{number}"), ox.NamedNode(f"urn:{name}"), to_oxigraph(term))
        for number, row in enumerate(candidates)
        for name, term in zip(names, row, strict=True)
    )
    patterns = " ".join(f"?row <urn:{name}> ?{name} ." for name in names)
    solutions = cast(
        ox.QuerySolutions, store.query(f"SELECT ?row WHERE {{ {patterns} FILTER ({condition}) }}")
    )
    return [candidates[int(cast(ox.NamedNode, row).value.removeprefix("urn:"))] for (row,) in solutions]


def is_supported_pattern(pattern: str, flags: str) -> bool:
    """Tell whether a regular expression is one that the engine can run: it knows no backward references."""
    return bool(satisfying([('""',)], f"BOUND(?a) && (!{pattern_condition(pattern, flags)} || true)"))


def pattern_condition(pattern: str, flags: str) -> str:
    """Return the expression that the text of ``?a`` matches a pattern."""
    return f"REGEX(STR(?a), {ox.Literal(pattern)}, {ox.Literal(flags)})"
