"""``osce-kg watch``: builds again whenever documents have changed."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event

import click

from osce_kg.cli.build import summary
from osce_kg.cli.destinations import destination_options
from osce_kg.cli.executions import chosen_execution, execution_options
from osce_kg.cli.losses import print_losses
from osce_kg.cli.seconds import SECONDS
from osce_kg.errors import InputError, OsceKgError, UsageError


@click.command("watch", short_help="Build again whenever documents have changed.")
@click.argument("sources", nargs=-1, required=True, metavar="PATH…")
@destination_options
@click.option(
    "--interval", type=SECONDS, default=5.0, show_default=True, help="Seconds between two looks at the files."
)
@execution_options
def command(
    sources: tuple[str, ...],
    out: Path,
    ledger: Path | None,
    interval: float,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Build a knowledge graph in DIR, and again whenever a file in PATH has changed, until interrupted.

    Only what is new or changed is extracted. A server of DIR takes each new build into service by itself. A
    build that fails is told and tried again, with the next change or, if the machine was at fault, soon.
    """
    from osce_kg.pipeline import BuildOptions, build_graph
    from osce_kg.pipeline.watching import watch

    _refuse_addresses(sources)
    for path in (out, *([ledger] if ledger else [])):
        _refuse_within(path, sources)
    options = BuildOptions(ledger, execution=chosen_execution(workers, scheduler))

    def rebuild() -> bool:
        try:
            record = build_graph(sources, out, options)
        except UsageError:
            raise
        except OsceKgError as error:
            click.echo(f"error: {error}", err=True)
            return isinstance(error, InputError)
        print_losses(record.losses)
        click.echo(f"{out}: {summary(record)}, {record.reused:,} extracted before", err=True)
        return True

    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    watch(sources, rebuild, interval, stop)


def _refuse_addresses(sources: tuple[str, ...]) -> None:
    for source in sources:
        if "://" in source:
            raise UsageError(f"{source} cannot be watched: fetch it into a folder, and watch that")


def _refuse_within(path: Path, sources: tuple[str, ...]) -> None:
    """Refuse to write among what is watched: each build would be a change."""
    for source in sources:
        if path.resolve().is_relative_to(Path(source).resolve()):
            raise UsageError(f"{path} must be outside of {source}, which is watched")
