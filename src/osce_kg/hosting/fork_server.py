"""The fork server: has the graph in memory and the application ready, and forks workers on demand.

The front starts it as ``python -m osce_kg.hosting.fork_server CONTROL SETTINGS``. It runs one thread only,
for a fork copies no other. A worker shares its memory until one of them writes to it. Where the graph is too
large for the memory, the application is made after the fork, over the store on disk; only names are shared.
"""

from __future__ import annotations

import gc
import json
import mimetypes
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

from flask import Flask

from osce_kg.config import Settings, load_settings
from osce_kg.confinement import end_with_parent, forbid_network, forbid_programs, limit_memory
from osce_kg.errors import MissingInputError, OsceKgError
from osce_kg.holding import HeldFolder
from osce_kg.hosting.control import Event, Order, Report, receive_order, send_report
from osce_kg.hosting.loading import QUICKLY_LOADED, Identity, identity_of, memory_needed, require_same
from osce_kg.hosting.names import read_names_apart
from osce_kg.hosting.worker import WsgiApplication, serve_requests
from osce_kg.publishing import load_release
from osce_kg.server.application import create_app, create_site_app
from osce_kg.server.site import PreparedRelease, open_backend_site, prepare_release

_LOW_PRIORITY: Final = 10
"""Niceness of workers that take long: a tenth of the usual share of the processor, if others want it."""
_WARMED: Final = (
    "/",
    "/sparql",
    "/sparql?query=ASK%7B%7D",
    "/dump/",
    "/reconcile/suggest/entity?prefix=a",
)
"""Addresses asked for before the first fork, so that templates, patterns and names are read once for all."""


class ForkServer:
    """Forks workers, passes their connections on, and tells when they have ended."""

    def __init__(self, control: socket.socket, make: Callable[[], WsgiApplication], memory: int) -> None:
        """Be ready to fork.

        Args:
            control: connection to the front, which keeps messages apart (``SOCK_SEQPACKET``).
            make: gives the application, in the worker.
            memory: bytes that a worker may allocate.
        """
        self._control = control
        self._make = make
        self._memory = memory
        self._workers: set[int] = set()

    def run(self) -> None:
        """Follow the front's orders until it is gone; then end all workers."""
        woken, wakes = os.pipe()
        for end in (woken, wakes):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        poll = select.poll()
        for descriptor in (woken, self._control.fileno()):
            poll.register(descriptor, select.POLLIN)
        try:
            while True:
                ready = [descriptor for descriptor, _ in poll.poll()]
                if woken in ready:
                    os.read(woken, 1 << 12)
                    self._report_ended()
                if self._control.fileno() in ready:
                    order = receive_order(self._control)
                    if order is None:
                        return
                    self._follow(*order)
        except (BrokenPipeError, ConnectionError):
            return
        finally:
            for process in self._workers:
                os.kill(process, signal.SIGKILL)

    def _follow(self, order: Order, process: int) -> None:
        if order is Order.FORK:
            self._fork()
        elif process in self._workers:  # else it has ended, and its number may be another's by now
            if order is Order.KILL:
                os.kill(process, signal.SIGKILL)
            else:
                usual = os.getpriority(os.PRIO_PROCESS, 0)
                priority = _LOW_PRIORITY if order is Order.LOWER else usual
                os.setpriority(os.PRIO_PROCESS, process, priority)

    def _fork(self) -> None:
        ours, theirs = socket.socketpair()
        parent, process = os.getpid(), os.fork()
        if process == 0:
            ours.close()
            self._control.close()
            end_with_parent(parent)
            _work(theirs, self._make, self._memory)
        theirs.close()
        self._workers.add(process)
        send_report(self._control, Report(Event.FORKED, process, descriptor=ours.fileno()))
        ours.close()

    def _report_ended(self) -> None:
        for process in tuple(self._workers):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                self._workers.discard(process)
                send_report(self._control, Report(Event.ENDED, process, os.waitstatus_to_exitcode(status)))


def _can_restore_priority() -> bool:
    """Tell whether the system lets a process have its priority back, as it does with privileges only."""
    process = os.fork()
    if process == 0:
        try:
            usual = os.getpriority(os.PRIO_PROCESS, 0)
            for priority in (_LOW_PRIORITY, usual):
                os.setpriority(os.PRIO_PROCESS, 0, priority)
            os._exit(0)
        except OSError:
            os._exit(1)
    return os.waitpid(process, 0)[1] == 0


