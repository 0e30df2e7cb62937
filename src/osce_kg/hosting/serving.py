"""Running the front on granian until a signal ends it."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from osce_kg.config import Settings
from osce_kg.errors import MachineError
from osce_kg.hosting.access_log import AccessLog
from osce_kg.hosting.admission import read_token
from osce_kg.hosting.front import Front
from osce_kg.hosting.generation import Generation
from osce_kg.hosting.generations import Generations
from osce_kg.hosting.intake import CONNECTIONS, allow_descriptors
from osce_kg.hosting.records import Recorder
from osce_kg.hosting.write_front import WriteFront
from osce_kg.hosting.write_process import WriteProcess

_HEAD_LIMIT: Final = 20_000
"""Milliseconds that a client may take to send the head of a request, or be silent between two."""
_HEAD_SIZE: Final = 1 << 16
"""Bytes of the longest head of a request."""
_BACKLOG: Final = 1024
"""Connections that may wait to be accepted."""
_DRAIN: Final = 5.0
"""Seconds that requests that run at SIGTERM may still take."""
_GRACE: Final = 0.5
"""Seconds between the end of the last request and the end of the server."""


def serve(data: Path | None, settings: Settings, *, announce: Callable[[str], None]) -> None:
    """Serve the build in ``data``, or the graph behind ``settings.backend``, until SIGINT or SIGTERM.

    SIGTERM lets requests that run finish, if they are quick; SIGINT, or a second signal, does not. SIGHUP
    has the access log opened anew, for whoever has renamed it.

    Args:
        data: directory of the build; None if there is only a backend.
        settings: where to listen and what requests may take.
        announce: called once with the URL, as soon as connections are accepted.

    Raises:
        InputError: there is no build, or it cannot be read.
        MachineError: the address cannot be listened on.
    """
    allow_descriptors()
    with (
        _access_log(settings.access_log) as log,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        runner.run(_serve(data, settings, log, announce))


async def _serve(
    data: Path | None, settings: Settings, log: AccessLog | None, announce: Callable[[str], None]
) -> None:
    generations = Generations(data, settings)
    recorder = Recorder(log)
    front = Front(generations, settings, recorder)
    _watch(recorder, front, generations)
    process = None if data is None else WriteProcess(data, settings)
    if log is not None:
        recorder.watch("log_lines_lost", "Lines that the access log could not take.", lambda: log.lost)
    with ExitStack() as addresses:
        address, port = addresses.enter_context(reserved_address(settings.host, settings.port))
        servers = [http_server(front, address, port)]
        if settings.write_port and process is not None:
            token = read_token(Path(settings.write_token_file))
            write_front = WriteFront(front, generations, process, recorder, settings, token)
            place = addresses.enter_context(reserved_address(settings.write_host, settings.write_port))
            servers.insert(0, http_server(write_front, *place))
        listening, ending = asyncio.Event(), asyncio.Event()
        servers[-1].on_startup(listening.set)
        _follow_signals(front, log, ending)
        await generations.start()
        running = asyncio.create_task(_run(servers))
        try:
            await _first_of(running, listening)
            announce(_url(settings.host, port))
            await _first_of(running, ending)
        finally:
            if process is not None:
                await process.close()
            await generations.close()  # requests that run are told so
            await asyncio.sleep(_GRACE)
            for server in servers:
                server.stop()  # type: ignore[no-untyped-call]
            await asyncio.wait((running,), timeout=_GRACE)
            # Connections that are still open end with the process; that they do so in the middle is no news.
            asyncio.get_running_loop().set_exception_handler(_nothing)


def _follow_signals(front: Front, log: AccessLog | None, ending: asyncio.Event) -> None:
    """Have SIGINT end the server at once, SIGTERM when it has answered, and SIGHUP open the log anew."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, log.reopen if log else _nothing)
    loop.add_signal_handler(signal.SIGINT, ending.set)
    loop.add_signal_handler(signal.SIGTERM, lambda: loop.create_task(_drain(front, ending)))


async def _drain(front: Front, ending: asyncio.Event) -> None:
    await front.finish(_DRAIN)
    ending.set()


async def _run(servers: list[Server]) -> None:
    try:
        await asyncio.gather(*(server.serve() for server in servers))
    except RuntimeError as error:  # with the backtrace of the library below its first line
        raise MachineError(f"The HTTP server cannot run: {str(error).partition(chr(10))[0]}") from error


def http_server(front: Front | WriteFront, address: str, port: int) -> Server:
    """Return the HTTP server in front of everything, ready to serve in a running event loop."""
    return Server(
        front,
        address=address,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        backlog=_BACKLOG,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_LIMIT, max_buffer_size=_HEAD_SIZE),
        log_enabled=False,
    )


def _watch(recorder: Recorder, front: Front, generations: Generations) -> None:
    """Have the state of everything among the metrics."""

    def of_current(value: Callable[[Generation], float]) -> Callable[[], float]:
        return lambda: value(generations.current) if generations.answers else 0

    recorder.watch("requests_waiting", "Requests that wait for a worker.", lambda: front.turns.waiting)
    recorder.watch("workers_quick", "Workers in use.", lambda: front.turns.quick.taken)
    recorder.watch("workers_slow", "Workers that go on with what takes long.", lambda: front.turns.slow.taken)
    recorder.watch("workers", "Workers of the build that is served.", of_current(lambda it: it.workers))
    recorder.watch("forks", "Workers forked for the build that is served.", of_current(lambda it: it.forks))
    recorder.watch(
        "graph_in_memory", "1 if the workers share the graph in memory.", of_current(lambda it: it.in_memory)
    )
    recorder.watch("generations", "Builds taken into service since the start.", lambda: generations.started)
    recorder.watch("endpoint_calls", "Calls of other endpoints so far.", lambda: front.federation.made)
    recorder.watch("unread_bytes", "Bytes of answers that wait for their clients.", lambda: front.room.taken)
    recorder.watch("cache_bytes", "Bytes that kept answers take.", lambda: front.cache.taken)


async def _first_of(running: asyncio.Task[None], event: asyncio.Event) -> None:
    """Wait for the event, or for the end of the server, whose error then is ours."""
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait((running, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if running.done():
        await running
        raise MachineError("The HTTP server has ended unexpectedly.")


@contextmanager
def reserved_address(host: str, port: int) -> Iterator[tuple[str, int]]:
    """Give address and port to listen on, and keep them from others until the block ends.

    Raises:
        MachineError: they cannot be listened on.
    """
    with ExitStack() as held:
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            if port:
                # The socket that is held would share the port with another server of this program.
                with socket.socket(family, kind, protocol) as attempt:
                    attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    attempt.bind(address)
                    attempt.listen()
            holder = held.enter_context(socket.socket(family, kind, protocol))
            for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):  # as granian's listening socket
                holder.setsockopt(socket.SOL_SOCKET, option, 1)
            holder.bind(address)
            numeric, free, *_ = holder.getsockname()
        except OSError as error:
            raise MachineError(f"Cannot listen on {host}:{port}: {error.strerror or error}") from error
        yield str(numeric), int(free)


@contextmanager
def _access_log(place: str) -> Iterator[AccessLog | None]:
    """Open the log; an empty text means none."""
    if not place:
        yield None
        return
    log = AccessLog(place)
    try:
        yield log
    finally:
        log.close()


def _nothing(*_: object) -> None:
    """There is nothing to do."""


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
