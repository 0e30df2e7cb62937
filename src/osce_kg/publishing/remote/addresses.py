"""Where a SPARQL store takes graphs, queries and updates, and as whom we come."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from osce_kg.errors import InputError, MissingInputError, UsageError
from osce_kg.web import check_address, is_this_machine


class TransferProtocol(StrEnum):
    """How statements travel."""

    GRAPH_STORE = "graph-store"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the addresses of one kind of store end."""

    graph_store: str
    query: str
    update: str


_LAYOUTS: Final = (
    _Layout("/store", "/query", "/update"),  # Oxigraph
    _Layout("/sparql-graph-crud-auth", "/sparql-auth", "/sparql-auth"),  # Virtuoso
    _Layout("/data", "/query", "/update"),  # Jena Fuseki
    _Layout("/rdf-graphs/service", "", "/statements"),  # RDF4J and stores built on it
)

_LARGEST_PASSWORD_FILE: Final = 10_000


@dataclass(frozen=True, slots=True)
class StoreAddresses:
    """The addresses of one store.

    Attributes:
        graph_store: of the Graph Store HTTP Protocol; None where everything goes by updates.
        query: of SPARQL queries.
        update: of SPARQL updates.
    """

    graph_store: str | None
    query: str
    update: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and a password, which no ``repr`` shows."""

    user: str
    password: str = field(repr=False)


def find_addresses(
    target: str, protocol: TransferProtocol, query: str | None = None, update: str | None = None
) -> StoreAddresses:
    """Return all addresses of a store; those of the stores we know follow from the one that was given.

    Args:
        target: of the Graph Store, or with :attr:`TransferProtocol.UPDATE` of updates.
        protocol: how statements travel.
        query, update: where they cannot be told from the target.

    Raises:
        UsageError: an address is none, holds a password, or must be named.
    """
    by_graph_store = protocol is TransferProtocol.GRAPH_STORE
    found_query, found_update = _siblings(target, by_graph_store=by_graph_store)
    query, update = query or found_query, update or (found_update if by_graph_store else target)
    for address, option in ((query, "--query-url"), (update, "--update-url")):
        if address is None:
            raise UsageError(f"the store's other addresses cannot be told from TARGET: {option} must name it")
    assert query is not None
    assert update is not None
    for address in (target, query, update):
        check_address(address, "a store")
        if urlsplit(address).query or urlsplit(address).fragment:
            raise UsageError("the address of a store must have no ? and no #")
    return StoreAddresses(target if by_graph_store else None, query, update)


def _siblings(target: str, *, by_graph_store: bool) -> tuple[str | None, str | None]:
    parts = urlsplit(target)
    path = parts.path.rstrip("/")
    for layout in _LAYOUTS:
        ending = layout.graph_store if by_graph_store else layout.update
        if path.endswith(ending):
            root = path.removesuffix(ending)
            query, update = (
                urlunsplit(parts._replace(path=root + end)) for end in (layout.query, layout.update)
            )
            return query, update
    return None, None


def check_credentials(addresses: StoreAddresses, credentials: Credentials) -> None:
    """Refuse to send a password where others could read it, or to more than one host.

    Raises:
        UsageError: an address is neither https nor of this machine, or is of another host than the rest.
    """
    used = [url for url in (addresses.graph_store, addresses.query, addresses.update) if url is not None]
    if len({urlsplit(url)[:2] for url in used}) > 1:
        raise UsageError("a password is sent to one host only: TARGET, --query-url and --update-url differ")
    if not all(urlsplit(url).scheme == "https" or is_this_machine(url) for url in used):
        raise UsageError("a password is sent over https only, or to this machine")
    if ":" in credentials.user or not credentials.user.isprintable():
        raise UsageError("the name of the user may hold no colon and nothing unprintable")


def read_password(file: Path | None, variable: str | None) -> str:
    """Return the password in a file, without its line end, else that of the environment.

    Raises:
        UsageError: there is neither.
        MissingInputError, InputError: the file is not there or cannot be read, or is empty.
    """
    if file is None:
        if not variable:
            raise UsageError(
                "--user needs a password: --password-file, or the variable OSCE_KG_STORE_PASSWORD"
            )
        return variable
    try:
        with file.open(encoding="utf-8") as opened:
            password = opened.read(_LARGEST_PASSWORD_FILE).rstrip("\r\n")
    except FileNotFoundError:
        raise MissingInputError("there is no such file", source=str(file)) from None
    except (OSError, UnicodeDecodeError):
        raise InputError("the password cannot be read", source=str(file)) from None
    if not password:
        raise InputError("there is no password in it", source=str(file))
    return password
