"""Which predicates a query names, so that a store need hold no others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from re import Match
from typing import Final

from osce_kg.validation.compiled.query_text import TOKEN
from osce_kg.validation.data_graph import TYPE
from osce_kg.validation.terms import Term

_TERMS: Final = frozenset({"iri", "name", "variable", "string", "number"})
_MODIFIERS: Final = frozenset({"SELECT", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET"})


@lru_cache(maxsize=256)
def named_predicates(query: str) -> frozenset[Term] | None:
    """Return the IRIs of a query, its predicates among them; None if they cannot be told.

    They cannot if a variable may be a predicate, or if IRIs are relative to a BASE. A prefix that is not
    declared names nothing: the query does not run.
    """
    tokens = [token for token in TOKEN.finditer(query) if token.lastgroup != "comment"]
    if _has_variable_predicate(tokens) or any(token[0].upper() == "BASE" for token in tokens):
        return None
    return frozenset(_names(tokens))


def _names(tokens: list[Match[str]]) -> Iterator[Term]:
    prefixes: dict[str, str] = {}
    before = ""
    for token in tokens:
        if token.lastgroup == "iri":
            # Outside of declarations, a name with an empty local part before an IRI is no harm.
            prefixes.setdefault(before, token[0][1:-1])
            yield token[0]
        elif token.lastgroup == "name":
            prefix, _, local = token[0].partition(":")
            yield f"<{prefixes.get(prefix + ':', '')}{local.replace(chr(92), '')}>"
        elif token[0] == "a":
            yield TYPE
        before = token[0]


def _has_variable_predicate(tokens: list[Match[str]]) -> bool:
    """Tell whether a variable may stand between subject and object; in doubt, it may."""
    depths = [0]  # of round brackets, in which there are no predicates, for each brace and square bracket
    in_pattern = False
    for number, token in enumerate(tokens):
        text = token[0]
        before = tokens[number - 1] if number else token
        after = tokens[number + 1] if number + 1 < len(tokens) else token
        if text in "{[":
            in_pattern = True
            depths.append(0)
        elif text in "}]" and len(depths) > 1:
            in_pattern = True
            depths.pop()
        elif text == "(" and before[0] in ("{", "}", "."):
            return True  # a list as subject, after which anything may come
        elif text in "()":
            depths[-1] += 1 if text == "(" else -1
        elif text.upper() in _MODIFIERS:
            in_pattern = False
        elif token.lastgroup == "variable" and in_pattern and not depths[-1] and _is_verb(before, after):
            return True
    return False


def _is_verb(before: Match[str], after: Match[str]) -> bool:
    """Tell whether what stands between two tokens may be a predicate, neither subject nor object."""
    return (before.lastgroup in _TERMS or before[0] in (";", "[", "]")) and (
        after.lastgroup in _TERMS or after[0] in ("[", "(")
    )
