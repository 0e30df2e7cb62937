"""Which queries may be asked about many focus nodes at once, and which even without naming them."""

from __future__ import annotations

from osce_kg.validation.compiled.query_text import Group, Select


def finds_by_itself(select: Select, variable: str) -> bool:
    """Tell whether a query that is not told the values of a variable gives the solutions for all of them.

    It does if its triple patterns find the values, in each group in which something else depends on them.
    Deliberately narrow: OPTIONAL before the first such pattern, for one, is a "no".
    """
    if select.aggregates and variable not in select.grouped_by:
        return False
    return (
        not select.slices
        and variable in select.pattern.found_first
        and _is_independent(select.pattern, variable)
    )


def is_for_many(select: Select, variable: str) -> bool:
    """Tell whether a query that is told many values of a variable gives the solutions for each.

    It does not if it counts, or takes a part of, the solutions for all of them together.
    """
    selects = [select, *(group.subquery for group in select.pattern.walk() if group.subquery)]
    return not any(part.slices or (part.aggregates and variable not in part.grouped_by) for part in selects)


def _is_independent(group: Group, variable: str) -> bool:
    """Tell whether a group can be evaluated without the variable, and joined with its values afterwards."""
    if group.subquery:
        return finds_by_itself(group.subquery, variable)
    # What EXISTS is asked about are the solutions of the group around it.
    depends = variable in group.in_expressions or any(
        inner.kind == "EXISTS" and inner.mentions(variable) for inner in group.groups
    )
    if depends and variable not in group.found_first:
        return False
    return all(_is_independent(inner, variable) for inner in group.groups if inner.kind != "EXISTS") and all(
        not deeper.mentions(variable) or _is_independent(deeper, variable)
        for inner in group.groups
        if inner.kind == "EXISTS"
        for deeper in inner.groups
    )
