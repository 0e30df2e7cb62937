"""Where a build goes, which several commands ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def destination_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--out`` and ``--ledger`` to a command."""
    out: Any = click.option(
        "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Directory of the build."
    )
    ledger: Any = click.option(
        "--ledger",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Keys that earlier builds gave to persons; created or extended.",
    )
    decorated: Callable[..., None] = out(ledger(command))
    return decorated
