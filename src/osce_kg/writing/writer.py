"""The writer: a process that does one write and says what came of it.

The front starts it as ``python -m osce_kg.writing.writer CONFIGURATION``, sends the request on standard
input, and reads the outcome, a line of JSON, from standard output.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
from pathlib import Path
from typing import Final

from osce_kg.config import load_settings
from osce_kg.confinement import end_with_parent, forbid_network, limit_memory
from osce_kg.errors import InputError, MachineError, OsceKgError
from osce_kg.writing.requests import WriteRequest
from osce_kg.writing.writing import write

_RESERVED: Final = 4 << 30
"""Bytes of addresses that making a build reserves, however small it is; most of them are never used."""


def main(configuration: str) -> None:
    """Do the write that comes on standard input.

    Args:
        configuration: JSON: ``data``, path of the build; ``settings``, by name; ``parent``, number of the
            process that starts this one.
    """
    # A Ctrl-C in the terminal is for the front, which ends its processes in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    given = json.loads(configuration)
    end_with_parent(given["parent"])
    forbid_network()
    outcomes = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else prints must not get between
    settings = load_settings(flags=given["settings"])
    limit_memory(_RESERVED + (settings.graph_memory + settings.memory_limit << 20))
    request = WriteRequest.unpacked(sys.stdin.buffer.read())
    try:
        written = write(Path(given["data"]), request, settings, dt.datetime.now(dt.UTC))
        outcome = {"graph_version": written.graph_version, "is_new": written.is_new}
    except OsceKgError as error:
        # An error of the build's files is no fault of the request.
        is_of_build = isinstance(error, InputError) and error.source is not None
        outcome = {
            "error": MachineError.__name__ if is_of_build else type(error).__name__,
            "message": str(error),
        }
    with outcomes:
        json.dump(outcome, outcomes)


if __name__ == "__main__":
    main(sys.argv[1])
