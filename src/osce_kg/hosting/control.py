"""What front and fork server say to each other: short messages, each whole, some with a descriptor."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_SIZE: Final = 1 << 14
"""Bytes of the longest message."""


class Order(StrEnum):
    """What the front wants of the fork server."""

    FORK = "fork"
    KILL = "kill"
    LOWER = "lower"
    """Let others have the processor before the worker."""
    RESTORE = "restore"
    """Let the worker have the processor like others again."""


class Event(StrEnum):
    """What the fork server tells."""

    READY = "ready"
    """The application is ready to be forked; the text describes what it serves."""
    FAILED = "failed"
    """It cannot be made ready: class and message of the error."""
    FORKED = "forked"
    """A worker; the descriptor is the connection to it."""
    ENDED = "ended"
    """A worker has ended, with this code; of a signal, its negative number."""


@dataclass(frozen=True, slots=True)
class Report:
    """A message of the fork server.

    Attributes:
        event: what has happened.
        process: number of the worker; 0 where it is about none.
        code: exit code of the worker.
        text: what else there is to say, as JSON.
        descriptor: connection to the worker, now the receiver's to close; None without one.
    """

    event: Event
    process: int = 0
    code: int = 0
    text: str = ""
    descriptor: int | None = None


def send_order(control: socket.socket, order: Order, process: int = 0) -> None:
    """Send an order.

    Raises:
        OSError: the fork server is gone.
    """
    control.send(f"{order} {process}".encode())


def receive_order(control: socket.socket) -> tuple[Order, int] | None:
    """Wait for an order; None: the front is gone."""
    message = control.recv(_SIZE).decode()
    if not message:
        return None
    order, process = message.split()
    return Order(order), int(process)


def send_report(control: socket.socket, report: Report) -> None:
    """Send a report, a copy of its descriptor with it.

    Raises:
        OSError: the front is gone.
    """
    message = json.dumps([report.event, report.process, report.code, report.text]).encode()
    if report.descriptor is None:
        control.send(message)
    else:
        socket.send_fds(control, [message], [report.descriptor])


def receive_report(control: socket.socket) -> Report | None:
    """Take a report; None: the fork server is gone.

    Raises:
        BlockingIOError: there is none, and the connection does not wait.
    """
    message, descriptors, _, _ = socket.recv_fds(control, _SIZE, 1)
    if not message:
        return None
    event, process, code, text = json.loads(message)
    return Report(Event(event), process, code, text, next(iter(descriptors), None))
