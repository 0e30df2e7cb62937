"""Connections that can be cut, and to public addresses only: that is checked after the name was looked up."""

from __future__ import annotations

import ipaddress
import socket
import threading
from contextlib import suppress
from functools import partial
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from osce_kg.errors import InputError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Connections:
    """The connections of a session, which another thread may cut: whoever waits for them is told at once.

    No time limit of an HTTP library holds for a server that says a little now and then for ever.
    """

    def __init__(self) -> None:
        self._held: list[socket.socket] = []
        self._is_cut = False
        self._lock = threading.Lock()

    def add(self, connection: socket.socket) -> None:
        """Take note of a connection."""
        with self._lock:
            self._held.append(connection.dup())  # with TLS, another object has the connection from here on
            if self._is_cut:
                _end(connection)

    def cut(self) -> None:
        """End all connections, and each that is made from now on."""
        with self._lock:
            self._is_cut = True
            for connection in self._held:
                _end(connection)

    def forget(self) -> None:
        """Let go of the connections, which nobody uses any more."""
        with self._lock:
            while self._held:
                self._held.pop().close()


def _end(connection: socket.socket) -> None:
    with suppress(OSError):  # the server was first
        connection.shutdown(socket.SHUT_RDWR)


def open_session(*, allow_private: bool, connections: Connections | None = None) -> requests.Session:
    """Return a session without proxies, credentials, cookies or redirects of its own.

    Args:
        allow_private: connect to addresses that are not public, too.
        connections: takes note of all connections that are made.
    """
    session = requests.Session()
    session.trust_env = False  # neither a proxy, which would do the looking up for us, nor a .netrc
    adapter = _Adapter(allow_private, connections)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, also where it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        for wrapped in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())):
            if wrapped is not None and not is_public(str(wrapped)):
                return False
        if ip.ipv4_mapped is not None:
            return True
    return ip.is_global and not ip.is_multicast


def find_public_address(host: str, port: int) -> str:
    """Look a host up and return its first IP address; the connection is made to this one and no other.

    Raises:
        PrivateAddressError: one of its addresses is not public.
        OSError: it cannot be looked up.
    """
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not is_public(address):
            raise PrivateAddressError("the host has a private address")
    return addresses[0]


class PrivateAddressError(InputError):
    """A host whose address is not one of the public internet."""


class _Connection(HTTPConnection):
    def __init__(
        self, *args: Any, allow_private: bool, connections: Connections | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._allow_private = allow_private
        self._connections = connections

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn() if self._allow_private else self._connected_to_public_address()
        if self._connections is not None:
            self._connections.add(connection)
        return connection

    def _connected_to_public_address(self) -> socket.socket:
        """Connect to the address that was checked: a second look-up might give another one."""
        name = self._dns_host
        try:
            self._dns_host = find_public_address(name, self.port or self.default_port)
            return super()._new_conn()
        except socket.gaierror:
            self._dns_host = name
            return super()._new_conn()  # fails again, with the error that urllib3 knows
        finally:
            self._dns_host = name  # it is the name that the certificate is checked against


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class _Adapter(HTTPAdapter):
    def __init__(self, allow_private: bool, connections: Connections | None) -> None:
        self._allow_private = allow_private
        self._connections = connections
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(self._pool, HTTPConnectionPool, _Connection),
            "https": partial(self._pool, HTTPSConnectionPool, _SecureConnection),
        }

    def _pool(
        self, kind: type[HTTPConnectionPool], connection: type[_Connection], *args: Any, **kwargs: Any
    ) -> HTTPConnectionPool:
        pool = kind(*args, **kwargs)
        pool.ConnectionCls = partial(  # type: ignore[assignment]
            connection, allow_private=self._allow_private, connections=self._connections
        )
        return pool
