"""A store of others behind a SPARQL endpoint: asked over HTTP, whole answers or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, Final, TypeAlias, cast
from urllib.parse import urlencode

import pyoxigraph as ox
import urllib3

from osce_kg.errors import LimitError, MachineError, QueryError
from osce_kg.printable import on_one_line

SOLUTIONS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"
_MEDIA_TYPES: Final = {
    SOLUTIONS: frozenset({SOLUTIONS, "application/json"}),
    TRIPLES: frozenset({TRIPLES, "text/plain", "text/ntriples"}),
}
_CONNECT_SECONDS: Final = 5.0
_CUT: Final = "X-SPARQL-MaxRows"
"""Header by which Virtuoso says that it gave no more rows than so many."""
_LONGEST_REASON: Final = 300

Results: TypeAlias = ox.QuerySolutions | ox.QueryBoolean
Dataset: TypeAlias = Sequence[tuple[str, str]]
"""Parameters of the SPARQL protocol that name graphs."""


class SparqlEndpoint:
    """Where a store answers queries. It can be shared by processes that are forked."""

    def __init__(self, url: str, seconds: float) -> None:
        """Take an address; nothing is sent before the first query.

        Args:
            url: of the endpoint for queries.
            seconds: longest silence of the store.
        """
        self.url = url
        self._timeout = urllib3.Timeout(connect=min(_CONNECT_SECONDS, seconds), read=seconds)
        self._pool: urllib3.PoolManager | None = None
        self._process = 0

    @contextmanager
    def opened(self, query: str, media_type: str, dataset: Dataset = ()) -> Iterator[IO[bytes]]:
        """Send a query; give its answer, which comes while it is read.

        Args:
            query: in SPARQL 1.1, with all prefixes declared.
            media_type: ``SOLUTIONS`` or ``TRIPLES``.
            dataset: the graphs that are asked.

        Raises:
            QueryError: the store does not take the query.
            LimitError: the store is silent for too long, or has cut the answer.
            MachineError: it cannot be reached, or does not answer as an endpoint does.
        """
        body = urlencode([("query", query), *dataset]).encode()
        headers = {"Accept": media_type, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            # No redirect is followed and nothing is sent twice: what answers is what the user has named.
            response = self._connections().request(
                "POST",
                self.url,
                body=body,
                headers=headers,
                timeout=self._timeout,
                redirect=False,
                retries=False,
                preload_content=False,
            )
        except (urllib3.exceptions.ConnectTimeoutError, urllib3.exceptions.NewConnectionError, OSError):
            raise MachineError("The store behind this service cannot be reached.") from None
        except urllib3.exceptions.TimeoutError:
            raise LimitError("The store behind this service did not answer in time.") from None
        except urllib3.exceptions.HTTPError:
            raise MachineError("The store behind this service broke off.") from None
        try:
            _require_answer(response, media_type)
            yield cast(IO[bytes], response)
        except urllib3.exceptions.TimeoutError:
            raise LimitError("The store behind this service did not answer in time.") from None
        except urllib3.exceptions.HTTPError:
            raise MachineError("The store behind this service broke off.") from None
        except BaseException:
            response.close()  # an answer that nobody reads to its end
            raise
        finally:
            response.release_conn()

    def results(self, query: str) -> Results:
        """Return the complete answer of a SELECT or ASK query."""
        with self.opened(query, SOLUTIONS) as answer:
            content = answer.read()
        return parsed_results(content)

    def triples(self, query: str) -> list[ox.Triple]:
        """Return the complete answer of a CONSTRUCT or DESCRIBE query."""
        with self.opened(query, TRIPLES) as answer:
            content = answer.read()
        try:
            return [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES)]
        except SyntaxError as error:
            raise MachineError("The store behind this service gave triples that do not parse.") from error

    def _connections(self) -> urllib3.PoolManager:
        # A connection that two processes have would carry the answers of both.
        if self._pool is None or self._process != os.getpid():
            self._pool, self._process = urllib3.PoolManager(), os.getpid()
        return self._pool


def parsed_results(answer: bytes | IO[bytes]) -> Results:
    """Return an answer in SPARQL JSON.

    Raises:
        MachineError: it is something else.
    """
    try:
        return ox.parse_query_results(cast(Any, answer), format=ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise MachineError("The store behind this service gave results that do not parse.") from error


def as_boolean(results: Results) -> bool:
    """Return the answer of an ASK query; Virtuoso 7 gives it as a solution with one number."""
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    for solution in results:
        return any(isinstance(term, ox.Literal) and term.value in ("1", "true") for term in solution)
    return False


def _require_answer(response: urllib3.BaseHTTPResponse, media_type: str) -> None:
    if response.status == 400:
        said = response.read(_LONGEST_REASON).decode("utf-8", "replace")
        raise QueryError(f"The store behind this service does not take the query: {on_one_line(said)}")
    if response.status != 200:
        raise MachineError(f"The store behind this service answers {response.status}.")
    if _CUT in response.headers:
        most = int(response.headers[_CUT]) if response.headers[_CUT].isdecimal() else 0
        told = "The store behind this service gives at most {:,} rows; nothing of the answer is given."
        raise LimitError(told.format(most))
    found = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if found not in _MEDIA_TYPES[media_type]:
        raise MachineError("The store behind this service answers in another form than it was asked for.")
