"""How a query is asked about many focus nodes at once, and what that takes.

A query that finds the focus nodes by itself is asked about all there are. Others are told them, in every
group that depends on them.
"""

from __future__ import annotations

from osce_kg.validation.compiled.query_text import BIND, Group, Select


def finds_by_itself(select: Select, variable: str) -> bool:
    """Tell whether a query that is not told the values of a variable gives the solutions for all of them.

    It does if its triple patterns find the values, in each group in which something else depends on them.
    Deliberately narrow: OPTIONAL before the first such pattern, for one, is a "no".
    """
    if select.slices or (select.aggregates and variable not in select.grouped_by):
        return False
    return variable in found_first(select.pattern) and _is_independent(select.pattern, variable)


def is_for_many(select: Select, variable: str) -> bool:
    """Tell whether a query that is told many values of a variable gives the solutions for each.

    It does not if it counts, or takes a part of, the solutions for all of them together.
    """
    selects = [select, *(group.subquery for group in select.pattern.walk() if group.subquery)]
    return not any(part.slices or (part.aggregates and variable not in part.grouped_by) for part in selects)


def groups_to_tell(select: Select, variable: str) -> list[Group]:
    """Return the groups that must be told the values of a variable.

    What EXISTS is asked about are the solutions of the group around it, which then must know the value.
    """
    if finds_by_itself(select, variable):
        # What is optional has the value by then; told it, Oxigraph does not look for all there are.
        optional = [group for group in select.pattern.groups if group.kind == "OPTIONAL"]
        return [
            _finder(select.pattern, variable),
            *(group for group in optional if variable in group.in_triples and not group.subquery),
        ]
    depending = [
        group
        for group in select.pattern.walk()
        if group.kind != "EXISTS"
        and not group.subquery
        and (variable in group.in_triples or _depends(group, variable))
    ]
    return depending if select.pattern in depending else [select.pattern, *depending]


def _finder(group: Group, variable: str) -> Group:
    """Return the group in which a variable is found first: telling it there narrows down all that follows."""
    if variable not in group.in_triples:
        for inner in group.groups:
            if inner.kind in ("", "WHERE") and variable in _given(inner):
                return _finder(inner, variable)
    return group if group.subquery is None else group.subquery.pattern


def found_first(group: Group) -> set[str]:
    """Return the variables that a group's triple patterns find before anything in it can depend on them."""
    found: set[str] = set()
    before: set[str] = set()
    for part in group.parts:
        if part == BIND:
            break
        if isinstance(part, str):
            found.add(part)
        elif part.kind == "":
            before = set(found)
            found |= _given(part)
        elif part.kind == "UNION":
            found = before | (found & _given(part))
        elif part.kind != "EXISTS":
            break
    return found


def _given(group: Group) -> set[str]:
    if group.subquery:
        return found_first(group.subquery.pattern) & group.subquery.projected
    return found_first(group)


def _depends(group: Group, variable: str) -> bool:
    """Tell whether a group itself must know the variable, other than by its triples.

    The filters of what is optional know the solutions of the group around it; that is the one that must know.
    """
    own = group.in_binds if group.kind == "OPTIONAL" else group.in_binds | group.in_filters
    return variable in own or any(
        (inner.kind == "EXISTS" and variable in inner.variables)
        or (inner.kind == "OPTIONAL" and variable in inner.in_filters)
        for inner in group.groups
    )


def _is_independent(group: Group, variable: str) -> bool:
    """Tell whether a group can be evaluated without the variable, and joined with its values afterwards."""
    if group.subquery:
        return finds_by_itself(group.subquery, variable)
    if _depends(group, variable) and variable not in found_first(group):
        return False
    return all(
        _is_independent(part, variable)
        for inner in group.groups
        for part in (inner.groups if inner.kind == "EXISTS" else [inner])
        if variable in part.variables
    )
