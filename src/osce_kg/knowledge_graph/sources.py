"""Where answers come from: a build's store, a dump, or an endpoint; each takes a query and gives bytes."""

from __future__ import annotations

import tempfile
import time
import weakref
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Final, Protocol

from osce_kg.errors import InputError, LimitError, MissingInputError
from osce_kg.knowledge_graph.dumps import is_dump, load_dump
from osce_kg.querying.execution import QueryRequest
from osce_kg.querying.isolated import QueryLimits
from osce_kg.querying.worker_process import WorkerProcess
from osce_kg.web import WebLimits, WebRequest, fetch, without_credentials

_HEADERS: Final = {"User-Agent": "osce-kg (KnowledgeGraph)"}
_ACCEPTED: Final[Mapping[str, frozenset[str]]] = {
    "solutions": frozenset({"application/sparql-results+json", "application/json"}),
    "graph": frozenset({"application/n-triples", "text/plain"}),
}


class GraphSource(Protocol):
    """What answers checked queries that declare their prefixes."""

    @property
    def name(self) -> str:
        """The path or address, as it may be shown."""
        ...

    def answer(self, text: str, kind: str) -> bytes:
        """Return SPARQL JSON for ``solutions`` (SELECT, ASK), N-Triples for a ``graph``.

        Raises:
            QueryError: the query is not allowed.
            LimitError: it takes too long or too much.
            InputError, MachineError: the graph cannot be read or reached.
        """
        ...

    def close(self) -> None:
        """Let go of processes and temporary files; further questions are errors."""
        ...


def open_source(where: str | Path, deadline: float | None) -> GraphSource:
    """Open a build's directory, a dump file, or a SPARQL endpoint (an address with http or https).

    Args:
        deadline: seconds that one query may take; None: any time.

    Raises:
        MissingInputError: there is neither a build nor a dump.
        InputError: the dump cannot be read.
    """
    if str(where).lower().startswith(("http://", "https://")):
        return EndpointSource(str(where), deadline)
    path = Path(where)
    limits = QueryLimits(deadline=deadline)
    if (path / "store" / "CURRENT").is_file():
        return StoreSource(str(where), path / "store", limits)
    if path.is_file() and is_dump(path):
        with ExitStack() as on_failure:
            folder = on_failure.enter_context(tempfile.TemporaryDirectory(prefix="osce-kg-"))
            load_dump(path, Path(folder))
            return StoreSource(str(where), Path(folder), limits, on_failure.pop_all())
    reason = "neither a build's directory nor a dump (.nq, .trig, .nt, .ttl, .jsonld, with or without .gz)"
    raise MissingInputError(reason, source=str(where))


class StoreSource:
    """A store on disk, asked in a process that can be lost: the deadline, and Ctrl-C, end it."""

    def __init__(self, name: str, store: Path, limits: QueryLimits, files: ExitStack | None = None) -> None:
        """Take a store; ``files`` is closed with this source."""
        self._name = name
        self._store = store.resolve()
        self._limits = limits
        self._workers: list[WorkerProcess] = []
        self._release = weakref.finalize(self, _release, self._workers, files or ExitStack())

    @property
    def name(self) -> str:
        """The path, as it was given."""
        return self._name

    def answer(self, text: str, kind: str) -> bytes:
        """Return the complete answer."""
        if not self._release.alive:
            raise MissingInputError("this graph has been closed", source=self._name)
        if not self._workers:
            self._workers.append(WorkerProcess(self._store, self._limits.memory))
        seconds = self._limits.deadline
        request = asdict(QueryRequest(text, graph_format="ntriples"))
        body = BytesIO()
        try:
            self._workers[0].run(
                request | {"prefixes": {}, "processor_time": seconds},
                body,
                deadline=None if seconds is None else time.monotonic() + seconds,
                result_limit=self._limits.result,
            )
        except BaseException:
            # It may still be busy, or have something of this answer in its pipe.
            self._workers.pop().kill()
            raise
        return body.getvalue()

    def close(self) -> None:
        """End the process; of a dump, remove the store that was made from it."""
        self._release()


def _release(workers: list[WorkerProcess], files: ExitStack) -> None:
    while workers:
        workers.pop().kill()
    files.close()


class EndpointSource:
    """A SPARQL endpoint, asked over HTTP; nothing is sent before the first query."""

    def __init__(self, url: str, deadline: float | None) -> None:
        self._url = url
        seconds = 24 * 3600.0 if deadline is None else deadline
        self._limits = WebLimits(max_bytes=QueryLimits().result, read_seconds=seconds, total_seconds=seconds)

    @property
    def name(self) -> str:
        """The address, without a password."""
        return without_credentials(self._url)

    def answer(self, text: str, kind: str) -> bytes:
        """Return the complete answer."""
        accepted = _ACCEPTED[kind]
        headers = {**_HEADERS, "Accept": ", ".join(sorted(accepted))}
        try:
            return fetch(WebRequest(self._url, headers, accepted, {"query": text}), self._limits).raw
        except LimitError as error:
            raise LimitError(f"{self.name}: {error}") from error
        except InputError as error:
            raise InputError(error.reason, source=self.name) from error

    def close(self) -> None:
        """Do nothing: no connection is kept."""
