"""Settings, read once and handed on as a value: a TOML file, the environment, flags; the later one wins.

Every setting is a field of ``Settings``; in the file it has the field's name, in the environment that name in
capitals after ``OSCE_KG_``. A number of bytes or seconds is written as a plain number.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from osce_kg.errors import InputError, MissingInputError, UsageError
from osce_kg.namespaces import BASE

_ENVIRONMENT_PREFIX: Final = "OSCE_KG_"
_NO_SETTINGS: Final = frozenset(
    {"OSCE_KG_CONTACT", "OSCE_KG_DEBUG", "OSCE_KG_LLM_KEY", "OSCE_KG_STORE_PASSWORD"}
)
"""Variables that other parts of the program read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set.

    Attributes:
        base_iri: start of the IRIs that are served under the server's own root; ends with ``/``.
        public_url: where clients reach the server's own root; ends with ``/``; "" stands for ``base_iri``.
        host: address to listen on; the default lets only this machine in.
        port: port to listen on; 0 lets the system choose one.
        workers: number of processes that answer, and with it of requests that are answered at once; as many
            again go on with what takes longer than half a second.
        deadline: seconds until a request is stopped, waiting included.
        memory_limit: MiB that one request may allocate.
        result_limit: MiB that one answer may have.
        unread_limit: MiB of all answers that wait to be read by their clients, on disk where they are long;
            those of one client may have half of it. There is always room for two of the longest.
        graph_memory: MiB that the graph may take in memory; a larger one is served from disk.
        cache_memory: MiB of answers that are kept for others who ask the same; 0: none.
        proxies: number of proxies in front, whose X-Forwarded-For tells clients apart.
        federated_endpoints: addresses of SPARQL endpoints that queries may call with SERVICE; empty: none.
        access_log: file that takes a line of JSON for each request; "-": standard output; empty: none.
        backend: address of the SPARQL endpoint of a store of others that holds the graph; empty: the build's
            own store does.
        write_port: port of the listener for writes; 0: there is none.
        write_host: address of that listener; the default lets only this machine in.
        write_token_file: file with the token that a write needs; only its owner may read it.
        write_agent: who holds the token, as the graph says it of each write.
        write_deadline: seconds that reading or carrying out what is to be written may take.
    """

    base_iri: str = BASE
    public_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 4
    deadline: float = 10.0
    memory_limit: int = 1024
    result_limit: int = 256
    unread_limit: int = 2048
    graph_memory: int = 4096
    cache_memory: int = 64
    proxies: int = 0
    federated_endpoints: tuple[str, ...] = ()
    access_log: str = ""
    backend: str = ""
    write_port: int = 0
    write_host: str = "127.0.0.1"
    write_token_file: str = ""
    write_agent: str = "the holder of the write token"
    write_deadline: float = 60.0

    def __post_init__(self) -> None:
        for name, iri in (("base_iri", self.base_iri), ("public_url", self.public_url or self.base_iri)):
            _require(_is_root(iri), f"{name} must be an http(s) IRI that ends with a slash, not {iri!r}")
        _require(_is_host(self.host), f"host must be a name or an address, not {self.host!r}")
        _require(
            _is_host(self.write_host), f"write_host must be a name or an address, not {self.write_host!r}"
        )
        _require(
            not self.backend or urlsplit(self.backend).scheme in ("http", "https"),
            f"backend must be an http(s) address, not {self.backend!r}",
        )
        _require(
            not (self.backend and self.write_port), "write_port needs a build: a backend is only read from"
        )
        _require(0 <= self.port <= 65535, f"port must be between 0 and 65535, not {self.port}")
        _require(0 <= self.write_port <= 65535, f"write_port must be up to 65535, not {self.write_port}")
        _require(
            not self.write_port or bool(self.write_token_file),
            "write_port needs write_token_file: nothing is written without a token",
        )
        _require(bool(self.write_agent.strip()), "write_agent must say who writes")
        _require(
            0 < self.write_deadline <= 3600,
            f"write_deadline must be up to 3600 seconds, not {self.write_deadline:g}",
        )
        _require(1 <= self.workers <= 256, f"workers must be between 1 and 256, not {self.workers}")
        _require(0 < self.deadline <= 3600, f"deadline must be up to 3600 seconds, not {self.deadline:g}")
        _require(self.memory_limit >= 64, f"memory_limit must be at least 64 MiB, not {self.memory_limit}")
        _require(self.graph_memory >= 0, f"graph_memory cannot be {self.graph_memory} MiB")
        _require(self.cache_memory >= 0, f"cache_memory cannot be {self.cache_memory} MiB")
        _require(0 <= self.proxies <= 16, f"proxies must be between 0 and 16, not {self.proxies}")
        _require(self.unread_limit >= 1, f"unread_limit must be at least 1 MiB, not {self.unread_limit}")
        _require(
            not (self.backend and self.federated_endpoints),
            "federated_endpoints needs a build: what a backend answers is not joined with others",
        )
        for url in self.federated_endpoints:
            _require(_is_endpoint(url), f"federated_endpoints must be http(s) addresses, not {url!r}")
        _require(self.result_limit >= 1, f"result_limit must be at least 1 MiB, not {self.result_limit}")


def load_settings(
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, Any] | None = None,
) -> Settings:
    """Return the settings.

    Args:
        file: a TOML file, or None.
        environment: environment variables; those of other programs are ignored.
        flags: field name to value; None as value means that the flag was not given.

    Raises:
        MissingInputError: the file is not there.
        InputError: the file is not TOML.
        UsageError: a setting is unknown, or its value makes no sense.
    """
    values: dict[str, Any] = {} if file is None else _from_file(file)
    for name, text in (environment or {}).items():
        if name.startswith(_ENVIRONMENT_PREFIX) and name not in _NO_SETTINGS:
            values[name.removeprefix(_ENVIRONMENT_PREFIX).lower()] = text
    values |= {name: value for name, value in (flags or {}).items() if value is not None}
    return Settings(**{name: _converted(name, value) for name, value in values.items()})


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MissingInputError("there is no settings file", source=str(file)) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"the settings cannot be read: {error}", source=str(file)) from error


def _converted(name: str, value: Any) -> Any:
    defaults = Settings()
    kinds = {field.name: type(getattr(defaults, field.name)) for field in fields(Settings)}
    if name not in kinds:
        raise UsageError(f"There is no setting {name!r}; the settings are {', '.join(kinds)}.")
    if kinds[name] is tuple:
        return _listed(name, value)
    try:
        return kinds[name](value)
    except (TypeError, ValueError) as error:
        raise UsageError(f"The setting {name} cannot be {value!r}.") from error


def _listed(name: str, value: Any) -> tuple[str, ...]:
    """Return the entries of a list, or of a text in which commas separate them."""
    entries = value.split(",") if isinstance(value, str) else value
    if not isinstance(entries, list | tuple) or not all(isinstance(entry, str) for entry in entries):
        raise UsageError(f"The setting {name} must be a list of texts, not {value!r}.")
    stripped = (entry.strip() for entry in entries)
    return tuple(dict.fromkeys(entry for entry in stripped if entry))


def _is_endpoint(url: str) -> bool:
    """Tell whether a text is an address that can be called, and an IRI that a query can name."""
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_address and "@" not in parts.netloc and not re.search(r"[\x00-\x20<>\"{}|^`\\#\x7f]", url)


def _is_root(iri: str) -> bool:
    parts = urlsplit(iri)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and iri.endswith("/")


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(host) and all(label and label.replace("-", "").isalnum() for label in host.split("."))
    return True


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise UsageError(f"Setting {message}.")
