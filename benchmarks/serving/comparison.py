"""Whether all servers give the same answers, as far as the number of rows tells."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterable, Iterator
from typing import Any, Final

from benchmarks.serving.load import JSON
from benchmarks.serving.mixes import Query
from benchmarks.serving.servers import Running

_PATIENCE: Final = 120.0
"""Seconds to wait for one answer."""


class Answers:
    """What the first server answers, to compare others with; each query is asked it once."""

    def __init__(self, first: Running) -> None:
        """Take a server as the first."""
        self._first = first
        self._known: dict[str, str] = {}
        self.compared = self.differing = 0

    def differences(self, query: Query, others: Iterable[Running]) -> Iterator[str]:
        """Say which of the others answer a query in another way."""
        if query.text not in self._known:
            self._known[query.text] = ask(self._first.endpoint, query)
        expected = self._known[query.text]
        for other in others:
            self.compared += 1
            if (found := ask(other.endpoint, query)) != expected:
                self.differing += 1
                yield f"{query.name}: {other.name} answers {found}, {self._first.name} {expected}"


def ask(endpoint: str, query: Query) -> str:
    """Return what an endpoint answers, in a word: the number of rows, yes or no, or what went wrong."""
    request = urllib.request.Request(f"{endpoint}?{query.target}", headers={"Accept": JSON})
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
