"""How commands tell of input that could not be used."""

from __future__ import annotations

from collections.abc import Iterable

import click

from osce_kg.model.document import Loss


def print_losses(losses: Iterable[Loss]) -> None:
    """Write each loss to standard error, once, as ``source: reason`` or ``source: warning: reason``."""
    for loss in dict.fromkeys(losses):
        mark = "warning: " if loss.severity == "warning" else ""
        click.echo(f"{loss.source}: {mark}{loss.reason}", err=True)