def _work(connection: socket.socket, make: Callable[[], WsgiApplication], memory: int) -> NoReturn:
    """Be a worker, and end with it."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        application = make()
        limit_memory(memory)
        serve_requests(application, connection)
        code = 0
    except ConnectionError:  # the front has gone, or wants no more of this answer
        code = 0
    finally:
        # Not sys.exit: what the parent has set up to happen at its end must not happen here.
        os._exit(code)


def main(control_number: int, configuration: dict[str, Any]) -> None:
    """Make everything ready, say so, and serve.

    Args:
        control_number: file descriptor of the connection to the front.
        configuration: ``data``, path of the build or None; ``settings``, by name; ``at_once``, whether being
            ready soon is more important than being quick.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # What comes from the terminal is for the front, which ends its processes in order.
        signal.signal(number, signal.SIG_IGN)
    control = socket.socket(fileno=control_number)
    settings = load_settings(flags=configuration["settings"])
    data = Path(configuration["data"]) if configuration["data"] else None
    mimetypes.init()  # reads files of the system; a worker is to read none
    held: HeldFolder | None = None
    try:
        if settings.backend or data is None:
            make, state = _backend_application(settings, data)
        else:
            held = _held(data)
            make, state = _build_application(settings, held.path, at_once=configuration["at_once"])
    except OsceKgError as error:
        told = str(error).replace(str(held.path), str(data)) if held else str(error)
        send_report(control, Report(Event.FAILED, text=json.dumps([type(error).__name__, told])))
        return
    state["restores"] = _can_restore_priority()
    gc.collect()
    gc.freeze()  # or the collector would write to every object, and pages would be shared no longer
    send_report(control, Report(Event.READY, text=json.dumps(state)))
    ForkServer(control, make, settings.memory_limit << 20).run()


def _held(data: Path) -> HeldFolder:
    """Hold a build while it is served: what was not read yet is to be there when it has been replaced."""
    try:
        return HeldFolder(data)
    except OSError as error:
        raise MissingInputError("there is no whole release", source=str(data / "dump")) from error


def _backend_application(
    settings: Settings, data: Path | None
) -> tuple[Callable[[], WsgiApplication], dict[str, Any]]:
    """Make the application over a store of others, which workers reach over the network."""
    forbid_programs()
    site = open_backend_site(settings, data)
    application = _warmed(create_site_app(site))
    return lambda: application, {"version": site.summary.graph_version, "in_memory": False, "fits": False}


def _build_application(
    settings: Settings, data: Path, *, at_once: bool
) -> tuple[Callable[[], WsgiApplication], dict[str, Any]]:
    """Make the application over the build in ``data``."""
    forbid_network()
    identity = identity_of(data)
    needed = memory_needed(data)
    fits = needed <= settings.graph_memory << 20
    in_memory = fits and not (at_once and needed > QUICKLY_LOADED)
    # What is only to bridge the time until the graph is in memory must not take that time itself.
    prepared = prepare_release(data, at_once=fits and not in_memory)
    if not fits:  # else the names are read once the graph is in memory, or by the worker that must
        prepared = replace(prepared, names=read_names_apart(data))
    make = (
        _ready_application(data, settings, prepared)
        if in_memory
        else partial(_application, data, settings, prepared, identity)
    )
    version = prepared.release.summary.graph_version
    require_same(data, identity)
    return make, {"version": version, "in_memory": in_memory, "fits": fits}


def _application(
    data: Path, settings: Settings, prepared: PreparedRelease, identity: Identity
) -> WsgiApplication:
    application = create_app(data, settings, prepared=prepared)
    require_same(data, identity)  # else the front is about to notice, and serves the other build
    return application


def _ready_application(
    data: Path, settings: Settings, prepared: PreparedRelease
) -> Callable[[], WsgiApplication]:
    """Make the application over the graph in memory, and use it once."""
    application = _warmed(create_app(data, settings, load_release(data / "dump"), prepared))
    return lambda: application


def _warmed(application: Flask) -> Flask:
    """Use an application once."""
    client = application.test_client()
    for address in _WARMED:
        client.get(address, headers={"Accept": "text/html"})
    return application


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]))
