"""Parameters of a query: which it has, and the query in which they have values.

A value never becomes part of the text as it is. It becomes a term, the term is written as N-Triples write it,
and stands in a VALUES block: in place of the block that the query has for the variable, else in a new one at
the start of its pattern.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import pyoxigraph as ox

from osce_kg.errors import UsageError
from osce_kg.namespaces import PREFIXES
from osce_kg.querying.inspection import masked
from osce_kg.store import rdflib_term
from osce_kg.store.gate import checked_term
from osce_kg.store.interface import Term

_BLOCK: Final = re.compile(r"\bVALUES\s*[?$](\w+)\s*\{([^{}]*)\}", re.IGNORECASE)
_VARIABLE: Final = re.compile(r"[?$](\w+)")
_PROLOGUE: Final = re.compile(r"(?:\s*(?:BASE\s*<[^>]*>|PREFIX\s*[^\s:]*:\s*<[^>]*>))*", re.IGNORECASE)
_FORM: Final = re.compile(r"\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable with a VALUES block of its own.

    Attributes:
        name: of the variable.
        defaults: terms in its block; None for UNDEF, which any value fits.
        start, end: of what stands between the braces.
    """

    name: str
    defaults: tuple[Term | None, ...]
    start: int
    end: int


def parameters_of(text: str) -> dict[str, Parameter]:
    """Return the parameters of a query, by name, in the order of the text."""
    code = masked(text)
    prologue = text[: cast(re.Match[str], _PROLOGUE.match(code)).end()]
    return {
        block[1]: Parameter(block[1], _terms(prologue, text[block.start() : block.end()]), *block.span(2))
        for block in _BLOCK.finditer(code)
    }


def with_values(
    text: str,
    given: Mapping[str, object],
    term_for: Callable[[str, object, Term | None], Term],
    *,
    free: bool,
) -> str:
    """Return the query with values for some of its variables.

    Args:
        text: a query that parses.
        given: values by the name of the variable, a list or tuple for several, None for any; a name that is
            a word of Python may have an underscore after it.
        term_for: gives the term for a name, a value, and the term that it replaces.
        free: whether other variables than those with VALUES blocks may be given.

    Raises:
        UsageError: the query has no such variable, or no place for its values.
    """
    known = parameters_of(text)
    edits: list[tuple[int, int, str]] = []
    for python_name, value in given.items():
        name = python_name[:-1] if keyword.iskeyword(python_name[:-1]) else python_name
        values = value if isinstance(value, list | tuple) else [value]
        if not values:
            raise UsageError(f"{name} has no value; None stands for any.")
        if name in known:
            like = next(iter(known[name].defaults), None)
            terms = " ".join(_written(None if one is None else term_for(name, one, like)) for one in values)
            edits.append((known[name].start, known[name].end, f" {terms} "))
        elif free and name in _VARIABLE.findall(masked(text)):
            terms = " ".join(_written(None if one is None else term_for(name, one, None)) for one in values)
            place = _start_of_pattern(text)
            edits.append((place, place, f" VALUES ?{name} {{ {terms} }}"))
        else:
            raise UsageError(_no_such(name, known, text, free=free))
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def with_prefixes(text: str) -> str:
    """Return the query with declarations of the usual prefixes that it uses and does not declare."""
    code = masked(text)
    declared = {name for name in PREFIXES if re.search(rf"\bPREFIX\s+{name}:", code, re.IGNORECASE)}
    used = [name for name in PREFIXES if name not in declared and re.search(rf"(?<![\w?$:.-]){name}:", code)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + text


def _terms(prologue: str, block: str) -> tuple[Term | None, ...]:
    results = cast(
        ox.QuerySolutions, ox.Store().query(f"{prologue} SELECT * {{ {block} }}", prefixes=dict(PREFIXES))
    )
    return tuple(None if term is None else rdflib_term(term) for (term,) in results)


def _written(term: Term | None) -> str:
    return "UNDEF" if term is None else str(checked_term(term))


def _start_of_pattern(text: str) -> int:
    """Return the place after the brace that opens the outermost pattern.

    Raises:
        UsageError: ``CONSTRUCT WHERE`` and ``DESCRIBE`` of mere names have none.
    """
    code = masked(text)
    prologue = cast(re.Match[str], _PROLOGUE.match(code)).end()
    form = _FORM.match(code, prologue)
    braces = _outermost_braces(code, prologue)
    short = (
        form
        and form[1].upper() == "CONSTRUCT"
        and re.match(r"\s*(FROM\b.*)?WHERE", code[form.end() :], re.I | re.S)
    )
    wanted = 1 if form and form[1].upper() == "CONSTRUCT" else 0
    if short or len(braces) <= wanted:
        raise UsageError("This query has no place for values; write a VALUES block for the variable into it.")
    return braces[wanted]


def _outermost_braces(code: str, start: int) -> Sequence[int]:
    """Return the places after the braces that open groups outside of all brackets."""
    found: list[int] = []
    depth = 0
    for place in range(start, len(code)):
        if code[place] == "{" and depth == 0:
            found.append(place + 1)
        depth += (code[place] in "{(") - (code[place] in "})")
    return found


def _no_such(name: str, known: Mapping[str, Parameter], text: str, *, free: bool) -> str:
    names = dict.fromkeys(_VARIABLE.findall(masked(text))) if free else known
    has = f"it has {', '.join(names)}" if names else "it has none"
    return f"The query has no {'variable' if free else 'parameter'} {name[:80]!r}; {has}."
