"""The choice of where documents are extracted from, which several commands offer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from osce_kg.errors import UsageError

if TYPE_CHECKING:
    from osce_kg.pipeline.extractions import Execution
    from osce_kg.second_process import SecondProcess


def execution_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--workers`` and ``--scheduler`` to a command."""
    workers: Any = click.option(
        "--workers",
        type=click.IntRange(1, 1024),
        metavar="N",
        help="Extract in N processes [default: in this one].",
    )
    scheduler: Any = click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Extract on the workers of this Dask scheduler: tcp://host:8786.",
    )
    decorated: Callable[..., None] = workers(scheduler(command))
    return decorated


def chosen_execution(
    workers: int | None,
    scheduler: str | None,
    *,
    has_key: bool = False,
    second: SecondProcess | None = None,
) -> Execution:
    """Return where to extract.

    Args:
        workers, scheduler: as the user gave them.
        has_key: the extractor has a key that must not leave this machine.
        second: extracts if the user gave neither; without it, this process does.

    Raises:
        UsageError: the options do not go together.
    """
    from osce_kg.pipeline.extractions import Cluster, InProcess, InSecondProcess, ProcessPool

    if scheduler is None:
        if workers is None:
            return InSecondProcess(second) if second else InProcess()
        return ProcessPool(workers)
    if workers is not None:
        raise UsageError("--workers has no use with --scheduler: the workers of the scheduler do the work")
    if has_key:
        raise UsageError("--extractor llm does not go with --scheduler: its key would leave this machine")
    return Cluster(scheduler)
