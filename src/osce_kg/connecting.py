"""Connections to public addresses only, checked where they are made: after the name was looked up."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from osce_kg.errors import InputError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def open_session(*, allow_private: bool) -> requests.Session:
    """Return a session without proxies, credentials, cookies or redirects of its own.

    Args:
        allow_private: connect to addresses that are not public, too.
    """
    session = requests.Session()
    session.trust_env = False  # neither a proxy, which would do the looking up for us, nor a .netrc
    if not allow_private:
        adapter = _PublicAdapter()
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


class _PublicConnection(HTTPConnection):
    """Connects to the address that was checked: a second look-up might give another one."""

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        try:
            self._dns_host = find_public_address(name, self.port or self.default_port)
            return super()._new_conn()
        except socket.gaierror:
            self._dns_host = name
            return super()._new_conn()  # fails again, with the error that urllib3 knows
        finally:
            self._dns_host = name  # it is the name that the certificate is checked against


class _PublicSecureConnection(_PublicConnection, HTTPSConnection):
    pass


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicSecurePool(HTTPSConnectionPool):
    ConnectionCls = _PublicSecureConnection


class _PublicAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PublicPool, "https": _PublicSecurePool}
