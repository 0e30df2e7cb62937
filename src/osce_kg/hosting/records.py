"""What became of each request: as metrics for Prometheus, and as lines of an access log."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from functools import cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from osce_kg.hosting.access_log import AccessLog
from osce_kg.hosting.intake import Scope
from osce_kg.hosting.reply import Reply

_PLACES: Final = frozenset(
    {
        "sparql",
        "id",
        "doc",
        "vocab",
        "graph",
        "dump",
        "ontology",
        "shapes",
        "static",
        "reconcile",
        "healthz",
        "metrics",
        "update",
        "graph-store",
    }
)
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_LONGEST_TEXT: Final = 500
"""Characters of a header or a path that are logged."""


class Record:
    """One request, while it is answered.

    Attributes:
        client: address that it comes from.
        outcome: ``computed``, ``kept`` (from the cache), ``refused``, or the name of an error.
    """

    def __init__(self, scope: Scope, reply: Reply) -> None:
        self.client = ""
        self.outcome = "computed"
        self.scope = scope
        self.reply = reply
        self.began = time.monotonic()


class Recorder:
    """Counts requests, and writes a line for each if there is a log."""

    def __init__(self, log: AccessLog | None = None) -> None:
        """Begin to count.

        Args:
            log: takes a line of JSON for each request; None: no log.
        """
        self._log = log
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "osce_kg_requests", "Requests answered.", ("place", "status", "outcome"), registry=self._registry
        )
        self._seconds = Histogram(
            "osce_kg_request_seconds",
            "Time from the head of a request to the end of its answer.",
            ("place",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._bytes = Counter(
            "osce_kg_answer_bytes", "Bytes of bodies sent.", ("place",), registry=self._registry
        )
        self._running = 0
        self.watch("requests_running", "Requests being answered.", lambda: self._running)
        # To find the metric of some labels costs more than to count: each is looked for once.
        self._counter_of = cache(self._requests.labels)
        self._seconds_of = cache(self._seconds.labels)
        self._bytes_of = cache(self._bytes.labels)

    def watch(self, name: str, description: str, value: Callable[[], float]) -> None:
        """Show a value that is asked for whenever metrics are."""
        Gauge(f"osce_kg_{name}", description, registry=self._registry).set_function(value)

    def begin(self, scope: Scope, reply: Reply) -> Record:
        """Take note of a request."""
        self._running += 1
        return Record(scope, reply)

    def end(self, record: Record) -> None:
        """Take note of what became of it."""
        seconds = time.monotonic() - record.began
        place = _place(record.scope["path"])
        self._running -= 1
        self._counter_of(place, str(record.reply.status), record.outcome).inc()
        self._seconds_of(place).observe(seconds)
        self._bytes_of(place).inc(record.reply.size)
        if self._log is not None:
            self._log.write(json.dumps(_line(record, seconds)))

    def metrics(self) -> tuple[str, bytes]:
        """Return media type and text in Prometheus' format."""
        return CONTENT_TYPE_LATEST, generate_latest(self._registry)


def _place(path: str) -> str:
    """Return the part of the service that a path leads to; of what is asked for in vain, always the same."""
    first = path.split("/", 2)[1] if "/" in path else ""
    first = first.partition(".")[0]
    return first if first in _PLACES else "start" if path == "/" else "other"


def _line(record: Record, seconds: float) -> dict[str, object]:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in record.scope["headers"]}
    return {
        "time": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
        "client": record.client,
        "method": record.scope["method"],
        "path": record.scope["path"][:_LONGEST_TEXT],
        "query": record.scope["query_string"].decode("latin-1")[:_LONGEST_TEXT],
        "status": record.reply.status,
        "bytes": record.reply.size,
        "seconds": round(seconds, 6),
        "outcome": record.outcome,
        "agent": headers.get("user-agent", "")[:_LONGEST_TEXT],
    }
