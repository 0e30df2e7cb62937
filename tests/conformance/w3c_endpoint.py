"""Our application on a real socket, in front of the dataset that a test asks for."""

from __future__ import annotations

import http.client
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pyoxigraph as ox
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from osce_kg.config import Settings
from osce_kg.publishing import ReleaseSummary
from osce_kg.server.application import create_site_app
from osce_kg.server.graph_sizes import count_graphs
from osce_kg.server.links import LocalLinks
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
    """A server of this process that shows one dataset at a time. Use as a context manager."""

    def __init__(self) -> None:
        self._app = create_query_app(ox.Store(), "http://localhost/")
        self._server = make_server("127.0.0.1", 0, self._serve, request_handler=_QuietHandler)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Endpoint:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The address of the query service."""
        return f"http://127.0.0.1:{self._server.server_port}/sparql"

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
        connection = http.client.HTTPConnection("127.0.0.1", self._server.server_port, timeout=30)
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
    return create_site_app(
        Site(
            settings=settings,
            dump=Path("dump"),
            summary=ReleaseSummary("0", "0", len(store), None, None, {}),
            store=store,
            reader=reader,
            examples=(),
            links=LocalLinks(settings.base_iri),
            sizes=count_graphs(reader),
        )
    )


class _QuietHandler(WSGIRequestHandler):
    def log(self, kind: str, message: str, *values: object) -> None:
        """Say nothing of requests."""
