"""PUBLISH into a store behind HTTP: each named graph whole, verified, and recorded in the store itself."""

from osce_kg.publishing.remote.addresses import (
    Credentials,
    StoreAddresses,
    TransferProtocol,
    check_credentials,
    find_addresses,
    read_password,
)
from osce_kg.publishing.remote.exchange import Exchange, ExchangeLimits
from osce_kg.publishing.remote.publication import (
    PublicationOptions,
    PublicationReport,
    publish_graphs,
    verify_graphs,
)
from osce_kg.publishing.remote.records import PUBLICATION_GRAPH
from osce_kg.publishing.remote.remote_store import RemoteStore

__all__ = [
    "PUBLICATION_GRAPH",
    "Credentials",
    "Exchange",
    "ExchangeLimits",
    "PublicationOptions",
    "PublicationReport",
    "RemoteStore",
    "StoreAddresses",
    "TransferProtocol",
    "check_credentials",
    "find_addresses",
    "publish_graphs",
    "read_password",
    "verify_graphs",
]
