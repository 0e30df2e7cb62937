"""``osce-kg build``: from documents to a build's directory."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from osce_kg.cli.losses import exit_code, print_losses
from osce_kg.cli.seconds import SECONDS
from osce_kg.model.record import BuildRecord


@click.command("build", short_help="Build a knowledge graph from documents.")
@click.argument("sources", nargs=-1, metavar="[PATH|URL]…")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Directory of the build."
)
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keys that earlier builds gave to persons; created or extended.",
)
@click.option(
    "--judgements",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Human decisions on who is one person [default: ours].",
)
@click.option(
    "--timeout",
    type=SECONDS,
    default=20.0,
    show_default=True,
    help="Seconds to wait for a server that says nothing.",
)
@click.pass_context
def command(
    context: click.Context,
    sources: tuple[str, ...],
    out: Path,
    ledger: Path | None,
    judgements: Path | None,
    timeout: float,
) -> None:
    """Build a knowledge graph in DIR from files, folders and pages; without any, from the sample documents.

    An older build in DIR is replaced when the new one is complete. Exit code 3 if an input could not be used;
    the others are in the build all the same, and DIR/report.json says what was lost and why.
    """
    from osce_kg.documents import ReadLimits
    from osce_kg.pipeline import BuildOptions, build_graph
    from osce_kg.resources import resource_path

    limits = ReadLimits(connect_seconds=timeout, read_seconds=timeout, total_seconds=3 * timeout)
    options = BuildOptions(ledger, judgements, limits, progress=shows_progress())
    record = build_graph(sources or (str(resource_path("data", "documents")),), out, options)
    print_losses(record.losses)
    click.echo(f"{out}: {summary(record)}", err=True)
    context.exit(exit_code(record.losses))


def shows_progress() -> bool:
    """Tell whether there is someone to look at a progress bar."""
    return sys.stderr.isatty() and not os.environ.get("CI")


def summary(record: BuildRecord) -> str:
    """Return the counts of a build in one line."""
    counts = {name: number for stage in record.stages for name, number in stage.counts}
    names = ("documents", "events", "entities", "statements")
    warnings = sum(loss.severity == "warning" for loss in record.losses)
    numbers = [f"{counts[name]:,} {name}" for name in names]
    return ", ".join([*numbers, f"{len(record.losses) - warnings} losses", f"{warnings} warnings"])
