"""Stores of others, each started on free ports of the loopback address with a folder of its own.

``.ci/install-stores`` installs them: Virtuoso 7 from Debian, ``oxigraph`` from PyPI into ``build/stores``.
"""

from __future__ import annotations

import configparser
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.error import HTTPError, URLError

HOST = "127.0.0.1"
OXIGRAPH = Path(__file__).parents[2] / "build/stores/bin/oxigraph"
_PATIENCE = 90.0


@dataclass(frozen=True)
class Peer:
    """A store of others.

    Attributes:
        program: what must be there.
        command: from folder and port to the command that starts it.
        graph_store, update, query: ends of its addresses.
        user: who may change it, and the password.
    """

    program: Path | str
    command: Callable[[Path, int], Sequence[str | Path]]
    graph_store: str
    update: str
    query: str
    user: tuple[str, str] | None = None

    @property
    def is_here(self) -> bool:
        return shutil.which(self.program) is not None


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port: int = taken.getsockname()[1]
        return port


def _virtuoso(folder: Path, port: int, rows: int = 1000) -> list[str | Path]:
    settings = configparser.ConfigParser()
    settings.optionxform = str  # type: ignore[assignment,method-assign]
    files = {"DatabaseFile": "virtuoso.db", "ErrorLogFile": "virtuoso.log", "LockFile": "virtuoso.lck"}
    files |= {"TransactionFile": "virtuoso.trx", "xa_persistent_file": "virtuoso.pxa"}
    settings["Database"] = {name: str(folder / file) for name, file in files.items()}
    temporary = {"DatabaseFile": "temporary.db", "TransactionFile": "temporary.trx"}
    settings["TempDatabase"] = {name: str(folder / file) for name, file in temporary.items()}
    settings["Parameters"] = {
        "ServerPort": f"{HOST}:{free_port()}",
        "ServerThreads": "16",
        "NumberOfBuffers": "20000",
        "MaxDirtyBuffers": "15000",
        "CheckpointInterval": "0",
    }
    settings["HTTPServer"] = {"ServerPort": f"{HOST}:{port}", "ServerThreads": "8"}
    # Answers are cut without a word, as with the settings that Debian's package comes with, but sooner.
    settings["SPARQL"] = {"ResultSetMaxRows": str(rows)}
    file = folder / "virtuoso.ini"
    with file.open("w") as opened:
        settings.write(opened)
    return ["virtuoso-t", "+foreground", "+configfile", file]


def _oxigraph(folder: Path, port: int) -> list[str | Path]:
    return [OXIGRAPH, "serve", "--location", folder / "database", "--bind", f"{HOST}:{port}"]


def _virtuoso_for_serving(folder: Path, port: int) -> list[str | Path]:
    return _virtuoso(folder, port, rows=1_000_000)


PEERS = {
    "virtuoso": Peer(
        "virtuoso-t", _virtuoso, "/sparql-graph-crud-auth", "/sparql-auth", "/sparql", ("dba", "dba")
    ),
    "oxigraph": Peer(OXIGRAPH, _oxigraph, "/store", "/update", "/query"),
}


SERVING_PEERS = {
    "virtuoso": replace(PEERS["virtuoso"], command=_virtuoso_for_serving),
    "oxigraph": PEERS["oxigraph"],
}
"""The same, set up as docs/serving.md asks of a store that is served from."""


@contextmanager
def running(peer: Peer, folder: Path) -> Iterator[str]:
    """Run an empty store until the block ends; give its address, to which the ends are added."""
    port = free_port()
    url = f"http://{HOST}:{port}"
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            [os.fspath(part) for part in peer.command(folder, port)],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(f"{url}{peer.query}?query=ASK%20%7B%7D", process)
        yield url
    finally:
        process.kill()
        process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (HTTPError, URLError, OSError):
            assert process.poll() is None, "the store has ended"
            assert time.monotonic() < end, "the store does not answer"
            time.sleep(0.1)
        else:
            return
