"""Whether all servers give the same answers, as far as the number of rows tells."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from benchmarks.serving.mixes import Query
from benchmarks.serving.servers import Running

_JSON: Final = "application/sparql-results+json"
_PATIENCE: Final = 120.0
"""Seconds to wait for one answer."""


def differences(servers: Sequence[Running], queries: Iterable[Query]) -> Iterator[str]:
    """Say, for each query and server, what it answers else than the first server does."""
    first, *others = servers
    for query in queries:
        expected = ask(first.endpoint, query)
        for other in others:
            if (found := ask(other.endpoint, query)) != expected:
                yield f"{query.name}: {other.name} answers {found}, {first.name} {expected}"


def ask(endpoint: str, query: Query) -> str:
    """Return what an endpoint answers, in a word: the number of rows, yes or no, or what went wrong."""
    request = urllib.request.Request(f"{endpoint}?{query.target}", headers={"Accept": _JSON})
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            return summary(json.load(answer))
    except (OSError, ValueError, LookupError) as error:
        return f"an error ({error})"


def summary(document: dict[str, Any]) -> str:
    """Return the number of rows of a result document, or whether it says yes.

    Virtuoso 7 answers ASK in JSON with a row of one number, or with none.
    """
    if "boolean" in document:
        return "yes" if document["boolean"] else "no"
    rows = document["results"]["bindings"]
    if document["head"]["vars"] == ["__ASK_RETVAL"]:
        return "yes" if any(row["__ASK_RETVAL"]["value"] == "1" for row in rows) else "no"
    return f"{len(rows)} rows"
