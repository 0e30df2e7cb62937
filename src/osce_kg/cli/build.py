"""``osce-kg build``: from documents to a build's directory."""

from __future__ import annotations

import os
import sys
from itertools import islice
from pathlib import Path
from typing import Final

import click

from osce_kg.cli.destinations import destination_options
from osce_kg.cli.executions import chosen_execution, execution_options
from osce_kg.cli.extractors import ExtractorChoice, extractor_options
from osce_kg.cli.losses import exit_code, print_losses
from osce_kg.cli.seconds import SECONDS
from osce_kg.errors import UsageError
from osce_kg.model.record import BuildRecord
from osce_kg.second_process import SecondProcess

_MANY: Final = 1000
"""With so many documents, what a second process does saves more than it takes to start it."""


@click.command("build", short_help="Build a knowledge graph from documents.")
@click.argument("sources", nargs=-1, metavar="[PATH|URL]…")
@destination_options
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
@execution_options
@extractor_options
def command(
    sources: tuple[str, ...],
    out: Path,
    ledger: Path | None,
    judgements: Path | None,
    timeout: float,
    workers: int | None,
    scheduler: str | None,
    choice: ExtractorChoice,
) -> None:
    """Build a knowledge graph in DIR from files, folders and pages; without any, from the sample documents.

    An older build in DIR is replaced when the new one is complete; what was extracted for it is not extracted
    again, nor is what a build that was killed had finished. Exit code 3 if an input could not be used,
    4 if the extractor failed on one; the others are in the build all the same, and DIR/report.json says what
    was lost and why.
    """
    with SecondProcess(is_wanted=_is_worth_a_second_process(out)) as second:
        # What a language model was asked must not be asked again, as what fails there is done again.
        extracting = second if choice.llm is None and workers is None and scheduler is None else None
        if extracting:
            extracting.prepare("osce_kg.pipeline.extractions.execution:prepare_to_extract", choice)
        # Only now, as it takes a while: meanwhile that process is at work.
        from osce_kg.documents import ReadLimits
        from osce_kg.pipeline import BuildOptions, build_graph
        from osce_kg.resources import resource_path

        if choice.llm is not None and choice.llm.cache is not None:
            refuse_inside(choice.llm.cache, out)
        limits = ReadLimits(connect_seconds=timeout, read_seconds=timeout, total_seconds=3 * timeout)
        options = BuildOptions(
            ledger,
            judgements,
            limits,
            load_extractor=choice,
            execution=chosen_execution(workers, scheduler, has_key=choice.llm is not None, second=extracting),
            progress=shows_progress(),
            second=second,
        )
        record = build_graph(sources or (str(resource_path("data", "documents")),), out, options)
    print_losses(record.losses)
    click.echo(f"{out}: {summary(record)}", err=True)
    if record.reused:
        click.echo(f"{out}: {record.reused:,} documents had been extracted before", err=True)
    raise click.exceptions.Exit(exit_code(record.losses))


def _is_worth_a_second_process(out: Path) -> bool:
    """Tell whether a build goes on from a large one, and there is another processor."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return processors != 1 and _holds_many_documents(out)


def _holds_many_documents(build: Path) -> bool:
    try:
        with os.scandir(build / "documents") as entries:
            return sum(1 for _ in islice(entries, _MANY)) == _MANY
    except OSError:
        return False


def refuse_inside(cache: Path, out: Path) -> None:
    """Refuse a cache below the build: it would go with the build that the next one replaces.

    Raises:
        UsageError: it is there.
    """
    if cache.resolve().is_relative_to(out.resolve()):
        raise UsageError(f"the cache {cache} would be lost with the build: it must be outside of {out}")


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
