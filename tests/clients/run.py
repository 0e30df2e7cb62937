"""Runs every outside client against a server of this checkout and prints how each fared.

    .venv/bin/python tests/clients/run.py                  clients that are here
    .venv/bin/python tests/clients/run.py --install        installs the others first
    .venv/bin/python tests/clients/run.py --url URL rapper one of them, against a server that runs already

The exit code is 1 if a client is red, or if it has all been skipped.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from client_installation import install
from client_needs import Tools
from client_runs import Client, Outcome, find_clients, run_client, table_of

FOLDER = Path(__file__).parent
REPOSITORY = FOLDER.parents[1]
HOME = REPOSITORY / "build" / "clients"
"""Where clients are installed; git ignores it and ``make clean`` removes it."""


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Run the clients of a folder; return the exit code."""
    clients = find_clients(folder)
    options = _options(arguments, [client.name for client in clients])
    if options.names:
        clients = [client for client in clients if client.name in options.names]
    tools = Tools(options.home.resolve())
    if options.install or options.only_install:
        for complaint in install((client.needs for client in clients), tools):
            print(f"WARNING: {complaint}", flush=True)
    if options.only_install:
        return _tell_missing(clients, tools)
    with ExitStack() as stack:
        url = options.url or stack.enter_context(_served_sample())
        runs = []
        for client in clients:
            runs.append(run_client(client, url, tools))
            print(runs[-1].output, end="", flush=True)
    print(table_of(runs))
    outcomes = {run.outcome for run in runs}
    return int(Outcome.RED in outcomes or Outcome.GREEN not in outcomes)


@contextmanager
def serving(build: Path) -> Iterator[str]:
    """Serve a build with ``osce-kg serve`` on a free port of this machine; give its URL."""
    command = [*_osce_kg(), "serve", "--data", str(build), "--port", "0"]
    with subprocess.Popen(command, env=_environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        url = re.search(r"http://\S+/", line)
        try:
            if url is None:
                raise RuntimeError(f"The server did not start: {line}")
            yield url[0]
        finally:
            process.terminate()


@contextmanager
def _served_sample() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build"
        subprocess.run([*_osce_kg(), "build", "--out", str(build)], env=_environment(), check=True)
        with serving(build) as url:
            yield url


def _osce_kg() -> list[str]:
    return [sys.executable, "-m", "osce_kg"]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}


def _options(arguments: Sequence[str] | None, names: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run outside clients against a server of this checkout.")
    parser.add_argument("names", nargs="*", metavar="CLIENT", help=f"of {', '.join(names)}; default: all")
    parser.add_argument("--install", action="store_true", help="first install what is missing")
    parser.add_argument("--only-install", action="store_true", help="install what is missing, run nothing")
    parser.add_argument("--url", help="a server that runs already, with the data of one release")
    parser.add_argument("--home", type=Path, default=HOME, help="folder for clients from PyPI and npm")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(names)
    if unknown:
        parser.error(f"there is no client {', '.join(sorted(unknown))}")
    return options


def _tell_missing(clients: Sequence[Client], tools: Tools) -> int:
    """Say which clients cannot run here; that is no error, since a machine may not have all of them."""
    for client in clients:
        if tools.missing(client.needs) != type(client.needs)():
            print(f"WARNING: {client.name} is not here: its checks will be SKIPPED", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
