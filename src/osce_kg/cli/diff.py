"""``osce-kg diff``: what differs between two builds, releases or dump files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

if TYPE_CHECKING:
    from osce_kg.publishing.difference import Change, Difference

_SOURCE = click.Path(path_type=Path)
_FORMATS = ("text", "patch", "json")


@click.command("diff")
@click.argument("before", type=_SOURCE, metavar="A")
@click.argument("after", type=_SOURCE, metavar="B")
@click.option(
    "--format",
    "report_format",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="text is for people, patch is RDF Patch, json for programs.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write removed.nq and added.nq (or .nt) there: A without the one and with the other is B.",
)
@click.pass_context
def command(context: click.Context, before: Path, after: Path, report_format: str, out: Path | None) -> None:
    """Print the statements that B has lost and gained since A.

    A and B are directories of builds or releases, or N-Triples or N-Quads files, also packed by gzip.

    Exit code 0: they are the same; 1: they differ; 2: wrong usage; 3: a file cannot be read; 4: the machine
    is at fault.
    """
    from tempfile import TemporaryDirectory

    from osce_kg.publishing.difference import compare
    from osce_kg.publishing.difference_reports import RENDERERS, Sides

    sides = Sides(str(before), str(after))
    with TemporaryDirectory(prefix="osce-kg-diff-") as scratch:
        difference = compare(before, after, Path(scratch))
        with _recorded(difference, out) as changes:
            for part in RENDERERS[report_format](difference, changes, sides):
                click.echo(part, nl=False)
    context.exit(0 if difference.summary.is_empty else 1)


@contextmanager
def _recorded(difference: Difference, out: Path | None) -> Iterator[Iterator[Change]]:
    """Give the changes; each is also written into its file of ``out``, which appear when all are read."""
    from osce_kg.publishing.staging import StagedFiles

    if out is None:
        yield difference.changes()
        return
    with StagedFiles(out) as files:
        with (
            files.open(f"removed.{difference.syntax}") as removed,
            files.open(f"added.{difference.syntax}") as added,
        ):
            yield _written(difference.changes(), removed, added)
        files.commit()


def _written(changes: Iterator[Change], removed: IO[bytes], added: IO[bytes]) -> Iterator[Change]:
    from osce_kg.publishing.difference import Fate

    for change in changes:
        file = added if change.fate is Fate.ADDED else removed
        file.write(change.line.encode())
        yield change
