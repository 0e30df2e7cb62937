"""Virtuoso 7 as a peer: its settings, its start, and how it gets the graph."""

from __future__ import annotations

import configparser
import shutil
import subprocess
from typing import Final

from benchmarks.serving.addresses import HOST, free_port
from benchmarks.serving.place import Place

_BUFFERS: Final = 170_000
"""Pages of 8 KiB, as Virtuoso's own settings propose for 2 GiB: the whole graph stays in memory."""


def command(place: Place, port: int) -> list[str]:
    """Write the settings of an empty database that listens on a port; return the command that starts it."""
    folder = place.folder / "virtuoso"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    settings = configparser.ConfigParser()
    settings.optionxform = str  # type: ignore[assignment,method-assign]
    files = {"DatabaseFile": "virtuoso.db", "ErrorLogFile": "virtuoso.log", "LockFile": "virtuoso.lck"}
    files |= {"TransactionFile": "virtuoso.trx", "xa_persistent_file": "virtuoso.pxa"}
    settings["Database"] = {name: str(folder / file) for name, file in files.items()}
    temporary = {"DatabaseFile": "temporary.db", "TransactionFile": "temporary.trx"}
    settings["TempDatabase"] = {name: str(folder / file) for name, file in temporary.items()}
    settings["Parameters"] = {
        "ServerPort": f"{HOST}:{free_port()}",
        "ServerThreads": "64",
        "NumberOfBuffers": str(_BUFFERS),
        "MaxDirtyBuffers": str(_BUFFERS * 3 // 4),
        "CheckpointInterval": "0",
        "ThreadsPerQuery": "2",
        "DirsAllowed": str(place.build / "dump"),
    }
    settings["HTTPServer"] = {
        "ServerPort": f"{HOST}:{port}",
        "ServerThreads": "32",
        "MaxClientConnections": "64",
    }
    settings["SPARQL"] = {"ResultSetMaxRows": "1000000"}
    with (folder / "virtuoso.ini").open("w") as file:
        settings.write(file)
    return [*place.program("virtuoso-t"), "+foreground", "+configfile", str(folder / "virtuoso.ini")]


def fill(place: Place, port: int) -> None:
    """Load the named graphs; without FROM Virtuoso queries all of them together.

    Raises:
        RuntimeError: not all of them were loaded.
    """
    settings = configparser.ConfigParser()
    settings.read(place.folder / "virtuoso" / "virtuoso.ini")
    address = settings["Parameters"]["ServerPort"]
    load = f"ld_dir('{place.build / 'dump'}', 'osce-kg.nq', 'urn:graph'); rdf_loader_run(); checkpoint;"
    finished = subprocess.run(
        [*place.program("isql-vt"), address, "dba", "dba", f"EXEC={load}"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if finished.returncode or "Error" in finished.stderr:
        raise RuntimeError(f"Virtuoso did not load the graph: {finished.stderr.strip()}")
