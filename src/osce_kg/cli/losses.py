"""How commands tell of input that could not be used."""

from __future__ import annotations

from collections.abc import Iterable

import click

from osce_kg.errors import InputError, OsceKgError
from osce_kg.model.document import Loss
from osce_kg.printable import on_one_line


def print_losses(losses: Iterable[Loss]) -> None:
    """Write each loss to standard error, once, as ``source: reason`` or ``source: warning: reason``."""
    for loss in dict.fromkeys(losses):
        mark = "warning: " if loss.severity == "warning" else ""
        click.echo(f"{on_one_line(loss.source)}: {mark}{on_one_line(loss.reason)}", err=True)


def exit_code(losses: Iterable[Loss]) -> int:
    """Return 0, or 3 if an input could not be fetched or read, or 4 if a stage of ours failed on one."""
    failed = {loss.stage for loss in losses if loss.severity == "error"}
    if failed - {"acquisition", "documents"}:
        return OsceKgError.exit_code
    return InputError.exit_code if failed else 0
