"""``FILTER NOT EXISTS`` as ``OPTIONAL`` and "not found", where the two mean the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from osce_kg.validation.compiled.query_text import Group, Select, parse_query


def with_optionals(text: str) -> str:
    """Return the query with ``OPTIONAL`` for each ``FILTER NOT EXISTS`` of its pattern that means the same.

    Oxigraph joins what is optional to the solutions that there are. NOT EXISTS it evaluates anew for each of
    them, and if the pattern has several joins, without what is known: thousands of times slower.
    """
    select = parse_query(text)
    for group in select.pattern.groups:
        if group.filter_start is None:
            continue
        # A filter holds for its whole group, OPTIONAL joins to what stands before it: hence the end.
        before, after = text[: group.filter_start], text[group.end + 1 : select.pattern.end]
        rest, modifiers = f"{before}FILTER(true){after}", text[select.pattern.end :]
        if _may_be_optional(group, parse_query(rest + modifiers)):
            found = next(name for name in _names() if name not in select.pattern.variables)
            optional = f"OPTIONAL {{{text[group.start : group.end]} BIND(true AS ?{found}) }}"
            return with_optionals(f"{rest} {optional} FILTER(!BOUND(?{found})) {modifiers}")
    return text


def _may_be_optional(group: Group, outside: Select) -> bool:
    """Tell whether a group needs to know no more from outside than its triples and its own filters do.

    In what is optional, only these know the variables outside; in EXISTS, everything does.
    """
    within = (part for part in group.walk() if part is not group and part.kind != "EXISTS")
    names = group.in_binds.union(*(part.variables for part in within))
    known = outside.pattern.variables | outside.projected | outside.grouped_by
    return group.subquery is None and names & known <= group.in_triples


def _names() -> Iterator[str]:
    return (f"found{number}" for number in count())
