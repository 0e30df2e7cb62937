"""Reading the names of a graph on disk, for workers to share."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import IO, NoReturn

from osce_kg.errors import InputError
from osce_kg.searching import NameDirectory, NamedThing, read_things
from osce_kg.store import OxigraphReader


def read_names_apart(data: Path) -> NameDirectory:
    """Return everything that has a name in a build, without opening its store in this process.

    A process that has opened a store on disk has its threads, and a fork copies no thread.

    Raises:
        InputError: the names cannot be read.
    """
    receiving, sending = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(receiving)
        _send_names(data, os.fdopen(sending, "w", encoding="utf-8"))
    os.close(sending)
    with os.fdopen(receiving, encoding="utf-8") as sent:
        content = sent.read()
    _, status = os.waitpid(process, 0)
    if status != 0:
        raise InputError("the names cannot be read", source=str(data / "store"))
    things, replaced = json.loads(content)
    return NameDirectory(
        (NamedThing(key, tuple(types), tuple(names)) for key, types, names in things), replaced
    )


def _send_names(data: Path, output: IO[str]) -> NoReturn:
    """Write the names, and end this process."""
    code = 1
    try:
        things, replaced = read_things(OxigraphReader.open(data / "store"))
        json.dump([[(one.key, one.types, one.names) for one in things], replaced], output)
        output.close()
        code = 0
    finally:
        # Not sys.exit: what the parent has set up to happen at its end must not happen here.
        os._exit(code)
