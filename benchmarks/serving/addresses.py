"""Addresses of the servers and of their clients, all on the loopback interface."""

from __future__ import annotations

import contextlib
import random
import socket
from typing import Final

HOST: Final = "127.0.0.1"

OTHER_CLIENT: Final = "127.0.0.2"
"""Address of a client that is not the one that is measured."""


_PORTS: Final = range(20_000, 32_000)
"""None that the system gives to outgoing connections: some servers load for a minute first."""


def free_port() -> int:
    """Return a port that nobody listens on.

    Raises:
        OSError: there is none.
    """
    for port in random.sample(_PORTS, 100):
        with contextlib.suppress(OSError), socket.create_server((HOST, port)):
            return port
    raise OSError("no port is free")
