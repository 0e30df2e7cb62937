"""The graphs that a query names after FROM, whatever way it writes their IRIs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, cast

import pyoxigraph as ox

from osce_kg.querying.inspection import without_texts

_IRI: Final = r"<[^<>\"{}|^`\x00-\x20]*>"
_PREFIXED_NAME: Final = r"[^\s<>:(){}\[\]]*:(?:[\w.:%\-\x80-\U0010ffff]|\\.)*"
_PROLOGUE: Final = re.compile(rf"(?:\s*(?:base|prefix\s*[^\s<>:]*:)\s*{_IRI})*", re.IGNORECASE)
_DATASET_CLAUSE: Final = re.compile(
    # Not the end of a name, variable or language tag; nor a prefix: "?s from:x <a:b>" is no clause.
    rf"(?<![\w:@?$.%\\-])from(?:\s+named)?(?:(?=<)|\s+)({_IRI}|{_PREFIXED_NAME})",
    re.IGNORECASE,
)


def graphs_after_from(text: str, prefixes: Mapping[str, str], base_iri: str | None = None) -> list[str]:
    """Return the IRIs after FROM and FROM NAMED, in the order of the text.

    Args:
        text: the query.
        prefixes: prefixes that queries may use without declaring them.
        base_iri: what relative IRIs are relative to, unless the query has a BASE of its own.
    """
    return resolve_names(text, _DATASET_CLAUSE.findall(without_texts(text)), prefixes, base_iri)


def resolve_names(
    text: str, names: Sequence[str], prefixes: Mapping[str, str], base_iri: str | None
) -> list[str]:
    """Return the whole IRIs of names, as they mean them in a query; none if one of them means nothing.

    Args:
        text: the query.
        names: IRIs in angle brackets, and prefixed names.
        prefixes: prefixes that queries may use without declaring them.
        base_iri: what relative IRIs are relative to, unless the query has a BASE of its own.
    """
    if not names:
        return []
    prologue = cast(re.Match[str], _PROLOGUE.match(without_texts(text)))[0]
    # The engine itself resolves them, so BASE, PREFIX and escapes mean here what they mean to the query.
    columns = " ".join(f"({name} AS ?g{position})" for position, name in enumerate(names))
    try:
        results = ox.Store().query(
            f"{prologue} SELECT {columns} {{}}", prefixes=dict(prefixes), base_iri=base_iri
        )
    except SyntaxError:  # the query has the same error, and it will be explained there
        return []
    (row,) = cast(ox.QuerySolutions, results)
    return [cast(ox.NamedNode, graph).value for graph in row]
