"""How commands tell of input that could not be used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import click

from osce_kg.errors import InputError, OsceKgError
from osce_kg.model.document import Loss

_LINE_BREAKERS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def print_losses(losses: Iterable[Loss]) -> None:
    """Write each loss to standard error, once, as ``source: reason`` or ``source: warning: reason``."""
    for loss in dict.fromkeys(losses):
        mark = "warning: " if loss.severity == "warning" else ""
        click.echo(f"{_on_one_line(loss.source)}: {mark}{_on_one_line(loss.reason)}", err=True)


def _on_one_line(text: str) -> str:
    """Escape control characters: the name of a file may hold a line break, or move the cursor."""
    return _LINE_BREAKERS.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def exit_code(losses: Iterable[Loss]) -> int:
    """Return 0, or 3 if an input could not be read, or 4 if a stage of ours failed on one."""
    failed = {loss.stage for loss in losses if loss.severity == "error"}
    if failed - {"documents"}:
        return OsceKgError.exit_code
    return InputError.exit_code if failed else 0
