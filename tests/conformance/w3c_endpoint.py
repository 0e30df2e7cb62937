"""Our application on a real socket, in front of the dataset that a test asks for."""

from __future__ import annotations

import asyncio
import http.client
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any, cast

import pyoxigraph as ox
from flask import Flask

from osce_kg.config import Settings
from osce_kg.hosting.front import Front
from osce_kg.hosting.generations import Generations
from osce_kg.hosting.records import Recorder
from osce_kg.hosting.serving import http_server, reserved_address
from osce_kg.hosting.worker import WsgiApplication, serve_requests
from osce_kg.hosting.worker_link import WorkerLink
from osce_kg.publishing import OpenedRelease, ReleaseSummary
from osce_kg.server.application import create_site_app
from osce_kg.server.description import Describer
from osce_kg.server.document_text import DocumentTexts
from osce_kg.server.graph_sizes import count_graphs
from osce_kg.server.links import LocalLinks
from osce_kg.server.neighbours import NeighbourIndex, Neighbours
from osce_kg.server.site import Site
from osce_kg.store import OxigraphReader


@dataclass(frozen=True)
class HttpAnswer:
    """What came back: the status, the headers by their names in small letters, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


class Endpoint:
    """Our server, which shows one dataset at a time. Use as a context manager.

    All of it is as ``osce-kg serve`` runs it, but for the worker: it is a thread, so that the dataset can be
    another for each test.
    """

    def __init__(self) -> None:
        self._app = create_query_app(ox.Store(), "http://localhost/")
        self._workers = _ThreadWorkers(self._serve)
        self._address = ("127.0.0.1", 0)
        self._started, self._ended = Event(), Event()
        self._thread = Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self) -> Endpoint:
        self._thread.start()
        assert self._started.wait(30)
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join(30)

    async def _run(self) -> None:
        front = Front(cast(Generations, self._workers), Settings(cache_memory=0), Recorder())
        with reserved_address("127.0.0.1", 0) as self._address:
            server = http_server(front, *self._address)
            server.on_startup(self._started.set)
            running = asyncio.create_task(server.serve())
            await asyncio.to_thread(self._ended.wait)
            server.stop()
            await running

    @property
    def url(self) -> str:
        """The address of the query service."""
        return f"http://127.0.0.1:{self._address[1]}/sparql"

    def show(self, store: ox.Store, base_iri: str) -> None:
        """Answer queries over this dataset from now on.

        Args:
            base_iri: what relative IRIs of queries are relative to.
        """
        self.show_app(create_query_app(store, base_iri))

    def show_app(self, app: Flask) -> None:
        """Answer with this application from now on."""
        self._app = app

    def request(
        self,
        method: str,
        target: str = "/sparql",
        *,
        headers: Iterable[tuple[str, str]] = (),
        body: bytes | None = None,
    ) -> HttpAnswer:
        """Send a request, with these headers and no others but Host and Content-Length."""
        connection = http.client.HTTPConnection(*self._address, timeout=30)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return HttpAnswer(answer.status, names, answer.read())
        finally:
            connection.close()

    def query(self, query: bytes, accept: str) -> HttpAnswer:
        """Post a query as it is."""
        headers = (("Content-Type", "application/sparql-query"), ("Accept", accept))
        return self.request("POST", headers=headers, body=query)

    def _serve(self, environ: Any, start_response: Any) -> Any:
        return self._app(environ, start_response)


def create_query_app(store: ox.Store, base_iri: str) -> Flask:
    """Return our application over any dataset; queries run in this process, without limits."""
    settings = Settings(base_iri=base_iri)
    reader = OxigraphReader(store)
    summary = ReleaseSummary("0", "0", len(store), None, None, {})
    neighbours = Neighbours(reader, NeighbourIndex())
    return create_site_app(
        Site(
            settings=settings,
            release=OpenedRelease({}, summary),
            summary=summary,
            store=store,
            reader=reader,
            describer=Describer(reader, neighbours, ()),
            texts=DocumentTexts(Path("documents"), reader, neighbours),
            examples=(),
            links=LocalLinks(settings.base_iri),
            sizes=count_graphs(reader),
        )
    )


class _ThreadWorkers:
    """Stands for generations of workers: one thread of this process, which answers whatever is shown."""

    version = "of a test"

    def __init__(self, application: WsgiApplication) -> None:
        self._application = application
        self._idle: list[WorkerLink] = []

    @property
    def current(self) -> _ThreadWorkers:
        return self

    def take_idle(self) -> WorkerLink | None:
        return self._idle.pop() if self._idle else None

    async def take(self) -> WorkerLink:
        ours, theirs = socket.socketpair()
        Thread(target=serve_requests, args=(self._application, theirs), daemon=True).start()
        return WorkerLink(0, ours.detach(), 0, lambda link: None)

    def give_back(self, link: WorkerLink) -> None:
        if link.is_usable:
            self._idle.append(link)

    def replace(self, link: WorkerLink) -> None:
        """There is a thread for everybody who asks."""

    def lower_priority(self, link: WorkerLink) -> None:
        """A thread has no priority of its own."""
