"""Which things of the sample build the tests look at: of each kind the one of which most is said."""

from __future__ import annotations

import json
from functools import cache

from osce_kg.namespaces import ID
from running_server import RunningServer

_MOST_SAID_OF = """SELECT ?thing (COUNT(*) AS ?links) {{
  ?thing a {kind} . ?other ?points ?thing {condition}
}} GROUP BY ?thing ORDER BY DESC(?links) ?thing LIMIT 1"""


class Subjects:
    """Things of a served build, found by asking it."""

    def __init__(self, server: RunningServer) -> None:
        self._server = server

    @cache  # noqa: B019
    def key(self, kind: str, condition: str = "") -> str:
        """Return the key, such as ``person/Q1``, of the thing of a class that most points to.

        Args:
            kind: a class, as in a query.
            condition: a graph pattern about ``?thing``.
        """
        (row,) = self.solutions(_MOST_SAID_OF.format(kind=kind, condition=condition))
        return row["thing"].removeprefix(str(ID))

    def solutions(self, query: str) -> list[dict[str, str]]:
        """Return the solutions of a query: the values by their variables."""
        answer = self._server.query(query)
        assert answer.status == 200, answer.body
        return [
            {name: term["value"] for name, term in row.items()}
            for row in json.loads(answer.body)["results"]["bindings"]
        ]
