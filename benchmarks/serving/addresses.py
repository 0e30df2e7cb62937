"""Addresses of the servers and of their clients, all on the loopback interface."""

from __future__ import annotations

import socket
from typing import Final

HOST: Final = "127.0.0.1"

OTHER_CLIENT: Final = "127.0.0.2"
"""Address of a client that is not the one that is measured."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])
