"""The order of the columns of ``SELECT *``: as the variables first appear in the query.

The engine gives them in the order of the alphabet. SPARQL leaves the order open; people read a table as they
wrote the query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

from osce_kg.querying.inspection import without_texts

_SPACE: Final = r"(?:\s|\#[^\n\r]*+)*+"
_IRI: Final = r"<[^<>\"{}|^`\x00-\x20]*+>"
_SELECT_ALL: Final = re.compile(
    rf"""{_SPACE}(?:(?:base{_SPACE}|prefix{_SPACE}[^\s<>:]*+:{_SPACE}){_IRI}{_SPACE})*+
        select(?:{_SPACE}(?:distinct|reduced))?{_SPACE}(?P<all>\*)""",
    re.IGNORECASE | re.VERBOSE,
)
_VARIABLE: Final = re.compile(r"[?$]([0-9A-Za-z_\x80-\U0010ffff]+)")


def with_columns_in_order(text: str, prefixes: Mapping[str, str], base_iri: str | None) -> str:
    """Return a query with the variables in the place of the star of its ``SELECT *``; any other as it is.

    Which variables these are the engine says, so the answers are the same but for the order of the columns.

    Args:
        text: the query.
        prefixes: prefixes that queries may use without declaring them.
        base_iri: what relative IRIs are relative to.
    """
    head = _SELECT_ALL.match(text)
    if head is None:
        return text
    try:
        results = ox.Store().query(text, prefixes=dict(prefixes), base_iri=base_iri)
    except (SyntaxError, RuntimeError):  # the store that is asked says so again
        return text
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    found = dict.fromkeys(_VARIABLE.findall(without_texts(text)))
    places = {name: place for place, name in enumerate(found)}
    # A text with escaped quotes can hide a name that follows; such columns come last.
    ordered = sorted(names, key=lambda name: places.get(name, len(places)))
    if ordered == names:
        return text
    columns = " ".join(f"?{name}" for name in ordered)
    return f"{text[: head.start('all')]} {columns} {text[head.end('all') :]}"
