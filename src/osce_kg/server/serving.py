"""Running the application on waitress until a signal ends it."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final

import waitress
from flask import Flask

from osce_kg.config import Settings
from osce_kg.errors import MachineError
from osce_kg.querying.pool import QueryLimits
from osce_kg.server.application import close_app, create_app
from osce_kg.server.intake import LIMITS, PlainChannel, allow_descriptors

_THREADS_FOR_PAGES: Final = 6
"""Threads beside those that queries hold, so that pages and downloads never wait for a slow query."""

_GRACE: Final = 0.5
"""Seconds between the end of the queries and the end of the server."""


def serve(data: Path, settings: Settings, *, announce: Callable[[str], None]) -> None:
    """Serve the build in ``data`` until SIGINT or SIGTERM.

    Args:
        data: directory of the build.
        settings: where to listen and what queries may take.
        announce: called once with the URL, as soon as connections are accepted.

    Raises:
        MissingInputError: there is no build.
        MachineError: the address cannot be listened on.
    """
    allow_descriptors()
    app = create_app(data, settings)
    try:
        sockets: dict[int, Any] = {}
        try:
            server = waitress.create_server(
                app,
                host=settings.host,
                port=settings.port,
                threads=settings.workers + QueryLimits().waiting + _THREADS_FOR_PAGES,
                ident=None,
                clear_untrusted_proxy_headers=True,
                map=sockets,
                **LIMITS,
            )
        except OSError as error:
            reason = error.strerror or error
            raise MachineError(f"Cannot listen on {settings.host}:{settings.port}: {reason}") from error
        for listener in sockets.values():
            listener.channel_class = PlainChannel
        # A request that waits a moment for a thread is no event; queries that wait too long are told so
        # with 503.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        _end_on_signals(app)
        announce(_url(settings.host, server.effective_port))
        # waitress ends its loop, and its threads after their requests, on KeyboardInterrupt.
        server.run()
    finally:
        close_app(app)


def _end_on_signals(app: Flask) -> None:
    """On SIGINT or SIGTERM stop the queries, give their clients a moment to hear so, then stop the server."""

    def stop_queries(signal_number: int, frame: FrameType | None) -> None:
        close_app(app)
        signal.setitimer(signal.ITIMER_REAL, _GRACE)

    def stop_server(signal_number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, stop_server)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_queries)


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
